package encoder

import "math"

// average puts the mean of the rows of x into the zeroed mean.
func average(mean, x []float32) {
	n := len(x) / len(mean)
	for len(x) > 0 {
		for k, v := range x[:len(mean)] {
			mean[k] += v
		}
		x = x[len(mean):]
	}
	f := 1 / float32(n)
	for k := range mean {
		mean[k] *= f
	}
}

// unit applies tanh and scales the result to length 1.
func unit(v []float32) {
	var sum float64
	for i, x := range v {
		y := math.Tanh(float64(x))
		sum += y * y
		v[i] = float32(y)
	}
	if sum == 0 {
		return
	}
	f := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= f
	}
}

// epsilon is the original's guard against rows without variance.
const epsilon = 1e-6

// layerNorm sums in four parts, both for speed and to round less.
func layerNorm(y, x, scale, shift []float32) {
	x, scale, shift = x[:len(y)], scale[:len(y)], shift[:len(y)]
	var s0, s1, s2, s3 float32
	for i := 0; i+4 <= len(x); i += 4 {
		v := x[i:][:4:4]
		s0, s1, s2, s3 = s0+v[0], s1+v[1], s2+v[2], s3+v[3]
	}
	mean := (s0 + s1 + s2 + s3) / float32(len(x))
	s0, s1, s2, s3 = 0, 0, 0, 0
	for i := 0; i+4 <= len(x); i += 4 {
		v := x[i:][:4:4]
		a, b, c, d := v[0]-mean, v[1]-mean, v[2]-mean, v[3]-mean
		s0, s1, s2, s3 = s0+a*a, s1+b*b, s2+c*c, s3+d*d
	}
	variance := (s0 + s1 + s2 + s3) / float32(len(x))
	f := float32(1 / math.Sqrt(float64(variance)+epsilon))
	for i, v := range x {
		y[i] = (v-mean)*f*scale[i] + shift[i]
	}
}
