package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"newsdesk/rag"
)

// Case is one question of a set, with what a right answer holds. ReadCases puts
// the question's words in Question, however the set spells the field.
type Case struct {
	Line
	Kind     string   `json:"kind"`
	Answers  []string `json:"answers"`  // any of these words, in the answer
	Files    []string `json:"files"`    // any of these files, cited; none means any source will do
	Refuse   bool     `json:"refuse"`   // the coverage does not say: to be declined
	Resolved string   `json:"resolved"` // a date that must stand beside the words, or ""
	Edit     bool     `json:"edit"`     // it waits for an editor: no case yet
}

// Unfinished counts the lines of a set that wait for an editor. Lines that are
// no JSON object are passed over.
func Unfinished(set []byte) int {
	n := 0
	_ = eachLine(bytes.NewReader(set), func(line []byte) error { // ReadCases tells what is wrong
		var has struct{ Edit bool }
		if json.Unmarshal(line, &has) == nil && has.Edit {
			n++
		}
		return nil
	})
	return n
}

// ReadCases reads a question set of one JSON object a line. Lines that wait for
// an editor are left out: see [Unfinished].
func ReadCases(in io.Reader) ([]Case, error) {
	var cases []Case
	err := eachLine(in, func(line []byte) error {
		var c Case
		if err := decode(line, &c); err != nil {
			return err
		}
		if c.Edit {
			return nil
		}
		c.Question = c.Words()
		if c.Question == "" || (!c.Refuse && len(c.Answers) == 0) {
			return errors.New("a case needs a question, and answers or refuse; a claim needs a label")
		}
		cases = append(cases, c)
		return nil
	})
	return cases, err
}

// Fault is what is wrong with an answer; the empty Fault is none.
type Fault string

// The faults of an answer.
const (
	Right         Fault = ""
	WronglyGiven  Fault = "answered what the coverage does not say"
	WronglyDenied Fault = "declined what the coverage says"
	NoFact        Fault = "answered without the fact"
	WrongSource   Fault = "cited another article"
	NoDate        Fault = "did not resolve the date"
	NotVerbatim   Fault = "quoted what is not at its place"
)

// Judge compares an answer with what its case wants.
func (c *Case) Judge(a *rag.Answer) Fault {
	for i := range a.Claims {
		if !verbatim(a, i) {
			return NotVerbatim
		}
	}
	switch {
	case c.Refuse && !a.Refused:
		return WronglyGiven
	case c.Refuse:
		return Right
	case a.Refused:
		return WronglyDenied
	case !slices.ContainsFunc(c.Answers, func(s string) bool { return contains(a.Text(), s) || claims(a, s) }):
		return NoFact
	case !c.cites(a):
		return WrongSource
	case c.Resolved != "" && !contains(a.Text(), c.Resolved):
		return NoDate
	}
	return Right
}

// cites reports whether an answer has a source that the case takes.
func (c *Case) cites(a *rag.Answer) bool {
	return len(c.Files) == 0 ||
		slices.ContainsFunc(a.Sources, func(s rag.Source) bool { return slices.Contains(c.Files, s.Article.File) })
}

// verbatim reports whether a claim of the extractive engine is the words of
// each source that it cites.
func verbatim(a *rag.Answer, claim int) bool {
	if a.Engine != rag.Extractive {
		return true
	}
	c := &a.Claims[claim]
	return len(c.Citations) > 0 && !slices.ContainsFunc(c.Citations, func(n int) bool {
		return n < 1 || n > len(a.Sources) || a.Sources[n-1].Quote() != c.Text
	})
}

// claims reports whether a claim holds some words, dates that were put beside them apart.
func claims(a *rag.Answer, words string) bool {
	return slices.ContainsFunc(a.Claims, func(c rag.Claim) bool { return contains(c.Text, words) })
}

var typography = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`)

func contains(text, words string) bool {
	return strings.Contains(strings.ToLower(typography.Replace(text)), strings.ToLower(typography.Replace(words)))
}

// Asker answers the question of a case, with its filters and history.
type Asker func(ctx context.Context, c Case) (rag.Answer, error)

// Outcome is a case, its answer and what is wrong with it.
type Outcome struct {
	Case   Case
	Answer rag.Answer
	Fault  Fault
	Took   time.Duration
	// Cited is how well the answer is cited; nil where that was not measured
	// (see Cite) and for an answer that says nothing.
	Cited *Citations
}

// Ask puts every case to an asker in order. It ends at the asker's first error.
func Ask(ctx context.Context, cases []Case, ask Asker, now func() time.Time) ([]Outcome, error) {
	outcomes := make([]Outcome, 0, len(cases))
	for _, c := range cases {
		started := now()
		answer, err := ask(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("question %s: %w", c.Name(), err)
		}
		took := now().Sub(started)
		outcomes = append(outcomes, Outcome{Case: c, Answer: answer, Fault: c.Judge(&answer), Took: took})
	}
	return outcomes, nil
}
