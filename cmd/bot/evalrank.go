package main

import (
	"context"
	"crypto/sha256"
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
	return c.showReports(s, reports)
}

func (c *evalCmd) showReports(s *session, reports []eval.Report) error {
	if !c.JSON {
		if c.Verbose {
			showMissed(s, reports)
		}
		return eval.Print(s.stdout, reports...)
	}
	for i := range reports {
		if err := printJSON(s.stdout, reportForm(&reports[i])); err != nil {
			return err
		}
	}
	return nil
}

func showMissed(s *session, reports []eval.Report) {
	for _, r := range reports {
		for _, q := range r.Missed() {
			fmt.Fprintf(s.stdout, "%s: %s not among the first 10: %s\n", r.Set, q.ID, oneLine(q.Text))
		}
	}
}

// openSetDesk opens a data directory of the set's own and stores its corpus there.
func openSetDesk(s *session, dir string, set eval.Set) (*desk, error) {
	folder, err := setFolder(dir, set.Name)
	if err != nil {
		return nil, err
	}
	own := *s
	own.config.DataDir = filepath.Join(s.config.DataDir, folder)
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

// setFolder names the data directory of a set. Two sets of one name in
// different places have different ones.
func setFolder(dir, name string) (string, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(path))
	return fmt.Sprintf("eval-%s-%x", name, sum[:4]), nil
}

// stockSet stores the set's corpus, of which what is stored already stays, and
// embeds it. A corpus that cannot be read whole would score too low.
func (d *desk) stockSet(s *session, dir string) error {
	listing, err := coverage.Find(eval.CorpusFile(dir))
	if err != nil {
		return err
	}
	tally, err := d.ingest(s, listing)
	if err := errors.Join(err, tally.failure(), d.library.Sync(s.ctx)); err != nil {
		return err
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

// distinct lists the articles of passages, each once. Articles that a passage
// names as copies of its own are not in the ranking: 'bot search' returns none.
func distinct(found []rag.Passage) []string {
	var ids []string
	seen := map[rag.ArticleID]bool{}
	for i := range found {
		if id := found[i].Article.ID; !seen[id] {
			seen[id] = true
			ids = append(ids, string(id))
		}
	}
	return ids
}
