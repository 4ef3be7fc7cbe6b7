package show

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

const fence = "```"

// An atom is a part of Discord markdown that is not cut: s[start:end]. A fence
// is a code block that is longer than what it must fit into, and is cut.
type atom struct {
	start, end int
	fence      bool
}

// holds reports whether an index is where the atom must not be cut: of a fence,
// in its first line, and where only its end would be left.
func (a *atom) holds(s string, i int) bool {
	if i <= a.start || i >= a.end {
		return false
	}
	return !a.fence || i < a.start+max(len(fence), len(language.FindString(s[a.start:a.end]))) || i >= a.end-len(fence)-1
}

// inside reports whether an index is where some atom must not be cut.
func inside(s string, held []atom, i int) bool {
	for _, a := range held {
		if a.holds(s, i) {
			return true
		}
	}
	return false
}

// language matches the name of a language after a fence, with its line's end.
var language = regexp.MustCompile("^```[a-z0-9+-]{0,10}\n")

// head is how a part of a cut code block begins.
func (a *atom) head(s string, limit int) string {
	if head := language.FindString(s[a.start:a.end]); head != "" && limit > 3*minLimit {
		return head
	}
	return fence + "\n"
}

// What begins at a character and is not cut.
var (
	masked   = regexp.MustCompile(`^\[[^\[\]\n]{1,600}\]\(<[^<>\s]{1,600}>\)`)
	marks    = regexp.MustCompile(`^\\?\[\d{1,5}\](?: ?\\?\[\d{1,5}\])*`)
	bracket  = regexp.MustCompile(`^\[[^\[\]\n]{1,40}\]`)
	pointed  = regexp.MustCompile(`^<[^<>\s]{1,100}>`)
	codeSpan = regexp.MustCompile("^`[^`\n]{1,1000}`")
)

// atoms are the atoms that begin within the first limit units of s, in order.
func atoms(s string, limit int) []atom {
	var all []atom
	for i := 0; i < len(s) && i < limit*utf8.UTFMax; {
		a := atomAt(s, i)
		if a.end == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		a.fence = strings.HasPrefix(s[i:], fence) && !fits(s[a.start:a.end], limit)
		all = append(all, a)
		i = a.end
	}
	return all
}

// atomAt is the atom that begins at i; its end is 0 where there is none.
func atomAt(s string, i int) atom {
	switch s[i] {
	case '`':
		if strings.HasPrefix(s[i:], fence) {
			if end := strings.Index(s[i+len(fence):], fence); end > 0 {
				return atom{start: i, end: i + end + 2*len(fence)}
			}
			return atom{}
		}
		return found(i, codeSpan.FindString(s[i:]))
	case '<':
		return found(i, pointed.FindString(s[i:]))
	case '[', '\\':
		return bracketAt(s, i)
	}
	return atom{}
}

// bracketAt is the citations, link, date in brackets or escape at i. Citations
// hold on to the word before them.
func bracketAt(s string, i int) atom {
	if m := marks.FindString(s[i:]); m != "" && !strings.HasPrefix(s[i+len(m):], "(") {
		a := found(i, m)
		if i > 1 && s[i-1] == ' ' {
			a.start = i - 2
		}
		return a
	}
	if s[i] == '\\' {
		_, size := utf8.DecodeRuneInString(s[i+1:])
		return atom{start: i, end: i + 1 + size}
	}
	if m := masked.FindString(s[i:]); m != "" {
		return found(i, m)
	}
	return found(i, bracket.FindString(s[i:]))
}

func found(i int, match string) atom {
	if match == "" {
		return atom{}
	}
	return atom{start: i, end: i + len(match)}
}
