// Package name brings the spellings of one name together: Shatri, Shatry,
// Al-Shatri and الشطري; Hussein, Husain and حسین.
//
// Keys gives coarse keys under which all spellings of a name meet, for finding
// candidates in an index; Similarity tells how likely two words are spellings
// of one name, and Same where the line is drawn; Exonyms knows the places that
// languages call by different names, so that sound is of no use (Egypt, مصر).
// Parts and Join bring together what some write as one word (Salahuddin). All take
// words folded by text.Fold, one word at a time; Soft keeps of a word as it is
// written what folding takes from its sound.
//
// It knows nothing of a corpus: whether a word is used as a name there, and how
// often, is for package lexical to judge.
package name

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxKeys bounds the keys of one word, and readingKeys those of it with or without
// its article; each ambiguous letter doubles them.
const (
	maxKeys     = 8
	readingKeys = 4
)

// longest is the length in bytes of the longest word that is taken for a name:
// room for 24 Arabic letters.
const longest = 48

// Keys returns the keys of a folded word: its consonants in classes that keep
// together what writers of different languages confuse, without vowels, glides
// and the article al-. Two spellings of one name share at least one key, with few
// exceptions. A word without a consonant has none, nor has one too long to be a
// name.
func Keys(folded string) []string {
	if len(folded) > longest {
		return nil
	}
	var keys []string
	for _, bare := range withoutArticle(folded) {
		for _, k := range skeletons(phonesOf(bare), isArabic(bare)) {
			if k != "" && len(keys) < maxKeys && !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// skeletons writes the consonants of a word in all the ways that their classes
// allow.
func skeletons(phones []phone, arabic bool) []string {
	keys := []string{""}
	for i, p := range phones {
		classes := classesOf[p.sound]
		if p.sound == 'h' && i == 0 && !arabic { // Turkish writes kh so: Hamaney
			classes = "HK"
		}
		if p.sound == 'f' && i > 0 && arabic { // for v, which others write w: نيجيرفان, Nechirwan
			classes = "F "
		}
		if p.sound == 'h' && i == len(phones)-1 { // Abdullah, Abdulla
			classes = ""
		}
		if len(classes) == 0 {
			continue
		}
		if len(keys)*len(classes) > readingKeys {
			classes = classes[:1]
		}
		keys = extend(keys, classes)
	}
	return keys
}

// extend appends each of the classes to each of the keys. A space stands for
// no letter.
func extend(keys []string, classes string) []string {
	var longer []string
	for _, k := range keys {
		for _, c := range classes {
			longer = append(longer, k+strings.TrimSpace(string(c)))
		}
	}
	return longer
}

// classesOf gives the classes that each sound may fall in. Vowels, glides, ayn
// and hamza have none.
var classesOf = map[rune]string{
	'b': "B", 'p': "B", 'f': "F", 'v': " F", 'm': "M", 'n': "N", 'l': "L", 'r': "R", 'h': "H",
	'c': "KS", 'X': "S", 't': "T", 'd': "T", 'T': "TS", 'D': "TS", 'Z': "ST",
	's': "S", 'z': "S", 'S': "S", 'C': "S", 'J': "S", 'j': "SK",
	'k': "K", 'q': "K", 'g': "KS", 'G': "K", 'x': "K",
}

// minBare is how many letters must stay when an article is cut off a Latin
// word: it spares Alia, Elias and Assad.
const minBare = 4

// withoutArticle returns the word and, if it may begin with the Arabic article
// al-, what follows it.
func withoutArticle(folded string) []string {
	words := []string{folded}
	if isArabic(folded) {
		for _, p := range []string{"وال", "بال", "لل", "ال"} {
			if bare, ok := strings.CutPrefix(folded, p); ok && utf8.RuneCountInString(bare) > 1 {
				return append(words, bare)
			}
		}
		return words
	}
	if bare, ok := cutLatinArticle(folded); ok {
		words = append(words, bare)
	}
	return words
}

// cutLatinArticle cuts "al" and "el", and what becomes of them before some
// letters: "ashshatri", "assistani", "arrawi".
func cutLatinArticle(word string) (string, bool) {
	if len(word) < minBare+2 || !strings.ContainsRune("aeu", rune(word[0])) {
		return "", false
	}
	if word[1] == 'l' {
		return word[2:], true
	}
	for _, sun := range []string{"sh", "th", "dh", "s", "d", "n", "r", "t", "z"} {
		bare := word[1:]
		if after, ok := strings.CutPrefix(bare, sun); ok && strings.HasPrefix(after, sun) && len(after) > minBare {
			return after, true
		}
	}
	return "", false
}

// IsArticle reports whether a folded word is the Arabic article standing apart,
// as in "al Shatri" or "Ash-Shatri".
func IsArticle(folded string) bool {
	switch folded {
	case "al", "el", "ul", "ash", "as", "ad", "an", "ar", "at", "az", "ath", "ال":
		return true
	}
	return false
}

func isArabic(folded string) bool {
	r, _ := utf8.DecodeRuneInString(folded)
	return unicode.Is(unicode.Arabic, r)
}
