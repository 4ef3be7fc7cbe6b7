package show

import (
	"strings"
	"unicode"
)

// The characters that join letters or emoji, or keep letters apart.
const (
	zwnj = '\u200c'
	zwj  = '\u200d'
)

// stackedMarks is how many combining marks a character keeps. Vocalised Arabic
// has three; hundreds are drawn over the messages around.
const stackedMarks = 6

// visible is a string in which everything can be seen: without control
// characters, direction overrides and what has no width. Joiners stay
// between letters of scripts that are written with them and within emoji.
// Lines end with '\n' only; bytes that are not UTF-8 become U+FFFD.
func visible(s string) string {
	s = strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\r\n", "\n")
	runes := []rune(s)
	kept := make([]rune, 0, len(runes))
	marks := 0
	for i, r := range runes {
		switch {
		case endsLine(r):
			r = '\n'
		case r == '\t':
			r = ' '
		case isJoiner(r):
			if i+1 == len(runes) || len(kept) == 0 || !joins(r, kept[len(kept)-1], runes[i+1]) {
				continue
			}
		case invisible(r):
			continue
		}
		if !unicode.Is(unicode.M, r) {
			marks = 0
		} else if marks++; marks > stackedMarks {
			continue
		}
		kept = append(kept, r)
	}
	return string(kept)
}

// oneLine is a visible string whose white space is single spaces.
func oneLine(s string) string { return strings.Join(strings.Fields(visible(s)), " ") }

func endsLine(r rune) bool {
	return r >= '\n' && r <= '\r' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

func isJoiner(r rune) bool { return r == zwnj || r == zwj }

func isSkinTone(r rune) bool { return r >= 0x1F3FB && r <= 0x1F3FF }

// invisible reports whether a character is a control or draws nothing. The
// Arabic number signs and the like are of category Cf, but are drawn.
func invisible(r rune) bool {
	switch {
	case unicode.Is(unicode.Prepended_Concatenation_Mark, r):
		return false
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point):
		return true
	}
	return r >= 0x180B && r <= 0x180F || r >= 0xE0000 && r <= 0xE0FFF || r == 0xFFFC || r == 0x2800
}

// joinedScripts are written with joiners inside words.
var joinedScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu, unicode.Kannada,
	unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

// joins reports whether a joiner does something between two characters.
func joins(joiner, before, after rune) bool {
	if unicode.In(before, joinedScripts...) || unicode.Is(unicode.Mn, before) {
		return unicode.In(after, joinedScripts...)
	}
	pictured := unicode.Is(unicode.So, before) || isSkinTone(before)
	return joiner == zwj && pictured && unicode.In(after, unicode.So, unicode.Sm)
}
