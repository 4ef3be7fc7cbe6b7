package briefing

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/quote"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// readStories is how many stories are gone through for numbers, quotations and
// what is ahead: those that are told and some more; all of a large day would be
// read in vain.
func (c *composing) readStories() []*news {
	return c.stories[:min(len(c.stories), 3*c.extent.stories)]
}

// sentences are those of the new articles of the weightiest stories, as long as
// they were not told.
func (c *composing) sentences(visit func(s *material.Sentence)) {
	for _, n := range c.readStories() {
		for _, a := range latestFirst(n.articles) {
			for _, s := range a.Sentences() {
				if !s.Leans && s.Closed() && !c.said[folded(s.Words)] {
					visit(s)
				}
			}
		}
	}
}

// latestFirst are articles with the newest first, the undated last: of two that say
// the same with another figure the newer is told.
func latestFirst(all []*material.Article) []*material.Article {
	all = slices.Clone(all)
	slices.SortStableFunc(all, func(a, b *material.Article) int { return b.Published.Time.Compare(a.Published.Time) })
	return all
}

// again is from which share of its words of meaning on a sentence says what another
// one says: reports of one thing with another figure in it. It is high, for in a
// list of figures sentences are built alike.
const again = 0.8

// repeats reports whether a sentence says again what one of the rows says.
func repeats(rows []rag.Row, s *material.Sentence) bool {
	mine := contentOf(s.Tokens)
	return slices.ContainsFunc(rows, func(r rag.Row) bool {
		theirs := text.Tokenize(r.Text)
		return shared(mine, theirs) >= again && shared(contentOf(theirs), s.Tokens) >= again
	})
}

// numbers are the sentences with most figures in them.
func (c *composing) numbers() rag.Section {
	type counted struct {
		*material.Sentence
		figures int
	}
	var all []counted
	c.sentences(func(s *material.Sentence) {
		if n := figures(s); n > 0 {
			all = append(all, counted{s, n})
		}
	})
	slices.SortStableFunc(all, func(a, b counted) int { return cmp.Compare(b.figures, a.figures) })
	section := rag.Section{Heading: "Numbers"}
	for _, s := range all {
		if len(section.Rows) == c.extent.numbers {
			break
		}
		if !c.said[folded(s.Words)] && !repeats(section.Rows, s.Sentence) { // a copy of one that was just taken
			section.Rows = append(section.Rows, c.verbatim(s.Sentence, ""))
		}
	}
	return section
}

// figures counts the figures of a sentence that say how many or how much; of an
// amount of money or a share more is learnt. Ages and durations are none, nor is
// what is hardly counted: 'the two countries', 'one of them'.
func figures(s *material.Sentence) int {
	n := 0
	for _, f := range s.Facts {
		switch {
		case f.Kind == fact.Money, f.Kind == fact.Percent:
			n += 2
		case f.Kind == fact.Number && !barely(s, f), f.Kind == fact.Quantity && !ofTime[f.Unit]:
			n++
		}
	}
	return n
}

// barely reports whether a number is a one or a two in words.
func barely(s *material.Sentence, f fact.Fact) bool {
	return f.Number <= 2 && !strings.ContainsFunc(f.Of(s.Words), unicode.IsDigit)
}

// ofTime are units of durations, and that of 'twice'.
var ofTime = map[string]bool{"time": true, "second": true, "minute": true, "hour": true, "day": true, "week": true, "month": true, "year": true, "decade": true, "century": true}

// quotations are what people said in the weightiest stories, one of each speaker.
func (c *composing) quotations() rag.Section {
	var chosen []quote.Quotation
	spoken := map[string]bool{}
	for _, n := range c.readStories() {
		for _, q := range quote.Make(&material.Set{Articles: n.articles}, quote.Options{}) {
			if len(chosen) == c.extent.quotes {
				break
			}
			if q.Speaker == "" || spoken[q.Speaker] || len(strings.Fields(q.Words)) < leastQuoted ||
				slices.ContainsFunc(q.Sentences, func(s *material.Sentence) bool { return c.said[folded(s.Words)] }) {
				continue
			}
			spoken[q.Speaker] = true
			chosen = append(chosen, q)
		}
	}
	section := rag.Section{Heading: "Quotes"}
	r := quote.Report(chosen, quote.ReportOptions{})
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			if claim, ok := c.take(&r, row.Claim, ""); ok {
				section.Rows = append(section.Rows, rag.Row{Label: row.Label, Claim: claim})
			}
		}
	}
	return section
}

// leastQuoted is how many words a quotation of a briefing has at least: shorter
// ones are remarks within a sentence that says the rest.
const leastQuoted = 6

// aheadFor is how far ahead dates are looked at: a quarter, which is as far as a
// desk plans.
const aheadFor = 92 * 24 * time.Hour

// ahead are the dates to come that the coverage names.
func (c *composing) ahead() rag.Section {
	type coming struct {
		*material.Sentence
		at rag.Moment
	}
	var all []coming
	year, month, today := c.now.Date()
	tomorrow := time.Date(year, month, today+1, 0, 0, 0, 0, time.UTC) // by the calendar of its readers
	c.sentences(func(s *material.Sentence) {
		for _, m := range s.Moments() {
			if day := m.To.Sub(m.From) <= 32*24*time.Hour; day && !m.From.Before(tomorrow) && m.From.Before(tomorrow.Add(aheadFor)) {
				all = append(all, coming{s, m})
				return
			}
		}
	})
	slices.SortStableFunc(all, func(a, b coming) int { return a.at.From.Compare(b.at.From) })
	section := rag.Section{Heading: "What to watch"}
	for _, s := range all {
		if len(section.Rows) == c.extent.ahead {
			break
		}
		if !c.said[folded(s.Words)] && !repeats(section.Rows, s.Sentence) {
			section.Rows = append(section.Rows, c.verbatim(s.Sentence, s.at.Date()))
		}
	}
	return section
}
