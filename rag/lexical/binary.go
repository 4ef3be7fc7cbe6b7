package lexical

import (
	"encoding"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
)

var (
	_ encoding.BinaryMarshaler   = Analysis{}
	_ encoding.BinaryUnmarshaler = (*Analysis)(nil)
)

// errCorrupt says that bytes are not an analysis of this version.
var errCorrupt = errors.New("corrupt")

// MarshalBinary returns the analysis in a compact form: the version; the language; the words,
// each with its flags and its stem, written as what it shares with the word; soft
// spellings; the counts of the title and of each chunk, in varints.
func (a Analysis) MarshalBinary() ([]byte, error) {
	b := []byte{Version, byte(a.tongue)}
	b = binary.AppendUvarint(b, uint64(len(a.words)))
	stems := uint32(0)
	for _, w := range a.words {
		b = appendString(b, w.folded)
		b = binary.AppendUvarint(b, uint64(w.stem)<<2|uint64(w.flags))
		if w.stem == stems { // first seen
			b = appendStem(b, w.folded, a.stems[stems])
			stems++
		}
	}
	b = a.appendSoft(b)
	b = appendCounts(b, a.title)
	b = binary.AppendUvarint(b, uint64(len(a.chunks)))
	for _, c := range a.chunks {
		b = binary.AppendUvarint(b, uint64(c.length))
		b = append(b, c.signature[:]...)
		b = appendCounts(b, c.counts)
	}
	return b, nil
}

// appendSoft writes the words whose spelling tells their sound.
func (a *Analysis) appendSoft(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(a.soft)))
	for _, w := range a.soft {
		b = appendString(binary.AppendUvarint(b, uint64(w.word)), w.soft)
	}
	return b
}

func appendString(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// appendStem writes how much of the word the stem begins with, then its rest.
func appendStem(b []byte, word, stem string) []byte {
	n := 0
	for n < min(len(word), len(stem)) && word[n] == stem[n] {
		n++
	}
	return appendString(binary.AppendUvarint(b, uint64(n)), stem[n:])
}

// appendCounts writes the distance from stem to stem, with a bit that tells
// whether a count above one follows.
func appendCounts(b []byte, counts []count) []byte {
	b = binary.AppendUvarint(b, uint64(len(counts)))
	last := uint32(0)
	for _, c := range counts {
		delta := uint64(c.stem-last) << 1
		last = c.stem
		if c.n == 1 {
			b = binary.AppendUvarint(b, delta)
		} else {
			b = binary.AppendUvarint(binary.AppendUvarint(b, delta|1), uint64(c.n))
		}
	}
	return b
}

// UnmarshalBinary reads what MarshalBinary wrote. Bytes of another version or
// that are damaged give an error and leave the analysis empty. It reuses the
// memory of what a held, so that many can be read through one variable.
func (a *Analysis) UnmarshalBinary(data []byte) error {
	d := decoder{counts: a.counts[:0]}
	if len(data) > 1 && data[0] == Version && int(data[1]) <= len(tongues) {
		d.data, d.at = string(data), 2
		a.tongue = tongue(data[1])
		d.analysis(a)
	} else {
		d.failed = true
	}
	if d.failed || d.at != len(d.data) {
		*a = Analysis{}
		return fmt.Errorf("read analysis: %w or not of version %d, near byte %d of %d", errCorrupt, Version, d.at, len(data))
	}
	a.counts = d.counts
	return nil
}

// decoder reads from data; after a failure it returns zeros.
type decoder struct {
	data   string
	at     int
	failed bool
	counts []count // backing of all runs of counts
}

func (d *decoder) analysis(a *Analysis) {
	a.stems = a.stems[:0]
	a.words = resized(a.words, d.length())
	for i := range a.words {
		a.words[i] = d.word(&a.stems)
	}
	a.soft = resized(a.soft, d.length())
	for i := range a.soft {
		a.soft[i] = softWord{d.uint32(), d.bytes(d.length())}
		d.failed = d.failed || int(a.soft[i].word) >= len(a.words) || a.soft[i].soft == ""
	}
	a.title = d.run(len(a.stems))
	a.chunks = resized(a.chunks, d.length())
	for i := range a.chunks {
		c := &a.chunks[i]
		c.length = d.uint32()
		copy(c.signature[:], d.bytes(bins))
		c.counts = d.run(len(a.stems))
	}
}

func resized[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

func (d *decoder) word(stems *[]string) word {
	w := word{folded: d.bytes(d.length())}
	packed := d.uint32()
	w.stem, w.flags = packed>>2, flags(packed&3)
	switch {
	case w.folded == "", int(w.stem) > len(*stems):
		d.failed = true
	case int(w.stem) == len(*stems):
		*stems = append(*stems, d.stem(w.folded))
	}
	return w
}

func (d *decoder) stem(word string) string {
	shared := d.uint32()
	rest := d.bytes(d.length())
	if int(shared) > len(word) || shared == 0 && rest == "" {
		d.failed = true
		return ""
	}
	if rest == "" {
		return word[:shared]
	}
	return strings.Join([]string{word[:shared], rest}, "")
}

// run reads counts of stems below limit.
func (d *decoder) run(limit int) []count {
	n := d.length()
	if cap(d.counts)-len(d.counts) < n {
		d.counts = make([]count, 0, max(n, len(d.data)/2))
	}
	first := len(d.counts)
	stem := uint32(0)
	for range n {
		packed := d.uint32()
		stem += packed >> 1
		times := uint32(1)
		if packed&1 == 1 {
			times = d.uint32()
		}
		if int(stem) >= limit || times == 0 || d.failed {
			d.failed = true
			return nil
		}
		d.counts = append(d.counts, count{stem, times})
	}
	return d.counts[first:len(d.counts):len(d.counts)]
}

// length reads the size of something that takes at least a byte an item.
func (d *decoder) length() int {
	n := d.uint32()
	if int(n) > len(d.data)-d.at {
		d.failed = true
	}
	if d.failed {
		return 0
	}
	return int(n)
}

func (d *decoder) bytes(n int) string {
	if d.failed || n > len(d.data)-d.at {
		d.failed = true
		return ""
	}
	d.at += n
	return d.data[d.at-n : d.at]
}

func (d *decoder) uint32() uint32 {
	var n uint64
	for shift := 0; shift < 32 && d.at < len(d.data); shift += 7 {
		c := d.data[d.at]
		d.at++
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			d.failed = d.failed || n > 1<<31
			return uint32(n)
		}
	}
	d.failed = true
	return 0
}
