package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/eval"
	"newsdesk/rag"
	"newsdesk/rag/text"
	"newsdesk/seeds"
)

// claims checks a claim set against the articles that it names.
func (c *evalCmd) claims(s *session, path string, set []byte) error {
	claims, err := eval.ReadClaims(bytes.NewReader(set))
	if err != nil {
		return err
	}
	evidence, err := c.evidence(s, path, claims)
	if err != nil {
		return err
	}
	outcomes, err := eval.CheckClaims(s.ctx, claims, evidence.checker(), time.Now)
	if err != nil {
		return err
	}
	if c.JSON {
		return printEach(s, outcomes, claimOutcomeForm)
	}
	return c.showClaims(s, path, outcomes)
}

// evidence is the articles that the claims of a set name, by those names.
type evidence map[string]rag.Passage

// add takes an article whole.
func (e evidence) add(name string, a rag.Article) {
	e[name] = rag.Passage{Article: a, Span: text.Span{Start: a.Prose, End: len(a.Body)}}
}

// checker checks a claim against the articles that it names, and no others.
func (e evidence) checker() eval.Checker {
	var verifier rag.Verifier
	return func(ctx context.Context, c eval.LabelledClaim) (rag.Finding, error) {
		passages := make([]rag.Passage, len(c.Articles))
		for i, id := range c.Articles {
			passages[i] = e[id]
		}
		return verifier.Verify(ctx, c.Text, passages)
	}
}

// evidence gathers the articles of a claim set: from a file where there is one,
// which leaves the coverage alone, else from the coverage.
func (c *evalCmd) evidence(s *session, path string, claims []eval.LabelledClaim) (evidence, error) {
	shipped, err := shippedArticles(s)
	if err != nil {
		return nil, err
	}
	if file := c.articlesFile(path); file != "" {
		if err := shipped.read(s, file); err != nil {
			return nil, err
		}
		return shipped, shipped.complete(claims, "in "+file+"; add what is missing, or name another file with --articles")
	}
	err = withDesk(s, func(d *desk) error { return shipped.fetch(s, d, claims) })
	if err != nil {
		return nil, err
	}
	return shipped, shipped.complete(claims, "in the coverage; store what is missing with 'bot ingest', or name its file with --articles")
}

// articlesFile is the file of the articles of a claim set, "" for the coverage.
func (c *evalCmd) articlesFile(path string) string {
	if c.Articles != "" {
		return c.Articles
	}
	beside := strings.TrimSuffix(path, filepath.Ext(path)) + "_articles.jsonl"
	if _, err := os.Stat(beside); err != nil {
		return ""
	}
	return beside
}

// shippedArticles are the articles that ship with the bot, which claim sets
// call s1, s2 and so on.
func shippedArticles(s *session) (evidence, error) {
	listing, err := coverage.FindFS(seeds.FS())
	if err != nil {
		return nil, err
	}
	e := evidence{}
	return e, eachArticle(s, listing, func(a rag.Article) { e.add(fmt.Sprint("s", len(e)+1), a) })
}

// read takes the articles of a file or folder. One that cannot be read whole
// would make claims look unsupported.
func (e evidence) read(s *session, file string) error {
	listing, err := coverage.Find(file)
	if err != nil {
		return err
	}
	return eachArticle(s, listing, func(a rag.Article) { e.add(string(a.ID), a) })
}

// eachArticle calls do for each article of a listing, up to the first that
// cannot be read.
func eachArticle(s *session, listing coverage.Listing, do func(rag.Article)) error {
	reader := coverage.Reader{Warn: func(err error) { fmt.Fprintln(s.stderr, "newsdesk: warning:", oneLine(err.Error())) }}
	for article, err := range reader.Articles(listing.Sources...) {
		if err := errors.Join(err, s.ctx.Err()); err != nil {
			return err
		}
		do(article)
	}
	return nil
}

// fetch takes the articles that claims name from the coverage, those that it has.
func (e evidence) fetch(s *session, d *desk, claims []eval.LabelledClaim) error {
	asked := map[string]bool{}
	for _, c := range claims {
		for _, id := range c.Articles {
			if asked[id] {
				continue
			}
			asked[id] = true
			a, err := d.library.Article(s.ctx, rag.ArticleID(id))
			if err == nil {
				e.add(id, a)
			} else if !errors.Is(err, rag.ErrNotFound) {
				return err
			}
		}
	}
	return nil
}

// namedMissing is how many missing articles an error names.
const namedMissing = 5

// complete is an error where claims name an article that is not there; where
// says where not, and what to do.
func (e evidence) complete(claims []eval.LabelledClaim, where string) error {
	var missing []string
	for _, c := range claims {
		for _, id := range c.Articles {
			if _, there := e[id]; !there && !slices.Contains(missing, id) {
				missing = append(missing, id)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	named := strings.Join(missing[:min(len(missing), namedMissing)], ", ")
	if more := len(missing) - namedMissing; more > 0 {
		named += fmt.Sprintf(" and %d more", more)
	}
	return fmt.Errorf("find the claims' articles: %s: not %s", oneLine(named), where)
}
