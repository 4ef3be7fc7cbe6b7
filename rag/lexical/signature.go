package lexical

import "math/bits"

// Signature is a sketch of a chunk's wording, by which near-duplicates are
// found: one-permutation MinHash (Li, Owen and Zhang, "One permutation hashing",
// NIPS 2012) over shingles of three words, 64 bins of one byte.
//
// It estimates the share of shingles in common (Jaccard). SimHash, an eighth of
// the size, only tells nearly equal texts from others; the same wire story cut
// into chunks at another sentence, or with a paragraph more, shares half of its
// shingles, and that is what has to be seen.
type Signature [bins]byte

const (
	bins        = 64
	shingleSize = 3
)

// similarAt is the estimated share of common shingles from which chunks are
// taken for the same text. Of 340 million pairs of chunks of different articles
// of newsqa2022, 0.01% are above 0.05; from 0.25 to 0.45 they are mostly the
// invitation to a newsletter, with other news after it, and above 0.5 the same
// text. A chunk with every tenth word changed is at about 0.57, one cut a quarter
// later at 0.62. To measure again: go test -run TestSimilar -v ./rag/lexical
const similarAt = 0.5

// Similar reports whether two chunks are near-duplicates.
func Similar(a, b Signature) bool { return Resemblance(a, b) >= similarAt }

// Resemblance estimates the share of shingles that two chunks have in common,
// with a standard error of about 0.06. A chunk of less than three words
// resembles nothing.
func Resemblance(a, b Signature) float64 {
	equal, used := 0, 0
	for i := range a {
		if a[i] != 0 || b[i] != 0 {
			used++
			if a[i] == b[i] {
				equal++
			}
		}
	}
	return float64(equal) / float64(max(used, 1))
}

// sketch makes a Signature of a run of words.
type sketch struct {
	least    [bins]uint32
	previous [shingleSize - 1]uint64
	words    int
}

func (k *sketch) reset() {
	k.words = 0
	for i := range k.least {
		k.least[i] = ^uint32(0)
	}
}

// add takes in the next word, by its hash.
func (k *sketch) add(word uint64) {
	k.words++
	if k.words >= shingleSize {
		h := mix(k.previous[0] ^ bits.RotateLeft64(k.previous[1], 21) ^ bits.RotateLeft64(word, 42))
		bin := h >> 58
		k.least[bin] = min(k.least[bin], uint32(h))
	}
	k.previous[0], k.previous[1] = k.previous[1], word
}

func (k *sketch) signature() (s Signature) {
	for i, least := range k.least {
		if least != ^uint32(0) {
			s[i] = byte(least%255) + 1 // 0 is an empty bin
		}
	}
	return s
}

// hashOf is FNV-1a, then mixed. It is the same in every process: signatures are stored.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

// mix is the finaliser of MurmurHash3.
func mix(h uint64) uint64 {
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	h ^= h >> 33
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}
