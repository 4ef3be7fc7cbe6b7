package lexical

import (
	"math"

	"newsdesk/rag/name"
	"newsdesk/rag/text"
)

// Kind tells how a variant of a query's word was come by.
type Kind uint8

// The kinds of variant.
const (
	Exact           Kind = iota // the word itself
	Spelling                    // a word of the corpus that is spelt nearly so
	Name                        // another spelling of the name
	Transliteration             // the name in another script or language
)

func (k Kind) String() string {
	return [...]string{"exact", "spelling", "name", "transliteration"}[k]
}

// Variant is a word that is looked for in place of a query's word.
type Variant struct {
	Term   string  // the stem
	Word   string  // the folded word that the corpus has
	Weight float64 // what an occurrence counts, at most 1
	Kind   Kind
}

// Term is a word of a query.
type Term struct {
	text.Span        // in Query.Text
	Surface   string // as it was typed
	Folded    string
	Stem      string
	Stop      bool    // a function word, not looked for
	Known     bool    // the corpus has it, in some inflection
	IDF       float64 // of the term or, where it is unknown, of its best variant
	// Variants are what is looked for, best first; the first is Exact where
	// the corpus has the word, and none are left for a word that has no like.
	Variants []Variant
}

// Query is a text as the corpus understands it.
type Query struct {
	Text  string
	Terms []Term
}

// Interpret reads a query. Stop words are left out of it unless it has no other.
func (ix *Index) Interpret(query string) Query {
	q := Query{Text: query}
	tokens := text.Tokenize(query)
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	in := ix.askedIn(query)
	q.Terms = termsOf(query, tokens, in.tag)
	for i := range q.Terms {
		if term := &q.Terms[i]; !term.Stop {
			ix.expand(term, tokens[i], in)
			term.add(ix.compounds(spellingOf(term), after(q.Terms, i)))
		}
	}
	ix.expandExonyms(&q)
	for i := range q.Terms {
		ix.weigh(&q.Terms[i])
	}
	return q
}

// termsOf returns the words of a query in a language, "" for one that is not
// certain; function words are marked unless there is no other.
func termsOf(query string, tokens []text.Token, language string) []Term {
	terms := make([]Term, len(tokens))
	content := 0
	shouted := allCapitals(tokens)
	for i, t := range tokens {
		terms[i] = Term{Span: t.Span, Surface: t.Of(query), Folded: t.Folded, Stem: t.Stem}
		terms[i].Stop = isFunction(query, tokens, i, shouted) || language != "" && text.IsStopIn(t.Folded, language)
		if !terms[i].Stop {
			content++
		}
	}
	for i := range terms {
		terms[i].Stop = terms[i].Stop && content > 0
	}
	return terms
}

// allCapitals reports whether no word is in lower case, so that capitals tell nothing.
func allCapitals(tokens []text.Token) bool {
	for _, t := range tokens {
		if t.Kind == text.Word && !t.Capital {
			return false
		}
	}
	return true
}

// isFunction reports whether a token is a function word here. "WHO" and "IT" in
// a query that is not all in capitals are not; an article before a name is.
func isFunction(query string, tokens []text.Token, i int, shouted bool) bool {
	t := tokens[i]
	if text.IsStop(t.Folded) {
		return shouted || !isAcronym(t.Of(query))
	}
	return name.IsArticle(t.Folded) && i+1 < len(tokens) && tokens[i+1].Start-t.End == 1
}

func isAcronym(surface string) bool {
	for _, c := range []byte(surface) {
		if c < 'A' || c > 'Z' {
			return false
		}
	}
	return len(surface) > 1
}

// expand finds what stands for a term in the corpus.
func (t *tables) expand(term *Term, token text.Token, in asked) {
	term.Known = t.df(term.Stem) > 0
	if term.Known {
		term.Variants = []Variant{{term.Stem, term.Folded, 1, Exact}}
	}
	if token.Kind != text.Word {
		return
	}
	if among := in.tongues(term.Known, token.Capital); among != 0 {
		term.add(t.inflections(term.Folded, among))
	}
	term.add(t.proclitic(term.Folded))
	term.Known = len(term.Variants) > 0
	if !term.Known {
		names := t.names(spellingOf(term), 1)
		share := 1.0
		if len(names) > 0 {
			share = besideNames
		}
		term.add(names)
		term.add(t.respelt(term.Folded, share))
	} else if id, ok := t.folded.find(term.Folded); !ok || t.words[id].isName(term.Folded) {
		term.add(t.names(spellingOf(term), nameWeight))
	}
}

func spellingOf(term *Term) spelling { return spelling{term.Folded, name.Soft(term.Surface)} }

// after returns the word after the term i, past an article; empty where there is none.
func after(terms []Term, i int) string {
	i++
	if i < len(terms) && name.IsArticle(terms[i].Folded) {
		i++
	}
	if i < len(terms) {
		return terms[i].Folded
	}
	return ""
}

// add takes in variants whose term is not there yet.
func (term *Term) add(variants []Variant) {
next:
	for _, v := range variants {
		for _, has := range term.Variants {
			if has.Term == v.Term {
				continue next
			}
		}
		term.Variants = append(term.Variants, v)
	}
}

// weigh sets the IDF of a term from its first variant, or from all that are the
// word itself in other inflections.
func (t *tables) weigh(term *Term) {
	df := 0
	for i, v := range term.Variants {
		if i == 0 || v.Kind == Exact {
			df += t.df(v.Term)
		}
	}
	term.IDF = idf(min(df, t.live), t.live)
}

// DocFreq is the number of chunks that have a stem.
func (ix *Index) DocFreq(stem string) int {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return ix.df(stem)
}

// IDF is how much a stem tells, by how few chunks have it.
func (ix *Index) IDF(stem string) float64 {
	ix.mu.RLock()
	defer ix.mu.RUnlock()
	return idf(ix.df(stem), ix.live)
}

func (t *tables) df(stem string) int {
	id, ok := t.stemmed.find(stem)
	if !ok {
		return 0
	}
	return int(t.stems[id].df)
}

// idf is ln(1 + (N - df + 0.5)/(df + 0.5)), which is never negative: Robertson
// and Zaragoza, "The probabilistic relevance framework" (2009), in the form that
// Lucene gave it.
func idf(df, n int) float64 {
	return math.Log(1 + (float64(n-df)+0.5)/(float64(df)+0.5))
}
