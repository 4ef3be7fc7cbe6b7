package coverage

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// enoughText is the length of text, in bytes, with which the search for the
// article ends; below that it is looked for with less care for what surrounds
// it. A brief has 200 to 600.
const enoughText = 200

// mainText is the running text of a page, a paragraph at a time with an empty
// line between, "" where none is found. It changes doc.
func mainText(doc *html.Node) string {
	prune(doc)
	trim(doc)
	parser := readability.NewParser()
	parser.CharThresholds, parser.DisableJSONLD = enoughText, true
	found, err := parser.ParseAndMutate(doc, &url.URL{Scheme: "http", Host: "page.invalid"}) // links are not kept
	if err != nil || found.Node == nil {
		return ""
	}
	return paragraphs(found.Node)
}

// never are elements that hold none of an article's text.
var never = []atom.Atom{
	atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Aside, atom.Button, atom.Select, atom.Iframe, atom.Svg,
	atom.Object, atom.Embed, atom.Audio, atom.Video, atom.Canvas, atom.Dialog, atom.Figcaption, atom.Textarea, atom.Input, atom.Footer,
}

// isForm reports whether an element is a form, and not a whole page in one, as
// programs of some sites write it.
func isForm(n *html.Node) bool {
	if n.DataAtom != atom.Form {
		return false
	}
	_, short := brief(n)
	headed := false
	if short {
		elements(n, func(n *html.Node) { headed = headed || n.DataAtom == atom.H1 })
	}
	return short && !headed
}

// besidesWords are parts of the names by which templates call what stands beside
// the article.
var besidesWords = regexp.MustCompile(`(?:^|[\s_-])(?:related|recommend(?:ed|ations)?|read-?more|see-?also|more-?stories|share|sharing|social|newsletter|` +
	`sign-?up|promo(?:tion)?|sponsored|advert(?:isement)?|ads?|breadcrumbs?|cookies?|consent|gdpr|comments?|cmts?|yorum(?:lar)?|ilgili|forum|respond|callout|disqus|vjs-\w+|jw-?player|video-?player|paywall|barrier|subscribe|subscription|nl-?box|dona(?:te|tions?)?|encart|recirc\w*|also-?read|up-?next|read-?next|recent-?posts|similar|lire-?aussi|tags|tag-?list|` +
	`author-?bio|most-?(?:read|popular)|trending|outbrain|taboola|side-?bar|copyright|print-?only|visually-?hidden|sr-?only|screen-?reader-?text)(?:$|[\s_-])`)

// besides reports whether an element is called something that is no article.
func besides(n *html.Node) bool {
	if n.DataAtom == atom.Body || n.DataAtom == atom.Html || n.DataAtom == atom.Article || n.DataAtom == atom.Main {
		return false
	}
	return called(n, markBesides)
}

// hidden reports whether a reader does not see an element.
func hidden(n *html.Node) bool {
	style := strings.ToLower(strings.ReplaceAll(attr(n, "style"), " ", ""))
	return has(n, "hidden") || attr(n, "aria-hidden") == "true" || strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// prune takes out what is no article.
func prune(doc *html.Node) {
	names := hiders(doc)
	walk(doc, func(n *html.Node) bool {
		out := n.Type == html.CommentNode || n.Type == html.ElementNode && (slices.Contains(never, n.DataAtom) || isForm(n) || hidden(n) || isStyledAway(n, names) || besides(n) || isCredit(n))
		if out && n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
		if n.DataAtom == atom.H1 && holdsBlocks(n) {
			n.DataAtom, n.Data = atom.Div, "div"
		}
		return !out
	})
}

// trim leaves of attributes what the search for the article looks at, and of
// their values the beginning.
func trim(doc *html.Node) {
	elements(doc, func(n *html.Node) {
		n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return !slices.Contains(searched, a.Key) })
		for i := range n.Attr {
			n.Attr[i].Val = begin(n.Attr[i].Val)
		}
	})
}

// searched are the attributes that the search for the article looks at.
var searched = []string{"class", "id", "role", "rel", "itemprop", "href", "src", "dir", "property"}

// paragraphs writes out the text in a node.
func paragraphs(n *html.Node) string {
	w := textWriter{}
	w.node(n, false)
	w.end()
	return strings.Join(withoutDates(w.done), "\n\n")
}

// headLines is how many paragraphs a text has before its first at most, such as
// the headline, a line under it, the writer and the date.
const headLines = 4

// withoutDates leaves out the lines of an article's head that say when it was
// published, or by whom, and no more.
func withoutDates(parts []string) []string {
	head := parts[:min(len(parts), headLines)]
	kept := slices.DeleteFunc(slices.Clone(head), func(s string) bool {
		if len(s) > briefBytes || !isCreditLine(s) {
			return false
		}
		pieces := pieced(s)
		return len(shownDates(pieces)) > 0 || len(shownWriters(pieces)) > 0
	})
	return append(kept, parts[len(head):]...)
}

// textWriter gathers text into paragraphs.
type textWriter struct {
	done   []string
	now    strings.Builder
	linked int // letters of the present paragraph that are in links
}

// node writes a node; in a link its letters count as such.
func (w *textWriter) node(n *html.Node, link bool) {
	switch {
	case n.Type == html.TextNode:
		text := strings.Map(func(r rune) rune {
			if unicode.IsSpace(r) {
				return ' '
			}
			return r
		}, tidy(n.Data))
		w.now.WriteString(text)
		if link {
			w.linked += letters(text)
		}
		return
	case n.DataAtom == atom.Br:
		w.now.WriteByte('\n')
		return
	}
	block := n.Type == html.ElementNode && isBlock(n)
	if block {
		w.end()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.node(c, link || n.DataAtom == atom.A)
	}
	if block {
		w.end()
	}
}

// linkLine is how much of a paragraph must be in links for it to be a line of
// links, and linkWords how long it can be: 'Read more: Ferry to Basra opens'. A
// sentence that is a link whole is longer, or has its full stop outside.
const (
	linkLine  = 0.7
	linkWords = 20
)

// end ends the paragraph. Two line breaks, or more, are the end of one as well.
func (w *textWriter) end() {
	text, linked := w.now.String(), w.linked
	w.now.Reset()
	w.linked = 0
	short := len(strings.Fields(text)) <= linkWords
	if n := letters(text); n == 0 || short && (float64(linked) >= linkLine*float64(n) || strings.HasPrefix(strings.TrimSpace(text), "©")) {
		return
	}
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = oneLine(line); line != "" {
			lines = append(lines, line)
		} else if len(lines) > 0 {
			w.done, lines = append(w.done, strings.Join(lines, "\n")), nil
		}
	}
	if len(lines) > 0 {
		w.done = append(w.done, strings.Join(lines, "\n"))
	}
}

// letters counts the letters and digits of a text.
func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			n++
		}
	}
	return n
}

// arabicShare is the share of a text's letters, in its beginning, that are of
// Arabic script.
func arabicShare(s string) float64 {
	all, arabic := 0, 0
	for _, r := range s[:min(len(s), sampled)] {
		if unicode.IsLetter(r) {
			all++
			if unicode.Is(unicode.Arabic, r) {
				arabic++
			}
		}
	}
	return float64(arabic) / float64(max(all, 1))
}
