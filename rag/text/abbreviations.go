package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How a full stop after an abbreviation is read.
type abbreviation uint8

const (
	titleLike  abbreviation = iota + 1 // more always follows: "Gen. Mark"
	maybeLast                          // ends a sentence if the next word begins one
	numberNext                         // more follows if it is a number: "No. 5"
)

// abbreviations holds those of news English, and what Kurmanji, Turkish and French
// add, in lower case. Words that are common without a stop ("sat", "may", "wed") are left
// out: there a wrong join is worse than a wrong cut is elsewhere.
var abbreviations = func() map[string]abbreviation {
	table := make(map[string]abbreviation)
	for kind, words := range map[abbreviation]string{
		titleLike: `mr mrs ms mx dr prof gen col lt maj capt sgt cpl cmdr cmdt adm brig rev hon sen sens rep reps
			gov govs pres amb mt ft fr msgr messrs mme mlle eng supt insp det atty asst v vs e.g i.e cf bnr
			doç yrd öğr sn alb tğm bkz mgr`,
		maybeLast: `st jr sr inc corp co ltd llc bros dept univ assn ave blvd rd etc al approx hwd
			jan feb mar apr jun jul aug sep sept oct nov dec janv févr juil déc vb cad sok mah`,
		numberNext: `no nos art vol p pp fig sec ch par`,
	} {
		for word := range strings.FieldsSeq(words) {
			table[word] = kind
		}
	}
	return table
}()

// starters begin a sentence rather than go on with a name. Those marked true
// do so even where all is in capitals and "U.S . TO" tells nothing.
var starters = func() map[string]bool {
	table := make(map[string]bool)
	for word := range strings.FieldsSeq(`a an as at after and before both but by during for from his her how if in
		its many more most my no now on one our since some that their there to under what when where while
		who why with yet you i according asked also still`) {
		table[word] = false
	}
	for word := range strings.FieldsSeq(`the he she it they we this these those however meanwhile`) {
		table[word] = true
	}
	return table
}()

// abbreviated reports whether the one full stop st belongs to an abbreviation,
// an initial or an item's number in the sentence that begins at start, and
// does not also end it. What comes next is after.
func abbreviated(s string, st stop, start int, after string) bool {
	w := wordBefore(s, st.at, start)
	if w == "" || after == "" {
		return false
	}
	kind, known := abbreviations[strings.ToLower(w)]
	number := after[0] >= '0' && after[0] <= '9'
	switch {
	case kind == titleLike:
		return true
	case kind == numberNext:
		return number
	case known, dotted(w):
		return number || !starts(after)
	case len(w) <= 3 && strings.HasPrefix(s[start:], w+".") && digits(w):
		return true // "1. First item"
	}
	r, n := utf8.DecodeRuneInString(w)
	return n == len(w) && unicode.IsLetter(r) && !starts(after)
}

// starts reports whether t begins with a word that begins sentences.
func starts(t string) bool {
	const longest = len("according")
	n := strings.IndexFunc(t[:min(len(t), longest+1)], func(r rune) bool { return !unicode.IsLetter(r) })
	if n <= 0 || t[n] == '.' || t[n] == '-' {
		return false
	}
	strong, known := starters[strings.ToLower(t[:n])]
	return known && (strong || n == 1 || t[:n] != strings.ToUpper(t[:n]))
}

// dotted reports whether w is letters parted by full stops: "U.S", "Ph.D".
func dotted(w string) bool {
	parts := 0
	for part := range strings.SplitSeq(w, ".") {
		if n := utf8.RuneCountInString(part); n == 0 || n > 2 || digits(part) {
			return false
		}
		parts++
	}
	return parts > 1
}

func digits(w string) bool {
	return strings.Trim(w, "0123456789") == ""
}

// wordBefore returns the word that ends at s[at], not reaching before start;
// one space may stand between ("U.S ."). It is empty where there is none or
// it is longer than any abbreviation.
func wordBefore(s string, at, start int) string {
	const longest = 24
	if at > start && s[at-1] == ' ' {
		at--
	}
	i := at
	for i > start {
		r, n := utf8.DecodeLastRuneInString(s[start:i])
		if r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		if i -= n; at-i > longest {
			return ""
		}
	}
	return s[i:at]
}

// isWord reports whether r can be part of a word. What is not UTF-8 counts as
// one, so that no text in another encoding is taken for punctuation.
func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || r == utf8.RuneError
}

// isSpace reports whether r is white space. A byte order mark is one.
func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\uFEFF' || r == '\u200B' }

func isOpener(r rune) bool { return strings.ContainsRune("\"'“‘«([{‹„¿¡", r) }

// isCloser reports whether r belongs to the sentence that it follows: a
// closing quotation mark or bracket, or a mark of writing direction.
func isCloser(r rune) bool {
	return strings.ContainsRune("\"'”’»)]}›\u200E\u200F\u202C\u2069", r)
}

// skipClosers returns the index after the closing marks at s[i:end], and
// whether a quotation mark is among them.
func skipClosers(s string, i, end int) (after int, quoted bool) {
	for i < end {
		r, n := utf8.DecodeRuneInString(s[i:end])
		if !isCloser(r) {
			break
		}
		quoted = quoted || strings.ContainsRune("\"”»'’", r)
		i += n
	}
	return i, quoted
}

// skipSpace returns the index after the white space at s[i:end].
func skipSpace(s string, i, end int) int {
	return end - len(strings.TrimLeftFunc(s[i:end], isSpace))
}

// skipWordless returns the index of the first letter or digit in s[i:end], or
// end.
func skipWordless(s string, i, end int) int {
	if n := strings.IndexFunc(s[i:end], isWord); n >= 0 {
		return i + n
	}
	return end
}

// trim returns p without the white space at its ends.
func trim(s string, p Span) Span {
	for p.Len() > 0 && s[p.Start] <= ' ' && isSpace(rune(s[p.Start])) {
		p.Start++
	}
	for p.Len() > 0 && s[p.End-1] <= ' ' && isSpace(rune(s[p.End-1])) {
		p.End--
	}
	if p.Len() == 0 || s[p.Start] < utf8.RuneSelf && s[p.End-1] < utf8.RuneSelf {
		return p
	}
	t := strings.TrimLeftFunc(p.Of(s), isSpace)
	p.Start = p.End - len(t)
	return Span{p.Start, p.Start + len(strings.TrimRightFunc(t, isSpace))}
}
