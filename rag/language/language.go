// Package language tells in which language a text is written, of those that a
// newsroom between Baghdad, Ankara, Tehran and Paris reads: English, Arabic,
// Sorani and Kurmanji Kurdish, Turkish, Persian and French.
//
// Detect is all of it. It would rather not say than be wrong: what it says is
// stored beside an article and decides how its words are read.
package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"
)

// The languages that Detect knows, as BCP 47 tags.
const (
	English  = "en"
	Arabic   = "ar"
	Sorani   = "ckb"
	Kurmanji = "kmr"
	Turkish  = "tr"
	Persian  = "fa"
	French   = "fr"
)

// sample is how many bytes of a text are read: some hundred words, by which each
// of these languages is certain.
const sample = 1200

// leastLetters is how many letters a text must have to be in a language at all:
// two words or so.
const leastLetters = 8

// Detect returns the language of a text as a BCP 47 tag, and whether that is
// certain. Where it is not, as with a name, a number, a mixture or a language that it
// does not know, the tag is empty. It is deterministic and safe for use by several
// goroutines at once.
func Detect(text string) (tag string, certain bool) {
	s := withoutAddresses(head(text))
	c := censusOf(s)
	switch {
	case c.letters < leastLetters:
		return "", false
	case mostly*c.arabic >= c.letters*(mostly-1):
		tag = c.arabicScript(s)
	case mostly*c.latin >= c.letters*(mostly-1):
		tag = c.latinScript(s)
	}
	return tag, tag != ""
}

// mostly is how many letters there are for one of another script in a text that
// is still of one: names and addresses are written so.
const mostly = 4

// head cuts a text after sample bytes, at a letter's beginning.
func head(text string) string {
	if len(text) <= sample {
		return text
	}
	end := sample
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end]
}

// withoutAddresses leaves out of a text what is an address of the web or of mail.
func withoutAddresses(s string) string {
	isAddress := func(word string) bool {
		return strings.Contains(word, "://") || strings.Contains(word, "@") || strings.HasPrefix(word, "www.")
	}
	if !isAddress(s) && !strings.Contains(s, "www.") {
		return s
	}
	return strings.Join(slices.DeleteFunc(strings.Fields(s), isAddress), " ")
}

// library asks the trigrams of whatlanggo which of some languages a text is in.
// lingua-go is surer about single words, and weighs a hundred megabytes.
func library(s string, among map[whatlanggo.Lang]bool) whatlanggo.Info {
	return whatlanggo.DetectWithOptions(s, whatlanggo.Options{Whitelist: among})
}

// census counts what letters a text is written with.
type census struct {
	letters, arabic, latin int
	marks                  [kinds]int
}

// The kinds of letters that tell languages apart.
const (
	sorani   = iota // ێ ۆ ڕ ڵ ە, and heh with a non-joiner
	persian         // پ چ ژ گ and the yeh and kaf of Persian keyboards, which Sorani has too
	arabic          // ة ي ك and hamza on its carriers
	stranger        // letters of Urdu, Pashto, Uighur; of German, Spanish, Azeri and so on
	turkish         // ı ğ İ
	kurmanji        // ê î û
	french          // é è à ç œ and other accents of French
	kinds
)

// kindOf gives the kind of a letter, plus one; all of them are below kindsEnd.
var kindOf = func() (of [kindsEnd]uint8) {
	for kind, letters := range map[int]string{
		sorani: "ێۆڕڵە", persian: "پچژگیک", arabic: "ةيكىأإؤ", stranger: "ٹڈڑےںټډړږښڼېۇۈۋəñßåøæãõąężźćłńśčřžůäățţășőű¿¡ёъ",
		turkish: "ığİ", kurmanji: "êîû", french: "éèàçëïùœ",
	} {
		for _, r := range letters {
			of[r] = uint8(kind) + 1
			of[unicode.ToUpper(r)] = uint8(kind) + 1
		}
	}
	return of
}()

const kindsEnd = 0x2000

func censusOf(s string) (c census) {
	last := rune(0)
	for _, r := range s {
		if r < utf8.RuneSelf {
			if 'a' <= r|0x20 && r|0x20 <= 'z' {
				c.latin++
				c.letters++
			}
			last = r
			continue
		}
		c.count(r, last)
		last = r
	}
	return c
}

// count takes in a letter that is not ASCII.
func (c *census) count(r, last rune) {
	const nonJoiner, heh = '\u200c', 'ه'
	if r == nonJoiner && last == heh {
		c.marks[sorani]++
	}
	if !unicode.IsLetter(r) {
		return
	}
	c.letters++
	switch {
	case unicode.Is(unicode.Arabic, r):
		c.arabic++
	case unicode.Is(unicode.Latin, r):
		c.latin++
	}
	if r < kindsEnd && kindOf[r] > 0 {
		c.marks[kindOf[r]-1]++
	}
}
