package coverage

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"newsdesk/rag"
)

// Content is an article that comes in HTML without a page around it, as in a
// feed, with what is known of it.
type Content struct {
	HTML      string
	URL       string // of its page, "" for none
	Title     string
	Outlet    string
	Byline    string
	Published rag.Date
	Languages []string // said of it, the nearest first
}

// ParseContent makes an article of a content: its text as ParsePage has it,
// without what readers do not see, links to other articles and lines that the
// programs of sites add. It has the id that its page has.
func ParseContent(c Content) (rag.Article, error) {
	if len(c.HTML) > maxPage {
		return rag.Article{}, errPageSize
	}
	doc, err := parseBounded(c.HTML)
	if err != nil {
		return rag.Article{}, err
	}
	prune(doc)
	a := rag.Article{
		Title: cut(oneLine(tidy(c.Title)), titleMost), Outlet: cut(oneLine(tidy(c.Outlet)), outletRunes), Byline: cut(oneLine(tidy(c.Byline)), byMost),
		Published: c.Published, Body: withoutAdded(paragraphs(doc)),
	}
	if u, err := url.Parse(c.URL); err == nil && canonicalURL(c.URL) != "" {
		a.URL = untracked(u)
	}
	if len(strings.Fields(a.Body)) < minWords {
		return rag.Article{}, errNoStory
	}
	a.Language = claimed(c.Languages, a.Body)
	if err := complete(&a); err != nil {
		return rag.Article{}, err
	}
	return a, nil
}

// added are lines that programs of sites put into the text of their feeds.
var added = regexp.MustCompile(`(?i)^(?:the post .{1,400} (?:appeared first|first appeared) on .{1,200}|.{1,300} yazısı ilk önce .{1,200} ortaya çıktı\.?|` +
	`ظهرت المقالة .{1,400} أولا[ًَ]? على .{1,200}|نوشته .{1,300} اولین بار در .{1,200}|l[’'e]\s?article .{1,300} est apparu en premier sur .{1,200}|` +
	`(?:continue reading|read more|read the (?:full|original) (?:story|article)|source|comments?|اقرأ المزيد|المزيد|lire la suite|devamını oku)\s*[.:…»→]*)$`)

// withoutAdded leaves out such lines at the end of a text.
func withoutAdded(body string) string {
	parts := strings.Split(body, "\n\n")
	for len(parts) > 0 && added.MatchString(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, "\n\n")
}

// PlainText is the text of a piece of HTML in one line, without scripts and the
// like. It takes time in proportion to the length, whatever is in it.
func PlainText(source string) string {
	if !strings.ContainsAny(source, "<&") {
		return oneLine(tidy(source))
	}
	var b strings.Builder
	unseen := atom.Atom(0)
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return oneLine(tidy(b.String()))
		case html.TextToken:
			if unseen == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			if a := atom.Lookup(name); a == atom.Script || a == atom.Style || a == atom.Noscript {
				unseen = a
			} else if !slices.Contains(inline, a) {
				b.WriteByte(' ')
			}
		case html.EndTagToken:
			if name, _ := z.TagName(); atom.Lookup(name) == unseen {
				unseen = 0
			} else if !slices.Contains(inline, atom.Lookup(name)) {
				b.WriteByte(' ')
			}
		case html.SelfClosingTagToken:
			b.WriteByte(' ')
		}
	}
}

// Charsets are what is said of how a text is written, "" for nothing.
type Charsets struct {
	Header   string // by the server
	Stated   string // by the text itself
	Language string // of the text, from which an old habit follows
}

// Decode returns a text in UTF-8. What is UTF-8 throughout is taken for that
// whatever is said. The error says what to do with a text whose charset nobody
// can tell.
func Decode(data []byte, c Charsets) (string, error) {
	return decode(data, charsets{header: c.Header, meta: c.Stated, lang: c.Language})
}

// ParseDate reads a date as pages and feeds write it, and reports whether it
// understood it beyond doubt. Midnight to the second is taken for the day.
func ParseDate(s string) (rag.Date, bool) { return parsePageDate(s) }
