package rag

import (
	"strings"
	"sync"

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
	*grammar
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
	p.grammar = newGrammar(p)
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
	about  map[string]map[string]bool
	called map[string]map[string]bool // of that, the nouns that stand for the name itself
	noun   map[string]string          // the noun right before a name: 'ferry'
	full   []fact.Fact                // every proper name of the article
	topics sync.Map                   // of names, whether the article is about them
}

// line is one sentence of the evidence.
type line struct {
	*prose
	scene *scene
	at    map[string][]int // where each key stands
	near  map[string]bool  // keys of the sentences around, the headline and the lead
	// lent are the facts that pronouns and nouns of the sentence stand for.
	lent     []loan
	speaker  string           // who is quoted or reported, canonical, or ""
	unnamed  bool             // whether something that is nobody is quoted
	english  map[int][]string // of a sentence in another script: the keys of what the glossary has for each token
	clauseOf []int
}

func newScene(a *Article) *scene {
	s := &scene{article: a, about: map[string]map[string]bool{}, called: map[string]map[string]bool{}, noun: map[string]string{}}
	for _, one := range text.Prose(a.Body, a.Prose) {
		if planted(one.Of(a.Body)) {
			continue
		}
		read := newSentence(one.Of(a.Body))
		read.Span = one.Span
		s.surname(read)
		l := &line{prose: newProse(read), scene: s, at: map[string][]int{}, near: map[string]bool{}}
		for i, k := range l.keys {
			l.at[k] = append(l.at[k], i)
		}
		for _, p := range thesaurus.Phrases(l.keys) {
			l.at[p.Key] = append(l.at[p.Key], p.From)
		}
		l.clauseOf = clausesOf(l.prose)
		l.mean()
		s.lines = append(s.lines, l)
		s.note(l.prose)
	}
	if a.Title != "" && !a.TitleDerived {
		s.title = newProse(newSentence(a.Title))
	}
	for i := range s.lines {
		s.lend(i)
		s.surround(i)
	}
	return s
}

// surname takes the first word of a sentence for the name that it is the last word
// of in what the article has said before: 'Lee introduced the bill'.
func (s *scene) surname(one *sentence) {
	if len(one.tokens) < 2 || !one.tokens[0].Capital || text.IsStop(one.tokens[0].Folded) {
		return
	}
	first := one.tokens[0]
	for _, f := range one.facts {
		if overlaps(f.Span, first.Span) {
			return
		}
	}
	for _, f := range s.full {
		if f.Kind == fact.Person && strings.HasSuffix(f.Value, " "+first.Folded) {
			one.facts = append([]fact.Fact{{Span: first.Span, Kind: fact.Person, Value: first.Folded}}, one.facts...)
			return
		}
	}
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
		if s.called[f.Value] == nil {
			s.called[f.Value] = map[string]bool{}
		}
		for _, i := range p.titleAt(f) {
			about[p.keys[i]] = true
			if p.headOf(i) {
				s.called[f.Value][p.keys[i]] = true
			}
		}
		if k := p.short(f); k != "" {
			about[k], s.called[f.Value][k] = true, true
		}
		if from, _ := p.tokensOf(f); from > 0 && p.factAt[from-1] < 0 && len(p.between(from)) == 1 && !p.verbal(from-1) &&
			!text.IsStop(p.tokens[from-1].Folded) {
			s.noun[f.Value] = p.keys[from-1]
		}
	}
}

// headOf reports whether the word at a token is what its phrase is, or stands right
// before the name that it is said of: 'expert' in 'a meteorite expert'.
func (p *prose) headOf(i int) bool {
	return p.over[i] >= 0 && p.chunks[p.over[i]].head() == i || i+1 < len(p.tokens) && p.factAt[i+1] >= 0
}

// surround notes the words around a sentence.
func (s *scene) surround(i int) {
	l := s.lines[i]
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

func (s *scene) named(value string) []fact.Fact {
	for _, f := range s.full {
		if f.Value == value {
			return []fact.Fact{f}
		}
	}
	return nil
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
		if i > 0 && (p.factAt[i] < 0 || p.factAt[i] != p.factAt[i-1]) && strings.ContainsAny(p.between(i), ",;:–—()؛") ||
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
	anchors      []int // tokens before the clause that it goes on about
	line         *line
}

// reclaim is a claim as it is read for verification.
type reclaim struct {
	*prose
	marks   []mark
	known   []thesaurus.Phrase
	clauses []clause
	// of a claim without the quotations that it has to the letter (seal): the
	// claim with them, and the sentences around where they stand.
	whole    *reclaim
	compared map[twoNames]bool
	home     map[*line]bool
}
