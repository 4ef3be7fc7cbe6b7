package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of what is taken for a heading, in runes and words. Longer lines
// without a full stop are captions and summaries more often than headings;
// without title case as further evidence (sentence case, Arabic script) only
// the shorter bound holds. TestHeadings has the cases they were set by.
const (
	headingRunes      = 80
	headingWords      = 12
	plainHeadingWords = 8
	// proseRunes is the length from which a paragraph is running text even
	// where its full stop is missing.
	proseRunes = 120
)

// notHeadings are lower-case beginnings of short lines that stand alone
// without being headings: bylines, captions, credits and links.
var notHeadings = []string{
	"by ", "photo", "image:", "file ", "file:", "source:", "credit", "more:", "read ", "related", "watch",
	"updated", "published", "also read", "advertisement", "getty", "reporting by", "editing by", "بقلم", "تصوير",
}

// Headings returns the section headings in s, in order: short lines on their
// own, like a title, without final punctuation and followed by running text.
// They are trimmed of white space.
func Headings(s string) []Span {
	ps := paragraphs(s)
	var hs []Span
	for i := range ps {
		if isHeading(s, ps, i) {
			hs = append(hs, ps[i].Span)
		}
	}
	return hs
}

// isHeading reports whether paragraph i heads the one that follows it.
func isHeading(s string, ps []paragraph, i int) bool {
	if i+1 == len(ps) || !titled(s, ps[i]) || !running(s, ps[i+1]) {
		return false
	}
	if i == 0 || marked(ps[i].Of(s)) {
		return true
	}
	before := ps[i-1]
	if titled(s, before) {
		return false // the last of a list of short lines
	}
	return ps[i].apart || terminated(before.Of(s))
}

// marked reports whether a line is a heading of Markdown.
func marked(t string) bool {
	rest := strings.TrimLeft(t, "#")
	return len(rest) < len(t) && strings.HasPrefix(rest, " ")
}

// running reports whether a paragraph reads like running text.
func running(s string, p paragraph) bool {
	t := p.Of(s)
	first, _ := utf8.DecodeRuneInString(t)
	if unicode.IsLower(first) || marked(t) || skipWordless(t, 0, len(t)) == len(t) {
		return false
	}
	return terminated(t) || p.runes > proseRunes
}

// titled reports whether a paragraph is a line that may be a heading.
func titled(s string, p paragraph) bool {
	if p.lines != 1 || p.runes > headingRunes {
		return false
	}
	t := p.Of(s)
	if marked(t) {
		return true
	}
	if strings.ContainsAny(t, "@|©/\t") || bulleted(t) || !bareEnds(t) {
		return false
	}
	low := strings.ToLower(t)
	for _, begin := range notHeadings {
		if strings.HasPrefix(low, begin) {
			return false
		}
	}
	return titleCase(t) && len(split(nil, s, p.Span)) == 1
}

// bareEnds reports whether t begins with a capital, a letter without case or
// a digit, quoted or not, and ends without punctuation other than a quotation
// mark or bracket after a letter.
func bareEnds(t string) bool {
	first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(t, isOpener))
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(t, isCloser))
	return isWord(first) && !unicode.IsLower(first) && isWord(last)
}

// titleCase reports whether t is short enough to be a heading, given how many
// of its longer words are capitalised.
func titleCase(t string) bool {
	words := strings.Fields(t)
	long, capital := 0, 0
	for _, w := range words {
		if utf8.RuneCountInString(w) < 4 {
			continue // articles and prepositions are small in titles too
		}
		long++
		first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(w, isOpener))
		if unicode.IsUpper(first) || unicode.IsDigit(first) {
			capital++
		}
	}
	if capital > 0 && 3*capital >= 2*long {
		return len(words) <= headingWords
	}
	return len(words) <= plainHeadingWords
}
