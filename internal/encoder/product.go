package encoder

import "fmt"

// panel is how many columns of a product a kernel computes at once: two AVX-512 registers. A packed matrix is a
// sequence of panels, each with its 32 numbers of the first input, then of the second, and so on: the order in which a
// kernel reads them.
const panel = 32

// Rows that a kernel computes at once. Twelve rows by two registers keep 24 of the 32 AVX-512 registers as sums; four
// finish what twelve leave over, so that rows come in multiples of four.
const (
	tall  = 12
	short = 4
)

// linear is y = x·Wᵀ + bias, with W packed in panels.
type linear struct {
	in, out int
	packed  []float32 // out/panel panels of in × panel
	bias    []float32
}

// pack makes a linear of a stored matrix with one row per output; the outputs are a multiple of panel.
func pack(m quantized, bias []float32) linear {
	in, out := m.cols, len(m.scale)
	l := linear{in: in, out: out, packed: make([]float32, in*out), bias: bias}
	for o := 0; o < out; o += panel {
		dst, src, scale := l.packed[o*in:][:in*panel], m.q[o*in:][:in*panel], m.scale[o:][:panel]
		for i := range in {
			row := dst[i*panel:][:panel]
			for j := range row {
				row[j] = scale[j] * float32(int8(src[j*in+i]))
			}
		}
	}
	return l
}

// mode says what becomes of a product.
type mode uint8

const (
	store   mode = iota // c = a·b + bias
	add                 // c += a·b + bias
	rectify             // c = max(0, a·b + bias)
)

// product is one matrix product: rows × inner times inner × cols. The matrix b is a sequence of panels, see panel: next
// is the distance from one to the next, ldb that of rows within one. So packed weights have ldb = panel and
// next = inner·panel, and a matrix that lies in memory row by row has its stride as ldb and next = panel.
type product struct {
	mode              mode
	rows, inner, cols int // rows a multiple of short, cols of panel, inner above 0
	a                 []float32
	lda               int
	b                 []float32
	ldb, next         int
	c                 []float32
	ldc               int
	bias              []float32 // one for each column, or nil for none
}

// of returns the product of l with rows of x that lie close together, to be stored in rows of y likewise.
func (l *linear) of(x, y []float32, rows int, m mode) product {
	return product{
		mode: m, rows: rows, inner: l.in, cols: l.out, bias: l.bias,
		a: x, lda: l.in, b: l.packed, ldb: panel, next: l.in * panel, c: y, ldc: l.out,
	}
}

// multiply computes p. It takes a panel of b through all rows before the next, so that the panel stays in the level 2
// cache. The tile is working memory.
func (k *kernel) multiply(t *tile, p product) {
	p.check()
	*t = tile{k: p.inner, lda: p.lda, ldb: p.ldb, ldc: p.ldc}
	t.setMode(p.mode)
	for col := 0; col < p.cols; col += panel {
		t.b, t.bias = &p.b[col/panel*p.next], &noBias[0]
		if p.bias != nil {
			t.bias = &p.bias[col]
		}
		row := 0
		for ; row+tall <= p.rows; row += tall {
			t.a, t.c = &p.a[row*p.lda], &p.c[row*p.ldc+col]
			k.tall(t)
		}
		for ; row < p.rows; row += short {
			t.a, t.c = &p.a[row*p.lda], &p.c[row*p.ldc+col]
			k.short(t)
		}
	}
}

var noBias [panel]float32

// check panics where a kernel would leave the slices: kernels in assembly check no bounds.
func (p *product) check() {
	switch {
	case p.rows%short != 0 || p.cols%panel != 0 || p.rows < 0 || p.cols < 0 || p.inner <= 0:
	case p.rows == 0 || p.cols == 0:
		return
	case len(p.a) < (p.rows-1)*p.lda+p.inner:
	case len(p.b) < (p.cols/panel-1)*p.next+(p.inner-1)*p.ldb+panel:
	case len(p.c) < (p.rows-1)*p.ldc+p.cols:
	case p.bias != nil && len(p.bias) < p.cols:
	default:
		return
	}
	panic(fmt.Sprintf("encoder: product %d×%d×%d leaves its slices", p.rows, p.inner, p.cols))
}
