package eval

import (
	"math"
	"slices"
	"time"
)

// NDCG is the normalised discounted cumulative gain of the first k: the sum of
// 1/log2(rank+1) over the ranks of relevant documents, divided by the most that
// it could be (Järvelin and Kekäläinen, 2002, with gains of 0 and 1).
func NDCG(ranked []string, relevant map[string]bool, k int) float64 {
	var gain, ideal float64
	for i := range min(k, len(relevant)) {
		ideal += discount(i)
	}
	for i, id := range first(ranked, k) {
		if relevant[id] {
			gain += discount(i)
		}
	}
	return share(gain, ideal)
}

// discount is what a relevant document at place i, from 0, is worth.
func discount(i int) float64 { return 1 / math.Log2(float64(i+2)) }

// MRR is one over the rank of the first relevant document, 0 if it is not among
// the first k. Its mean over questions is the mean reciprocal rank.
func MRR(ranked []string, relevant map[string]bool, k int) float64 {
	for i, id := range first(ranked, k) {
		if relevant[id] {
			return 1 / float64(i+1)
		}
	}
	return 0
}

// Hits is 1 if a relevant document is among the first k, else 0.
func Hits(ranked []string, relevant map[string]bool, k int) float64 {
	return math.Ceil(MRR(ranked, relevant, k))
}

// Recall is the share of relevant documents that are among the first k.
func Recall(ranked []string, relevant map[string]bool, k int) float64 {
	found := 0.0
	for _, id := range first(ranked, k) {
		if relevant[id] {
			found++
		}
	}
	return share(found, float64(len(relevant)))
}

func first(ranked []string, k int) []string { return ranked[:min(k, len(ranked))] }

func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}

// Percentile is the least of the times that p per cent of them do not exceed
// (nearest rank), 0 where there are none.
func Percentile(times []time.Duration, p float64) time.Duration {
	if len(times) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(times))
	rank := int(math.Ceil(p / 100 * float64(len(sorted))))
	return sorted[min(max(rank, 1), len(sorted))-1]
}
