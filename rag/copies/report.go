package copies

import (
	"hash/fnv"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

const (
	// shingleWords is how many words in a row are compared as one, as in the
	// signatures by which candidates are found: one word changed in ten leaves
	// two of them in three.
	shingleWords = 3
	// mostWords bounds what is compared of an article, some 25 KB: what agencies
	// send is shorter, and longer texts that agree in so much are one.
	mostWords = 4000
	// leadShingles is how much of a text is its lead: some two sentences, in which
	// reports on one event say what is new today.
	leadShingles = 50
)

// Report is the running text of an article as it is compared. It does not hold
// on to the text.
type Report struct {
	words    []word
	shingles []uint64 // in order, one from each word on but the last
	set      []uint64 // the shingles sorted, each once
}

// word is one word of a report.
type word struct {
	folded string
	kind   kind
}

// kind tells what a word states by itself, which a copy states too.
type kind uint8

const (
	plain    kind = iota
	proper        // it begins with a capital within a sentence
	number        // it has a digit, or is a small number's word
	calendar      // a weekday or month
)

// Read takes in running text. What every report of an agency or page carries
// besides (datelines, credits, invitations) is left out, so that it makes none alike.
func Read(prose string) *Report {
	r := &Report{}
	for line := range strings.Lines(prose) {
		if standing(line) {
			continue
		}
		r.read(withoutDateline(line, len(r.words) == 0))
		if len(r.words) >= mostWords {
			r.words = r.words[:mostWords]
			break
		}
	}
	r.nameOpenings()
	r.shingle()
	return r
}

// Words is how many words are compared.
func (r *Report) Words() int { return len(r.words) }

func (r *Report) read(line string) {
	end := 0
	for t := range text.Tokens(line) {
		w := word{folded: t.Folded}
		switch {
		case t.Kind == text.Number || strings.ContainsAny(t.Folded, "0123456789"):
			w.kind = number
		case numbers[t.Folded] != "":
			w.folded, w.kind = numbers[t.Folded], number
		case t.Capital && days[t.Folded]:
			w.kind = calendar
		case t.Capital && len(t.Folded) > 1 && !opens(line[end:t.Start], end == 0) && !agencies[t.Folded]:
			w.kind = proper
		case t.Capital:
			w.kind = opening
		}
		end = t.End
		r.words = append(r.words, w)
		if len(r.words) >= mostWords {
			return
		}
	}
}

// opening marks, while a text is read, a capital that may be a sentence's.
const opening kind = 255

// opens reports whether what stands before a word begins a sentence or quotation.
func opens(before string, first bool) bool {
	return first || strings.ContainsAny(before, ".!?:;\"“”«»‘()[]•—–-")
}

// nameOpenings takes the capital of a sentence's first word for a name's where the
// text has the word with a capital elsewhere, too.
func (r *Report) nameOpenings() {
	names := map[string]bool{}
	for _, w := range r.words {
		if w.kind == proper {
			names[w.folded] = true
		}
	}
	for i, w := range r.words {
		if w.kind == opening {
			r.words[i].kind = plain
			if names[w.folded] {
				r.words[i].kind = proper
			}
		}
	}
}

func (r *Report) shingle() {
	h := fnv.New64a()
	for i := 0; i+shingleWords <= len(r.words); i++ {
		h.Reset()
		for _, w := range r.words[i : i+shingleWords] {
			_, _ = h.Write([]byte(w.folded))
			_, _ = h.Write([]byte{0})
		}
		r.shingles = append(r.shingles, h.Sum64())
	}
	r.set = slices.Compact(slices.Sorted(slices.Values(r.shingles)))
}

// standingLine is up to how many runes a line can be a credit or an invitation:
// the longest met are of two sentences. What is longer is read whatever it begins with.
const standingLine = 240

// standing reports whether a line is one that an agency or a page puts under
// every report.
func standing(line string) bool {
	line = strings.TrimLeft(strings.TrimSpace(line), "([{*_-–—•> ")
	if line == "" || utf8.RuneCountInString(line) > standingLine {
		return line == ""
	}
	line = strings.ToLower(line)
	return slices.ContainsFunc(standingLines, func(s string) bool { return strings.HasPrefix(line, s) })
}

// datelineBytes is how far into a text its dateline ends: 'WASHINGTON/BAGHDAD,
// September 14 (Thomson Reuters Foundation) - ' and some.
const datelineBytes = 80

// withoutDateline is a report's first line without what stands before its first
// dash, where that is a dateline: it begins with a place in capitals, or names an
// agency or a source in brackets.
func withoutDateline(line string, first bool) string {
	if !first {
		return line
	}
	at, width := -1, 0
	for _, dash := range []string{" — ", " – ", " -- ", " - ", "— ", "– "} {
		if i := strings.Index(line, dash); i >= 0 && i < datelineBytes && (at < 0 || i < at) {
			at, width = i, len(dash)
		}
	}
	if at < 0 {
		return line
	}
	head := line[:at]
	place, _, _ := strings.Cut(head, " ")
	place = strings.Trim(place, ",/():")
	if strings.HasSuffix(strings.TrimSpace(head), ")") || utf8.RuneCountInString(place) > 1 && place == strings.ToUpper(place) && strings.IndexFunc(place, unicode.IsUpper) >= 0 {
		return line[at+width:]
	}
	return line
}
