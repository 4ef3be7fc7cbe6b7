package eval

import (
	"errors"
	"math"
	"math/rand/v2"
)

// Comparison tells how two runs of one set differ.
type Comparison struct {
	Difference    float64 // mean of the second less mean of the first
	Better, Worse int     // questions that the second run does better or worse
	// P is how likely a difference of this size would be if it were by
	// chance which of the two runs a question's two scores came from.
	P float64
}

// permutations of the randomisation test: enough to tell 0.05 from 0.04.
const permutations = 10_000

// Compare makes a paired randomisation test of a measure over two runs of the
// same questions (Smucker, Allan and Carterette, "A comparison of statistical
// significance tests for information retrieval evaluation", CIKM 2007). The
// answer is the same each time.
func Compare(first, second Report, measure func(Scores) float64) (Comparison, error) {
	if len(first.Results) != len(second.Results) {
		return Comparison{}, errors.New("compare runs: of different questions")
	}
	var c Comparison
	differences := make([]float64, len(first.Results))
	for i, r := range first.Results {
		if r.ID != second.Results[i].ID {
			return Comparison{}, errors.New("compare runs: of different questions")
		}
		d := measure(second.Results[i].Scores) - measure(r.Scores)
		differences[i] = d
		c.Difference += d / float64(len(differences))
		if d > 0 {
			c.Better++
		} else if d < 0 {
			c.Worse++
		}
	}
	c.P = chance(differences, math.Abs(c.Difference))
	return c, nil
}

// chance is the share of random signs under which the mean is at least as far
// from zero as seen.
func chance(differences []float64, seen float64) float64 {
	const rounding = 1e-12
	rng := rand.New(rand.NewPCG(1, 2))
	reached := 0
	for range permutations {
		sum := 0.0
		for _, d := range differences {
			if rng.Uint64()&1 == 0 {
				d = -d
			}
			sum += d
		}
		if math.Abs(sum) >= (seen-rounding)*float64(len(differences)) {
			reached++
		}
	}
	return float64(reached+1) / (permutations + 1)
}
