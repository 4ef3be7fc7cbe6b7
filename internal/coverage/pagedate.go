package coverage

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag"
)

// publishedNames are what <meta> calls the time of publication, and nothing
// else. 'date' alone is left out: of many sites it is the day on which the page
// was made or changed.
var publishedNames = []string{
	"article:published_time", "og:article:published_time", "article:published", "datepublished", "pubdate", "publishdate", "publisheddate", "published_date", "publish_date",
	"publish-date", "publication_date", "originalpublicationdate", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
	"citation_publication_date", "cxenseparse:recs:publishtime", "rnews:datepublished",
}

// sameDate is how far two statements of one publication can lie apart: one
// gives a day, at most 24 hours long, the other a time in a zone at most 14
// hours away.
const sameDate = 38 * time.Hour

var errDates = errors.New("states several dates of publication, so the article stays undated")

// weakNames are what <meta> calls a date that may be of publication, or of the
// page's making or its last change. One counts only where another place bears it
// out.
var weakNames = []string{
	"date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "datecreated", "created", "creation_date", "article:created_time",
}

// published is when the page says that it was published. Linked data of the
// article come first, then <meta>, then the data from which a script makes the
// page; what readers see at the headline counts only where no other is said.
// A change's date, a copyright's year, the server's clock and the day that is
// shown on top of all pages are not asked.
func (h *pageHead) published() (rag.Date, error) {
	var said []string
	for _, t := range h.main {
		said = append(said, texts(t["datePublished"])...)
	}
	for _, name := range publishedNames {
		said = append(said, h.meta[name]...)
	}
	said = append(said, h.marked()...)
	date, err := h.settle(said)
	if date.Known() || errors.Is(err, errDates) {
		return date, err
	}
	for _, said := range [][]string{h.ofPage(), h.hydrated()} {
		if date, err := h.settle(said); err == nil && date.Known() {
			return date, nil
		}
	}
	shown := h.seenDate()
	if weak := h.weak(shown); weak.Known() {
		return weak, nil
	}
	if shown.Known() {
		return shown, nil
	}
	return rag.Date{}, err
}

// ofPage are the dates of publication in linked data that are of the page, or of
// a video with the article's headline.
func (h *pageHead) ofPage() []string {
	var all []string
	for _, t := range h.linked.things {
		switch {
		case slices.Contains(types(t), "WebPage") && len(h.main) == 0:
			all = append(all, texts(t["datePublished"])...)
		case slices.Contains(types(t), "VideoObject") && plainWords(textOfLD(t["name"])) == plainWords(h.said):
			all = append(all, texts(t["uploadDate"])...)
		}
	}
	return all
}

// weak is what <meta> says under weak names where that which readers see, or the
// address, bears it out.
func (h *pageHead) weak(shown rag.Date) rag.Date {
	day, dated := h.addressDay()
	for _, name := range weakNames {
		for _, s := range h.meta[name] {
			d, ok := h.readDate(s)
			switch {
			case !ok:
			case shown.Known() && d.Time.Sub(shown.Time).Abs() <= sameDate,
				!shown.Known() && dated && d.Time.Format(time.DateOnly) == day.Time.Format(time.DateOnly):
				return d
			}
		}
	}
	return rag.Date{}
}

// seenDate is what the lines at the headline say: a <time> first, then what is
// called a date, then what reads as one.
func (h *pageHead) seenDate() rag.Date {
	if h.linked.is("Event") && len(h.main) == 0 {
		return rag.Date{} // is the event's
	}
	for _, said := range [][]string{h.times(), h.labelled()} {
		if shown, err := h.settle(said); err == nil && shown.Known() {
			return shown
		} else if errors.Is(err, errDates) {
			return rag.Date{}
		}
	}
	return h.shownDate()
}

// dateWords are names by which templates call what shows when an article was
// published.
var dateWords = regexp.MustCompile(`(?:^|[\s_-])(?:date|timestamp|pub-?date|published|posted|(?:post|entry|article|story|publish|published|news)[_-]?(?:date|time|on))(?:$|[\s_-])`)

// labelled are dates that the lines at the headline show in elements that are
// called so. What is no date as a whole is none.
func (h *pageHead) labelled() []string {
	var all []string
	for _, l := range h.zone {
		for _, n := range l.elements {
			if len(all) == maxNames || !called(n, markDate) || changed(n) {
				continue
			}
			line, whole := brief(n)
			if _, ok := h.readDate(line); whole && ok && !otherDate.MatchString(line) {
				all = append(all, line)
			}
		}
	}
	return all
}

// settle returns the date that all statements agree on, as the first says it,
// and to the minute where another one says that of the same day.
func (h *pageHead) settle(said []string) (rag.Date, error) {
	var date rag.Date
	var problem error
	for _, s := range said {
		d, ok := h.readDate(s)
		switch {
		case !ok:
			problem = fmt.Errorf("date %q: not understood, so the article stays undated", clip(s))
		case !date.Known():
			date = d
		case d.Time.Sub(date.Time).Abs() > sameDate:
			return rag.Date{}, errDates
		case d.Precision > date.Precision && d.Time.Format(time.DateOnly) == date.Time.Format(time.DateOnly):
			date = d
		}
	}
	if date.Known() {
		problem = nil
	}
	return date, problem
}

// parsePageDate reads a date as pages write it. Midnight to the second is what
// programs write that know only the day.
func parsePageDate(s string) (rag.Date, bool) { return readDate(s, noOrder) }

// readDate reads one with numbers in some order.
func readDate(s string, order numberOrder) (rag.Date, bool) {
	d, ok := parseDate(s)
	if !ok && len(s) <= briefBytes {
		return dateInWords(s, order)
	}
	if hour, minute, second := d.Time.Clock(); ok && d.Precision == rag.ToMinute && hour+minute+second == 0 {
		return rag.Day(d.Time.Date()), true
	}
	return d, ok
}

// marked are the dates of publication that elements are marked with.
func (h *pageHead) marked() []string {
	var all []string
	apart := func(n *html.Node) bool { return n.DataAtom == atom.Aside || n.DataAtom == atom.Nav || besides(n) }
	apartFrom(h.doc, apart, func(n *html.Node) {
		if n.DataAtom != atom.Meta && strings.EqualFold(attr(n, "itemprop"), "datepublished") && ofArticle(n) || n.DataAtom == atom.Time && has(n, "pubdate") || n.DataAtom == atom.Abbr && slices.Contains(strings.Fields(begin(attr(n, "class"))), "published") {
			line, _ := brief(n)
			all = append(all, first(attr(n, "datetime"), attr(n, "content"), attr(n, "title"), line))
		}
	})
	return all
}

// ofArticle reports whether a marked property is of the article, and not of a
// comment or another thing on the page.
func ofArticle(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if has(p, "itemscope") {
			kind := attr(p, "itemtype")
			kind = kind[strings.LastIndexByte(kind, '/')+1:]
			return (isArticle(kind) || kind == "WebPage") && slices.Contains([]string{"", "mainEntity", "blogPost", "mainEntityOfPage"}, attr(p, "itemprop"))
		}
	}
	return true
}

// dateLineWords is the length of a line that only says when and by whom: "By
// Jane Doe and John Smith in Baghdad. Published on 14 March 2025 at 09:30 GMT".
// In a longer one a time is of what is told.
const dateLineWords = 16

// times are those in the lines at the headline that say nothing but when and by
// whom.
func (h *pageHead) times() []string {
	var all []string
	take := func(n *html.Node) {
		if n.DataAtom == atom.Time && !changed(n) && len(all) < maxNames {
			shown, _ := brief(n)
			all = append(all, first(attr(n, "datetime"), attr(n, "content"), shown))
		}
	}
	for _, l := range h.zone {
		if !isCreditLine(l.text) {
			continue
		}
		for _, n := range l.elements {
			take(n)
		}
	}
	return all
}

// scope is the element that holds the article: the only one of its kind, the one
// with the headline, the main part, or the page.
func (h *pageHead) scope() *html.Node {
	var articles, mains []*html.Node
	elements(h.doc, func(n *html.Node) {
		if n.DataAtom == atom.Main {
			mains = append(mains, n)
		}
	})
	apartFrom(h.doc, aside, func(n *html.Node) {
		if n.DataAtom == atom.Article {
			articles = append(articles, n)
		}
	})
	switch {
	case len(articles) == 1:
		return articles[0]
	case h.top != nil:
		return h.top
	case len(mains) == 1:
		return mains[0]
	}
	return h.doc
}

// holds reports whether a node is below another.
func holds(above, n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p == above {
			return true
		}
	}
	return false
}

// aside reports whether what an element holds is not the article.
func aside(n *html.Node) bool {
	return slices.Contains([]atom.Atom{atom.Article, atom.Aside, atom.Nav, atom.Footer}, n.DataAtom) || isForm(n) || besides(n)
}

// changedWithin is how many elements of a line a time stands in at most.
const changedWithin = 8

// changed reports whether a date is that of a change, or of what is told.
func changed(n *html.Node) bool {
	p := n
	for i := 0; i < changedWithin && p != nil && (p == n || !isBlock(p)); i, p = i+1, p.Parent {
		said := strings.ToLower(begin(attr(p, "class")) + " " + begin(attr(p, "itemprop")) + " " + begin(attr(p, "id")))
		if strings.Contains(said, "modif") || strings.Contains(said, "updat") || strings.Contains(said, "event") {
			return true
		}
	}
	label := labelBefore(n)
	other, pub := lastOf(otherDate, label), lastOf(pubDate, label)
	return other >= 0 && other > pub
}

func lastOf(words *regexp.Regexp, s string) int {
	all := words.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return -1
	}
	return all[len(all)-1][0]
}

// labelBefore is the text before an element in its line, back to another date;
// or the line before where that is a label.
func labelBefore(n *html.Node) string {
	label := ""
	for i := 0; i < changedWithin && n != nil; i++ {
		before := n.PrevSibling
		switch {
		case before == nil && (n.Parent == nil || isBlock(n.Parent)):
			return label
		case before == nil:
			n = n.Parent
			continue
		case before.DataAtom == atom.Time || before.DataAtom == atom.Br:
			return label
		}
		text, _ := brief(before)
		if before.Type == html.ElementNode && isBlock(before) {
			if label == "" && before.DataAtom != atom.H1 && !isSubheading(before) && len(strings.Fields(text)) <= labelWords {
				label = text
			}
			return label
		}
		label, n = text+" "+label, before
	}
	return label
}
