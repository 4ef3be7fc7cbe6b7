package encoder

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// The shapes of Universal Sentence Encoder lite.
const (
	pieces  = 8002 // rows of the embedding table
	embed   = 256  // numbers of a piece's embedding
	inner   = 1536 // width between the two products of a feed-forward block
	heads   = 4
	nLayers = 2
)

// magic opens use_int8.bin; convert.mjs writes it.
const magic = "USEL0001"

// network holds the weights, ready to be multiplied.
type network struct {
	table   quantized      // one row per piece
	timing  []float32      // MaxTokens × embed: what is added at a position
	project linear         // embed → dim: the residual stream that both layers add to
	layers  [nLayers]layer //
	output  linear         // dim → dim, before tanh
}

// layer is self-attention and a feed-forward block, each behind a layer norm. The first layer's attention reads the
// embeddings (width 256), the second's the residual stream (width 512).
type layer struct {
	width            int // of the attention's input, its queries, keys and values
	normIn, normFeed scaleShift
	qkv              linear // width → 3·width; the queries are already divided by √(width/heads)
	out              linear // width → dim
	up, down         linear // dim → inner, then ReLU; inner → dim
}

// scaleShift is the learned part of a layer norm.
type scaleShift struct{ scale, shift []float32 }

// quantized is a matrix as the file has it: value (r,c) is scale[r] · q[r·cols+c], q being int8.
type quantized struct {
	cols  int
	scale []float32
	q     []byte
}

func newNetwork(file []byte) (*network, error) {
	if len(file) < len(magic) || string(file[:len(magic)]) != magic {
		return nil, errors.New("read weights: not a " + magic + " file")
	}
	r := &reader{rest: file[len(magic):]}
	n := &network{table: r.matrix(pieces, embed), timing: timing(r.floats(embed / 2))}
	n.project, n.output = r.linear(embed, dim), r.linear(dim, dim)
	for i := range n.layers {
		n.layers[i] = r.layer(embed << i)
	}
	if r.short || len(r.rest) != 0 {
		return nil, fmt.Errorf("read weights: %d bytes do not fit the network", len(file))
	}
	return n, nil
}

// timing is the sinusoid position signal of Vaswani et al., "Attention is all you need" (2017): sines, then cosines.
func timing(frequency []float32) []float32 {
	out := make([]float32, MaxTokens*embed)
	for t := range MaxTokens {
		row := out[t*embed:][:embed]
		for i, f := range frequency {
			sin, cos := math.Sincos(float64(t) * float64(f))
			row[i], row[embed/2+i] = float32(sin), float32(cos)
		}
	}
	return out
}

// reader takes tensors from a weight file. Past the end it returns zeros and notes that the file was short.
type reader struct {
	rest  []byte
	short bool
}

func (r *reader) take(n int) []byte {
	if n > len(r.rest) {
		r.short, r.rest = true, nil
		return make([]byte, n)
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

func (r *reader) floats(n int) []float32 {
	b, out := r.take(4*n), make([]float32, n)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return out
}

func (r *reader) matrix(rows, cols int) quantized {
	return quantized{cols: cols, scale: r.floats(rows), q: r.take(rows * cols)}
}

func (r *reader) linear(in, out int) linear {
	return pack(r.matrix(out, in), r.floats(out))
}

func (r *reader) scaleShift(n int) scaleShift {
	return scaleShift{scale: r.floats(n), shift: r.floats(n)}
}

func (r *reader) layer(width int) layer {
	return layer{
		width: width, normIn: r.scaleShift(width), normFeed: r.scaleShift(dim),
		qkv: r.qkv(width), out: r.linear(width, dim),
		up: r.linear(dim, inner), down: r.linear(inner, dim),
	}
}

// qkv divides the queries by the root of a head's width, so that attention need not.
func (r *reader) qkv(width int) linear {
	m, bias := r.matrix(3*width, width), r.floats(3*width)
	f := float32(1 / math.Sqrt(float64(width/heads)))
	for i := range width {
		m.scale[i] *= f
		bias[i] *= f
	}
	return pack(m, bias)
}
