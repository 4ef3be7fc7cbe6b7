package coverage

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of what is taken for the lines under a headline. A line under it that
// sums up the article has some 25 words; the first paragraph ends what is looked
// at.
const (
	leadNodes = 80
	longWords = 12 // of a text that is a sentence
	leadWords = 30 // in such texts together
)

// piecesOf parts a line under a headline: "By Jane Doe | 3 March 2026 - 14:05".
var piecesOf = regexp.MustCompile(`\s*[|·•;]\s*|\s+[-–—]+\s+|\s+(?:by|par)\s+(?:$|\b)`)

// lead are the pieces of the lines between the headline and the text. They are
// what readers are told of the article there: when it was published, by whom.
func lead(heading *html.Node) []string {
	if heading == nil {
		return nil
	}
	var pieces []string
	words := 0
	n := after(heading)
	for left := leadNodes; n != nil && left > 0 && words < leadWords; left-- {
		skip := n.Type == html.ElementNode && (slices.Contains(never, n.DataAtom) && n.DataAtom != atom.Form || besides(n) || changed(n) || isSubheading(n))
		if n.Type == html.TextNode {
			line := oneLine(tidy(n.Data[:min(len(n.Data), briefBytes)]))
			if k := len(strings.Fields(line)); k >= longWords {
				words += k
			}
			pieces = append(pieces, pieced(line)...)
		}
		if n.FirstChild != nil && !skip {
			n = n.FirstChild
		} else {
			n = after(n)
		}
	}
	return pieces
}

func isSubheading(n *html.Node) bool {
	return slices.Contains([]atom.Atom{atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, n.DataAtom)
}

// pieced parts a line. What parts it as a word, such as "by", begins the next.
func pieced(line string) []string {
	var pieces []string
	from := 0
	for _, at := range piecesOf.FindAllStringIndex(line, -1) {
		pieces = append(pieces, line[from:at[0]])
		if from = at[1]; strings.ContainsAny(line[at[0]:at[1]], "by") {
			from = at[0]
		}
	}
	pieces = append(pieces, line[from:])
	return slices.DeleteFunc(pieces, func(s string) bool { return strings.Trim(s, " ,|") == "" })
}

// after is the node that follows one and all that is in it.
func after(n *html.Node) *html.Node {
	for ; n != nil; n = n.Parent {
		if n.NextSibling != nil {
			return n.NextSibling
		}
	}
	return nil
}

// firstText is the first text in a node, near its top.
func firstText(n *html.Node) string {
	const steps = 10
	for range steps {
		switch {
		case n == nil:
			return ""
		case n.Type == html.TextNode && strings.TrimSpace(n.Data) != "":
			return n.Data[:min(len(n.Data), briefBytes)]
		case n.FirstChild != nil:
			n = n.FirstChild
		default:
			n = n.NextSibling
		}
	}
	return ""
}

// headingOf is the element that shows a title: a heading rather than another.
func (h *pageHead) headingOf(title string) *html.Node {
	wanted := plainWords(title)
	var heading, other *html.Node
	apartFrom(h.doc, besides, func(n *html.Node) {
		if wanted == "" || heading != nil || n.DataAtom == atom.Title || n.DataAtom == atom.A || !strings.HasPrefix(wanted, plainWords(firstText(n))) {
			return
		}
		line, whole := brief(n)
		if !whole || len(line) > 2*len(title)+titleMost || plainWords(line) != wanted {
			return
		}
		switch {
		case n.DataAtom == atom.H1 || isSubheading(n):
			heading = n
		case other == nil || holds(other, n):
			other = n // the innermost of the first
		}
	})
	if heading != nil {
		return heading
	}
	return other
}

// articleOf is the <article> in which an element stands, nil for none.
func articleOf(n *html.Node) *html.Node {
	for n != nil && n.DataAtom != atom.Article {
		n = n.Parent
	}
	return n
}

// dropOthers takes out the other articles of a page that shows one after another:
// those with a headline of their own, where the wanted one is in one as well.
func (h *pageHead) dropOthers() {
	if h.top == nil {
		return
	}
	headed := map[*html.Node]bool{} // articles with a headline
	var articles []*html.Node
	elements(h.doc, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Article:
			articles = append(articles, n)
		case atom.H1:
			headed[articleOf(n)] = true
		}
	})
	for _, a := range articles {
		if a != h.top && headed[a] && a.Parent != nil && !holds(a, h.top) {
			a.Parent.RemoveChild(a)
		}
	}
}

// shownDates are the dates among the pieces of a lead, whatever the order of
// their numbers.
func shownDates(pieces []string) []string {
	var all []string
	for _, p := range pieces {
		if _, ok := readDate(p, dayThenMonth); ok {
			all = append(all, p)
		}
	}
	return all
}

// writerLabel begins what names a writer.
var writerLabel = regexp.MustCompile(`^,?\s*(?:(?i:(?:posted|submitted|written|interview|story|report|reporting|photographs|photos|words|text)? ?by|words:|text:|reporter:|author:|par|haber:|muhabir:|yazan:|yazar:)|نووسینی ?:?|بقلم ?:?|الكاتب ?:|كتب ?:|كتبت ?:|حاورها ?:?|حاوره ?:?|حوار ?:|نویسنده ?:|نووسەر ?:)(?:\s+|$)`)

// authorWords are parts of the names by which templates call a writer's name.
var authorWords = regexp.MustCompile(`(?:^|[\s_-])(?:authors?|author-?name|bylines?|reporter|muhabir|yazar|writer|auteur|signature)(?:$|[\s_-])`)

// shownWriters are the writers among the pieces of a lead. A label may stand
// alone, before one name or two.
func shownWriters(pieces []string) []string {
	var all []string
	open := false
	for _, p := range pieces {
		label := writerLabel.FindString(p)
		name, _, _ := strings.Cut(strings.TrimSpace(p[len(label):]), ",")
		switch {
		case label != "" && name == "":
			open = true
			continue
		case open && slices.Contains([]string{"and", "et", "ve", "و"}, name):
			continue
		}
		if label == "" && !open || !isPersonal(name) || len(all) == maxNames {
			open = false
			continue
		}
		for one := range strings.SplitSeq(strings.ReplaceAll(name, " and ", " & "), " & ") {
			all = append(all, strings.TrimSpace(one))
		}
	}
	return all
}

// isPersonal reports whether a text may be the name of a person.
func isPersonal(name string) bool {
	_, dated := parsePageDate(name)
	return isName(name, nameWords) && !dated && strings.Contains(name, " ") && !strings.ContainsAny(name, "0123456789")
}

// calledWriters are the names in elements that are called so.
func (h *pageHead) calledWriters() []string {
	var all []string
	apartFrom(h.scope(), aside, func(n *html.Node) {
		if len(all) > 0 || !called(n, markAuthor) {
			return
		}
		line, whole := brief(n)
		line = strings.TrimSpace(line[len(writerLabel.FindString(line)):])
		if line, _, _ = strings.Cut(line, ","); whole && isPersonal(line) {
			all = append(all, line)
		}
	})
	return all
}
