package eval

import (
	"time"

	"newsdesk/rag"
)

// Summary adds up how a question set was answered.
type Summary struct {
	Answered Tally // right: with the fact, from the right article
	Declined Tally // right: the coverage does not say
	// Cited are the means over the answers whose citations were measured, as
	// ALCE has them: each answer counts once, however long it is.
	Cited    Citations
	Measured int // those answers
	Dropped  int // sentences of a model that were not supported
	Took     Spread
	// First is when the first sentence of a model could be read, over the
	// answers that are a model's; the others come whole.
	First Spread
}

// Spread is how long something took: the median and the 95th percentile of N times.
type Spread struct {
	N           int
	Median, P95 time.Duration
}

// SpreadOf sums up times.
func SpreadOf(times []time.Duration) Spread {
	return Spread{len(times), Percentile(times, 50), Percentile(times, 95)}
}

// Summarise adds up outcomes.
func Summarise(outcomes []Outcome) Summary {
	var s Summary
	var took, first []time.Duration
	for i := range outcomes {
		o := &outcomes[i]
		took = append(took, o.Took)
		if o.Answer.Engine == rag.Model && o.Answer.Timings.First > 0 {
			first = append(first, o.Answer.Timings.First)
		}
		s.Dropped += o.Answer.Dropped
		if o.Cited != nil {
			s.Measured++
			s.Cited.Recall += o.Cited.Recall
			s.Cited.Precision += o.Cited.Precision
		}
	}
	_, tallies := count(outcomes, func(o *Outcome) (bool, bool) { return o.Answer.Refused, o.Fault == Right })
	s.Answered, s.Declined = tallies[false], tallies[true]
	s.Cited.Recall = share(s.Cited.Recall, float64(s.Measured))
	s.Cited.Precision = share(s.Cited.Precision, float64(s.Measured))
	s.Took, s.First = SpreadOf(took), SpreadOf(first)
	return s
}
