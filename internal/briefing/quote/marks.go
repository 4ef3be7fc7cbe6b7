package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// quoted is what stands between marks in a paragraph.
type quoted struct {
	outer, inner text.Span // with and without its marks, in the body
	open         bool      // no mark ends it: it goes on in the next paragraph
	opening      rune

	line *line
	at   int // its item in the line

	by   voice
	verb int // the item that reports it, -1 for none
	from *line
}

// closing gives for each opening mark what ends it.
var closing = map[rune]string{'“': "”", '„': "“”", '«': "»", '‹': "›", '"': "\"", '‘': "’", '\'': "'", '「': "」"}

// longest bounds a quotation, in bytes: the longest paragraphs of news have some
// 2,000, and what is longer has lost a mark on the way.
const longest = 8000

// scan finds the quotations of a paragraph of a body. Where a mark is left over so
// that it cannot be told what is inside, what follows it is not read.
func scan(body string, p text.Span) []*quoted {
	var all []*quoted
	for i := p.Start; i < p.End; {
		r, size := utf8.DecodeRuneInString(body[i:p.End])
		if closing[r] == "" || !opens(body, p, i, size, r) {
			i += size
			continue
		}
		q := &quoted{opening: r, verb: -1}
		end, n := ending(body, p, i+size, r)
		if end < 0 {
			if r == '\'' || r == '‘' {
				i += size // an apostrophe
				continue
			}
			q.outer, q.inner, q.open = text.Span{Start: i, End: p.End}, text.Span{Start: i + size, End: p.End}, true
			return append(all, q)
		}
		q.outer, q.inner = text.Span{Start: i, End: end + n}, text.Span{Start: i + size, End: end}
		if q.inner = trimmed(body, q.inner); q.inner.Len() > 0 {
			all = append(all, q)
		}
		i = end + n
	}
	return all
}

// opens reports whether the mark at i begins a quotation: nothing, a space or an
// opening bracket stands before, and no space behind. Marks that have a form of
// their own for the end are trusted more.
func opens(body string, p text.Span, i, size int, r rune) bool {
	before, _ := utf8.DecodeLastRuneInString(body[p.Start:i])
	after, _ := utf8.DecodeRuneInString(body[i+size : p.End])
	if i+size >= p.End {
		return false
	}
	switch r {
	case '«', '‹', '「', '„', '“':
		return true
	case '\'', '‘':
		return (i == p.Start || !letterOrDigit(before)) && letterOrDigit(after)
	}
	return (i == p.Start || !letterOrDigit(before) && !strings.ContainsRune(".,!?%", before)) && !unicode.IsSpace(after)
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// ending finds the mark that ends a quotation whose words begin at i, and its
// size; -1 where there is none.
func ending(body string, p text.Span, i int, opening rune) (at, size int) {
	limit, depth := min(p.End, i+longest), 0
	weak, weakSize := -1, 0
	for k := i; k < limit; {
		r, n := utf8.DecodeRuneInString(body[k:limit])
		switch {
		case r == opening && opening != '"' && opening != '\'' && opening != '‘':
			depth++
		case strings.ContainsRune(closing[opening], r) && depth > 0:
			depth--
		case !strings.ContainsRune(closing[opening], r):
		case opening == '"':
			if before, _ := utf8.DecodeLastRuneInString(body[i:k]); k == i || unicode.IsSpace(before) {
				return -1, 0 // another one opens: a mark was lost
			}
			return k, n
		case opening != '\'' && opening != '‘':
			return k, n
		default:
			sure, may := endsSingle(body, p, i, k, n)
			if sure {
				return k, n
			}
			if may && weak < 0 {
				weak, weakSize = k, n
			}
		}
		k += n
	}
	return weak, weakSize
}

// endsSingle tells whether a single mark at k ends a quotation surely, or may:
// behind a letter s and before a word it may be an apostrophe ('the workers’ rights').
func endsSingle(body string, p text.Span, i, k, n int) (sure, may bool) {
	before, _ := utf8.DecodeLastRuneInString(body[i:k])
	after, _ := utf8.DecodeRuneInString(body[k+n : p.End])
	if k+n < p.End && letterOrDigit(after) || unicode.IsSpace(before) {
		return false, false
	}
	if before == 's' && k+n < p.End && unicode.IsSpace(after) {
		return false, true
	}
	return true, true
}

// trimmed cuts the spaces off both ends.
func trimmed(body string, s text.Span) text.Span {
	words := s.Of(body)
	s.Start += len(words) - len(strings.TrimLeftFunc(words, unicode.IsSpace))
	s.End = s.Start + len(strings.TrimSpace(words))
	return s
}
