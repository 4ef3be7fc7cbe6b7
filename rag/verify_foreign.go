package rag

import (
	"strings"
	"unicode"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// foreignNo are the words of Arabic and Sorani that deny what is behind them, and
// foreignWithout those that only leave it out.
var (
	foreignNo      = folded("لم لن لا ليس ليست ليسوا وليس ولم ولا ولن نە نییە نەبوو")
	foreignWithout = folded("دون بدون غير عدم بلا بێ")
)

// foreignReach is how many words behind it a word such as 'لم' denies.
const foreignReach = 2

// foreignTurns wants no word denied, affirmed or turned into its opposite.
func (c *reclaim) foreignTurns(cl *clause) []fault {
	l := cl.line
	denied, denies := c.foreignDenials(cl)
	said := l.deniedHere()
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact != nil || m.vague && !denied[m.from] {
			continue
		}
		switch {
		case m.at >= 0 && m.met >= thesaurus.Threshold && said[m.at] && !denies && !c.hasDenier(cl):
			return []fault{{Contradicted, "the coverage says the opposite", l.words}}
		case denied[m.from] && m.at >= 0 && !said[m.at] && !l.deniesBeside(m.at):
			return []fault{{Contradicted, "the coverage does not deny it", l.words}}
		case denied[m.from] || m.at >= 0 && m.met >= thesaurus.Threshold:
			continue
		}
		if other := l.turns(m); other != "" {
			return []fault{{Contradicted, "the coverage has " + quoted(other), other}}
		}
	}
	return nil
}

// foreignDenials are the tokens of a clause that are denied, and whether any is.
func (c *reclaim) foreignDenials(cl *clause) (denied map[int]bool, any bool) {
	denied = map[int]bool{}
	for i := cl.from; i < cl.to; i++ {
		f := c.tokens[i].Folded
		any = any || foreignNo[f] || foreignWithout[f]
		for j := i + 1; foreignNo[f] && j <= i+foreignReach && j < cl.to; j++ {
			denied[j] = true
		}
	}
	for i, t := range c.tokens[cl.from:cl.to] {
		if latin(t.Folded) && c.negates(cl.from+i) {
			any = true
			for _, j := range c.scoped(cl.from+i, negationReach) {
				denied[j] = true
			}
		}
	}
	return denied, any
}

// hasDenier reports whether a clause has a verb that denies by itself: 'refused'.
func (c *reclaim) hasDenier(cl *clause) bool {
	for i := cl.mark0; i < cl.mark1; i++ {
		for _, w := range []string{"deny", "refuse", "reject", "fail", "prevent"} {
			if c.marks[i].kin[thesaurus.Key(w)] >= thesaurus.Threshold {
				return true
			}
		}
	}
	return false
}

// ways are the verbs that 'up' and 'down' before an amount stand for.
var ways = map[string]string{"up": "rise", "down": "fall"}

// turns finds a word of a sentence that is the opposite of a mark's, "" where
// there is none.
func (l *line) turns(m *mark) string {
	for k, w := range m.kin {
		if w < 1 {
			continue
		}
		for j, t := range l.tokens { // 'down 38%', for what is said to rise
			if way := ways[t.Folded]; way != "" && turned[k][way] && j+1 < len(l.tokens) && l.numericAt(j+1) {
				return t.Folded
			}
		}
		for j, own := range l.keys {
			others := l.english[j]
			if l.english == nil {
				others = []string{own}
			}
			for _, other := range others {
				if l.factAt[j] < 0 && !text.IsStop(l.tokens[j].Folded) && (turned[k][other] || thesaurus.OpposedKeys(k, other)) && m.kin[other] < thesaurus.Kindred {
					return l.tokens[j].Folded
				}
			}
		}
	}
	return ""
}

// foreignTitles wants the office that stands before a name to be one that the
// article gives it.
func (c *reclaim) foreignTitles(cl *clause) []fault {
	for _, f := range c.facts {
		if f.Kind != fact.Role || latin(text.Fold(f.Of(c.words))) {
			continue
		}
		_, to := c.tokensOf(f)
		for to < len(c.tokens) && c.factAt[to] >= 0 && c.facts[c.factAt[to]].Country != "" {
			to++ // 'the Syrian foreign minister'
		}
		if to >= cl.to || to < cl.from {
			continue
		}
		holder := c.markOver(to)
		if holder != nil && holder.met == 0 && holder.fact == nil {
			holder = c.markOver(to + 1) // a given name that the sentence leaves out
		}
		if holder == nil || holder.met == 0 {
			continue
		}
		about := c.aboutMark(holder, cl.line)
		for w := range roleWords(f.Value) {
			if len(about) > 0 && !about[w] && !oneTitle(w, about) && !kindred(about, w) {
				return []fault{{Unsupported, "the coverage does not call " + c.tokens[to].Span.Of(c.words) + " that", ""}}
			}
		}
	}
	return nil
}

func roleWords(value string) map[string]bool {
	all := map[string]bool{}
	for _, t := range text.Tokenize(value) {
		if !text.IsStop(t.Folded) && !lightTitle[t.Stem] {
			all[t.Stem] = true
		}
	}
	return all
}

func kindred(about map[string]bool, key string) bool {
	for k, w := range kinOf(key) {
		if w >= thesaurus.Threshold && about[k] {
			return true
		}
	}
	return false
}

// aboutMark is what the article says beside the name that a mark spells.
func (c *reclaim) aboutMark(m *mark, l *line) map[string]bool {
	all := map[string]bool{}
	for _, g := range l.scene.full {
		if g.Kind == fact.Demonym || g.Country != "" {
			continue
		}
		same := m.fact != nil && (fact.NameWithin(m.fact.Value, g.Value) || fact.NameWithin(g.Value, m.fact.Value))
		for _, t := range text.Tokenize(g.Value) {
			same = same || m.fact == nil && m.kin[t.Stem] >= 1
		}
		for k := range l.scene.about[g.Value] {
			all[k] = all[k] || same
		}
	}
	for k, held := range all {
		if !held {
			delete(all, k)
		}
	}
	return all
}

// foreignParties wants the first of two names behind an Arabic verb not to suffer
// what the second does in the sentence.
func (c *reclaim) foreignParties(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact != nil || m.at < 0 || latin(c.tokens[m.from].Folded) {
			continue
		}
		first, second := c.namesBehind(cl, i)
		if second == nil {
			continue
		}
		for k := range l.deeds {
			d := &l.deeds[k]
			if d.verb != m.at || mutual[l.keys[d.verb]] {
				continue
			}
			doer, done := d.parties()
			if l.heads(done, first.at) && l.heads(doer, second.at) {
				return []fault{{Contradicted, "who did it to whom is the other way round in the coverage", l.words}}
			}
		}
	}
	return nil
}

// foreignPrepositions are the English of prepositions that tell where from and where to.
var foreignPrepositions = map[string]map[string]bool{
	text.Fold("إلى"): folded("to into towards"), text.Fold("ضد"): folded("against"), text.Fold("بۆ"): folded("to for into"),
}

// foreignDirections wants a name behind such a preposition not to stand in the
// sentence where another name of the claim stands behind it.
func (c *reclaim) foreignDirections(cl *clause) []fault {
	l := cl.line
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || !m.fact.Kind.Proper() || m.at < 0 || m.from == 0 {
			continue
		}
		english := foreignPrepositions[c.tokens[m.from-1].Folded]
		if english == nil || m.at > 0 && english[l.tokens[m.at-1].Folded] {
			continue
		}
		for j := cl.mark0; j < cl.mark1; j++ {
			if o := &c.marks[j]; j != i && o.fact != nil && o.fact.Kind.Proper() && o.at > 0 && english[l.tokens[o.at-1].Folded] {
				return []fault{{Contradicted, "the coverage has it the other way round", l.words}}
			}
		}
	}
	return nil
}

// namesBehind are the first two names behind a mark that stand apart in the sentence.
func (c *reclaim) namesBehind(cl *clause, i int) (first, second *mark) {
	for j := i + 1; j < cl.mark1; j++ {
		m := &c.marks[j]
		if m.at < 0 || !m.hard || m.fact != nil && (!m.fact.Kind.Proper() || m.fact.Kind == fact.Demonym) {
			continue
		}
		switch {
		case first == nil:
			first = m
		case cl.line.factAt[m.at] != cl.line.factAt[first.at]:
			return first, m
		}
	}
	return first, nil
}

// foreignNumbers wants what stands beside a number not to stand beside another one
// in the sentence instead.
func (c *reclaim) foreignNumbers(cl *clause) []fault {
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.fact == nil || m.with == nil || !m.fact.Kind.Numeric() {
			continue
		}
		for _, side := range []int{-1, 1} {
			n := i + side
			if n < cl.mark0 || n >= cl.mark1 {
				continue
			}
			by := &c.marks[n]
			if by.fact != nil || by.vague || by.at < 0 || side < 0 && m.from-by.to > 1 || side > 0 && by.from-m.to > 0 {
				continue
			}
			at := cl.line.at[cl.line.keys[by.at]]
			f, ok := c.displaced(cl.line, m, at, side, 3)
			if !ok && side < 0 { // a verb stands before its subject in Arabic
				f, ok = c.displaced(cl.line, m, at, 1, 2)
			}
			if ok && (side < 0 || !c.claims(cl.line, f)) {
				value := f.Of(cl.line.words)
				return []fault{{Contradicted, "the coverage has " + quoted(value) + " there", value}}
			}
		}
	}
	return nil
}

// mean notes what the glossary has for the words of a sentence in another script.
func (l *line) mean() {
	if script(l.words) == unicode.Latin {
		return
	}
	l.english = map[int][]string{}
	for i := range l.tokens {
		l.means(i, i+1)
		if i+1 < len(l.tokens) {
			l.means(i, i+2)
		}
	}
}

func (l *line) means(i, j int) {
	for _, meaning := range thesaurus.Translate(l.words[l.tokens[i].Start:l.tokens[j-1].End]) {
		for w := range strings.FieldsSeq(meaning) {
			if key := thesaurus.Key(w); !text.IsStop(w) {
				l.at[key] = append(l.at[key], i)
				l.english[i] = append(l.english[i], key)
			}
		}
	}
}

// deniedHere are the tokens of a sentence that are denied, in whatever script.
func (l *line) deniedHere() map[int]bool {
	said := l.negated()
	for i, t := range l.tokens {
		for j := i + 1; foreignNo[t.Folded] && j <= i+foreignReach && j < len(l.tokens); j++ {
			said[j] = true
		}
	}
	return said
}

// spokenOn reports whether a sentence in Arabic begins with a verb of saying that
// has its speaker from the sentence before, and that one spells a name.
func (c *reclaim) spokenOn(m *mark, l *line) bool {
	if l.english == nil || !m.fact.Kind.Proper() {
		return false
	}
	said := false
	for _, key := range l.english[0] {
		said = said || speech[key]
	}
	for i, other := range l.scene.lines {
		if said && other == l && i > 0 {
			return c.soundsIn(m, l.scene.lines[i-1])
		}
	}
	return false
}

// counts reports whether a bare number of the claim counts something else than the
// years that the evidence counts by it.
func (c *reclaim) counts(m *mark) bool {
	return m.with != nil && m.fact.Kind == fact.Number && m.with.Kind == fact.Quantity && m.to < len(c.tokens) && c.parts[m.to] == nominal && len(c.between(m.to)) == 1
}

// dual reports whether a sentence has two of what a claim counts two of, by the
// ending of the noun: 'عاملين'.
func (c *reclaim) dual(m *mark, l *line) bool {
	if l.english == nil {
		return false
	}
	if m.fact.Kind == fact.Ordinal && m.fact.Number == 1 {
		return len(l.at[text.Stem(text.Fold("أول"))])+len(l.at[text.Stem(text.Fold("أولى"))]) > 0
	}
	noun := c.markOver(m.to)
	if m.fact.Number != 2 || !m.fact.Kind.Numeric() || m.fact.Unit == "" && (noun == nil || noun.fact != nil || noun.vague) {
		return false
	}
	kin := map[string]float64{m.fact.Unit: 1}
	if m.fact.Unit == "" {
		kin = noun.kin
	}
	for i, t := range l.tokens {
		if (strings.HasSuffix(t.Folded, "ان") || strings.HasSuffix(t.Folded, "ين") || strings.HasSuffix(t.Folded, "تي")) && l.factAt[i] < 0 {
			for _, key := range l.english[i] {
				if kin[key] >= thesaurus.Threshold {
					return true
				}
			}
		}
	}
	return false
}
