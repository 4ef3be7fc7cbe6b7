package coverage

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// What the class and id of an element say that it is.
const (
	markBesides = 'b' // stands beside the article
	markCredit  = 'c' // says who wrote it, or when
	markDate    = 'd' // says when it was published
	markAuthor  = 'a' // says who wrote it
	markSite    = 's' // is the site's own name

	markFurniture = 'f' // is the site's, and no article's
	markTitle     = 't' // is a headline
)

// marks are the words by which templates call them.
var marks = map[byte]*regexp.Regexp{
	markBesides: besidesWords, markCredit: creditWords, markDate: dateWords, markAuthor: authorWords, markSite: siteWords,
	markFurniture: furnitureWords, markTitle: titleWords,
}

// marked is the namespace of an attribute that no page can write, in which an
// element's marks are noted once, for they are asked for many times.
const marked = "marked"

// calledBytes bounds what is read of an element's class and id.
const calledBytes = 200

// A marker notes the marks of elements. Of equal names it looks at the first.
type marker map[string]string

// mark notes what an element is called: by its class, its id, and the names that
// templates give it for their tests.
func (m marker) mark(n *html.Node) {
	class, id := strings.ToLower(begin(attr(n, "class"))), strings.ToLower(begin(attr(n, "id")))
	for _, name := range []string{"data-hook", "data-testid", "data-component"} {
		id += " " + strings.ToLower(begin(attr(n, name)))
	}
	if id = strings.TrimSpace(id); class == "" && id == "" {
		return
	}
	key := class + "\x00" + id
	found, known := m[key]
	if !known {
		for mark, words := range marks {
			if class != "" && words.MatchString(class) || id != "" && words.MatchString(id) {
				found += string(rune(mark))
			}
		}
		m[key] = found
	}
	if found != "" {
		n.Attr = append(n.Attr, html.Attribute{Namespace: marked, Val: found})
	}
}

// called reports whether an element has a mark.
func called(n *html.Node, mark byte) bool {
	last := len(n.Attr) - 1
	return last >= 0 && n.Attr[last].Namespace == marked && strings.IndexByte(n.Attr[last].Val, mark) >= 0
}

// begin is so much of an attribute.
func begin(s string) string {
	if len(s) <= calledBytes {
		return s
	}
	return strings.ToValidUTF8(s[:calledBytes], "")
}
