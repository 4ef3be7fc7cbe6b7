package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"newsdesk/internal/eval"
)

// showClaims prints how a claim set was checked: a line a kind, true and false
// ones apart, then the sums.
func (c *evalCmd) showClaims(s *session, path string, outcomes []eval.ClaimOutcome) error {
	times := make([]time.Duration, len(outcomes))
	for i := range outcomes {
		times[i] = outcomes[i].Took
	}
	fmt.Fprintf(s.stdout, "%s: %d claims, %s\n", path, len(outcomes), spread(eval.SpreadOf(times)))
	if c.Verbose {
		showWrongClaims(s, outcomes)
	}
	table := tabwriter.NewWriter(s.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "  kind\tlabel\tclaims\tkept or caught")
	groups, tallies := eval.CountClaims(outcomes)
	for _, g := range groups {
		t := tallies[g]
		fmt.Fprintf(table, "  %s\t%t\t%d\t%d %s (%.1f%%)\n", orDash(oneLine(g.Kind)), g.Label, t.All, t.Right, fate(g.Label), 100*t.Share())
	}
	if err := table.Flush(); err != nil {
		return err
	}
	showTotals(s, "", outcomes)
	if held := eval.HeldOut(outcomes); len(held) > 0 && len(held) < len(outcomes) {
		showTotals(s, ", held out", held)
	}
	return nil
}

// fate is what becomes of a claim with such a label where all goes right.
func fate(label bool) string {
	if label {
		return "kept"
	}
	return "caught"
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// showTotals prints the shares of the true claims kept and of the false ones
// caught, where there are any.
func showTotals(s *session, which string, outcomes []eval.ClaimOutcome) {
	totals := eval.TotalClaims(outcomes)
	for _, total := range []struct {
		what  string
		tally eval.Tally
	}{{"true kept", totals.Kept}, {"false caught", totals.Caught}} {
		if total.tally.All > 0 {
			showFigure(s, total.what+which, fmt.Sprintf("%d of %d (%.1f%%)", total.tally.Right, total.tally.All, 100*total.tally.Share()))
		}
	}
}

// showWrongClaims prints each claim that was wrongly kept or caught.
func showWrongClaims(s *session, outcomes []eval.ClaimOutcome) {
	for i := range outcomes {
		o := &outcomes[i]
		if o.Right() {
			continue
		}
		verdict := string(o.Finding.Verdict)
		if o.Finding.Reason != "" {
			verdict += ": " + oneLine(o.Finding.Reason)
		}
		fmt.Fprintf(s.stdout, "  %s %s, %t: %s\n    %s\n", oneLine(o.Claim.Name()), oneLine(o.Claim.Kind), o.Claim.Label, verdict, oneLine(o.Claim.Text))
	}
}
