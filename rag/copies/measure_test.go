package copies

import (
	"math/rand/v2"
	"testing"
)

// measured is how many pairs of each kind are judged.
const measured = 100

// TestMeasure holds precision and recall over every kind of copy and look-alike.
func TestMeasure(t *testing.T) {
	const leastRecall, leastPrecision = 0.97, 0.99
	found, missed, wrong := 0, 0, 0
	for _, p := range copied {
		n, low := judge(p, 1)
		found, missed = found+n, missed+measured-n
		t.Logf("copy       %-34s %3d of %d the same; shared from %.2f, contained %.2f, lead %.2f", p.kind, n, measured, low.shared, low.contained, low.lead)
	}
	for _, p := range lookalikes {
		n, low := judge(p, 2)
		wrong += n
		t.Logf("look-alike %-34s %3d of %d the same; shared from %.2f, contained %.2f, lead %.2f", p.kind, n, measured, low.shared, low.contained, low.lead)
	}
	precision, recall := float64(found)/float64(found+wrong), float64(found)/float64(found+missed)
	t.Logf("precision %.4f, recall %.4f", precision, recall)
	if recall < leastRecall || precision < leastPrecision {
		t.Errorf("precision %.4f, recall %.4f; want %.2f and %.2f", precision, recall, leastPrecision, leastRecall)
	}
}

// judge counts how many pairs of a kind are taken for one report, and the least
// that any of them has in common.
func judge(p pair, seed uint64) (same int, low measures) {
	m := maker{rand.New(rand.NewPCG(seed, 7))}
	low = measures{1, 1, 1, 1}
	for range measured {
		one, other := p.make(m, m.paragraphs(6+m.IntN(9)))
		for one == other && p.kind != copied[0].kind { // it has no figure or name that could be another
			one, other = p.make(m, m.paragraphs(6+m.IntN(9)))
		}
		a, b := Read(one), Read(other)
		if Same(a, b) {
			same++
		}
		c := compare(a, b)
		low = measures{min(low.shared, c.shared), min(low.contained, c.contained), min(low.lead, c.lead), min(low.leads, c.leads)}
	}
	return same, low
}
