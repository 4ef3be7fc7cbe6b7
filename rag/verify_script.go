package rag

import (
	"slices"
	"strings"
	"unicode"

	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

const (
	// foreignShare is what share of a claim's words that the glossary knows its
	// sentences must have, and plainShare where there is no number, date or name
	// to hold it to, of at least plainWords. The glossary gives few of the words
	// that a report may choose from, so that both are lower than those of one
	// language. Tried on claims in Arabic of our own over English reports.
	foreignShare = 0.5
	plainShare   = 0.7
	plainWords   = 3
	// foreignFirm is how many facts that are there need no such share.
	foreignFirm = 3
)

// foreignTo reports whether the claim is in another script than the evidence.
func (c *reclaim) foreignTo(lines []*line) bool { return script(c.words) != script(lines[0].words) }

// script is the range of the first letters that most of a text is in.
func script(s string) *unicode.RangeTable {
	latin, arabic := 0, 0
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r):
			arabic++
		case unicode.Is(unicode.Latin, r):
			latin++
		}
	}
	if arabic > latin {
		return unicode.Arabic
	}
	return unicode.Latin
}

// acrossScripts checks a claim against evidence in another script: numbers, dates
// and names must stand in its sentences, with their hedges; what the glossary
// knows of its words must not say the opposite, deny or affirm more, or put one
// party in the place of another.
func (c *reclaim) acrossScripts(lines []*line) Finding {
	c.translate(lines)
	c.align(lines)
	f := Finding{Verdict: Translated, Supports: c.supports()}
	for k := range c.clauses {
		cl := &c.clauses[k]
		for _, rule := range []func(*clause) []fault{c.foreignFacts, c.foreignTurns, c.foreignTitles, c.foreignParties, c.foreignDirections, c.foreignNumbers} {
			if found := rule(cl); len(found) > 0 {
				return Finding{Verdict: found[0].verdict, Reason: found[0].reason, Value: found[0].value, Supports: f.Supports}
			}
		}
	}
	for _, q := range c.facts {
		if q.Kind == fact.Quote && len(text.Tokenize(q.Of(c.words))) > 1 && holds(lines, q.Of(c.words)) == nil {
			// What somebody said is between marks in their words or in none.
			return Finding{Verdict: Unsupported, Reason: "a quotation stands to the letter, and not in another language", Supports: f.Supports}
		}
	}
	if c.among(tokens{0, len(c.tokens)}, arabicNegations) && !slices.ContainsFunc(c.clauses, func(cl clause) bool { return cl.line.deniesAny() }) {
		return Finding{Verdict: Unsupported, Reason: "the coverage does not deny it", Supports: f.Supports}
	}
	hard, known, met := c.foreignWords()
	share := float64(met) / float64(max(1, known))
	switch {
	case hard == 0 && (known < plainWords || share < plainShare):
		return Finding{Verdict: Unsupported, Reason: "has no number, date or name that could be checked across languages", Supports: f.Supports}
	case known > 1 && hard < foreignFirm && share < foreignShare, known == 1 && met == 0 && !c.measured(), !c.foreignVerb():
		return Finding{Verdict: Unsupported, Reason: "the coverage does not say so", Supports: f.Supports}
	}
	return f
}

// deniesAny reports whether a sentence denies anything, by a word or by a verb.
func (l *line) deniesAny() bool {
	if l == nil {
		return false
	}
	return l.denies(tokens{0, len(l.tokens)}) || slices.ContainsFunc(l.tokens, func(t text.Token) bool {
		return negations[t.Folded] || denying[t.Folded] || refusing[t.Folded]
	})
}

// measured reports whether a claim has a number or a date.
func (c *reclaim) measured() bool {
	return slices.ContainsFunc(c.marks, func(m mark) bool { return m.fact != nil && (m.fact.Kind.Numeric() || m.fact.Kind.Temporal()) })
}

// foreignVerb reports whether what an Arabic claim begins with, which is its verb
// or the thing it speaks of, is in the sentence wherever the glossary knows it.
func (c *reclaim) foreignVerb() bool {
	if script(c.words) != unicode.Arabic || len(c.marks) == 0 || c.measured() {
		return true
	}
	m := &c.marks[0]
	return m.fact != nil || m.hard || m.vague || m.at >= 0
}

// translate gives the words of a claim the meanings that the glossary has for
// them, or the name of the evidence that they spell; words of neither are let be.
func (c *reclaim) translate(lines []*line) {
	spelt := namesIn(lines)
	for i := range c.marks {
		m := &c.marks[i]
		if m.fact != nil {
			continue
		}
		token := c.tokens[m.from].Folded
		m.hard, m.vague = false, true
		if latin(token) {
			m.vague = vague[m.key] || speech[m.key] || !c.proper(m.from) && !anyAt(lines, m.kin)
			continue
		}
		kin := map[string]float64{}
		for _, meaning := range thesaurus.Translate(c.tokens[m.from].Span.Of(c.words)) {
			for w := range strings.FieldsSeq(meaning) {
				key := thesaurus.Key(w)
				if !text.IsStop(w) && !vague[key] && !speech[key] {
					m.vague = false
				}
				for k, v := range kinOf(key) {
					kin[k] = max(kin[k], v)
				}
			}
		}
		if len(kin) == 0 {
			if key := spelling(token, spelt); key != "" {
				kin[key], m.vague, m.hard = 1, false, true
			}
		}
		m.kin = kin
	}
}

// anyAt reports whether some sentence has one of the keys.
func anyAt(lines []*line, kin map[string]float64) bool {
	for _, l := range lines {
		for k := range kin {
			if len(l.at[k]) > 0 {
				return true
			}
		}
	}
	return false
}

// namesIn are the words of the names of the evidence, folded, with their keys.
func namesIn(lines []*line) map[string]string {
	all := map[string]string{}
	for _, l := range lines {
		for i, t := range l.tokens {
			if j := l.factAt[i]; j >= 0 && l.facts[j].Kind.Proper() && l.facts[j].Country == "" && len(t.Folded) >= leastSpelt {
				all[t.Folded] = l.keys[i]
			}
		}
	}
	return all
}

// leastSpelt is how many bytes a word of a name needs to be told by its sound.
const leastSpelt = 4

// spelling is the key of the word of a name that a word in another script spells.
func spelling(word string, names map[string]string) string {
	if len([]rune(word)) < leastSpelt-1 {
		return ""
	}
	best, key := 0.0, ""
	sounds := name.NewMatcher(word)
	for other, k := range names {
		if s, ok := sounds.Same(other); ok && s > best {
			best, key = s, k
		}
	}
	return key
}

// foreignWords counts the facts of a claim, the words that the glossary knows, and
// those that its sentences have.
func (c *reclaim) foreignWords() (hard, known, met int) {
	for i := range c.marks {
		m := &c.marks[i]
		switch {
		case m.fact != nil || m.hard:
			hard++
		case m.vague:
		default:
			known++
			met += btoi(m.at >= 0 || m.met > byContext)
		}
	}
	return
}

// foreignFacts is factFaults for a claim in another script, of which a bare number
// may have its unit in another word.
func (c *reclaim) foreignFacts(cl *clause) []fault {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		switch {
		case m.fact != nil && m.met == 0 && !c.soundsIn(m, cl.line) && !cl.line.bareNumber(*m.fact) && !c.dual(m, cl.line) && !c.spokenOn(m, cl.line), m.fact != nil && c.counts(m):
			return []fault{c.unmet(cl, m)}
		case m.fact == nil && m.hard && m.met == 0 && !c.partOfName(i, cl) && !c.standsIn(m, cl.line):
			return []fault{{Unsupported, quoted(c.tokens[m.from].Span.Of(c.words)) + " is not in the coverage of this", ""}}
		case m.with != nil && m.fact.Kind.Numeric() && !hedgeKept(m.fact.Approx, m.with.Approx) && loosely(m.fact.Approx) != loosely(m.with.Approx):
			return []fault{{Contradicted, "a hedge is lost", hedged(cl.line, m.with)}}
		}
	}
	return nil
}

// loosely is a hedge as translators tell it: 'nearly' is 'about', 'more than' is 'at least'.
func loosely(a fact.Approx) fact.Approx {
	switch a {
	case fact.LessThan:
		return fact.About
	case fact.MoreThan:
		return fact.AtLeast
	}
	return a
}

// bareNumber reports whether a sentence has the number of a quantity without its
// unit, or with one where the claim has none: a 'magnitude 7' is '7 degrees'.
func (l *line) bareNumber(f fact.Fact) bool {
	if f.Kind != fact.Number && f.Kind != fact.Quantity {
		return false
	}
	for _, g := range l.facts {
		if (g.Kind == fact.Number || g.Kind == fact.Quantity) && g.Number == f.Number && (g.Unit == "") != (f.Unit == "") {
			return true
		}
	}
	return false
}

// partOfName reports whether a mark is the rest of the name that the mark beside it
// spells: 'Tarek' of 'Tarek Shaheen', in a sentence that has only 'Shaheen'.
func (c *reclaim) partOfName(i int, cl *clause) bool {
	for _, n := range []int{i - 1, i + 1} {
		if n < cl.mark0 || n >= cl.mark1 || !c.marks[n].hard || c.marks[n].fact != nil || c.marks[n].met == 0 {
			continue
		}
		for _, f := range cl.line.scene.full {
			if spells(f, c.marks[i].kin) && spells(f, c.marks[n].kin) {
				return true
			}
		}
	}
	return false
}

// standsIn reports whether something in a sentence stands for the name that a mark
// spells: a pronoun or noun, or what the article is about.
func (c *reclaim) standsIn(m *mark, l *line) bool {
	for _, f := range l.scene.full {
		if !spells(f, m.kin) {
			continue
		}
		one := mark{from: m.from, to: m.to, fact: &f, at: -1}
		c.meetTopic(&one, l)
		if one.met > 0 {
			return true
		}
		for _, lent := range l.lent {
			if lent.Value == f.Value {
				return true
			}
		}
	}
	return false
}

// spells reports whether a name has a word of which the key is given.
func spells(f fact.Fact, kin map[string]float64) bool {
	for _, t := range text.Tokenize(f.Value) {
		if kin[t.Stem] >= 1 {
			return true
		}
	}
	return false
}

// soundsIn reports whether a sentence spells each word of a name, wherever it
// takes names to be.
func (c *reclaim) soundsIn(m *mark, l *line) bool {
	if !m.fact.Kind.Proper() || m.fact.Country != "" {
		return false
	}
	for t := m.from; t < m.to; t++ {
		sounds := name.NewMatcher(c.tokens[t].Folded)
		found := false
		for i := range l.tokens {
			if !found && (l.tokens[i].Capital || !latin(l.tokens[i].Folded)) {
				_, found = sounds.Same(l.tokens[i].Folded)
			}
		}
		if !found && !name.IsArticle(c.tokens[t].Folded) && !text.IsStop(c.tokens[t].Folded) && len(l.at[c.keys[t]]) == 0 {
			return false
		}
	}
	return true
}
