package prompts

import (
	"fmt"
	"strings"
)

// Undated stands where a passage's date is not known.
const Undated = "undated"

// Passage is a piece of coverage, as a model is shown it.
type Passage struct {
	// Number is what the passage is cited by; 0 means its place in the
	// list, from 1.
	Number        int
	Title, Outlet string
	Date          string // in words, "14 March 2025"; "" is shown as [Undated]
	Text          string
}

// Answer is the data of the prompt that asks for an answer.
type Answer struct {
	Fence    string // from [NewFence], new for each request
	Question string
	Passages []Passage
}

// Repair is the data of the prompt that asks for one sentence again.
type Repair struct {
	Fence    string
	Question string
	Sentence string // as the model wrote it
	Reason   string // why it cannot stand, a clause in English
	Passages []Passage
}

// Summary is the data of the prompt that asks for a summary.
type Summary struct {
	Fence     string
	Topic     string // what it is to be about; "" for all that the passages say
	Sentences int    // how many at most, from 1
	Passages  []Passage
}

// Turn is a question of a conversation and its answer.
type Turn struct{ Question, Answer string }

// Standalone is the data of the prompt that has a question rewritten so that it
// can be understood without the conversation. Of a long conversation the last
// [MaxTurns] are shown, each text cut to [MaxTurnText].
type Standalone struct {
	Fence    string
	Question string
	Turns    []Turn // oldest first
}

// Bounds of a conversation's part in a prompt: what a question points back to
// stands in the last turns, and at the beginning of an answer.
const (
	MaxTurns    = 4
	MaxTurnText = 600 // in characters
)

// Answer renders the prompt that asks for an answer.
func (s *Set) Answer(d Answer) ([]Message, error) {
	f, err := newFencing(d.Fence)
	if err != nil {
		return nil, fmt.Errorf("render answer: %w", err)
	}
	return s.render("answer", view{
		Fence: d.Fence, Refusal: Refusal, Question: f.clean(d.Question), Passages: f.passages(d.Passages),
	})
}

// Repair renders the prompt that asks for a sentence again.
func (s *Set) Repair(d Repair) ([]Message, error) {
	f, err := newFencing(d.Fence)
	if err != nil {
		return nil, fmt.Errorf("render repair: %w", err)
	}
	return s.render("repair", view{
		Fence: d.Fence, Refusal: Refusal, Question: f.clean(d.Question), Passages: f.passages(d.Passages),
		// The sentence is the model's own: its citations stay.
		Sentence: f.cleanCited(d.Sentence), Reason: oneLine(f.cleanCited(d.Reason)),
	})
}

// Summary renders the prompt that asks for a summary.
func (s *Set) Summary(d Summary) ([]Message, error) {
	f, err := newFencing(d.Fence)
	if err != nil {
		return nil, fmt.Errorf("render summary: %w", err)
	}
	return s.render("summary", view{
		Fence: d.Fence, Refusal: Refusal, Question: f.clean(d.Topic), Sentences: max(1, d.Sentences), Passages: f.passages(d.Passages),
	})
}

// Standalone renders the prompt that asks for a question that stands alone.
func (s *Set) Standalone(d Standalone) ([]Message, error) {
	f, err := newFencing(d.Fence)
	if err != nil {
		return nil, fmt.Errorf("render standalone: %w", err)
	}
	turns := d.Turns[max(0, len(d.Turns)-MaxTurns):]
	v := view{Fence: d.Fence, Question: f.clean(d.Question)}
	for _, t := range turns {
		v.Turns = append(v.Turns, Turn{f.clean(cut(t.Question)), f.clean(cut(t.Answer))})
	}
	return s.render("standalone", v)
}

// view is what the templates see: everything in it is already harmless.
type view struct {
	Fence, Refusal             string
	Question, Sentence, Reason string
	Passages                   []Passage
	Turns                      []Turn
	Sentences                  int
}

// samples is data to try a template with; each part is filled so that each
// branch is taken.
var samples = func() map[string]view {
	v := view{
		Fence: "sample", Refusal: Refusal, Question: "q", Sentence: "s", Reason: "r",
		Passages: []Passage{{1, "t", "o", "d", "x"}}, Turns: []Turn{{"q", "a"}}, Sentences: 2,
	}
	return map[string]view{"answer": v, "repair": v, "standalone": v, "summary": v}
}()

// oneLine joins lines and squeezes white space: in a title a line break would
// begin what looks like the next field.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// cut bounds a text of a conversation.
func cut(s string) string {
	n := 0
	for i := range s {
		if n++; n > MaxTurnText {
			return s[:i] + "…"
		}
	}
	return s
}
