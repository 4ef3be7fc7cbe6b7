package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// conflicts reports whether a sentence holds the words of the question in
// other company: '13 Syrians' for '13 Iraqis', 'Syrian workers' for 'Iraqi
// workers', 'against US forces' for 'alongside US forces', or the one who acts
// only after what is done.
func (r *reading) conflicts(c *candidate) bool {
	for i := range r.units {
		u := &r.units[i]
		if i+1 < len(r.units) && r.adjacent(i) && c.parted(u, &r.units[i+1]) {
			return true
		}
		if u.hard() && u.kind != valueUnit && c.opposes(r.question, u) {
			return true
		}
		if u.agent && c.suffers(r, u) {
			return true
		}
	}
	return false
}

// adjacent reports whether two units of the question stand side by side.
func (r *reading) adjacent(i int) bool {
	between := r.question[r.units[i].End:r.units[i+1].Start]
	return strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(between, "'s"), "’s")) == ""
}

// bondReach is within how many words a number or people stands before its noun.
const bondReach = 3

// parted reports whether a number or people of the question, or a place in the
// possessive, stands, in the
// sentence, before something else, and its noun after another one.
func (c *candidate) parted(first, second *unit) bool {
	number := first.kind == valueUnit && first.fact.Kind == fact.Number
	people := first.kind == placeUnit && (first.fact.Kind == fact.Demonym || second.Start-first.End > 1)
	if !number && !people || second.kind == valueUnit {
		return false
	}
	nouns := c.places(second)
	if len(nouns) == 0 {
		return number && c.has(first)
	}
	rival := false
	for _, at := range nouns {
		for _, f := range c.facts {
			if !c.before(f, at) || (number && f.Kind != fact.Number) || (people && f.Kind != fact.Demonym && f.Kind != fact.Place) {
				continue
			}
			if first.measure(lone(f, f.Of(c.words)), c.page.article.Published) >= metFloor {
				return false
			}
			rival = true
		}
	}
	return rival || number && c.has(first)
}

func (c *candidate) has(u *unit) bool { return u.in(c.sentence, c.page.article.Published) >= metFloor }

// before reports whether a fact stands shortly before a token.
func (c *candidate) before(f fact.Fact, at int) bool {
	return f.End <= c.tokens[at].Start && c.wordsBetween(at, f) < bondReach
}

// places lists the tokens at which a unit is met.
func (c *candidate) places(u *unit) []int {
	if u.kind == wordUnit {
		return c.meeting(u)
	}
	var at []int
	for i, t := range c.tokens {
		for _, f := range c.facts {
			if f.Kind.Proper() && overlaps(t.Span, f.Span) && u.measure(lone(f, f.Of(c.words)), Date{}) >= metFloor {
				at = append(at, i)
			}
		}
	}
	return at
}

// beside are words of a question by which somebody is on a side.
var beside = map[string]bool{"alongside": true, "beside": true, "with": true, "side": true}

// opposes reports whether the sentence sets against a name what the question
// puts beside it.
func (c *candidate) opposes(question string, u *unit) bool {
	sided := false
	for t := range text.Tokens(question) {
		if t.Folded == "against" {
			return false
		}
		sided = sided || beside[t.Folded] && t.End <= u.Start && u.Start-t.End < len(" the side of the ")
	}
	if !sided {
		return false
	}
	for _, at := range c.places(u) {
		for back := 1; back <= 2 && at-back >= 0; back++ {
			if c.tokens[at-back].Folded == "against" {
				return true
			}
		}
	}
	return false
}

// suffers reports whether the one who acts, by the question, stands in the
// sentence only after what is done, as it is done to: 'toppled Assad'.
func (c *candidate) suffers(r *reading, agent *unit) bool {
	actors := c.places(agent)
	if len(actors) == 0 {
		return false
	}
	for i := range r.units {
		if !r.units[i].verb {
			continue
		}
		for _, at := range c.meeting(&r.units[i]) {
			if actors[0] < at || c.inverted(actors[0]) {
				return false
			}
		}
		return len(c.meeting(&r.units[i])) > 0
	}
	return false
}

// inverted reports whether a name stands after its verb and yet acts: after
// 'by', or after a verb of saying.
func (c *candidate) inverted(at int) bool {
	for back := 1; back <= bondReach && at-back >= 0; back++ {
		if t := c.tokens[at-back]; t.Folded == "by" || says(t) || t.Folded == "was" {
			return true
		}
	}
	return false
}
