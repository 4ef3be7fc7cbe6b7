package rag

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// unclear is what is wrong with a sentence that leans on another for what it means.
const unclear = "does not say who or what it speaks of"

// unfit is what is wrong with a sentence whatever the passages say: it is no whole
// statement in the question's language, has a link or signs that nobody reads
// out, or leans on a sentence that is not there.
func (r *review) unfit(d drafted) string {
	s := d.Text
	switch {
	case len(s) > longestDraft:
		return "is too long for a sentence"
	case d.broken || fragment(s):
		return "is not a whole sentence"
	case planted(s):
		return "is not a statement"
	case !slices.ContainsFunc(r.found, func(p Passage) bool { return !linked(s, &p.Article) }):
		return "has a link that is not of an article that is cited"
	case strings.ContainsFunc(s, odd):
		return "has signs that are no words"
	case script(s) != script(r.like):
		return "is not in the language that was asked for"
	case connecting.MatchString(s) && !r.copies(s):
		return "ties itself to another sentence: say it without “" + connecting.FindString(s) + "”"
	case r.last == "" && leansBack(s) && !r.copies(s):
		return unclear
	}
	return ""
}

// copies reports whether a sentence is the coverage's to the letter.
func (r *review) copies(s string) bool {
	return slices.ContainsFunc(r.found, func(p Passage) bool {
		return strings.Contains(letters(p.Article.Body), strings.TrimRight(letters(s), " ."))
	})
}

// leastWords is how many words a sentence has that says something of something.
const leastWords = 3

// fragment reports whether a sentence has no verb, or begins in small letters,
// which is a piece of one: names such as al-Shaibani and iPhone have a capital
// within.
func fragment(sentence string) bool {
	word, _, _ := strings.Cut(sentence, " ")
	small := true
	for i, r := range word {
		if i == 0 && !unicode.IsLower(r) || unicode.IsUpper(r) {
			small = false
		}
	}
	return small || len(text.Tokenize(sentence)) < leastWords || script(sentence) == unicode.Latin && !hasVerb(sentence)
}

// hasVerb reports whether an English sentence says that something is or is done.
func hasVerb(sentence string) bool {
	parts := newProse(newSentence(sentence)).readParts()
	return slices.Contains(parts, verb) || slices.Contains(parts, helper)
}

// odd reports whether a sign is one that no sentence of a report has: pictures,
// mathematics, marks of form, and accents heaped over letters (one that belongs
// to its letter was joined with it before).
func odd(r rune) bool {
	if r == '+' || r == '°' {
		return false
	}
	return strings.ContainsRune("@<>[]{}\\`#*_|~^=", r) || r >= firstAccent && r <= lastAccent ||
		unicode.In(r, unicode.So, unicode.Sm, unicode.Sk, unicode.No, unicode.Me) && !strings.ContainsRune("½¼¾⅓⅔™®©", r)
}

// The block of accents that join the letter before them.
const (
	firstAccent = '\u0300'
	lastAccent  = '\u036f'
)

// connecting are the words at the beginning of a sentence that say how it follows
// from, or when it was beside, the one before it, which no passage was asked.
var connecting = regexp.MustCompile(`(?i)^(?:as a (?:result|consequence)|therefore|thus|consequently|hence|because of (?:this|that)|for (?:this|that) reason|` +
	`(?:on |in |at )?(?:the|that) same (?:day|week|month|year|time|place)|that (?:day|week|month|year|evening|night)|there\b,|later\b|earlier\b|then\b|afterwards?\b|after (?:this|that)\b|` +
	`before (?:this|that)\b|subsequently|soon after|shortly after(?:wards)?\b,?|in response|in (?:turn|return)|by then|since then|at the time|instead\b|otherwise\b|that is why|this is why|` +
	`in other words|accordingly|ولذلك|لذلك|نتيجة لذلك|وبالتالي|بعد ذلك|وفي اليوم نفسه)`)

// leansBack reports whether a sentence opens with a word for somebody or something
// that was spoken of before.
func leansBack(sentence string) bool {
	sentence = adding.ReplaceAllString(sentence, "")
	first := true
	for t := range text.Tokens(sentence) {
		if !first {
			return second[t.Folded]
		}
		if backward[t.Folded] {
			return true
		}
		if t.Folded != "the" {
			return false
		}
		first = false
	}
	return false
}

// adding are the words at the beginning of a sentence that say no more than that
// it is not the first.
var adding = regexp.MustCompile(`(?i)^(?:however|meanwhile|moreover|furthermore|also|additionally|in addition|nevertheless|still|yet|but|and|so|now|indeed|in fact)\b,?\s*`)

var (
	// backward are the words that stand for what was spoken of.
	backward = folded("he she his her they them their it its this that these those both such here")
	// second are those behind 'the' that do.
	second = folded("former latter two three others other same")
	// personal stand for one person, things for anything else.
	personal = folded("he she him")
	things   = folded("they it them")
)

// meant is a sentence with the pronoun at its beginning replaced by what the
// sentence before is about: that is what a reader takes it to say, and what
// has to hold. It is "" where nobody could tell.
func (r *review) meant(sentence string) string {
	if r.last == "" || r.copies(sentence) {
		return sentence
	}
	start := len(adding.FindString(sentence))
	for t := range text.Tokens(sentence[start:]) {
		t.Start, t.End = t.Start+start, t.End+start
		switch word := t.Folded; {
		case personal[word] || word == "his":
			return r.spelledOut(sentence, t, firstPerson(r.last), word == "his")
		case word == "her" && leansBack(sentence):
			return r.spelledOut(sentence, t, firstPerson(r.last), true)
		case leansBack(sentence) && things[word]:
			return r.spelledOut(sentence, t, subject(r.last), false)
		case leansBack(sentence) && (word == "their" || word == "its" || backward[word] && r.saysOf(sentence, t)):
			return ""
		}
	}
	return sentence
}

// saysOf reports whether a verb follows a word that points back, which then stands
// for the whole of what was said: 'that was a lie'.
func (r *review) saysOf(sentence string, t text.Token) bool {
	parts := newProse(newSentence(sentence[t.Start:])).readParts()
	return len(parts) < 2 || parts[1] == verb || parts[1] == helper
}

// spelledOut puts words in the place of a pronoun.
func (r *review) spelledOut(sentence string, pronoun text.Token, who string, owning bool) string {
	switch {
	case who == "" && leansBack(sentence):
		return ""
	case who == "" || firstPerson(sentence) != "":
		return sentence
	case owning:
		who += "’s"
	}
	return sentence[:pronoun.Start] + who + sentence[pronoun.End:]
}

// firstPerson is the first person that a sentence names, or "".
func firstPerson(sentence string) string {
	for _, f := range fact.Find(sentence) {
		if f.Kind == fact.Person {
			return f.Of(sentence)
		}
	}
	return ""
}

// longestSubject is how many words what a sentence is about has at most.
const longestSubject = 12

// subject is what a sentence is about: what stands before its first verb.
func subject(sentence string) string {
	p := newProse(newSentence(sentence))
	for i, part := range p.readParts() {
		if part != verb && part != helper {
			continue
		}
		if i == 0 || i > longestSubject {
			return ""
		}
		return strings.TrimRight(sentence[p.tokens[0].Start:p.tokens[i-1].End], " ,")
	}
	return ""
}
