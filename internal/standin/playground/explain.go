package playground

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"newsdesk/internal/standin"
)

// Explainer tells how an answer came about.
type Explainer interface {
	// Explain returns what is known of the answer that a message of the bot's is or
	// is a part of, and false where nothing is. It may be called from several
	// goroutines at once, and what it returns is not changed any more.
	Explain(messageID string) (Explanation, bool)
}

// Explanation is how an answer came about. What is not known stays empty and is not
// shown.
type Explanation struct {
	Asked      string     `json:"asked,omitempty"`      // the question in the asker's words
	Understood string     `json:"understood,omitempty"` // as it was made to stand alone
	Engine     string     `json:"engine,omitempty"`     // how it was answered: "extractive", "model"
	Model      string     `json:"model,omitempty"`      // which one, if any
	Note       string     `json:"note,omitempty"`       // a sentence for people, such as why a model was not used
	Refused    bool       `json:"refused,omitempty"`    // the coverage does not say
	Passages   []Passage  `json:"passages,omitempty"`   // by rank
	Claims     []Claim    `json:"claims,omitempty"`     // in the order of the answer
	Dropped    []Dropped  `json:"dropped,omitempty"`    // what was written and not posted
	Timings    []Duration `json:"timings,omitempty"`    // in the order in which it was done
}

// Passage is a passage that was found for the question.
type Passage struct {
	Rank   int    `json:"rank"` // from 1
	Title  string `json:"title,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Date   string `json:"date,omitempty"` // in words, as it is to be shown
	URL    string `json:"url,omitempty"`
	Text   string `json:"text"`
	// Words, Meaning and Fused are its scores by words, by meaning and together.
	Words   float64 `json:"words"`
	Meaning float64 `json:"meaning"`
	Fused   float64 `json:"fused"`
	Cited   bool    `json:"cited,omitempty"` // the answer cites it
}

// Claim is a sentence of the answer and how its check went.
type Claim struct {
	Text    string `json:"text"`
	Verdict string `json:"verdict"` // "supported", "contradicted" and the like
	Reason  string `json:"reason,omitempty"`
	Cites   []Cite `json:"cites,omitempty"`
}

// Cite is what a claim cites.
type Cite struct {
	N      int    `json:"n"` // the number in the answer's brackets
	Title  string `json:"title,omitempty"`
	Outlet string `json:"outlet,omitempty"`
	Date   string `json:"date,omitempty"`
	URL    string `json:"url,omitempty"`
	Quote  string `json:"quote"` // verbatim
}

// Dropped is a sentence that was written and is not in the answer.
type Dropped struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// Duration is how long a step took. The page gets nanoseconds.
type Duration struct {
	Name string        `json:"name"`
	Took time.Duration `json:"took"`
}

// explained is what the drawer shows of a message.
type explained struct {
	Message     string         `json:"message"`
	Explanation *Explanation   `json:"explanation,omitempty"`
	Calls       []standin.Call `json:"calls"`
	Left        int            `json:"left,omitempty"` // calls that were left out
}

// maxCalls and maxCallBytes bound what the drawer shows of the requests of an
// answer: a streamed one makes a few dozen, of some kilobytes each.
const (
	maxCalls     = 200
	maxCallBytes = 2 << 20
)

// afterwards is for how long after a message's last change a request still belongs to
// it, where other messages followed: its own last answer comes within milliseconds.
const afterwards = time.Second

// explain gathers what is known of a message that somebody sees.
func (p *Playground) explain(m *standin.Message, userID string) explained {
	e := explained{Message: m.ID}
	if p.config.Explainer != nil {
		if x, ok := p.config.Explainer.Explain(m.ID); ok {
			e.Explanation = &x
		}
	}
	e.Calls, e.Left = bounded(p.discord.Calls(p.about(m, userID)))
	return e
}

// about matches the requests that the bot made for a message: from what it answers
// until it was changed last, in its channel or through an interaction. Those of two
// interactions at one time cannot be told apart, as their tokens are masked.
func (p *Playground) about(m *standin.Message, userID string) func(standin.Call) bool {
	from, until := began(m), ended(m).Add(afterwards)
	all := p.discord.Messages(m.ChannelID, userID)
	open := len(all) > 0 && all[len(all)-1].ID == m.ID
	hook := m.WebhookID != ""
	return func(c standin.Call) bool {
		switch {
		case c.At.Before(from) || !open && c.At.After(until):
			return false
		case strings.HasPrefix(c.Route, "/webhooks/"), strings.HasPrefix(c.Route, "/interactions/"):
			return hook
		}
		return strings.Contains(c.Path, m.ChannelID) || strings.Contains(c.Path, m.ID)
	}
}

// began is when what a message answers was said or done.
func began(m *standin.Message) time.Time {
	id := m.ID
	if by, ok := m.Metadata["id"].(string); ok {
		id = by
	} else if m.Referenced != nil {
		id = m.Referenced.ID
	}
	return idTime(id)
}

// ended is when a message was changed last.
func ended(m *standin.Message) time.Time {
	at, err := time.Parse(time.RFC3339, cmp.Or(value(m.EditedTimestamp), m.Timestamp))
	if err != nil {
		return idTime(m.ID)
	}
	return at
}

func value(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// epoch is the first millisecond of 2015, from which snowflakes count.
const epoch = 1420070400000

// idTime is the time that a snowflake carries.
func idTime(id string) time.Time {
	n, _ := strconv.ParseUint(id, 10, 64)
	return time.UnixMilli(int64(n>>22) + epoch)
}

// bounded is what is shown of the calls, and how many are left out.
func bounded(calls []standin.Call) (shown []standin.Call, left int) {
	shown = slices.Clip(calls[:min(len(calls), maxCalls)])
	size := 0
	for i, c := range shown {
		if size += len(c.Body) + len(c.Response); size > maxCallBytes {
			shown = shown[:i]
			break
		}
	}
	if shown == nil {
		shown = []standin.Call{}
	}
	return shown, len(calls) - len(shown)
}
