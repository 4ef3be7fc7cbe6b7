package thesaurus

import (
	"os"
	"strings"
	"testing"
)

// pairs reads testdata/pairs.txt: pairs by mark.
func pairs(t *testing.T) map[byte][][2]string {
	t.Helper()
	data, err := os.ReadFile("testdata/pairs.txt")
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[byte][][2]string)
	for line := range strings.Lines(string(data)) {
		a, b, ok := strings.Cut(strings.TrimSpace(line[1:]), "|")
		if ok && line[0] != '#' {
			all[line[0]] = append(all[line[0]], [2]string{a, b})
		}
	}
	return all
}

// The least that the tables must reach at Threshold; go test -run TestPairs -v prints what they do.
const (
	leastPrecision = 0.95
	leastRecall    = 0.9
)

func TestPairs(t *testing.T) {
	all := pairs(t)
	if len(all['+']) < 150 || len(all['-']) < 150 {
		t.Fatalf("%d related and %d unrelated pairs, want 150 of each", len(all['+']), len(all['-']))
	}
	for _, threshold := range []float64{0.55, Threshold, 0.75, 0.85} {
		var hits, wrong int
		for _, p := range all['+'] {
			if r := Related(p[0], p[1]); r >= threshold {
				hits++
			} else if threshold == Threshold {
				t.Logf("missed %v: %.1f", p, r)
			}
		}
		for _, p := range all['-'] {
			if r := Related(p[0], p[1]); r >= threshold {
				wrong++
				if threshold == Threshold {
					t.Logf("wrong %v: %.1f", p, r)
				}
			}
		}
		precision := float64(hits) / float64(hits+wrong)
		recall := float64(hits) / float64(len(all['+']))
		t.Logf("at %.2f: precision %.3f, recall %.3f (%d of %d; %d of %d wrong)", threshold, precision, recall,
			hits, len(all['+']), wrong, len(all['-']))
		if threshold == Threshold && (precision < leastPrecision || recall < leastRecall) {
			t.Errorf("precision %.3f and recall %.3f at the threshold, want %.2f and %.2f", precision, recall, leastPrecision, leastRecall)
		}
	}
}

func TestOpposedPairs(t *testing.T) {
	all := pairs(t)
	for _, p := range all['x'] {
		if !Opposed(p[0], p[1]) || !Opposed(p[1], p[0]) {
			t.Errorf("%v are not opposed", p)
		}
		if r := Related(p[0], p[1]); r >= Threshold {
			t.Errorf("%v are opposed and related by %.1f", p, r)
		}
	}
	for _, p := range all['+'] {
		if Opposed(p[0], p[1]) {
			t.Errorf("%v are related and opposed", p)
		}
	}
}
