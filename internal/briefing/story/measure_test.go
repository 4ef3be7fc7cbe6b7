package story_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"

	"newsdesk/internal/briefing/story"
	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// labelled is a set of articles of which it is known what belongs together.
type labelled struct {
	articles []rag.Article
	story    []string // of each
	original []string // the article that it copies, or its own id
}

func readSet(t testing.TB, file string) labelled {
	t.Helper()
	listing, err := coverage.Find(file)
	if err != nil {
		t.Fatal(err)
	}
	var set labelled
	for a, err := range (coverage.Reader{}).Articles(listing.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		set.articles = append(set.articles, a)
	}
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(bytes.NewReader(raw)); lines.Scan(); {
		var l struct {
			ID, Story string
			CopyOf    string `json:"copy_of"`
		}
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		if l.CopyOf == "" {
			l.CopyOf = l.ID
		}
		set.story, set.original = append(set.story, l.Story), append(set.original, l.CopyOf)
	}
	if len(set.story) != len(set.articles) {
		t.Fatalf("%s: %d articles, %d labels", file, len(set.articles), len(set.story))
	}
	return set
}

// rates counts pairs.
type rates struct{ right, wrong, missed int }

func (r *rates) add(is, said bool) {
	switch {
	case is && said:
		r.right++
	case said:
		r.wrong++
	case is:
		r.missed++
	}
}

func (r rates) precision() float64 { return float64(r.right) / max(1, float64(r.right+r.wrong)) }
func (r rates) recall() float64    { return float64(r.right) / max(1, float64(r.right+r.missed)) }
func (r rates) f1() float64 {
	return float64(2*r.right) / max(1, float64(2*r.right+r.wrong+r.missed))
}

func (r rates) String() string {
	return fmt.Sprintf("precision %.3f recall %.3f F1 %.3f", r.precision(), r.recall(), r.f1())
}

// measure groups a set and compares all pairs of articles with the labels.
func (s *labelled) measure() (stories, copies rates, groups [][]int) {
	read := make([]story.Features, len(s.articles))
	for i := range s.articles {
		read[i] = story.Read(&s.articles[i])
	}
	groups, voices := story.Group(read)
	in := make([]int, len(read))
	for g, places := range groups {
		for _, p := range places {
			in[p] = g
		}
	}
	for i := range read {
		for j := range i {
			stories.add(s.story[i] == s.story[j], in[i] == in[j])
			copies.add(s.original[i] == s.original[j], voices[i] == voices[j])
		}
	}
	return stories, copies, groups
}

// half is a random half of the stories of a set.
func (s *labelled) half(seed uint64) labelled {
	r := rand.New(rand.NewPCG(seed, 7)) //nolint:gosec // nothing is secret
	in := map[string]bool{}
	var h labelled
	for i, name := range s.story {
		if _, met := in[name]; !met {
			in[name] = r.IntN(2) == 0
		}
		if in[name] {
			h.articles = append(h.articles, s.articles[i])
			h.story, h.original = append(h.story, name), append(h.original, s.original[i])
		}
	}
	return h
}

// heldOut is a set that nothing was chosen on, and whose errors nobody looked at.
const heldOut = "stories_c.jsonl"

// TestMeasure holds grouping to what was measured, a little below. Thresholds were
// chosen on stories_a.jsonl and stories_b.jsonl. At first sight, when only the first
// had been used, F1 on the second was .706. Chosen on the first and half the
// stories of the second (three ways to halve them), F1 on the other half was .72 to
// .87, .82 in the mean. The third was measured at the end: .948 at first sight, and
// .950 after leastLender, which was chosen without it.
func TestMeasure(t *testing.T) {
	for _, c := range []struct {
		file                    string
		stories, found, genuine float64 // least F1; least recall and precision of copies
	}{
		{"stories_a.jsonl", 0.90, 0.98, 0.98},
		{"stories_b.jsonl", 0.80, 0.98, 0.98},
		{heldOut, 0.93, 0.98, 0.98},
	} {
		set := readSet(t, "testdata/"+c.file)
		stories, copies, groups := set.measure()
		t.Logf("%s: %d articles in %d groups; stories: %v; copies: %v", c.file, len(set.articles), len(groups), stories, copies)
		if stories.f1() < c.stories || copies.recall() < c.found || copies.precision() < c.genuine {
			t.Errorf("%s: less than was measured: want F1 %.2f, copies %.2f at %.2f", c.file, c.stories, c.found, c.genuine)
		}
		if testing.Verbose() && c.file != heldOut {
			set.explain(t, groups)
		}
	}
}

// TestMeasureHalves: a coverage of half the stories has other rare words, and is
// grouped as well.
func TestMeasureHalves(t *testing.T) {
	const halves = 8
	for file, least := range map[string]float64{"stories_a.jsonl": 0.90, "stories_b.jsonl": 0.80} {
		set := readSet(t, "testdata/"+file)
		sum := 0.0
		for seed := range uint64(halves) {
			h := set.half(seed)
			stories, _, _ := h.measure()
			sum += stories.f1() / halves
		}
		t.Logf("%s: mean F1 of %d halves: %.3f", file, halves, sum)
		if sum < least {
			t.Errorf("%s: mean F1 of halves %.3f, want %.2f", file, sum, least)
		}
	}
}

// explain lists what is not as it was labelled, by the names of the stories.
func (s *labelled) explain(t *testing.T, groups [][]int) {
	parts := map[string]int{}
	for _, g := range groups {
		names := map[string]int{}
		for _, p := range g {
			names[s.story[p]]++
		}
		for n := range names {
			parts[n]++
		}
		if len(names) > 1 {
			t.Logf("one group: %v", names)
		}
	}
	for n, in := range parts {
		if in > 1 {
			t.Logf("in %d groups: %s", in, n)
		}
	}
}
