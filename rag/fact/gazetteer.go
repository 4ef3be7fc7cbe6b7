package fact

import (
	_ "embed" // the tables
	"strings"
	"sync"
	"unicode/utf8"

	"newsdesk/rag/text"
)

//go:embed data/countries.txt
var countriesTable string

//go:embed data/places.txt
var placesTable string

//go:embed data/orgs.txt
var orgsTable string

// caution says when a spelling counts.
type caution uint8

const (
	freely caution = iota // in any case
	wary                  // only with a capital, or after a preposition in a text that has none: 'Turkey', 'Chad', 'Nice'
	exact                 // an acronym: as spelt, or in lower case where it is no English word: 'US', 'WHO', 'ISIS'
)

// entry is a name that the tables know.
type entry struct {
	name    string
	kind    Kind
	country string
	caution caution
	raw     string // the spelling, of exact ones
}

// gazetteer holds the names by their folded words joined with spaces; Arabic words are without their article.
type gazetteer struct {
	entries map[string]entry
	longest map[string]int // by first word, how many words its longest name has
}

// known loads the tables, once.
var known = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{entries: make(map[string]entry, 4096), longest: make(map[string]int, 4096)}
	for row := range rows(countriesTable, 7) {
		g.addCountry(row)
	}
	for row := range rows(placesTable, 5) {
		g.addAll(entry{name: row[0], kind: Place, country: row[1]}, row[2], row[0], row[3], row[4])
	}
	for row := range rows(orgsTable, 4) {
		g.addAll(entry{name: row[0], kind: Organisation}, row[1], row[0], row[2], row[3])
	}
	return g
})

// rows yields the lines of a table, each with n columns parted by '|'.
func rows(table string, n int) func(func([]string) bool) {
	return func(yield func([]string) bool) {
		for line := range strings.Lines(table) {
			line = strings.TrimRight(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			row := strings.Split(line, "|")
			for len(row) < n {
				row = append(row, "")
			}
			if !yield(row) {
				return
			}
		}
	}
}

// continents are not countries: 'Europe' is in none.
var continents = set("Africa Asia Europe America Korea")

func (g *gazetteer) addCountry(row []string) {
	country := row[0]
	if continents[strings.ToLower(country)] || strings.Contains(country, " America") || country == "Arab world" {
		country = ""
	}
	g.addAll(entry{name: row[0], kind: Place, country: country}, row[1], row[0], row[3], row[5])
	people := entry{name: row[0], kind: Demonym, country: country}
	for d := range strings.SplitSeq(row[2], ",") {
		g.add(people, d)
		g.add(people, plural(d))
	}
	g.addAll(people, row[6])
	for d := range strings.SplitSeq(row[4], ",") {
		for _, ending := range []string{"", "ة", "ون", "ين", "ان", "ات"} {
			if d != "" {
				g.add(people, d+ending)
			}
		}
	}
}

// plural gives the plural of an English demonym, "" where there is none in -s.
func plural(demonym string) string {
	if demonym == "" || strings.HasSuffix(demonym, "s") || strings.HasSuffix(demonym, "sh") ||
		strings.HasSuffix(demonym, "ch") || strings.HasSuffix(demonym, "ese") || strings.HasSuffix(demonym, "man") && len(demonym) > 7 {
		return ""
	}
	return demonym + "s"
}

// addAll adds an entry under the spellings of comma-separated lists.
func (g *gazetteer) addAll(e entry, lists ...string) {
	for _, list := range lists {
		for spelling := range strings.SplitSeq(list, ",") {
			g.add(e, spelling)
		}
	}
}

// add adds an entry under one spelling, with its mark of caution. The first entry under a spelling stays, so that
// countries go before places, these before organisations, and other names with their caution before the first one.
func (g *gazetteer) add(e entry, spelling string) {
	if spelling == "" {
		return
	}
	switch spelling[0] {
	case '~':
		e.caution, spelling = wary, spelling[1:]
	case '=':
		e.caution, spelling = exact, spelling[1:]
		e.raw = spelling
	}
	key, first, n := keyOf(spelling)
	if _, taken := g.entries[key]; key == "" || taken {
		return
	}
	g.entries[key] = e
	g.longest[first] = max(g.longest[first], n)
}

// keyOf returns the key of a spelling, its first word, and how many words it has.
func keyOf(spelling string) (key, first string, n int) {
	var words []string
	for _, w := range lex(spelling) {
		if w.class != mark {
			words = append(words, w.bare())
		}
	}
	if len(words) == 0 {
		return "", "", 0
	}
	return strings.Join(words, " "), words[0], len(words)
}

// bare is the folded word, without its article in Arabic.
func (w word) bare() string {
	if w.arabic {
		return withoutArticle(w.low)
	}
	return w.low
}

// leastArabic is how many letters must stay when a prefix is taken for one.
const leastArabic = 2

func withoutArticle(low string) string {
	if rest, ok := strings.CutPrefix(low, "ال"); ok && utf8.RuneCountInString(rest) >= leastArabic {
		return rest
	}
	return low
}

// forms yields the ways to read the first word of a name: as it stands and, in Arabic, without the particles that are
// written together with the next word: و ف (and), ب ل ك (in, to, as), ال (the).
func (w word) forms(yield func(string) bool) {
	if !w.arabic {
		yield(w.low)
		return
	}
	if !yield(w.bare()) {
		return
	}
	rest := w.low
	for _, particles := range []string{"وف", "بلك"} {
		r, size := utf8.DecodeRuneInString(rest)
		if !strings.ContainsRune(particles, r) || utf8.RuneCountInString(rest) <= leastArabic+1 {
			continue
		}
		rest = rest[size:]
		if r == 'ل' && strings.HasPrefix(rest, "ل") { // لل is ل + ال
			rest = rest[len("ل"):]
		}
		if !yield(withoutArticle(rest)) {
			return
		}
	}
}

// lookup finds the longest name that begins at words[i]; n is how many words and marks it covers, 0 for none.
func (f *finder) lookup(i int) (e entry, n int) {
	for first := range f.words[i].forms {
		if e, n = f.lookupAs(i, first); n > 0 {
			return e, n
		}
	}
	return entry{}, 0
}

func (f *finder) lookupAs(i int, first string) (best entry, n int) {
	most := f.names.longest[first]
	if most == 0 {
		return entry{}, 0
	}
	key := append(f.key[:0], first...)
	for j, count := i, 1; ; count++ {
		if e, ok := f.names.entries[string(key)]; ok && f.counts(e, i, j) {
			best, n = e, j+1-i
		}
		next := f.nextOfName(j)
		if next < 0 || count == most {
			break
		}
		j = next
		key = append(append(key, ' '), f.words[j].bare()...)
	}
	f.key = key
	return best, n
}

// nextOfName returns the index of the word after words[j] that could go on a name, or -1: nothing may stand between
// but a hyphen, the dot of an abbreviation or a possessive.
func (f *finder) nextOfName(j int) int {
	j++
	if j < len(f.words) && f.words[j].class == mark {
		if m := f.words[j]; !m.glued || m.low != "-" && m.low != "'s" && m.low != "'" && (m.low != "." || !dotted[f.words[j-1].low]) {
			return -1
		}
		j++
	}
	if j >= len(f.words) || f.words[j].class == mark || f.taken[j] {
		return -1
	}
	return j
}

// englishWords are acronyms in lower case that are English words, or words too common to be read as organisations.
var englishWords = set("us is who car ap au ina sana fed amnesty wagner tass anadolu somo un an ai it")

// prepositions stand before places; in a text without capitals they tell 'in turkey' from 'the turkey'.
var prepositions = set("in to from at near into towards toward via through across inside outside against with of visit visited")

// beforeBare may stand before a name without its capital in a text that has none; a determiner may not: 'the turkey'.
// Some names are too common as words even there.
var (
	beforeBare = union(prepositions, set("about and or between did does do has have is was are were will would can if that how why when where said"))
	neverBare  = set("nice male pole poles shell apple meta cologne tyre guardian dane finn turk turks danish polish porto pacific amazon")
)

// counts reports whether the spelling words[i..j] may stand for e, by the caution of e.
func (f *finder) counts(e entry, i, j int) bool {
	w := f.words[i]
	switch e.caution {
	case wary:
		return w.capital && !f.shouts && !w.opens || w.opens && w.capital && f.namelike(j) ||
			f.caseless && !w.capital && !neverBare[w.low] && (i == 0 || beforeBare[f.words[i-1].low])
	case exact:
		raw := f.s[w.Start:f.words[j].End]
		if englishWords[w.low] && i == j {
			return strings.ReplaceAll(raw, ".", "") == strings.ReplaceAll(e.raw, ".", "") && !f.shouts || (w.low == "us" || w.low == "un") && i > 0 && f.words[i-1].low == "the"
		}
		return raw == e.raw || raw == strings.ToLower(e.raw) || w.upper
	}
	return true
}

// namelike reports whether what follows words[j] speaks for a name: a possessive, a comma or a verb of news.
func (f *finder) namelike(j int) bool {
	if j+1 >= len(f.words) {
		return true
	}
	next := f.words[j+1]
	return next.low == "'s" || next.low == "," || next.low == "-" || afterNames[next.low] ||
		strings.HasSuffix(next.low, "ed") && next.Len() > shortestPast && !next.capital // 'Turkey opened'
}

// shortestPast is one letter less than a past tense in -ed has: 'need' and 'feed' are none.
const shortestPast = 4

// Canonical folds a name so that spellings with or without accents, capitals and hyphens compare equal.
func canonical(name string) string {
	var b strings.Builder
	for _, w := range lex(name) {
		if w.class == mark {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(w.low)
	}
	return b.String()
}

// folded is text.Fold of every word of a list, in order.
func folded(list string) []string {
	words := strings.Fields(list)
	for i, w := range words {
		words[i] = text.Fold(w)
	}
	return words
}
