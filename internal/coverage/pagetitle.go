package coverage

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// titleWords are names by which templates call a headline.
var titleWords = regexp.MustCompile(`(?:^|[\s_-])(?:headline|(?:entry|post|article|news|story|item)-?title|haber-?baslik|baslik)(?:$|[\s_-])`)

// longHeading is how many words a headline has at most.
const longHeading = 40

// maxHeadings bounds how many lines are looked at that look like headings.
const maxHeadings = 400

// A heading is a line that looks like one.
type heading struct {
	text   string
	before bool // no text stands before it
	top    bool // it is of the first level
}

// headings are the lines of a page that are headings, are called so, or are large
// or bold and stand alone, in order.
func (h *pageHead) headings() []heading {
	if h.looks != nil {
		return h.looks
	}
	h.looks = []heading{}
	before := true
	walk(h.doc, func(n *html.Node) bool {
		if n.Type == html.TextNode && len(strings.Fields(n.Data)) >= longWords && strings.ContainsAny(n.Data, ".؟!۔?") {
			before = false
		}
		if n.Type != html.ElementNode {
			return true
		}
		if len(h.looks) < maxHeadings && looksLarge(n) {
			if line, whole := brief(n); whole && line != "" && len(strings.Fields(line)) <= longHeading && !hidden(n) {
				h.looks = append(h.looks, heading{line, before, n.DataAtom == atom.H1})
			}
		}
		return !slices.Contains(never, n.DataAtom) && !besides(n) && n.DataAtom != atom.Head
	})
	return h.looks
}

// looksLarge reports whether an element is shown as a headline is.
func looksLarge(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3:
		return true
	case atom.Font:
		size := attr(n, "size")
		const large = 4 // of 7; text has 2 or 3
		k, err := strconv.Atoi(size)
		return strings.HasPrefix(size, "+") || err == nil && k >= large
	case atom.B, atom.Strong, atom.Big:
		return n.Parent != nil && isBlock(n.Parent) && n.PrevSibling == nil && (n.NextSibling == nil || n.NextSibling.DataAtom == atom.Br)
	}
	return called(n, markTitle)
}

// shownParts is how many parts of a title are looked at; real ones have up to 5.
const shownParts = 6

// shownPart is the part of what is said as the page's title that the page also
// shows as a heading, of the first level rather than another, and the longest:
// beside it stand the names of the site and the section.
func (h *pageHead) shownPart(outlet string, said ...string) string {
	shown := map[string]bool{}
	for _, l := range h.headings() {
		shown[plainWords(l.text)] = shown[plainWords(l.text)] || l.top
	}
	for _, s := range said {
		best, bestTop := "", false
		for _, part := range spans(s) {
			top, ok := shown[plainWords(part)]
			least := partWords
			if top {
				least--
			}
			if !ok || len(strings.Fields(part)) < least || h.sites[siteKey(part)] || siteKey(part) == siteKey(outlet) {
				continue
			}
			if top && !bestTop || top == bestTop && len(part) > len(best) {
				best, bestTop = part, top
			}
		}
		if best != "" {
			return best
		}
	}
	return ""
}

// spans are the parts of a title, alone and with those that follow.
func spans(title string) []string {
	cuts := append([][]int{{0, 0}}, betweens.FindAllStringIndex(title, shownParts)...)
	cuts = append(cuts, []int{len(title), len(title)})
	var all []string
	for i := range cuts {
		for _, to := range cuts[i+1:] {
			all = append(all, strings.TrimSpace(title[min(cuts[i][1], to[0]):to[0]]))
		}
	}
	return all
}

// partWords is how many words a part of a title has at least that is no section's
// name; many headlines of columns have three. One of the first level may have one
// less.
const partWords = 3

// tells reports whether the window's title can hold a headline: a part of it that is
// long enough, and not the site's name.
func (h *pageHead) tells(outlet string) bool {
	for _, part := range betweens.Split(h.title, shownParts) {
		if len(strings.Fields(part)) >= headingWords && !h.sites[siteKey(part)] && siteKey(part) != siteKey(outlet) {
			return true
		}
	}
	return false
}

// looksHeading is the first line before the text that looks like a headline.
func (h *pageHead) looksHeading() string {
	named := map[string]bool{}
	for _, part := range append(betweens.Split(h.title, shownParts), h.title) {
		named[siteKey(part)] = true
	}
	for _, l := range h.headings() {
		if l.before && len(strings.Fields(l.text)) >= headingWords && !h.sites[siteKey(l.text)] && !named[siteKey(l.text)] {
			return l.text
		}
	}
	return ""
}

// whole is a headline that was cut short, as the page shows it in full.
func (h *pageHead) whole(s string) string {
	short := strings.TrimRight(s, ".… ")
	if short == s || !strings.HasSuffix(s, "…") && !strings.HasSuffix(s, "...") {
		return s
	}
	for _, l := range h.headings() {
		if strings.HasPrefix(plainWords(l.text), plainWords(short)) {
			return l.text
		}
	}
	return s
}
