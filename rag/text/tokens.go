package text

import (
	"hash/maphash"
	"iter"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"
)

// Kind tells what a token is.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota // has a letter: "Shatri", "13th", "G7"
	Number             // digits only: "13", "1,383", "3.5"
)

// Token is one word or number of a text.
//
// The span covers the word as it is written, without a possessive 's or the case
// of a Turkish name (Irak'ın), so that a word can be replaced in its sentence. What
// French elides is a token of its own (l'Irak). Parts of a hyphenated word are tokens
// of their own ("Al-Shatri" is "Al" and "Shatri", "post-2003" is "post" and
// "2003"): a reader who searches for a part finds it, and writers disagree
// about hyphens. Letters parted by full stops are one token ("U.S." is "us").
type Token struct {
	Span
	Folded  string // see Fold
	Stem    string // what an index stores, see Stem
	Capital bool   // begins with an upper-case letter
	Kind    Kind
}

// Tokenize returns the tokens of s in order.
func Tokenize(s string) []Token {
	tokens := make([]Token, 0, len(s)/6+1)
	for t := range Tokens(s) {
		tokens = append(tokens, t)
	}
	return tokens
}

// Tokens yields the tokens of s in order, without allocating for words that
// were met lately. It is safe for use by several goroutines at once.
func Tokens(s string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		for i := 0; i < len(s); {
			start, end := nextWord(s, i)
			if start == len(s) {
				return
			}
			i = end
			form := lookUp(s[start:end])
			if form.folded == "" { // only marks
				continue
			}
			t := Token{Span{start, start + form.length}, form.folded, form.stem, form.capital, form.kind}
			if !yield(t) {
				return
			}
		}
	}
}

// What a byte is to the scanner.
const (
	other = iota
	letter
	digit
	beyond // part of a rune that is not ASCII
)

var classes = func() (table [256]uint8) {
	for c := range table {
		switch {
		case c >= utf8.RuneSelf:
			table[c] = beyond
		case '0' <= c && c <= '9':
			table[c] = digit
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			table[c] = letter
		}
	}
	return table
}()

// classAt tells what stands at s[i] and how many bytes it has. Marks and
// joiners count as letters: they are part of the word they stand in.
func classAt(s string, i int) (class uint8, size int) {
	if i >= len(s) {
		return other, 0
	}
	if c := classes[s[i]]; c != beyond {
		return c, 1
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	switch {
	case unicode.IsDigit(r):
		return digit, size
	case unicode.IsLetter(r), unicode.IsMark(r), r == zeroWidthNonJoiner, r == zeroWidthJoiner, r == softHyphen:
		return letter, size
	}
	return other, size
}

// nextWord returns where the next word at or after i begins and ends; both are
// len(s) where there is none.
func nextWord(s string, i int) (start, end int) {
	for i < len(s) {
		class, size := classAt(s, i)
		switch class {
		case letter:
			return i, wordEnd(s, i)
		case digit:
			return i, numberEnd(s, i)
		}
		i += size
	}
	return len(s), len(s)
}

// wordEnd returns the end of the word that begins at start.
func wordEnd(s string, start int) int {
	i := start
	for i < len(s) {
		if classes[s[i]] == letter || classes[s[i]] == digit {
			i++
			continue
		}
		if class, size := classAt(s, i); class != other {
			if isIdeograph(s[i:]) {
				return max(i, start+size)
			}
			i += size
		} else if n := apostrophe(s, i); n > 0 && letterAt(s, i+n) {
			if elided(s[start:i], s[i+n:]) {
				return i
			}
			i += n
		} else {
			break
		}
	}
	if i == start+1 {
		return acronymEnd(s, i)
	}
	return i
}

func letterAt(s string, i int) bool {
	class, _ := classAt(s, i)
	return class == letter
}

// acronymEnd takes in further single letters after full stops: "U.S", "p.m".
func acronymEnd(s string, i int) int {
	for i+1 < len(s) && s[i] == '.' && classes[s[i+1]] == letter {
		if class, _ := classAt(s, i+2); class != other {
			break
		}
		i += 2
	}
	return i
}

// isIdeograph reports whether s begins with a letter of a script that puts no
// space between words. Each such letter is a token of its own.
func isIdeograph(s string) bool {
	if s[0] < 0xE3 { // U+3000 is the first of them
		return false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// numberEnd returns the end of the number that begins at start: digits, groups
// of three parted by commas, one decimal part. Letters that follow at once
// belong to it ("13th", "1.5bn") and make it a word.
func numberEnd(s string, start int) int {
	i := digitsEnd(s, start)
	for isComma(s, i) > 0 {
		first := i + isComma(s, i)
		end := digitsEnd(s, first)
		if utf8.RuneCountInString(s[first:end]) != 3 {
			break
		}
		i = end
	}
	if n := isPoint(s, i); n > 0 && !inDate(s, start, i+n) {
		if end := digitsEnd(s, i+n); end > i+n {
			i = end
		}
	}
	if letterAt(s, i) && !isIdeograph(s[i:]) {
		return wordEnd(s, i)
	}
	return i
}

// inDate reports whether the number at start, whose next part begins at i, is
// of a chain like "12.05.2024": such parts are numbers of their own.
func inDate(s string, start, i int) bool {
	if start > 1 && s[start-1] == '.' && classes[s[start-2]] == digit {
		return true
	}
	end := digitsEnd(s, i)
	return isPoint(s, end) > 0 && digitsEnd(s, end+1) > end+1
}

func digitsEnd(s string, i int) int {
	for {
		class, size := classAt(s, i)
		if class != digit {
			return i
		}
		i += size
	}
}

// isComma returns the size of the mark at s[i] if it parts groups of digits.
func isComma(s string, i int) int {
	if i < len(s) && s[i] == ',' {
		return 1
	}
	if strings.HasPrefix(s[min(i, len(s)):], "٬") {
		return len("٬")
	}
	return 0
}

// isPoint returns the size of the mark at s[i] if it begins a decimal part.
func isPoint(s string, i int) int {
	if i < len(s) && s[i] == '.' {
		return 1
	}
	if strings.HasPrefix(s[min(i, len(s)):], "٫") {
		return len("٫")
	}
	return 0
}

// form is what is known of a word as it is written.
type form struct {
	surface      string
	folded, stem string
	length       int // of the surface without its possessive 's
	capital      bool
	kind         Kind
}

// cacheSize is how many words the cache of forms holds, a power of two. On
// newsqa2022 2^12 costs about a tenth of the speed and what is above 2^14 gains
// nothing that could be told from noise (go test -run '^$' -bench AnalyzeNews
// ./internal/eval); 2^16 leaves room for several languages at once.
const cacheSize = 1 << 16

// maxCached is the length in bytes of the longest word that is kept; nearly
// all that is longer is debris.
const maxCached = 48

// cache maps a word to its form. It is direct-mapped: a word that falls on the
// slot of another replaces it, so that it needs no lock and cannot grow.
var (
	cache     [cacheSize]atomic.Pointer[form]
	cacheSeed = maphash.MakeSeed()
)

// lookUp returns the form of a word.
func lookUp(surface string) *form {
	if len(surface) > maxCached {
		return newForm(surface)
	}
	slot := &cache[maphash.String(cacheSeed, surface)%cacheSize]
	if f := slot.Load(); f != nil && f.surface == surface {
		return f
	}
	f := newForm(strings.Clone(surface))
	slot.Store(f)
	return f
}

func newForm(surface string) *form {
	bare := withoutTurkishCase(withoutPossessive(surface))
	f := &form{surface: surface, length: len(bare), kind: kindOf(bare), folded: Fold(bare)}
	first, _ := utf8.DecodeRuneInString(bare)
	f.capital = unicode.IsUpper(first) || unicode.IsTitle(first)
	f.stem = f.folded
	if f.kind == Word {
		f.stem = Stem(f.folded)
	}
	return f
}

func kindOf(surface string) Kind {
	for _, r := range surface {
		if unicode.IsLetter(r) {
			return Word
		}
	}
	return Number
}
