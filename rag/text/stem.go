package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"golang.org/x/text/unicode/norm"
)

const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
	softHyphen         = '\u00AD'
	tatweel            = '\u0640'
)

// Fold returns a word as all its spellings share it: compatibility characters
// replaced (NFKC), lower case, without accents, Arabic vowel marks, tatweel and
// apostrophes; alef, yeh, kaf and heh in one form each; the letters that only
// Kurdish has as their nearest Arabic ones; Arabic and Persian digits in ASCII,
// without separators of thousands ("1,383" and "1383" are equal).
func Fold(word string) string {
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			return foldUnicode(word)
		}
	}
	return foldASCII(word)
}

func foldASCII(word string) string {
	acronym := len(word) > 2 && word[1] == '.' && classes[word[0]] == letter
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\'', r == '`', r == ',', r == '.' && acronym:
			return -1
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return r
	}, word)
}

func foldUnicode(word string) string {
	word = foldHehNonJoiner(foldInitialHamza(word))
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		if s, ok := replaced[r]; ok {
			b.WriteString(s)
		} else if !isDropped(r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	folded := foldASCIIMarks(norm.NFC.String(b.String()))
	if bare, ok := strings.CutSuffix(folded, "ە"); ok { // at an end writers do not tell the two apart
		return bare + "ه"
	}
	return folded
}

// foldASCIIMarks drops apostrophes and separators among other letters.
func foldASCIIMarks(folded string) string {
	if strings.ContainsAny(folded, "'`,") {
		return strings.NewReplacer("'", "", "`", "", ",", "").Replace(folded)
	}
	return folded
}

// foldHehNonJoiner makes heh and a non-joiner the ae that Kurdish writers meant by
// it before Unicode had one, except before an ending that Persian parts so
// from a word in heh: خانه‌ها.
func foldHehNonJoiner(word string) string {
	const heh = "ه\u200c"
	at := strings.LastIndex(word, heh)
	if at < 0 {
		return word
	}
	if at >= len("خا") && persianAfterHeh[word[at+len(heh):]] { // two letters or more before it
		return word[:at] + "ه" + word[at+len(heh):]
	}
	return strings.ReplaceAll(word, heh, "ە")
}

var persianAfterHeh = map[string]bool{
	"ها": true, "های": true, "هایی": true, "هایش": true, "هایشان": true, "هایم": true, "ای": true, "ام": true, "اند": true, "اش": true,
}

// foldInitialHamza turns the carrier with which Kurdish begins a word in a
// vowel into the alef that Arabic has there: ئێران is إيران, ئەمریکا is أمريكا.
func foldInitialHamza(word string) string {
	rest, ok := strings.CutPrefix(word, "ئ")
	if !ok {
		return word
	}
	rest = strings.TrimPrefix(strings.TrimPrefix(rest, "ا"), "ە")
	return "ا" + rest
}

// replaced maps what decomposition leaves whole.
var replaced = map[rune]string{
	'ٱ': "ا", 'ى': "ي", 'ی': "ي", 'ې': "ي", 'ێ': "ي", 'ک': "ك", 'ڪ': "ك",
	'ة': "ه", 'ھ': "ه", 'ہ': "ه", 'ۃ': "ه", 'ڕ': "ر", 'ڒ': "ر", 'ڵ': "ل", 'ۆ': "و",
	'٫': ".", '٬': "",
	'٠': "0", '١': "1", '٢': "2", '٣': "3", '٤': "4", '٥': "5", '٦': "6", '٧': "7", '٨': "8", '٩': "9",
	'۰': "0", '۱': "1", '۲': "2", '۳': "3", '۴': "4", '۵': "5", '۶': "6", '۷': "7", '۸': "8", '۹': "9",
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ə': "e", 'Ə': "e",
	'’': "", '‘': "", '´': "", '′': "", 'ʼ': "", 'ʻ': "", 'ʿ': "", 'ʾ': "",
}

// isDropped reports whether r only decorates: accents, Arabic and Hebrew vowel
// marks, tatweel, invisible characters. Vowel signs of Indian scripts stay.
func isDropped(r rune) bool {
	switch {
	case r < 0x300:
		return r == softHyphen
	case r <= 0x36F, r == tatweel,
		0x0591 <= r && r <= 0x05C7, 0x0610 <= r && r <= 0x061A, 0x064B <= r && r <= 0x065F,
		r == 0x0670, 0x06D6 <= r && r <= 0x06ED && r != 'ە' && r != 'ۮ':
		return !unicode.IsLetter(r) || r == tatweel
	}
	return unicode.Is(unicode.Cf, r)
}

// Stem returns the part of a folded word that its inflections share.
//
// Words in Latin letters are stemmed by Porter2. Its library is snowballstem,
// generated from the reference description and without dependencies of its
// own; bleve's analysers bring bleve's registry, geometry and JSON into the
// binary, so the light Arabic stemmer, thirty lines, is here. Words with a
// letter that only Kurdish or Persian has are left as they were folded, and so
// are all other scripts.
func Stem(folded string) string {
	r, _ := utf8.DecodeRuneInString(folded)
	switch {
	case r <= unicode.MaxLatin1:
		return stemEnglish(folded)
	case unicode.Is(unicode.Arabic, r) && !strings.ContainsAny(folded, "ەپچژگڤ"):
		return stemArabic(folded)
	}
	return folded
}

func stemEnglish(folded string) string {
	if len(folded) < 3 {
		return folded
	}
	env := snowballstem.NewEnv(folded)
	english.Stem(env)
	return env.Current()
}
