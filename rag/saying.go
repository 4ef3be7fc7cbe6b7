package rag

import (
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// fitSaid is how far a sentence reports words of the one who is asked about: a
// quotation most, then a verb of saying; 0 where somebody else says them.
func (r *reading) fitSaid(c *candidate) float64 {
	if r.ask.Speaker.Len() > 0 && !r.speaks(c) {
		return 0
	}
	for _, f := range c.facts {
		if f.Kind == fact.Quote {
			return 1
		}
	}
	for _, t := range c.tokens {
		if says(t) {
			return 0.8
		}
	}
	return 0.3
}

// sayingReach is within how many words of its verb a speaker stands.
const sayingReach = 5

// speaks reports whether the speaker of the question is the one who says it: by
// a verb of saying beside the name, or in the sentence that this one leans on.
func (r *reading) speaks(c *candidate) bool {
	for i := range r.units {
		u := &r.units[i]
		if !overlaps(u.Span, r.ask.Speaker) || u.kind == placeUnit {
			continue
		}
		at := c.places(u)
		if len(at) == 0 {
			if c.met[i].near >= metFloor && c.leans() {
				return true
			}
			continue
		}
		for _, a := range at {
			for j := max(0, a-sayingReach); j <= min(len(c.tokens)-1, a+sayingReach); j++ {
				if says(c.tokens[j]) && (u.kind == wordUnit || !c.otherSpeaker(j, a)) {
					return true
				}
			}
		}
	}
	return false
}

// otherSpeaker reports whether another name stands between a verb of saying and
// the one at a token.
func (c *candidate) otherSpeaker(verb, at int) bool {
	from, to := c.tokens[min(verb, at)].End, c.tokens[max(verb, at)].Start
	for _, f := range c.facts {
		if (f.Kind == fact.Person || f.Kind == fact.Organisation) && f.Start >= from && f.End <= to {
			return true
		}
	}
	return false
}

// saying are verbs that report words.
var saying = words(`say tell argue believe warn urge claim add note stress describe announce declare call point hint
	insist explain suggest underline underscore report state accuse demand predict condemn slam vow think want urge`)

// says reports whether a token is a verb that reports words.
func says(t text.Token) bool { return saying[t.Stem] || saying[baseOf[t.Folded]] }
