package llm

import "strings"

// Some models write what they think before they answer, and servers that do not
// know of it leave that in the text, between these marks.
const (
	thinkOpen  = "<think>"
	thinkClose = "</think>"
)

// thinking takes the thoughts from the beginning of a reply that comes in
// pieces. Marks later in the text are left alone.
type thinking struct {
	state thinkState
	held  string // what may be the beginning of a mark
}

type thinkState int

const (
	beginning thinkState = iota // nothing but white space yet
	thoughts
	text
)

// next is what of a piece is text, "" where none is yet.
func (t *thinking) next(piece string) string {
	s := t.held + piece
	t.held = ""
	for t.state != text {
		before := t.state
		if s = t.step(s); t.state == before {
			t.held = s
			return ""
		}
	}
	return s
}

// step reads on in one state and returns what it leaves: where the state
// changed, what follows the change; else what may be the beginning of a mark.
func (t *thinking) step(s string) string {
	if t.state == thoughts {
		if _, rest, closed := strings.Cut(s, thinkClose); closed {
			t.state = beginning
			return rest
		}
		return s[max(0, len(s)-len(thinkClose)+1):]
	}
	s = strings.TrimLeft(s, " \t\r\n")
	if rest, opened := strings.CutPrefix(s, thinkOpen); opened {
		t.state = thoughts
		return rest
	}
	if !strings.HasPrefix(thinkOpen, s) { // "" is its beginning too
		t.state = text
	}
	return s
}

// end is what was held back and is text after all.
func (t *thinking) end() string {
	if t.state != beginning {
		return ""
	}
	return t.held
}
