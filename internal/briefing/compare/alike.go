package compare

import (
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// bag is a line's words by what they weigh.
type bag struct {
	words map[string]float64 // by stem
	all   float64
}

// nameShare is what a name counts between lines: two that quote one person say
// different things.
const nameShare = 0.4

// bagOf weighs the words of a line: rare words one, everyday ones half, names less.
func bagOf(l *line, name float64) *bag {
	b := &bag{words: map[string]float64{}}
	for i, t := range l.Tokens {
		if text.IsStop(t.Folded) || says[t.Folded] || hedging[t.Folded] && l.over[i] < 0 {
			continue
		}
		if _, known := b.words[t.Stem]; known {
			continue
		}
		w := weight(t)
		if k := l.over[i]; k >= 0 && l.Facts[k].Kind.Proper() {
			w = name
		}
		b.words[t.Stem] = w
		b.all += w
	}
	return b
}

// likeness compares lines; it keeps what was looked up of words and lines.
type likeness struct {
	bags map[*line]*bag
	kin  map[string][]string
	name float64 // what a name counts
}

func newLikeness(name float64) *likeness {
	return &likeness{bags: map[*line]*bag{}, kin: map[string][]string{}, name: name}
}

func (k *likeness) bag(l *line) *bag {
	b := k.bags[l]
	if b == nil {
		b = bagOf(l, k.name)
		k.bags[l] = b
	}
	return b
}

// near are the keys that mean what a key means.
func (k *likeness) near(key string) []string {
	near, known := k.kin[key]
	if !known {
		for _, e := range thesaurus.SynonymsOfKey(key) {
			if e.Weight >= thesaurus.Threshold {
				near = append(near, e.Stem)
			}
		}
		k.kin[key] = near
	}
	return near
}

// common is the weight of the words of a that b has too, or words like them, beside
// those that skip names.
func (k *likeness) common(a, b *line, skip map[string]bool) float64 {
	mine, theirs := k.bag(a), k.bag(b)
	if len(theirs.words) < len(mine.words) {
		mine, theirs = theirs, mine
	}
	sum := 0.0
	for w, weight := range mine.words {
		if skip[w] {
			continue
		}
		if _, ok := theirs.words[w]; ok {
			sum += weight
			continue
		}
		for _, n := range k.near(w) {
			if _, ok := theirs.words[n]; ok {
				sum += weight
				break
			}
		}
	}
	return sum
}

// share is common as a share of the shorter line.
func (k *likeness) share(a, b *line) float64 {
	least := min(k.bag(a).all, k.bag(b).all)
	if least == 0 {
		return 0
	}
	return min(1, k.common(a, b, nil)/least)
}

// opposed reports whether two lines have figures of one thing that cannot both be
// true, or numbers of a kind that do not meet at all.
func opposed(a, b *line) bool {
	for i := range a.figures {
		for j := range b.figures {
			f, g := &a.figures[i], &b.figures[j]
			if f.unit == g.unit && f.group == g.group && f.deed == g.deed && !f.meets(g) {
				return true
			}
		}
	}
	return false
}

// leastFigure is from which value on two equal figures are no chance.
const leastFigure = 3

// figuresMeet reports whether two lines give one figure of one thing alike.
func figuresMeet(a, b *line) bool {
	for i := range a.figures {
		for j := range b.figures {
			f, g := &a.figures[i], &b.figures[j]
			if f.unit != g.unit || f.part != g.part || f.mood != g.mood || !f.value.exact && !g.value.exact || !f.meets(g) || f.value.lo < leastFigure {
				continue
			}
			if f.deed == g.deed && (f.deed != "" || f.group != "" && sameNoun(f, g) || f.unit != "" && sharedAround(f, g) >= counted) {
				return true
			}
		}
	}
	return false
}
