package show

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Len is the length of a string in UTF-16 units, by which Discord counts. A
// byte that is not UTF-8 counts as one.
func Len(s string) int {
	n := 0
	for _, r := range s {
		n += width(r)
	}
	return n
}

func width(r rune) int {
	if r > 0xFFFF {
		return 2
	}
	return 1
}

// fits reports whether a string has at most limit units, without counting on.
func fits(s string, limit int) bool {
	for _, r := range s {
		if limit -= width(r); limit < 0 {
			return false
		}
	}
	return true
}

// Truncate returns a string of at most limit units: s, or as much of it as Split
// would put first, with '…' after it. It cuts neither escapes, citations nor
// links, and closes what it leaves open. A limit under 32 counts as 32.
func Truncate(s string, limit int) string {
	limit = max(limit, minLimit)
	if s = strings.TrimSpace(s); fits(s, limit) {
		return s
	}
	first, _, _ := part(s, limit-Len(ellipsis), "")
	return first + ellipsis
}

// Label is text for places that know no markdown (buttons, choices, names of
// threads): one line of at most limit units, free of invisible characters,
// with '…' where it was cut.
func Label(s string, limit int) string {
	s = oneLine(s)
	if fits(s, limit) {
		return s
	}
	at, units, space := 0, 1, 0
	for i, r := range s {
		if units > limit {
			break
		}
		if joint(s, i) {
			at = i
		}
		if r == ' ' && units*2 > limit {
			space = i
		}
		units += width(r)
	}
	if space > 0 {
		at = space
	}
	return strings.TrimSpace(s[:at]) + ellipsis
}

// joint reports whether s may be cut at an index at which a rune begins: not
// before what belongs to the character before it.
func joint(s string, i int) bool {
	next, _ := utf8.DecodeRuneInString(s[i:])
	last, _ := utf8.DecodeLastRuneInString(s[:i])
	return !unicode.Is(unicode.M, next) && !isJoiner(next) && !isJoiner(last) && !isSkinTone(next) && next != pop
}
