package encoder

import "math"

// attend adds to the residual stream what the tokens of each text gather from each other; x is the layer's input.
func (r *run) attend(l *layer, x []float32) {
	rows := len(x) / l.width
	r.normalise(l.normIn, x)
	r.product(&l.qkv, r.normed, r.wide, rows, store)
	for _, s := range r.spans {
		for h := range heads {
			r.head(l, s, h)
		}
	}
	r.product(&l.out, r.context, r.residual, rows, add)
}

// head computes softmax(q·kᵀ)·v for one head of one text. A row of r.wide holds queries, keys and values, each of
// l.width numbers, of which a head has a quarter.
func (r *run) head(l *layer, s span, h int) {
	width, stride := l.width/heads, 3*l.width
	block := r.wide[s.first*stride:][:s.rows()*stride]
	query, key, value := block[h*width:], block[l.width+h*width:], block[2*l.width+h*width:]
	columns := roundUp(s.n, panel)

	packKeys(r.keys, key, s.n, width, stride)
	r.kernel.multiply(&r.tile, product{
		mode: store, rows: s.rows(), inner: width, cols: columns,
		a: query, lda: stride, b: r.keys, ldb: panel, next: width * panel, c: r.weights, ldc: columns,
	})
	for t := range s.n {
		softmax(r.weights[t*columns:][:s.n])
	}
	r.kernel.multiply(&r.tile, product{
		mode: store, rows: s.rows(), inner: s.n, cols: width,
		a: r.weights, lda: columns, b: value, ldb: stride, next: panel,
		c: r.context[s.first*l.width+h*width:], ldc: l.width,
	})
}

// packKeys transposes the keys of n tokens to panels of width × panel, filled up with zeros.
func packKeys(dst, key []float32, n, width, stride int) {
	for t := range roundUp(n, panel) {
		to := dst[t/panel*panel*width+t%panel:]
		if t >= n {
			for i := range width {
				to[i*panel] = 0
			}
			continue
		}
		for i, v := range key[t*stride:][:width] {
			to[i*panel] = v
		}
	}
}

// softmax replaces x by its softmax.
func softmax(x []float32) {
	top := x[0]
	for _, v := range x {
		if v > top {
			top = v
		}
	}
	f := 1 / exponentials(x, top)
	for i := range x {
		x[i] *= f
	}
}

// exponentials replaces each x by e to the power of x-top, for x up to top, with a relative error below 1e-6 (TestExp),
// and returns the sum. It splits x·log₂e in an integer, for the exponent bits, and a rest within ±½, for a Taylor
// polynomial. It is a loop, and not a function of one number, since calls took half the time.
func exponentials(x []float32, top float32) (sum float32) {
	const (
		lowest = -87               // e to that is about the smallest normal number
		magic  = 3 << 22           // added, it rounds to an integer in the low bits
		ln2Hi  = 0.693145751953125 // the upper bits of ln 2: an exact product with small integers
		ln2Lo  = 1.428606765330187e-06
	)
	for i, v := range x {
		if v -= top; v < lowest {
			v = lowest
		}
		shifted := float32(v*math.Log2E) + magic
		n := shifted - magic
		f := float32(v-n*ln2Hi) - n*ln2Lo
		square := f * f
		p := (1 + f) + square*((1.0/2+f*(1.0/6))+square*((1.0/24+f*(1.0/120))+square*(1.0/720)))
		e := p * math.Float32frombits((math.Float32bits(shifted)+127)<<23)
		x[i] = e
		sum += e
	}
	return sum
}
