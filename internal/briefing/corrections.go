package briefing

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/rag"
)

// Citing is something that was posted, with the sentences that it rests on as they
// then stood.
type Citing struct {
	Kind   string // "answer" or "briefing"
	ID     string
	Where  string // the channel or reader that was told
	Title  string // the question, or what the briefing is called
	At     time.Time
	Quotes []Quoted
}

// Quoted is a cited sentence.
type Quoted struct {
	Article rag.ArticleID
	Title   string // of the article
	Words   string
}

// Correction is something that was posted and that rests on what no longer stands.
type Correction struct {
	Citing
	Stale []Stale
}

// Stale is a cited sentence that its article has no more.
type Stale struct {
	Quoted
	Withdrawn bool
	// Instead is the sentence that stands in its place, nil where none does.
	Instead *rag.Source
}

// Posted calls visit with what was posted, in any order.
type Posted func(ctx context.Context, visit func(Citing) error) error

// Corrections lists what was posted and rests on sentences that their articles no
// longer have: these were changed or withdrawn. The latest comes first.
func (d *Desk) Corrections(ctx context.Context, all ...Posted) ([]Correction, error) {
	var found []Correction
	pages := map[rag.ArticleID]*rag.Article{}
	for _, posted := range append([]Posted{d.briefings}, all...) {
		err := posted(ctx, func(c Citing) error {
			stale, err := d.stale(ctx, pages, c.Quotes)
			if len(stale) > 0 {
				found = append(found, Correction{c, stale})
			}
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("look for what no longer stands: %w", err)
		}
	}
	slices.SortStableFunc(found, func(a, b Correction) int { return b.At.Compare(a.At) })
	return found, nil
}

// stale are those of some sentences that no longer stand. Articles that were read
// are kept in pages; one that was withdrawn is nil there.
func (d *Desk) stale(ctx context.Context, pages map[rag.ArticleID]*rag.Article, quotes []Quoted) ([]Stale, error) {
	var all []Stale
	for _, q := range quotes {
		a, read := pages[q.Article]
		if !read {
			now, err := d.Library.Article(ctx, q.Article)
			if err != nil && !withdrawn(err) {
				return nil, err
			}
			if err == nil {
				a = &now
			}
			pages[q.Article] = a
		}
		switch {
		case a == nil:
			all = append(all, Stale{Quoted: q, Withdrawn: true})
		case !strings.Contains(a.Body, q.Words):
			all = append(all, Stale{Quoted: q, Instead: insteadOf(a, q.Words)})
		}
	}
	return all, nil
}

// briefings are the briefings that were told.
func (d *Desk) briefings(ctx context.Context, visit func(Citing) error) error {
	return d.Shelf.Docs(ctx, toldKept, "", func(doc Doc) error {
		var t Telling
		if err := json.Unmarshal(doc.Body, &t); err != nil {
			return fmt.Errorf("%s: %w", doc.Key, err)
		}
		if t.Form != tellingForm {
			return nil
		}
		channel, _, _ := strings.Cut(doc.Key, "/")
		c := Citing{Kind: "briefing", ID: doc.Key, Where: channel, Title: "Briefing of " + t.At.Format("2 January 2006"), At: t.At}
		for _, s := range t.Said {
			c.Quotes = append(c.Quotes, Quoted{s.Article, s.Title, s.Quote})
		}
		return visit(c)
	})
}
