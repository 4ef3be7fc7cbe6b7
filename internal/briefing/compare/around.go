package compare

import (
	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// around are the words near tokens [from, to) of one clause that say what they are
// of, nearest first within each side.
func (l *line) around(from, to int) []text.Token {
	var all []text.Token
	for i := max(0, from-contextReach); i < min(len(l.Tokens), to+contextReach); i++ {
		t := l.Tokens[i]
		if i >= from && i < to || l.main[i] != l.main[from] || l.quoted[i] || l.over[i] >= 0 {
			continue
		}
		if text.IsStop(t.Folded) || says[t.Folded] || hedging[t.Folded] || len(t.Folded) < 3 || moodOf(t.Folded) != told {
			continue
		}
		all = append(all, t)
	}
	return all
}

// sharedAround is how much of what stands around two figures is the same.
func sharedAround(a, b *figure) float64 {
	mine := a.around(a.from, a.to)
	return shared(without(mine, a.noun), without(b.around(b.from, b.to), b.noun))
}

func without(words []text.Token, noun string) []text.Token {
	var rest []text.Token
	for _, w := range words {
		if w.Folded != noun {
			rest = append(rest, w)
		}
	}
	return rest
}

// shared is how much of the words of a is also in b, each counted once.
func shared(a, b []text.Token) float64 {
	sum, seen := 0.0, map[string]bool{}
	for _, x := range a {
		if seen[x.Stem] {
			continue
		}
		seen[x.Stem] = true
		for _, y := range b {
			if kin(x, y) {
				sum += weight(x)
				break
			}
		}
	}
	return sum
}

// kin reports whether two words say the same.
func kin(a, b text.Token) bool {
	if a.Stem == b.Stem {
		return true
	}
	if d := groupOf(deedOf, a); d != "" && d == groupOf(deedOf, b) {
		return true
	}
	key := [2]string{min(a.Stem, b.Stem), max(a.Stem, b.Stem)}
	near, known := looked.Get(key)
	if !known {
		near = thesaurus.RelatedKeys(a.Stem, b.Stem) >= thesaurus.Threshold
		looked.Add(key, near)
	}
	return near
}

// lookedUp is how many pairs of words are kept looked up: those of some hundred
// reports, in a few megabytes. Without it BenchmarkMake takes twice as long.
const lookedUp = 1 << 16

var looked = func() *lru.Cache[[2]string, bool] {
	c, _ := lru.New[[2]string, bool](lookedUp) // fails only for a size below one
	return c
}()

// commonShare is what an everyday word counts against a rare one.
const commonShare = 0.5

func weight(t text.Token) float64 {
	if fact.IsCommon(t.Folded) && !t.Capital {
		return commonShare
	}
	return 1
}
