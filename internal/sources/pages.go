package sources

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/rag"
)

// queue has the pages of items got, and those of items that are whole looked at.
// It returns the items that it took, all but those for which there was no room.
func (k *Keeper) queue(ctx context.Context, t taking, fresh []Item) ([]Item, error) {
	room, err := k.pageRoom(ctx, t.source.ID, len(fresh))
	if err != nil {
		return nil, err
	}
	var taken []Item
	var told []jobKey
	defer func() { k.tell(told...) }()
	for _, item := range fresh {
		address, err := webAddress(item.URL)
		if err != nil || t.depth > maxDepth || t.source.Kind == Page && item.Article != nil {
			taken = append(taken, item) // has no page of its own
			continue
		}
		if room--; room < 0 {
			continue
		}
		if err := k.enqueue(ctx, t, item, address); err != nil {
			return taken, err
		}
		taken = append(taken, item)
		told = append(told, jobKey{t.source.ID, pageKey(t.source.ID, address)})
	}
	return taken, nil
}

// enqueue writes the document of an item's page, unless it is there and of the
// same version.
func (k *Keeper) enqueue(ctx context.Context, t taking, item Item, address string) error {
	key := pageKey(t.source.ID, address)
	now, chance := k.c.Now(), k.c.Rand()
	err := k.c.Shelf.UpdateDoc(ctx, keptPages, key, func(old *Doc) (*Doc, error) {
		p := page{Source: t.source.ID, URL: address, Depth: t.depth, Followed: t.followed}
		if old != nil {
			stored, err := decode[page](*old)
			if err == nil && stored.Version == bounded(item.Version) && stored.Watch == (item.Article != nil) {
				return old, nil
			}
			if errors.Is(err, errNewer) {
				return nil, err
			}
			if err == nil {
				p = stored
			}
		}
		p.listed(item, now, chance)
		body, err := encode(p)
		return &Doc{Body: body, Expires: p.expires(now)}, err
	})
	if err != nil {
		return fmt.Errorf("queue a page of %s: %w", t.source.ID, err)
	}
	return nil
}

// pageRoom is for how many more pages of a source there is room. Where there is
// not enough, pages that are looked at no more are forgotten.
func (k *Keeper) pageRoom(ctx context.Context, id ID, wanted int) (int, error) {
	n := 0
	var done []string
	err := k.c.Shelf.Docs(ctx, keptPages, string(id)+"/", func(doc Doc) error {
		if n++; n+wanted > MaxPages {
			if p, err := decode[page](doc); err != nil || p.Due.IsZero() {
				done = append(done, doc.Key)
			}
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("count the pages of %s: %w", id, err)
	}
	for _, key := range done {
		if n+wanted <= MaxPages {
			break
		}
		if err := k.drop(ctx, keptPages, key); err != nil {
			return 0, fmt.Errorf("forget a page of %s: %w", id, err)
		}
		n--
	}
	return MaxPages - n, nil
}

// visitPage asks for a page that is due, and notes what came of it.
func (k *Keeper) visitPage(ctx context.Context, key jobKey) error {
	leave, err := k.turn(ctx, "page "+key.page)
	if err != nil {
		return err
	}
	defer leave()
	p, ok, err := lookUp[page](ctx, k, keptPages, key.page)
	if err != nil || !ok || p.Due.IsZero() || p.Due.After(k.c.Now()) {
		return err
	}
	e, err := k.entry(ctx, key.source)
	if errors.Is(err, ErrUnknown) {
		return k.drop(ctx, keptPages, key.page)
	}
	if err != nil || !e.status().Active() {
		return err
	}
	before := p.Version
	took, err := k.askPage(ctx, e.Source, &p)
	if err != nil {
		return err
	}
	if err := k.keepPage(ctx, p, before); err != nil {
		return err
	}
	k.observe(took)
	return k.countPage(ctx, e, p, took)
}

// askPage asks for a page and takes in what came. Its error is our own.
func (k *Keeper) askPage(ctx context.Context, s Source, p *page) (Took, error) {
	out := Took{Source: s.ID}
	ans, err := k.ask(ctx, p.URL, &request{source: s.ID, what: AskedPage, etag: p.ETag, modified: p.LastModified, again: p.Sum != ""})
	now, chance := k.c.Now(), k.c.Rand()
	var t *trouble
	switch {
	case errors.As(err, &t):
		if p.failed(t, now, chance) {
			out.Withdrawn, err = k.withdraw(ctx, s, p.Articles)
			return out, err
		}
		return out, nil
	case err != nil:
		return out, err
	}
	if !p.worked(ans, now, chance) {
		return out, nil
	}
	b, err := k.read(ctx, s, Found{ans.Response, p.item()})
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	if err != nil {
		p.unread(err.Error())
		return out, nil
	}
	return out, k.takePage(ctx, s, p, b, &out)
}

// takePage takes in what a page holds: articles, or a list of other pages.
func (k *Keeper) takePage(ctx context.Context, s Source, p *page, b Batch, out *Took) error {
	var articles []rag.Article
	var ids []rag.ArticleID
	var listed []Item
	for _, item := range b.Items {
		if item.Article == nil {
			listed = append(listed, item)
			continue
		}
		articles = append(articles, *item.Article)
		ids = append(ids, item.Article.ID)
	}
	var err error
	if out.Added, out.Changed, err = k.putAll(ctx, s, articles); err != nil {
		return err
	}
	if lag := k.lag(p.item()); p.Followed && out.Added > 0 && lag > 0 {
		out.Lags = []time.Duration{lag}
	}
	p.Articles = ids[:min(len(ids), maxHeld)]
	if len(listed) == 0 {
		return nil
	}
	took, err := k.takeIn(ctx, taking{source: s, items: listed, depth: p.Depth + 1, followed: p.Followed})
	if took.left > 0 {
		p.unread(fmt.Sprintf("%d of the pages that it lists wait until there is room", took.left))
		p.Due = k.c.Now().Add(longer(missAgain, k.c.Rand()*spread))
	}
	return err
}

// keepPage writes a page's document after a visit. Where its source listed another
// version meanwhile, that is not lost.
func (k *Keeper) keepPage(ctx context.Context, p page, before string) error {
	err := k.c.Shelf.UpdateDoc(ctx, keptPages, p.docKey(), func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, nil // its source was removed
		}
		if stored, err := decode[page](*old); err == nil && stored.Version != before {
			p.Version, p.Published, p.First, p.Due, p.Look = stored.Version, stored.Published, stored.First, stored.Due, stored.Look
		}
		body, err := encode(p)
		return &Doc{Body: body, Expires: p.expires(k.c.Now())}, err
	})
	if err != nil {
		return fmt.Errorf("keep what came of %s: %w", p.URL, err)
	}
	return nil
}

// countPage notes in the source what came of a page.
func (k *Keeper) countPage(ctx context.Context, e entry, p page, t Took) error {
	note := noteOf(e.State.Note, p)
	if note == e.State.Note && t.Added+t.Changed+t.Withdrawn == 0 {
		return nil
	}
	_, err := k.change(ctx, e.Source.ID, func(e *entry) error {
		e.State.Note = noteOf(e.State.Note, p)
		e.State.Added, e.State.Changed, e.State.Withdrawn = e.State.Added+t.Added, e.State.Changed+t.Changed, e.State.Withdrawn+t.Withdrawn
		return nil
	})
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	return err
}

// noteOf is a source's note after a page of it was asked for: of the pages that
// could not be had it names one until that is mended.
func noteOf(note string, p page) string {
	const about = "of its pages, "
	mine := about + clip(p.URL) + " could not be had: "
	switch {
	case p.Why == "" && strings.HasPrefix(note, mine):
		return ""
	case p.Why != "" && (!strings.HasPrefix(note, about) || strings.HasPrefix(note, mine)):
		return clip(mine + p.Why)
	}
	return note
}
