package main

import (
	"cmp"
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
citation; with a chat model (OPENAI_API_KEY or OPENAI_BASE_URL) it is the model's,
of which every sentence was checked against the coverage that it cites. What the
coverage does not say is declined (exit code 0).`
}

// Run answers one question or a file of them.
func (c *askCmd) Run(s *session) error {
	return c.run(s, errand{theQuestion, c.Question, c.Batch, c.answer, c.answerLine})
}

func (c *askCmd) answer(s *session, d *desk, q rag.Question) error {
	if !c.JSON {
		_, err := s.tell(d, q)
		return err
	}
	answer, err := d.answerer.Answer(s.ctx, q)
	if err != nil {
		return err
	}
	return printJSON(s.stdout, answerForm("", &answer))
}

// tell answers for people: each sentence is printed as soon as it was verified.
func (s *session) tell(d *desk, q rag.Question) (rag.Answer, error) {
	shown := 0
	answer, err := d.answerer.Stream(s.ctx, q, func(so rag.Answer) error {
		s.showClaims(so.Claims[shown:])
		shown = len(so.Claims)
		return nil
	})
	if err != nil {
		return answer, err
	}
	if shown > 0 && answer.Engine != rag.Model { // what was shown is not the answer after all
		fmt.Fprintln(s.stdout, s.paint.dim("\n"+cmp.Or(answer.Fallback, "The model did not go on")+". What stands above is withdrawn; in its place:\n"))
		shown = 0
	}
	s.showAnswer(&answer, shown)
	return answer, nil
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

// showAnswer prints an answer for people, of which the first claims were shown.
func (s *session) showAnswer(a *rag.Answer, shown int) {
	p := s.paint
	if a.Refused {
		fmt.Fprintln(s.stdout, p.wrap(oneLine(a.Refusal)))
		s.showNotes(a)
		showClosest(s.stdout, p, a)
		return
	}
	s.showClaims(a.Claims[shown:])
	s.showNotes(a)
	fmt.Fprintln(s.stdout, "\n"+p.bold("Sources"))
	for i := range a.Sources {
		src := &a.Sources[i]
		fmt.Fprintln(s.stdout, p.wrap(p.mark(fmt.Sprintf("[%d]", i+1))+" "+cited(src)))
		fmt.Fprintf(s.stdout, "    %s\n", p.dim(place(src)))
	}
}

// showClaims prints sentences with their citations, and of a translated one the
// coverage's own words.
func (s *session) showClaims(claims []rag.Claim) {
	for i := range claims {
		c := &claims[i]
		fmt.Fprintln(s.stdout, s.paint.wrap(oneLine(c.Annotated())+" "+s.paint.mark(rag.Marks(c.Citations))))
		if c.Original != "" {
			fmt.Fprintln(s.stdout, s.paint.dim(s.paint.wrap("“"+oneLine(c.Original)+"”")))
		}
	}
}

func (s *session) showNotes(a *rag.Answer) {
	notes := a.Notes()
	if a.Dropped > 0 && a.Engine == rag.Model {
		notes = append(notes, dropped(a.Dropped))
	}
	for _, note := range notes {
		fmt.Fprintln(s.stdout, s.paint.dim(s.paint.wrap(note)))
	}
}

// dropped says how many sentences of a model did not hold.
func dropped(n int) string {
	if n == 1 {
		return "(One sentence of the model was not supported and is left out.)"
	}
	return fmt.Sprintf("(%d sentences of the model were not supported and are left out.)", n)
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
