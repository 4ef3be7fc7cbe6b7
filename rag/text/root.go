package text

import (
	"strings"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/french"
)

// Root returns what the inflections of a folded word share in a language, by
// its BCP 47 tag, and the word itself for a language that is not in Rooted.
//
// Stem must do without knowing the language, since a word in a question has
// none; it reads Latin letters as English and Arabic ones as Arabic. Root goes
// beside it where the language of a text is known. Snowball serves for French.
// Bleve's stemmer for Sorani expects letters that folding has merged, and its
// registry weighs 2 MB in the binary; Snowball's for Turkish see turkishRoot; no
// library has Persian or Kurmanji. Those four are light stemmers here.
func Root(folded, language string) string {
	root := folded
	switch language {
	case "tr":
		root = turkishRoot(folded)
	case "fr":
		root = frenchRoot(folded)
	case "kmr":
		root = strip(folded, kurmanjiEndings)
	case "ckb":
		root = strip(folded, soraniEndings)
	case "fa":
		root = persianRoot(folded)
	}
	if root == "" {
		return folded
	}
	return root
}

// Rooted are the languages that Root knows.
func Rooted() []string { return []string{"tr", "fr", "kmr", "ckb", "fa"} }

// ending is what may be cut off a word where at least some letters stay.
type ending struct {
	letters string
	least   int
	after   string // if not empty, the letters of which one must stand before it
}

// endings reads lines of a least number of letters and the endings that it is
// for, each with "<" and the letters that it follows where it needs one of them.
func endings(lines string) (all []ending) {
	for line := range strings.Lines(lines) {
		fields := strings.Fields(line)
		for i := 1; i < len(fields); i++ {
			letters, after, _ := strings.Cut(fields[i], "<")
			all = append(all, ending{letters, int(fields[0][0] - '0'), after})
		}
	}
	return all
}

// strip cuts endings off a word, the first that fits each time, until none does:
// so what an ending was put to comes out the same with and without it.
func strip(word string, endings []ending) string {
	for again := true; again; {
		again = false
		for _, e := range endings {
			rest, ok := strings.CutSuffix(word, e.letters)
			if ok && utf8.RuneCountInString(rest) >= e.least && (e.after == "" || strings.IndexByte(e.after, rest[len(rest)-1]) >= 0) {
				word, again = rest, true
				break
			}
		}
	}
	return word
}

// soraniEndings are those of Sorani nouns as Fold leaves them, ە at an end being
// ه: definite, indefinite, plural, the link -ی, possessive pronouns, and the
// particles دا and ەوە. Those that many a bare word ends in must leave more.
var soraniEndings = endings(`2 ەكانيان ەكانمان ەكاندا ەكانه ەكاني ەكان ەكەيان ەكەمان ەكەدا ەكەي ەكەيه ەكه
	3 يەكانيان يەكاني يەكان يەكەي يەكه يەكي يەك يكيان يكي يك
	4 ەوه دا يان مان تان ان ايه كان كه
	3 ەيه ەي يه ي ه`)

// kurmanjiEndings are those of Kurmanji nouns without their accents: the
// indefinite, plural and linking vowels (serok, serokê, serokekî, serokan).
var kurmanjiEndings = endings(`3 eki eke ekan yeke
	4 yen yan en an in ya ye
	3 e a i`)

// persianEndings are the plural ها with what may follow it, the superlative and
// the indefinite or linking ی. The plural ان and the comparative تر are left: too many
// names and nouns end so (ایران, دختر).
var persianEndings = endings(`2 هايشان هايمان هايش هايم هايت هايي هاي ها
	4 ترين
	3 ي`)

// persianRoot also cuts the mark of the present tense off a verb.
func persianRoot(folded string) string {
	const least = 3 // the shortest verb forms after it: می‌شد is of two, and stays
	for _, p := range []string{"نمي", "مي"} {
		if rest, ok := strings.CutPrefix(folded, p); ok && utf8.RuneCountInString(rest) >= least {
			return strip(rest, persianEndings)
		}
	}
	return strip(folded, persianEndings)
}

// frenchRoot stems words without accents, so that the é of participles, which
// the stemmer would cut, is cut here (arrivé, arrivée, arrivées).
func frenchRoot(folded string) string {
	if !ascii(folded) {
		return folded
	}
	env := snowballstem.NewEnv(folded)
	french.Stem(env)
	const least = 3
	if root := strings.TrimRight(env.Current(), "e"); len(root) >= least {
		return root
	}
	return env.Current()
}

// turkishEndings are those of Turkish nouns, vowels as folding leaves them (i for
// ı, u for ü): plural, cases, possessives and the linking y. A case has t for d after a
// letter without voice: hükümete is not the locative of 'hüküme'. After an a, nın
// is taken for an ending of a word in n (başkanın), of which there are more.
var turkishEndings = endings(`3 larin lerin lari leri lar ler nin<eiu nun
	4 daki deki taki<fstkchp teki<fstkchp ndan nden dan den tan<fstkchp ten<fstkchp nda nde da de ta<fstkchp te<fstkchp yla yle la le
	3 sinin sini sina sine sin si sunu suna sun su in un
	4 y
	3 i u a e`)

// hardened maps the last letter that a root has before an ending to the one it
// has alone: kitabı, kitap; bakanlığı, bakanlık.
var hardened = map[byte]byte{'b': 'p', 'g': 'k', 'd': 't'}

// turkishRoot strips words as Fold leaves them. The stemmer of the Snowball
// project needs the vowels that folding takes, and many people do not type them; and
// what it cuts of a word with an ending is not what it cuts of the bare word
// (bakanlar, bakan; bakan, baka).
func turkishRoot(folded string) string {
	if !ascii(folded) {
		return folded
	}
	const country = "turkiye" // not Türk
	if strings.HasPrefix(folded, country) {
		return country
	}
	root := strip(folded, turkishEndings)
	if n := len(root) - 1; n > 0 && hardened[root[n]] != 0 {
		return root[:n] + string(hardened[root[n]])
	}
	return root
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
