package main

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/internal/eval"
	"newsdesk/rag"
)

// inquiry is what 'ask', 'search' and 'check' have in common: words, or a batch of
// lines with words, and filters.
type inquiry struct {
	JSON bool `name:"json" help:"Print one JSON object a line."`
	filterFlags
}

// errand is what one of them was called with, and what it does.
type errand struct {
	asking
	words []string
	batch string // the file of lines, "" for the words
	once  func(*session, *desk, rag.Question) error
	each  func(*session, *desk, eval.Line) error
}

// run opens the desk and does the errand once with the words, or for each line
// of the batch. What cannot be asked is a usage error before the desk is opened.
func (c *inquiry) run(s *session, e errand) error {
	if e.batch != "" && len(e.words) > 0 {
		return usagef("give a %s or --batch, not both", e.noun)
	}
	if e.batch != "" {
		if _, err := c.filter(); err != nil {
			return err
		}
		return withDesk(s, func(d *desk) error {
			return eachLine(s, e.batch, func(line eval.Line) error { return e.each(s, d, line) })
		})
	}
	q, err := c.question(e.asking, eval.Line{Question: strings.Join(e.words, " ")})
	if err != nil {
		return err
	}
	return withDesk(s, func(d *desk) error { return e.once(s, d, q) })
}

// question is what a line asks; its filters go over those of the flags.
func (f filterFlags) question(a asking, line eval.Line) (rag.Question, error) {
	words, err := a.check(line.Words())
	if err != nil {
		return rag.Question{}, err
	}
	filter, err := f.overriding(filterFlags{line.Since, line.Until, line.Outlets}).filter()
	for _, id := range line.Articles {
		filter.Only = append(filter.Only, rag.ArticleID(id))
	}
	return rag.Question{Text: words, Filter: filter, History: line.Turns()}, err
}

// overriding returns the flags with what a line says put over them.
func (f filterFlags) overriding(line filterFlags) filterFlags {
	line.Since = cmp.Or(line.Since, f.Since)
	line.Until = cmp.Or(line.Until, f.Until)
	if len(line.Outlet) == 0 {
		line.Outlet = f.Outlet
	}
	return line
}

// asking is what a command calls what it is asked, and how it is asked.
type asking struct{ noun, example string }

var (
	theQuestion = asking{"question", `bot ask "Who led the Iraqi delegation to Damascus?"`}
	theQuery    = asking{"query", "bot search pipeline"}
)

// maxQuestionRunes is how many characters a question may have: as many as the
// longest message that Discord sends, some pages of text. More is a pasted
// document, not a question.
const maxQuestionRunes = 4000

// check returns the words trimmed, or why they cannot be asked.
func (a asking) check(words string) (string, error) {
	q := strings.TrimSpace(strings.ToValidUTF8(words, "\uFFFD"))
	n := utf8.RuneCountInString(q)
	switch {
	case q == "":
		return "", usagef("the %s is empty: give it some words, as in: %s", a.noun, a.example)
	case n > maxQuestionRunes:
		return "", usagef("the %s has %d characters: ask in at most %d", a.noun, n, maxQuestionRunes)
	case !strings.ContainsFunc(q, letterOrDigit):
		return "", usagef("the %s %q has no words: give it some", a.noun, clipped(q))
	}
	return q, nil
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func clipped(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// problem is an error as an object of --json has it, "" for none.
func problem(err error) string {
	if err == nil {
		return ""
	}
	return oneLine(err.Error())
}

// maxLineBytes bounds one line of a batch.
const maxLineBytes = 16 << 20

// eachLine calls do for every line of a JSONL file. A line that fails does not
// end the others; the error at the end counts them and quotes the first.
func eachLine(s *session, path string, do func(eval.Line) error) error {
	file, err := os.Open(path)
	if err != nil {
		return usagef("open the batch: %v", err)
	}
	defer file.Close() // only read
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, maxLineBytes)
	failed, number := 0, 0
	var first string // its error is not wrapped: a line that is wrong is no wrong usage
	for lines.Scan() {
		number++
		raw := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\xef\xbb\xbf")))
		if len(raw) == 0 {
			continue
		}
		if err := doLine(s, raw, number, do); err != nil {
			if s.ctx.Err() != nil {
				return s.ctx.Err()
			}
			failed++
			if first == "" {
				first = fmt.Sprintf("line %d: %v", number, err)
			}
		}
	}
	if err := lines.Err(); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read %s after line %d: %w", path, number, err)
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d lines of %s failed; the first: %s", failed, number, path, first)
	}
	return nil
}

func doLine(s *session, raw []byte, number int, do func(eval.Line) error) error {
	var line eval.Line
	if err := json.Unmarshal(raw, &line); err != nil {
		fmt.Fprintf(s.stderr, "newsdesk: line %d is not a JSON object with an id and a text: %v\n", number, err)
		return err
	}
	return do(line)
}
