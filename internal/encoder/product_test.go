package encoder

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestKernels compares every kernel with a plain product in float64, for sizes that end before, at and behind the
// steps of four that kernels take.
func TestKernels(t *testing.T) {
	for _, k := range kernels() {
		t.Run(k.name, func(t *testing.T) {
			rng := rand.New(rand.NewPCG(1, 2))
			for _, rows := range []int{0, 4, 8, 12, 16, 20, 24, 28, 36} {
				for _, inner := range []int{1, 2, 3, 4, 5, 7, 8, 63, 64, 65, 129, 511} {
					for m := store; m <= rectify; m++ {
						testProduct(t, &k, randomProduct(rng, m, rows, inner, panel*(1+rng.IntN(3))))
					}
				}
			}
		})
	}
}

// randomProduct makes strides wider than the rows, slices that end with the last number, and a bias in two of three.
func randomProduct(rng *rand.Rand, m mode, rows, inner, cols int) product {
	p := product{mode: m, rows: rows, inner: inner, cols: cols}
	p.lda, p.ldc = inner+rng.IntN(5), cols+rng.IntN(9)
	if p.ldb, p.next = panel, inner*panel; rng.IntN(2) == 0 {
		p.ldb, p.next = cols+rng.IntN(7), panel
	}
	p.a = randoms(rng, max(0, rows-1)*p.lda+inner)
	p.b = randoms(rng, (cols/panel-1)*p.next+(inner-1)*p.ldb+panel)
	p.c = randoms(rng, max(0, rows-1)*p.ldc+cols)
	if rng.IntN(3) > 0 {
		p.bias = randoms(rng, cols)
	}
	return p
}

func randoms(rng *rand.Rand, n int) []float32 {
	out := make([]float32, n)
	for i := range out {
		out[i] = rng.Float32()*2 - 1
	}
	return out
}

// testProduct also sees a kernel that writes between the rows of c.
func testProduct(t *testing.T, k *kernel, p product) {
	t.Helper()
	want := plainProduct(p)
	p.c = slices.Clone(p.c)
	k.multiply(new(tile), p)
	for i, v := range p.c {
		if math.Abs(float64(v)-want[i]) > 1e-5*math.Sqrt(float64(p.inner))+1e-6 {
			t.Fatalf("mode %d, %d×%d×%d: c[%d] = %v, want %v", p.mode, p.rows, p.inner, p.cols, i, v, want[i])
		}
	}
}

func plainProduct(p product) []float64 {
	c := make([]float64, len(p.c))
	for i, v := range p.c {
		c[i] = float64(v)
	}
	for row := range p.rows {
		for col := range p.cols {
			var sum float64
			for i := range p.inner {
				sum += float64(p.a[row*p.lda+i]) * float64(p.b[col/panel*p.next+i*p.ldb+col%panel])
			}
			if p.bias != nil {
				sum += float64(p.bias[col])
			}
			switch p.mode {
			case add:
				sum += c[row*p.ldc+col]
			case rectify:
				sum = max(0, sum)
			}
			c[row*p.ldc+col] = sum
		}
	}
	return c
}

func TestProductBounds(t *testing.T) {
	good := randomProduct(rand.New(rand.NewPCG(3, 4)), store, 8, 5, 64)
	good.bias = make([]float32, 64)
	for name, damage := range map[string]func(*product){
		"rows": func(p *product) { p.rows = 6 }, "cols": func(p *product) { p.cols = 63 },
		"inner": func(p *product) { p.inner = 0 },
		"a":     func(p *product) { p.a = p.a[1:] }, "b": func(p *product) { p.b = p.b[1:] },
		"c": func(p *product) { p.c = p.c[1:] }, "bias": func(p *product) { p.bias = p.bias[1:] },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if recover() == nil {
					t.Error("no panic")
				}
			}()
			p := good
			damage(&p)
			portable.multiply(new(tile), p)
		})
	}
}

func TestPack(t *testing.T) {
	m := quantized{cols: 3, scale: make([]float32, 2*panel), q: make([]byte, 3*2*panel)}
	for i := range m.q {
		m.q[i] = byte(i)
	}
	for i := range m.scale {
		m.scale[i] = float32(i)
	}
	l := pack(m, nil)
	for o := range 2 * panel {
		for i := range 3 {
			if got, want := l.packed[o/panel*panel*3+i*panel+o%panel], float32(o)*float32(int8(o*3+i)); got != want {
				t.Errorf("output %d, input %d: %v, want %v", o, i, got, want)
			}
		}
	}
}

func TestExp(t *testing.T) {
	for x := float32(0); x > -87; x -= 0.00137 {
		got := []float32{x + 3}
		sum := exponentials(got, 3)
		want := math.Exp(float64(x + 3 - 3))
		if math.Abs(float64(got[0])-want) > 1e-6*want || sum != got[0] {
			t.Fatalf("e to the power of %v = %v, want %v", x, got, want)
		}
	}
	got := []float32{-1000, 0, -0.5}
	if sum := exponentials(got, 0); got[0] > 1e-37 || got[1] != 1 || math.Abs(float64(sum)-1-math.Exp(-0.5)) > 1e-6 {
		t.Errorf("exponentials = %v, sum %v", got, sum)
	}
}

func TestLayerNorm(t *testing.T) {
	y := make([]float32, 4)
	layerNorm(y, []float32{1, 2, 3, 6}, []float32{1, 1, 2, 1}, []float32{0, 0, 0, 5})
	s := math.Sqrt(3.5 + epsilon)
	for i, want := range []float64{-2 / s, -1 / s, 0, 3/s + 5} {
		if math.Abs(float64(y[i])-want) > 1e-6 {
			t.Errorf("y[%d] = %v, want %v", i, y[i], want)
		}
	}
}
