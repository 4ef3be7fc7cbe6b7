package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"newsdesk/internal/coverage"
	"newsdesk/internal/eval"
	"newsdesk/rag"
)

// rankDepth is how many articles a ranking is scored on.
const rankDepth = 100

// misspellingSeed makes the misspelt variant of a set the same each time.
const misspellingSeed = 1

// ranking scores retrieval over a set's own corpus, stored beside the coverage.
func (c *evalCmd) ranking(s *session, dir string) error {
	set, err := eval.LoadSet(dir)
	if err != nil {
		return err
	}
	d, err := openSetDesk(s, dir, set)
	if err != nil {
		return err
	}
	defer d.close()
	runs := []struct {
		name  string
		set   eval.Set
		words bool
	}{
		{"", set, false},
		{", words alone", set, true},
		{"", eval.Misspelt(set, misspellingSeed), false},
	}
	var reports []eval.Report
	for _, r := range runs {
		report, err := eval.Rank(s.ctx, r.set, d.ranker(r.words))
		if err != nil {
			return err
		}
		report.Set += r.name
		reports = append(reports, report)
	}
	return eval.Print(s.stdout, reports...)
}

// openSetDesk opens a data directory of the set's own and stores its corpus there.
func openSetDesk(s *session, dir string, set eval.Set) (*desk, error) {
	own := *s
	own.config.DataDir = filepath.Join(s.config.DataDir, "eval-"+set.Name)
	d, err := openEmptyDesk(&own)
	if err != nil {
		return nil, err
	}
	if err := d.stockSet(&own, dir); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

func (d *desk) stockSet(s *session, dir string) error {
	if d.library.Chunks() == 0 {
		corpus, err := filepath.Glob(filepath.Join(dir, "corpus.jsonl*"))
		if err != nil || len(corpus) == 0 {
			return errors.Join(errors.New("no corpus.jsonl or corpus.jsonl.gz"), err)
		}
		listing, err := coverage.Find(corpus...)
		if err != nil {
			return err
		}
		if _, err := d.ingest(s, listing); err != nil {
			return err
		}
	}
	return d.fill(s)
}

func (d *desk) ranker(wordsOnly bool) eval.Ranker {
	return func(ctx context.Context, question string) ([]string, error) {
		found, err := d.library.Search(ctx, rag.Query{Text: question, K: rankDepth, Spread: true, WordsOnly: wordsOnly})
		if err != nil {
			return nil, fmt.Errorf("search: %w", err)
		}
		return distinct(found), nil
	}
}

// distinct lists the articles of passages, each once, copies after their original.
func distinct(found []rag.Passage) []string {
	var ids []string
	seen := map[rag.ArticleID]bool{}
	for i := range found {
		for _, id := range append([]rag.ArticleID{found[i].Article.ID}, found[i].Copies...) {
			if !seen[id] {
				seen[id] = true
				ids = append(ids, string(id))
			}
		}
	}
	return ids
}
