package rag

import (
	"slices"
	"strings"
	"unicode"

	"newsdesk/rag/copies"
	"newsdesk/rag/text"
)

// Part tells what a difference is of.
type Part string

// The parts of an article that are compared.
const (
	TitlePart    Part = "title"
	HeadingPart  Part = "heading"
	SentencePart Part = "sentence"
)

// Difference is a sentence, heading or title that two texts of an article do not
// share, to the letter.
type Difference struct {
	Part Part
	// Old was removed, or replaced by New; New alone was added.
	Old, New string
	// OldAt and NewAt are the places of both among the sentences and headings of
	// their texts, counted from 0; a removed sentence stood before the one that is at
	// NewAt now, an added one stands before the one that was at OldAt. They are -1 for
	// the title.
	OldAt, NewAt int
	// Punctuation says that only marks and spaces differ.
	Punctuation bool
}

// Differences lists in order what an edit changed in an article: its title, then its
// headings and sentences. Those that are nearly alike are paired; a sentence that was
// moved is removed and added. White space between sentences counts for nothing. The
// time grows little faster than the texts: 5 MB that differ throughout take seconds.
func Differences(old, edited Article) []Difference {
	var all []Difference
	if before, after := statedTitle(&old), statedTitle(&edited); before != after {
		all = append(all, Difference{Part: TitlePart, Old: before, New: after, OldAt: -1, NewAt: -1, Punctuation: withoutMarks(before) == withoutMarks(after)})
	}
	d := differ{old: textUnits(&old), edited: textUnits(&edited), all: all}
	last := copies.Pair{A: -1, B: -1}
	for _, p := range append(copies.Align(d.old, d.edited), copies.Pair{A: len(d.old), B: len(d.edited)}) {
		d.hunk(last.A+1, p.A, last.B+1, p.B)
		last = p
	}
	return d.all
}

// statedTitle is the title that the source gives; one that was made from the lead
// differs where the lead does, which is listed anyhow.
func statedTitle(a *Article) string {
	if a.TitleDerived {
		return ""
	}
	return a.Title
}

// textUnit is a sentence or heading as it is compared.
type textUnit struct {
	part Part
	text string
}

// textUnits reads an article's running text.
func textUnits(a *Article) []textUnit {
	body := runningText(a)
	headings := map[int]bool{}
	for _, h := range text.Headings(body) {
		headings[h.Start] = true
	}
	spans := text.Sentences(body)
	all := make([]textUnit, len(spans))
	for i, s := range spans {
		all[i] = textUnit{SentencePart, s.Of(body)}
		if headings[s.Start] {
			all[i].part = HeadingPart
		}
	}
	return all
}

// differ gathers the differences of two texts.
type differ struct {
	old, edited []textUnit
	all         []Difference
}

const (
	// pairedAt is the share of words in common from which one sentence replaces
	// another: corrected figures and names, a clause more or less. Two sentences of
	// one report that say different things mostly share less than a third.
	pairedAt = 0.5
	// pairedWithin is how many sentences on a replacement is looked for, so that a
	// text that was written anew is compared in little time.
	pairedWithin = 24
)

// hunk lists what stands between two sentences that both texts have: each old one
// with the likest of the next new ones, if it is like any.
func (d *differ) hunk(from, to, newFrom, newTo int) {
	words := make([][]string, newTo-newFrom)
	for i := range words {
		words[i] = wordsOf(d.edited[newFrom+i].text)
	}
	next := newFrom
	for i := from; i < to; i++ {
		best, most := -1, pairedAt
		if next < newTo {
			mine := wordsOf(d.old[i].text)
			for j := next; j < min(newTo, next+pairedWithin); j++ {
				if like := wordsShared(mine, words[j-newFrom]); like >= most && (best < 0 || like > most) && d.old[i].part == d.edited[j].part {
					best, most = j, like
				}
			}
		}
		if best < 0 {
			d.add(Difference{Part: d.old[i].part, Old: d.old[i].text, OldAt: i, NewAt: next})
			continue
		}
		for ; next < best; next++ {
			d.add(Difference{Part: d.edited[next].part, New: d.edited[next].text, OldAt: i, NewAt: next})
		}
		before, after := d.old[i], d.edited[best]
		d.add(Difference{before.part, before.text, after.text, i, best, withoutMarks(before.text) == withoutMarks(after.text)})
		next = best + 1
	}
	for ; next < newTo; next++ {
		d.add(Difference{Part: d.edited[next].part, New: d.edited[next].text, OldAt: to, NewAt: next})
	}
}

func (d *differ) add(one Difference) { d.all = append(d.all, one) }

// wordsOf are the words of a sentence, folded and sorted.
func wordsOf(s string) []string {
	var words []string
	for t := range text.Tokens(s) {
		words = append(words, t.Folded)
	}
	slices.Sort(words)
	return words
}

// wordsShared is the share of their words that two sentences have in common
// (Dice's coefficient); two without words share all.
func wordsShared(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 1
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch c := strings.Compare(a[i], b[j]); {
		case c == 0:
			common, i, j = common+1, i+1, j+1
		case c < 0:
			i++
		default:
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// withoutMarks is a sentence without the marks that change nothing of what it says:
// quotation marks, commas, dashes, stops and brackets. A question mark stays, and so
// do a sign before a figure, the marks within one, and currencies and percents.
func withoutMarks(s string) string {
	runes := []rune(s)
	var b strings.Builder
	gap := false
	for i, r := range runes {
		if !tells(runes, i) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// tells reports whether a character says something where it stands.
func tells(all []rune, i int) bool {
	r, before, after := all[i], ' ', ' '
	if i > 0 {
		before = all[i-1]
	}
	if i+1 < len(all) {
		after = all[i+1]
	}
	switch {
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.IsMark(r):
		return true
	case strings.ContainsRune("%‰&@#/?؟٪", r), unicode.IsSymbol(r) && !strings.ContainsRune("`´^¨", r):
		return true
	case strings.ContainsRune(".,:٫٬", r):
		return unicode.IsNumber(before) && unicode.IsNumber(after)
	case strings.ContainsRune("-–", r):
		return unicode.IsNumber(after) && !unicode.IsLetter(before)
	}
	return false
}
