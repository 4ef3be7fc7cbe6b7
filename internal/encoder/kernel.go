package encoder

import (
	"math"
	"unsafe"
)

// kernel multiplies tiles. All kernels give the same result but for rounding.
type kernel struct {
	name  string
	tall  func(*tile) // tall rows
	short func(*tile) // short rows
}

// tile is the work of one kernel call, for some rows of a and c: c = max(floor, a·b + bias), or with add the same plus
// what c held before. The strides are in numbers. The assembly reads the fields by name, from go_asm.h.
type tile struct {
	a, b, c, bias *float32
	k             int // columns of a, rows of b; above 0
	lda, ldb, ldc int
	add           uint64  // 0 or 1
	floor         float32 // 0 for ReLU, else -Inf
}

func (t *tile) setMode(m mode) {
	t.floor = float32(math.Inf(-1))
	switch m {
	case add:
		t.add = 1
	case rectify:
		t.floor = 0
	}
}

// portable is the kernel for processors that have no other.
var portable = kernel{
	name:  "portable",
	tall:  func(t *tile) { portableRows(t, tall) },
	short: func(t *tile) { portableRows(t, short) },
}

// portableRows computes blocks of two rows and four columns, whose eight sums fit in the registers of every processor.
func portableRows(t *tile, rows int) {
	a := unsafe.Slice(t.a, (rows-1)*t.lda+t.k)
	b := unsafe.Slice(t.b, (t.k-1)*t.ldb+panel)
	c := unsafe.Slice(t.c, (rows-1)*t.ldc+panel)
	bias := unsafe.Slice(t.bias, panel)
	for col := 0; col < panel; col += 4 {
		for row := 0; row < rows; row += 2 {
			a0, a1 := a[row*t.lda:][:t.k], a[(row+1)*t.lda:][:t.k]
			s0, s1 := portableBlock(a0, a1, b[col:], t.ldb)
			t.finish(c[row*t.ldc+col:], bias[col:], s0)
			t.finish(c[(row+1)*t.ldc+col:], bias[col:], s1)
		}
	}
}

// portableBlock returns two rows of a times four columns of b.
func portableBlock(a0, a1, b []float32, ldb int) (s0, s1 [4]float32) {
	var p0, p1, p2, p3, q0, q1, q2, q3 float32
	a1 = a1[:len(a0)]
	at := 0
	for i, x := range a0 {
		y := a1[i]
		w := b[at:][:2]
		p0 += x * w[0]
		q0 += y * w[0]
		p1 += x * w[1]
		q1 += y * w[1]
		w = b[at+2:][:2] // its bounds check keeps the compiler from needing more than 15 registers at once
		p2 += x * w[0]
		q2 += y * w[0]
		p3 += x * w[1]
		q3 += y * w[1]
		at += ldb
	}
	return [4]float32{p0, p1, p2, p3}, [4]float32{q0, q1, q2, q3}
}

func (t *tile) finish(c, bias []float32, sum [4]float32) {
	for i, s := range sum {
		s += bias[i]
		if t.add != 0 {
			s += c[i]
		}
		c[i] = max(s, t.floor)
	}
}
