package rag

import (
	"slices"
	"strings"
	"time"

	"newsdesk/rag/text"
)

// Filter narrows what coverage a query sees. The zero Filter lets everybody's
// coverage through, all of it, and nobody's own.
type Filter struct {
	// Audience is whose own coverage is seen beside everybody's; "": nobody's,
	// AnyAudience: all. It is whoever asks, and never what they ask for.
	Audience string
	// Since and Until bound the day of publication, both included; a zero
	// time is no bound. An undated article is outside any bound.
	Since, Until time.Time
	// Outlets are names compared without regard to case; none means any.
	Outlets []string
	// Only, where not nil, is the only coverage seen.
	Only []ArticleID
}

// Empty reports whether the filter lets through all that its audience may see.
func (f Filter) Empty() bool {
	return f.Since.IsZero() && f.Until.IsZero() && len(f.Outlets) == 0 && f.Only == nil
}

// Passes reports whether an article is inside the filter.
func (f Filter) Passes(a *Article) bool {
	return f.sees(a.Audience) && f.passesDates(a.Published) && f.passesOutlet(a.Outlet) && (f.Only == nil || slices.Contains(f.Only, a.ID))
}

func (f Filter) passesDates(d Date) bool {
	if f.Since.IsZero() && f.Until.IsZero() {
		return true
	}
	if !d.Known() {
		return false
	}
	day := d.Time.Format(time.DateOnly)
	return (f.Since.IsZero() || day >= f.Since.Format(time.DateOnly)) &&
		(f.Until.IsZero() || day <= f.Until.Format(time.DateOnly))
}

func (f Filter) passesOutlet(outlet string) bool {
	return len(f.Outlets) == 0 ||
		slices.ContainsFunc(f.Outlets, func(o string) bool { return strings.EqualFold(strings.TrimSpace(o), outlet) })
}

// Query asks for passages.
type Query struct {
	Text string
	Filter
	K int // how many passages at most; 0 means DefaultK
	// Spread puts the best passage of each article before any second one.
	Spread bool
	// WordsOnly leaves meaning out.
	WordsOnly bool
}

// DefaultK is how many passages a query returns unless it says: as many as a
// person reads, and about what a chat model's context takes with comfort.
const DefaultK = 10

// Passage is a chunk that was found, with its article and its scores.
type Passage struct {
	Chunk   ChunkID
	Article Article
	text.Span
	Score   float64 // the fused score, 0 to 1 within one query
	Words   float64 // BM25, 0 where the words did not find it
	Meaning float64 // cosine of the best window, 0 where unknown
	// Copies are other articles that carry nearly the same passage, of those
	// that pass the query's filter.
	Copies []ArticleID
}

// Text is the passage's words.
func (p *Passage) Text() string { return p.Span.Of(p.Article.Body) }

// Question is what a person asks.
type Question struct {
	Text string
	Filter
	// History is the conversation so far, oldest first.
	History []Turn
}

// Turn is one question of a conversation and its answer.
type Turn struct{ Question, Answer string }
