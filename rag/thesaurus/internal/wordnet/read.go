package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// id names a synset: its part of speech and its offset.
type id struct {
	pos    byte
	offset string
}

// pointer leads from a word of a synset (0: all of them) to one of another.
type pointer struct {
	symbol   string
	to       id
	from, at int
}

type synset struct {
	words    []string
	pointers []pointer
}

// sense is one meaning of a lemma.
type sense struct {
	lemma string
	in    id
	rank  int     // 1 the commonest
	share float64 // of the tagged uses of the lemma in this part of speech
}

// wordnet is what was read, and what is made of it.
type wordnet struct {
	synsets map[id]*synset
	senses  map[id][]sense  // by synset
	uses    map[string]int  // tagged uses of a lemma, all parts of speech
	count   map[string]int  // senses of a lemma, all parts of speech
	lower   map[string]bool // lemmas that are not written with a capital
	keys    map[string]string
	main    map[string]int // by stem, the uses of its commonest lemma

	links   map[string]map[string]int
	opposed map[string]map[string]bool
}

var files = map[string]byte{"noun": 'n', "verb": 'v', "adj": 'a', "adv": 'r'}

func read(dict string) (*wordnet, error) {
	if dict == "" {
		return nil, errors.New("-dict is missing")
	}
	w := &wordnet{
		synsets: make(map[id]*synset), senses: make(map[id][]sense), uses: make(map[string]int),
		count: make(map[string]int), lower: make(map[string]bool), keys: make(map[string]string), main: make(map[string]int),
		links: make(map[string]map[string]int), opposed: make(map[string]map[string]bool),
	}
	for name, pos := range files {
		if err := lines(filepath.Join(dict, "data."+name), func(f []string) error { return w.data(pos, f) }); err != nil {
			return nil, err
		}
	}
	counts := make(map[string]int) // by lemma, part of speech and offset
	if err := lines(filepath.Join(dict, "index.sense"), func(f []string) error { return w.tally(counts, f) }); err != nil {
		return nil, err
	}
	for name, pos := range files {
		if err := lines(filepath.Join(dict, "index."+name), func(f []string) error { return w.index(counts, pos, f) }); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// lines calls f with the fields of each line, the licence at the top left out.
func lines(path string, f func([]string) error) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	s := bufio.NewScanner(r)
	s.Buffer(nil, 1<<20)
	for n := 1; s.Scan(); n++ {
		if strings.HasPrefix(s.Text(), "  ") {
			continue
		}
		if err := f(strings.Fields(s.Text())); err != nil {
			return fmt.Errorf("%s:%d: %w", filepath.Base(path), n, err)
		}
	}
	return s.Err()
}

var errShort = errors.New("too few fields")

// data reads a synset: offset, file, type, count of words in hex, words and their ids, count of pointers, pointers.
func (w *wordnet) data(pos byte, f []string) error {
	if len(f) < 5 {
		return errShort
	}
	n, err := strconv.ParseInt(f[3], 16, 32)
	if err != nil || len(f) < 5+2*int(n) {
		return errShort
	}
	s := &synset{}
	for i := range int(n) {
		word, _, _ := strings.Cut(f[4+2*i], "(")
		word = strings.ReplaceAll(word, "_", " ")
		s.words = append(s.words, strings.ToLower(word))
		if word == strings.ToLower(word) {
			w.lower[word] = true
		}
	}
	rest := f[4+2*int(n):]
	count, err := strconv.Atoi(rest[0])
	if err != nil || len(rest) < 1+4*count {
		return errShort
	}
	for i := range count {
		p := rest[1+4*i:]
		where, err := strconv.ParseInt(p[3], 16, 32)
		if err != nil {
			return err
		}
		s.pointers = append(s.pointers, pointer{p[0], id{p[2][0], p[1]}, int(where >> 8), int(where & 0xff)})
	}
	w.synsets[id{pos, f[0]}] = s
	return nil
}

// tally reads how often a sense was tagged: "lemma%type:…", offset, rank, count.
func (w *wordnet) tally(counts map[string]int, f []string) error {
	if len(f) < 4 {
		return errShort
	}
	lemma, rest, ok := strings.Cut(f[0], "%")
	n, err := strconv.Atoi(f[3])
	if !ok || err != nil {
		return errShort
	}
	lemma = strings.ReplaceAll(lemma, "_", " ")
	counts[lemma+string("nvara"[rest[0]-'1'])+f[1]] = n
	w.uses[lemma] += n
	return nil
}

// index reads the senses of a lemma, commonest first.
func (w *wordnet) index(counts map[string]int, pos byte, f []string) error {
	if len(f) < 7 {
		return errShort
	}
	lemma := strings.ReplaceAll(f[0], "_", " ")
	n, err := strconv.Atoi(f[2])
	if err != nil || n > len(f) {
		return errShort
	}
	w.count[lemma] += n
	total, offsets := 0, f[len(f)-n:]
	for _, o := range offsets {
		total += counts[lemma+string(pos)+o]
	}
	for i, o := range offsets {
		share := 1.0
		if total > 0 {
			share = float64(counts[lemma+string(pos)+o]) / float64(total)
		} else if i > 0 {
			share = 0
		}
		in := id{pos, o}
		w.senses[in] = append(w.senses[in], sense{lemma, in, i + 1, share})
	}
	return nil
}
