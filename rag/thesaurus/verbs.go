package thesaurus

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"strings"
	"sync"
)

// The lemmas that WordNet's tagged texts use as a verb in three of five uses or
// more, parted by spaces. Written by internal/wordnet.
//
//go:embed verbs.txt.gz
var verbsTable []byte

var verbs = sync.OnceValue(func() map[string]bool {
	all := make(map[string]bool, 1<<12)
	r, err := gzip.NewReader(bytes.NewReader(verbsTable))
	if err != nil {
		return all
	}
	data, _ := io.ReadAll(r) // the table is embedded: a test opens it
	for w := range strings.FieldsSeq(string(data)) {
		all[w] = true
	}
	return all
})

// Verb reports whether a folded word in its base form is mostly a verb: 'invite', not 'plan'.
func Verb(lemma string) bool { return verbs()[lemma] }
