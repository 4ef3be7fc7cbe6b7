package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/fetch"
	"newsdesk/rag"
)

// userAgent tells sites who asks, and why.
const userAgent = "Newsdesk/1 (reads an article for a newsroom that asked for it)"

// newWeb is how pages of the web are got.
func newWeb(c config) *fetch.Client {
	return fetch.New(fetch.Config{UserAgent: userAgent, Policy: fetch.Policy{Allow: c.FetchAllow}, Now: time.Now})
}

// inputs are what coverage is read from: files and pages.
type inputs struct {
	coverage.Listing
	pages []string // addresses
}

// none reports whether there is nothing to read.
func (i inputs) none() bool { return len(i.Sources) == 0 && len(i.pages) == 0 }

// find lists the files behind paths as coverage.Find does, and the addresses
// among them.
func find(paths []string) (inputs, error) {
	var from inputs
	var files []string
	var errs []error
	for _, path := range paths {
		switch {
		case !coverage.IsAddress(path):
			files = append(files, path)
		case fetch.Check(path) != nil:
			errs = append(errs, fetch.Check(path))
		case !slices.Contains(from.pages, path):
			from.pages = append(from.pages, path)
		}
	}
	listing, err := coverage.Find(files...)
	from.Listing = listing
	return from, errors.Join(append(errs, unjoined(err)...)...)
}

// readPages gets the pages, one after another, and takes their articles.
func (in *intake) readPages(from inputs, reader coverage.Reader) error {
	for _, address := range from.pages {
		if isTerminal(in.stderr) {
			in.bar.say(in.stderr, "newsdesk: reading "+oneLine(address))
		}
		if err := in.readPage(in.ctx, address, reader); err != nil || in.ctx.Err() != nil {
			return err // of the end of ctx whoever reads tells
		}
	}
	return nil
}

// errUnread is that of a page of which what could not be read was named.
var errUnread = errors.New("it could not be read")

// readPage gets a page and takes its articles. One that cannot be read is named.
func (in *intake) readPage(ctx context.Context, address string, reader coverage.Reader) error {
	page, err := in.web.Get(ctx, fetch.Request{URL: address})
	before, listing := in.Failed, err == nil && isListing(page.Body, page.ContentType)
	if listing {
		err = in.readListing(ctx, address)
	}
	switch {
	case in.ctx.Err() != nil: // whoever reads pages tells
	case err != nil:
		in.fail(err)
		in.bar.say(in.stderr, "newsdesk: "+oneLine(withRemedy(err).Error()))
	case !listing:
		if err := in.readAll(reader.Page(pageOf(page)), func(rag.ArticleID) {}); err != nil {
			return err
		}
	}
	if in.Failed > before {
		in.unread[address] = errUnread // whatever address it was at in the end
	}
	return nil
}

// pageOf is a page as coverage reads it.
func pageOf(p fetch.Page) coverage.Page {
	return coverage.Page{URL: p.URL, ContentType: p.ContentType, Body: p.Body}
}

// withRemedy adds what who runs the bot can do about a page that is not public.
func withRemedy(err error) error {
	if errors.Is(err, fetch.ErrNotPublic) {
		return fmt.Errorf("%w; if that place is yours, name its network in FETCH_ALLOW", err)
	}
	return err
}
