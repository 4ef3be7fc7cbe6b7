package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

type evalCmd struct {
	JSON    bool     `name:"json" help:"Print one JSON object a case of a question set, and one a report of a folder."`
	Verbose bool     `short:"v" help:"Show each case that went wrong, and each question of a folder whose article was not among the first 10."`
	Files   []string `arg:"" name:"set" help:"Question sets (.jsonl), asked of the configured coverage, and folders with corpus, queries and qrels, ranked on their own."`
}

// Help is shown by 'bot eval --help'.
func (evalCmd) Help() string {
	return `A line of a question set is {"id","kind","question","answers":[any of],"files":[any
of]} or {"id","kind","question","refuse":true}; without "files" any source will do,
and "since", "until", "outlet" and "history" are as in a batch of 'bot ask'. A folder holds corpus.jsonl(.gz),
queries.jsonl and qrels*.tsv; its articles are stored under DATA_DIR once and kept
for the next run.

Examples:
  bot eval rag/testdata/seed_questions.jsonl
  bot eval -v sets/newsqa sets/time`
}

// Run scores each set.
func (c *evalCmd) Run(s *session) error {
	for _, path := range c.Files {
		info, err := os.Stat(path)
		if err != nil {
			return usagef("open the set: %v", err)
		}
		score := c.questions
		if info.IsDir() {
			score = c.ranking
		}
		if err := score(s, path); err != nil {
			return fmt.Errorf("score %s: %w", path, err)
		}
	}
	return nil
}

// questions asks a question set of the configured coverage.
func (c *evalCmd) questions(s *session, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close() // only read
	cases, err := eval.ReadCases(file)
	if err != nil {
		return err
	}
	return withDesk(s, func(d *desk) error {
		outcomes, err := eval.Ask(s.ctx, cases, d.asker(), time.Now)
		if err != nil {
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

func (c *evalCmd) showOutcomes(s *session, path string, outcomes []eval.Outcome) error {
	if c.JSON {
		return printOutcomes(s, outcomes)
	}
	times := make([]time.Duration, len(outcomes))
	for i := range outcomes {
		times[i] = outcomes[i].Took
	}
	fmt.Fprintf(s.stdout, "%s: %d questions, median %.1f ms, 95th percentile %.1f ms\n", path, len(outcomes),
		milliseconds(eval.Percentile(times, 50)), milliseconds(eval.Percentile(times, 95)))
	if c.Verbose {
		showFaults(s, outcomes)
	}
	showTallies(s, outcomes, func(c eval.Case) string { return c.Kind })
	showTallies(s, outcomes, func(c eval.Case) string {
		if c.Refuse {
			return "unanswerable, declined"
		}
		return "answerable, answered"
	})
	return nil
}

func showTallies(s *session, outcomes []eval.Outcome, key func(eval.Case) string) {
	keys, tallies := eval.Count(outcomes, key)
	for _, k := range keys {
		fmt.Fprintf(s.stdout, "  %-24s %s\n", k, tallies[k])
	}
}

func showFaults(s *session, outcomes []eval.Outcome) {
	for _, o := range outcomes {
		if o.Fault != eval.Right {
			fmt.Fprintf(s.stdout, "  %s %s: %s\n    %s\n    %s\n", o.Case.Name(), o.Case.Kind, o.Fault, o.Case.Question,
				oneLine(o.Answer.Text()))
		}
	}
}

func printOutcomes(s *session, outcomes []eval.Outcome) error {
	for i := range outcomes {
		if err := printJSON(s.stdout, outcomeForm(&outcomes[i])); err != nil {
			return err
		}
	}
	return nil
}
