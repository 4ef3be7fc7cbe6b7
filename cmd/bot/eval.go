package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

type evalCmd struct {
	JSON    bool     `name:"json" help:"Print one JSON object a case."`
	Verbose bool     `short:"v" help:"Show each case that went wrong."`
	Files   []string `arg:"" name:"set" help:"Question sets (.jsonl), asked of the configured coverage, and folders with corpus, queries and qrels, ranked on their own."`
}

// Help is shown by 'bot eval --help'.
func (evalCmd) Help() string {
	return `A line of a question set is {"id","kind","question","answers":[any of],"files":[any
of]} or {"id","kind","question","refuse":true}. A folder holds corpus.jsonl(.gz),
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
	d, err := openDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	outcomes, err := eval.AskAll(s.ctx, cases, func(ctx context.Context, q string) (rag.Answer, error) {
		return d.answerer.Answer(ctx, rag.Question{Text: q})
	}, time.Now)
	if err != nil {
		return err
	}
	return c.showOutcomes(s, path, outcomes)
}

func (c *evalCmd) showOutcomes(s *session, path string, outcomes []eval.Outcome) error {
	if c.JSON {
		return printOutcomes(s, outcomes)
	}
	fmt.Fprintf(s.stdout, "%s: %d questions\n", path, len(outcomes))
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
			fmt.Fprintf(s.stdout, "  %s %s: %s\n    %s\n    %s\n", o.Case.ID, o.Case.Kind, o.Fault, o.Case.Question,
				oneLine(o.Answer.Text()))
		}
	}
}

func printOutcomes(s *session, outcomes []eval.Outcome) error {
	for _, o := range outcomes {
		form := struct {
			ID     string     `json:"id"`
			Kind   string     `json:"kind"`
			Right  bool       `json:"right"`
			Fault  eval.Fault `json:"fault"`
			Millis float64    `json:"ms"`
			Answer answerJSON `json:"answer"`
		}{o.Case.ID, o.Case.Kind, o.Fault == eval.Right, o.Fault, milliseconds(o.Took), answerForm(o.Case.ID, &o.Answer)}
		if err := printJSON(s.stdout, form); err != nil {
			return err
		}
	}
	return nil
}
