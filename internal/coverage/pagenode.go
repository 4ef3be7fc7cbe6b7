package coverage

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// walk visits a node and what is below it, in order; visit says whether to go
// below. Pages are nested 512 deep at most, or html.Parse refuses them.
func walk(n *html.Node, visit func(*html.Node) bool) {
	if !visit(n) {
		return
	}
	for child := n.FirstChild; child != nil; {
		next := child.NextSibling // visit may take the child out
		walk(child, visit)
		child = next
	}
}

// elements calls visit with each element below a node.
func elements(n *html.Node, visit func(*html.Node)) {
	walk(n, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			visit(n)
		}
		return true
	})
}

// attr is an element's attribute, trimmed; "" where there is none.
func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

// has reports whether an element has an attribute, if only an empty one.
func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}

// apartFrom visits the elements below a node, but none in those that stand apart
// from it.
func apartFrom(top *html.Node, apart func(*html.Node) bool, visit func(*html.Node)) {
	walk(top, func(n *html.Node) bool {
		if n.Type == html.ElementNode {
			visit(n)
		}
		return n == top || n.Type != html.ElementNode || !apart(n)
	})
}

// textOf is the text in a node, in one line.
func textOf(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.Type == html.ElementNode && isBlock(n):
			b.WriteByte(' ')
		}
		return n.DataAtom != atom.Script && n.DataAtom != atom.Style
	})
	return oneLine(tidy(b.String()))
}

// Bounds of a line that says when, or by whom: what is longer is none. They keep
// a page from being read anew for each element of it.
const (
	briefNodes = 100
	briefBytes = 1000
)

// brief is the text in a node in one line, as textOf has it, as far as the
// bounds reach, and whether that is all of it.
func brief(n *html.Node) (line string, whole bool) {
	t := briefText{nodes: briefNodes}
	whole = t.add(n)
	return oneLine(tidy(strings.ToValidUTF8(t.text.String(), ""))), whole
}

type briefText struct {
	text  strings.Builder
	nodes int // that may still be looked at
}

func (t *briefText) add(n *html.Node) bool {
	if t.nodes--; t.nodes < 0 {
		return false
	}
	if n.Type == html.TextNode {
		room := max(0, briefBytes-t.text.Len())
		t.text.WriteString(n.Data[:min(len(n.Data), room)])
		return len(n.Data) <= room
	}
	if n.DataAtom == atom.Script || n.DataAtom == atom.Style {
		return true
	}
	if n.Type == html.ElementNode && isBlock(n) {
		t.text.WriteByte(' ')
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !t.add(c) {
			return false
		}
	}
	return true
}

// linkShare is the share of a page's letters that are in links.
func linkShare(doc *html.Node, seen string) float64 {
	linked := 0
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.A {
			linked += letters(textOf(n))
		}
		return n.DataAtom != atom.A
	})
	return float64(linked) / float64(max(1, letters(seen)))
}

// raw is the text within a script, as it is written.
func raw(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(c.Data)
	}
	return b.String()
}

// inline are the elements that do not end a paragraph.
var inline = []atom.Atom{
	atom.A, atom.Abbr, atom.B, atom.Bdi, atom.Bdo, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em, atom.Font, atom.I, atom.Ins,
	atom.Kbd, atom.Label, atom.Mark, atom.Q, atom.S, atom.Samp, atom.Small, atom.Span, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt,
	atom.U, atom.Var, atom.Wbr, atom.Big, atom.Acronym, atom.Nobr,
}

func isBlock(n *html.Node) bool { return !slices.Contains(inline, n.DataAtom) }

// holdsBlocks reports whether paragraphs or divisions stand directly in a node: a
// heading that has some was not closed.
func holdsBlocks(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.P || c.DataAtom == atom.Div && holdsBlocks(c) {
			return true
		}
	}
	return false
}

// tidy leaves out the characters that are not seen and mean nothing: soft
// hyphens, spaces of no width, what turns the direction of a line, controls.
// Those that join and part letters are spelling, and stay.
func tidy(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n':
			return r
		case r < ' ', r >= 0x7f && r < 0xa0, r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff',
			r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069':
			return -1
		case r == '\u00a0', r == '\u202f', r == '\u2007':
			return ' '
		}
		return r
	}, s)
}
