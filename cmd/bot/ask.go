package main

import (
	"errors"
	"fmt"
	"io"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

type askCmd struct {
	inquiry
	Batch    string   `help:"Answer each line of a JSONL file of {\"id\",\"question\"}." placeholder:"FILE" type:"path"`
	Question []string `arg:"" optional:"" help:"The question."`
}

// Help is shown by 'bot ask --help'.
func (askCmd) Help() string {
	return `Examples:
  bot ask "Who led the Iraqi delegation to Damascus?"
  bot ask --outlet "Shafaq News" "What did Al-Awadi say?"
  bot ask --since 2025-03-01 "How many Syrians were arrested?"
  bot ask --json "When did Syria's foreign minister arrive in Iraq?"
  bot ask --batch questions.jsonl

An answer is one to three sentences of the coverage, verbatim, each with its
citation. What the coverage does not say is declined (exit code 0).`
}

// Run answers one question or a file of them.
func (c *askCmd) Run(s *session) error {
	return c.run(s, errand{theQuestion, c.Question, c.Batch, c.answer, c.answerLine})
}

func (c *askCmd) answer(s *session, d *desk, q rag.Question) error {
	answer, err := d.answerer.Answer(s.ctx, q)
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.stdout, answerForm("", &answer))
	}
	s.showAnswer(&answer)
	return nil
}

// answerLine prints a batch's answer; a line that cannot be answered says so in its place.
func (c *askCmd) answerLine(s *session, d *desk, line eval.Line) error {
	answer := rag.Answer{Question: line.Words(), Refused: true, Engine: rag.Extractive}
	q, err := c.question(theQuestion, line)
	if err == nil {
		var given rag.Answer
		if given, err = d.answerer.Answer(s.ctx, q); err == nil {
			answer = given
		}
	}
	form := answerForm(line.Name(), &answer)
	form.Error = problem(err)
	return errors.Join(printJSON(s.stdout, form), err)
}

// showAnswer prints an answer for people.
func (s *session) showAnswer(a *rag.Answer) {
	p := s.paint
	if a.Refused {
		fmt.Fprintln(s.stdout, p.wrap(oneLine(a.Refusal)))
		showClosest(s.stdout, p, a)
		return
	}
	for i := range a.Claims {
		c := &a.Claims[i]
		fmt.Fprintln(s.stdout, p.wrap(oneLine(c.Annotated())+" "+p.mark(rag.Marks(c.Citations))))
	}
	for _, note := range a.Notes() {
		fmt.Fprintln(s.stdout, p.dim(note))
	}
	fmt.Fprintln(s.stdout, "\n"+p.bold("Sources"))
	for i := range a.Sources {
		src := &a.Sources[i]
		fmt.Fprintln(s.stdout, p.wrap(p.mark(fmt.Sprintf("[%d]", i+1))+" "+heading(&src.Article)))
		fmt.Fprintf(s.stdout, "    %s\n", p.dim(place(src)))
	}
}

// place tells where a cited sentence stands.
func place(s *rag.Source) string {
	where := s.Article.File
	if s.Article.URL != "" {
		where = s.Article.URL
	}
	if where == "" {
		where = "article " + string(s.Article.ID)
	}
	return fmt.Sprintf("%s, bytes %d to %d", oneLine(where), s.Start, s.End)
}

func showClosest(out io.Writer, p paint, a *rag.Answer) {
	if len(a.Closest) == 0 {
		return
	}
	fmt.Fprintln(out, "\n"+p.bold("The closest coverage"))
	for i := range a.Closest {
		fmt.Fprintln(out, "  "+heading(&a.Closest[i]))
	}
}
