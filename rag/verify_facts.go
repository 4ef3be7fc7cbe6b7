package rag

import (
	"fmt"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// factFaults wants every fact of a clause in its sentence, with no hedge lost.
func (c *reclaim) factFaults(cl *clause) []fault {
	var faults []fault
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		switch {
		case !m.hard:
		case m.met == 0:
			faults = append(faults, c.unmet(cl, m))
		case m.fact == nil && m.met < thesaurus.Threshold:
			faults = append(faults, fault{Unsupported, quoted(c.tokens[m.from].Folded) + " is not what the coverage says", ""})
		case m.with != nil && m.fact.Kind.Numeric() && !(c.after(m.from, "than") && m.fact.Approx == fact.Exact) && m.fact.Number == m.with.Number && !hedgeKept(m.fact.Approx, m.with.Approx):
			faults = append(faults, fault{Contradicted, fmt.Sprintf("the coverage says %s", m.with.Approx), hedged(cl.line, m.with)})
		}
	}
	return faults
}

func (c *reclaim) after(i int, word string) bool { return i > 0 && c.tokens[i-1].Folded == word }

// unmet says that a fact is not in the sentence: contradicted where there is one
// of its kind that the claim does not have.
func (c *reclaim) unmet(cl *clause, m *mark) fault {
	if m.fact == nil {
		return fault{Unsupported, quoted(c.tokens[m.from].Span.Of(c.words)) + " is not in the coverage", ""}
	}
	what := quoted(m.fact.Of(c.words))
	for _, f := range cl.line.facts {
		if !sameSort(f, *m.fact) || c.claims(cl.line, f) {
			continue
		}
		value := f.Of(cl.line.words)
		return fault{Contradicted, "the coverage has " + quoted(value) + " for " + what, value}
	}
	return fault{Unsupported, what + " is not in the coverage of this", ""}
}

// claims reports whether the claim has a fact of the evidence.
func (c *reclaim) claims(l *line, f fact.Fact) bool {
	for i := range c.marks {
		if c.marks[i].fact != nil && l.carries(f, *c.marks[i].fact) {
			return true
		}
	}
	return false
}

// sameSort reports whether one fact could stand in the place of another.
func sameSort(a, b fact.Fact) bool {
	switch {
	case a.Kind.Numeric() && b.Kind.Numeric():
		return (a.Kind == b.Kind || a.Unit == "" || b.Unit == "") && (a.Kind == fact.Ordinal) == (b.Kind == fact.Ordinal)
	case a.Kind.Temporal() && b.Kind.Temporal():
		return true
	case person(a) && person(b):
		return true
	}
	return a.Kind.Proper() && a.Kind == b.Kind
}

func person(f fact.Fact) bool { return f.Kind == fact.Person }

func hedged(l *line, f *fact.Fact) string {
	if f.Approx == fact.Exact {
		return f.Of(l.words)
	}
	return f.Approx.String() + " " + f.Of(l.words)
}

// hedgeKept reports whether a claimed hedge says no more than the coverage's:
// 'at least 13' carries neither '13' nor 'more than 13'.
func hedgeKept(claim, evidence fact.Approx) bool {
	switch {
	case claim == evidence:
		return true
	case evidence == fact.Exact:
		return claim == fact.About || claim == fact.AtLeast || claim == fact.AtMost
	case evidence == fact.MoreThan:
		return claim == fact.AtLeast
	case evidence == fact.LessThan:
		return claim == fact.AtMost || claim == fact.About
	}
	return false
}

// titleOf are the keys of what stands beside a name.
func (p *prose) titleOf(f fact.Fact) []string {
	var keys []string
	for _, i := range p.titleAt(f) {
		keys = append(keys, p.keys[i])
	}
	return keys
}

// titleAt are the tokens of what stands beside a name: the words right before it
// and the appositions around it.
func (p *prose) titleAt(f fact.Fact) []int {
	from, to := p.tokensOf(f)
	var at []int
	for i := from - 1; i >= 0 && from-i <= titleReach; i-- {
		t := p.tokens[i]
		if text.IsStop(t.Folded) || strings.ContainsAny(p.between(i+1), ",;:.“”\"") && !(shortTitle[t.Folded] && strings.TrimSpace(p.between(i+1)) == ".") ||
			p.verbal(i) || p.numericAt(i) || p.parts[i] == verb && strings.HasSuffix(t.Folded, "ing") {
			break
		}
		at = append(at, i)
	}
	return append(append(at, p.office(from)...), p.apposition(to)...)
}

// shortTitle are titles that end in a dot.
var shortTitle = folded("gov sen rep dr prof gen lt col maj capt sgt mr mrs ms rev")

// titleReach is how many words a title has at most, in front of a name.
const titleReach = 5

// apposition are the tokens of what is set between commas behind a name:
// ', chief of the National Intelligence Service,' or ', who heads the branch,'.
func (p *prose) apposition(to int) []int {
	if to >= len(p.tokens) || !strings.HasPrefix(strings.TrimLeft(p.between(to), "”\"'’s"), ",") {
		return nil
	}
	open := p.tokens[to].Folded
	if !determiners[open] && open != "who" && !p.roleAt(to) && !p.owns(to) {
		return nil
	}
	if open == "who" && (to+1 >= len(p.tokens) || !leading[p.keys[to+1]]) {
		return nil
	}
	var at []int
	for i := to; i < len(p.tokens) && i < to+12; i++ {
		if i > to && strings.ContainsAny(p.between(i), ",;") {
			return at
		}
		if open == "who" && i > to+5 {
			return at
		}
		if !text.IsStop(p.tokens[i].Folded) {
			at = append(at, i)
		}
	}
	if end := p.words[p.tokens[len(p.tokens)-1].End:]; strings.ContainsAny(end, ".,") {
		return at
	}
	return nil
}

// leading are verbs that say what office somebody has.
var leading = words("head lead run chair direct command manage own found coach edit supervise")

var determiners = map[string]bool{"a": true, "an": true, "the": true, "its": true, "his": true, "her": true, "their": true}

func (p *prose) roleAt(i int) bool {
	for _, f := range p.facts {
		if f.Kind == fact.Role && overlaps(f.Span, p.tokens[i].Span) {
			return true
		}
	}
	return false
}

func (p *prose) numericAt(i int) bool {
	j := p.factAt[i]
	return j >= 0 && (p.facts[j].Kind.Numeric() || p.facts[j].Kind.Temporal())
}

// verbal reports whether a token is a verb of the past, by its form, or one of saying.
func (p *prose) verbal(i int) bool {
	t := p.tokens[i]
	if t.Capital && i > 0 {
		return false
	}
	if base, ok := baseOf[t.Folded]; ok && base != "person" && base != "men" && base != "man" && base != "child" && base != "woman" {
		return true
	}
	return speech[p.keys[i]] || strings.HasSuffix(t.Folded, "ed") && len(t.Folded) > 4 || auxiliary[t.Folded]
}

var auxiliary = map[string]bool{
	"is": true, "was": true, "are": true, "were": true, "has": true, "have": true, "had": true, "will": true, "would": true, "may": true, "might": true,
	"could": true, "can": true, "should": true, "be": true, "been": true,
}

// titleFaults wants each title that a clause puts beside a person in what the
// article says beside the same name.
func (c *reclaim) titleFaults(cl *clause) []fault {
	var faults []fault
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.met == 0 || (m.fact.Kind != fact.Person && m.fact.Kind != fact.Name) {
			continue
		}
		keys := c.titleOf(*m.fact)
		if len(keys) == 0 || !c.hasRole(*m.fact, keys) {
			continue
		}
		about := cl.line.scene.aboutName(*m.fact, cl.line)
		for _, k := range keys {
			if !c.heldKey(k, about, cl.line) && !c.heldBeside(k, *m.fact, cl.line.scene) {
				faults = append(faults, fault{Unsupported, "the coverage does not call " + m.fact.Of(c.words) + " that", ""})
				break
			}
		}
	}
	return faults
}

// hasRole reports whether what stands beside a name is a title: a role that the
// language knows, or a noun made like one.
func (c *reclaim) hasRole(f fact.Fact, keys []string) bool {
	if f.Role != "" {
		return true
	}
	for _, k := range keys {
		for i, key := range c.keys {
			if key == k && (c.roleAt(i) || c.factAt[i] < 0 && doer(c.tokens[i].Folded)) {
				return true
			}
		}
	}
	return false
}

// doer reports whether a noun is made like that of somebody who does something.
func doer(w string) bool {
	for _, end := range []string{"ist", "or", "er", "ian", "man", "woman", "chief", "head", "ee", "mate", "judge"} {
		if strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// aboutName is all that the article says beside a name.
func (s *scene) aboutName(f fact.Fact, l *line) map[string]bool {
	all := map[string]bool{}
	for value, keys := range s.about {
		if !fact.NameWithin(f.Value, value) && !fact.NameWithin(value, f.Value) && name.Similarity(f.Value, value) < name.Same {
			continue
		}
		for k := range keys {
			all[k] = true
		}
	}
	if !all["counterpart"] {
		return all
	}
	for _, other := range s.lines {
		for _, g := range other.facts {
			if g.Kind == fact.Role {
				for w := range strings.FieldsSeq(thesaurus.Key(g.Value)) {
					all[w] = true
				}
			}
		}
	}
	return all
}

// heldKey reports whether a word of a title is among what is said of a name.
func (c *reclaim) heldKey(k string, about map[string]bool, l *line) bool {
	if len(k) < 3 || vague[k] || k == "dr" || lightTitle[k] {
		return true
	}
	for kin, w := range kinOf(k) {
		if w >= thesaurus.Threshold && about[kin] {
			return true
		}
	}
	for i, key := range c.keys { // a country or body beside the title
		if j := c.factAt[i]; key == k && j >= 0 && c.facts[j].Kind.Proper() {
			if c.facts[j].Kind != fact.Demonym && l.holderOf(c.facts[j]) {
				return true
			}
			for _, f := range l.scene.full {
				if (f.Kind == fact.Place || f.Kind == fact.Demonym) && l.scene.sameName(c.facts[j], f) {
					return true
				}
			}
		}
	}
	return oneTitle(k, about)
}

// holderOf reports whether a sentence has a name itself, or a possessive for it: 'his
// lawyer' is the captain's.
func (l *line) holderOf(f fact.Fact) bool {
	for _, g := range l.facts {
		if g.Kind.Proper() && l.scene.sameName(f, g) {
			return true
		}
	}
	for _, g := range l.lent {
		if g.at >= 0 && theirs[l.tokens[g.at].Folded] && l.scene.sameName(f, g.Fact) {
			return true
		}
	}
	return false
}

var theirs = folded("his her its their")

// lightTitle are words of a title that any holder of it may have.
var lightTitle = words(`mr mrs ms veteran local top senior outgoing named`)

// oneTitle knows titles that mean one thing.
func oneTitle(k string, about map[string]bool) bool {
	for _, group := range titleGroups {
		if !group[k] {
			continue
		}
		for other := range group {
			if about[other] {
				return true
			}
		}
	}
	return false
}

var titleGroups = []map[string]bool{
	words("head lead leader chief boss run"), words("spokesman spokeswoman spokesperson"), words("lawmaker mp member deputy legislator"),
	words("doctor dr physician"), words("president chairman chairwoman chair head"),
	words("gov governor"), words("sen senator"), words("rep representative congressman congresswoman"), words("gen general"), words("prof professor"),
	words("analyst expert academic"), words("geologist scientist"), words("executive chief ceo boss"),
}
