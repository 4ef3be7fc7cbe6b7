package sources

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"newsdesk/rag"
)

// maxHeld bounds how many articles of a page are remembered, to be withdrawn with
// it: a live blog has one, a page with several stories a few.
const maxHeld = 64

// withFormer are the articles of a page with those that it had before: all of them
// are withdrawn with it.
func withFormer(now, before []rag.ArticleID) []rag.ArticleID {
	all := slices.Clone(now)
	for _, id := range before {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all[:min(len(all), maxHeld)]
}

// formerly is a page with the articles that it had until now.
type formerly struct {
	source   Source
	address  string
	articles []rag.ArticleID
	page     string // the key of its document; "": it is the source itself
}

// former returns which articles to remember of a page that now has others, and how
// many it withdrew: where a page had one article and now has another, that is the
// same article under another name, and the old one would be there twice. Where it
// has or had several, one that is missing may only have left a list; and where the
// page led elsewhere for now, that may be a wall. Those stay.
func (k *Keeper) former(ctx context.Context, was formerly, ans answer, now []rag.ArticleID) ([]rag.ArticleID, int, error) {
	same := ans.URL == was.address || ans.moved == ans.URL
	if !same || len(now) != 1 || len(was.articles) != 1 || now[0] == was.articles[0] {
		return withFormer(now, was.articles), 0, nil
	}
	other, err := k.elsewhere(ctx, was)
	if err != nil || other {
		return now, 0, err
	}
	n, err := k.withdraw(ctx, was.source, was.articles)
	return now, n, err
}

// elsewhere reports whether another page of the source has a page's old article.
func (k *Keeper) elsewhere(ctx context.Context, was formerly) (bool, error) {
	found := errors.New("found")
	err := k.c.Shelf.Docs(ctx, keptPages, string(was.source.ID)+"/", func(doc Doc) error {
		p, err := decode[page](doc)
		if err == nil && doc.Key != was.page && p.Life == was.source.life && slices.Contains(p.Articles, was.articles[0]) {
			return found
		}
		return nil
	})
	if errors.Is(err, found) {
		return true, nil
	}
	if err != nil {
		return false, fmt.Errorf("look through the pages of %s: %w", was.source.ID, err)
	}
	return false, nil
}

// succeed has the articles that a visit found on a page that is a source follow
// those that it had.
func (k *Keeper) succeed(ctx context.Context, e entry, v *visited) error {
	if e.Source.Kind != Page || len(v.articles) == 0 {
		return nil
	}
	was := formerly{source: e.Source, address: e.status().address(), articles: e.State.Articles}
	var err error
	v.articles, v.took.withdrawn, err = k.former(ctx, was, v.answer, v.articles)
	return err
}
