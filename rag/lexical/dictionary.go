package lexical

import (
	"hash/maphash"
	"strings"
)

// dictionary numbers strings in the order in which they come. A map would take
// three times the memory for its slots.
type dictionary struct {
	strings []string
	// slots is an open hash table with linear probing: the upper half of
	// the hash and, below, the number of the string plus one.
	slots []uint64
}

// seed makes hashes unlike those of other processes.
var seed = maphash.MakeSeed()

const numberBits = 32

// find returns the number of a string.
func (d *dictionary) find(s string) (uint32, bool) {
	if len(d.slots) == 0 {
		return 0, false
	}
	h := maphash.String(seed, s)
	for i := h; ; i++ {
		slot := d.slots[i&uint64(len(d.slots)-1)]
		if slot == 0 {
			return 0, false
		}
		if id := uint32(slot) - 1; slot>>numberBits == h>>numberBits && d.strings[id] == s {
			return id, true
		}
	}
}

// findAll returns the numbers of words with the given hashes, newWord for those
// that are not there. It looks into all slots before it compares the first
// string, so that the processor fetches many at once: nearly twice as fast.
func (d *dictionary) findAll(words []word, hashes []uint64) []uint32 {
	ids := make([]uint32, len(hashes))
	for i, h := range hashes {
		ids[i] = d.guess(h)
	}
	for i, w := range words {
		if ids[i] != newWord && d.strings[ids[i]] != w.folded {
			ids[i] = newWord // another's hash: the one that adds looks again
		}
	}
	return ids
}

// guess returns the number of the first string that has a hash, as far as slots
// tell, or newWord.
func (d *dictionary) guess(hash uint64) uint32 {
	for i := hash; len(d.slots) > 0; i++ {
		slot := d.slots[i&uint64(len(d.slots)-1)]
		if slot == 0 {
			break
		}
		if slot>>numberBits == hash>>numberBits {
			return uint32(slot) - 1
		}
	}
	return newWord
}

// add gives a string that is not there a number. The string is copied, so that
// it does not keep a larger one in memory.
func (d *dictionary) add(s string) uint32 {
	if len(d.slots) <= len(d.strings)+len(d.strings)/2 {
		d.grow()
	}
	d.strings = append(d.strings, strings.Clone(s))
	d.put(len(d.strings) - 1)
	return uint32(len(d.strings) - 1)
}

func (d *dictionary) grow() {
	d.slots = make([]uint64, max(64, 2*len(d.slots)))
	for id := range d.strings {
		d.put(id)
	}
}

// put enters a string in the slots.
func (d *dictionary) put(id int) {
	h := maphash.String(seed, d.strings[id])
	i := h
	for d.slots[i&uint64(len(d.slots)-1)] != 0 {
		i++
	}
	d.slots[i&uint64(len(d.slots)-1)] = h>>numberBits<<numberBits | uint64(id+1)
}
