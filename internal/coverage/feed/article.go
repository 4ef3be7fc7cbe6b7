package feed

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// Why an item makes no article. Its page has to be read instead.
var (
	ErrTeaser    = errors.New("the feed does not have all of it; its page does")
	ErrElsewhere = errors.New("its page is on another site than the feed, whose word does not count for it; read the page")
)

// Article makes an article of an item that the feed has whole. It has the id
// that its page has, so that both are one article. The error is ErrTeaser or
// ErrElsewhere where the page has to be read instead, or says what is wrong with
// the text.
func Article(it Item, f Feed) (rag.Article, error) {
	fail := func(err error) (rag.Article, error) {
		return rag.Article{}, fmt.Errorf("read item %q: %w", clip(first(it.Title, it.Link, it.GUID)), err)
	}
	switch {
	case !it.Complete:
		return fail(ErrTeaser)
	case it.Link != "" && !coverage.SameSite(it.Link, f.URL):
		return fail(ErrElsewhere)
	}
	outlet := first(it.Outlet, f.Outlet())
	a, err := coverage.ParseContent(coverage.Content{
		HTML: it.Content, URL: it.Link, Title: it.Title, Outlet: outlet, Published: it.Published,
		Byline:    strings.Join(slices.DeleteFunc(slices.Clone(it.Authors), func(name string) bool { return strings.EqualFold(name, outlet) }), ", "),
		Languages: []string{it.Language, f.Language},
	})
	if err != nil {
		return fail(err)
	}
	return a, nil
}

// Words that the names of feeds have beside the outlet's.
var (
	between  = regexp.MustCompile(`\s+[-–—|»•·:/]+\s+|:\s+|\s*»\s*`)
	feedWord = regexp.MustCompile(`(?i)\s+(?:rss(?: feeds?)?|(?:news )?feeds?|atom feed)$`)
)

// Outlet is who publishes the feed, as its title says it: of several parts the
// one that is the site's name or begins with it, where there is such, and else
// all but the word "feed".
func (f Feed) Outlet() string {
	u, err := url.Parse(first(f.Link, f.URL))
	if err != nil {
		u = &url.URL{}
	}
	host := strings.Split(strings.ToLower(u.Hostname()), ".")
	title := feedWord.ReplaceAllString(f.Title, "")
	for _, part := range between.Split(title, -1) {
		begin, _, _ := strings.Cut(strings.TrimSpace(part), " ")
		for _, name := range []string{letters(part), letters(begin)} {
			if name != "" && slices.Contains(host[:max(0, len(host)-1)], name) {
				return strings.TrimSpace(part)
			}
		}
	}
	return strings.TrimSpace(title)
}

// letters are the letters and digits of a name, as a host's name has them.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
