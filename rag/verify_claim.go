package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// readClaim reads a sentence.
func readClaim(claim string) *reclaim {
	c := &reclaim{prose: newProse(newSentence(claim))}
	of := c.joinThin(c.joinNames(clausesOf(c.prose)))
	c.known = thesaurus.Phrases(c.keys)
	for i := 0; i < len(c.tokens); {
		m := c.markAt(i)
		if m.to > i && (m.fact != nil || m.key != "") {
			m.clause, m.at = of[i], -1
			c.marks = append(c.marks, m)
		}
		i = max(i+1, m.to)
	}
	c.cutClauses(of)
	c.anchor()
	return c
}

// joinNames puts a clause that is but a name or two ('and Omar Haddad') to the one before.
func (c *reclaim) joinNames(of []int) []int {
	for i := 1; i < len(of); i++ {
		if of[i] == of[i-1] {
			continue
		}
		names, n, to := 0, of[i], of[i-1]
		for j := i; j < len(of) && of[j] == n; j++ {
			switch k := c.factAt[j]; {
			case k >= 0 && c.facts[k].Kind.Proper():
				names++
			case !text.IsStop(c.tokens[j].Folded):
				names = -len(of)
			}
		}
		end := i
		for end < len(of) && of[end] == n {
			end++
		}
		if prepositions[c.tokens[i].Folded] || strings.Contains(c.between(i), ";") {
			if end == len(of) {
				continue
			}
			to = of[end]
		}
		for j := i; names > 0 && j < end; j++ {
			of[j] = to
		}
	}
	return of
}

// markAt reads what stands at a token.
func (c *reclaim) markAt(i int) mark {
	m := mark{from: i, to: i + 1}
	if j := c.factAt[i]; j >= 0 && checked(c.facts[j]) {
		m.fact, m.hard = &c.facts[j], true
		_, m.to = c.tokensOf(c.facts[j])
		if c.facts[j].Number <= pointing && c.facts[j].Kind == fact.Number && i > 0 && determined[c.tokens[i-1].Folded] {
			m.hard = false // 'the two cities' counts nothing that is news
		}
		m.key = c.keys[i]
		return m
	}
	t := c.tokens[i]
	if text.IsStop(t.Folded) || forceWords[t.Folded] || len(t.Folded) < 2 {
		return m
	}
	m.key = c.keys[i]
	for _, p := range c.known {
		if p.From == i && c.factAt[p.To-1] < 0 {
			m.to, m.key = p.To, p.Key
		}
	}
	m.vague = vague[m.key] || slight[t.Folded] || speech[m.key] || m.key == "report" || m.key == "accord"
	m.hard = i == 0 && t.Capital && !isCommon(t.Folded) && latin(t.Folded) ||
		hardWords[t.Folded] && (i == 0 || !determined[c.tokens[i-1].Folded])
	m.kin = kinOf(m.key)
	return m
}

// pointing is up to which number 'the two' points at what was named.
const pointing = 3

// slight are words that say little beside a verb.
var slight = folded("behind ahead within via upon toward towards down up off out away back still yet already also however meanwhile including according told around along earlier later further row")

// checked reports whether a fact is compared as a whole.
func checked(f fact.Fact) bool { return f.Kind != fact.Role && f.Kind != fact.Quote }

// hardWords are measures that no other word may stand for.
var hardWords = map[string]bool{
	"half": true, "quarter": true, "third": true, "twice": true, "double": true, "triple": true, "day": true, "week": true,
	"month": true, "hour": true, "minute": true, "days": true, "weeks": true, "months": true, "years": true, "hours": true, "minutes": true,
	"unanimously": true, "indefinitely": true, "immediately": true, "constantly": true, "repeatedly": true, "permanently": true, "exclusively": true, "entirely": true, "completely": true, "fully": true,
	"miles": true, "metres": true, "kilometres": true, "litres": true, "dozens": true,
}

// determined are the words after which a measure only points back: 'that month'.
var determined = map[string]bool{"the": true, "that": true, "this": true, "same": true, "last": true, "next": true}

var kinCache kinTable

// kinOf lists the keys of like meaning, from Threshold up.
func kinOf(key string) map[string]float64 {
	return kinCache.of(key, func() map[string]float64 {
		kin := map[string]float64{key: 1}
		for _, e := range thesaurus.SynonymsOfKey(key) {
			if e.Weight >= thesaurus.Kindred {
				kin[e.Stem] = e.Weight
			}
		}
		for _, also := range moreKin[key] {
			kin[also] = thesaurus.SecondSense
		}
		return kin
	})
}

// cutClauses makes clauses of the numbered tokens, joining those that say too
// little to be found by themselves to the one before.
func (c *reclaim) cutClauses(of []int) {
	renamed := map[int]int{}
	for i := range c.marks {
		m := &c.marks[i]
		n, ok := renamed[m.clause]
		if !ok {
			n = len(c.clauses)
			renamed[m.clause] = n
			c.clauses = append(c.clauses, clause{n: n, mark0: i})
		}
		cl := &c.clauses[n]
		m.clause, cl.mark1 = n, i+1
		cl.weight += m.worth()
	}
	for k := range c.clauses {
		cl := &c.clauses[k]
		cl.from, cl.to = 0, len(c.tokens)
		if k > 0 {
			cl.from = firstToken(of, of[c.marks[cl.mark0].from])
			c.clauses[k-1].to = cl.from
		}
	}
}

func firstToken(of []int, n int) int {
	for i, v := range of {
		if v == n {
			return i
		}
	}
	return 0
}

// worth is what meeting a mark counts in the alignment.
func (m *mark) worth() float64 {
	switch {
	case m.hard:
		return 1.5
	case m.vague:
		return 0.3
	}
	return 1
}

// sameNameIn reports whether a proper name of the claim is one of the evidence,
// by the rules of fact.Entails or, where the evidence has the surname only, as
// the article has the full name elsewhere.
func (s *scene) sameName(claim, evidence fact.Fact) bool {
	if fact.Entails(evidence, claim, s.article.Published.Time) {
		return true
	}
	if evidence.Kind == fact.Demonym || claim.Kind == fact.Demonym || !fact.NameWithin(evidence.Value, claim.Value) {
		return s.expands(claim, evidence) || s.oneBearer(claim, evidence)
	}
	for _, f := range s.full {
		if fact.NameWithin(claim.Value, f.Value) && f.Kind != fact.Demonym {
			return true
		}
	}
	return false
}

// oneBearer reports whether two names are parts of one full name of the article:
// 'Maria' and 'Vorontsova' of Maria Vorontsova.
func (s *scene) oneBearer(claim, evidence fact.Fact) bool {
	if claim.Country != "" || evidence.Country != "" || strings.Contains(claim.Value, " ") || strings.Contains(evidence.Value, " ") {
		return false
	}
	for _, f := range s.full {
		if f.Kind == fact.Person && strings.HasPrefix(f.Value, evidence.Value+" ") && strings.HasSuffix(f.Value, " "+claim.Value) {
			return true
		}
	}
	return false
}

// expands reports whether one is the other without what goes before it, as in
// 'Orion' for 'Orion Minerals'.
func (s *scene) expands(claim, evidence fact.Fact) bool {
	if claim.Kind == fact.Demonym || claim.Country != "" || evidence.Country != "" {
		return false
	}
	a, b := text.Tokenize(claim.Value), text.Tokenize(evidence.Value)
	return len(a) > 0 && len(a) == len(b) && name.Similarity(claim.Value, evidence.Value) >= name.Same
}
