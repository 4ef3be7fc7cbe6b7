package show

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minLimit is the least limit that parts can keep to: what is closed and opened
// again at a cut must leave room.
const minLimit = 32

// Split cuts Discord markdown into parts of at most limit UTF-16 units: at an
// empty line, a line's end, a sentence's end or a space, whichever comes first
// in this order and leaves the part a third full. It never cuts inside a
// citation, nor before one, a link, an escape, or a code block that fits the
// limit; a longer block is closed and opened again, and so is an isolate. A word
// over the limit is cut between characters. Text is lost nowhere, but white space
// at the cuts. Nothing but white space gives no parts; a limit under 32 counts as 32.
func Split(s string, limit int) []string {
	limit = max(limit, minLimit)
	var parts []string
	rest, open := strings.TrimSpace(s), ""
	for !fits(rest, limit) {
		var one string
		one, rest, open = part(rest, limit, open)
		parts = append(parts, one)
	}
	if rest != open {
		parts = append(parts, rest)
	}
	return parts
}

// part cuts the first part off s, which begins with open: what the cut before
// it opened again. It returns what is left, and what that begins with.
func part(s string, limit int, open string) (first, rest, reopened string) {
	room := limit - 2 // for two isolates to be closed
	if strings.Contains(s[:min(len(s), limit*utf8.UTFMax)], fence) {
		room -= 1 + len(fence)
	}
	held := atoms(s, room)
	at := cutAt(s, room, len(open), held)
	first, rest = strings.TrimRightFunc(s[:at], unicode.IsSpace), s[at:]
	for _, a := range held {
		if a.fence && a.start < at && at < a.end {
			return first + "\n" + fence, a.head(s, limit) + strings.TrimPrefix(rest, "\n"), a.head(s, limit)
		}
	}
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if isolates := unclosed(first); len(isolates) > 0 {
		reopened = string(isolates)
		return first + strings.Repeat(string(pop), len(isolates)), reopened + trimmed, reopened
	}
	if !strings.Contains(rest[:len(rest)-len(trimmed)], "\n") {
		trimmed = guard(trimmed) // it was no line's start, and is one now
	}
	return first, trimmed, ""
}

// unclosed are the isolates that a string leaves open, two at most.
func unclosed(s string) []rune {
	var open []rune
	for _, r := range s {
		switch {
		case r >= isolateLeft && r <= isolateFirst && len(open) < 2:
			open = append(open, r)
		case r == pop && len(open) > 0:
			open = open[:len(open)-1]
		}
	}
	return open
}

// The ways to cut, from worst to best.
const (
	atSpace = iota
	atSentence
	atLine
	atParagraph
	ways
)

// cutAt is where to cut s so that at most limit units, and more than the first
// skip bytes, stand before.
func cutAt(s string, limit, skip int, held []atom) int {
	var best, filled [ways]int
	units, between, anywhere := 0, 0, 0
	for i, r := range s {
		if units > limit {
			break
		}
		for len(held) > 0 && held[0].end <= i {
			held = held[1:]
		}
		if i > skip {
			anywhere = i
			if free := !inside(s, held[:min(2, len(held))], i); free && unicode.IsSpace(r) {
				way := wayAt(s, i)
				best[way], filled[way] = i, units
				best[atSpace] = i
			} else if free && joint(s, i) {
				between = i
			}
		}
		units += width(r)
	}
	for way := atParagraph; way > atSpace; way-- {
		if filled[way]*3 >= limit {
			return best[way]
		}
	}
	switch {
	case best[atSpace] > 0:
		return best[atSpace]
	case between > 0:
		return between
	}
	return anywhere
}

// sentenceEnd matches the end of a string that ends a sentence, its closing
// quotes, brackets, citations and isolates included.
var sentenceEnd = regexp.MustCompile(`[.!?؟。۔…]["'”’»)*\x{2069}]*(?: ?(?:\[\d{1,5}\])+\x{2069}?)?$`)

// wayAt tells what a cut before the white space at i would be.
func wayAt(s string, i int) int {
	gap := s[i:]
	gap = gap[:len(gap)-len(strings.TrimLeftFunc(gap, unicode.IsSpace))]
	switch {
	case strings.Count(gap, "\n") > 1:
		return atParagraph
	case strings.Contains(gap, "\n"):
		return atLine
	case sentenceEnd.MatchString(s[max(0, i-64):i]):
		return atSentence
	}
	return atSpace
}
