package coverage

import (
	"strings"
	"unicode"
)

// sampled is how many bytes of a body its language is told from.
const sampled = 1 << 12

// Letters that tell the languages of the Arabic script apart. Central Kurdish
// alone has the first; the second is in every Arabic text of some length, and
// in none of the others here; the third are in the others, not in Arabic.
const (
	soraniLetters  = "ێڵڕ"
	arabicLetters  = "ة"
	foreignLetters = "یکگچپژہےۇېڭەۋړټښ"
)

// rare is the share, one letter in so many, that names and quotations in
// another language stay below.
const rare = 200

// language returns the language of a text where its letters leave no doubt:
// Central Kurdish (ckb) and Arabic (ar). Latin script alone tells none.
func language(s string) string {
	var all, arabic, sorani, taa, foreign int
	for _, r := range s[:min(len(s), sampled)] {
		switch {
		case !unicode.IsLetter(r):
			continue
		case strings.ContainsRune(soraniLetters, r):
			sorani++
		case strings.ContainsRune(arabicLetters, r):
			taa++
		case strings.ContainsRune(foreignLetters, r):
			foreign++
		}
		all++
		if unicode.Is(unicode.Arabic, r) {
			arabic++
		}
	}
	switch {
	case 10*arabic < 9*all:
		return ""
	case sorani*rare > all:
		return "ckb"
	case taa*rare > all && foreign*rare < all:
		return "ar"
	}
	return ""
}
