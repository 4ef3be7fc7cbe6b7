package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// item is a word, a mark or a whole quotation of a line.
type item struct {
	text.Span        // in the body
	word      string // folded; "" for what is no word
	mark      rune   // one of , . : ; - ( ) and 0
	quote     *quoted
	capital   bool
	person    *mention // whose name the word is part of
	name      bool     // part of a proper name of any kind
	listed    bool     // of a place, a people or an institution
	role      bool     // part of an office
	when      *fact.Fact
}

// itemsOf lists the words, marks and quotations of a paragraph.
func itemsOf(body string, p text.Span, quotes []*quoted) []item {
	tokens := text.Tokenize(blanked(body, p, quotes))
	var all []item
	at, next := p.Start, 0
	marks := func(until int) {
		for next < len(quotes) && quotes[next].outer.Start < until {
			q := quotes[next]
			all = appendMarks(all, body, text.Span{Start: at, End: q.outer.Start})
			all = append(all, item{Span: q.outer, quote: q})
			at = q.outer.End
			next++
		}
		all = appendMarks(all, body, text.Span{Start: at, End: until})
	}
	for _, t := range tokens {
		span := text.Span{Start: t.Start + p.Start, End: t.End + p.Start}
		marks(span.Start)
		all = append(all, item{Span: span, word: t.Folded, capital: t.Capital})
		at = span.End
	}
	marks(p.End)
	return all
}

// blanked is a paragraph with spaces for what is inside its quotations.
func blanked(body string, p text.Span, quotes []*quoted) string {
	var b strings.Builder
	at := p.Start
	for _, q := range quotes {
		b.WriteString(body[at:q.outer.Start])
		b.WriteString(strings.Repeat(" ", q.outer.Len()))
		at = q.outer.End
	}
	b.WriteString(body[at:p.End])
	return b.String()
}

// oneMark gives the marks that count one form.
var oneMark = map[rune]rune{
	',': ',', '،': ',', '.': '.', '。': '.', '!': '.', '?': '.', '؟': '.', '…': '.', ':': ':', ';': ';', '؛': ';',
	'—': '-', '–': '-', '(': '(', '[': '(', ')': ')', ']': ')',
}

func appendMarks(all []item, body string, gap text.Span) []item {
	for i := gap.Start; i < gap.End; {
		r, n := utf8.DecodeRuneInString(body[i:gap.End])
		m := oneMark[r]
		if r == '-' && strings.Contains(gap.Of(body), " -") {
			m = '-'
		}
		if m == '.' && r == '.' && len(all) > 0 && shortened(all[len(all)-1], body) {
			m = 0
		}
		if m != 0 {
			all = append(all, item{Span: text.Span{Start: i, End: i + n}, mark: m})
		}
		i += n
	}
	return all
}

var abbreviations = set("mr mrs ms dr col gen lt st sen gov prof sgt capt maj rev hon jr sr vs cpl cmdr rep adm brig supt insp")

// shortened reports whether a full stop behind a word shortens it: 'Col.', 'S. Rajan'.
func shortened(last item, body string) bool {
	if first, _ := utf8.DecodeRuneInString(last.word); unicode.Is(unicode.Arabic, first) {
		return utf8.RuneCountInString(last.word) == 1
	}
	return last.word != "" && (abbreviations[last.word] || last.capital && utf8.RuneCountInString(last.Of(body)) == 1)
}
