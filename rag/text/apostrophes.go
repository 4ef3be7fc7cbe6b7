package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// apostrophe returns the size of the apostrophe at s[i], 0 where there is none.
func apostrophe(s string, i int) int {
	if i < len(s) && s[i] < utf8.RuneSelf {
		if s[i] == '\'' || s[i] == '`' {
			return 1
		}
		return 0
	}
	for _, mark := range [...]string{"’", "‘", "´", "′"} {
		if strings.HasPrefix(s[i:], mark) {
			return len(mark)
		}
	}
	return 0
}

// elidedWords are French words that lose their vowel before another; those
// marked true do so before an h too, where the others are mostly parts of
// African and Arabic names (M'Hamed).
var elidedWords = map[string]bool{
	"l": true, "d": true, "qu": true, "jusqu": true, "lorsqu": true, "puisqu": true, "quoiqu": true,
	"j": false, "m": false, "n": false, "s": false, "t": false, "c": false,
}

// elided reports whether a word before an apostrophe is one that French elides
// before what follows: l'Irak, d'abord, qu'il; and not Qur'an, N'Djamena, don't.
func elided(word, rest string) bool {
	const longest = len("quoiqu")
	if len(word) > longest {
		return false
	}
	beforeH, ok := elidedWords[strings.ToLower(word)]
	if !ok || len(rest) < 2 {
		return false
	}
	r, n := utf8.DecodeRuneInString(rest)
	if !letterAt(rest, n) { // a letter alone: he'd, I'm; and l'y is lost
		return false
	}
	first := unicode.ToLower(r)
	return strings.ContainsRune("aeiouyàâäæéèêëîïôöœùûü", first) || first == 'h' && beforeH
}

// turkishCases are what Turkish puts to a name after an apostrophe: cases, the
// plural and what follows it. They are folded.
var turkishCases = func() map[string]bool {
	set := make(map[string]bool)
	for _, w := range strings.Fields(`in un nin nun i u yi yu ni nu a e ya ye na ne da de ta te dan den tan ten nda nde ndan nden
		la le yla yle daki deki taki teki ndaki ndeki li lu lar ler lari leri larin lerin lilar liler si su sini sunu sinin sinda sinde`) {
		set[w] = true
	}
	return set
}()

// withoutTurkishCase cuts the case off a Turkish name: Irak'ın, Ankara'da. A single
// vowel is one only of a word with letters of Turkish: Sana'a and Hawai'i are not.
func withoutTurkishCase(surface string) string {
	first, _ := utf8.DecodeRuneInString(surface)
	if !unicode.IsUpper(first) {
		return surface
	}
	at, mark := lastApostrophe(surface)
	const least = 3 // letters of a name: Şam'da
	if at < 0 || utf8.RuneCountInString(surface[:at]) < least {
		return surface
	}
	ending := Fold(surface[at+mark:])
	if !turkishCases[ending] || len(ending) == 1 && !strings.ContainsAny(surface, "ıİğĞşŞçÇöÖüÜ") {
		return surface
	}
	return surface[:at]
}

// lastApostrophe returns where the last apostrophe of a word stands and its size;
// -1 where there is none.
func lastApostrophe(word string) (at, size int) {
	for i := len(word) - 1; i > 0; i-- {
		if n := apostrophe(word, i); n > 0 {
			return i, n
		}
	}
	return -1, 0
}

// withoutPossessive cuts the 's off "Iraq's", whatever its apostrophe.
func withoutPossessive(surface string) string {
	if n := len(surface) - 1; n > 1 && surface[n]|0x20 == 's' {
		for _, mark := range [...]string{"'", "’", "‘", "`", "´", "′"} {
			if bare, ok := strings.CutSuffix(surface[:n], mark); ok && bare != "" {
				return bare
			}
		}
	}
	return surface
}
