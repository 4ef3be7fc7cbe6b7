package lexical

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// person is a spelling of somebody's name.
type person struct{ id, name string }

// people reads a file of package name's testdata: a name's id and a spelling of it,
// or, of spellings.txt, all of a name's spellings, in a line.
func people(t *testing.T, file string) (all []person) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "name", "testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		id, name, tabbed := strings.Cut(line, "\t")
		switch {
		case line == "" || line[0] == '#':
		case tabbed:
			all = append(all, person{id, name})
		default:
			spellings := strings.Fields(line)
			for _, s := range spellings {
				all = append(all, person{spellings[0], s})
			}
		}
	}
	return all
}

// report is a sentence about somebody in the script of the name.
func report(name string) string {
	if r, _ := utf8.DecodeRuneInString(name); r < 0x600 {
		return "The report of the day said that " + name + " spoke about the budget and the roads in the north."
	}
	return "قال التقرير اليوم إن " + name + " تحدث عن الموازنة والطرق في الشمال."
}

// peopleIndex has an article for each spelling, under its place.
func peopleIndex(all []person) *Index {
	ix := New()
	for i, one := range all {
		a := Analyze("", []string{report(one.name)})
		ix.Add(int64(i), &a)
	}
	return ix
}

// foundBy returns how many articles with another spelling of a person's name a
// question finds, that is before those of all other people, of which the first
// spelling stands for each, and how many there are.
func foundBy(ix *Index, all []person, i int) (found, others int) {
	scores := make([]float64, len(all))
	for _, h := range ix.Search(ix.Interpret(all[i].name), len(all), nil) {
		scores[h.Revision] = h.Score
	}
	best := 0.0
	for j := range all {
		if all[j].id != all[i].id && (j == 0 || all[j-1].id != all[j].id) {
			best = max(best, scores[j])
		}
	}
	for j := range all {
		if all[j].id == all[i].id && i != j {
			others++
			if scores[j] > best {
				found++
			}
		}
	}
	return found, others
}

// TestPeople asks for each spelling of each name.
func TestPeople(t *testing.T) {
	for file, least := range map[string]float64{"people.tsv": 0.98, "spellings.txt": 0.95} {
		all := people(t, file)
		ix := peopleIndex(all)
		found, pairs := 0, 0
		for i := range all {
			n, of := foundBy(ix, all, i)
			found, pairs = found+n, pairs+of
		}
		share := float64(found) / float64(pairs)
		t.Logf("%s: %d of %d pairs of spellings, %.4f", file, found, pairs, share)
		if share < least {
			t.Errorf("%s: %.4f, less than %.2f", file, share, least)
		}
	}
}

// TestPeopleApart asks for a person where there is also an article about one of an
// alike name: the right one comes first.
func TestPeopleApart(t *testing.T) {
	wrong := 0
	all := people(t, "people_apart.tsv")
	for _, pair := range all {
		ix := New()
		for i, name := range []string{pair.id, pair.name} {
			a := Analyze("", []string{report(name)})
			ix.Add(int64(i), &a)
		}
		for i, name := range []string{pair.id, pair.name} {
			hits := ix.Search(ix.Interpret(name), 2, nil)
			if len(hits) == 0 || hits[0].Revision != int64(i) || len(hits) > 1 && hits[1].Score >= hits[0].Score {
				wrong++
				t.Logf("asked for %s beside %s and %s", name, pair.id, pair.name)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d came out wrong", wrong, 2*len(all))
	}
}
