package vectors

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"

	"newsdesk/rag"
)

// place is where a window stands in its article. It is small, for there is one
// for every window.
type place struct{ chunk, window int32 }

func (p place) compare(q place) int {
	return cmp.Or(cmp.Compare(p.chunk, q.chunk), cmp.Compare(p.window, q.window))
}

// id names the window to chromem: "revision.chunk.window".
func (p place) id(r rag.Revision) string {
	var buf [3 * 20]byte
	b := strconv.AppendInt(buf[:0], int64(r), 10)
	b = append(b, '.')
	b = strconv.AppendInt(b, int64(p.chunk), 10)
	b = append(b, '.')
	b = strconv.AppendInt(b, int64(p.window), 10)
	return string(b)
}

// chunkOf returns the chunk that an id's window is of.
func chunkOf(id string) (rag.ChunkID, error) {
	revision, rest, _ := strings.Cut(id, ".")
	chunk, _, _ := strings.Cut(rest, ".")
	r, err := strconv.ParseInt(revision, 10, 64)
	if err != nil {
		return rag.ChunkID{}, fmt.Errorf("window %q: %w", id, err)
	}
	n, err := strconv.Atoi(chunk)
	if err != nil {
		return rag.ChunkID{}, fmt.Errorf("window %q: %w", id, err)
	}
	return rag.ChunkID{Revision: rag.Revision(r), Ordinal: n}, nil
}

// countChunks counts the chunks that windows, in order, are of.
func countChunks(all []place) int {
	n := 0
	for i, p := range all {
		if i == 0 || p.chunk != all[i-1].chunk {
			n++
		}
	}
	return n
}
