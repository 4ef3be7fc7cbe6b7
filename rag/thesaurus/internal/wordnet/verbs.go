package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// verbShare is which share of the tagged uses of a lemma must be a verb's for it
// to be listed as one: 'invite' has nearly all, 'plan' about half, and what is as
// often a noun does more harm than good to who reads verbs by their form alone.
const verbShare = 0.6

// verbSense is the number of verbs in the keys of index.sense.
const verbSense = '2'

// verbs lists the lemmas of one word that are mostly verbs, by index.sense, whose
// lines are 'lemma%part:… offset number tagged-uses'.
func verbs(dict string) ([]byte, error) {
	f, err := os.Open(filepath.Join(dict, "index.sense"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	all, mine := map[string]int{}, map[string]int{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 4 {
			return nil, fmt.Errorf("index.sense: line %q", lines.Text())
		}
		lemma, rest, ok := strings.Cut(fields[0], "%")
		n, err := strconv.Atoi(fields[3])
		if err != nil || !ok || rest == "" {
			return nil, fmt.Errorf("index.sense: line %q", lines.Text())
		}
		if strings.Trim(lemma, "abcdefghijklmnopqrstuvwxyz") != "" {
			continue
		}
		all[lemma] += n
		if rest[0] == verbSense {
			mine[lemma] += n
		}
	}
	maps.DeleteFunc(mine, func(lemma string, n int) bool { return n == 0 || float64(n) < verbShare*float64(all[lemma]) })
	return []byte(strings.Join(slices.Sorted(maps.Keys(mine)), " ")), nil
}
