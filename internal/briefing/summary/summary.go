// Package summary makes summaries: of an article, a topic, a story or a period,
// whatever the set of articles is. Without a model it gives the most central
// sentences, verbatim, in the order of time; with one, what the model wrote and
// the coverage holds.
//
// Start with Make. What is central is decided by words alone (central.go): it
// must be as good over a language that no encoder knows.
package summary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
)

// Size is how long a summary is.
type Size string

// The sizes.
const (
	Line  Size = "line"  // one sentence
	Short Size = "short" // a paragraph
	Full  Size = "full"  // a page
)

// Sizes are all sizes, the shortest first.
var Sizes = []Size{Line, Short, Full}

// sentences is how many sentences a summary of a size has at most: what fits a
// glance, a message on a phone, and one message of Discord.
func (s Size) sentences() int {
	switch s {
	case Line:
		return 1
	case Full:
		return 12
	}
	return 5
}

// Writer has a model write a summary. *[rag.Answerer] is one.
type Writer interface {
	Summarise(ctx context.Context, b rag.Brief) (rag.Answer, error)
}

// Options say how a summary is to be.
type Options struct {
	Size Size
	// Sentences is how many there are at most, where it is not 0, whatever the size.
	Sentences int
	// LeadFirst puts the most central sentence before the others, which stand in
	// the order of time; without a model all of them do.
	LeadFirst bool
	// Skip tells which sentences are left out, told before; nil: none.
	Skip func(*material.Sentence) bool
	// Writer may be nil, or have no model.
	Writer Writer
}

func (o *Options) sentences() int {
	if o.Sentences > 0 {
		return o.Sentences
	}
	return o.Size.sentences()
}

// Make summarises a set. An empty set makes an empty report, and so does one of
// which all is left out; the caller says why there is nothing.
func Make(ctx context.Context, set *material.Set, o Options) (rag.Report, error) {
	r := rag.Report{Engine: rag.Extractive}
	picked := pick(set, max(o.sentences(), passagesShown), &o)
	if len(picked) == 0 {
		return r, nil
	}
	if o.Writer != nil {
		done, err := written(ctx, &r, set, &o, picked[:min(len(picked), passagesShown)])
		if err != nil || done {
			return r, err
		}
	}
	picked = pick(set, o.sentences(), &o)
	section := rag.Section{}
	used := map[rag.ArticleID]bool{}
	for _, s := range picked {
		section.Rows = append(section.Rows, rag.Row{Claim: r.Verbatim(&s.Of.Article, &s.Statement)})
		used[s.Of.ID] = true
	}
	if len(section.Rows) > 0 {
		r.Sections = []rag.Section{section}
	}
	r.Notes = append(r.Notes, basis(set, used))
	return r, nil
}

// passagesShown is how many passages a model is given: one for each of the
// sentences that matter most, as rag shows it.
const passagesShown = 12

// passageReach is how many sentences around a central one a model sees: without
// them it does not know who 'he' is.
const passageReach = 3

// written has the model write. It reports whether what it wrote is the report.
func written(ctx context.Context, r *rag.Report, set *material.Set, o *Options, from []*material.Sentence) (bool, error) {
	brief := rag.Brief{Topic: set.Topic, Sentences: o.sentences()}
	for _, s := range from {
		brief.Passages = append(brief.Passages, around(s))
	}
	a, err := o.Writer.Summarise(ctx, brief)
	if errors.Is(err, rag.ErrNoAuthor) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("summarise: %w", err)
	}
	r.Dropped, r.Fallback, r.Usage = a.Dropped, a.Fallback, a.Usage
	if a.Fallback != "" {
		return false, nil
	}
	section := rag.Section{}
	used := map[rag.ArticleID]bool{}
	for _, c := range a.Claims {
		if quotedAcross(&c) {
			r.Dropped++
			continue
		}
		numbers := make([]int, len(c.Citations))
		for i, n := range c.Citations {
			numbers[i] = r.Cite(a.Sources[n-1])
			used[a.Sources[n-1].Article.ID] = true
		}
		c.Citations = numbers
		section.Rows = append(section.Rows, rag.Row{Claim: c})
	}
	if len(section.Rows) == 0 {
		return false, nil
	}
	r.Engine, r.Model = a.Engine, a.Model
	r.Sections = []rag.Section{section}
	r.Notes = append(r.Notes, basis(set, used))
	return true, nil
}

// quotedAcross reports whether a claim puts words in quotation marks that its source
// has in another language: what was said to the letter cannot be told from those.
func quotedAcross(c *rag.Claim) bool {
	return c.Verdict == rag.Translated && strings.ContainsAny(c.Text, "\"“”«»")
}

// around is the passage of a sentence with those beside it.
func around(s *material.Sentence) rag.Passage {
	all := s.Of.Sentences()
	from, to := max(0, s.Ordinal-passageReach), min(len(all)-1, s.Ordinal+passageReach)
	p := rag.Passage{Article: s.Of.Article}
	p.Start, p.End = all[from].Start, all[to].End
	return p
}

// basis says on how many articles and voices a summary rests and which of them
// state no date.
func basis(set *material.Set, used map[rag.ArticleID]bool) string {
	var cited []rag.Article
	var undated []string
	for _, a := range set.Articles {
		if !used[a.ID] {
			continue
		}
		cited = append(cited, a.Article)
		if !a.Published.Known() {
			undated = append(undated, a.Name())
		}
	}
	voices := slices.Compact(slices.Sorted(slices.Values(voice.Of(cited))))
	note := fmt.Sprintf("It rests on %d of %s.", len(cited), material.Count(len(set.Articles)+set.Passed, "article"))
	if len(set.Articles)+set.Passed == len(cited) {
		note = fmt.Sprintf("It rests on %s.", material.Count(len(cited), "article"))
	}
	if len(voices) < len(cited) {
		note += fmt.Sprintf(" Some are copies of one report: they are %s.", material.Count(len(voices), "voice"))
	}
	if len(undated) > 0 {
		note += " Undated: " + material.List(undated) + "."
	}
	return note
}
