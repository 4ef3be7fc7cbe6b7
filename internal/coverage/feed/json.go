package feed

import (
	"errors"
	"fmt"
	"strings"

	"github.com/mmcdole/gofeed/json"
)

// maxValues bounds the values of a JSON feed; one of 10,000 items has 150,000.
const maxValues = 500_000

var (
	errValues = fmt.Errorf("has more than %d values; no feed has", maxValues)
	errNoJSON = errors.New("is JSON, but no feed: it has neither a title nor items")
)

// readJSON reads a JSON feed.
func (f *Feed) readJSON(source string) error {
	if values(source) > maxValues {
		return errValues
	}
	j, err := (&json.Parser{}).Parse(strings.NewReader(source))
	if err != nil {
		return damaged(err)
	}
	if j.Title == "" && j.Items == nil && !strings.Contains(j.Version, "jsonfeed") {
		return errNoJSON
	}
	f.Kind = JSON
	f.Title = line(j.Title, maxLine)
	f.Link = f.link(j.HomePageURL)
	f.Language = tongue(j.Language)
	f.SelfURL = f.link(j.FeedURL)
	f.Next = f.link(j.NextURL)
	f.Gone = j.Expired
	for _, it := range j.Items {
		if it != nil && !f.add(f.ofJSON(it, named(j.Authors, j.Author))) {
			break
		}
	}
	return nil
}

// values counts what begins an object, a list or a further value of one.
func values(source string) int {
	n, quoted := 0, false
	for i := 0; i < len(source); i++ {
		switch c := source[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case !quoted && (c == '{' || c == '[' || c == ','):
			n++
		}
	}
	return n
}

// named are the names of authors, of version 1.1 or else of 1.0.
func named(authors []*json.Author, author *json.Author) []string {
	var names []string
	for _, a := range append(authors, author) {
		if a != nil {
			names = append(names, a.Name)
		}
	}
	return names
}

// ofJSON is an item of a JSON feed. Its own address comes before that of what
// it points to: the text is of the former.
func (f *Feed) ofJSON(j *json.Item, authors []string) Item {
	it := Item{
		GUID: cutID(j.ID), Title: line(j.Title, maxLine), Summary: line(j.Summary, maxShort), Content: j.ContentHTML,
		Link: f.link(first(j.URL, j.ExternalURL)), Language: tongue(j.Language), Categories: lines(j.Tags),
	}
	if it.Link == "" && strings.Contains(it.GUID, "://") {
		it.Link = f.link(it.GUID)
	}
	if own := named(j.Authors, j.Author); len(own) > 0 {
		authors = own
	}
	it.Authors = persons(authors)
	if it.Content == "" {
		it.Content = ofText(j.ContentText)
	}
	of := first(it.Title, it.GUID, it.Link)
	it.Published = f.date(of, j.DatePublished)
	it.Updated = f.date(of, j.DateModified)
	it.Complete = whole(it.Content, it.Summary)
	return it
}
