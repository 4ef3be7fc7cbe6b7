package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

// reading is a question as this coverage understands it: what it wants, and
// the units that a sentence must meet to answer it.
type reading struct {
	question string
	ask      fact.Question
	units    []unit
}

// unitKind tells what a unit of a question is.
type unitKind int

const (
	wordUnit  unitKind = iota // a word or a known phrase
	nameUnit                  // a person, organisation, or other proper name
	placeUnit                 // a place or a people: 'Iraq', 'Iraqi'
	valueUnit                 // a number, a date, an amount
)

// unit is one thing that a question speaks of.
type unit struct {
	text.Span
	kind   unitKind
	words  []queryWord
	phrase string // thesaurus key of a phrase, or ""
	fact   fact.Fact
	weight float64
	agent  bool // does what the question's verb says
	verb   bool // what is done, by the question
	// locative says that the unit is where something is: 'in Damascus'.
	locative bool
	seen     map[*sentence]float64
}

// queryWord is a word of a unit with what may stand for it in the coverage.
type queryWord struct {
	folded, stem string
	// standIns are terms of the index that stand for the word and how well:
	// other spellings, names, translations.
	standIns map[string]float64
}

// hard reports whether an answer that does not speak of the unit is about
// something else.
func (u *unit) hard() bool { return u.kind != wordUnit }

// Weights of a unit by kind. Names and values identify what is asked about, but
// articles of one story share them; the plain words tell its questions apart.
const (
	nameWeight  = 1.2
	valueWeight = 1.2
	wordWeight  = 1.0
	vagueWeight = 0.35
)

// vague words carry little of what is asked: a sentence may answer without them.
var vague = words(`do happen take place have make give get come call name say tell speak describe person people
	thing something someone kind type part way position role job title hold post event topic subject matter issue
	reason main key be become use mean involve regard concern relate according first new recently late now today
	time date day year month ago currently exactly actually really also together official country nation state city
	group member number amount total many much long one serve work represent want wish plan intend belong last topic
	remain still ever while may might together send bring put set carry conduct commit perform`)

// words makes a set of the stems of a list.
func words(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(list) {
		set[text.Stem(w)] = true
	}
	return set
}

// read interprets a question against the words of the coverage.
func read(index *lexical.Index, question string) *reading {
	question = respelt(index, plainly(core(question)))
	r := &reading{question: question, ask: fact.Ask(question)}
	interpreted := index.Interpret(question)
	taken := r.readFacts(interpreted)
	r.readWords(interpreted, taken)
	r.markAgent()
	r.markVerb()
	r.markPlaces()
	return r
}

// readFacts makes units of the names, places and values that the question states.
func (r *reading) readFacts(q lexical.Query) []text.Span {
	var taken []text.Span
	for _, f := range r.ask.Facts {
		kind, ok := unitKindOf(f)
		if !ok || slices.ContainsFunc(taken, func(p text.Span) bool { return overlaps(p, f.Span) }) {
			continue
		}
		u := unit{Span: f.Span, kind: kind, fact: f, weight: nameWeight}
		if kind == valueUnit {
			u.weight = valueWeight
		}
		for _, t := range q.Terms {
			if overlaps(t.Span, f.Span) && !(t.Stop && kind != valueUnit) {
				u.words = append(u.words, newQueryWord(t))
			}
		}
		r.units = append(r.units, u)
		taken = append(taken, f.Span)
	}
	return taken
}

func unitKindOf(f fact.Fact) (unitKind, bool) {
	switch {
	case f.Kind == fact.Place || f.Kind == fact.Demonym:
		return placeUnit, true
	case f.Kind.Proper():
		return nameUnit, true
	case f.Kind == fact.Ordinal, f.Kind == fact.Role, f.Kind == fact.Quote:
		return 0, false
	case f.Kind == fact.Number && f.Number <= smallCount && !strings.ContainsAny(f.Value, "٠١٢٣٤٥٦٧٨٩") && f.Len() > 1:
		return 0, false // 'the two countries', 'one party': said in passing
	case f.Kind.Numeric() || f.Kind.Temporal():
		return valueUnit, true
	}
	return 0, false
}

// smallCount is up to where a number in words is no value that is asked about.
const smallCount = 2

// readWords makes units of the remaining content words.
func (r *reading) readWords(q lexical.Query, taken []text.Span) {
	for _, t := range q.Terms {
		inside := func(p text.Span) bool { return overlaps(p, t.Span) }
		if t.Stop || slices.ContainsFunc(taken, inside) || slices.ContainsFunc(r.ask.Asking, inside) {
			continue
		}
		w := newQueryWord(t)
		u := unit{Span: t.Span, words: []queryWord{w}, weight: wordWeight}
		if vague[w.stem] {
			u.weight = vagueWeight
		}
		if namedInCoverage(t) {
			u.kind, u.weight = nameUnit, nameWeight
		}
		r.units = append(r.units, u)
	}
	slices.SortFunc(r.units, func(a, b unit) int { return a.Start - b.Start })
	r.joinForeignPhrases()
	r.joinPhrases()
}

// joinForeignPhrases makes one unit of two words that the glossary translates
// together: 'خط الأنابيب' is a pipeline.
func (r *reading) joinForeignPhrases() {
	for i := 0; i+1 < len(r.units); i++ {
		first, second := &r.units[i], r.units[i+1]
		if first.kind != wordUnit || second.kind != wordUnit || latin(first.words[0].folded) {
			continue
		}
		together := thesaurus.Translate(first.words[0].folded + " " + second.words[0].folded)
		if len(together) == 0 {
			continue
		}
		w := queryWord{folded: first.words[0].folded, stem: first.words[0].stem, standIns: map[string]float64{}}
		for _, english := range together {
			w.translate(english)
		}
		first.words, first.End, first.weight = []queryWord{w}, second.End, wordWeight
		r.units = slices.Delete(r.units, i+1, i+2)
	}
}

// namedInCoverage reports whether a word stands for a name of the coverage in
// another spelling or script.
func namedInCoverage(t lexical.Term) bool {
	return slices.ContainsFunc(t.Variants, func(v lexical.Variant) bool {
		return v.Kind == lexical.Name || v.Kind == lexical.Transliteration
	})
}

// joinPhrases makes one unit of words that the thesaurus knows as a phrase.
func (r *reading) joinPhrases() {
	stems := make([]string, len(r.units))
	for i, u := range r.units {
		if u.kind == wordUnit && len(u.words) == 1 {
			stems[i] = u.words[0].stem
		}
	}
	phrases := thesaurus.Phrases(stems)
	for _, p := range slices.Backward(phrases) {
		u := &r.units[p.From]
		for _, next := range r.units[p.From+1 : p.To] {
			u.words = append(u.words, next.words...)
			u.End, u.weight = next.End, max(u.weight, next.weight)
		}
		u.phrase = p.Key
		r.units = slices.Delete(r.units, p.From+1, p.To)
	}
}

// translationWeight is what a translation by glossary counts for: it is chosen
// among several meanings of a word.
const translationWeight = 0.9

func newQueryWord(t lexical.Term) queryWord {
	w := queryWord{folded: t.Folded, stem: t.Stem, standIns: map[string]float64{}}
	if base, ok := baseOf[t.Folded]; ok {
		w.stem = base
	}
	w.addVariants(t)
	for _, english := range thesaurus.Translate(t.Folded) {
		w.translate(english)
	}
	return w
}

// Other spellings and names count variantWeight, the likeliest in full; what is
// less than half as likely is another word. The index weighs variants for
// finding, where a wrong one costs little; here one makes an answer.
const (
	variantWeight = 0.9
	leastLikely   = 0.5
)

func (w *queryWord) addVariants(t lexical.Term) {
	likeliest := 0.0
	for _, v := range t.Variants {
		if v.Kind == lexical.Exact {
			w.standIns[v.Term] = 1
			continue
		}
		if v.Kind == lexical.Spelling && isCommon(t.Folded) {
			continue
		}
		likeliest = max(likeliest, v.Weight)
		if share := v.Weight / likeliest; share >= leastLikely {
			w.standIns[v.Term] = max(w.standIns[v.Term], variantWeight*share)
		}
	}
}

// translate lets an English word or phrase stand for the word; of a phrase its
// last word does, which says what it is.
func (w *queryWord) translate(english string) {
	tokens := text.Tokenize(english)
	for _, t := range tokens[max(0, len(tokens)-1):] {
		w.standIns[t.Stem] = max(w.standIns[t.Stem], translationWeight)
	}
}
