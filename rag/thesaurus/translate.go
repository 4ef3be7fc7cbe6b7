package thesaurus

import (
	_ "embed"
	"strings"
	"sync"
	"unicode/utf8"

	"newsdesk/rag/text"
)

//go:embed ar-en.tsv
var arabicTable string

//go:embed ckb-en.tsv
var kurdishTable string

// glossary maps folded words (of a phrase, with spaces between) to English words.
type glossary struct {
	words map[string][]string
	stems map[string][]string // by the light stem of single words, where the word itself is not listed
}

var arabic = sync.OnceValue(func() *glossary { return readGlossary(arabicTable) })
var kurdish = sync.OnceValue(func() *glossary { return readGlossary(kurdishTable) })

// readGlossary reads lines of "word|other spelling<TAB>english, english".
func readGlossary(table string) *glossary {
	g := &glossary{words: make(map[string][]string, 4096), stems: make(map[string][]string, 4096)}
	for line := range strings.Lines(table) {
		spellings, english, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		meanings := strings.Split(english, ", ")
		for s := range strings.SplitSeq(spellings, "|") {
			g.add(foldPhrase(s), meanings)
		}
	}
	return g
}

func (g *glossary) add(key string, meanings []string) {
	g.words[key] = union(g.words[key], meanings)
	if !strings.Contains(key, " ") {
		stem := text.Stem(key)
		g.stems[stem] = union(g.stems[stem], meanings)
	}
}

// union appends what is not in a yet.
func union(a, b []string) []string {
	for _, m := range b {
		found := false
		for _, have := range a {
			found = found || have == m
		}
		if !found {
			a = append(a[:len(a):len(a)], m)
		}
	}
	return a
}

func foldPhrase(s string) string {
	words := strings.Fields(s)
	for i, w := range words {
		words[i] = text.Fold(w)
	}
	return strings.Join(words, " ")
}

// Translate gives English words for an Arabic or Sorani Kurdish word or phrase, likeliest first; nil where it knows
// none. It looks for the word itself, then without the particles and endings that are written together with it.
func Translate(word string) []string {
	folded := foldPhrase(word)
	if r, _ := utf8.DecodeRuneInString(folded); r < 0x0600 || r > 0x06FF {
		return nil
	}
	for _, g := range []*glossary{arabic(), kurdish()} {
		for form := range forms(folded) {
			if m := g.words[form]; m != nil {
				return m
			}
		}
	}
	if strings.Contains(folded, " ") {
		return nil
	}
	for form := range verbForms(folded) {
		if m := arabic().words[form]; m != nil {
			return m
		}
	}
	for form := range forms(folded) {
		if m := arabic().stems[text.Stem(form)]; m != nil && utf8.RuneCountInString(text.Stem(form)) >= leastStem {
			return m
		}
	}
	return kurdishForms(folded)
}

// leastStem is how many letters a light stem needs to say anything: with two, too many words share it.
const leastStem = 3

// forms yields the ways to read a word: as it stands, then without و ف (and), ب ل ك س (in, to, as, will) and ال (the).
func forms(folded string) func(func(string) bool) {
	return func(yield func(string) bool) {
		rest := folded
		for _, particles := range []string{"", "وف", "بلكس"} {
			if particles != "" {
				r, size := utf8.DecodeRuneInString(rest)
				if !strings.ContainsRune(particles, r) || utf8.RuneCountInString(rest) <= leastStem {
					continue
				}
				rest = rest[size:]
				if r == 'ل' && strings.HasPrefix(rest, "ل") {
					rest = "ا" + rest
				}
			}
			if !yield(rest) {
				return
			}
			if bare, ok := strings.CutPrefix(rest, "ال"); ok && utf8.RuneCountInString(bare) >= 2 && !yield(bare) {
				return
			}
			if !strings.HasPrefix(rest, "ال") && !yield("ال"+rest) {
				return
			}
		}
	}
}

// verbEndings are those of the persons other than "he", with their objects, as text.Fold leaves them.
var verbEndings = []string{"", "ت", "وا", "ون", "ا", "تا", "ه", "ها", "هم", "ته", "تها"}

// verbForms yields the "he" forms that an inflected Arabic verb may come from: وصلت is وصل, ستصل and يصلون are يصل.
func verbForms(folded string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for form := range forms(folded) {
			for _, e := range verbEndings {
				verb, ok := strings.CutSuffix(form, e)
				if !ok || utf8.RuneCountInString(verb) < leastStem {
					continue
				}
				if !yield(verb) {
					return
				}
				for _, person := range []string{"ت", "ن"} {
					if rest, ok := strings.CutPrefix(verb, person); ok && !yield("ي"+rest) {
						return
					}
				}
			}
		}
	}
}

// kurdishEndings are the plural, definite and linking endings of Sorani nouns, longest first, as text.Fold leaves them.
var kurdishEndings = folds("ەکانی ەکان انی ەکەی ەکە یەکانی یەکان یەکەی یەکە ێکی ێک یەک ان ی یی ە یە")

func folds(list string) []string {
	words := strings.Fields(list)
	for i, w := range words {
		words[i] = strings.TrimPrefix(text.Fold("ب"+w), "ب")
	}
	return words
}

// kurdishForms looks a Sorani word up without its endings.
func kurdishForms(folded string) []string {
	for _, e := range kurdishEndings {
		bare, ok := strings.CutSuffix(folded, e)
		if !ok || utf8.RuneCountInString(bare) < leastStem {
			continue
		}
		for _, w := range []string{bare, text.Fold(bare + "ە")} {
			if m := kurdish().words[w]; m != nil {
				return m
			}
		}
	}
	return nil
}
