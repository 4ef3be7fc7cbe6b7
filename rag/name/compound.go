package name

import (
	"strings"
	"unicode/utf8"
)

// Names of two words that many write as one: servant of the..., ... of the
// faith. Abdel Fattah, Abdulfattah and عبد الفتاح; Salah al-Din, Selahattin and
// صلاح الدين.

// servants begin such a name, folded, with the article; faiths end one.
var (
	servants = []string{"abdul", "abdel", "abdal", "abdol", "abdur", "abder", "abdu", "abde", "عبدال", "عەبدول", "عەبدول"}
	faiths   = []string{
		"uddin", "addin", "eddin", "iddin", "attin", "ettin", "ittin", "uldin", "aldin", "eldin", "adin", "edin", "udin", "atin", "etin",
		"uddine", "eddine", "addine", "eldine", "uddeen", "eddeen", "aldeen", "eldeen", "الدين", "ەدين", "ەددين",
	}
)

// Parts returns what else a folded word is where it is a name of two words written
// as one: the one of them that tells, without the article. It is empty for others.
func Parts(folded string) string {
	const least = 3 // letters of the telling word: Nur, علي
	for _, s := range servants {
		if rest, ok := strings.CutPrefix(folded, s); ok && utf8.RuneCountInString(rest) >= least {
			return rest
		}
	}
	for _, f := range faiths {
		if rest, ok := strings.CutSuffix(folded, f); ok && utf8.RuneCountInString(rest) >= least {
			return rest
		}
	}
	return ""
}

// Join returns two folded words, of which an article between them was left out, as
// the one word that many write for them; it is empty where they are not of the
// kind. Arabic has the article in the second.
func Join(first, second string) string {
	arabic := isArabic(first)
	switch {
	case arabic != isArabic(second):
		return ""
	case first == "abd" || first == "abdul" || first == "abdel":
		return "abdul" + second
	case first == "عبد":
		return "عبدال" + strings.TrimPrefix(second, "ال")
	case second == "الدين":
		return first + second
	case second == "din" || second == "deen":
		return first + "uddin"
	}
	return ""
}
