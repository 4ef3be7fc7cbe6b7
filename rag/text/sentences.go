package text

import (
	"strings"
	"unicode/utf8"
)

// MaxSentence bounds a sentence, in bytes. Text that goes on for longer has no
// sentences that could be told apart (lists, tables, code); it is cut at a
// clause or a space so that nobody downstream meets megabytes in one piece.
// It is some 330 English words, beyond any sentence of the seeds or of the
// public sets.
const MaxSentence = 2000

// A Sentence is a sentence of an article's running text and where it stands.
type Sentence struct {
	Span
	// Paragraph counts the paragraphs of running text from 0.
	Paragraph int
	// Section is the heading above the sentence, empty where there is none.
	Section Span
}

// Sentences returns the sentences of s in order: trimmed of white space and
// bullets, never empty, never overlapping, at most MaxSentence bytes. Every
// letter and digit of s is in one of them. A paragraph ends a sentence;
// so does each line, unless s is hard-wrapped. Headings count as sentences
// here; Prose leaves them out.
func Sentences(s string) []Span {
	out := make([]Span, 0, len(s)/128+1)
	for _, p := range paragraphs(s) {
		out = split(out, s, p.Span)
	}
	return out
}

// Prose returns the sentences of s from the offset on, without headings.
func Prose(s string, from int) []Sentence {
	from = min(max(from, 0), len(s))
	ps := clip(s, paragraphs(s), from)
	out := make([]Sentence, 0, (len(s)-from)/128+1)
	var section Span
	var spans []Span
	number := 0
	for i, p := range ps {
		if isHeading(s, ps, i) {
			section = p.Span
			continue
		}
		spans = split(spans[:0], s, p.Span)
		for _, span := range spans {
			out = append(out, Sentence{span, number, section})
		}
		if len(spans) > 0 {
			number++
		}
	}
	return out
}

// clip drops what stands before the offset.
func clip(s string, ps []paragraph, from int) []paragraph {
	for len(ps) > 0 && ps[0].End <= from {
		ps = ps[1:]
	}
	if len(ps) > 0 && ps[0].Start < from {
		ps[0].Span = trim(s, Span{from, ps[0].End})
		ps[0].lines++ // the rest of a line is no line on its own
	}
	return ps
}

// split appends the sentences of one paragraph to dst.
func split(dst []Span, s string, p Span) []Span {
	first := len(dst)
	p.Start += bullet(p.Of(s))
	start, wordless := p.Start, p.Start // [start, wordless) has no words
	for i := p.Start; i < p.End; {
		if !mayStop[s[i]] || stopLen(s[i:p.End]) == 0 {
			i++
			continue
		}
		st := readStop(s, i, p.End)
		i = st.end
		if !ends(s, st, Span{start, p.End}) {
			continue
		}
		if wordless = skipWordless(s, wordless, st.end); wordless < st.end {
			dst = capped(dst, s, Span{start, st.end})
			i, start, wordless = st.next, st.next, st.next
		}
	}
	return rest(dst, first, s, Span{start, p.End})
}

// rest appends what is left of a paragraph whose sentences begin at
// dst[first]. Without words it belongs to the sentence before, or to none.
func rest(dst []Span, first int, s string, left Span) []Span {
	switch last := len(dst) - 1; {
	case left.Len() <= 0:
	case skipWordless(s, left.Start, left.End) < left.End:
		return capped(dst, s, left)
	case last >= first && left.End-dst[last].Start <= MaxSentence:
		dst[last].End = left.End
	}
	return dst
}

// capped appends p to dst, in pieces where it is longer than MaxSentence.
func capped(dst []Span, s string, p Span) []Span {
	for p.Len() > MaxSentence {
		cut := p.Start + clause(s[p.Start:p.Start+MaxSentence])
		if head := trim(s, Span{p.Start, cut}); head.Len() > 0 {
			dst = append(dst, head)
		}
		p = trim(s, Span{cut, p.End})
	}
	if p.Len() > 0 {
		dst = append(dst, p)
	}
	return dst
}

// clause returns where in t to cut it: after the last clause or else the last
// space of its second half, or else before its last rune.
func clause(t string) int {
	const half = MaxSentence / 2
	space := 0
	for i := len(t) - 1; i > half; i-- {
		if t[i] != ' ' && t[i] != '\n' && t[i] != '\r' {
			continue
		}
		space = max(space, i)
		if r, _ := utf8.DecodeLastRuneInString(t[:i]); strings.ContainsRune(",;:،؛", r) {
			return i
		}
	}
	if space > 0 {
		return space
	}
	cut := len(t) - 1
	for n := 1; n < utf8.UTFMax && !utf8.RuneStart(t[cut]); n++ {
		cut--
	}
	return cut
}
