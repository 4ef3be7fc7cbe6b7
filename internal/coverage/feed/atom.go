package feed

import (
	"html"
	"slices"
	"strings"

	"github.com/mmcdole/gofeed/atom"
)

// readAtom reads Atom 0.3 and 1.0.
func (f *Feed) readAtom(source string) error {
	a, err := (&atom.Parser{}).Parse(strings.NewReader(source))
	if err != nil {
		return damaged(err)
	}
	f.Kind = Atom
	f.Title = line(a.Title, maxLine)
	f.Link = f.link(linked(a.Links, "alternate"))
	f.Language = tongue(a.Language)
	f.SelfURL = f.link(linked(a.Links, "self"))
	f.Next = f.link(linked(a.Links, "next"))
	f.Hints.Every = every(value(a.Extensions, "sy", "updatePeriod"), value(a.Extensions, "sy", "updateFrequency"))
	for _, e := range a.Entries {
		if !f.add(f.ofAtom(e, a.Authors)) {
			break
		}
	}
	return nil
}

// linked is the address of a relation, one to a page in HTML rather than another.
func linked(links []*atom.Link, rel string) string {
	found := ""
	for _, l := range links {
		if strings.TrimSpace(l.Rel) != rel && (l.Rel != "" || rel != "alternate") {
			continue
		}
		if l.Type == "" || strings.Contains(l.Type, "html") {
			return l.Href
		}
		found = first(found, l.Href)
	}
	return found
}

// ofAtom is an entry of Atom. Where it has no authors those of the feed wrote it.
func (f *Feed) ofAtom(e *atom.Entry, authors []*atom.Person) Item {
	it := Item{
		GUID: cutID(e.ID), Title: line(e.Title, maxLine), Summary: line(e.Summary, maxShort),
		Link: f.link(first(value(e.Extensions, "feedburner", "origLink"), linked(e.Links, "alternate"))),
	}
	if e.Source != nil {
		it.Outlet = line(e.Source.Title, maxLine)
		authors = slices.Concat(e.Source.Authors, authors)
	}
	if len(e.Authors) > 0 {
		authors = e.Authors
	}
	var names []string
	for _, p := range authors {
		names = append(names, p.Name)
	}
	it.Authors = persons(names)
	for _, c := range e.Categories {
		it.Categories = append(it.Categories, first(c.Label, c.Term))
	}
	it.Categories = lines(it.Categories)
	of := first(it.Title, it.GUID, it.Link)
	it.Published = f.date(of, e.Published)
	it.Updated = f.date(of, e.Updated)
	if e.Content != nil && e.Content.Src == "" {
		it.Content = contentOf(e.Content)
		it.Complete = whole(it.Content, it.Summary)
	}
	return it
}

// contentOf is a content as HTML.
func contentOf(c *atom.Content) string {
	switch c.Type {
	case escapedHTML:
		return html.UnescapeString(c.Value)
	case insideXML:
		return c.Value
	}
	return ofText(c.Value)
}

// ofText is a plain text as HTML, a line a paragraph.
func ofText(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		if l = strings.TrimSpace(l); l != "" {
			b.WriteString("<p>" + html.EscapeString(l) + "</p>\n")
		}
	}
	return b.String()
}
