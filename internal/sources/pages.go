package sources

import (
	"context"
	"errors"
	"fmt"
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
		p := page{Source: t.source.ID, Life: t.source.life, URL: address, Depth: t.depth, Followed: t.followed}
		if old != nil {
			stored, err := decode[page](*old)
			ours := err == nil && stored.Life == p.Life
			if ours && stored.lists(item) {
				return old, nil
			}
			if errors.Is(err, errNewer) {
				return nil, err
			}
			if ours {
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
	if errors.Is(err, ErrUnknown) || err == nil && e.Source.life != p.Life {
		return k.dropOver(ctx, keptPages, key.page, func(life string) bool { return life == p.Life })
	}
	if err == nil && !e.status().Active() {
		k.tell(jobKey{source: key.source}) // or the line has it asked for over and over
		return nil
	}
	if err != nil {
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
	if err := k.still(ctx, s); err != nil {
		return out, err
	}
	b, err := k.read(ctx, s, Found{ans.Response, p.item()})
	if ctx.Err() != nil {
		return out, ctx.Err()
	}
	if err == nil && len(b.Items) == 0 && len(p.Articles) > 0 {
		err = errNoArticle
	}
	if err != nil {
		p.unread(clip(err.Error()) + stays(p.Articles))
		return out, nil
	}
	return out, k.takePage(ctx, pageTaking{s, p, ans, b}, &out)
}

// pageTaking is a page that was had, and what it holds.
type pageTaking struct {
	source Source
	page   *page
	answer answer
	batch  Batch
}

// takePage takes in what a page holds: articles, or a list of other pages.
func (k *Keeper) takePage(ctx context.Context, t pageTaking, out *Took) error {
	s, p := t.source, t.page
	var articles []rag.Article
	var ids []rag.ArticleID
	var listed []Item
	for _, item := range t.batch.Items {
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
	former := formerly{source: s, address: p.URL, articles: p.Articles, page: p.docKey()}
	if p.Articles, out.Withdrawn, err = k.former(ctx, former, t.answer, ids); err != nil || len(listed) == 0 {
		return err
	}
	took, err := k.takeIn(ctx, taking{source: s, items: listed, depth: p.Depth + 1, followed: p.Followed})
	p.Why = ofList(len(listed), took.left)
	p.Partly = p.Why != ""
	if took.left > 0 {
		p.unread(p.Why)
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
		stored, err := decode[page](*old)
		if err == nil && stored.Life != p.Life {
			return old, nil // it was removed and added anew
		}
		if err == nil && stored.Version != before {
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
	_, err := k.changeOf(ctx, e.Source, func(s *State) {
		s.Note = noteOf(s.Note, p)
		s.Added, s.Changed, s.Withdrawn = s.Added+t.Added, s.Changed+t.Changed, s.Withdrawn+t.Withdrawn
	})
	if errors.Is(err, ErrUnknown) {
		return nil
	}
	return err
}
