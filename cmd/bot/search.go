package main

import (
	"fmt"

	"newsdesk/rag"
)

type searchCmd struct {
	JSON  bool   `name:"json" help:"Print one JSON object a line."`
	K     int    `short:"k" default:"10" help:"How many passages at most." placeholder:"N"`
	Batch string `help:"Search for each line of a JSONL file of {\"id\",\"query\"}." placeholder:"FILE" type:"path"`
	filterFlags
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
	if c.Batch != "" && len(c.Query) > 0 {
		return usagef("give a query or --batch, not both")
	}
	if c.K < 1 || c.K > maxK {
		return usagef("-k %d: ask for 1 to %d passages", c.K, maxK)
	}
	filter, err := c.filter()
	if err != nil {
		return err
	}
	var query string
	if c.Batch == "" {
		if query, err = asked("query", c.Query); err != nil {
			return err
		}
	}
	d, err := openDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	if c.Batch != "" {
		return c.batch(s, d)
	}
	found, err := d.library.Search(s.ctx, rag.Query{Text: query, Filter: filter, K: c.K, Spread: true})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.stdout, passagesForm("", query, found))
	}
	s.showPassages(found)
	return nil
}

func (c *searchCmd) batch(s *session, d *desk) error {
	return eachLine(s, c.Batch, func(line batchLine) error {
		found, err := c.searchLine(s, d, line)
		form := passagesForm(string(line.ID), line.text(), found)
		if err != nil {
			form.Error = oneLine(err.Error())
		}
		if printed := printJSON(s.stdout, form); printed != nil {
			return printed
		}
		return err
	})
}

func (c *searchCmd) searchLine(s *session, d *desk, line batchLine) ([]rag.Passage, error) {
	query, err := asked("query", []string{line.text()})
	if err != nil {
		return nil, err
	}
	filter, err := c.overriding(line.filterFlags()).filter()
	if err != nil {
		return nil, err
	}
	return d.library.Search(s.ctx, rag.Query{Text: query, Filter: filter, K: c.K, Spread: true})
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
		fmt.Fprintf(s.stdout, "%s %s %s\n", s.paint.mark(fmt.Sprintf("%d.", i+1)), s.paint.bold(heading(&p.Article)),
			s.paint.dim(fmt.Sprintf("(%.2f)", p.Score)))
		fmt.Fprintln(s.stdout, oneLine(p.Text()))
	}
}
