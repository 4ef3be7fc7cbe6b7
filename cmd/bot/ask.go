package main

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"newsdesk/rag"
)

// filterFlags narrow the coverage of a question or query.
type filterFlags struct {
	Since  string   `help:"Only coverage published on or after this day (2025-03-14)." placeholder:"D"`
	Until  string   `help:"Only coverage published on or before this day." placeholder:"D"`
	Outlet []string `help:"Only coverage of this outlet; may be repeated." placeholder:"NAME" sep:"none"`
}

// filter reads the flags; a day that cannot be read is a usage error.
func (f filterFlags) filter() (rag.Filter, error) {
	var filter rag.Filter
	var err error
	if filter.Since, err = day("--since", f.Since); err != nil {
		return filter, err
	}
	if filter.Until, err = day("--until", f.Until); err != nil {
		return filter, err
	}
	if !filter.Since.IsZero() && !filter.Until.IsZero() && filter.Until.Before(filter.Since) {
		return filter, usagef("--until %s is before --since %s: no day lies between", f.Until, f.Since)
	}
	for _, o := range f.Outlet {
		if o = strings.TrimSpace(o); o != "" {
			filter.Outlets = append(filter.Outlets, o)
		}
	}
	return filter, nil
}

// overriding returns the flags with what a batch's line says put over them.
func (f filterFlags) overriding(line filterFlags) filterFlags {
	if line.Since != "" {
		f.Since = line.Since
	}
	if line.Until != "" {
		f.Until = line.Until
	}
	if len(line.Outlet) > 0 {
		f.Outlet = line.Outlet
	}
	return f
}

func day(name, s string) (time.Time, error) {
	if s = strings.TrimSpace(s); s == "" {
		return time.Time{}, nil
	}
	for _, layout := range []string{time.DateOnly, "2006/01/02"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, usagef("%s %q is not a day: write it as 2025-03-14", name, clipped(s))
}

// maxQuestionBytes is what a question may have: some pages of text. More is a
// pasted document, not a question.
const maxQuestionBytes = 8000

// asked joins the words of a question and holds them to what can be asked.
func asked(what string, words []string) (string, error) {
	q := strings.TrimSpace(strings.ToValidUTF8(strings.Join(words, " "), "\uFFFD"))
	switch {
	case q == "":
		return "", usagef("the %s is empty: give it some words, as in: bot ask \"Who led the Iraqi delegation to Damascus?\"", what)
	case len(q) > maxQuestionBytes:
		return "", usagef("the %s has %d characters: ask in at most %d", what, utf8.RuneCountInString(q), maxQuestionBytes)
	case !strings.ContainsFunc(q, func(r rune) bool { return letterOrDigit(r) }):
		return "", usagef("the %s %q has no words: give it some", what, clipped(q))
	}
	return q, nil
}

func clipped(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

type askCmd struct {
	JSON  bool   `name:"json" help:"Print one JSON object a line."`
	Batch string `help:"Answer each line of a JSONL file of {\"id\",\"question\"}." placeholder:"FILE" type:"path"`
	filterFlags
	Question []string `arg:"" optional:"" help:"The question."`
}

// Help is shown by 'bot ask --help'.
func (askCmd) Help() string {
	return `Examples:
  bot ask "Who led the Iraqi delegation to Damascus?"
  bot ask --since 2025-03-01 --outlet "Shafaq News" "What did Al-Awadi say?"
  bot ask --json "When did Syria's foreign minister arrive in Iraq?"
  bot ask --batch questions.jsonl

An answer is one to three sentences of the coverage, verbatim, each with its
citation. What the coverage does not say is declined (exit code 0).`
}

// Run answers one question or a file of them.
func (c *askCmd) Run(s *session) error {
	if c.Batch != "" && len(c.Question) > 0 {
		return usagef("give a question or --batch, not both")
	}
	filter, err := c.filter()
	if err != nil {
		return err
	}
	var question string
	if c.Batch == "" {
		if question, err = asked("question", c.Question); err != nil {
			return err
		}
	}
	d, err := openDesk(s)
	if err != nil {
		return err
	}
	defer d.close()
	if c.Batch != "" {
		return c.batch(s, d)
	}
	answer, err := d.answerer.Answer(s.ctx, rag.Question{Text: question, Filter: filter})
	if err != nil {
		return err
	}
	if c.JSON {
		return printJSON(s.stdout, answerForm("", &answer))
	}
	s.showAnswer(&answer)
	return nil
}

// batch answers each line of a file, in order; a line that cannot be answered
// says so in its place, and the command then fails at the end.
func (c *askCmd) batch(s *session, d *desk) error {
	return eachLine(s, c.Batch, func(line batchLine) error {
		answer, err := c.answerLine(s, d, line)
		form := answerForm(string(line.ID), &answer)
		if err != nil {
			form.Question, form.Error = line.text(), oneLine(err.Error())
		}
		if printed := printJSON(s.stdout, form); printed != nil {
			return printed
		}
		return err
	})
}

func (c *askCmd) answerLine(s *session, d *desk, line batchLine) (rag.Answer, error) {
	refused := rag.Answer{Refused: true, Engine: rag.Extractive}
	question, err := asked("question", []string{line.text()})
	if err != nil {
		return refused, err
	}
	filter, err := c.overriding(line.filterFlags()).filter()
	if err != nil {
		return refused, err
	}
	answer, err := d.answerer.Answer(s.ctx, rag.Question{Text: question, Filter: filter, History: line.turns()})
	if err != nil {
		return refused, err
	}
	return answer, nil
}

// showAnswer prints an answer for people.
func (s *session) showAnswer(a *rag.Answer) {
	p := s.paint
	if a.Refused {
		fmt.Fprintln(s.stdout, oneLine(a.Refusal))
		showClosest(s.stdout, p, a)
		return
	}
	for i := range a.Claims {
		c := &a.Claims[i]
		fmt.Fprintln(s.stdout, oneLine(c.Annotated()), p.mark(rag.Marks(c.Citations)))
	}
	for _, note := range a.Notes() {
		fmt.Fprintln(s.stdout, p.dim(note))
	}
	fmt.Fprintln(s.stdout, "\n"+p.bold("Sources"))
	for i := range a.Sources {
		src := &a.Sources[i]
		fmt.Fprintf(s.stdout, "%s %s\n", p.mark(fmt.Sprintf("[%d]", i+1)), heading(&src.Article))
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
	for i := range slices.Values(a.Closest) {
		fmt.Fprintln(out, "  "+heading(&i))
	}
}
