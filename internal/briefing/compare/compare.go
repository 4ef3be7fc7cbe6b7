// Package compare tells where reports of one event differ: the same fact with
// another number, date, name or place, what only one of them reports, what several
// say alike, and, where no value differs, how each of them puts a thing.
//
// The tour:
//
//   - Gather takes in what there is to compare (gather.go), Make divides it into
//     sides, outlets or else articles (side.go), and compares them; Between is its
//     core for two lists of sentences.
//   - Only reports of one event are compared at all (event.go, profile.go, days.go).
//   - A sentence is read once: its clauses (line.go), times (times.go), places
//     (sites.go), and its figures, each with what it counts and the deed that it
//     counts it for (figure.go, bind.go; the words are in deeds.go).
//   - Values are ranges: 'nearly 1,400' and 1,383 can both be true (value.go).
//   - What is compared of what: numbers (number.go, slot.go, alone.go, apart.go,
//     around.go), dates (when.go), places (where.go), names (who.go), speakers
//     (said.go), causes (cause.go). What pairs of reports differ in is joined to one
//     difference with all its values (merge.go).
//   - Sentences are alike by their words and figures (alike.go); from that come what
//     is agreed and what only one side has (agree.go), and the wordings (wording.go).
//   - Report writes it all down (report.go).
//
// A difference that the passages do not hold is worse than one that is missed: a
// rule that is in doubt says no. It reads words and figures and knows nothing of the
// world, so that a village that one report calls by the next town is beyond it.
// How much is found and how much of that is right: TestCases -v.
package compare

import (
	"newsdesk/internal/briefing/material"
	"newsdesk/rag/text"
)

// Kind is what sort of fact differs.
type Kind string

// The kinds of difference.
const (
	Number  Kind = "number"
	Date    Kind = "date"
	Name    Kind = "name"
	Place   Kind = "place"
	Speaker Kind = "attribution" // who said the same words, or what a thing is put down to
)

// Comparison is what a set's sides say of the same things.
type Comparison struct {
	Sides       []Side
	Differences []Difference
	Agreed      []Agreement
	Only        []Single
	Wordings    []Wording
	// Events is how many pairs of reports of different sides tell one event; none
	// means that nothing could be compared.
	Events int
	// Passed is how many more such pairs there were than were compared.
	Passed int

	set *material.Set
}

// Difference is one fact with two values or more.
type Difference struct {
	About  string // what it is of, in words of the passages: 'killed', 'people on board'
	Kind   Kind
	Values []Value // by date of their articles, the undated last; no two alike
	// Update says that the reports are of different days, so that the later
	// value may only be the newer.
	Update bool
	// Compatible says that all values can be true together: 'at least 13' of
	// one day and '17' of the next. Such are listed only where Update is true.
	Compatible bool
}

// Value is a value as a sentence has it.
type Value struct {
	Text     string // as written, with its hedge: 'at least 13'
	Sentence *material.Sentence
	Span     text.Span // in the sentence's words
}

// Agreement is what several sides say alike, a sentence of each.
type Agreement struct {
	Sentences []*material.Sentence // by date, or where Verified the one first that the others hold
	// Verified says that a verifier found the first sentence supported by each
	// of the others. Otherwise they are only alike.
	Verified bool
	score    float64
}

// Single is a sentence that only its side reports.
type Single struct {
	Side     int // in Sides
	Sentence *material.Sentence
}

// Wording is how each side puts one thing where no value differs.
type Wording struct {
	Sentences []*material.Sentence // of different sides
}

// placed are the sentences that stand somewhere already: what is set against another
// side's is not said to be one side's alone.
func (c *Comparison) placed() map[*material.Sentence]bool {
	all := map[*material.Sentence]bool{}
	for _, d := range c.Differences {
		for _, v := range d.Values {
			all[v.Sentence] = true
		}
	}
	for _, g := range c.Agreed {
		for _, s := range g.Sentences {
			all[s] = true
		}
	}
	for _, w := range c.Wordings {
		for _, s := range w.Sentences {
			all[s] = true
		}
	}
	return all
}

// Options bounds what a comparison holds; zeros are the defaults.
type Options struct {
	Differences, Agreed int // at most so many
	// One reports whether two articles may tell one event, where somebody knows
	// more of that than their words; nil: any two may.
	One func(a, b *material.Article) bool
}

// What a comparison holds unless it is asked for otherwise: what can be read in
// one sitting.
const (
	mostDifferences = 20
	mostAgreed      = 10
	mostOnly        = 4 // of each side
	mostWordings    = 2
)

func (o Options) orDefault() Options {
	for _, of := range []struct {
		n    *int
		most int
	}{{&o.Differences, mostDifferences}, {&o.Agreed, mostAgreed}} {
		if *of.n <= 0 {
			*of.n = of.most
		}
	}
	return o
}

// Make compares the sides of a set. With fewer than two sides there is nothing to
// compare, and only Sides is filled.
func Make(set *material.Set, o Options) Comparison {
	o = o.orDefault()
	sides, reports := divide(set)
	c := Comparison{Sides: sides, set: set}
	if len(sides) < 2 {
		return c
	}
	pairs, passed := events(reports, o.One)
	c.Events, c.Passed = len(pairs), passed
	c.Differences = differences(pairs)
	c.Differences = c.Differences[:min(o.Differences, len(c.Differences))]
	m := match(pairs)
	c.Agreed = m.agreed(c.Differences, o.Agreed)
	c.Wordings = wordings(set, reports, c.placed(), mostWordings)
	c.Only = m.only(sides, reports, &c, mostOnly)
	return c
}

// Between compares sentences that were told before with new ones: which values
// have changed since, and which contradict each other. Sentences of one article
// may be on both sides; they are not compared with themselves. One is as in Options.
func Between(old, recent []*material.Sentence, one func(a, b *material.Article) bool) []Difference {
	reports := append(ofSentences(old, 0), ofSentences(recent, 1)...)
	pairs, _ := events(reports, one)
	return differences(pairs)
}
