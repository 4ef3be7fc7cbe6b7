package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// roleFaults wants who does each deed of a clause, and to whom, in the same
// parts of a deed of the sentence: of the same verb, or of one that tells it
// from the other side ('Ruud lost to Alcaraz', 'Alcaraz beat Ruud').
func (c *reclaim) roleFaults(cl *clause) []fault {
	var faults []fault
	for i := range c.deeds {
		d := &c.deeds[i]
		if d.verb < cl.from || d.verb >= cl.to || c.inside[d.verb] {
			continue
		}
		if one, bad := c.misplaced(cl.line, d); bad {
			faults = append(faults, one)
		}
	}
	return faults
}

// misplaced finds a fault with a deed of the claim: no deed of the sentence that
// could be it has its parties where they should be.
func (c *reclaim) misplaced(l *line, d *deed) (worst fault, bad bool) {
	m := c.markOver(d.verb)
	if k := c.keys[d.verb]; m == nil && forceWords[c.tokens[d.verb].Folded] && len(l.at[k]) > 0 { // 'caused'
		m = &mark{from: d.verb, to: d.verb + 1, key: k, kin: map[string]float64{k: 1}, met: 1, at: l.at[k][0]}
	}
	if m != nil && c.undone(l, m) && !c.stands(l, d, m) {
		return fault{Unsupported, quoted(c.tokens[d.verb].Span.Of(c.words)) + " is not what the coverage says", ""}, true
	}
	if m == nil || mutual[m.key] || m.fact != nil || speech[m.key] || m.key == "report" {
		return fault{}, false
	}
	for i := range l.deeds {
		e := &l.deeds[i]
		if l.inside[e.verb] {
			continue
		}
		var one fault
		wrong := false
		switch k := l.keys[e.verb]; {
		case m.kin[k] >= thesaurus.Threshold:
			one, wrong = c.unlike(l, d, e)
		case conversely[m.key][k]:
			one, wrong = c.unturned(l, d, e)
		default:
			continue
		}
		if !wrong {
			return fault{}, false
		}
		if !bad || one.verdict == Contradicted {
			worst, bad = one, true
		}
	}
	return worst, bad
}

// undone reports whether the sentence has nothing like the verb of a mark.
// contest are verbs of which nouns of like meaning tell nothing of who did it.
// lightVerb are verbs that only tie what they join: 'lies in', 'makes up', 'counts'.
// stands reports whether the sentence has another verb in the place of one that
// it lacks, between the same parties: 'attacks disabled the pumps' where they
// 'knocked out' them.
// taken reports whether a word of the claim was met at a token of the line.
// shares reports whether something of a party of the claim is in its place.
// withOf adds to phrases those that 'of' ties to them.
// parties are who does a deed and to whom it is done.
func (d *deed) parties() (agent, patient []phrase) {
	if d.passive {
		return d.by, d.subjects
	}
	return d.subjects, d.objects
}

// unlike compares the parties of two deeds of one verb.
func (c *reclaim) unlike(l *line, d, e *deed) (fault, bool) {
	agent, patient := d.parties()
	doer, done := e.parties()
	if d.passive && !e.passive && len(e.objects) == 0 && e.verb > 0 && l.parts[e.verb-1] != helper { // 'accused of', 'remain hidden'
		doer, done = nil, e.subjects
	}
	opposite := append(done[:len(done):len(done)], l.recipients(e)...)
	if len(patient) == 0 && len(doer) > 0 && !c.acts(agent) {
		opposite = nil // 'the campaign began', of one whom somebody began
		doer = append(doer[:len(doer):len(doer)], done...)
	}
	if len(patient) > 0 && !d.passive && !e.passive && len(e.objects) == 0 && !c.acts(patient) && len(e.others) > 0 {
		doer, done = append(doer[:len(doer):len(doer)], e.others...), doer // 'it leaked oil', 'oil leaked from it'
		opposite = nil
	}
	if one, wrong := c.elsewhere(l, agent, slot{doer, opposite, e.reach(l, doer), true}); wrong {
		return one, true
	}
	if one, wrong := c.elsewhere(l, patient, slot{done, without(doer, done), e.reach(l, done), false}); wrong {
		return one, true
	}
	return c.otherCircumstance(l, d, e)
}

// otherCircumstance finds a time, place or number beside the deed of the claim
// that stands beside something else in the evidence, which has another one there.
func (c *reclaim) otherCircumstance(l *line, d, e *deed) (fault, bool) {
	reach := e.reach(l, e.others)
	for _, ph := range d.others {
		m := c.markOver(ph.head())
		if m == nil || m.fact == nil || m.at >= reach.Start && m.at < reach.End || m.met == 0 || c.clauses[m.clause].line != l {
			continue
		}
		for _, other := range e.others {
			j := l.factAt[other.head()]
			if j < 0 || c.claims(l, l.facts[j]) || !alike(l.facts[j], *m.fact) || l.tokens[other.prep].Folded != c.tokens[ph.prep].Folded && !m.fact.Kind.Temporal() {
				continue
			}
			value := l.facts[j].Of(l.words)
			return fault{Contradicted, "the coverage has " + quoted(value) + " for " + quoted(m.fact.Of(c.words)), value}, true
		}
	}
	return fault{}, false
}

// alike reports whether two facts tell the same of a deed: when, where, how much.
func alike(a, b fact.Fact) bool {
	where := func(f fact.Fact) bool { return f.Kind == fact.Place || f.Kind == fact.Name }
	return a.Kind.Temporal() && b.Kind.Temporal() || where(a) && where(b) || a.Kind.Numeric() && b.Kind.Numeric() && bondSort(a, b)
}

// unturned compares the parties of a deed with those of its converse.
func (c *reclaim) unturned(l *line, d, e *deed) (fault, bool) {
	agent, _ := d.parties()
	doer, _ := e.parties()
	for _, ph := range agent {
		m := c.markOver(ph.head())
		if m != nil && m.at >= 0 && m.fact != nil && m.fact.Kind.Proper() && (in(doer, m.at) || l.standsFor(doer, m)) {
			return turnedRound(l), true
		}
	}
	return fault{}, false
}

func turnedRound(l *line) fault {
	return fault{Contradicted, "who did it to whom is the other way round in the coverage", l.words}
}

// acts reports whether one of the phrases names a person or a body.
func (c *reclaim) acts(party []phrase) bool {
	for _, ph := range party {
		if k := c.factAt[ph.head()]; k >= 0 && (c.facts[k].Kind == fact.Person || c.facts[k].Kind == fact.Organisation) {
			return true
		}
	}
	return false
}

// slot is a place at a deed of the evidence.
type slot struct {
	own, opposite []phrase
	reach         text.Span // tokens that may belong to the place, wider than its phrases
	acts          bool      // it is that of who acts
}

// reach is the tokens between a party before the verb and the verb, or behind the
// verb up to the next one.
func (d *deed) reach(l *line, party []phrase) text.Span {
	first := len(l.tokens)
	for _, ph := range party {
		first = min(first, ph.from)
	}
	if first < d.verb {
		return text.Span{Start: first, End: d.verb}
	}
	for i := d.verb + 1; i < len(l.tokens); i++ {
		if l.parts[i] == verb && l.keys[i] != l.keys[d.verb] && !l.bareParticiple(l.prose, i) && (l.parts[i-1] == helper || l.parts[i-1] == joiner || !l.participle(i) || l.over[i-1] >= 0 && l.proper(i-1)) {
			return text.Span{Start: d.verb, End: i}
		}
	}
	return text.Span{Start: d.verb, End: len(l.tokens)}
}

func in(phrases []phrase, token int) bool {
	for _, ph := range phrases {
		if token >= ph.from && token < ph.to {
			return true
		}
	}
	return false
}

// elsewhere looks for a party of the claim that is not in its place in the
// evidence: in the opposite one, or where another stands in its place.
func (c *reclaim) elsewhere(l *line, party []phrase, s slot) (fault, bool) {
	for _, ph := range party {
		for t := ph.from; t < ph.to; t++ {
			m := c.markOver(t)
			if m == nil || m.from != t || m.vague && m.fact == nil {
				continue
			}
			head := m.to == ph.to || m.fact != nil && m.fact.Kind.Numeric() && c.vagueHead(ph)
			own := l.standsFor(s.own, m) || m.at >= 0 && (in(s.own, m.at) || m.at >= s.reach.Start && m.at < s.reach.End && len(s.own) > 0)
			switch {
			case own && m.at >= 0 && m.fact != nil && m.fact.Kind.Numeric() && c.shareOnly(l, ph, m, s.own):
				return fault{Contradicted, "the coverage has a part of " + quoted(m.fact.Of(c.words)), l.words}, true
			case !own && head && s.acts && m.fact != nil && m.fact.Kind.Proper() && m.fact.Kind != fact.Demonym && m.met > 0 && c.another(l, s.own, m.at):
				return fault{Unsupported, "the coverage has somebody else do that", l.words}, true
			case own && head && s.acts && m.at >= 0 && !l.standsFor(s.own, m) && c.demoted(l, m, s):
				return turnedRound(l), true
			case own:
			case head && l.standsFor(s.opposite, m):
				return turnedRound(l), true
			case head && m.at >= 0 && in(s.opposite, m.at) && (l.heads(s.opposite, m.at) || m.fact != nil && m.fact.Kind.Numeric()) && m.met >= thesaurus.Threshold:
				return turnedRound(l), true
			case m.fact != nil && (m.fact.Kind.Numeric() || head && m.fact.Kind.Proper() && m.fact.Kind != fact.Demonym):
				if f, ok := c.rivalIn(l, s.own, party, m); ok && (s.acts || person(f) == person(*m.fact)) {
					value := f.Of(l.words)
					return fault{Contradicted, "the coverage has " + quoted(value) + " there", value}, true
				}
			}
		}
	}
	return fault{}, false
}

// another reports whether the phrases name a party by a noun that the claim does
// not have: 'tallied by TV stations'.
func (c *reclaim) another(l *line, own []phrase, named int) bool {
	for _, ph := range own {
		at := ph.head()
		if l.parts[at] == pronoun && named > at && l.parts[named] != pronoun {
			continue // 'he' is nobody who is named behind it
		}
		if l.besideName(ph.from) || thingNouns[l.keys[at]] != nil {
			return false // 'Namalomba, a former minister who'
		}
		if l.parts[at] != nominal || l.factAt[at] >= 0 || c.taken(l, at) || vague[l.keys[at]] || thingNouns[l.keys[at]] != nil {
			return false
		}
	}
	return len(own) > 0
}

// shareOnly reports whether the evidence counts a part of the claim's number: '31
// of its 87 seats' for '87 seats'.
func (c *reclaim) shareOnly(l *line, ph phrase, m *mark, own []phrase) bool {
	n := l.over[m.at]
	if n < 1 || l.chunks[n].prep < 1 || l.tokens[l.chunks[n].prep].Folded != "of" || ph.prep >= 0 {
		return false
	}
	j := l.factAt[l.chunks[n].prep-1]
	return j >= 0 && l.facts[j].Kind.Numeric()
}

// demoted reports whether a person, body or place that heads a party of the claim
// only belongs to who does it in the evidence: 'Putin's spokesman', 'groups in Iraq'.
func (c *reclaim) demoted(l *line, m *mark, s slot) bool {
	if m.fact == nil || !m.fact.Kind.Proper() || m.fact.Kind == fact.Demonym || in(s.own, m.at) && l.heads(s.own, m.at) || l.over[m.at] < 0 {
		return false
	}
	if m.at >= s.reach.End || len(s.own) == 0 || m.at < s.own[len(s.own)-1].from {
		return false
	}
	ph := l.chunks[l.over[m.at]]
	if !l.heads([]phrase{ph}, m.at) && l.owns(m.at) && (m.fact.Kind == fact.Person || m.fact.Kind == fact.Organisation) && !in(s.own, m.at) {
		return true
	}
	if ph.prep >= 0 && !l.heads([]phrase{ph}, m.at) {
		return false
	}
	if ph.prep >= 0 {
		by := l.tokens[ph.prep].Folded // 'rescuers led by X' are X's
		return by != "by" && (m.fact.Kind == fact.Person || by != "of")
	}
	return m.fact.Kind == fact.Person && in(s.own, m.at) && l.owns(m.at)
}

// owns reports whether a possessive ending follows the name at a token.
func (p *prose) owns(at int) bool {
	to := at + 1
	if j := p.factAt[at]; j >= 0 {
		_, to = p.tokensOf(p.facts[j])
	}
	gap := p.between(to)
	return strings.HasPrefix(gap, "'s") || strings.HasPrefix(gap, "’s")
}

// standsFor reports whether one of the phrases is a pronoun that may stand for the
// name of a mark, and for no other.
func (l *line) standsFor(phrases []phrase, m *mark) bool {
	if m.fact == nil || !m.fact.Kind.Proper() {
		return false
	}
	for _, ph := range phrases {
		if l.parts[ph.head()] != pronoun {
			continue
		}
		for _, one := range l.lent {
			if one.at == ph.head() && l.scene.sameName(*m.fact, one.Fact) {
				return true
			}
		}
	}
	return false
}

// vagueHead reports whether the head of a phrase says little: 'six men'.
func (c *reclaim) vagueHead(ph phrase) bool {
	m := c.markOver(ph.head())
	return m == nil || m.vague || vague[m.key]
}

// heads reports whether a token is the head of one of the phrases, or a name in it
// that owns nothing.
func (l *line) heads(phrases []phrase, token int) bool {
	for _, ph := range phrases {
		if token >= ph.from && token < ph.to {
			j := l.factAt[token]
			return token == ph.head() || j >= 0 && j == l.factAt[ph.head()]
		}
	}
	return false
}

// rivalIn finds another fact of a mark's sort at the head of the phrases, which
// the claim does not have.
func (c *reclaim) rivalIn(l *line, own, party []phrase, m *mark) (fact.Fact, bool) {
	for _, ph := range own {
		for t := ph.from; t < ph.to; t++ {
			j := l.factAt[t]
			if j < 0 || l.inside[t] || c.claimsWithin(l, l.facts[j], party) {
				continue
			}
			f := l.facts[j]
			_, to := l.tokensOf(f)
			if m.fact.Kind.Numeric() && f.Kind.Numeric() && bondSort(f, *m.fact) || f.Kind.Proper() && f.Kind != fact.Demonym && to == ph.to && !m.fact.Kind.Numeric() && rivals(f, *m.fact) {
				return f, true
			}
		}
	}
	return fact.Fact{}, false
}

// claimsWithin reports whether the claim has a fact of the evidence in the same party.
func (c *reclaim) claimsWithin(l *line, f fact.Fact, party []phrase) bool {
	for i := range c.marks {
		if m := &c.marks[i]; m.fact != nil && l.carries(f, *m.fact) {
			for _, ph := range party {
				if m.to > ph.from && m.from < ph.to {
					return true
				}
			}
		}
	}
	return false
}

// claimsBeside reports whether the clause of a mark has a fact of the evidence too.
func (c *reclaim) claimsBeside(l *line, f fact.Fact, m *mark) bool {
	cl := &c.clauses[m.clause]
	for i := cl.mark0; i < cl.mark1; i++ {
		if c.marks[i].fact != nil && l.carries(f, *c.marks[i].fact) {
			return true
		}
	}
	return false
}

// rivals reports whether two names could stand for one another's bearers.
func rivals(a, b fact.Fact) bool {
	body := func(f fact.Fact) bool {
		return f.Kind == fact.Organisation || f.Kind == fact.Place || f.Kind == fact.Name
	}
	return a.Kind == b.Kind || body(a) && body(b) || a.Kind == fact.Name || b.Kind == fact.Name ||
		a.Kind == fact.Person || b.Kind == fact.Person
}

// converseWords are verbs that tell one deed from its two sides.
