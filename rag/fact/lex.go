package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// class is what a lexed unit is made of.
type class uint8

const (
	letters class = iota // a word, apostrophes and the dots of 'U.S.' included
	digits               // a number as written: '1,383', '2.4', '٢٠٢٥'
	mark                 // any other rune, and the possessive "'s"
)

// word is a unit of the sentence.
type word struct {
	text.Span
	low     string // folded: lower case, no accents, Arabic normalised, Western digits
	class   class
	capital bool // begins with an upper-case letter
	upper   bool // two letters or more, all upper-case
	arabic  bool // Arabic script
	glued   bool // no space in front
	opens   bool // first word of a sentence, a heading or a quotation
}

// lex cuts s into words, numbers and marks. Invalid UTF-8 becomes marks.
func lex(s string) []word {
	words := make([]word, 0, len(s)/4+4)
	end, opens := 0, true
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			opens = opens || r == '\n'
			i += size
			continue
		}
		w := unit(s, i, r, size)
		w.glued = i > 0 && end == i
		w.opens = opens && w.class != mark
		opens = opensNext(words, w, opens)
		words = append(words, w)
		i, end = w.End, w.End
	}
	return words
}

// opensNext reports whether the word after w begins a sentence.
func opensNext(before []word, w word, opens bool) bool {
	if w.class != mark {
		return false
	}
	switch w.low {
	case "!", "?", ":", "؟", "“", "«", "\"", "„", "/", "-", "–", "—", "•", "*", "|":
		return opens || (w.low != "/" && w.low != "-" && w.low != "–" && w.low != "—")
	case ".":
		return !abbreviated(before)
	}
	return opens
}

// abbreviated reports whether the last word is one that takes a dot without ending its sentence.
func abbreviated(before []word) bool {
	if len(before) == 0 {
		return false
	}
	last := before[len(before)-1]
	return last.capital && (last.Len() == 1 || dotted[last.low])
}

// unit lexes the unit of s that begins at i with the rune r.
func unit(s string, i int, r rune, size int) word {
	switch {
	case unicode.IsDigit(r):
		return number(s, i)
	case isLetter(r):
		return letterRun(s, i)
	}
	end := i + size
	if isApostrophe(r) && possessive(s[end:]) {
		end++
	}
	return word{Span: text.Span{Start: i, End: end}, low: markText(s[i:end]), class: mark}
}

// number lexes digits with their separators: a comma, dot or Arabic separator counts only between two digits.
func number(s string, i int) word {
	end := i
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if unicode.IsDigit(r) {
			end += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(s[end+size:])
		if (r == '.' || r == ',' || r == '٫' || r == '٬') && unicode.IsDigit(next) {
			end += size
			continue
		}
		break
	}
	return word{Span: text.Span{Start: i, End: end}, low: text.Fold(s[i:end]), class: digits}
}

// letterRun lexes a word of letters; it keeps an inner apostrophe ("O'Brien"), leaves the possessive, and keeps the
// dots of initials ("U.S.").
func letterRun(s string, i int) word {
	w := word{Span: text.Span{Start: i}, class: letters}
	end, n, uppers := i, 0, 0
	for end < len(s) {
		r, size := utf8.DecodeRuneInString(s[end:])
		if isLetter(r) {
			if unicode.IsUpper(r) {
				uppers++
				w.capital = w.capital || n == 0
			}
			w.arabic = w.arabic || isArabic(r)
			n++
			end += size
			continue
		}
		next, nextSize := utf8.DecodeRuneInString(s[end+size:])
		if isApostrophe(r) && isLetter(next) && !possessive(s[end+size:]) {
			end += size
			continue
		}
		if r == '.' && isInitial(s, end, next, nextSize) {
			end += size
			continue
		}
		break
	}
	w.End, w.upper = end, n > 1 && uppers == n
	w.low = strings.TrimSuffix(text.Fold(s[i:end]), ".")
	return w
}

// isInitial reports whether the dot at s[at] follows a single capital and stands before another one, or ends such a
// run: both dots of "U.S.".
func isInitial(s string, at int, next rune, nextSize int) bool {
	if at == 0 || s[at-1] < 'A' || s[at-1] > 'Z' {
		return false
	}
	if at >= 2 && s[at-2] == '.' {
		return true
	}
	startsRun := at == 1 || !isASCIILetter(s[at-2])
	after, _ := utf8.DecodeRuneInString(s[at+1+nextSize:])
	return startsRun && unicode.IsUpper(next) && after == '.'
}

func isASCIILetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return isASCIILetter(byte(r))
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.Is(unicode.Mn, r) || r == zeroWidthNonJoiner)
}

const zeroWidthNonJoiner = '\u200c' // stands inside Kurdish and Persian words

func isArabic(r rune) bool { return r >= 0x0600 && r <= 0x06FF || r >= 0xFB50 && r <= 0xFEFC }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

// possessive reports whether rest is the s of a possessive: an s that ends its word.
func possessive(rest string) bool {
	if rest == "" || rest[0]|0x20 != 's' {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return len(rest) == 1 || !isLetter(r) && !unicode.IsDigit(r)
}

// markText names a mark: the mark itself, "'s" for a possessive, "-" for every hyphen.
func markText(s string) string {
	switch s {
	case "’s", "'s", "`s", "ʼs", "'S", "’S":
		return "'s"
	case "‐", "‑":
		return "-"
	}
	return s
}

// dotted holds the capitalised abbreviations whose dot does not end a sentence.
var dotted = set(`mr mrs ms dr st gen col lt sgt maj capt prof sen rep gov hon rev jr sr no vs jan feb mar apr jun jul
	aug sep sept oct nov dec us uk un inc ltd corp co`)

// set makes a set of the words in s.
func set(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[text.Fold(w)] = true
	}
	return m
}
