package feed

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of what is looked for in a page.
const (
	headBytes = 512 << 10 // of the page, in which its links to feeds are
	maxFeeds  = 20
)

// feedTypes are the media types of feeds. Plain JSON is mostly none.
var feedTypes = []string{"application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml", "application/xml", "text/xml"}

// Discover returns the addresses of the feeds that a page in HTML names as its
// own, in its order, absolute against where the page is. Feeds of comments come
// last.
func Discover(page, address string) []string {
	f := Feed{URL: address}
	var found, comments []string
	z := html.NewTokenizer(strings.NewReader(page[:min(len(page), headBytes)]))
	for len(found)+len(comments) < maxFeeds {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		if kind != html.StartTagToken && kind != html.SelfClosingTagToken {
			continue
		}
		switch t := z.Token(); {
		case t.DataAtom == atom.Base:
			f.rebase(attr(t, "href"))
		case t.DataAtom == atom.Link && isFeed(t):
			to := f.link(attr(t, "href"))
			switch {
			case to == "" || slices.Contains(found, to) || slices.Contains(comments, to):
			case strings.Contains(strings.ToLower(to+attr(t, "title")), "comments"):
				comments = append(comments, to)
			default:
				found = append(found, to)
			}
		}
	}
	return append(found, comments...)
}

// rebase takes another address against which links are meant.
func (f *Feed) rebase(to string) {
	if u, err := url.Parse(f.link(to)); err == nil && u.Host != "" {
		f.URL = u.String()
	}
}

// isFeed reports whether a <link> is to a feed.
func isFeed(t html.Token) bool {
	rel := strings.Fields(strings.ToLower(attr(t, "rel")))
	media, _, _ := strings.Cut(strings.ToLower(attr(t, "type")), ";")
	return slices.Contains(rel, "alternate") && slices.Contains(feedTypes, strings.TrimSpace(media))
}

func attr(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}
