package encoder

import (
	"slices"
	"strings"
)

// trie is a double array over the bytes of the word pieces: the child of node n by byte c is nodes[n.base+c], if that
// one's parent is n. A step is one load and one comparison. (Aoe, "An efficient digital search algorithm by using a
// double-array structure", 1989.)
type trie struct {
	nodes []node
	free  int // while building: no slot from 256 to here is free
}

type node struct {
	base   int32
	parent int32 // 1 + the parent's index; 0 where the slot is free
	id     int32 // of the piece that ends here; 0 where none does
}

// entry is a piece and its id; ids are above 0.
type entry struct {
	piece string
	id    int32
}

// newTrie sorts entries. Of equal pieces the last one wins, as in the original.
func newTrie(entries []entry) *trie {
	slices.SortStableFunc(entries, func(a, b entry) int { return strings.Compare(a.piece, b.piece) })
	t := &trie{free: 256} // so that a free slot minus any byte is a base
	t.grow(1)
	t.nodes[0].parent = -1
	t.insert(0, 0, entries)
	return t
}

// insert places the children of node n; the entries share their first depth bytes, which lead to n.
func (t *trie) insert(n int32, depth int, entries []entry) {
	for len(entries) > 0 && len(entries[0].piece) == depth {
		t.nodes[n].id = entries[0].id
		entries = entries[1:]
	}
	if len(entries) == 0 {
		return
	}
	groups := groupByByte(entries, depth)
	base := t.place(groups, depth)
	t.nodes[n].base = base
	for _, g := range groups {
		t.nodes[base+int32(g[0].piece[depth])].parent = n + 1
	}
	for _, g := range groups {
		t.insert(base+int32(g[0].piece[depth]), depth+1, g)
	}
}

// groupByByte cuts sorted entries where the byte at depth changes.
func groupByByte(entries []entry, depth int) [][]entry {
	var groups [][]entry
	start := 0
	for i := 1; i <= len(entries); i++ {
		if i == len(entries) || entries[i].piece[depth] != entries[start].piece[depth] {
			groups = append(groups, entries[start:i])
			start = i
		}
	}
	return groups
}

// place returns the lowest base from the first free slot on at which the slots of all groups are free.
func (t *trie) place(groups [][]entry, depth int) int32 {
	for t.free < len(t.nodes) && t.nodes[t.free].parent != 0 {
		t.free++
	}
	base := t.free - int(groups[0][0].piece[depth])
	for t.grow(base + 256); !t.fits(base, groups, depth); t.grow(base + 256) {
		base++
	}
	return int32(base)
}

func (t *trie) fits(base int, groups [][]entry, depth int) bool {
	for _, g := range groups {
		if t.nodes[base+int(g[0].piece[depth])].parent != 0 {
			return false
		}
	}
	return true
}

// grow makes room for n slots, so that a base plus any byte is in range.
func (t *trie) grow(n int) {
	if n > len(t.nodes) {
		t.nodes = append(t.nodes, make([]node, n-len(t.nodes))...)
	}
}

// step returns the child of node n by byte c, or false.
func (t *trie) step(n int32, c byte) (int32, bool) {
	i := t.nodes[n].base + int32(c)
	if int(i) >= len(t.nodes) || t.nodes[i].parent != n+1 {
		return 0, false
	}
	return i, true
}
