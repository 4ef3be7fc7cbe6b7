package rag

import (
	"strings"
	"sync"

	"newsdesk/rag/fact"
	"newsdesk/rag/thesaurus"
)

// Costs of the alignment, found by trying on the two thirds of
// testdata/claims.jsonl that are not held out: go test ./rag -run TestClaims -v
const (
	unmetHard    = 1.2 // a fact that the sentence lacks
	unmetWord    = 0.4
	otherLine    = 0.7 // a clause that leans on another sentence than the one before
	otherArticle = 0.5 // and on another article
	byContext    = 0.5 // what is met only around the sentence
	around       = 0.2 // what that gains
)

// align finds for each clause the sentence that it leans on: those that meet
// most of the marks, with few changes from clause to clause.
func (c *reclaim) align(lines []*line) {
	if len(c.clauses) == 0 || len(lines) == 0 {
		return
	}
	best := make([][]float64, len(c.clauses))
	from := make([][]int, len(c.clauses))
	for k := range c.clauses {
		best[k], from[k] = make([]float64, len(lines)), make([]int, len(lines))
		for j, l := range lines {
			gain := c.gain(&c.clauses[k], l)
			if k == 0 {
				best[k][j] = gain
				continue
			}
			at, v := 0, -1e9
			for i := range lines {
				if w := best[k-1][i] - changing(lines[i], l); w > v {
					at, v = i, w
				}
			}
			best[k][j], from[k][j] = v+gain, at
		}
	}
	j := argmax(best[len(best)-1])
	for k := len(c.clauses) - 1; k >= 0; k-- {
		c.clauses[k].line = lines[j]
		j = from[k][j]
	}
	for k := range c.clauses {
		cl := &c.clauses[k]
		for i := cl.mark0; i < cl.mark1; i++ {
			c.meet(&c.marks[i], cl.line)
		}
		c.settle(cl)
	}
	for k := range c.clauses {
		c.holdTitles(&c.clauses[k])
	}
}

func changing(a, b *line) float64 {
	switch {
	case a == b:
		return 0
	case a.scene != b.scene:
		return otherLine + otherArticle
	}
	return otherLine
}

func argmax(v []float64) int {
	at := 0
	for i := range v {
		if v[i] > v[at] {
			at = i
		}
	}
	return at
}

// gain is how much of a clause a sentence meets, less what it lacks.
func (c *reclaim) gain(cl *clause, l *line) float64 {
	sum := 0.0
	for i := cl.mark0; i < cl.mark1; i++ {
		m := c.marks[i]
		c.meet(&m, l)
		switch {
		case m.met > 0 && m.at < 0 && m.fact == nil:
			sum += around * m.worth()
		case m.met > 0:
			sum += m.met * m.worth()
		case m.hard:
			sum -= unmetHard
		case !m.vague:
			sum -= unmetWord
		}
	}
	if c.home[l] && (len(c.clauses) == 1 || c.saysIn(cl)) {
		sum += atHome
	}
	return sum - c.adrift(cl, l)
}

// meet finds what a sentence has for a mark.
func (c *reclaim) meet(m *mark, l *line) {
	m.met, m.at, m.with = 0, -1, nil
	if m.fact != nil {
		c.meetFact(m, l)
		return
	}
	for k, w := range m.kin {
		at := c.outside(l, l.at[k])
		if len(at) == 0 || w <= m.met {
			continue
		}
		m.met, m.at = w, at[0]
	}
	if at := l.unmade(c.tokens[m.from].Folded); at >= 0 && m.met == 0 {
		m.met, m.at = 1, at
	}
	if m.met >= thesaurus.Threshold {
		return
	}
	if kind := l.kindred(m); kind > m.met {
		m.met, m.at = kind, -1
	}
	if at := c.calledBy(m, l); at >= 0 && m.met < lentShare {
		m.met, m.at = lentShare, at
	}
	if m.met < byContext && !m.hard {
		for k := range m.kin {
			if l.near[k] && m.kin[k] >= thesaurus.Threshold {
				m.met, m.at = byContext, -1
			}
		}
	}
}

// unmade is where a sentence has the word without, or with, the 'un' before it, -1
// where it has not.
func (l *line) unmade(word string) int {
	bare, with := strings.CutPrefix(word, "un")
	for i, t := range l.tokens {
		if with && len(bare) > 4 && t.Folded == bare || len(word) > 4 && len(t.Folded) == len(word)+2 && t.Folded[:2] == "un" && t.Folded[2:] == word {
			return i
		}
	}
	return -1
}

// kindred is how far a known phrase of the sentence means the mark.
func (l *line) kindred(m *mark) float64 {
	best := 0.0
	for p := range l.phrases {
		best = max(best, m.kin[p])
	}
	return best
}

// meetFact finds the fact of a sentence that carries the mark's.
func (c *reclaim) meetFact(m *mark, l *line) {
	s := l.scene
	for i := range l.facts {
		f := &l.facts[i]
		if (m.with == nil || f.Value == m.fact.Value && m.with.Value != f.Value) && c.carried(l, f, m.fact) && c.sameCompound(m, l, f) && !l.spokenToday(*f) {
			m.met, m.with = 1, f
			m.at, _ = l.tokensOf(*f)
		}
	}
	if m.with != nil {
		return
	}
	if !m.fact.Kind.Proper() {
		c.meetTime(m, l)
		return
	}
	for _, one := range l.lent {
		if c.sameName(s, &one.Fact, m.fact) {
			m.met, m.at = 0.8, one.at
			return
		}
	}
	if at, ok := l.spelt(c, m); ok {
		m.met, m.at = 1, at
		return
	}
	if k := m.fact.Kind; k == fact.Place || k == fact.Demonym || k == fact.Name && c.objectAt(m.from) {
		c.meetPlace(m, l)
	}
	if m.met == 0 {
		c.meetTopic(m, l)
	}
}

// meetTime lets a day be that of the article or of its lead where the sentence
// names no other.
func (c *reclaim) meetTime(m *mark, l *line) {
	if !m.fact.Kind.Temporal() {
		return
	}
	if m.fact.Kind == fact.Year && m.fact.Day.Year > 0 && m.fact.Day.Year == l.earlierYear() {
		m.met = 1
		return
	}
	for _, f := range l.facts {
		if f.Kind.Temporal() && f.Kind != fact.TimeOfDay {
			return
		}
	}
	for _, near := range l.scene.lines[:min(leadSentences, len(l.scene.lines))] {
		for i := range near.facts {
			if near.facts[i].Kind.Temporal() && fact.Entails(near.facts[i], *m.fact, l.scene.article.Published.Time) {
				m.met = byContext
				return
			}
		}
	}
}

// meetPlace lets a country be that of the whole article where the sentence names
// no other place.
func (c *reclaim) meetPlace(m *mark, l *line) {
	for _, f := range l.facts {
		elsewhere := f.Country != "" || m.fact.Country != m.fact.Value // a town that is not known may lie in any country
		if (f.Kind == fact.Place || f.Kind == fact.Name || f.Kind == fact.Demonym) && elsewhere && !c.claims(l, f) && l.scene.country() != m.fact.Value {
			return
		}
	}
	lead := l.scene.lines[0].facts
	if l.scene.title != nil {
		lead = append(lead[:len(lead):len(lead)], l.scene.title.facts...)
	}
	for _, f := range lead {
		if f.Kind.Proper() && l.scene.sameName(*m.fact, f) {
			m.met = byContext
		}
	}
}

// country is the one country that headline and lead speak of, "" where they
// speak of several.
func (s *scene) country() string {
	one := ""
	facts := s.lines[0].facts
	if s.title != nil {
		facts = append(facts[:len(facts):len(facts)], s.title.facts...)
	}
	for _, f := range facts {
		switch {
		case f.Country == "" || f.Country == one:
		case one != "":
			return ""
		default:
			one = f.Country
		}
	}
	return one
}

// spelt reports where every word of a name stands together in the sentence,
// whatever it was taken for there.
func (l *line) spelt(c *reclaim, m *mark) (int, bool) {
	at := l.at[c.keys[m.from]]
	for _, i := range at {
		ok := i+m.to-m.from <= len(l.keys)
		for n := 0; ok && n < m.to-m.from; n++ {
			ok = l.keys[i+n] == c.keys[m.from+n]
		}
		if ok {
			return i, true
		}
	}
	return 0, false
}

// settle chooses, of words that stand in a sentence more than once, the place
// nearest to what the words before it were found at.
func (c *reclaim) settle(cl *clause) {
	last := -1
	for i := cl.mark0; i < cl.mark1; i++ {
		m := &c.marks[i]
		if m.at < 0 || m.fact != nil {
			if m.at >= 0 {
				last = m.at
			}
			continue
		}
		best := m.at
		for k, w := range m.kin {
			if w < m.met {
				continue
			}
			for _, at := range c.outside(cl.line, cl.line.at[k]) {
				same := cl.line.tokens[at].Folded == c.tokens[m.from].Folded
				was := cl.line.tokens[best].Folded == c.tokens[m.from].Folded
				if last >= 0 && (same || !was) && (same && !was || abs(at-last-1) < abs(best-last-1)) {
					best = at
				}
			}
		}
		m.at, last = best, best
	}
}

func abs(n int) int { return max(n, -n) }

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// kinTable keeps what was looked up of words that have kin: these are as many as
// the thesaurus has, while words from outside have no end.
type kinTable struct{ m sync.Map }

func (s *kinTable) of(key string, find func() map[string]float64) map[string]float64 {
	if v, ok := s.m.Load(key); ok {
		return v.(map[string]float64)
	}
	kin := find()
	if len(kin) > 1 {
		s.m.Store(key, kin)
	}
	return kin
}

// moreKin are words that say the same in news of what the thesaurus keeps
// apart; by key.
var moreKin = func() map[string][]string {
	m := map[string][]string{}
	for _, group := range strings.Split(kinGroups, "\n") {
		w := strings.Fields(group)
		for i := range w {
			for j := range w {
				if i != j {
					a, b := thesaurus.Key(w[i]), thesaurus.Key(w[j])
					m[a] = append(m[a], b)
				}
			}
		}
	}
	return m
}()
