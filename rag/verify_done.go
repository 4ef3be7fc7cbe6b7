package rag

import (
	"strings"

	"newsdesk/rag/fact"
)

// intentFaults wants what the sentence only has as an aim ('tried to join',
// 'ambitions to join') not told as done.
func (c *reclaim) intentFaults(cl *clause) []fault {
	if c.doubtful(cl) {
		return nil
	}
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		m := c.markOver(d.verb)
		if d.verb < cl.from || d.verb >= cl.to || m == nil || m.at < 1 || m.fact != nil || speech[m.key] || auxiliary[c.tokens[d.verb].Folded] || l.parts[m.at] != verb || c.aimed(d.verb) {
			continue
		}
		if c.helped(d.verb, certain) && l.scheduled(m.at) {
			continue // 'will begin' for 'set to begin'
		}
		if l.aimed(m.at) && !l.factive(m.at) && !l.deedElsewhere(m) {
			return []fault{{Unsupported, "the coverage has it as an aim: " + quoted(l.tokens[m.at].Folded), l.words}}
		}
	}
	return nil
}

// scheduled reports whether what stands before the infinitive at a token says that
// it is to come: 'set to begin', 'are to begin'.
func (l *line) scheduled(at int) bool {
	j := at - 1
	for j > 0 && (l.tokens[j].Folded == "to" || l.tokens[j].Folded == "be" || l.parts[j] == adverb) {
		j--
	}
	return j >= 0 && folded("set due scheduled is are")[l.tokens[j].Folded]
}

// aimed reports whether the verb at a token is an infinitive.
func (p *prose) aimed(at int) bool {
	j := at - 1
	for j > 0 && (p.parts[j] == adverb || p.tokens[j].Folded == "be" || p.tokens[j].Folded == "have" || p.tokens[j].Folded == "been") {
		j-- // 'to be approved'
	}
	return j >= 0 && p.tokens[j].Folded == "to"
}

// factive reports whether the verb before an infinitive says that it was done:
// 'began to', 'helped to'.
func (l *line) factive(at int) bool {
	if l.scheduled(at) {
		return false // 'is to be torn down'
	}
	for j := at - 1; j >= 0 && at-j <= 7; j-- {
		switch {
		case doing[l.keys[j]], l.parts[j] == verb && steering[l.keys[j]] && forcing[l.keys[j]]:
			return true
		case aiming[l.keys[j]] || doubts[l.tokens[j].Folded]:
			return false
		case l.parts[j] == verb:
			return true // 'ran to move', 'telephoned to congratulate'
		}
	}
	return true
}

// doing are words after which an infinitive was done; forcing those after which
// somebody else did it; aiming those after which it is open.
var (
	doing   = words("begin start continue manage help go come have able force cause lead allow enable use first last")
	forcing = words("force cause lead allow enable help get")
	aiming  = words(`ambition aspiration aim attempt bid effort hope plan desire wish intention goal threaten threat vow pledge promise try seek
		refuse fail decline want offer agree prepare ready power right way chance opportunity order ask urge tell call demand request invite need due
		expect set likely pressure struggle decide vote authority permission proposal mission campaign push move`)
)

// deedElsewhere reports whether the sentence has the verb of a mark once more.
func (l *line) deedElsewhere(m *mark) bool {
	for k, w := range m.kin {
		for _, at := range l.at[k] {
			if w >= m.met && at != m.at && !l.aimed(at) {
				return true
			}
		}
	}
	return false
}

// future are the auxiliaries of what is not done yet.
var future = folded("will would may might could shall should can")

// open are the auxiliaries that leave a thing open, certain those that promise it.
var (
	open    = folded("may might could")
	certain = folded("will shall")
)

// tenseFaults wants what is yet to come, or only may, in the sentence not told as
// past in the claim.
func (c *reclaim) tenseFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		m := c.markOver(d.verb)
		if d.verb < cl.from || d.verb >= cl.to || m == nil || m.at < 0 || m.fact != nil || speech[m.key] || c.inside[d.verb] || l.parts[m.at] != verb {
			continue
		}
		sure := c.past(d.verb) && l.helped(m.at, future) || c.helped(d.verb, certain) && l.helped(m.at, open) && !c.anyWord(modals)
		if sure && !l.deedElsewhere(m) {
			return []fault{{Unsupported, "the coverage does not have it as done", l.words}}
		}
	}
	return nil
}

// helped reports whether one of some auxiliaries stands before the verb at a token.
func (p *prose) helped(at int, set map[string]bool) bool {
	for j := at - 1; j >= 0; j-- {
		f := p.tokens[j].Folded
		switch {
		case set[f]:
			return true
		case (f == "and" || f == "or") && j > 0 && p.parts[j-1] != nominal: // 'can stall or catch fire'
			j--
		case (f == "and" || f == "or") && j > 1 && p.parts[j-2] == helper:
			j--
		case p.parts[j] != helper && p.parts[j] != adverb:
			return false
		}
	}
	return false
}

// past reports whether the verb at a token is told as done.
func (p *prose) past(at int) bool {
	if p.helped(at, future) || p.helped(at, folded("to be being is are")) || !p.participle(at) || strings.HasSuffix(p.tokens[at].Folded, "ing") {
		return false
	}
	return true
}

// prefixes are written before a word, with a hyphen, and turn or lessen it.
var lessening = folded("non un ex anti pre post half semi quasi near second third fourth fifth sixth vice deputy co")

// lessenedFaults wants what the sentence lessens by a prefix ('second-largest',
// 'non-critical') lessened in the claim.
func (c *reclaim) lessenedFaults(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.at < 1 || m.fact != nil || m.met < 1 || l.between(m.at) != "-" {
			continue
		}
		if prefix := l.tokens[m.at-1].Folded; lessening[prefix] && (m.from == 0 || c.tokens[m.from-1].Folded != prefix) && !c.hasKey(l.keys[m.at-1]) {
			return []fault{{Contradicted, "the coverage has " + quoted(prefix+"-"+l.tokens[m.at].Folded), l.words}}
		}
	}
	return nil
}

// turning are prepositions that say the opposite of one another.
var turning = func() map[string]map[string]bool {
	all := map[string]map[string]bool{}
	for _, pair := range [][2]string{{"from", "to"}, {"from", "into"}, {"from", "towards"}, {"with", "against"}, {"for", "against"}, {"under", "over"}, {"inside", "outside"}, {"within", "outside"}} {
		for i := range pair {
			if all[pair[i]] == nil {
				all[pair[i]] = map[string]bool{}
			}
			all[pair[i]][pair[1-i]] = true
		}
	}
	return all
}()

// prepositionFaults wants what a preposition governs in the claim not under its
// opposite in the sentence: 'from Stavanger' for 'to Stavanger'.
func (c *reclaim) prepositionFaults(cl *clause) []fault {
	l := cl.line
	for _, ph := range c.chunks {
		if ph.prep < cl.from || ph.prep < 0 || ph.to > cl.to {
			continue
		}
		m := c.markOver(ph.head())
		if m == nil || m.at < 0 || l.over[m.at] < 0 || l.repeats(c, m) {
			continue
		}
		other := l.chunks[l.over[m.at]]
		if c.tokens[ph.prep].Folded == "against" && ph.prep > 0 && c.voted(ph.prep) && !l.anyOf(opposing) {
			return []fault{{Contradicted, "the coverage does not say " + quoted("against"), l.words}}
		}
		if other.prep >= 0 && turning[c.tokens[ph.prep].Folded][l.tokens[other.prep].Folded] && !c.turnsAnywhere(l) {
			return []fault{{Contradicted, "the coverage has " + quoted(l.words[l.tokens[other.prep].Start:l.tokens[other.to-1].End]), l.words}}
		}
	}
	return nil
}

// voted reports whether a verb of deciding stands shortly before a token.
func (c *reclaim) voted(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 2*cueReach; j-- {
		if deciding[c.keys[j]] {
			return true
		}
	}
	return false
}

var (
	deciding = words("vote rule decide")
	opposing = folded("against oppose opposes opposed opposing opposition reject rejected rejects rejecting down not no refused refuse")
)

// repeats reports whether a sentence has what a mark means more than once.
func (l *line) repeats(c *reclaim, m *mark) bool { return len(l.at[c.keys[m.from]]) > 1 }

// possession are verbs that only tie a subject to what it is or has.
var possession = folded("is are was were be been has have had")

// holderFaults wants what somebody is or has in the claim to be what the same one
// is or has in the sentence: the subject of the verb before it, where both are names.
func (c *reclaim) holderFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		if d.verb < cl.from || d.verb >= cl.to || !possession[c.tokens[d.verb].Folded] || len(d.objects) == 0 || len(d.subjects) == 0 {
			continue
		}
		said := c.markOver(d.objects[0].head())
		holder := c.named(d.subjects)
		if said == nil || said.at < 0 || holder == nil || holder.met == 0 {
			continue
		}
		e := l.deedBefore(said.at)
		if e == nil || in(e.subjects, holder.at) {
			continue
		}
		for _, ph := range e.subjects {
			if l.parts[ph.head()] == pronoun && holder.at > ph.head() && l.parts[holder.at] != pronoun {
				return []fault{{Unsupported, "the coverage says it of somebody else", l.words}}
			}
			j := l.factAt[ph.head()]
			if j < 0 || !l.facts[j].Kind.Proper() || l.facts[j].Kind == fact.Demonym || l.inside[ph.head()] || c.claimsBeside(l, l.facts[j], holder) || !rivals(l.facts[j], *holder.fact) {
				continue
			}
			value := l.facts[j].Of(l.words)
			return []fault{{Contradicted, "the coverage says it of " + quoted(value), value}}
		}
	}
	return nil
}

// named is the mark of a name in the first of the phrases that has one.
func (c *reclaim) named(phrases []phrase) *mark {
	for _, ph := range phrases {
		for t := ph.from; t < ph.to; t++ {
			if m := c.markOver(t); m != nil && m.fact != nil && m.fact.Kind.Proper() && m.fact.Kind != fact.Demonym {
				return m
			}
		}
	}
	return nil
}

// deedBefore is the last deed of a sentence whose verb stands before a token, in
// the same clause.
func (l *line) deedBefore(at int) *deed {
	var last *deed
	for i := range l.deeds {
		if l.deeds[i].verb < at && l.clauseOf[l.deeds[i].verb] == l.clauseOf[at] {
			last = &l.deeds[i]
		}
	}
	return last
}

// timeFaults wants the time of a deed not to be, in the sentence, that of another
// deed of which the claim says nothing.
func (c *reclaim) timeFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		v := c.markOver(d.verb)
		if d.verb < cl.from || d.verb >= cl.to || v == nil || v.at < 0 || l.parts[v.at] != verb {
			continue
		}
		for _, ph := range d.others {
			m := c.markOver(ph.head())
			if m == nil || m.fact == nil || !m.fact.Kind.Temporal() || m.at < 0 {
				continue
			}
			if e := l.deedOf(m.at); e != nil && e.verb != v.at && !c.taken(l, e.verb) && !speech[l.keys[e.verb]] && !possession[l.tokens[e.verb].Folded] && l.clauseOf[e.verb] != l.clauseOf[v.at] && !l.when(m.at, v.at) {
				return []fault{{Unsupported, "the coverage gives that time for something else: " + quoted(l.tokens[e.verb].Folded), l.words}}
			}
		}
	}
	return nil
}

// eventFaults wants the time of something that happened not to be that of what was
// done before or after it: 'In January 340 lorries crossed, fewer than before the
// coup' does not date the coup.
func (c *reclaim) eventFaults(cl *clause) []fault {
	l := cl.line
	for i := range c.deeds {
		d := &c.deeds[i]
		if d.verb < cl.from || d.verb >= cl.to || len(d.subjects) == 0 {
			continue
		}
		s := c.settled(d.subjects[len(d.subjects)-1].head(), l)
		if s == nil || s.fact != nil || l.over[s.at] < 0 || len(l.at[l.keys[s.at]]) > 1 || c.anyWord(sequels) {
			continue
		}
		event := l.chunks[l.over[s.at]]
		if event.prep < 0 || !sequels[l.tokens[event.prep].Folded] {
			continue
		}
		for _, ph := range d.others {
			if m := c.settled(ph.head(), l); m != nil && m.fact != nil && m.fact.Kind.Temporal() && (m.at < event.from || m.at > event.to+1) {
				return []fault{{Unsupported, "the coverage gives that time for something else", l.words}}
			}
		}
	}
	return nil
}

// sequels put what stands before them before or behind something else.
var sequels = folded("before after since until")

// when reports whether 'when' or the like ties what stands between two tokens.
func (l *line) when(from, to int) bool {
	for i := min(from, to); i <= max(from, to); i++ {
		if f := l.tokens[i].Folded; f == "when" || f == "where" || f == "while" || f == "as" {
			return true
		}
	}
	return false
}

// deedOf is the deed beside which what stands at a token is told.
func (l *line) deedOf(at int) *deed {
	for i := range l.deeds {
		if in(l.deeds[i].others, at) {
			return &l.deeds[i]
		}
	}
	return nil
}
