package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// mayStop marks the first bytes of the marks that stopLen knows.
var mayStop = [256]bool{'.': true, '!': true, '?': true, 0xD8: true, 0xDB: true, 0xE2: true, 0xE3: true, 0xEF: true}

// stopLen returns the length of the mark that t begins with if it can end a
// sentence, and 0 if not.
func stopLen(t string) int {
	switch t[0] {
	case '.', '!', '?':
		return 1
	case 0xD8, 0xDB:
		if strings.HasPrefix(t, "؟") || strings.HasPrefix(t, "۔") {
			return 2
		}
	case 0xE2, 0xE3, 0xEF:
		for _, mark := range [...]string{"…", "。", "！", "？", "‼", "⁇"} {
			if strings.HasPrefix(t, mark) {
				return len(mark)
			}
		}
	}
	return 0
}

// terminated reports whether t ends like a sentence.
func terminated(t string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRightFunc(t, isCloser))
	return strings.ContainsRune(".!?…؟۔。！？", r)
}

// A stop is a run of marks that may end a sentence, and what belongs to it.
type stop struct {
	at     int  // where the first mark begins
	end    int  // after the closing quotation marks and brackets
	next   int  // where the text goes on; equals end without white space
	full   bool // one full stop and nothing else
	dots   bool // an ellipsis
	quoted bool // a quotation ends with it
}

// readStop reads the stop at i in s[:end].
func readStop(s string, i, end int) stop {
	st := stop{at: i}
	full, marks, j := s[i] == '.', 0, i
	for j < end {
		n := stopLen(s[j:end])
		if n == 0 && full && strings.HasPrefix(s[j:end], " .") { // . . .
			n = 2
		}
		if n == 0 {
			break
		}
		j += n
		marks++
	}
	st.full = full && marks == 1
	st.dots = full && marks > 1 || strings.HasPrefix(s[i:], "…")
	st.end, st.quoted = skipClosers(s, j, end)
	st.next = skipSpace(s, st.end, end)
	// French typesetting has a space before the closing mark.
	if k, quoted := skipClosers(s, st.next, end); k > st.next && s[st.next] >= utf8.RuneSelf {
		st.end, st.next, st.quoted = k, skipSpace(s, k, end), quoted
	}
	return st
}

// ends reports whether the stop ends the sentence that begins at p.Start in a
// paragraph that ends at p.End.
func ends(s string, st stop, p Span) bool {
	if st.next == p.End {
		return true
	}
	if st.next == st.end {
		return glued(s, st, p)
	}
	after := strings.TrimLeftFunc(s[st.next:p.End], isOpener)
	r, _ := utf8.DecodeRuneInString(after)
	switch {
	case unicode.IsLower(r) && !articled(after), strings.ContainsRune(",;:،؛", r):
		return false
	case st.dots && s[max(st.at-1, p.Start)] == ' ':
		return false // words left out in the middle
	case !st.full || st.quoted:
		return true
	}
	return !abbreviated(s, st, p.Start, after)
}

// glued reports whether a stop without white space after it ends a sentence:
// so do marks that are nothing else, and a full stop between Arabic words, a
// frequent slip that no abbreviation or address looks like.
func glued(s string, st stop, p Span) bool {
	if !st.full {
		return s[st.at] >= utf8.RuneSelf && !strings.HasPrefix(s[st.at:], "…")
	}
	r, _ := utf8.DecodeRuneInString(s[st.end:p.End])
	w := wordBefore(s, st.at, p.Start)
	return unicode.Is(unicode.Arabic, r) && unicode.IsLetter(r) &&
		s[max(st.at-1, p.Start)] >= utf8.RuneSelf && utf8.RuneCountInString(w) >= 3 && !strings.Contains(w, ".")
}

// articled reports whether t begins with a name's small article: "al-Sharaa"
// may begin a sentence.
func articled(t string) bool {
	const longest = len("ash-")
	n := strings.IndexAny(t[:min(len(t), longest)], "-‑")
	if n < 2 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(t[n:], "-‑"))
	return unicode.IsUpper(r)
}
