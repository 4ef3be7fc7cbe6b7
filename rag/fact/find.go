package fact

import (
	"cmp"
	"slices"
	"strings"

	"newsdesk/rag/text"
)

// Find returns the facts of a sentence (or of a few), in order of their start. Facts do not overlap, except that a
// Quote contains the facts inside it. An empty or hostile text gives no facts and no panic.
func Find(sentence string) []Fact {
	f := newFinder(sentence)
	f.quotes()
	for i := 0; i < len(f.words); {
		i += max(1, f.times(i))
	}
	for i := 0; i < len(f.words); {
		if f.taken[i] {
			i++
			continue
		}
		i += max(1, f.numbers(i))
	}
	f.properNames()
	slices.SortStableFunc(f.out, func(a, b Fact) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return f.out
}

// finder is the state of one Find.
type finder struct {
	s        string
	words    []word
	taken    []bool // words that a fact covers
	out      []Fact
	names    *gazetteer
	key      []byte // of lookups
	caseless bool   // no capital but at the start: a question typed in haste
	shouts   bool   // all in capitals
	titled   bool   // Most Words Begin With a Capital, as in Headlines
}

func newFinder(s string) *finder {
	f := &finder{s: s, words: lex(s), names: known()}
	f.taken = make([]bool, len(f.words))
	f.surveyCase()
	return f
}

// The shares of words from which a text counts as shouted or titled.
const (
	shoutedShare = 0.8
	titledShare  = 0.7
	titledLeast  = 2 // words of four letters or more
)

// surveyCase finds out what capitals mean in this text.
func (f *finder) surveyCase() {
	var words, uppers, inner, long, longCapital int
	for _, w := range f.words {
		if w.class != letters || w.arabic {
			continue
		}
		words++
		if w.upper {
			uppers++
		}
		if w.capital && !w.opens {
			inner++
		}
		if w.Len() >= 4 {
			long++
			if w.capital {
				longCapital++
			}
		}
	}
	last := len(f.words) - 1
	lowered := last >= 0 && f.words[0].class == letters && !f.words[0].capital
	ended := last >= 0 && strings.Contains(".,;:!”\"", f.words[last].low)
	f.caseless = inner == 0
	f.shouts = words > 2 && float64(uppers) >= shoutedShare*float64(words)
	f.titled = long >= titledLeast && float64(longCapital) >= titledShare*float64(long) && !f.shouts && !ended && !lowered
}

// take records a fact over words [i, j) and marks them; it returns how many words that are.
func (f *finder) take(i, j int, fact Fact) int {
	fact.Span = f.span(i, j)
	f.out = append(f.out, fact)
	for k := i; k < j; k++ {
		f.taken[k] = true
	}
	return j - i
}

// span is the bytes of words [i, j).
func (f *finder) span(i, j int) text.Span {
	return text.Span{Start: f.words[i].Start, End: f.words[j-1].End}
}

// low is the folded word at i, "" beyond the ends or where a fact has it already.
func (f *finder) low(i int) string {
	if i < 0 || i >= len(f.words) || f.taken[i] {
		return ""
	}
	return f.words[i].low
}

// prev is the folded word before i, taken or not, hyphens skipped.
func (f *finder) prev(i int) string {
	for i--; i >= 0; i-- {
		if f.words[i].class != mark {
			return f.words[i].low
		}
		if f.words[i].low != "-" {
			return ""
		}
	}
	return ""
}

// phrase reports how many words of the sentence at i spell the words of p (parted by spaces), 0 if they do not.
func (f *finder) phrase(i int, p string) int {
	n := 0
	for w := range strings.SplitSeq(p, " ") {
		if f.low(i+n) != w {
			return 0
		}
		n++
	}
	return n
}

// hyphen reports whether words[i] is a hyphen with no space around it.
func (f *finder) hyphen(i int) bool {
	return i > 0 && i+1 < len(f.words) && f.words[i].class == mark && f.words[i].glued && f.words[i+1].glued &&
		(f.words[i].low == "-" || f.words[i].low == "–")
}
