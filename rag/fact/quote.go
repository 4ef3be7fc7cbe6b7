package fact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// closers maps each opening quotation mark to the marks that can close it.
var closers = map[rune]string{
	'“': "”\"", '„': "“”", '«': "»", '‹': "›", '"': "\"”", '‘': "’", '”': "”", '「': "」", '\'': "'",
}

// longestQuote bounds a quotation, in bytes, so that a stray mark does not swallow an article and the search stays
// linear in practice.
const longestQuote = 4000

// quotes records what stands inside quotation marks. A single quote opens only after a space or at the start and
// closes only before a space or punctuation, so that apostrophes are none.
func (f *finder) quotes() {
	searched := make(map[rune]int) // by opening mark: up to where there is no closing one
	for i := 0; i < len(f.s); {
		r, size := utf8.DecodeRuneInString(f.s[i:])
		inside := i + size
		end := -1
		if ends, ok := closers[r]; ok && (!single(r) || f.opensWord(i, inside)) {
			end = f.closing(max(inside, searched[r]), inside+longestQuote, r, ends)
			if end < 0 {
				searched[r] = min(len(f.s), inside+longestQuote)
			}
		}
		if end < 0 {
			i = inside
			continue
		}
		span := text.Span{Start: inside, End: end}
		if body := strings.TrimSpace(span.Of(f.s)); body != "" {
			f.out = append(f.out, Fact{Span: span, Kind: Quote, Value: canonical(body)})
		}
		_, size = utf8.DecodeRuneInString(f.s[end:])
		i = end + size
	}
}

func single(r rune) bool { return r == '\'' || r == '‘' || r == '’' }

// opensWord reports whether the mark at i has a space (or nothing, or punctuation) before and a letter or digit after.
func (f *finder) opensWord(i, after int) bool {
	before, _ := utf8.DecodeLastRuneInString(f.s[:i])
	next, _ := utf8.DecodeRuneInString(f.s[after:])
	return (i == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before)) && (unicode.IsLetter(next) || unicode.IsDigit(next))
}

// closing finds the mark that closes a quotation opened by r, in bytes [i, limit); -1 where there is none.
func (f *finder) closing(i, limit int, r rune, ends string) int {
	limit = min(limit, len(f.s))
	if i >= limit {
		return -1
	}
	for k, c := range f.s[i:limit] {
		if !strings.ContainsRune(ends, c) {
			continue
		}
		at := i + k
		next, _ := utf8.DecodeRuneInString(f.s[at+utf8.RuneLen(c):])
		if single(r) && (unicode.IsLetter(next) || unicode.IsDigit(next)) {
			continue // an apostrophe
		}
		return at
	}
	return -1
}
