package eval

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"newsdesk/rag"
)

// Line is what a line of a question set or of a batch asks. Sets may spell the
// fields _id and text; [Line.Words] and [Line.Name] tell which there was.
type Line struct {
	ID       ID      `json:"id"`
	OtherID  ID      `json:"_id"`
	Question string  `json:"question"`
	Query    string  `json:"query"`
	Text     string  `json:"text"`
	Since    string  `json:"since"`
	Until    string  `json:"until"`
	Outlets  Outlets `json:"outlet"`
	History  []Turn  `json:"history"` // oldest first
	// Articles are the only ones that count, where any are named.
	Articles []string `json:"articles"`
}

// Turn is an earlier question of a line's conversation and its answer.
type Turn struct {
	Q string `json:"q"`
	A string `json:"a"`
}

// Name is the line's id, "" where it has none.
func (l *Line) Name() string { return string(cmp.Or(l.ID, l.OtherID)) }

// Words is what the line asks, "" where it asks nothing.
func (l *Line) Words() string { return cmp.Or(l.Question, l.Query, l.Text) }

// Turns is the line's history as the domain has it.
func (l *Line) Turns() []rag.Turn {
	var turns []rag.Turn
	for _, t := range l.History {
		turns = append(turns, rag.Turn{Question: t.Q, Answer: t.A})
	}
	return turns
}

// ID is a name that some sets write as a number.
type ID string

// UnmarshalJSON takes a string, a number or null.
func (i *ID) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*i = ID(s)
		return nil
	}
	var n json.Number
	if err := json.Unmarshal(b, &n); err != nil {
		return errors.New("an id must be a string or a number")
	}
	*i = ID(n)
	return nil
}

// Outlets is the name of one outlet or of several.
type Outlets []string

// UnmarshalJSON takes a string, a list of strings or null.
func (o *Outlets) UnmarshalJSON(b []byte) error {
	var one *string
	if json.Unmarshal(b, &one) == nil {
		if one != nil && *one != "" {
			*o = Outlets{*one}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(o))
}

// maxLineBytes bounds a line of a set: a claim or question with its history,
// many times over.
const maxLineBytes = 1 << 20

// eachLine calls do for each line of a set that is not blank. An error names
// the line, counted from 1.
func eachLine(in io.Reader, do func(line []byte) error) error {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLineBytes)
	n := 0
	for lines.Scan() {
		n++
		line := bytes.TrimSpace(bytes.TrimPrefix(lines.Bytes(), []byte("\xef\xbb\xbf")))
		if len(line) == 0 {
			continue
		}
		if err := do(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("line %d: %w", n+1, err)
	}
	return nil
}

// decode reads the JSON object of a line.
func decode(line []byte, into any) error {
	err := json.Unmarshal(line, into)
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && e.Field != "" {
		return fmt.Errorf("%q must not be a JSON %s", strings.TrimPrefix(e.Field, "Line."), e.Value)
	}
	if err != nil {
		return fmt.Errorf("not a JSON object: %w", err)
	}
	return nil
}
