// Package feed reads what tells of a site's new articles: RSS of all versions,
// Atom and JSON feeds, maps of a site and lists of maps. Parse says what is
// listed; Article makes an article of an item whose text the feed has whole;
// Discover names the feeds of a page. The package fetches nothing, keeps
// nothing and knows no clock: whether a date lies in the future is asked by
// those who have one.
//
// What a feed does not say stays empty. Everything in a feed is of outside make:
// size, depth, number and cost of what is read are bounded, and a link to
// anything but a page of the web is left out.
package feed

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/rag"
)

// A Kind is a format.
type Kind string

// The formats that are read. An Index lists maps of a site, and no articles.
const (
	RSS     Kind = "rss"
	Atom    Kind = "atom"
	JSON    Kind = "json"
	Sitemap Kind = "sitemap"
	Index   Kind = "index"
)

// A Feed is what was read of one.
type Feed struct {
	Kind     Kind
	URL      string // from which it came
	Title    string // as the feed has it; mostly the outlet's name
	Link     string // the site's page, "" where it names none
	Language string // BCP 47, "" where it says none
	SelfURL  string // under which the feed wants to be known
	Next     string // where older items are, "" at the end
	Hints    Hints
	Gone     bool // says of itself that nothing more will come
	Items    []Item
	Maps     []Map // of an Index
	// Warnings say what was left out, at most maxWarnings of them.
	Warnings []error
}

// Hints are what a feed says of how often it is worth asking for.
type Hints struct {
	TTL       time.Duration  // how long a copy stays good, 0 for not said
	Every     time.Duration  // how often it changes, 0 for not said
	SkipHours []int          // of the day in UTC, 0 to 23
	SkipDays  []time.Weekday // in UTC
}

// An Item is an article that a feed lists.
type Item struct {
	GUID       string
	Link       string // absolute, of http or https, or ""
	Title      string // plain text in one line
	Outlet     string // where the item names one that need not be the feed's
	Authors    []string
	Published  rag.Date
	Updated    rag.Date
	Language   string // where the item says one of its own
	Content    string // HTML, "" where there is none
	Summary    string // plain text in one line
	Categories []string
	// Complete says that Content is the whole article beyond doubt. Where it
	// is false the page has to be read.
	Complete bool
}

// A Map is a map of a site that an Index lists.
type Map struct {
	URL     string
	Updated rag.Date
}

// Bounds. The largest feeds of outlets have 5 MB and 1,000 items, a news map at
// most 1,000 and any map 50,000 addresses by their standards.
const (
	maxBytes    = 32 << 20
	maxItems    = 10_000
	maxAddress  = 50_000
	maxWarnings = 20
)

var (
	errSize  = fmt.Errorf("is larger than %d MB; no feed is", maxBytes>>20)
	errEmpty = errors.New("is empty, and no feed")
)

// A NotFeedError says that something else was served in place of a feed.
type NotFeedError struct {
	What  string   // "a page in HTML"
	Feeds []string // the addresses of feeds that it names
}

func (e *NotFeedError) Error() string {
	if len(e.Feeds) > 0 {
		return "is " + e.What + ", not a feed; it names these feeds: " + strings.Join(e.Feeds, ", ")
	}
	return "is " + e.What + ", not a feed, and names none; give the address of its feed"
}

// Parse reads a feed that came from an address, with the content type that the
// server sent, "" for none. The error says what it is instead, or what is wrong
// with it; a part that cannot be used is left out, and Feed.Warnings says so.
// It keeps the order of the items, and the first maxItems of them.
func Parse(data []byte, address, contentType string) (Feed, error) {
	source, err := decode(data, contentType)
	if err != nil {
		return Feed{}, fmt.Errorf("parse feed: %w", err)
	}
	f := Feed{URL: address}
	if err := f.read(source); err != nil {
		return Feed{}, fmt.Errorf("parse feed: %w", err)
	}
	f.finish()
	return f, nil
}

// read reads a feed in the format that it is in.
func (f *Feed) read(source string) error {
	if strings.HasPrefix(source, "{") {
		return f.readJSON(source)
	}
	root, begin := rootOf(source)
	switch root {
	case "html":
		return &NotFeedError{What: "a page in HTML", Feeds: Discover(source, f.URL)}
	case "":
		return &NotFeedError{What: "a text that begins with " + fmt.Sprintf("%q", clip(source))}
	}
	tidy, err := rewrite(source[begin:])
	if err != nil {
		return err
	}
	switch root {
	case "feed":
		return f.readAtom(tidy)
	case "urlset", "sitemapindex":
		return f.readMap(tidy)
	}
	return f.readRSS(tidy)
}

// warn notes what was left out.
func (f *Feed) warn(format string, args ...any) {
	if len(f.Warnings) < maxWarnings {
		f.Warnings = append(f.Warnings, fmt.Errorf(format, args...))
	}
}

// clip shortens a value for a message.
func clip(s string) string {
	const most = 40
	if r := []rune(s[:min(len(s), 4*most+4)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
