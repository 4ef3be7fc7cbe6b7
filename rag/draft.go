package rag

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newsdesk/rag/text"
)

// draft cuts the text of a model, as it comes, into sentences with the passages
// that they cite. Nothing of it was checked.
type draft struct {
	rest    string // not yet cut
	tried   int    // how much of rest was looked through for a boundary
	pending *drafted
	over    bool // what follows is the model's own list of sources
}

// drafted is a sentence as a model wrote it.
type drafted struct {
	// Text is without its citations and without marks of form; it is what is
	// verified, and what is shown if it holds.
	Text  string
	Cites []int // numbers of passages, each once, in order of first use
	// broken says that a number in brackets was not beside the sentence but a
	// part of it, so that without it something is missing.
	broken bool
}

// Raw is the sentence with its citations, as a prompt shows it.
func (d *drafted) Raw() string { return strings.TrimSpace(d.Text + " " + Marks(d.Cites)) }

// lookahead is how many bytes after a boundary make it certain: enough for the
// word by which an abbreviation is told from the end of a sentence.
const lookahead = 24

// stride is by how many bytes the text grows before a boundary is looked for again:
// a word or two, which nobody notices, and a fifth of the work.
const stride = 10

// longestDraft is how long a sentence may be, in bytes; four times what a long
// one of the seeds has. More without an end is none.
const longestDraft = 2000

// add takes a piece of text and returns the sentences that are now whole, which
// is when the next one has begun: a citation may still follow the full stop.
func (d *draft) add(piece string) []drafted {
	d.rest += piece
	var whole []drafted
	for {
		line, rest, ended := strings.Cut(d.rest, "\n")
		if !ended {
			break
		}
		d.rest = rest
		whole = append(whole, d.cut(line)...)
	}
	if d.tried > len(d.rest) {
		d.tried = 0
	}
	if len(d.rest)-d.tried < stride {
		return whole
	}
	d.tried = len(d.rest)
	spans, certain := text.Sentences(d.rest), 0
	for certain+1 < len(spans) && len(d.rest)-spans[certain+1].Start >= lookahead {
		certain++
	}
	for _, span := range spans[:certain] {
		whole = append(whole, d.take(span.Of(d.rest))...)
	}
	if certain > 0 {
		d.rest = d.rest[spans[certain].Start:]
	}
	if len(d.rest) > longestDraft {
		whole = append(whole, d.take(d.rest)...)
		d.rest = ""
	}
	return whole
}

// end returns what is left: the last sentences, also unfinished ones.
func (d *draft) end() []drafted {
	whole := d.cut(d.rest)
	d.rest = ""
	if d.pending != nil {
		whole = append(whole, *d.pending)
		d.pending = nil
	}
	return whole
}

// cut takes all sentences of a line.
func (d *draft) cut(line string) []drafted {
	var whole []drafted
	if d.over = d.over || ownSources.MatchString(line); d.over || heading.MatchString(line) {
		return nil
	}
	line = unlisted(line)
	for _, span := range text.Sentences(line) {
		whole = append(whole, d.take(span.Of(line))...)
	}
	return whole
}

// take reads one sentence and holds it until the next begins, because that may
// begin with citations of this one.
func (d *draft) take(sentence string) []drafted {
	sentence = unlisted(sentence)
	if d.over = d.over || ownSources.MatchString(sentence); d.over {
		return nil
	}
	for at := citation.FindStringSubmatchIndex(sentence); at != nil && d.pending != nil; at = citation.FindStringSubmatchIndex(sentence) {
		if strings.Trim(sentence[:at[0]], " \t.,;*_") != "" {
			break
		}
		d.pending.cite(sentence[at[2]:at[3]])
		sentence = strings.TrimLeft(sentence[at[1]:], " \t.,;*_")
	}
	next := newDrafted(sentence)
	if next.Text == "" {
		if d.pending != nil {
			d.pending.citeAll(next.Cites)
		}
		return nil
	}
	before := d.pending
	d.pending = &next
	if before == nil {
		return nil
	}
	return []drafted{*before}
}

func newDrafted(sentence string) drafted {
	var d drafted
	words := unmarked(sentence)
	d.broken = worded.MatchString(words)
	for citation.MatchString(words) { // what is left may make one again
		for _, m := range citation.FindAllStringSubmatch(words, -1) {
			d.cite(m[1])
		}
		words = unmarked(citation.ReplaceAllString(words, ""))
	}
	d.Text = stopped(words)
	return d
}

// stopped puts a full stop after a sentence that has none.
func stopped(s string) string {
	last, _ := utf8.DecodeLastRuneInString(s)
	if s != "" && (unicode.IsLetter(last) || unicode.IsDigit(last) || last == ')' || last == '%') {
		return s + "."
	}
	return s
}

// citation is what a model writes to cite: [1], [1, 2], [1-3], 【1†source】,
// [passage 1], in the digits of any script.
var citation = regexp.MustCompile(`[\[［【]\s*(?i:(?:passages?|sources?|articles?|ref\.?)\s+)?` +
	`(\p{Nd}{1,3}(?:\s*[,;،؛–-]\s*\p{Nd}{1,3})*)\s*(?:[†:][^\]】\n]{0,80})?[\]］】]`)

// worded is a citation that is a part of its sentence: 'at least [31] people',
// 'according to passage [1]'.
var worded = regexp.MustCompile(`(?i)\b(?:least|most|than|about|around|nearly|some|the|an?|of|to|by|in|and|or|passages?|sources?|articles?) ?` + citation.String())

// widestRange is how many passages a range may name: as many as a prompt has.
const widestRange = promptPassages

// cite adds the numbers of a citation: "1", "1, 3", "1-3".
func (d *drafted) cite(numbers string) {
	var last int
	for i, part := range splitKeep(numbers) {
		n := decimal(part.number)
		if i > 0 && part.ranged && n > last && n-last < widestRange {
			for m := last + 1; m < n; m++ {
				d.citeAll([]int{m})
			}
		}
		d.citeAll([]int{n})
		last = n
	}
}

func (d *drafted) citeAll(numbers []int) {
	for _, n := range numbers {
		if !slices.Contains(d.Cites, n) {
			d.Cites = append(d.Cites, n)
		}
	}
}

// listed is one number of a citation, and whether a dash stands before it.
type listed struct {
	number string
	ranged bool
}

func splitKeep(numbers string) []listed {
	var all []listed
	ranged, from := false, -1
	for i, r := range numbers + ";" {
		switch {
		case unicode.IsDigit(r):
			if from < 0 {
				from = i
			}
			continue
		case from >= 0:
			all = append(all, listed{numbers[from:i], ranged})
			from, ranged = -1, false
		}
		ranged = ranged || r == '-' || r == '–'
	}
	return all
}

// decimal is a number in the digits of any script.
func decimal(s string) int {
	n, err := strconv.Atoi(text.Fold(s))
	if err != nil {
		return 0
	}
	return n
}

var (
	// ownSources is the heading of a list of sources, which is not the
	// model's to write.
	ownSources = regexp.MustCompile(`(?i)^\W*(?:sources?|references?|citations?|المصادر|المراجع)\s*:?\W*$|^\W*(?:sources|references)\s*:`)
	// heading is a line that only names what follows.
	heading    = regexp.MustCompile(`^\s*(?:#{1,6}\s[^\[\]]*|\*\*[^*\[\]]+\*\*:?|[^\[\].!?؟]{1,60}:)\s*$`)
	listMark   = regexp.MustCompile(`^\s*(?:(?:[-*•–—>]|#{1,6}|\p{Nd}{1,2}[.)])\s+)+`)
	emphasis   = regexp.MustCompile("\\*+|__+|`+|~~+")
	space      = regexp.MustCompile(`\s+`)
	beforeStop = regexp.MustCompile(`\s+([.,;:!?؟،؛。])`)
	empty      = regexp.MustCompile(`\(\s*\)`)
)

// unlisted takes the mark of a list or a heading from the beginning of a line.
func unlisted(line string) string { return listMark.ReplaceAllString(line, "") }

// unmarked takes the marks of form and unseen characters from a sentence.
func unmarked(sentence string) string {
	s := norm.NFC.String(strings.Map(seen, strings.ToValidUTF8(sentence, "")))
	s = emphasis.ReplaceAllString(s, "")
	s = empty.ReplaceAllString(s, "")
	s = space.ReplaceAllString(s, " ")
	s = beforeStop.ReplaceAllString(s, "$1")
	return strings.TrimSpace(strings.TrimLeft(s, " ,;.:"))
}

// zeroWidthNonJoiner parts letters in Persian and Kurdish.
const zeroWidthNonJoiner = '\u200c'

// seen drops the characters that are not seen, and turns those that part lines
// into spaces.
func seen(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case r == zeroWidthNonJoiner:
		return r
	case unicode.Is(unicode.C, r):
		return -1
	}
	return r
}
