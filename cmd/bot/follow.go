package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/fetch"
	"newsdesk/internal/record"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

var (
	_ sources.Shelf  = (*record.Record)(nil)
	_ sources.Leases = (*record.Record)(nil)
	_ sources.Getter = webGetter{}
	_ sources.Store  = (*follower)(nil)
	_ sources.Reader = (*follower)(nil)
	_ sources.Folder = (*follower)(nil)
)

// follower is what the keeper of sources works with: it reads what comes, and
// stores it.
type follower struct {
	*stockroom
	// changed is called when something was stored or withdrawn, so that the next
	// answer knows; nil: nobody answers here.
	changed func(context.Context) error
}

// newKeeper is the keeper of the sources that are followed.
func newKeeper(r *stockroom, changed func(context.Context) error, watch sources.Observer) *sources.Keeper {
	f := &follower{r, changed}
	return sources.New(sources.Config{
		Shelf: r.record, Leases: r.record, Getter: webGetter{r.web}, Reader: f, Store: f, Folder: f,
		Observer: watch, Log: r.log, Now: time.Now, UserAgent: userAgent,
	})
}

// webGetter asks the web for a source.
type webGetter struct{ web *fetch.Client }

// Get implements sources.Getter.
func (g webGetter) Get(ctx context.Context, r sources.Request) (sources.Response, error) {
	res, err := g.web.Ask(ctx, fetch.Request{URL: r.URL, ETag: r.ETag, LastModified: r.LastModified})
	if failed, ok := errors.AsType[*fetch.Error](err); ok {
		return sources.Response{}, withRemedy(failed.Err) // the address is named already
	} else if err != nil {
		return sources.Response{}, err
	}
	return sources.Response{
		URL: res.URL, Status: res.Status, Body: res.Body, Sent: max(0, int64(len(res.Body))),
		ContentType: res.Header.Get("Content-Type"), ETag: res.Header.Get("ETag"), LastModified: res.Header.Get("Last-Modified"),
		Location: res.Header.Get("Location"), RetryAfter: res.Header.Get("Retry-After"), CacheControl: res.Header.Get("Cache-Control"),
	}, nil
}

// Put implements sources.Store. What a person has withdrawn does not come back by
// a source that still lists it.
func (f *follower) Put(ctx context.Context, s sources.Source, articles []rag.Article) (added, changed int, err error) {
	var fit []rag.Article
	for i := range articles {
		a := articles[i].For(s.Audience)
		if err := rag.CheckID(&a); err != nil {
			f.log.Warn("an article of a source cannot be stored", "source", s.ID, "err", err)
			continue
		}
		a.Imported = time.Now()
		fit = append(fit, a)
	}
	outcomes, err := rag.Store{Record: f.record, Unasked: true}.Add(ctx, fit)
	if err != nil {
		return 0, 0, err
	}
	var t tally
	t.count(outcomes)
	return t.Added, t.Replaced, f.tell(ctx, t.Added+t.Replaced)
}

// Withdraw implements sources.Store. An article that its site takes away comes back
// if the site has it again.
func (f *follower) Withdraw(ctx context.Context, s sources.Source, id rag.ArticleID) error {
	id = rag.IDFor(s.Audience, id)
	if err := f.record.Retract(ctx, id); err != nil {
		return err
	}
	f.log.Info("an article was withdrawn by its site", "article", id, "source", s.ID)
	return f.tell(ctx, 1)
}

// tell has those who answer know that articles changed, n of them.
func (f *follower) tell(ctx context.Context, n int) error {
	if n == 0 || f.changed == nil {
		return nil
	}
	if err := f.changed(ctx); err != nil {
		f.log.Warn("what a source brought is stored, and found by the next look at the record", "err", err)
	}
	return nil
}

// Changed implements sources.Folder. Files of kinds that are not read are passed over.
func (f *follower) Changed(ctx context.Context, s sources.Source, paths []string) (added, changed int, err error) {
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return !coverage.Reads(path) })
	listing, missing := coverage.Find(paths...)
	in := intake{
		stockroom: f.stockroom, session: &session{ctx: ctx, world: world{stderr: io.Discard}},
		unasked: true, audience: s.Audience, bar: &bar{}, began: time.Now(),
	}
	for _, err := range unjoined(missing) {
		in.fail(err)
	}
	t, err := in.run(inputs{Listing: listing}) //nolint:contextcheck // its session holds ctx
	if err != nil {
		return t.Added, t.Replaced, fmt.Errorf("read the folder %s: %w", s.Address, err)
	}
	if err := f.tell(ctx, t.Added+t.Replaced); err != nil || len(t.unread) == 0 {
		return t.Added, t.Replaced, err
	}
	return t.Added, t.Replaced, sources.Unread(t.unread)
}

// Removed implements sources.Folder. A file that is taken out of a folder leaves
// its article: many folders are cleared of what was read. 'bot articles remove'
// withdraws.
func (f *follower) Removed(context.Context, sources.Source, []string) (withdrawn int, err error) {
	return 0, nil
}
