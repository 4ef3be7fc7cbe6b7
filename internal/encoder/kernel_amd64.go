package encoder

import (
	"unsafe"

	"golang.org/x/sys/cpu"
)

// kernels returns what this processor can run, the fastest first.
func kernels() []kernel {
	var out []kernel
	if cpu.X86.HasAVX512F {
		out = append(out, kernel{"avx512", tile12AVX512, tile4AVX512})
	}
	if cpu.X86.HasAVX2 && cpu.X86.HasFMA {
		out = append(out, kernel{"avx2", tallAVX2, shortAVX2})
	}
	return append(out, portable)
}

// halfPanel is how many columns an AVX2 tile has: two of its registers.
const halfPanel = panel / 2

// tallAVX2 computes twelve rows as four tiles of six rows and half a panel, which is what 16 registers hold.
func tallAVX2(t *tile) {
	for col := 0; col < panel; col += halfPanel {
		for row := 0; row < tall; row += 6 {
			part := t.at(row, col)
			tile6AVX2(&part)
		}
	}
}

func shortAVX2(t *tile) {
	for col := 0; col < panel; col += halfPanel {
		part := t.at(0, col)
		tile4AVX2(&part)
	}
}

// at returns the part of t that begins at a row and a column.
func (t *tile) at(row, col int) tile {
	part := *t
	part.a, part.b, part.bias = skip(t.a, row*t.lda), skip(t.b, col), skip(t.bias, col)
	part.c = skip(t.c, row*t.ldc+col)
	return part
}

// skip returns the address n numbers after p; multiply has checked that the tile lies within its slices.
func skip(p *float32, n int) *float32 {
	return (*float32)(unsafe.Add(unsafe.Pointer(p), 4*n))
}

// tile12AVX512 computes 12 rows and 32 columns.
//
//go:noescape
func tile12AVX512(t *tile)

// tile4AVX512 computes 4 rows and 32 columns.
//
//go:noescape
func tile4AVX512(t *tile)

// tile6AVX2 computes 6 rows and 16 columns.
//
//go:noescape
func tile6AVX2(t *tile)

// tile4AVX2 computes 4 rows and 16 columns.
//
//go:noescape
func tile4AVX2(t *tile)
