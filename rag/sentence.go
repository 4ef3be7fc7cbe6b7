package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// sentence is one sentence of an article with what was read in it. Facts and
// tokens have offsets into words, which is the sentence's text.
type sentence struct {
	text.Span // in the article's body
	words     string
	tokens    []text.Token
	stems     map[string]bool
	phrases   map[string]bool // keys of the phrases that the thesaurus knows
	facts     []fact.Fact
	paragraph int
	section   string
	// mute says that the sentence answers nothing: it tells its reader to do
	// something, or has a link to elsewhere.
	mute bool
}

func newSentence(words string) *sentence {
	s := &sentence{words: words, tokens: text.Tokenize(words), facts: fact.Find(words)}
	s.stems = make(map[string]bool, len(s.tokens))
	stems := make([]string, len(s.tokens))
	for i, t := range s.tokens {
		stems[i] = t.Stem
		s.stems[t.Stem] = true
		if base, ok := baseOf[t.Folded]; ok {
			s.stems[base], stems[i] = true, base
		}
	}
	s.phrases = map[string]bool{}
	for _, p := range thesaurus.Phrases(stems) {
		s.phrases[p.Key] = true
	}
	return s
}

// page is an article as its sentences, with what stands above them.
type page struct {
	article   *Article
	sentences []*sentence
	// title is the headline, nil where the source has none.
	title *sentence
	whole bool // all sentences of the article are here
	// vectors are those of the sentences that embedded says are known; nil for
	// a sentence without words.
	vectors  [][]float32
	embedded []bool
}

// leadSentences is how many sentences at the top say what a report is about:
// the lead and the one that completes it.
const leadSentences = 2

// newPage reads the sentences of an article. Of a long one it reads those that
// overlap what was found, with the ones before them and the lead.
func newPage(a *Article, found []text.Span) *page {
	p := &page{article: a}
	if a.Title != "" && !a.TitleDerived {
		p.title = newSentence(a.Title)
	}
	all := text.Prose(a.Body, a.Prose)
	p.whole = len(all) <= wholeArticle
	for i, s := range all {
		if !p.whole && i >= leadSentences && !near(all, i, found) {
			continue
		}
		read := newSentence(s.Of(a.Body))
		read.Span, read.paragraph = s.Span, s.Paragraph
		read.section = s.Section.Of(a.Body)
		read.mute = planted(read.words) || linked(read.words, a)
		p.sentences = append(p.sentences, read)
	}
	p.vectors, p.embedded = make([][]float32, len(p.sentences)), make([]bool, len(p.sentences))
	return p
}

// near reports whether a sentence, or one of those that may lean on it, is in
// what was found.
func near(all []text.Sentence, i int, found []text.Span) bool {
	reach := text.Span{Start: all[i].Start, End: all[min(len(all)-1, i+antecedents)].Start + 1}
	return slices.ContainsFunc(found, func(p text.Span) bool { return overlaps(p, reach) })
}

// byRoleShare is what a role counts for the person who, elsewhere in the
// article, is said to hold it.
const byRoleShare = 0.7

// byRole tells whether a sentence speaks of a person by a role: 'the interim
// foreign minister' where another sentence has 'top diplomat Assaad al-Shaibani'.
func (p *page) byRole(u *unit, s *sentence) float64 {
	if u.fact.Kind != fact.Person {
		return 0
	}
	for _, role := range p.rolesOf(u) {
		if phraseIn(role, s) >= thesaurus.Synonym {
			return byRoleShare
		}
	}
	return 0
}

// rolesOf lists the roles, as keys of the thesaurus, that stand beside a
// person's name in the article. Roles of one word are held by too many.
func (p *page) rolesOf(u *unit) []string {
	var roles []string
	for _, s := range p.sentences {
		for _, f := range s.facts {
			if f.Kind != fact.Person || f.Role == "" || u.in(s, p.article.Published) < metFloor {
				continue
			}
			if key := thesaurus.Key(f.Role); strings.Contains(key, " ") && u.nameIn(lone(f, f.Of(s.words))) > 0 {
				roles = append(roles, key)
			}
		}
	}
	return roles
}

// overlaps reports whether two spans share a byte.
func overlaps(a, b text.Span) bool { return a.Start < b.End && b.Start < a.End }

// anaphoric are the words by which a sentence leans on the one before.
var anaphoric = map[string]bool{
	"he": true, "she": true, "they": true, "it": true, "his": true, "her": true, "their": true, "its": true,
	"this": true, "that": true, "these": true, "those": true, "both": true,
}

// leans reports whether a sentence cannot be read without the one before it:
// it opens with a pronoun, or it is a quotation whose speaker it does not name.
func (s *sentence) leans() bool {
	if len(s.tokens) == 0 {
		return false
	}
	if !s.quotes() {
		return anaphoric[s.tokens[0].Folded]
	}
	end := strings.LastIndexAny(s.words, "”\"»")
	for _, f := range s.facts {
		if f.Start > end && (f.Kind == fact.Person || f.Kind == fact.Name || f.Kind == fact.Organisation) {
			return false
		}
	}
	return true
}

// quotes reports whether a sentence begins within a quotation.
func (s *sentence) quotes() bool {
	if strings.HasPrefix(s.words, "“") || strings.HasPrefix(s.words, `"`) || strings.HasPrefix(s.words, "«") {
		return true
	}
	ends := strings.IndexAny(s.words, "”»")
	opens := strings.IndexAny(s.words, "“«")
	return ends >= 0 && (opens < 0 || ends < opens)
}
