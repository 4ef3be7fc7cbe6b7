package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

type evalCmd struct {
	JSON     bool     `name:"json" help:"Print one JSON object a case of a question set, a claim of a claim set, and a report of a folder."`
	Verbose  bool     `short:"v" help:"Show each case and claim that went wrong, and each question of a folder whose article was not among the first 10."`
	Articles string   `help:"The articles that claim sets name, in place of the configured coverage; without it, NAME_articles.jsonl beside NAME.jsonl, where that is." placeholder:"FILE" type:"path"`
	Feedback bool     `name:"from-feedback" help:"Print the feedback that people gave on Discord as a question set."`
	Files    []string `arg:"" optional:"" name:"set" help:"Question sets (.jsonl), asked of the configured coverage; claim sets (.jsonl); and folders with corpus, queries and qrels, ranked on their own."`
}

// Help is shown by 'bot eval --help'.
func (evalCmd) Help() string {
	return `A line of a question set is {"id","kind","question","answers":[any of],"files":[any
of]} or {"id","kind","question","refuse":true}; without "files" any source will do,
and "since", "until", "outlet" and "history" are as in a batch of 'bot ask'.

A line of a claim set is {"id","text","articles":[ids],"label","kind","held"}: label
is true where the articles support the text, false where they do not; held is true
for what was kept out of tuning. The articles s1, s2 and so on are the ones that
ship with the bot, where the file or the coverage has none of that id.

A line with "edit":true waits for an editor: it is counted and not scored.
--from-feedback prints such a set, of the feedback in DATA_DIR: what was helpful must
come again, what was wrong is to be as its reader wrote under 'What should it say?', or in
words such as 'should say "..."'; all else is "edit":true, with a "note". Filters of
a question are in its line.

A folder holds corpus.jsonl(.gz), queries.jsonl and qrels*.tsv; its articles are
stored under DATA_DIR once and kept for the next run.

Examples:
  bot eval rag/testdata/seed_questions.jsonl
  bot eval -v rag/testdata/claims.jsonl
  bot eval -v sets/newsqa sets/time
  bot eval --from-feedback > feedback.jsonl`
}

// Run scores each set, or makes one.
func (c *evalCmd) Run(s *session) error {
	if c.Feedback {
		return c.feedback(s)
	}
	if len(c.Files) == 0 {
		return usagef("name a set to score; see 'bot eval --help'")
	}
	for _, path := range c.Files {
		info, err := os.Stat(path)
		if err != nil {
			return usagef("open the set: %v", err)
		}
		score := c.lines
		if info.IsDir() {
			score = c.folder
		}
		if err := score(s, path); err != nil {
			return fmt.Errorf("score %s: %w", path, err)
		}
	}
	return nil
}

// lines scores a file of questions or of claims.
func (c *evalCmd) lines(s *session, path string) error {
	set, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch {
	case len(bytes.TrimSpace(set)) == 0:
		return errors.New("the file is empty: write a question or a claim a line, as 'bot eval --help' shows")
	case eval.HasClaims(set):
		return c.claims(s, path, set)
	case c.Articles != "":
		return errNoClaims
	}
	return c.questions(s, path, set)
}

// errNoClaims says that --articles was given with what does not use it.
var errNoClaims = usagef("--articles is for claim sets, whose lines have a \"label\": leave it out")

// folder scores a retrieval set.
func (c *evalCmd) folder(s *session, path string) error {
	if c.Articles != "" {
		return errNoClaims
	}
	return c.ranking(s, path)
}

// questions asks a question set of the configured coverage.
func (c *evalCmd) questions(s *session, path string, set []byte) error {
	cases, err := eval.ReadCases(bytes.NewReader(set))
	if err != nil {
		return err
	}
	if n := eval.Unfinished(set); n > 0 {
		fmt.Fprintf(s.stderr, "newsdesk: %s: lines that wait for an editor (\"edit\":true) and are not scored: %d\n", oneLine(path), n)
	}
	return withDesk(s, func(d *desk) error {
		outcomes, err := eval.Ask(s.ctx, cases, d.asker(), time.Now)
		if err != nil {
			return err
		}
		if err := eval.Cite(s.ctx, outcomes, d.supports); err != nil {
			return err
		}
		return c.showOutcomes(s, path, outcomes)
	})
}

// asker answers a case as a batch's line is answered.
func (d *desk) asker() eval.Asker {
	return func(ctx context.Context, c eval.Case) (rag.Answer, error) {
		q, err := filterFlags{}.question(theQuestion, c.Line)
		if err != nil {
			return rag.Answer{}, errors.New(err.Error()) // a fault of the set, not of how the command was called
		}
		return d.answerer.Answer(ctx, q)
	}
}

// supports asks the verifier where ALCE asks a model of entailment.
func (d *desk) supports(ctx context.Context, claim string, evidence []rag.Passage) (bool, error) {
	found, err := d.verifier.Verify(ctx, claim, evidence)
	return found.Holds(), err
}
