package rag

import "slices"

// Report is a piece in sections that was made of the coverage: a summary, a
// timeline, a comparison, quotations, a briefing. Every row of it is a claim with
// what it cites; what stands around the claims (headings, labels, notes) is said
// by the code, of what the articles themselves state.
type Report struct {
	Title    string
	Sections []Section
	Sources  []Source // what the rows cite, by number from 1
	// Notes are what a reader must know of the whole: on how many articles it
	// rests, which are undated, what was left out.
	Notes []string

	Engine   Engine
	Model    string // the chat model's name, "" for Extractive
	Dropped  int    // sentences of a model that were not supported
	Fallback string // why there is a model and the report is not its own
	Usage    Usage

	// Refusal says, in words for people, why there is nothing to report; then
	// there are no sections. Closest and Extent are what coverage there is.
	Refusal string
	Closest []Article
	Extent  Extent
}

// Section is a part of a report under a heading; the heading may be empty.
type Section struct {
	Heading string
	Note    string // what is to be known of this part, or ""
	Rows    []Row
}

// Row is a claim with what stands before it.
type Row struct {
	// Label is a date, an outlet, a name or a mark such as 'new', or "".
	Label string
	Claim
}

// Cite returns the number of a source, which it adds where it is not there yet.
func (r *Report) Cite(s Source) int {
	i := slices.IndexFunc(r.Sources, func(o Source) bool { return o.Article.ID == s.Article.ID && o.Span == s.Span })
	if i < 0 {
		r.Sources = append(r.Sources, s)
		i = len(r.Sources) - 1
	}
	return i + 1
}

// Verbatim is the claim that says what a statement of an article says, in its
// words, and cites it.
func (r *Report) Verbatim(a *Article, s *Statement) Claim {
	return Claim{
		Text: s.Words, Verdict: Supported, Resolved: resolveDates(s.read, a.Published),
		Citations: []int{r.Cite(Source{Article: *a, Span: s.Span})},
	}
}
