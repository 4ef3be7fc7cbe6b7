package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/coverage/feed"
	"newsdesk/internal/fetch"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

// Read implements sources.Reader: what a response holds decides how it is read, for
// a list of a site's maps lists maps, and a page may have become a feed.
func (f *follower) Read(ctx context.Context, s sources.Source, found sources.Found) (sources.Batch, error) {
	listing := isListing(found.Body, found.ContentType)
	switch own := found.Item.URL == "" && found.Item.Key == ""; {
	case listing:
		return f.listing(s, found)
	case own && (s.Kind == sources.Feed || s.Kind == sources.Sitemap):
		return sources.Batch{}, errNoListing
	}
	return f.page(ctx, s, found)
}

// What is not taken in place of what was there.
var (
	errNoListing = errors.New("it is a page, and no feed or map of a site; if it is to be followed as a page, remove it and add it anew")
	errReplaced  = errors.New("another text stands in the place of its article, such as a wall or an error; the stored one is kept")
)

// isListing reports whether a body is a feed or a map of a site rather than a page.
func isListing(body []byte, contentType string) bool {
	head := bytes.TrimSpace(bytes.TrimPrefix(body[:min(len(body), 1024)], []byte("\ufeff")))
	contentType = strings.ToLower(contentType)
	switch {
	case bytes.HasPrefix(head, []byte("<?xml")) && !bytes.Contains(bytes.ToLower(head), []byte("<html")),
		bytes.HasPrefix(head, []byte("<rss")), bytes.HasPrefix(head, []byte("<feed")), bytes.HasPrefix(head, []byte("<rdf:RDF")),
		bytes.HasPrefix(head, []byte("<urlset")), bytes.HasPrefix(head, []byte("<sitemapindex")):
		return true
	case bytes.HasPrefix(head, []byte("{")):
		return strings.Contains(contentType, "feed+json") || bytes.Contains(head, []byte("jsonfeed.org/version"))
	}
	return strings.Contains(contentType, "rss") || strings.Contains(contentType, "atom+xml")
}

// listing reads a feed or a map.
func (f *follower) listing(s sources.Source, found sources.Found) (sources.Batch, error) {
	read, err := feed.Parse(found.Body, found.URL, found.ContentType)
	if err != nil {
		return sources.Batch{}, cause(err)
	}
	for _, w := range read.Warnings {
		f.log.Info("a part of a feed was left out", "source", s.ID, "err", w)
	}
	b := sources.Batch{Hints: sources.Hints{Every: max(read.Hints.TTL, read.Hints.Every), SkipHours: read.Hints.SkipHours, SkipDays: read.Hints.SkipDays}}
	for _, m := range read.Maps {
		b.Items = append(b.Items, sources.Item{URL: m.URL, Version: m.Updated.String()})
	}
	for i := range read.Items {
		b.Items = append(b.Items, f.item(&read.Items[i], read))
	}
	return b, nil
}

// item is what a feed lists, with its article where the feed has it whole.
func (f *follower) item(it *feed.Item, of feed.Feed) sources.Item {
	item := sources.Item{Key: it.GUID, URL: it.Link, Version: version(it), Published: it.Published.Time}
	a, err := feed.Article(*it, of)
	if err != nil {
		return item // its page is read
	}
	a = f.reader(it.Link).Checked(a)
	item.Article = &a
	return item
}

// reader reads what came from an address, and has the log know what is left out.
func (f *follower) reader(address string) coverage.Reader {
	return coverage.Reader{Now: time.Now, Warn: func(err error) { f.log.Info("a part of an article was left out", "url", address, "err", err) }}
}

// version changes when what a feed says of an item does.
func version(it *feed.Item) string {
	sum := sha256.Sum256([]byte(strings.Join([]string{it.Title, it.Updated.String(), it.Published.String(), it.Summary}, "\x00")))
	return hex.EncodeToString(sum[:8])
}

// page reads the articles of a page. What is found in place of a stored article, and
// is no later version of it, is not taken.
func (f *follower) page(ctx context.Context, s sources.Source, found sources.Found) (sources.Batch, error) {
	var b sources.Batch
	var wrong []error
	for a, err := range f.reader(found.URL).Page(coverage.Page{URL: found.URL, ContentType: found.ContentType, Body: found.Body}) {
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		old, err := f.record.ByID(ctx, rag.IDFor(s.Audience, a.ID))
		switch {
		case err != nil && !errors.Is(err, rag.ErrNotFound):
			return b, err
		case err == nil && !rag.Succeeds(&old, &a):
			return b, errReplaced
		}
		b.Items = append(b.Items, sources.Item{Key: string(a.ID), Article: &a})
	}
	if len(b.Items) == 0 && len(wrong) > 0 {
		return b, cause(wrong[0])
	}
	return b, nil
}

// cause is what an error says of an address that is named already.
func cause(err error) error {
	if e, ok := errors.AsType[*coverage.FileError](err); ok {
		return e.Err
	}
	if e := errors.Unwrap(err); e != nil {
		return e
	}
	return err
}

// kindAt finds out what is at an address, by asking for it.
func (r *stockroom) kindAt(ctx context.Context, address string) (sources.Kind, error) {
	got, err := r.web.Get(ctx, fetch.Request{URL: address})
	if err != nil {
		return "", withRemedy(err)
	}
	if isListing(got.Body, got.ContentType) {
		read, err := feed.Parse(got.Body, got.URL, got.ContentType)
		switch {
		case err != nil:
			return "", fmt.Errorf("read %s: %w", address, cause(err))
		case read.Kind == feed.Sitemap || read.Kind == feed.Index:
			return sources.Sitemap, nil
		}
		return sources.Feed, nil
	}
	var wrong error
	for _, err := range (coverage.Reader{}).Page(pageOf(got)) {
		if err == nil {
			return sources.Page, nil
		}
		wrong = err
	}
	if feeds := feed.Discover(string(got.Body), got.URL); len(feeds) > 0 {
		return "", fmt.Errorf("read %s: it is no article; it names these feeds, of which one can be followed: %s", address, strings.Join(feeds, ", "))
	}
	if wrong == nil {
		wrong = errors.New("it holds no article")
	}
	return "", fmt.Errorf("read %s: %w", address, cause(wrong))
}
