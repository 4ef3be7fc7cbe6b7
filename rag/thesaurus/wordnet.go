package thesaurus

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"io"
	"maps"
	"slices"
	"strings"
	"sync"
)

//go:embed wordnet.txt.gz
var wordnetTable []byte

// table is the unpacked WordNet: lines in order of their stem, "stem\t9link\t8link\t!opposite". It stays as it is and is
// searched by halving, so that loading is no more than unpacking.
type table string

var wordnet = sync.OnceValue(func() table {
	r, err := gzip.NewReader(bytes.NewReader(wordnetTable))
	if err != nil {
		return ""
	}
	var b strings.Builder
	b.Grow(2 << 20)
	if _, err := io.Copy(&b, r); err != nil {
		return "" // the table is embedded: a test opens it
	}
	return table(b.String())
})

// line returns what stands behind a stem, "" for none.
func (t table) line(stem string) string {
	lo, hi := 0, len(t)
	for lo < hi {
		mid := (lo + hi) / 2
		start := strings.LastIndexByte(string(t[:mid]), '\n') + 1
		length := strings.IndexByte(string(t[start:]), '\n')
		if length < 0 {
			length = len(t) - start
		}
		own, rest, _ := strings.Cut(string(t[start:start+length]), "\t")
		switch c := cmp.Compare(stem, own); {
		case c == 0:
			return rest
		case c < 0:
			hi = start
		default:
			lo = start + length + 1
		}
	}
	return ""
}

// link is one entry of a line: "9kill", or "!live" for an opposite.
type link string

// near splits a link into the stem and its weight in tenths.
func (l link) near() (stem string, weight int, ok bool) {
	if len(l) < 2 || l[0] < '1' || l[0] > '9' {
		return "", 0, false
	}
	return string(l[1:]), int(l[0] - '0'), true
}

// opposite is the stem of an opposite.
func (l link) opposite() (stem string, ok bool) { return strings.CutPrefix(string(l), "!") }

// links yields the links of a stem.
func (t table) links(stem string) func(func(link) bool) {
	return func(yield func(link) bool) {
		line := t.line(stem)
		if line == "" {
			return
		}
		for l := range strings.SplitSeq(line, "\t") {
			if !yield(link(l)) {
				return
			}
		}
	}
}

// weight is that of the link between two stems, in tenths; a line may have lost its lighter links to its length, so
// both are asked.
func (t table) weight(a, b string) int {
	for _, p := range [][2]string{{a, b}, {b, a}} {
		for l := range t.links(p[0]) {
			if stem, weight, ok := l.near(); ok && stem == p[1] {
				return weight
			}
		}
	}
	return 0
}

// opposed reports whether WordNet has two stems as opposites.
func (t table) opposed(a, b string) bool {
	for l := range t.links(a) {
		if other, ok := l.opposite(); ok && other == b {
			return true
		}
	}
	return false
}

// sorted puts weights in the order of Synonyms.
func sorted(weights map[string]int) []Entry {
	entries := make([]Entry, 0, len(weights))
	for _, stem := range slices.SortedFunc(maps.Keys(weights), func(x, y string) int {
		return cmp.Or(cmp.Compare(weights[y], weights[x]), cmp.Compare(x, y))
	}) {
		entries = append(entries, Entry{stem, float64(weights[stem]) / tenthsOfScale})
	}
	return entries
}
