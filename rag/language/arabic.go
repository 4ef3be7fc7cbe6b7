package language

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

const (
	// soraniShare is one letter that only Sorani has for so many letters at
	// most: its texts have one for seven, and an Arabic text that quotes a
	// Kurdish name, one for a hundred.
	soraniShare = 25
	// strangeShare is the same for letters of Urdu, Pashto and Uighur, of which an
	// Arabic or Persian text has none but in names.
	strangeShare = 50
)

// plenty is how many pieces of evidence for Arabic, and how many for one against
// it, make it certain without the library, which takes a third of a millisecond.
const plenty = 8

// arabicWords are function words of Arabic, and persianWords of Persian, that the
// other does not have.
var (
	arabicWords = wordSet(`في من على إلى الى عن مع هذا هذه ذلك التي الذي الذين أن إن كان كانت قال قالت بين بعد قبل خلال منذ حتى لا لم لن ما
		ماذا متى أين كيف هل وقال وأضاف أكد ضد عند بسبب حول ثم أو قد لقد يوم`)
	persianWords = wordSet(`در به از که را این آن برای تا است شد بود کرد می نمی شود شده های ها خود هم نیز یک گفت کند دارد چه چرا کجا باید
		پس اما یا بر روز سال رئیس`)
)

func wordSet(list string) map[string]bool {
	set := make(map[string]bool)
	for w := range strings.FieldsSeq(list) {
		set[w] = true
	}
	return set
}

// arabicLanguages are those that the library chooses among.
var arabicLanguages = map[whatlanggo.Lang]bool{whatlanggo.Arb: true, whatlanggo.Pes: true, whatlanggo.Urd: true}

// arabicScript tells the language of a text in Arabic letters. Kurdish shows at
// once by its letters; Arabic and Persian by letters, articles and small words,
// with the library's vote as one among them.
func (c *census) arabicScript(s string) string {
	if soraniShare*c.marks[sorani] >= c.arabic {
		return Sorani
	}
	if strangeShare*c.marks[stranger] >= c.arabic && c.marks[stranger] > 0 {
		return ""
	}
	a, p := c.sides(s)
	if a >= plenty && a >= plenty*p {
		return Arabic
	}
	switch tagOf[library(s, arabicLanguages).Lang] {
	case Arabic:
		a++
	case Persian:
		p++
	}
	const least, margin = 2, 2 // pieces of evidence, and how many for one of the other
	switch {
	case a >= least && a >= margin*p:
		return Arabic
	case p >= least && p >= margin*a && margin*c.marks[sorani] <= c.marks[persian]:
		return Persian
	}
	return ""
}

// sides counts what speaks for Arabic and for Persian.
func (c *census) sides(s string) (a, p int) {
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\u200c' }) {
		switch {
		case arabicWords[w]:
			a++
		case persianWords[w]:
			p++
		case strings.HasPrefix(w, "ال") || strings.HasPrefix(w, "وال") || strings.HasSuffix(w, "ة"):
			a++
		case strings.Contains(w, "\u200c"), strings.ContainsAny(w, "پچژگ"):
			p++
		}
	}
	if c.marks[arabic] > c.marks[persian] {
		a++
	}
	if c.marks[persian] > c.marks[arabic] {
		p++
	}
	return a, p
}
