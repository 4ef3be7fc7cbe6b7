package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds, in runes, of the width at which hard-wrapped text is filled. Mail
// and wire copy is filled at 65 to 80; what goes beyond 120 was not wrapped.
const (
	minWrap = 40
	maxWrap = 120
)

// A paragraph is a run of lines that belong together: one line, or several
// where the text is hard-wrapped.
type paragraph struct {
	Span       // trimmed of white space
	lines int  // lines that it runs over
	runes int  // length of its longest line
	apart bool // an empty line stands before it
	page  bool // a page begins with it
	runOn bool // and nothing but the page break parts it from what is before
	inset bool // its first line is indented
}

// paragraphs returns the paragraphs of s that are not empty.
func paragraphs(s string) []paragraph {
	ls := lines(s)
	width := wrapWidth(s, ls)
	out := ls[:0] // never longer than what was read
	for i, l := range ls {
		if i == 0 || !joined(s, ls[i-1], l, width) {
			out = append(out, l)
			continue
		}
		p := &out[len(out)-1]
		p.End, p.runes = l.End, max(p.runes, l.runes)
		p.lines++
	}
	return out
}

// lines returns the lines of s that are not empty, each as a paragraph of its
// own. CR, LF and CRLF end a line, and so does a form feed, which ends a page and
// no paragraph: see joined.
func lines(s string) []paragraph {
	ls := make([]paragraph, 0, 16)
	ends, page := 1, false // line ends and a page break since the last line
	for at := 0; at < len(s); {
		end, next := lineEnd(s, at)
		p := trim(s, Span{at, end})
		if p.Len() > 0 {
			ls = append(ls, paragraph{Span: p, lines: 1, runes: utf8.RuneCountInString(p.Of(s)), apart: ends > 1 && !page,
				page: page, runOn: page && ends == 0, inset: p.Start-at > 1 || s[at] == '\t'})
			ends, page = 0, false
		}
		switch {
		case end == len(s):
		case s[end] == '\f':
			page = true
		default:
			ends++
		}
		at = next
	}
	return ls
}

// lineEnd returns where the line at s[at] ends and where the next begins.
func lineEnd(s string, at int) (end, next int) {
	for end = at; end < len(s); end++ {
		switch {
		case s[end] == '\n', s[end] == '\f':
			return end, end + 1
		case s[end] != '\r':
		case strings.HasPrefix(s[end+1:], "\n"):
			return end, end + 2
		default:
			return end, end + 1
		}
	}
	return end, end
}

// wrapWidth returns the width in runes at which s is hard-wrapped, or 0 where
// each line is a paragraph. Filled text gives itself away: hardly a line has
// room for the first word of the next, and most lines end inside a sentence.
func wrapWidth(s string, ls []paragraph) int {
	width := 0
	for _, l := range ls {
		if l.runes > width && strings.IndexByte(l.Of(s), ' ') >= 0 { // a bare URL fits nowhere
			width = l.runes
		}
	}
	if width < minWrap || width > maxWrap {
		return 0
	}
	pairs, full, open := 0, 0, 0
	for i, l := range ls[min(1, len(ls)):] {
		before := ls[i]
		if l.apart || l.page {
			continue
		}
		pairs++
		if filled(s, before, l, width) {
			full++
			if !terminated(before.Of(s)) {
				open++
			}
		}
	}
	if full == 0 || 2*full < pairs || 2*open < full {
		return 0
	}
	return width
}

// filled reports whether line a had no room for the first word of line b.
func filled(s string, a, b paragraph, width int) bool {
	word := b.Of(s)
	if n := strings.IndexByte(word, ' '); n >= 0 {
		word = word[:n]
	}
	return a.runes+1+utf8.RuneCountInString(word) > width
}

// joined reports whether line b goes on with the paragraph of line a in a
// text that is wrapped at width, 0 for one that is not. Some fillers leave lines
// up to a quarter short.
func joined(s string, a, b paragraph, width int) bool {
	if b.runOn || b.page && goesOn(s, a, b) {
		return true
	}
	if width == 0 || b.apart || b.inset && !a.inset || bulleted(b.Of(s)) {
		return false
	}
	return filled(s, a, b, width) || 4*a.runes >= 3*width && !terminated(a.Of(s))
}

// goesOn reports whether a sentence runs from the last line of a page to the first
// of the next: it has no end there, and no capital or bullet here.
func goesOn(s string, a, b paragraph) bool {
	r, _ := utf8.DecodeRuneInString(b.Of(s))
	return unicode.IsLetter(r) && !unicode.IsUpper(r) && !terminated(a.Of(s))
}

// bullets mark an item of a list when white space follows.
const bullets = "•▪◦●■‣·*-–—"

// bulleted reports whether t begins like an item of a list.
func bulleted(t string) bool { return bullet(t) > 0 }

// bullet returns the length of the bullet and the space that t begins with.
func bullet(t string) int {
	r, n := utf8.DecodeRuneInString(t)
	if r == utf8.RuneError || !strings.ContainsRune(bullets, r) {
		return 0
	}
	rest := strings.TrimLeftFunc(t[n:], isSpace)
	if len(rest) == len(t)-n {
		return 0
	}
	return len(t) - len(rest)
}
