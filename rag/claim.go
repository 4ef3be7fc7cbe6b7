package rag

import (
	"strings"
	"time"

	"newsdesk/rag/text"
)

// Verdict says how far a claim is held by the passages it cites.
type Verdict string

// The verdicts.
const (
	Supported    Verdict = "supported"
	Translated   Verdict = "translated" // supported across languages
	Partly       Verdict = "partly"
	Unsupported  Verdict = "unsupported"
	Contradicted Verdict = "contradicted"
	Uncited      Verdict = "uncited"
)

// Engine tells who wrote an answer.
type Engine string

// The engines.
const (
	Extractive Engine = "extractive" // the coverage's own sentences
	Model      Engine = "model"      // a chat model, verified
)

// Source is a cited sentence of an article: Article.Body[Start:End], verbatim.
type Source struct {
	Article Article
	text.Span
}

// Quote is the cited words.
func (s *Source) Quote() string { return s.Span.Of(s.Article.Body) }

// Claim is one sentence of an answer.
type Claim struct {
	Text      string
	Citations []int // numbers of the answer's sources, from 1
	Verdict   Verdict
	// Resolved are the days that words like 'Friday' stand for, by the
	// date of the cited article. Empty for an undated one.
	Resolved []Resolved
	// Original is the coverage's own words where the claim is Translated,
	// else "".
	Original string
}

// Resolved is a date that words of a claim stand for.
type Resolved struct {
	text.Span        // of the words in Claim.Text
	Date      string // "14 March 2025" or "March 2025"
}

// Annotated is the claim's text with each resolved date in brackets after its words.
func (c *Claim) Annotated() string {
	var b strings.Builder
	at := 0
	for _, r := range c.Resolved {
		b.WriteString(c.Text[at:r.End])
		b.WriteString(" [" + r.Date + "]")
		at = r.End
	}
	b.WriteString(c.Text[at:])
	return b.String()
}

// Answer is what the coverage has to say to a question. A refused answer has
// no claims; it names the closest coverage.
type Answer struct {
	Question string
	// Standalone is the question as it was understood, made to stand on its
	// own: what the next question of a conversation refers to.
	Standalone string
	Refused    bool
	Engine     Engine
	Model      string // the chat model's name, "" for Extractive
	Claims     []Claim
	Dropped    int // sentences of a model that were not supported
	// Rejected are the dropped sentences, for who wants to know why.
	Rejected []Rejected
	// Found is what was read for the answer, best first.
	Found []Passage
	// Fallback says, in words for people, why there is a model and the answer
	// is not its own; "" where it is or there is none.
	Fallback string
	Sources  []Source
	// Closest is the coverage nearest to a refused question.
	Closest []Article
	// Extent is what coverage there is, for a refusal to say.
	Extent  Extent
	Refusal string // why, in words for people
	Timings Timings
	// Usage is what all requests to the model used, also those whose reply
	// was of no use.
	Usage Usage
}

// Rejected is a sentence that a model wrote and that was not given.
type Rejected struct{ Text, Reason string }

// Timings is how long the parts of an answer took. First is how long it was,
// from the question, until the first sentence could be shown; 0 where none was.
type Timings struct{ Retrieve, Answer, First time.Duration }

// Extent is how much coverage there is and what days it spans.
type Extent struct {
	Articles, Undated int
	First, Last       Date // of the dated articles
	Outlets           []string
}
