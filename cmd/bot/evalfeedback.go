package main

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/record"
	"newsdesk/rag"
)

// caseJSON is a case made of feedback, in the form that eval.ReadCases reads.
// Nothing in it tells who asked or who judged, or where.
type caseJSON struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"` // helpful, wrong or disputed
	Question string   `json:"question"`
	Since    string   `json:"since,omitempty"`
	Until    string   `json:"until,omitempty"`
	Outlets  []string `json:"outlet,omitempty"`
	Answers  []string `json:"answers,omitempty"`
	Files    []string `json:"files,omitempty"`
	Refuse   bool     `json:"refuse,omitempty"`
	Edit     bool     `json:"edit,omitempty"` // not scored until an editor completes it
	Note     string   `json:"note,omitempty"` // for the editor
}

// judged is an answer and what people said of it.
type judged struct {
	discord.Kept
	helpful, wrong bool
	said           []remark // on what is wrong, each once
}

// remark is what somebody wrote of a wrong answer.
type remark struct {
	comment string // what is wrong, "" where they did not say
	should  string // what the answer should say, "" where they did not say
}

// feedback prints the feedback in the record as a question set.
func (c *evalCmd) feedback(s *session) error {
	if len(c.Files) > 0 || c.Articles != "" {
		return usagef("--from-feedback prints a question set of its own: give no sets and no --articles with it")
	}
	rec, err := record.Open(s.ctx, s.config.DataDir, record.Options{Now: time.Now})
	if err != nil {
		return err
	}
	err = printFeedback(s, rec)
	return errors.Join(err, rec.Close())
}

func printFeedback(s *session, rec *record.Record) error {
	all, err := feedbackIn(s.ctx, rec)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(s.stderr, "newsdesk: there is no feedback in DATA_DIR; it comes from the buttons Helpful and Wrong under an answer on Discord")
		return nil
	}
	printed := map[string]bool{}
	unfinished := 0
	for i := range all {
		held, err := holding(s.ctx, rec, &all[i].Kept)
		if err != nil {
			return err
		}
		form := caseOf(&all[i], held)
		if _, err := theQuestion.check(form.Question); err != nil || printed[form.ID] {
			continue // nothing to ask, or asked and judged alike before
		}
		if err := printJSON(s.stdout, form); err != nil {
			return err
		}
		printed[form.ID] = true
		if form.Edit {
			unfinished++
		}
	}
	fmt.Fprintf(s.stderr, "newsdesk: cases: %d; of these wait for an editor (\"edit\":true): %d\n", len(printed), unfinished)
	return nil
}

// feedbackIn gathers what was said of each answer.
func feedbackIn(ctx context.Context, shelf discord.Reader) ([]judged, error) {
	var all []judged
	err := discord.EachFeedback(ctx, shelf, func(f discord.Feedback) error { // by answer
		if n := len(all); n == 0 || all[n-1].ID != f.Answer.ID {
			all = append(all, judged{Kept: f.Answer})
		}
		j := &all[len(all)-1]
		j.helpful, j.wrong = j.helpful || f.Helpful, j.wrong || !f.Helpful
		if r := (remark{impersonal(f.Comment), impersonal(f.Should)}); r != (remark{}) && !slices.Contains(j.said, r) {
			j.said = append(j.said, r)
		}
		return nil
	})
	return all, err
}

// held is what the coverage still has of an answer.
type held struct {
	claims []discord.KeptClaim // those whose every passage stands as it was cited
	files  []string            // of those passages; none where one's is unknown
	whole  bool                // all claims are held
}

// holding looks an answer's passages up in the coverage: what was withdrawn or
// changed is no measure of an answer any more, and is not quoted.
func holding(ctx context.Context, rec *record.Record, k *discord.Kept) (held, error) {
	articles := make([]*rag.Article, len(k.Passages)) // nil where it does not stand
	for i := range k.Passages {
		a, err := rec.ByID(ctx, k.Passages[i].Article)
		if err != nil && !errors.Is(err, rag.ErrNotFound) {
			return held{}, err
		}
		if quote := k.Passages[i].Quote; err == nil && quote != "" && strings.Contains(a.Body, quote) {
			articles[i] = &a
		}
	}
	var h held
	known := true
	for _, c := range k.Claims {
		cited, stands := citedBy(c, articles)
		if !stands {
			continue
		}
		h.claims = append(h.claims, c)
		for _, a := range cited {
			known = known && a.File != ""
			h.files = appendOnce(h.files, a.File)
		}
	}
	if !known {
		h.files = nil
	}
	h.whole = len(h.claims) == len(k.Claims)
	return h, nil
}

// citedBy lists the articles that a claim cites, and reports whether it cites
// any and all stand.
func citedBy(c discord.KeptClaim, articles []*rag.Article) ([]*rag.Article, bool) {
	var cited []*rag.Article
	for _, n := range c.Citations {
		if n < 1 || n > len(articles) || articles[n-1] == nil {
			return nil, false
		}
		cited = append(cited, articles[n-1])
	}
	return cited, len(cited) > 0
}

// named gives a case an id by what it says, the same in every run.
func (c caseJSON) named() caseJSON {
	content, err := json.Marshal(c)
	if err != nil {
		panic(err) // strings and booleans
	}
	sum := sha256.Sum256(content)
	c.ID = fmt.Sprintf("feedback-%x", sum[:5])
	return c
}
