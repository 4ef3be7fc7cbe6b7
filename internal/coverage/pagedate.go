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

// published is when the page says that it was published. Linked data of the
// article come first, then <meta>; a <time> counts only where no other is said.
// An address, a change's date, a copyright's year and the server's clock are
// not asked.
func (h *pageHead) published() (rag.Date, error) {
	var said []string
	for _, t := range h.main {
		said = append(said, texts(t["datePublished"])...)
	}
	for _, name := range publishedNames {
		said = append(said, h.meta[name]...)
	}
	said = append(said, h.marked()...)
	date, err := settle(said)
	if date.Known() || errors.Is(err, errDates) {
		return date, err
	}
	if dates := shownDates(h.leads); len(dates) > 0 && len(h.meta["date"]) > 0 {
		if both, err := settle(append(dates, h.meta["date"]...)); err == nil && both.Known() {
			return both, nil // what readers see says what kind of date the other is
		}
	}
	for _, said := range [][]string{h.times(), h.labelled(), shownDates(h.leads)} {
		if shown, err := settle(said); err == nil && shown.Known() {
			return shown, nil
		}
	}
	return rag.Date{}, err
}

// dateWords are names by which templates call what shows when an article was
// published.
var dateWords = regexp.MustCompile(`(?:^|[\s_-])(?:date|timestamp|pub-?date|published|posted|(?:post|entry|article|story|publish|published|news)[_-]?(?:date|time|on))(?:$|[\s_-])`)

// labelled are dates that the head of the article shows in elements that are
// called so. What is no date as a whole is none.
func (h *pageHead) labelled() []string {
	top := h.scope()
	var all []string
	apartFrom(top, aside, func(n *html.Node) {
		if n == top || len(all) == maxNames || !called(n, markDate) || changed(n) {
			return
		}
		line, whole := brief(n)
		if _, ok := parsePageDate(line); whole && ok {
			all = append(all, line)
		}
	})
	return all
}

// settle returns the date that all statements agree on, as the first says it,
// and to the minute where another one says that of the same day.
func settle(said []string) (rag.Date, error) {
	var date rag.Date
	var problem error
	for _, s := range said {
		d, ok := parsePageDate(s)
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
func parsePageDate(s string) (rag.Date, bool) {
	d, ok := parseDate(s)
	if !ok && len(s) <= briefBytes {
		return dateInWords(s)
	}
	if hour, minute, second := d.Time.Clock(); ok && d.Precision == rag.ToMinute && hour+minute+second == 0 {
		return rag.Day(d.Time.Date()), true
	}
	return d, ok
}

// marked are the dates of publication that elements are marked with.
func (h *pageHead) marked() []string {
	var all []string
	elements(h.doc, func(n *html.Node) {
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

// times are those that the head of the article shows, where there is one head.
func (h *pageHead) times() []string {
	top := h.scope()
	var all []string
	apartFrom(top, aside, func(n *html.Node) {
		if n.DataAtom != atom.Time || changed(n) {
			return
		}
		line := lineOf(n, top)
		said, whole := brief(line)
		if line == top || whole && isCreditLine(said) {
			shown, _ := brief(n)
			all = append(all, first(attr(n, "datetime"), shown))
		}
	})
	return all
}

// lineOf is the block in which an element stands, at most the top.
func lineOf(n, top *html.Node) *html.Node {
	for n.Parent != nil && n != top && !isBlock(n) {
		n = n.Parent
	}
	return n
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

// changed reports whether a time is that of a change.
func changed(n *html.Node) bool {
	p := n
	for i := 0; i < changedWithin && p != nil && (p == n || !isBlock(p)); i, p = i+1, p.Parent {
		said := strings.ToLower(begin(attr(p, "class")) + " " + begin(attr(p, "itemprop")) + " " + begin(attr(p, "id")))
		if strings.Contains(said, "modif") || strings.Contains(said, "updat") {
			return true
		}
	}
	before := n.PrevSibling
	return before != nil && before.Type == html.TextNode && strings.Contains(strings.ToLower(before.Data), "updated")
}
