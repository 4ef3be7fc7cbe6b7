package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"unicode"

	"newsdesk/rag"
)

// batchLine is a line of a question set. Sets may spell the fields _id and text.
type batchLine struct {
	ID       id           `json:"id"`
	AltID    id           `json:"_id"`
	Question string       `json:"question"`
	Query    string       `json:"query"`
	Text     string       `json:"text"`
	Since    string       `json:"since"`
	Until    string       `json:"until"`
	Outlet   textOrTexts  `json:"outlet"`
	History  []turnOfLine `json:"history"`
}

// id is a name that some sets write as a number.
type id string

// UnmarshalJSON takes a string, a number or null.
func (i *id) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*i = id(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("an id must be a string or a number")
	}
	*i = id(n)
	return nil
}

// textOrTexts is one string or several.
type textOrTexts []string

// UnmarshalJSON takes a string, a list of strings or null.
func (t *textOrTexts) UnmarshalJSON(b []byte) error {
	var one *string
	if json.Unmarshal(b, &one) == nil {
		if one != nil && *one != "" {
			*t = textOrTexts{*one}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(t))
}

type turnOfLine struct {
	Q string `json:"q"`
	A string `json:"a"`
}

func (l batchLine) text() string {
	for _, s := range []string{l.Question, l.Query, l.Text} {
		if s != "" {
			return s
		}
	}
	return ""
}

func (l batchLine) filterFlags() filterFlags {
	return filterFlags{Since: l.Since, Until: l.Until, Outlet: l.Outlet}
}

func (l batchLine) turns() []rag.Turn {
	var turns []rag.Turn
	for _, t := range l.History {
		turns = append(turns, rag.Turn{Question: t.Q, Answer: t.A})
	}
	return turns
}

// maxLineBytes bounds one line of a batch.
const maxLineBytes = 16 << 20

// eachLine calls do for every line of a JSONL file. A line that fails does not
// end the others; the error at the end counts them and quotes the first.
func eachLine(s *session, path string, do func(batchLine) error) error {
	file, err := os.Open(path)
	if err != nil {
		return usagef("open the batch: %v", err)
	}
	defer file.Close() // only read
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, maxLineBytes)
	failed, number := 0, 0
	var first error
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
			if first == nil {
				first = fmt.Errorf("line %d: %w", number, err)
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

func doLine(s *session, raw []byte, number int, do func(batchLine) error) error {
	var line batchLine
	if err := json.Unmarshal(raw, &line); err != nil {
		fmt.Fprintf(s.stderr, "newsdesk: line %d is not a JSON object with an id and a text: %v\n", number, err)
		return err
	}
	if line.ID == "" {
		line.ID = line.AltID
	}
	return do(line)
}

func letterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
