package rag

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"newsdesk/rag/text"
)

// ChunkWords is the most words that a chunk has: a few paragraphs, enough
// context to judge a sentence by, and what BM25 was measured with.
const ChunkWords = 200

// WindowMin and WindowMax are the words of a window, which the built-in
// encoder reads best; one has fewer only where its chunk's sentences leave no
// other way.
const (
	WindowMin = 40
	WindowMax = 80
)

// wordBytes is the length from which a run without a space counts, and may be
// cut, as several words: beyond any word of the languages at hand, so that
// only addresses and debris are concerned.
const wordBytes = 64

// Split returns the chunks of an article, in order: whole sentences of its
// prose, at most ChunkWords words, of even size within a section, ending where
// a paragraph ends if they can. A longer sentence is cut between words.
// Headings, bullets and rules are in no chunk or between its sentences; every
// other letter and digit of the prose is in exactly one chunk and one window.
func Split(a Article) []Chunk {
	var chunks []Chunk
	sentences := text.Prose(a.Body, a.Prose)
	for len(sentences) > 0 {
		n := sectionLen(sentences)
		for _, part := range partition(piecesOf(a.Body, sentences[:n]), chunkPlan) {
			chunks = append(chunks, Chunk{covering(part), windowsOf(a.Body, part)})
		}
		sentences = sentences[n:]
	}
	return chunks
}

// maxGap is how many bytes may stand between sentences of one chunk. Rules and
// empty lines of more than that part what does not belong together.
const maxGap = 256

// sectionLen returns how many sentences stand together under one heading.
func sectionLen(sentences []text.Sentence) int {
	for i, s := range sentences {
		if s.Section != sentences[0].Section || i > 0 && s.Start-sentences[i-1].End > maxGap {
			return i
		}
	}
	return len(sentences)
}

// A piece is what is not cut any further: a sentence, or a part of a long one.
type piece struct {
	text.Span
	words int
	gap   int  // words, so to speak, of what was skipped before it: bullets and rules
	last  bool // it ends its paragraph
}

// piecesOf returns sentences as pieces of at most ChunkWords words.
func piecesOf(body string, sentences []text.Sentence) []piece {
	pieces := make([]piece, 0, len(sentences))
	for i, s := range sentences {
		p := piece{Span: s.Span, words: countWords(s.Of(body))}
		p.last = i+1 == len(sentences) || sentences[i+1].Paragraph != s.Paragraph
		if i > 0 {
			p.gap = countWords(body[sentences[i-1].End:s.Start])
		}
		pieces = cutEvenly(pieces, body, p, ChunkWords)
	}
	return pieces
}

// windowsOf returns the windows of a chunk.
func windowsOf(body string, chunk []piece) []text.Span {
	pieces := make([]piece, 0, len(chunk))
	for _, p := range chunk {
		pieces = cutEvenly(pieces, body, p, WindowMax)
	}
	parts := partition(pieces, windowPlan)
	windows := make([]text.Span, len(parts))
	for i, part := range parts {
		windows[i] = covering(part)
	}
	return windows
}

func covering(part []piece) text.Span {
	return text.Span{Start: part[0].Start, End: part[len(part)-1].End}
}

// A plan says what parts pieces are gathered into.
type plan struct {
	most  int // no part has more words
	aim   int // the best size
	least int // smaller parts are avoided above all
	loose int // what a part costs that ends inside a paragraph
}

// The cost of a part is the square of the words that it is off the aim, so
// that even parts win over a full and a tiny one. A paragraph's border is
// worth being 40 words off for a chunk, 10 for a window.
var (
	chunkPlan  = plan{most: ChunkWords, aim: ChunkWords, loose: 40 * 40}
	windowPlan = plan{most: WindowMax, aim: (WindowMin + WindowMax) / 2, least: WindowMin, loose: 10 * 10}
)

func (p plan) cost(words int, last bool) int {
	cost := (p.aim - words) * (p.aim - words)
	if words < p.least {
		cost += p.aim * p.aim
	}
	if !last {
		cost += p.loose
	}
	return cost
}

// partition returns the parts of pieces that cost least. A part has at most
// p.most pieces, since each has a word, so the time is linear in the pieces.
func partition(pieces []piece, p plan) [][]piece {
	cheapest := make([]int, len(pieces)+1) // of the pieces before an index
	begins := make([]int, len(pieces)+1)   // where the last of their parts begins
	for end := 1; end <= len(pieces); end++ {
		cheapest[end] = math.MaxInt
		last := pieces[end-1].last
		for begin, words := end-1, 0; begin >= 0; begin-- {
			words += pieces[begin].words
			if begin+1 < end {
				words += pieces[begin+1].gap
			}
			if words > p.most {
				break
			}
			if cost := cheapest[begin] + p.cost(words, last); cost < cheapest[end] {
				cheapest[end], begins[end] = cost, begin
			}
		}
	}
	return backtrack(pieces, begins)
}

// backtrack cuts pieces where begins, read from its end, says.
func backtrack(pieces []piece, begins []int) [][]piece {
	n := 0
	for end := len(pieces); end > 0; end = begins[end] {
		n++
	}
	parts := make([][]piece, n)
	for end := len(pieces); end > 0; end = begins[end] {
		n--
		parts[n] = pieces[begins[end]:end]
	}
	return parts
}

// cutEvenly appends p to dst, between words in parts of even size where it has
// more than most.
func cutEvenly(dst []piece, body string, p piece, most int) []piece {
	if p.words <= most {
		return append(dst, p)
	}
	parts := (p.words + most - 1) / most
	each := (p.words + parts - 1) / parts
	part := piece{gap: p.gap}
	for at := p.Start; at < p.End; {
		start, end := nextWord(body, at, p.End)
		if start == end {
			break
		}
		if part.words == each {
			dst = append(dst, part)
			part = piece{}
		}
		if part.words == 0 {
			part.Start = start
		}
		part.words++
		part.End = end
		at = end
	}
	part.last = p.last
	return append(dst, part)
}

// countWords returns the number of words in s: what stands between white
// space, but each letter of a script that writes no spaces.
func countWords(s string) int {
	n := 0
	for at := 0; at < len(s); {
		start, end := nextWord(s, at, len(s))
		if start < end {
			n++
		}
		at = end
	}
	return n
}

// nextWord returns the first word in s[at:end], empty if there is none.
func nextWord(s string, at, end int) (int, int) {
	start := at
	for at < end {
		r, n := rune(s[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[at:end])
		}
		switch space := unicode.IsSpace(r); {
		case space && start < at:
			return start, at
		case space:
			start = at + n
		case spaceless(r) && start < at, at-start >= wordBytes:
			return start, at
		case spaceless(r): // with the punctuation after it
			rest := strings.TrimLeftFunc(s[at+n:end], unicode.IsPunct)
			return start, end - len(rest)
		}
		at += n
	}
	return start, end
}

// spaceless reports whether r is a letter of a script that writes no spaces
// between words.
func spaceless(r rune) bool {
	const first = 0x0E00 // Thai; none of these scripts stands before it
	return r >= first && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar,
		unicode.Han, unicode.Hiragana, unicode.Katakana)
}
