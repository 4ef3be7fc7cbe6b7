package name

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"newsdesk/rag/text"
)

//go:embed exonyms.tsv
var exonymsFile string

// MaxExonymWords is the length in words of the longest name Exonyms knows.
const MaxExonymWords = 4

// Exonyms returns what else a place or people is called, each name as its
// folded words. The name asked for is folded words joined by single spaces
// ("united states"); the answer is nil for what is not known.
func Exonyms(folded string) [][]string {
	groups := exonyms()
	var others [][]string
	for _, g := range groups.of[folded] {
		for _, n := range groups.names[g] {
			if words := strings.Fields(n); n != folded && !slices.ContainsFunc(others, func(w []string) bool { return slices.Equal(w, words) }) {
				others = append(others, words)
			}
		}
	}
	return others
}

// gazetteer is groups of names of one thing.
type gazetteer struct {
	names [][]string       // the names of each group
	of    map[string][]int // the groups that a name is in
}

var exonyms = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{of: make(map[string][]int)}
	for line := range strings.Lines(exonymsFile) {
		if !strings.HasPrefix(line, "#") {
			g.add(strings.Split(strings.TrimSpace(line), "\t"))
		}
	}
	for _, names := range countries() {
		g.add(names)
	}
	return g
})

// add puts names in a group, that of the first of them where it has one.
func (g *gazetteer) add(names []string) {
	first := foldPhrase(names[0])
	groups, ok := g.of[first]
	if !ok {
		groups = []int{len(g.names)}
		g.names = append(g.names, nil)
	}
	for _, n := range names {
		g.join(foldPhrase(n), groups[0])
	}
}

func (g *gazetteer) join(n string, group int) {
	words := strings.Count(n, " ") + 1
	if n == "" || words > MaxExonymWords || slices.Contains(g.names[group], n) {
		return
	}
	g.names[group] = append(g.names[group], n)
	g.of[n] = append(g.of[n], group)
}

// countries returns the names of each country in the languages at hand.
func countries() (all [][]string) {
	namers := []display.Namer{
		display.English.Regions(), display.Arabic.Regions(), display.Regions(language.MustParse("ckb")),
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			region, err := language.ParseRegion(string([]rune{a, b}))
			if err != nil || !region.IsCountry() {
				continue
			}
			var names []string
			for _, n := range namers {
				if s := n.Name(region); s != "" {
					names = append(names, s)
				}
			}
			if len(names) > 1 {
				all = append(all, names)
			}
		}
	}
	return all
}

func foldPhrase(s string) string {
	var words []string
	for t := range text.Tokens(s) {
		words = append(words, t.Folded)
	}
	return strings.Join(words, " ")
}
