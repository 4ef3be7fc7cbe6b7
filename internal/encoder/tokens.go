package encoder

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const (
	// vocabSize is the number of lines of vocab.tsv. The weights have two rows more, which no piece uses.
	vocabSize = 8000

	// reservedIDs are the first ids: unknown, begin, end and three that training added. No text yields them but unknown.
	reservedIDs = 6

	// space is how the vocabulary writes a space; inside this package it is a plain one.
	space = "\u2581"

	// maxBytes bounds the work on a text. The longest piece has 17 bytes, so that 128 tokens without an unknown run
	// between them take 2,176 bytes; 16 KiB leaves room for such runs.
	maxBytes = 16 << 10
)

// vocabulary holds the word pieces with their log probabilities. It is safe for concurrent use.
type vocabulary struct {
	trie     *trie
	score    []float64 // by id
	lattices sync.Pool // of *[]cell
}

// newVocabulary reads vocab.tsv: one piece and its score a line, the line number being the id.
func newVocabulary(file string) (*vocabulary, error) {
	v := &vocabulary{score: make([]float64, 0, vocabSize)}
	v.lattices.New = func() any { return new([]cell) }
	entries := make([]entry, 0, vocabSize)
	for line := range strings.SplitSeq(file, "\n") {
		piece, score, _ := strings.Cut(line, "\t")
		f, err := strconv.ParseFloat(score, 64)
		if err != nil {
			return nil, fmt.Errorf("read vocabulary line %d: %w", len(v.score)+1, err)
		}
		if id := len(v.score); id >= reservedIDs {
			entries = append(entries, entry{strings.ReplaceAll(piece, space, " "), int32(id)})
		}
		v.score = append(v.score, f)
	}
	if len(v.score) != vocabSize {
		return nil, fmt.Errorf("read vocabulary: %d lines, want %d", len(v.score), vocabSize)
	}
	v.trie = newTrie(entries)
	return v, v.check(entries)
}

// check makes sure that segment reaches every position: where a piece starts, its first character is a piece too.
func (v *vocabulary) check(entries []entry) error {
	for _, e := range entries {
		_, width := utf8.DecodeRuneInString(e.piece)
		if !v.has(e.piece[:width]) {
			return fmt.Errorf("read vocabulary: %q starts with a character that is no piece", e.piece)
		}
	}
	return nil
}

func (v *vocabulary) has(piece string) bool {
	n, ok := int32(0), true
	for i := 0; i < len(piece) && ok; i++ {
		n, ok = v.trie.step(n, piece[i])
	}
	return ok && v.trie.nodes[n].id != 0
}

// fold is what Embed does to a text before tokenizing, beyond what the original does.
func fold(s string) string {
	s = strings.ToLower(clip(strings.TrimSpace(s)))
	return strings.Join(strings.Fields(s), " ")
}

// clip cuts s to maxBytes, at the start of a character.
func clip(s string) string {
	if len(s) <= maxBytes {
		return s
	}
	end := maxBytes
	for end > maxBytes-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end]
}

// cell is the best way to reach a byte position: by the piece id, of size bytes, at the summed score. A size of 0 says
// that no way is known yet.
type cell struct {
	score    float64
	size, id int32
}

// segment returns the first limit ids of the most probable segmentation of s (Viterbi; Kudo, "Subword Regularization",
// 2018), or nil where s is empty. It stops early: where no piece crosses a position, such as before any space, what lies
// before it is final.
func (v *vocabulary) segment(s string, limit int) []int {
	if s = norm.NFKC.String(clip(s)); s == "" {
		return nil
	}
	s = " " + clip(strings.ReplaceAll(s, space, " "))
	lattice := v.lattices.Get().(*[]cell)
	defer v.lattices.Put(lattice)
	*lattice = slices.Grow((*lattice)[:0], len(s)+1)[:len(s)+1]
	cells := *lattice
	clear(cells)

	out := make([]int, 0, min(limit, len(s)/3+2)) // about four bytes a token in English
	start, reach := 0, 0
	for i := 0; i < len(s) && len(out) < limit; {
		reach = max(reach, v.relax(cells, s, i))
		_, width := utf8.DecodeRuneInString(s[i:])
		if i += width; i == reach {
			out = appendPath(out, cells, start, i)
			start = i
		}
	}
	return out[:min(limit, len(out))]
}

// relax offers every piece that starts at byte i of s to the cell where it ends, an unknown character where there is
// none, and returns the furthest end.
func (v *vocabulary) relax(cells []cell, s string, i int) int {
	n, reach := int32(0), 0
	for j := i; j < len(s); j++ {
		var ok bool
		if n, ok = v.trie.step(n, s[j]); !ok {
			break
		}
		if id := v.trie.nodes[n].id; id != 0 {
			cells[j+1].offer(cells[i].score+v.score[id], j+1-i, id)
			reach = j + 1
		}
	}
	if reach == 0 {
		_, width := utf8.DecodeRuneInString(s[i:])
		reach = i + width
		cells[reach].offer(cells[i].score+v.score[0], width, 0)
	}
	return reach
}

// offer keeps the better way. Of equal ones the later wins, and a score of 0 counts as no score: so does the original.
func (c *cell) offer(score float64, size int, id int32) {
	if c.size == 0 || c.score == 0 || score >= c.score {
		*c = cell{score, int32(size), id}
	}
}

// appendPath appends the ids on the best way from start to end, joining unknown characters to one.
func appendPath(out []int, cells []cell, start, end int) []int {
	first := len(out)
	for p := end; p > start; p -= int(cells[p].size) {
		id := int(cells[p].id)
		if id != 0 || len(out) == first || out[len(out)-1] != 0 {
			out = append(out, id)
		}
	}
	slices.Reverse(out[first:])
	if first > 0 && out[first-1] == 0 && out[first] == 0 {
		out = slices.Delete(out, first, first+1)
	}
	return out
}
