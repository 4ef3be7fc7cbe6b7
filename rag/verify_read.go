package rag

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// prose is a sentence as the verifier reads it: each token with its key in the
// thesaurus, and which fact covers it.
type prose struct {
	*sentence
	keys   []string
	factAt []int // of each token: its fact, or -1
	inside []bool
}

func newProse(s *sentence) *prose {
	p := &prose{sentence: s, keys: make([]string, len(s.tokens)), factAt: make([]int, len(s.tokens)), inside: make([]bool, len(s.tokens))}
	for i, t := range s.tokens {
		p.keys[i] = t.Stem
		if base, ok := baseOf[t.Folded]; ok {
			p.keys[i] = base
		}
		p.factAt[i] = -1
		for j, f := range s.facts {
			switch {
			case !overlaps(f.Span, t.Span):
			case f.Kind == fact.Quote:
				p.inside[i] = true
			case f.Kind != fact.Role:
				p.factAt[i] = j
			}
		}
	}
	return p
}

// tokensOf is the range of tokens that a fact covers.
func (p *prose) tokensOf(f fact.Fact) (from, to int) {
	from = -1
	for i, t := range p.tokens {
		if overlaps(t.Span, f.Span) {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	return max(from, 0), to
}

// between is what is written between two tokens that follow one another.
func (p *prose) between(i int) string {
	if i <= 0 || i >= len(p.tokens) {
		return ""
	}
	return p.words[p.tokens[i-1].End:p.tokens[i].Start]
}

// scene is an article as the verifier reads it.
type scene struct {
	article *Article
	lines   []*line
	title   *prose
	// about is what is said of each name beside it: its titles, the noun that
	// it stands with ('the passenger ferry Solveig').
	about map[string]map[string]bool
	noun  map[string]string // the noun right before a name: 'ferry'
	full  []fact.Fact       // every proper name of the article
}

// line is one sentence of the evidence.
type line struct {
	*prose
	scene *scene
	at    map[string][]int // where each key stands
	near  map[string]bool  // keys of the sentences around, the headline and the lead
	// lent are the facts that pronouns and nouns of the sentence stand for.
	lent     []fact.Fact
	speaker  string // who is quoted or reported, canonical, or ""
	clauseOf []int
}

func newScene(a *Article) *scene {
	s := &scene{article: a, about: map[string]map[string]bool{}, noun: map[string]string{}}
	for _, one := range text.Prose(a.Body, a.Prose) {
		if planted(one.Of(a.Body)) {
			continue
		}
		read := newSentence(one.Of(a.Body))
		read.Span = one.Span
		l := &line{prose: newProse(read), scene: s, at: map[string][]int{}, near: map[string]bool{}}
		for i, k := range l.keys {
			l.at[k] = append(l.at[k], i)
		}
		for _, p := range thesaurus.Phrases(l.keys) {
			l.at[p.Key] = append(l.at[p.Key], p.From)
		}
		l.clauseOf = clausesOf(l.prose)
		s.lines = append(s.lines, l)
		s.note(l.prose)
	}
	if a.Title != "" && !a.TitleDerived {
		s.title = newProse(newSentence(a.Title))
	}
	for i := range s.lines {
		s.lend(i)
	}
	return s
}

// note remembers the names of a sentence and what stands beside them.
func (s *scene) note(p *prose) {
	for _, f := range p.facts {
		if !f.Kind.Proper() {
			continue
		}
		s.full = append(s.full, f)
		if f.Kind == fact.Demonym {
			continue
		}
		about := s.about[f.Value]
		if about == nil {
			about = map[string]bool{}
			s.about[f.Value] = about
		}
		for _, k := range p.titleOf(f) {
			about[k] = true
		}
		if from, _ := p.tokensOf(f); from > 0 && p.factAt[from-1] < 0 && len(p.between(from)) == 1 && !p.verbal(from-1) &&
			!text.IsStop(p.tokens[from-1].Folded) {
			s.noun[f.Value] = p.keys[from-1]
		}
	}
}

// lend finds what the words of a sentence stand for: pronouns for the names of
// the sentence before, a noun for the name that it was put beside.
func (s *scene) lend(i int) {
	l := s.lines[i]
	l.speaker = l.speaks()
	if i > 0 && (l.leansAnywhere() || l.leans()) {
		prev := s.lines[i-1]
		l.lent = append(l.lent, properOf(prev.facts)...)
		if prev.leansAnywhere() || prev.leans() {
			l.lent = append(l.lent, prev.lent...)
		}
	}
	if i > 0 && l.speaker == "" && l.reports() {
		l.speaker = s.lines[i-1].speaker
	}
	for value, noun := range s.noun {
		if l.takesUp(noun) {
			l.lent = append(l.lent, s.named(value)...)
		}
	}
	for _, near := range []int{0, 1, i - 1} {
		if near < 0 || near >= len(s.lines) || near == i {
			continue
		}
		for k := range s.lines[near].at {
			l.near[k] = true
		}
	}
	if s.title != nil {
		for _, k := range s.title.keys {
			l.near[k] = true
		}
	}
}

// takesUp reports whether a sentence speaks of a thing by its noun: 'the ferry'.
func (l *line) takesUp(noun string) bool {
	for _, i := range l.at[noun] {
		if i > 0 && determiners[l.tokens[i-1].Folded] && (i+1 == len(l.tokens) || l.factAt[i+1] < 0) {
			return true
		}
	}
	return false
}

func (s *scene) named(value string) []fact.Fact {
	for _, f := range s.full {
		if f.Value == value {
			return []fact.Fact{f}
		}
	}
	return nil
}

func properOf(facts []fact.Fact) []fact.Fact {
	var proper []fact.Fact
	for _, f := range facts {
		if f.Kind.Proper() {
			proper = append(proper, f)
		}
	}
	return proper
}

// leansAnywhere reports whether a pronoun stands anywhere in the sentence.
func (l *line) leansAnywhere() bool {
	for i, t := range l.tokens {
		if anaphoric[t.Folded] && t.Folded != "that" && !l.inside[i] {
			return true
		}
	}
	return false
}

// boundaries are the words at which a clause may begin.
var boundaries = map[string]bool{
	"and": true, "but": true, "while": true, "whereas": true, "although": true, "though": true, "when": true, "which": true,
	"who": true, "whose": true, "where": true, "after": true, "before": true, "because": true, "under": true, "as": true, "since": true,
}

// clausesOf numbers the clause of each token, cut at punctuation and joining words.
func clausesOf(p *prose) []int {
	of := make([]int, len(p.tokens))
	n := 0
	for i, t := range p.tokens {
		if i > 0 && (p.factAt[i] < 0 || p.factAt[i] != p.factAt[i-1]) && strings.ContainsAny(p.between(i), ",;:–—()") ||
			i > 0 && p.factAt[i] < 0 && boundaries[t.Folded] {
			n++
		}
		of[i] = n
	}
	return of
}

// mark is one thing that a claim says: a fact, or a word that carries meaning.
type mark struct {
	from, to int // tokens
	fact     *fact.Fact
	key      string
	kin      map[string]float64 // keys of like meaning
	hard     bool               // must be met
	vague    bool
	clause   int
	// what the alignment found
	met  float64
	at   int // token of the line, -1 where it is met by context or not at all
	with *fact.Fact
}

// clause is a part of a claim that leans on one sentence.
type clause struct {
	n            int
	from, to     int // tokens
	mark0, mark1 int
	weight       float64
	line         *line
}

// reclaim is a claim as it is read for verification.
type reclaim struct {
	*prose
	marks   []mark
	known   []thesaurus.Phrase
	clauses []clause
}
