package coverage

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag"
)

// A pageHead is what a page says of itself, besides its text.
type pageHead struct {
	doc    *html.Node
	at     *url.URL            // nil for a file
	meta   map[string][]string // what <meta> says, by name in lower case
	linked linked
	lang   string
	title  string // of the window
	h1     []string
	rel    string  // the canonical address
	links  float64 // the share of the page's letters that are in links

	main    []thing         // the linked articles that are this one
	sites   map[string]bool // the names that the site shows as its own
	top     *html.Node      // the <article> with the headline, nil for none
	leads   []string        // the pieces of the lines under the headline
	heading *html.Node      // that shows the headline, nil for none
	zone    []headLine      // the lines at the headline
	said    string          // the headline
	order   *numberOrder    // of dates in numbers, nil where it was not looked for
	low     string          // all the page's text, in lower case
	looks   []heading       // nil where they were not looked for
}

// readPage gathers what is said all over the page.
func readPage(doc *html.Node, at *url.URL) *pageHead {
	h := &pageHead{doc: doc, at: at, meta: map[string][]string{}}
	elements(doc, func(n *html.Node) {
		switch n.DataAtom {
		case atom.Html:
			h.lang = first(h.lang, attr(n, "lang"), attr(n, "xml:lang"))
		case atom.Title:
			if n.Parent != nil && n.Parent.DataAtom == atom.Head {
				h.title = first(h.title, textOf(n))
			}
		case atom.H1:
			if line, _ := brief(n); !holdsBlocks(n) {
				h.h1 = append(h.h1, line)
			}
		case atom.Link:
			if slices.Contains(strings.Fields(strings.ToLower(attr(n, "rel"))), "canonical") {
				h.rel = first(h.rel, attr(n, "href"))
			}
		case atom.Meta:
			h.addMeta(n)
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") {
				h.linked.add(raw(n))
			}
		}
	})
	h.sites = h.siteNames()
	h.unlink()
	h.main = h.mine()
	return h
}

func (h *pageHead) addMeta(n *html.Node) {
	value := oneLine(tidy(attr(n, "content")))
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		if name := strings.ToLower(attr(n, key)); name != "" && value != "" && (key != "itemprop" || ofArticle(n)) {
			h.meta[name] = append(h.meta[name], value)
		}
	}
}

// of is the first that <meta> says under some names.
func (h *pageHead) of(names ...string) string {
	for _, name := range names {
		if v := h.meta[name]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// mine are the linked articles that are the page's own: the only one, or those
// with its address, or its headline. Pages name others too, as what to read next.
func (h *pageHead) mine() []thing {
	all := h.linked.articles()
	if len(all) == 0 || len(all) == 1 && !h.isOther(all[0]) {
		return all
	}
	own := canonicalURL(first(h.canonical(), h.address()))
	headline := plainWords(first(h.of("og:title"), h.onlyHeading(), h.title))
	for _, same := range []func(thing) bool{
		func(t thing) bool { return own != "" && slices.Contains(addresses(t), own) },
		func(t thing) bool { return headline != "" && plainWords(textOfLD(t["headline"])) == headline },
	} {
		if mine := slices.DeleteFunc(slices.Clone(all), func(t thing) bool { return !same(t) }); len(mine) > 0 {
			return mine
		}
	}
	return nil
}

// isOther reports whether the page's only linked article is another one: with
// another address, and a headline that the page does not have.
func (h *pageHead) isOther(t thing) bool {
	at, headline := addresses(t), plainWords(textOfLD(t["headline"]))
	if len(at) == 0 || headline == "" || h.at == nil {
		return false
	}
	for _, own := range []string{h.rel, h.of("og:url"), h.address()} {
		if u, err := h.at.Parse(own); err == nil && own != "" && slices.Contains(at, canonicalURL(u.String())) {
			return false
		}
	}
	for _, s := range append(slices.Clone(h.h1), h.title, h.of("og:title")) {
		if s = plainWords(s); s != "" && (strings.Contains(s, headline) || strings.Contains(headline, s)) {
			return false
		}
	}
	return true
}

// addresses are those that a thing says are its own, in one form.
func addresses(t thing) []string {
	var all []string
	page, _ := t["mainEntityOfPage"].(thing)
	for _, s := range []string{textOfLD(t["url"]), textOfLD(t["@id"]), textOfLD(t["mainEntityOfPage"]), textOfLD(page["@id"]), textOfLD(page["url"])} {
		s, _, _ = strings.Cut(s, "#")
		if c := canonicalURL(s); c != "" {
			all = append(all, c)
		}
	}
	return all
}

// linkedText is the first text that the page's linked article has by a name.
func (h *pageHead) linkedText(name string) string {
	for _, t := range h.main {
		if s := textOfLD(t[name]); s != "" {
			return s
		}
	}
	return ""
}

// linkedNames are the first names that it has so.
func (h *pageHead) linkedNames(name string) []string {
	for _, t := range h.main {
		if all := h.linked.names(t[name]); len(all) > 0 {
			return all
		}
	}
	return nil
}

// onlyHeading is the page's only first-level heading that is not the site's name.
func (h *pageHead) onlyHeading() string {
	only := ""
	for _, s := range h.h1 {
		if h.sites[siteKey(s)] || s == "" {
			continue
		}
		if only != "" {
			return ""
		}
		only = s
	}
	return only
}

// outlet is who publishes the page. The name of the host is nobody's name.
func (h *pageHead) outlet() string {
	return cut(first(first(h.linkedNames("publisher")...), h.marks("publisher"), h.of("og:site_name", "dc.publisher", "citation_journal_title"), h.titledOutlet()), outletRunes)
}

// Bounds, in runes, of what is shown in a line: a headline of two lines of print
// has 150, and no outlet's or writer's name comes near the others.
const (
	titleMost   = 300
	outletRunes = 100
	byMost      = 200
)

// headline is the article's title, without the outlet's name beside it. What is
// written for those who share it comes after what its readers see.
func (h *pageHead) headline(outlet string) string {
	title := ""
	shared := []string{h.of("og:title"), h.of("twitter:title"), h.of("parsely-title", "sailthru.title"), h.of("dc.title")}
	said := append([]string{h.whole(h.linkedText("headline")), h.seenHeading(), h.shownPart(outlet, append(shared, h.title)...)}, shared...)
	said = append(said, h.onlyHeading())
	if !h.tells(outlet) {
		said = append(said, h.looksHeading())
	}
	for _, s := range append(said, h.title) {
		if title = withoutOutlet(s, outlet); title != "" && siteKey(title) != siteKey(outlet) {
			return cut(title, titleMost)
		}
	}
	return cut(first(h.second(), title), titleMost)
}

// headingWords is how many words a heading has at least that is no name of a
// section.
const headingWords = 4

// seenHeading is the page's heading where it is one of an article.
func (h *pageHead) seenHeading() string {
	if s := h.onlyHeading(); len(strings.Fields(s)) >= headingWords {
		return s
	}
	return ""
}

// second is the first second-level heading, of pages whose title is the site's.
func (h *pageHead) second() string {
	found := ""
	apartFrom(h.doc, besides, func(n *html.Node) {
		if n.DataAtom == atom.H2 && found == "" && !besides(n) {
			found, _ = brief(n)
		}
	})
	return found
}

// byline is who wrote it. A site that gives itself as the writer names nobody.
func (h *pageHead) byline(outlet string) string {
	var names []string
	for _, said := range [][]string{h.linkedNames("author"), h.meta["author"], h.meta["article:author"], h.meta["dc.creator"], h.meta["parsely-author"], h.meta["sailthru.author"], h.meta["citation_author"], h.meta["cxenseparse:author"],
		h.credited(), shownWriters(h.leads), h.calledWriters()} {
		for _, name := range said {
			name = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(name, "By "), "by "))
			if name != "" && !strings.Contains(name, "://") && !strings.HasPrefix(name, "@") && !strings.EqualFold(name, outlet) && !isAccount(name) && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	return cut(strings.Join(names, ", "), byMost)
}

// isAccount reports whether a name is that of an account, which programs of sites
// give where no writer is named.
func isAccount(name string) bool {
	return slices.Contains([]string{"admin", "administrator", "super user", "root", "editor", "webmaster", "staff", "user"}, strings.ToLower(name))
}

// language is what the page says of its language, unless its letters tell of
// another: templates are copied from language to language.
func (h *pageHead) language(body string) string {
	return claimed([]string{h.linkedText("inLanguage"), h.lang, h.of("og:locale", "content-language", "dc.language")}, body)
}

// claimed is the first language that is said of a text and can be written in its
// letters, unless they leave no doubt.
func claimed(all []string, body string) string {
	if told := language(body); told != "" {
		return told
	}
	for _, said := range all {
		code, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(said, "_", "-")), "-")
		if n := len(code); n >= 2 && n <= 3 && strings.Trim(code, "abcdefghijklmnopqrstuvwxyz") == "" && code != "und" && fits(code, body) {
			return code
		}
	}
	return ""
}

// cut shortens a line to so many runes.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:most-1])) + "…"
}

// fits reports whether a language can be written in a text's letters, as far as
// it is known: those of Arabic script in no other and no other in it.
func fits(code, body string) bool {
	inArabic := slices.Contains([]string{"ar", "fa", "ur", "ckb", "ps", "ug", "sd"}, code)
	share := arabicShare(body)
	return inArabic && share > arabicText || !inArabic && (share < 1-arabicText || code == "ku" || code == "az")
}

// arabicText is the share of letters in Arabic script that a text in it has.
// Names in Latin letters are the rest.
const arabicText = 0.5

// article is the article but for its text and its language.
func (h *pageHead) article() (a rag.Article, warnings []error) {
	a.Outlet = h.outlet()
	a.Title = h.headline(a.Outlet)
	heading := h.headingOf(a.Title)
	h.heading = heading
	h.said, h.top, h.leads, h.zone = a.Title, articleOf(heading), lead(heading), headZone(heading)
	a.Byline = h.byline(a.Outlet)
	a.URL = first(h.canonical(), h.address())
	var warning error
	if a.Published, warning = h.published(); warning != nil {
		warnings = append(warnings, warning)
	}
	return a, warnings
}
