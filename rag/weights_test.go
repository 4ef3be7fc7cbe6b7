package rag_test

import (
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/encoder"
	"newsdesk/internal/eval"
	"newsdesk/rag"
)

var fit = flag.Bool("fit", false, "fit the weights of the evidence and print them")

// example is a question with the evidence of its candidates.
type example struct {
	set, question string
	refuse        bool
	evidence      [][]float64
	right         []bool
}

func newAnswerer(t testing.TB, articles ...rag.Article) *rag.Answerer {
	t.Helper()
	model, err := encoder.New()
	if err != nil {
		t.Fatal(err)
	}
	return &rag.Answerer{Library: newLibrary(t, articles...), Now: time.Now, Sentences: model}
}

func readSet(t testing.TB, set string) []eval.Case {
	t.Helper()
	file, err := os.Open("testdata/" + set + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	cases, err := eval.ReadCases(file)
	if err != nil {
		t.Fatal(err)
	}
	return cases
}

// TestFitWeights fits the weights of evidence.go to the question sets and tells
// how they do on each set when it is left out of the fitting.
func TestFitWeights(t *testing.T) {
	if !*fit {
		t.Skip("fits only with -fit")
	}
	a := newAnswerer(t, seedArticles(t)...)
	sets := []string{"seed_questions", "seed_questions_b", "seed_questions_c", "seed_questions_d", "seed_questions_e"}
	var all []example
	for _, set := range sets {
		for _, c := range readSet(t, set) {
			all = append(all, exampleOf(t, a, set, c))
		}
	}
	for _, left := range sets {
		train := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.set == left })
		test := slices.DeleteFunc(slices.Clone(all), func(e example) bool { return e.set != left })
		w, v, b := fitBoth(train)
		t.Logf("without %s: %s; on it: %s", left, score(train, w, v, b), score(test, w, v, b))
	}
	w, v, b := fitBoth(all)
	t.Logf("on all: %s", score(all, w, v, b))
	t.Logf("ranking   = evidence{%s}", list(w))
	t.Logf("accepting = evidence{%s}\nacceptBias = %.2f", list(v), b)
}

func exampleOf(t *testing.T, a *rag.Answerer, set string, c eval.Case) example {
	explained, err := a.Explain(t.Context(), c.Question)
	if err != nil {
		t.Fatal(err)
	}
	e := example{set: set, question: c.Question, refuse: c.Refuse}
	for _, x := range explained {
		right := !c.Refuse && slices.Contains(c.Files, x.File) && slices.ContainsFunc(c.Answers, func(s string) bool {
			return strings.Contains(plain(x.Text), plain(s))
		})
		if x.Barred {
			if right {
				t.Logf("barred: %s: %s\n\t%.120s", c.Question, x.Why, x.Text)
			}
			continue
		}
		e.evidence, e.right = append(e.evidence, x.Evidence), append(e.right, right)
	}
	return e
}

func plain(s string) string {
	return strings.ToLower(strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(s))
}

// Of the descent: steps, rate, and the pull towards zero that keeps weights of
// few examples small.
const (
	steps = 3000
	rate  = 0.3
	decay = 0.002
)

// fitBoth fits the ranking by the likelihood of the right candidates among all,
// and the acceptance by that of the best one being right.
func fitBoth(train []example) (ranking, accepting []float64, bias float64) {
	ranking = make([]float64, rag.Signals)
	for range steps {
		g, n := make([]float64, rag.Signals), 0.0
		for _, e := range train {
			if slices.Contains(e.right, true) {
				n++
				addRankGradient(g, e, ranking)
			}
		}
		for i := range ranking {
			ranking[i] += rate * (g[i]/n - decay*ranking[i])
		}
	}
	accepting = make([]float64, rag.Signals)
	for range steps {
		g, gb, n := make([]float64, rag.Signals), 0.0, 0.0
		for _, e := range train {
			if best := bestOf(e, ranking); best >= 0 {
				label := 0.0
				if e.right[best] {
					label = 1
				}
				d := label - 1/(1+math.Exp(-dot(accepting, e.evidence[best])-bias))
				for i, x := range e.evidence[best] {
					g[i] += d * x
				}
				gb += d
				n++
			}
		}
		for i := range accepting {
			accepting[i] += rate * (g[i]/n - decay*accepting[i])
		}
		bias += rate * gb / n
	}
	return ranking, accepting, bias
}

func addRankGradient(g []float64, e example, w []float64) {
	z, zr := 0.0, 0.0
	p := make([]float64, len(e.evidence))
	for i, x := range e.evidence {
		p[i] = math.Exp(dot(w, x))
		z += p[i]
		if e.right[i] {
			zr += p[i]
		}
	}
	for i, x := range e.evidence {
		d := -p[i] / z
		if e.right[i] {
			d += p[i] / zr
		}
		for j := range g {
			g[j] += d * x[j]
		}
	}
}

func bestOf(e example, w []float64) int {
	best := -1
	for i, x := range e.evidence {
		if best < 0 || dot(w, x) > dot(w, e.evidence[best]) {
			best = i
		}
	}
	return best
}

func dot(w, x []float64) float64 {
	sum := 0.0
	for i := range w {
		sum += w[i] * x[i]
	}
	return sum
}

// score tells how many questions come out right by the best sentence alone.
func score(all []example, w, v []float64, b float64) string {
	var top, reachable, right, answerable, declined, refuse int
	for _, e := range all {
		best := bestOf(e, w)
		accepted := best >= 0 && dot(v, e.evidence[best])+b > 0
		if e.refuse {
			refuse++
			if !accepted {
				declined++
			}
			continue
		}
		answerable++
		if slices.Contains(e.right, true) {
			reachable++
		}
		if best >= 0 && e.right[best] {
			top++
			if accepted {
				right++
			}
		}
	}
	return fmt.Sprintf("answerable %d, reachable %d, best is right %d, answered %d (%.0f%%); declined %d of %d (%.0f%%)",
		answerable, reachable, top, right, 100*float64(right)/float64(answerable), declined, refuse,
		100*float64(declined)/float64(max(1, refuse)))
}

func list(w []float64) string {
	var parts []string
	for _, x := range w {
		parts = append(parts, fmt.Sprintf("%.2f", x))
	}
	return strings.Join(parts, ", ")
}
