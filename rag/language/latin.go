package language

import (
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// functionWords are the small words that make up a third of any text of a
// language and that the others do not have, or hardly. French ones without
// apostrophes: l'Irak is l and Irak. Two letters that two of these languages
// have (de, en, an, in, on, me) tell nothing and are left out.
var functionWords = wordSets(map[string]string{
	English: `the of and to that is was were are be been has have had not with for from by at as it its this these those which who
		whom what when where why how his her their they he she we you after before over against would could will should can may than
		into about says said amid`,
	French: `le la les des du et est une un dans pour par sur avec que qui au aux ce cette ces il elle ils elles nous vous pas plus sont
		était été être ont avait mais où leur leurs ses son sa selon entre après avant depuis contre comme ainsi deux sous vers
		qu l d c n s j quel quelle quels quelles quand comment pourquoi combien`,
	Turkish: `ve bir bu için ile olarak olan da çok daha gibi kadar sonra göre ancak ama değil var yok ne mi mı mu mü her karşı oldu
		olduğu olduğunu dedi etti eden edildi etmek yeni iki büyük başkanı bakanı cumhurbaşkanı türkiye türk tarafından arasında hakkında
		nasıl neden kim kimdir hangi nerede açıkladı yaptı`,
	Kurmanji: `û li ji bi di ku ev ew jî bo ber ser nav xwe wî wê vê vî wan van hat hatin kir kirin got dike dikin dibe bû bûn heye
		hene piştî berî dema nû derbarê ligel her hemû çi kî kê çawa kengî çima kîjan serokê serok wezîrê îro duh herêma kurdistanê du sê ne re ve da`,
	// Of others only so much that they are not taken for one of ours.
	strange: `der die das und ist nicht mit von den dem ein eine im zu auf für
		el los las y una por con del se lo su como más pero il di che è gli della sono nel
		o os uma em não dos het een van niet zijn och att det som på yang dan dengan untuk tidak dari ini itu
		nie jest się na și în cu pe este ve ki əl və ilə bilə`,
})

// strange stands for the languages that are not told apart.
const strange = "und"

// candidates are the languages of Latin letters, in the order in which votes
// counts them.
var candidates = [...]string{English, French, Turkish, Kurmanji, strange}

// wordSets gives for each word the places of its languages among candidates, as bits.
func wordSets(lists map[string]string) map[string]uint8 {
	of := make(map[string]uint8)
	for i, tag := range candidates {
		for w := range strings.FieldsSeq(lists[tag]) {
			of[w] |= 1 << i
		}
	}
	return of
}

// votes counts the words of a text and, for each of candidates, those that are its
// function words; a word that several have counts as a part for each.
type votes struct {
	words int
	of    [len(candidates)]float64
	kinds [len(candidates)]int // how many different ones
}

func votesOf(s string) (v votes) {
	seen := make([]string, 0, 32)
	for w := range strings.FieldsFuncSeq(s, apart) {
		v.words++
		const longest = len("cumhurbaşkanı")
		if len(w) > longest {
			continue
		}
		low := strings.ToLower(w)
		set := functionWords[low]
		if set == 0 {
			continue
		}
		fresh := !slices.Contains(seen, low)
		if fresh && len(seen) < cap(seen) {
			seen = append(seen, low)
		}
		v.vote(set, fresh)
	}
	return v
}

// apart reports whether r parts words.
func apart(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 < 'a' || r|0x20 > 'z'
	}
	return !unicode.IsLetter(r) && !unicode.IsMark(r)
}

// vote counts a word for each language of a set of bits.
func (v *votes) vote(set uint8, fresh bool) {
	share := 1 / float64(bits.OnesCount8(set))
	for i := range candidates {
		if set>>i&1 == 0 {
			continue
		}
		v.of[i] += share
		if fresh {
			v.kinds[i]++
		}
	}
}

// lead is the language with the most votes, and what speaks for it.
type lead struct {
	tag   string  // empty where there is no vote
	most  float64 // its votes
	next  float64 // those of the next language
	share float64 // its votes as a share of all words
	kinds int     // of words that voted for it
}

func (v *votes) leader() (l lead) {
	for i, tag := range candidates {
		switch n := v.of[i]; {
		case n > l.most:
			l = lead{tag, n, l.most, 0, v.kinds[i]}
		case n > l.next:
			l.next = n
		}
	}
	l.share = l.most / float64(max(v.words, 1))
	return l
}

// How sure the words must be. TestDetect and TestDetectNothing have the sentences
// and headlines that these were settled on.
const (
	// surely is the share of function words from which the words alone
	// decide, with twice the votes of the next language and some different ones.
	surely, surelyKinds = 0.2, 3
	// likely is the share from which they do if the library agrees.
	likely = 0.08
	// hinted is the share that is enough beside letters that no other has.
	hinted = 0.05
	// leastWords is how many words there must be where letters or the
	// library decide: less are a name or an address.
	leastWords = 4
	// running is from how many words a text in one of these languages shows it by
	// its function words, so that the library, which takes a fifth of a millisecond, need
	// not be asked; mostlySure is their share that is enough there. Turkish has the
	// least, some .15.
	running    = 40
	mostlySure = 0.12
	// reliably is the library's confidence from which a text without function
	// words, as headlines are, is taken for what the library says.
	reliably = 0.6
)

// latinScript tells the language of a text in Latin letters.
func (c *census) latinScript(s string) string {
	v := votesOf(s)
	l := v.leader()
	foreign := c.marks[stranger] > 0 && c.letters < strangers*c.marks[stranger]
	switch {
	case l.tag != strange && !foreign && l.share >= surely && l.most >= 2*l.next && l.kinds >= surelyKinds && c.fits(l.tag):
		return l.tag
	case c.kurmanji(l):
		return Kurmanji
	case v.words < leastWords:
		return ""
	case c.turkish(l):
		return Turkish
	case foreign || l.tag == strange:
		return ""
	case v.words >= running:
		if l.share >= mostlySure && l.most >= 2*l.next && l.kinds >= surelyKinds && c.fits(l.tag) {
			return l.tag
		}
		return ""
	}
	return c.byLibrary(s, l)
}

// strangers is how many letters there are for one that none of our languages has
// in a text that is still in one of them: names of people.
const strangers = 60

// fits reports whether the accents of a text allow for a language. Turkish has at
// least some letter that no other has in every few words, and so has Kurmanji;
// English has none.
func (c *census) fits(tag string) bool {
	const some, few = 40, 25 // letters for one
	accents := c.marks[turkish] + c.marks[kurmanji] + c.marks[french]
	switch tag {
	case English:
		return few*accents <= c.letters
	case Kurmanji:
		return some*c.marks[kurmanji] >= c.letters && c.marks[turkish] == 0
	case Turkish:
		return c.marks[kurmanji] <= c.marks[turkish]
	}
	return c.marks[turkish] == 0
}

// kurmanji reports whether a text is in Kurmanji, which the library does not know,
// by its vowels: French has ê and î and û too, one in a hundred letters or two.
func (c *census) kurmanji(l lead) bool {
	const dense = 30 // letters for one ê, î or û at most
	return c.marks[turkish] == 0 && dense*c.marks[kurmanji] >= c.letters && c.marks[kurmanji] >= 2 && c.marks[kurmanji] > c.marks[french]/2 &&
		(l.tag == Kurmanji || l.tag == "") && (l.share >= hinted || l.next == 0)
}

// turkish reports whether a text is in Turkish by the letters that only it has,
// Azeri aside, whose ə is more frequent still and counts as a stranger.
func (c *census) turkish(l lead) bool {
	const dense = 20 // letters for one ı, ğ or İ at most
	if c.marks[kurmanji] > 0 || c.marks[stranger] > 0 || c.marks[turkish] == 0 {
		return false
	}
	return (l.tag == Turkish || l.tag == "") && c.marks[turkish] >= 2 && dense*c.marks[turkish] >= c.letters ||
		l.tag == Turkish && l.share >= surely && l.most >= 2*l.next
}

// latinLanguages are those that the library chooses among.
var latinLanguages = map[whatlanggo.Lang]bool{
	whatlanggo.Eng: true, whatlanggo.Fra: true, whatlanggo.Tur: true, whatlanggo.Deu: true, whatlanggo.Spa: true, whatlanggo.Ita: true,
	whatlanggo.Por: true, whatlanggo.Nld: true, whatlanggo.Swe: true, whatlanggo.Ind: true, whatlanggo.Pol: true, whatlanggo.Ron: true,
	whatlanggo.Azj: true, whatlanggo.Uzb: true, whatlanggo.Som: true, whatlanggo.Tgl: true,
}

var tagOf = map[whatlanggo.Lang]string{
	whatlanggo.Eng: English, whatlanggo.Fra: French, whatlanggo.Tur: Turkish, whatlanggo.Arb: Arabic, whatlanggo.Pes: Persian,
}

// byLibrary asks the library, and takes its word where the text's words or
// letters agree with it, or it is sure and nothing is against it.
func (c *census) byLibrary(s string, l lead) string {
	info := library(s, latinLanguages)
	said := tagOf[info.Lang]
	switch {
	case said == "" || !c.fits(said):
		return ""
	case said == l.tag && l.share >= likely && l.next == 0:
		return said
	case said == Turkish && c.marks[turkish] > 0 && (l.tag == "" || l.tag == Turkish):
		return said
	case (l.tag == "" || l.tag == said) && info.Confidence >= reliably:
		return said
	}
	return ""
}
