package thesaurus

import (
	"os"
	"strings"
	"testing"
)

// pairs reads a table of testdata: pairs by mark.
func pairs(t *testing.T, file string) map[byte][][2]string {
	t.Helper()
	data, err := os.ReadFile("testdata/" + file)
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

	heldOutPrecision = 0.9
	heldOutRecall    = 0.6
)

func TestPairs(t *testing.T) {
	all := pairs(t, "pairs.txt")
	if len(all['+']) < 150 || len(all['-']) < 150 {
		t.Fatalf("%d related and %d unrelated pairs, want 150 of each", len(all['+']), len(all['-']))
	}
	for _, threshold := range []float64{0.55, Threshold, 0.75, 0.85} {
		precision, recall := measure(t, all, threshold)
		if threshold == Threshold && (precision < leastPrecision || recall < leastRecall) {
			t.Errorf("precision %.3f and recall %.3f at the threshold, want %.2f and %.2f", precision, recall, leastPrecision, leastRecall)
		}
	}
}

// TestHeldOut measures on pairs that the tables were not tuned on, with lower bars.
func TestHeldOut(t *testing.T) {
	if precision, recall := measure(t, pairs(t, "heldout.txt"), Threshold); precision < heldOutPrecision || recall < heldOutRecall {
		t.Errorf("precision %.3f and recall %.3f", precision, recall)
	}
}

// measure counts the pairs that Related judges rightly at a threshold.
func measure(t *testing.T, all map[byte][][2]string, threshold float64) (precision, recall float64) {
	var hits, wrong int
	for _, p := range all['+'] {
		if Related(p[0], p[1]) >= threshold {
			hits++
		} else if threshold == Threshold {
			t.Logf("missed %v: %.1f", p, Related(p[0], p[1]))
		}
	}
	for _, p := range all['-'] {
		if Related(p[0], p[1]) >= threshold {
			wrong++
			t.Logf("wrong %v: %.1f", p, Related(p[0], p[1]))
		}
	}
	precision = float64(hits) / float64(max(1, hits+wrong))
	recall = float64(hits) / float64(max(1, len(all['+'])))
	t.Logf("at %.2f: precision %.3f, recall %.3f (%d of %d; %d of %d wrong)", threshold, precision, recall,
		hits, len(all['+']), wrong, len(all['-']))
	return precision, recall
}

func TestOpposedPairs(t *testing.T) {
	all := pairs(t, "pairs.txt")
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
