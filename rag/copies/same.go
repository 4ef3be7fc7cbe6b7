package copies

import (
	"cmp"
	"slices"

	"newsdesk/rag/name"
)

// The thresholds of Same were set by TestMeasure, which prints the figures of every
// kind of copy and look-alike ('go test ./rag/copies -run TestMeasure -v'), and then
// held against the 4820 reports of newsqa2022: of 2452 pairs with a chunk that is
// alike they leave 16, of which 14 are one report by eye and 2 are pieces of other
// years on the solstice; 45 others that have as much in common differ in a toll, a day
// or a name, or are daily letters that begin and end alike.
const (
	// leastShared is the share of all shingles of both that they have in common.
	leastShared = 0.3
	// leastContained is the share of the shorter one's that the other has.
	leastContained = 0.5
	// leastLead is the share of one's lead that is in the other: a report that
	// opens with something else and then repeats an earlier one is a follow-up.
	leastLead = 0.5
	// evenly is the share in common below which one is so much shorter that it was
	// cut, and opens as the whole one does: else the other is a round-up that has it.
	evenly = 0.5
	// mostRewritten is how much of the shorter text may stand in longer passages that
	// are others in the other one: a daily letter that begins and ends alike, and a
	// report that was written through, are no copies.
	mostRewritten = 0.2
	// leastWords is from how many words on a text is told to be a near copy; a
	// shorter one is a copy of what has just its words.
	leastWords = 12
	// substitution is how many words on either side, between words in common, are
	// read as one put for the other. Longer ones are passages that differ.
	substitution = 12
)

// Same reports whether two texts are one report.
func Same(a, b *Report) bool {
	if min(len(a.words), len(b.words)) < leastWords {
		return len(a.words) > 0 && slices.Equal(a.words, b.words)
	}
	if !compare(a, b).like() {
		return false
	}
	d := differencesOf(a, b)
	return !d.conflict && float64(d.rewritten) <= mostRewritten*float64(min(len(a.words), len(b.words)))
}

// measures are how much of each other two texts have, 0 to 1: of all, of the shorter
// one, of one lead and of both.
type measures struct{ shared, contained, lead, leads float64 }

func (m measures) like() bool {
	lead := m.lead
	if m.shared < evenly {
		lead = m.leads
	}
	return m.shared >= leastShared && m.contained >= leastContained && lead >= leastLead
}

func compare(a, b *Report) measures {
	common := 0
	for i, j := 0, 0; i < len(a.set) && j < len(b.set); {
		switch {
		case a.set[i] == b.set[j]:
			common, i, j = common+1, i+1, j+1
		case a.set[i] < b.set[j]:
			i++
		default:
			j++
		}
	}
	n, m, one, other := len(a.set), len(b.set), a.leadIn(b), b.leadIn(a)
	return measures{
		shared:    float64(common) / float64(max(1, n+m-common)),
		contained: float64(common) / float64(max(1, min(n, m))),
		lead:      max(one, other), leads: min(one, other),
	}
}

// leadIn is the share of a text's lead that another has.
func (r *Report) leadIn(other *Report) float64 {
	lead := r.shingles[:min(len(r.shingles), leadShingles)]
	found := 0
	for _, s := range lead {
		if _, ok := slices.BinarySearch(other.set, s); ok {
			found++
		}
	}
	return float64(found) / float64(max(1, len(lead)))
}

// Conflict reports whether one text has another number, day or name where the
// other has one, among words that they share.
func Conflict(a, b *Report) bool { return differencesOf(a, b).conflict }

// differences are what stands between the words that two texts share.
type differences struct {
	conflict  bool
	rewritten int // words of passages in whose place the other has its own
}

// differencesOf reads the texts in one order, whichever is given first: where words
// come again there is more than one way of pairing them.
func differencesOf(a, b *Report) (d differences) {
	if cmp.Or(len(b.words)-len(a.words), slices.Compare(b.shingles, a.shingles)) < 0 {
		a, b = b, a
	}
	pairs := alignWords(a, b)
	if len(pairs) == 0 {
		return d
	}
	last := Pair{-1, -1}
	for i, p := range append(pairs, Pair{len(a.words), len(b.words)}) {
		one, other := a.words[last.A+1:p.A], b.words[last.B+1:p.B]
		switch n := min(len(one), len(other)); {
		case n == 0:
		case n > substitution:
			d.rewritten += n
		case i == 0 || i == len(pairs):
			d.conflict = d.conflict || edge(one, other)
		case dense(pairs[:i], last, -1) && dense(pairs[i:], p, 1):
			d.conflict = d.conflict || contradict(one, other)
		}
		last = p
	}
	return d
}

// edge reports whether the words before the first that are paired, or after the
// last, are few and state different things.
func edge(a, b []word) bool { return max(len(a), len(b)) <= closing && contradict(a, b) }

const (
	// closing is how many first or last words may still be put for others: more than
	// these are texts that begin, were cut or went on in another place.
	closing = 4
	// near is how many paired words before and after a place show whether the texts
	// run side by side there, which they do where these are within nearSpan words.
	// A few words in common are in any two paragraphs.
	near, nearSpan = 6, 16
)

// dense reports whether the pairs that lead to a place (dir -1), or away from it
// (dir 1), stand close together in both texts, or the text begins or ends with them.
func dense(pairs []Pair, at Pair, dir int) bool {
	far := pairs[min(near, len(pairs))-1]
	if dir < 0 {
		far = pairs[len(pairs)-min(near, len(pairs))]
	}
	return dir*(far.A-at.A) <= nearSpan && dir*(far.B-at.B) <= nearSpan
}

// alignWords pairs the words of two texts that are in the same place of both: runs
// of shared shingles.
func alignWords(a, b *Report) []Pair {
	var pairs []Pair
	for _, p := range Align(a.shingles, b.shingles) {
		for k := range shingleWords {
			at := Pair{p.A + k, p.B + k}
			if len(pairs) == 0 || at.A > pairs[len(pairs)-1].A && at.B > pairs[len(pairs)-1].B {
				pairs = append(pairs, at)
			}
		}
	}
	return pairs
}

// contradict reports whether words that stand in one place state different things
// of one kind.
func contradict(a, b []word) bool {
	if len(a) == 0 || len(b) == 0 || len(a) > substitution || len(b) > substitution {
		return false
	}
	for _, k := range []kind{proper, number, calendar} {
		if onlyIn(a, b, k) && onlyIn(b, a, k) {
			return true
		}
	}
	return false
}

// onlyIn reports whether a has a word of a kind that b lacks, nor has one nearly
// like it: names are spelt in more ways than one.
func onlyIn(a, b []word, k kind) bool {
	return slices.ContainsFunc(a, func(w word) bool {
		return w.kind == k && !slices.ContainsFunc(b, func(other word) bool {
			return w.folded == other.folded || k == proper && alike(w.folded, other.folded)
		})
	})
}

// spelled is from how many bytes on a name may be spelt in two ways: 'Iran' and
// 'Iraq' are two.
const spelled = 5

// alike reports whether two names are nearly spelt the same.
func alike(a, b string) bool {
	return min(len(a), len(b)) >= spelled && name.Similarity(a, b) >= name.Same
}
