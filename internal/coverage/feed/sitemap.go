package feed

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxValue bounds one value of a map, in bytes. What is longer is cut.
const maxValue = 8 << 10

// A mapReader reads a map of a site, an element at a time.
type mapReader struct {
	feed  *Feed
	path  []string // of the open elements
	text  strings.Builder
	entry map[string]string // what is said of the present address, by path
}

// readMap reads a map of a site, or a list of maps.
func (f *Feed) readMap(source string) error {
	f.Kind = Sitemap
	r := mapReader{feed: f}
	d := xml.NewDecoder(strings.NewReader(source))
	d.Strict = false
	for more := true; more; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			r.path = append(r.path, called(t.Name))
			r.text.Reset()
			if len(r.path) == 2 {
				r.entry = map[string]string{}
			}
		case xml.CharData:
			r.text.Write(t[:min(len(t), maxValue-min(maxValue, r.text.Len()))])
		case xml.EndElement:
			more = r.end()
		}
	}
	return nil
}

// called is an element's name, with what it is of: an image's title is none of
// the news.
func called(n xml.Name) string {
	switch space := strings.ToLower(n.Space); {
	case strings.Contains(space, "sitemap-news"), space == "news":
		return "news:" + strings.ToLower(n.Local)
	case space == "", strings.Contains(space, "sitemaps.org"), strings.Contains(space, "google.com/schemas/sitemap/0."):
		return strings.ToLower(n.Local)
	}
	return "other:" + strings.ToLower(n.Local)
}

// end ends an element, and reports whether to go on.
func (r *mapReader) end() bool {
	if len(r.path) == 0 {
		return true
	}
	const entry, news = 2, 5
	path := strings.Join(r.path[:min(len(r.path), news)], "/")
	text := strings.ToValidUTF8(strings.TrimSpace(r.text.String()), "")
	r.text.Reset()
	depth := len(r.path)
	r.path = r.path[:depth-1]
	switch {
	case depth == entry && path == "urlset/url":
		return r.address()
	case depth == entry && path == "sitemapindex/sitemap":
		return r.site()
	case depth > entry && depth <= news && text != "" && r.entry[path] == "":
		r.entry[path] = text
	}
	return true
}

// address takes an address of a map.
func (r *mapReader) address() bool {
	of := func(name string) string { return r.entry["urlset/url/"+name] }
	f := r.feed
	it := Item{
		Link: f.link(of("loc")), Title: line(of("news:news/news:title"), maxLine),
		Outlet: line(of("news:news/news:publication/news:name"), maxLine), Language: tongue(of("news:news/news:publication/news:language")),
	}
	if it.Link == "" {
		f.warn("address %q: left out, not one of the web", clip(of("loc")))
		return true
	}
	it.GUID = it.Link
	if keywords := of("news:news/news:keywords"); keywords != "" {
		it.Categories = lines(strings.Split(keywords, ","))
	}
	it.Published = f.date(it.Link, of("news:news/news:publication_date"))
	it.Updated = f.date(it.Link, of("lastmod"))
	if len(f.Items) == maxAddress {
		f.warn("has more than %d addresses; the others are left out", maxAddress)
		return false
	}
	f.Items = append(f.Items, it)
	return true
}

// site takes a map that a list of maps names.
func (r *mapReader) site() bool {
	f := r.feed
	f.Kind = Index
	m := Map{URL: f.link(r.entry["sitemapindex/sitemap/loc"])}
	if m.URL == "" {
		f.warn("map %q: left out, not an address of the web", clip(r.entry["sitemapindex/sitemap/loc"]))
		return true
	}
	m.Updated = f.date(m.URL, r.entry["sitemapindex/sitemap/lastmod"])
	if len(f.Maps) == maxAddress {
		f.warn("lists more than %d maps; the others are left out", maxAddress)
		return false
	}
	f.Maps = append(f.Maps, m)
	return true
}
