package name

import (
	"slices"
	"strconv"
	"strings"
)

// Same is the least Similarity at which two words count as spellings of one
// name. Chosen on the 373 pairs of testdata/pairs.txt, where it gives the best F1
// (precision .972, recall .972); on those of heldout.txt, which nothing was
// chosen on, it gives .903 and .918. To measure again: go test -v ./rag/name
const Same = 0.9

// articlePenalty is what it costs a pair that only one of the two begins with
// something like the article: Alwani and Wani are likelier two names.
const articlePenalty = 0.02

// Similarity tells how alike two folded words sound, from 0 to 1, whichever of
// Latin and Arabic letters each is written in. It is one minus the cost of the
// cheapest alignment of their sounds, as a share of the heavier word.
func Similarity(a, b string) float64 { return NewMatcher(a).similarity(b, 0) }

// Matcher compares one word with many. It is for one goroutine.
type Matcher struct {
	word  string
	heard []reading
	row   []float64 // room for an alignment
}

// reading is a word or what follows its article, as sounds.
type reading struct {
	phones []phone
	arabic bool
	weight float64
}

// NewMatcher returns a Matcher of a folded word.
func NewMatcher(folded string) *Matcher {
	return &Matcher{word: folded, heard: readingsOf(folded)}
}

// Same returns the Similarity of the Matcher's word and another, and whether it
// reaches Same; if not, the number is only less than Same. It is several times
// as fast as Similarity.
func (m *Matcher) Same(folded string) (float64, bool) {
	s := m.similarity(folded, Same)
	return s, s >= Same
}

// similarity gives up on what cannot reach least.
func (m *Matcher) similarity(folded string, least float64) float64 {
	if m.word == folded {
		return 1
	}
	best := 0.0
	for j, y := range readingsOf(folded) {
		for i, x := range m.heard {
			s := m.alike(x, y, least)
			if i != j && !x.arabic && !y.arabic {
				s -= articlePenalty
			}
			best = max(best, s)
		}
	}
	return best
}

func readingsOf(folded string) []reading {
	words := withoutArticle(folded)
	readings := make([]reading, len(words))
	for i, w := range words {
		phones := phonesOf(w)
		readings[i] = reading{phones, isArabic(w), weight(phones)}
	}
	return readings
}

func (m *Matcher) alike(x, y reading, least float64) float64 {
	heavier := max(x.weight, y.weight)
	if heavier == 0 {
		return 0
	}
	m.row = slices.Grow(m.row[:0], len(y.phones)+1)[:len(y.phones)+1]
	al := aligner{x.phones, y.phones, m.row, x.arabic != y.arabic, x.arabic && y.arabic}
	const rounding = 1e-9
	return max(0, 1-al.cost((1-least)*heavier+rounding)/heavier)
}

// vowelWeight is how much a vowel counts in the length of a word, a consonant
// being one: spellings of a name differ in vowels first.
const vowelWeight = 0.5

func weight(phones []phone) (w float64) {
	for _, p := range phones {
		if p.vowel() {
			w += vowelWeight
		} else {
			w++
		}
	}
	return w
}

// aligner is a weighted edit distance of two runs of sounds.
type aligner struct {
	a, b   []phone
	row    []float64
	mixed  bool // one in Latin letters, one in Arabic: short vowels are not written in one
	arabic bool // both in Arabic letters
}

// cost returns the cost of the cheapest alignment, or some cost above most.
func (al *aligner) cost(most float64) float64 {
	row := al.row
	row[0] = 0
	for j := range al.b {
		row[j+1] = row[j] + al.drop(al.b, j)
	}
	for i := range al.a {
		dropped := al.drop(al.a, i)
		diagonal := row[0]
		row[0] += dropped
		cheapest := row[0]
		for j := range al.b {
			replaced := diagonal + al.replace(i, j)
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j+1]+dropped, row[j]+al.drop(al.b, j))
			cheapest = min(cheapest, row[j+1])
		}
		if cheapest > most {
			return cheapest
		}
	}
	return row[len(al.b)]
}

// drop is what it costs that a sound has no counterpart. The costs here and in
// replace were set by hand and settled on testdata/pairs.txt.
func (al *aligner) drop(word []phone, i int) float64 {
	p, first, last := word[i], i == 0, i == len(word)-1
	switch p.sound {
	case '3':
		return 0.3
	case 'H', 'V':
		return 0.1
	case 'h':
		if last {
			return 0.1
		}
		return 0.6
	case 'W', 'Y', 'E', 'O':
		switch {
		case last:
			return 0.75
		case al.arabic && kurdishVowel(word, i):
			return 0.3
		}
		return 0.6
	}
	if !p.vowel() {
		return 1
	}
	last = last || i == len(word)-2 && p.sound == 'a' && word[i+1].sound == 'h' && !al.mixed // Abdullah, Abdul
	return al.dropVowel(p, first, last)
}

// dropVowel is what it costs that a vowel has no counterpart.
func (al *aligner) dropVowel(p phone, first, last bool) float64 {
	switch {
	case last && p.sound == 'e' && !al.arabic: // French writes one that is not heard: Salmane
		return 0.3
	case last:
		return 0.7
	case first:
		return 0.6
	case al.mixed && p.long && p.sound == 'u':
		return 0.5
	case al.mixed && p.long:
		return 0.35
	case al.mixed:
		return 0.03
	case al.arabic && p.sound == 'e': // Kurdish ە, which Arabic does not write
		return 0.05
	case al.arabic:
		return 0.35
	}
	return 0.4
}

// kurdishVowel reports whether a و or ي is one that Kurdish writes where Arabic has
// a short vowel: after the first letter (حوسێن), and in the second syllable of a name
// like Malik (مالیکی). Elsewhere it tells names apart: محمد, محمود; حمد, حميد.
func kurdishVowel(word []phone, i int) bool {
	if word[i].sound == 'W' {
		return i == 1
	}
	return i > 2 && word[i-2].sound == 'a'
}

// replace is what it costs that one sound stands for another.
func (al *aligner) replace(i, j int) float64 {
	p, q := al.a[i], al.b[j]
	if p.sound == q.sound {
		return al.longer(i, j)
	}
	if al.shortForAyn(i, j) {
		return 0.4
	}
	if c := al.opening(i, j); c != unknown {
		return c
	}
	if c := finalCosts[p.sound][q.sound]; c != unknown && i == len(al.a)-1 && j == len(al.b)-1 {
		return c
	}
	if c := mixedCosts[p.sound][q.sound]; c != unknown && al.mixed {
		return c
	}
	if c := costs[p.sound][q.sound]; c != unknown {
		return c
	}
	if p.vowel() != q.vowel() {
		return 2
	}
	return 1
}

// longer is what it costs that only one of two equal vowels is long. Writers
// double i, u and a final a at will; a doubled a within a word mostly stands for
// another name: Asad and Asaad.
func (al *aligner) longer(i, j int) float64 {
	p, q := al.a[i], al.b[j]
	last := i == len(al.a)-1 && j == len(al.b)-1
	switch {
	case p.long == q.long, al.mixed, last:
		return 0
	case p.sound == 'a' && len(al.a) >= longWord && len(al.b) >= longWord:
		return 0.2
	case p.sound == 'a':
		return 0.35
	}
	return 0.05
}

// longWord is from how many sounds a doubled a makes no other name: Jaafari, Jafari.
const longWord = 6

// opening is what it costs that a Latin word begins otherwise than another in a way
// of the region: Turkish writes h for kh, and Kurmanji i for the u of a first syllable
// (Hamaney, Mihemed). It is unknown where it is not of that kind.
func (al *aligner) opening(i, j int) float64 {
	p, q := al.a[i].sound, al.b[j].sound
	switch {
	case al.arabic:
	case i == 0 && j == 0 && (p == 'h' && q == 'x' || p == 'x' && q == 'h'):
		return 0.3
	case i == 1 && j == 1 && !al.mixed && (p == 'i' && (q == 'u' || q == 'o') || q == 'i' && (p == 'u' || p == 'o')):
		return 0.35
	}
	return unknown
}

// shortForAyn reports whether a short vowel within a word stands against ayn:
// Asad is not أسعد, which is written Asaad.
func (al *aligner) shortForAyn(i, j int) bool {
	p, q := al.a[i], al.b[j]
	return i > 0 && i < len(al.a)-1 && j > 0 && j < len(al.b)-1 &&
		(p.sound == '3' && q.sound == 'a' && !q.long || q.sound == '3' && p.sound == 'a' && !p.long)
}

// costTable gives the cost of one sound for another, both ways.
type costTable [128][128]float64

// unknown stands in a costTable where there is no cost.
const unknown = -1

// The costs of one sound for another: anywhere; at the end of both words; and
// between Latin and Arabic letters, where Arabic lacks p, v and g.
var (
	costs = parseCosts(`
0 ck Xs
0.1 iy uw kq ou
0.05 cj Xj cC XC cq
0.15 ei eE vw ae dD
0.2 SC iE oO gG Oa Ow Dz DZ zZ Ey gq qG
0.25 fv aO kg Tt ow
0.3 uO kx Cj eu
0.32 ao
0.4 kG xh Ts Tf jg bp xG sZ aE
0.5 td jJ CJ yj hx sz au
0.55 ai dz dZ
0.6 eo
0 Wu Wo WO Ww Yi Ye YE Yy Va Ve Vi Vo Vu VE VO VW V3
0 3a 3i 3e 3u 3o 3E 3O Ha He VY Vh
0.05 Hh
0.1 Wv
0.6 Ya Wa`)
	finalCosts = parseCosts(`
0.15 Ya td`)
	mixedCosts = parseCosts(`
0.05 gG
0.1 bp fv
0.2 kg Cj
0.3 au jg wf`)
)

// parseCosts reads lines of a cost and the pairs of sounds that it is for.
func parseCosts(lines string) *costTable {
	table := new(costTable)
	for i := range table {
		for j := range table[i] {
			table[i][j] = unknown
		}
	}
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		for i := 1; i < len(fields); i++ {
			p, q := fields[i][0], fields[i][1]
			table[p][q] = parseCost(fields[0])
			table[q][p] = table[p][q]
		}
	}
	return table
}

func parseCost(s string) float64 {
	c, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("name: " + err.Error()) // the table above is wrong
	}
	return c
}
