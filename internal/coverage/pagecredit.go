package coverage

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// creditWords are parts of the names by which templates call the line that says
// who wrote an article, and when.
var creditWords = regexp.MustCompile(`(?:^|[\s_-])(?:byline|dateline|authors?|posted-?on|published|timestamp|(?:entry|post|article)-?meta|meta)(?:$|[\s_-])`)

// isCredit reports whether an element is a line that says who wrote the article,
// or when: a short one with a time, or one that is called so. A sentence is none.
func isCredit(n *html.Node) bool {
	if !isBlock(n) || n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return false
	}
	credit := called(n, markCredit) || called(n, markDate)
	for c := n.FirstChild; c != nil && !credit; c = c.NextSibling {
		credit = c.DataAtom == atom.Time
	}
	if !credit {
		return false
	}
	line, whole := brief(n)
	return whole && isCreditLine(line)
}

// isCreditLine reports whether a line is short, and no sentence.
func isCreditLine(line string) bool {
	return len(strings.Fields(strings.ReplaceAll(line, "|", " "))) <= dateLineWords && !strings.ContainsAny(line[max(0, len(line)-1):], ".!?") && !strings.HasSuffix(line, "؟")
}

// credited is whom the article's head shows as its writer: an element that is
// marked so, or a line that begins as bylines do.
func (h *pageHead) credited() []string {
	top := h.scope()
	var all []string
	apartFrom(top, aside, func(n *html.Node) {
		if len(all) == maxNames {
			return
		}
		switch {
		case attr(n, "rel") == "author", strings.EqualFold(attr(n, "itemprop"), "author") && ofArticle(n):
			if name, whole := brief(n); whole && isName(name, nameWords) {
				all = append(all, name)
			}
		case isCredit(n):
			line, _, _ := strings.Cut(timeless(n), ",")
			if name := writer(strings.Trim(line, " |•·–—-")); name != "" {
				all = append(all, name)
			}
		}
	})
	return all
}

// marks is the name of a thing that elements are marked as the article's, such as
// its publisher.
func (h *pageHead) marks(property string) string {
	found := ""
	apartFrom(h.doc, besides, func(n *html.Node) {
		if found != "" || !strings.EqualFold(attr(n, "itemprop"), "name") || n.Parent == nil {
			return
		}
		if of := n.Parent; strings.EqualFold(attr(of, "itemprop"), property) && ofArticle(of) {
			line, _ := brief(n)
			found = oneLine(tidy(first(attr(n, "content"), line)))
		}
	})
	return found
}

// nameWords is how many words a name has at most.
const nameWords = 8

// timeless is a line without its times.
func timeless(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
		return n.DataAtom != atom.Time
	})
	return oneLine(tidy(b.String()))
}
