package main

import (
	"errors"
	"fmt"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

type searchCmd struct {
	inquiry
	K     int      `short:"k" default:"10" help:"How many passages at most." placeholder:"N"`
	Batch string   `help:"Search for each line of a JSONL file of {\"id\",\"query\"}." placeholder:"FILE" type:"path"`
	Query []string `arg:"" optional:"" help:"The words to search for."`
}

// Help is shown by 'bot search --help'.
func (searchCmd) Help() string {
	return `Examples:
  bot search pipeline
  bot search -k 3 --since 2025-03-01 "arrests of Syrians"
  bot search --json -k 10 --batch queries.jsonl

The best passage of each article comes first, then second passages.`
}

// maxK bounds how many passages can be asked for.
const maxK = 1000

// Run searches for one query or a file of them.
func (c *searchCmd) Run(s *session) error {
	if c.K < 1 || c.K > maxK {
		return usagef("-k %d: ask for 1 to %d passages", c.K, maxK)
	}
	return c.run(s, errand{theQuery, c.Query, c.Batch, c.search, c.searchLine})
}

func (c *searchCmd) search(s *session, d *desk, q rag.Question) error {
	found, err := c.find(s, d, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.stdout, passagesForm("", q.Text, found))
	}
	s.showPassages(found)
	return nil
}

// searchLine prints a batch's passages; a line that cannot be searched for says so in its place.
func (c *searchCmd) searchLine(s *session, d *desk, line eval.Line) error {
	var found []rag.Passage
	q, err := c.question(theQuery, line)
	if err == nil {
		found, err = c.find(s, d, q)
	}
	form := passagesForm(line.Name(), line.Words(), found)
	form.Error = problem(err)
	return errors.Join(printJSON(s.stdout, form), err)
}

func (c *searchCmd) find(s *session, d *desk, q rag.Question) ([]rag.Passage, error) {
	return d.library.Search(s.ctx, rag.Query{Text: q.Text, Filter: q.Filter, K: c.K, Spread: true})
}

// showPassages prints passages for people.
func (s *session) showPassages(found []rag.Passage) {
	if len(found) == 0 {
		fmt.Fprintln(s.stdout, "Nothing in the coverage fits. Try other words, or see what there is with: bot articles")
		return
	}
	for i := range found {
		p := &found[i]
		if i > 0 {
			fmt.Fprintln(s.stdout)
		}
		fmt.Fprintf(s.stdout, "%s %s %s\n", s.paint.mark(fmt.Sprintf("%d.", i+1)), s.paint.bold(cited(&rag.Source{Article: p.Article, Span: p.Span})),
			s.paint.dim(fmt.Sprintf("(%.2f)", p.Score)))
		fmt.Fprintln(s.stdout, s.paint.wrap(oneLine(p.Text())))
	}
}
