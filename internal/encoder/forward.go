package encoder

import "slices"

// run is the working memory of one pass through the network, used again for the next batch. Matrices lie row by row. A
// text has a block of rows, a multiple of short; the rows that fill it up hold finite numbers that nothing reads.
type run struct {
	net    *network
	kernel kernel
	tile   tile
	spans  []span

	input    []float32 // rows × embed: the first layer's input
	residual []float32 // rows × dim
	normed   []float32 // rows × dim or embed: a layer norm's result
	wide     []float32 // rows × inner: queries, keys and values; then the inside of a feed-forward block
	context  []float32 // rows × dim or embed: what attention gathered
	keys     []float32 // see packKeys
	weights  []float32 // of one head: rows of a text × its tokens, up to a multiple of panel

	mean     []float32 // texts × dim
	meanWide []float32 // texts × inner
	vectors  []float32 // texts × dim
}

// span is where the rows of one text lie: n tokens from row first on.
type span struct{ first, n int }

// rows is the size of the block, padded.
func (s span) rows() int { return roundUp(s.n, short) }

func roundUp(n, to int) int { return (n + to - 1) / to * to }

// resize returns s with n numbers of undefined content.
func resize(s []float32, n int) []float32 { return slices.Grow(s[:0], n)[:n] }

// embed computes the vectors of texts given as 1 to MaxTokens ids each; vector i is r.vectors[i*dim:][:dim] until the
// next call.
func (r *run) embed(texts [][]int) {
	rows := r.place(texts)
	r.lookUp(texts)
	r.product(&r.net.project, r.input, r.residual, rows, store)
	in := r.input
	for i := range r.net.layers {
		l := &r.net.layers[i]
		r.attend(l, in[:rows*l.width])
		r.normalise(l.normFeed, r.residual)
		r.product(&l.up, r.normed, r.wide, rows, rectify)
		if i < nLayers-1 {
			r.product(&l.down, r.wide, r.residual, rows, add)
		}
		in = r.residual
	}
	r.pool(len(texts))
}

// place lays out the texts and makes room; it returns the number of rows.
func (r *run) place(texts [][]int) int {
	r.spans = r.spans[:0]
	rows, longest := 0, 0
	for _, ids := range texts {
		s := span{rows, len(ids)}
		r.spans = append(r.spans, s)
		rows, longest = rows+s.rows(), max(longest, s.n)
	}
	r.input, r.residual = resize(r.input, rows*embed), resize(r.residual, rows*dim)
	r.normed, r.context = resize(r.normed, rows*dim), resize(r.context, rows*dim)
	r.wide = resize(r.wide, rows*inner)
	r.keys = resize(r.keys, roundUp(longest, panel)*dim/heads)
	r.weights = resize(r.weights, roundUp(longest, short)*roundUp(longest, panel))
	n := roundUp(len(texts), short)
	r.mean, r.vectors = resize(r.mean, n*dim), resize(r.vectors, n*dim)
	r.meanWide = resize(r.meanWide, n*inner)
	return rows
}

// lookUp fills the input with twice the embedding plus the timing signal, as the original does.
func (r *run) lookUp(texts [][]int) {
	table := &r.net.table
	for i, ids := range texts {
		s := r.spans[i]
		block := r.input[s.first*embed:][:s.rows()*embed]
		for t, id := range ids {
			row, signal := block[t*embed:][:embed], r.net.timing[t*embed:][:embed]
			scale, q := 2*table.scale[id], table.q[id*embed:][:embed]
			for k := range row {
				row[k] = scale*float32(int8(q[k])) + signal[k]
			}
		}
		clear(block[s.n*embed:])
	}
}

func (r *run) product(l *linear, x, y []float32, rows int, m mode) {
	r.kernel.multiply(&r.tile, l.of(x, y, rows, m))
}

// normalise puts the layer norm of the rows of x into r.normed.
func (r *run) normalise(n scaleShift, x []float32) {
	width := len(n.scale)
	for t := 0; t < len(x); t += width {
		layerNorm(r.normed[t:][:width], x[t:][:width], n.scale, n.shift)
	}
}

// pool makes the vectors: the mean over a text's tokens, one more product, tanh, and length 1. The last layer's second
// product is linear, so that it is taken of the mean, once a text instead of once a token.
func (r *run) pool(texts int) {
	rows := roundUp(texts, short)
	clear(r.mean)
	clear(r.meanWide)
	for i, s := range r.spans {
		average(r.mean[i*dim:][:dim], r.residual[s.first*dim:][:s.n*dim])
		average(r.meanWide[i*inner:][:inner], r.wide[s.first*inner:][:s.n*inner])
	}
	r.product(&r.net.layers[nLayers-1].down, r.meanWide, r.mean, rows, add)
	r.product(&r.net.output, r.mean, r.vectors, rows, store)
	for i := range texts {
		unit(r.vectors[i*dim:][:dim])
	}
}
