package main

import (
	"context"
	"errors"
	"fmt"

	"newsdesk/internal/eval"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

type checkCmd struct {
	inquiry
	Batch string   `help:"Check each line of a JSONL file of {\"id\",\"text\",\"articles\"}." placeholder:"FILE" type:"path"`
	Text  []string `arg:"" optional:"" help:"The text to check."`
}

// Help is shown by 'bot check --help'.
func (checkCmd) Help() string {
	return `Splits a text into claims and tells of each what the coverage says: supported,
contradicted (with the coverage's own words), partly, or not in the coverage.

Examples:
  bot check "Hamid Al-Shatri led the Iraqi delegation. It arrived on Monday."
  bot check --json --outlet "Shafaq News" "Qatar brokered the meeting in Doha."
  bot check --batch claims.jsonl

A line of a batch may name the only articles that count as evidence.`
}

var theText = asking{"text", `bot check "Hamid Al-Shatri led the delegation."`}

// Run checks one text or a file of them.
func (c *checkCmd) Run(s *session) error {
	return c.run(s, errand{theText, c.Text, c.Batch, c.check, c.checkLine})
}

// checking is a text that was checked.
type checking struct {
	text   string
	claims []rag.Checked
}

func (c *checkCmd) check(s *session, d *desk, q rag.Question) error {
	done, err := d.check(s, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.stdout, checkForm("", done))
	}
	s.showCheck(done)
	return nil
}

// checkLine prints a batch's claims; a line that cannot be checked says so in its place.
func (c *checkCmd) checkLine(s *session, d *desk, line eval.Line) error {
	var done checking
	q, err := c.question(theText, line)
	if err == nil {
		done, err = d.check(s, q)
	}
	form := checkForm(line.Name(), done)
	form.Error = problem(err)
	return errors.Join(printJSON(s.stdout, form), err)
}

// check verifies the claims of a text against the coverage, or against the
// articles that the question's filter names.
func (d *desk) check(s *session, q rag.Question) (checking, error) {
	claims, err := d.verifier.CheckText(s.ctx, q.Text, func(ctx context.Context, claim string) ([]rag.Passage, error) {
		if q.Only != nil {
			return d.whole(ctx, q.Only)
		}
		return d.library.Search(ctx, rag.Query{Text: claim, Filter: q.Filter})
	})
	return checking{q.Text, claims}, err
}

// whole returns articles as one passage each. One that is not stored is an error.
func (d *desk) whole(ctx context.Context, ids []rag.ArticleID) ([]rag.Passage, error) {
	passages := make([]rag.Passage, 0, len(ids))
	for _, id := range ids {
		a, err := d.library.Article(ctx, id)
		if err != nil {
			return nil, err
		}
		passages = append(passages, rag.Passage{Article: a, Span: text.Span{Start: a.Prose, End: len(a.Body)}})
	}
	return passages, nil
}

type checkedJSON struct {
	Text      string      `json:"text"`
	Verdict   rag.Verdict `json:"verdict"`
	Reason    *string     `json:"reason"`
	Value     *string     `json:"value"`
	Citations []int       `json:"citations"`
}

type checkJSON struct {
	ID      *string       `json:"id"`
	Claims  []checkedJSON `json:"claims"`
	Sources []sourceJSON  `json:"sources"`
	Error   string        `json:"error,omitempty"`
}

// checkForm numbers the sources in order of first use.
func checkForm(id string, done checking) checkJSON {
	form := checkJSON{ID: known(id), Claims: []checkedJSON{}, Sources: []sourceJSON{}}
	type place struct {
		id   rag.ArticleID
		span text.Span
	}
	numbers := map[place]int{}
	for _, c := range done.claims {
		claim := checkedJSON{c.Of(done.text), c.Verdict, known(c.Reason), known(c.Value), []int{}}
		for i := range c.Supports {
			source := &c.Supports[i]
			at := place{source.Article.ID, source.Span}
			if numbers[at] == 0 {
				numbers[at] = len(numbers) + 1
				form.Sources = append(form.Sources, sourceForm(numbers[at], source))
			}
			claim.Citations = append(claim.Citations, numbers[at])
		}
		form.Claims = append(form.Claims, claim)
	}
	return form
}

// verdictWords are the verdicts for people.
var verdictWords = map[rag.Verdict]string{
	rag.Supported: "supported", rag.Translated: "supported, in another language", rag.Partly: "partly supported",
	rag.Unsupported: "not in the coverage", rag.Contradicted: "contradicted",
}

// showCheck prints what was found for people.
func (s *session) showCheck(done checking) {
	if len(done.claims) == 0 {
		fmt.Fprintln(s.stdout, "The text makes no claim: a question is none.")
	}
	for i := range done.claims {
		c := &done.claims[i]
		verdict := verdictWords[c.Verdict]
		if c.Reason != "" {
			verdict += ": " + oneLine(c.Reason)
		}
		fmt.Fprintln(s.stdout, s.paint.wrap(oneLine(c.Of(done.text))))
		fmt.Fprintln(s.stdout, s.paint.wrap("  "+s.paint.bold(verdict)))
		for j := range c.Supports {
			source := &c.Supports[j]
			fmt.Fprintln(s.stdout, s.paint.wrap("  “"+oneLine(source.Quote())+"” "+s.paint.dim("— "+cited(source))))
		}
	}
}
