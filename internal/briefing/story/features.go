package story

import (
	"math"
	"strings"
	"unicode/utf8"

	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/name"
	"newsdesk/rag/text"
	"newsdesk/rag/thesaurus"
)

const (
	// mostWords bounds what is read of an article: what it is about stands in its
	// first pages, and five megabytes take no longer than those.
	mostWords = 2000
	// mostBytes bounds it where words have no end.
	mostBytes = 64 << 10
	// leadWords is how many words from the beginning are the lead: the first
	// paragraph as agencies write it.
	leadWords = 40
	// longestWord is the length in bytes from which on a run of letters is debris.
	longestWord = 60
	// mostMeanings is how many English words an Arabic one stands for at most;
	// the glossary has the likeliest first.
	mostMeanings = 2
	// mostKin is how many words that mean nearly the same a word stands for.
	mostKin = 3
	// leastKey is the length of the shortest sound of a name that is compared:
	// one consonant is that of too many names.
	leastKey = 2
)

// How much a term counts by its kind and place. Chosen on stories_a.jsonl, one at
// a time around the others, by the mean of F1 on the whole set and on random halves
// of its stories; a third more or less costs .01 to .03. kinWeight adds .01 on
// whole articles and .03 on first paragraphs alone. To measure a value: change it
// and run go test -run TestMeasure -v ./internal/briefing/story
const (
	wordWeight   = 1.0
	nameWeight   = 1.5
	soundWeight  = 0.7 // of a name, beside the name as it is written
	numberWeight = 0.7
	kinWeight    = 0.3 // of words that mean nearly the same
	titleWeight  = 1.5 // added where the headline says it
	leadWeight   = 0.7 // added where the lead does
)

// Features are what an article is compared by. [Read] makes them.
type Features struct {
	Article rag.Article // without its body
	// Lead is its first sentence, for want of a headline.
	Lead string

	copied voice.Print
	arabic bool
	terms  map[string]term // in Latin letters: words, meanings, sounds, figures
	native map[string]term // in Arabic letters, of an Arabic article
}

// term is how often and where an article says something.
type term struct {
	body        int
	title, lead bool
	sound       bool // the sound of a name
	weight      float64
	written     string // as a reader knows it; "" of sounds and figures
}

// strength is how much an article says a term.
func (t *term) strength() float64 {
	s := 0.0
	if t.body > 0 {
		s = 1 + math.Log(float64(t.body))
	}
	if t.title {
		s += titleWeight
	}
	if t.lead {
		s += leadWeight
	}
	return s * t.weight
}

// Read reads an article. One without words has no terms, and is a story of its own.
func Read(a *rag.Article) Features {
	body := clip(a.Body[min(a.Prose, len(a.Body)):])
	short := *a
	short.Body, short.Prose = body, 0
	f := Features{Article: *a, copied: voice.Read(&short), terms: map[string]term{}, native: map[string]term{}}
	f.Article.Body = ""
	r := reader{Features: &f}
	if a.TitleDerived || a.Title == "" {
		f.Lead = leadOf(body)
	} else {
		r.title = true
		r.read(clip(a.Title), leadWords)
		r.title = false
	}
	r.read(body, mostWords)
	if f.arabic = r.arabic > r.latin; !f.arabic {
		f.native = nil
	}
	return f
}

// clip cuts what is too long to be read.
func clip(s string) string {
	if len(s) <= mostBytes {
		return s
	}
	return strings.ToValidUTF8(s[:mostBytes], "")
}

func leadOf(body string) string {
	for _, s := range text.Sentences(body[:min(len(body), 2*text.MaxSentence)]) {
		return s.Of(body)
	}
	return ""
}

// reader counts the terms of one article.
type reader struct {
	*Features
	title         bool // it reads the headline
	inLead        bool
	arabic, latin int // words
}

func (r *reader) read(s string, most int) {
	n, end := 0, -1
	for t := range text.Tokens(s) {
		if n == most {
			return
		}
		first := end < 0 || strings.ContainsAny(s[end:t.Start], ".!?:\n\"“")
		r.inLead = !r.title && n < leadWords
		r.word(t, t.Of(s), first)
		end = t.End
		n++
	}
}

// word counts what a word says. First tells that it begins a sentence.
func (r *reader) word(t text.Token, written string, first bool) {
	switch {
	case t.Len() > longestWord || text.IsStop(t.Folded):
	case t.Kind == text.Number:
		r.put("n:"+t.Folded, numberWeight, written)
	case utf8.RuneCountInString(t.Folded) < 2:
	case isArabic(t.Folded):
		r.arabic++
		r.arabicWord(t, written)
	default:
		r.latin++
		r.latinWord(t, written, first)
	}
}

// latinWord counts a word in Latin letters. A capital makes a name, unless a
// common word has it for its place.
func (r *reader) latinWord(t text.Token, written string, first bool) {
	if !t.Capital || (first || r.title) && fact.IsCommon(t.Folded) {
		r.put("w:"+t.Stem, wordWeight, written)
		r.kin(t.Stem)
		return
	}
	r.put("w:"+t.Stem, nameWeight, written)
	r.sounds(t.Folded, written)
}

// kin counts the words that mean nearly the same: one reporter's blaze is
// another's fire.
func (r *reader) kin(stem string) {
	n := 0
	for _, x := range thesaurus.SynonymsOfKey(stem) {
		if x.Weight < thesaurus.Threshold || n == mostKin {
			return
		}
		r.put("w:"+x.Stem, kinWeight*x.Weight, "")
		n++
	}
}

// arabicWord counts an Arabic word as itself, and as what an English report would
// say: its meaning or, of a name, the sound.
func (r *reader) arabicWord(t text.Token, written string) {
	r.count(r.native, "a:"+t.Stem, wordWeight, written)
	meanings := thesaurus.Translate(t.Folded)
	meanings = meanings[:min(len(meanings), mostMeanings)]
	for _, m := range meanings {
		r.put("w:"+text.Stem(text.Fold(m)), wordWeight/float64(len(meanings)), m)
	}
	if len(meanings) > 0 {
		return
	}
	for _, x := range name.Exonyms(t.Folded) {
		if len(x) == 1 && !isArabic(x[0]) {
			r.put("w:"+text.Stem(x[0]), nameWeight, written)
			break
		}
	}
	r.sounds(bare(t.Folded), written)
}

// bare takes from an Arabic word the particles that stand before its article.
func bare(folded string) string {
	for _, p := range []string{"وال", "بال", "فال", "كال", "لل"} {
		if rest, ok := strings.CutPrefix(folded, p); ok {
			return rest
		}
	}
	return folded
}

func (r *reader) sounds(folded, written string) {
	for _, k := range name.Keys(folded) {
		if len(k) >= leastKey {
			r.put("k:"+k, soundWeight, written)
		}
	}
}

func (r *reader) put(key string, weight float64, written string) {
	r.count(r.terms, key, weight, written)
}

func (r *reader) count(terms map[string]term, key string, weight float64, written string) {
	t := terms[key]
	if t.sound = key[0] == 'k'; !t.sound && key[0] != 'n' && t.written == "" {
		t.written = written
	}
	t.weight = max(t.weight, weight)
	t.title, t.lead = t.title || r.title, t.lead || r.inLead
	if !r.title {
		t.body++
	}
	terms[key] = t
}

// isArabic reports whether a folded word is in Arabic letters.
func isArabic(folded string) bool {
	r, _ := utf8.DecodeRuneInString(folded)
	return r >= 0x600 && r < 0x780
}
