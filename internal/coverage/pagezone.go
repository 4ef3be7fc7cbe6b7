package coverage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A headLine is a line that a page shows at the headline of its article, with the
// elements that it stands in.
type headLine struct {
	text     string
	elements []*html.Node
	linked   bool // whole in a link
}

// Bounds of what is looked at for the lines about a headline: the buttons to
// share an article are some 50 nodes, and what stands over a headline three lines.
const (
	zoneNodes  = 160
	aboveLines = 4
)

// zone reads the lines about a headline.
type zone struct {
	lines []headLine
	now   headLine
	text  strings.Builder
	words int // in sentences
	left  int // nodes that may still be looked at
}

// headZone are the lines that a page shows at its headline: those over it in the
// same head, and those under it until the text. What stands elsewhere, such as
// today's date at the top of the page, is not said of the article.
func headZone(heading *html.Node) []headLine {
	if heading == nil {
		return nil
	}
	z := zone{left: zoneNodes}
	for _, n := range slices.Backward(above(heading)) {
		z.read(n)
	}
	z.end()
	z.words = 0
	top := articleOf(heading)
	for n := after(heading); n != nil && z.left > 0 && z.words < leadWords && (top == nil || holds(top, n)); n = after(n) {
		if !z.read(n) {
			break
		}
	}
	z.end()
	return z.lines
}

// read reads a node, and reports whether what follows may still be of the head.
func (z *zone) read(n *html.Node) bool {
	if z.left--; z.left < 0 {
		return false
	}
	if n.Type == html.TextNode {
		z.text.WriteString(n.Data[:min(len(n.Data), briefBytes)])
		return true
	}
	if n.Type != html.ElementNode || n.DataAtom == atom.Br || n.DataAtom == atom.Hr {
		z.end()
		return true
	}
	if z.words >= longWords && slices.Contains(endsHead, n.DataAtom) {
		return false
	}
	if isNoLine(n) {
		z.end()
		return true
	}
	z.part(n)
	z.now.elements = append(z.now.elements, n)
	linked := n.DataAtom == atom.A && strings.TrimSpace(z.text.String()) == ""
	for c := n.FirstChild; c != nil && z.words < leadWords; c = c.NextSibling {
		if !z.read(c) {
			return false
		}
	}
	z.now.linked = z.now.linked || linked && len(strings.Fields(z.text.String())) >= headingWords
	z.part(n)
	return true
}

// isNoLine reports whether what stands in an element is no line of the head.
func isNoLine(n *html.Node) bool {
	return slices.Contains(never, n.DataAtom) && n.DataAtom != atom.Form || besides(n) || called(n, markFurniture) || isSubheading(n) || n.DataAtom == atom.H1 || n.DataAtom == atom.Figure || hidden(n)
}

// part parts what stands in an element from what stands beside it: "Jane Doe" and
// "3 March" have no space between them.
func (z *zone) part(n *html.Node) {
	switch {
	case isBlock(n):
		z.end()
	case n.DataAtom != atom.Sup && z.text.Len() > 0:
		z.text.WriteString(" | ")
	}
}

// endsHead are the elements that are not of the head once a sentence was read.
var endsHead = []atom.Atom{
	atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Ul, atom.Ol, atom.Aside, atom.Nav, atom.Footer, atom.Section, atom.Table, atom.Td, atom.Article, atom.Hr,
}

// end ends the line that is read. One that is a link to another article is none.
func (z *zone) end() {
	text := strings.Trim(tidyLine(z.text.String()), "| ")
	z.text.Reset()
	if n := len(strings.Fields(strings.ReplaceAll(text, "|", " "))); n >= longWords && !isCreditLine(text) && !(n < leadWords && says(text)) {
		z.words += n
	} else if text != "" && !z.now.linked {
		z.now.text = text
		z.lines = append(z.lines, z.now)
	}
	z.now = headLine{}
}

// says reports whether a line that is no sentence says that it is of a
// publication or a change.
func says(line string) bool {
	return (pubDate.MatchString(line) || otherDate.MatchString(line) || writerLabel.MatchString(line)) && !strings.ContainsAny(line[len(line)-1:], ".!?")
}

// tidyLine is a text in one line, in which wide gaps are bars.
func tidyLine(s string) string {
	s = strings.ReplaceAll(s, "\u00a0\u00a0", " | ")
	return oneLine(tidy(strings.ReplaceAll(s, "\u00a0 ", " | ")))
}

// above are the nodes that stand over a headline in the same head, the nearest
// first: those before it in the largest element that holds it and no text, or
// the few lines right before it where nothing of the site stands.
func above(heading *html.Node) []*html.Node {
	n := heading
	for p := n.Parent; p != nil && isHead(p, heading); p = p.Parent {
		n = p
	}
	var all []*html.Node
	for at := heading; at != n; at = at.Parent {
		all = append(all, nearBefore(at)...)
	}
	if n.Parent == nil || n.Parent.DataAtom == atom.Body {
		return all
	}
	return append(all, nearBefore(n)...)
}

// nearBefore are the nodes before one in the same element, the nearest first; none
// where one of them is the site's, or more than a line.
func nearBefore(n *html.Node) []*html.Node {
	var all []*html.Node
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		line, whole := brief(s)
		if s.Type == html.ElementNode && isFurniture(s) || !whole || !isCreditLine(line) || len(all) > 2*aboveLines {
			return nil
		}
		all = append(all, s)
	}
	return all
}

// isHead reports whether an element holds a headline and no text.
func isHead(p, heading *html.Node) bool {
	if slices.Contains([]atom.Atom{atom.Body, atom.Html, atom.Main, atom.Article, atom.Table, atom.Tbody, atom.Tr}, p.DataAtom) {
		return false
	}
	line, whole := brief(p)
	title, _ := brief(heading)
	const most = 50 // words beside the headline: what sums up, by whom and when
	return whole && len(strings.Fields(line)) <= len(strings.Fields(title))+most && !holdsSentence(p, heading)
}

// holdsSentence reports whether a paragraph with a sentence is below an element,
// beside its headline. A line that sums up the article has no full stop.
func holdsSentence(p, heading *html.Node) bool {
	found := false
	walk(p, func(n *html.Node) bool {
		if n.Type == html.TextNode && len(strings.Fields(n.Data)) >= longWords && !isCreditLine(oneLine(n.Data)) {
			found = true
		}
		return n != heading && !found
	})
	return found
}

// furnitureWords are parts of the names by which templates call what is the
// site's, and no article's.
var furnitureWords = regexp.MustCompile(`(?:^|[\s_-])(?:top-?bar|topline|today|clock|current|now|weather|ticker|marquee|menu|navbar|masthead|breaking|logo|site-?header|banner|market-?strip)(?:$|[\s_-])|(?:^|\s)nav(?:$|[\s_-])`)

// isFurniture reports whether an element, or one in it, is the site's.
func isFurniture(n *html.Node) bool {
	found := false
	left := briefNodes
	walk(n, func(n *html.Node) bool {
		left--
		if n.Type == html.ElementNode && left > 0 && !found {
			home := n.DataAtom == atom.A && (attr(n, "href") == "/" || strings.HasSuffix(attr(n, "href"), "index.html"))
			found = home || called(n, markFurniture) || called(n, markSite) || n.DataAtom == atom.Nav || n.DataAtom == atom.Marquee || n.DataAtom == atom.Ul && n.Parent != nil && n.Parent.DataAtom == atom.Body
		}
		return left > 0 && !found && !besides(n)
	})
	return found
}
