package name

import (
	"strings"
	"unicode/utf8"
)

// phone is one sound of a word, as far as its spelling tells.
//
// Sounds are written as ASCII letters of their own: c the Latin letter, which is k in
// English and j in Turkish and Kurdish, and X the same before e and i; S sh, C ch, J zh, x kh, G
// gh, T th, D dh, Z the Arabic ظ; vowels a i u e o, E ai, O au; and what only
// Arabic script leaves open: W و (w, u, o), Y ي (y, i, e), V an initial alef
// (any vowel), '3' ayn (any vowel or none), 'H' a final heh (a, ah, e or none).
type phone struct {
	sound rune
	long  bool
}

func (p phone) vowel() bool { return vowels[p.sound] }

var vowels = func() (set [128]bool) {
	for _, sound := range "aiueoEOWYV3H" {
		set[sound] = true
	}
	return set
}()

// phonesOf reads a folded word; of one in other letters than Latin and Arabic it
// hears nothing. Doubled consonants are one in Latin letters;
// in Arabic a double is never written, so two letters are two sounds; Kurdish
// writes it.
func phonesOf(folded string) []phone {
	if isArabic(folded) {
		return arabicPhones(folded)
	}
	for i := range len(folded) {
		if folded[i] >= utf8.RuneSelf { // of another script
			return nil
		}
	}
	return latinPhones(folded)
}

// spelling is a letter or a run of letters and the sounds it stands for.
type spelling struct {
	letters, sounds string
	long            bool
}

// The runs of Latin letters that stand for other sounds than their letters do;
// a longer run comes before its beginnings.
var latinRuns = byFirst([]spelling{
	{"shch", "S", false}, {"tsch", "C", false}, {"sch", "S", false}, {"tch", "C", false},
	{"sh", "S", false}, {"ch", "C", false}, {"kh", "x", false}, {"gh", "G", false}, {"th", "T", false}, {"dh", "D", false},
	{"ph", "f", false}, {"zh", "J", false}, {"dj", "j", false}, {"ck", "k", false}, {"qu", "k", false},
	{"aoua", "awa", false}, {"aoui", "awi", false}, {"oue", "we", false}, {"oua", "wa", false}, {"oui", "wi", false}, {"iye", "iye", false}, {"iya", "iya", false},
	{"eyi", "E", false}, {"ayi", "E", false}, {"eye", "Eye", false}, {"aya", "aya", false}, {"aye", "aye", false}, {"awi", "awi", false}, {"awa", "awa", false},
	{"ou", "u", true}, {"oo", "u", true}, {"ee", "i", true}, {"aa", "a", true}, {"ii", "i", true}, {"uu", "u", true},
	{"iy", "i", false}, {"ie", "i", false}, {"ai", "E", false}, {"ay", "E", false}, {"ei", "E", false}, {"ey", "E", false},
	{"au", "O", false}, {"aw", "O", false}, {"ow", "O", false}, {"ao", "ao", false},
	{"ce", "Xe", false}, {"ci", "Xi", false}, {"cy", "Xi", false}, {"x", "ks", false},
})

func byFirst(runs []spelling) (table [256][]spelling) {
	for _, run := range runs {
		table[run.letters[0]] = append(table[run.letters[0]], run)
	}
	return table
}

func latinPhones(folded string) []phone {
	phones := make([]phone, 0, len(folded)+2)
	i := 0
	if strings.HasPrefix(folded, "x") { // no English word begins with ks, and Kurdish names do with kh
		phones, i = append(phones, phone{sound: 'x'}), 1
	}
	for i < len(folded) {
		run := latinRunAt(folded[i:])
		for j := range len(run.sounds) {
			sound := rune(run.sounds[j])
			if sound == 'y' && !vowelAt(folded, i+len(run.letters)) && len(run.letters) == 1 {
				sound = 'i'
			}
			phones = appendLatin(phones, phone{sound, run.long})
		}
		i += len(run.letters)
	}
	return phones
}

// latinRunAt returns the run that s begins with.
func latinRunAt(s string) spelling {
	for _, run := range latinRuns[s[0]] {
		if strings.HasPrefix(s, run.letters) && !glideAhead(s, run) {
			if s == "ai" { // Samarrai: at an end the two are heard apart
				return spelling{"ai", "ai", false}
			}
			return run
		}
	}
	return spelling{s[:1], s[:1], false}
}

// glideAhead reports whether a run that ends in y or w is followed by a vowel,
// so that the glide begins the next syllable: Al-Bay-ati, Mous-aw-i.
func glideAhead(s string, run spelling) bool {
	last := run.letters[len(run.letters)-1]
	return len(run.letters) == 2 && (last == 'y' || last == 'w') && vowelAt(s, 2)
}

func vowelAt(s string, i int) bool { return i < len(s) && strings.IndexByte("aeiou", s[i]) >= 0 }

// appendLatin leaves out the second of two equal consonants.
func appendLatin(phones []phone, p phone) []phone {
	if n := len(phones); n > 0 && phones[n-1].sound == p.sound && !p.vowel() {
		return phones
	}
	return append(phones, p)
}

var arabicSounds = map[rune]rune{
	'ب': 'b', 'پ': 'p', 'ت': 't', 'ث': 'T', 'ج': 'j', 'چ': 'C', 'ح': 'h', 'خ': 'x', 'د': 'd', 'ذ': 'D', 'ر': 'r',
	'ز': 'z', 'ژ': 'J', 'س': 's', 'ش': 'S', 'ص': 's', 'ض': 'd', 'ط': 't', 'ظ': 'Z', 'ع': '3', 'غ': 'G', 'ف': 'f',
	'ڤ': 'v', 'ق': 'q', 'ك': 'k', 'گ': 'g', 'ل': 'l', 'م': 'm', 'ن': 'n', 'ه': 'h', 'و': 'W', 'ي': 'Y', 'ا': 'a', 'ە': 'e',
}

func arabicPhones(folded string) []phone {
	phones := make([]phone, 0, len(folded)/2+3)
	bare, godly := strings.CutSuffix(folded, "الله")
	if stem, ok := strings.CutSuffix(bare, "الدين"); ok && stem != "" { // its article is heard as its d
		bare = stem + "ادين"
	}
	if stem, ok := strings.CutSuffix(bare, "هاي"); ok && len(stem) > len("خا") { // Persian, as in خامنه‌ای
		bare = stem + "ي"
	}
	letters := []rune(bare)
	kurdish := strings.Contains(bare, "ە")
	for i, r := range letters {
		sound, ok := arabicSounds[r]
		switch {
		case !ok: // hamza, marks
			continue
		case i > 0 && r == letters[i-1] && (kurdish || r == 'و' || r == 'ي'): // one of them carried a hamza, or Kurdish ū
			continue
		case r == 'ا' && i == 0:
			sound = 'V'
		case r == 'ه' && i == len(letters)-1 && i > 1:
			sound = 'H'
		}
		phones = append(phones, phone{sound, r == 'ا' && i > 0})
	}
	if godly {
		phones = append(phones, phone{'V', false}, phone{'l', false}, phone{'H', false})
	}
	return phones
}
