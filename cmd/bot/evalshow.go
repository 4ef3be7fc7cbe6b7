package main

import (
	"fmt"

	"newsdesk/internal/eval"
)

// showOutcomes prints how a question set was answered.
func (c *evalCmd) showOutcomes(s *session, path string, outcomes []eval.Outcome) error {
	if c.JSON {
		return printEach(s, outcomes, outcomeForm)
	}
	sum := eval.Summarise(outcomes)
	fmt.Fprintf(s.stdout, "%s: %d questions, %s\n", path, len(outcomes), spread(sum.Took))
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
	showSummary(s, &sum)
	return nil
}

func showTallies(s *session, outcomes []eval.Outcome, key func(eval.Case) string) {
	keys, tallies := eval.Count(outcomes, key)
	for _, k := range keys {
		showFigure(s, k, tallies[k].String())
	}
}

// showSummary prints the sums of a question set.
func showSummary(s *session, sum *eval.Summary) {
	showFigure(s, "answers given", rightAndWrong(sum.Answered))
	showFigure(s, "answers declined", rightAndWrong(sum.Declined))
	if sum.Measured > 0 {
		showFigure(s, "citation recall", fmt.Sprintf("%.1f%%", 100*sum.Cited.Recall))
		showFigure(s, "citation precision", fmt.Sprintf("%.1f%%", 100*sum.Cited.Precision))
	}
	if sum.First.N > 0 {
		showFigure(s, "first sentence", fmt.Sprintf("%s, of %d answers by a model", spread(sum.First), sum.First.N))
	}
	showFigure(s, "sentences dropped", fmt.Sprint(sum.Dropped))
}

// spread says how long something took.
func spread(t eval.Spread) string {
	return fmt.Sprintf("median %.1f ms, 95th percentile %.1f ms", milliseconds(t.Median), milliseconds(t.P95))
}

func rightAndWrong(t eval.Tally) string {
	return fmt.Sprintf("%d right, %d wrong", t.Right, t.All-t.Right)
}

func showFigure(s *session, what, figure string) {
	fmt.Fprintf(s.stdout, "  %-24s %s\n", oneLine(what), figure)
}

func showFaults(s *session, outcomes []eval.Outcome) {
	for _, o := range outcomes {
		if o.Fault != eval.Right {
			fmt.Fprintf(s.stdout, "  %s %s: %s\n    %s\n    %s\n", oneLine(o.Case.Name()), oneLine(o.Case.Kind), o.Fault,
				oneLine(o.Case.Question), oneLine(o.Answer.Text()))
		} else if o.Cited != nil && min(o.Cited.Recall, o.Cited.Precision) < 1 {
			fmt.Fprintf(s.stdout, "  %s %s: right, with citation recall %.2f and precision %.2f\n    %s\n    %s\n", oneLine(o.Case.Name()),
				oneLine(o.Case.Kind), o.Cited.Recall, o.Cited.Precision, oneLine(o.Case.Question), oneLine(o.Answer.Text()))
		}
	}
}

// printEach prints the form of each outcome as a JSON object a line.
func printEach[T, F any](s *session, outcomes []T, form func(*T) F) error {
	for i := range outcomes {
		if err := printJSON(s.stdout, form(&outcomes[i])); err != nil {
			return err
		}
	}
	return nil
}
