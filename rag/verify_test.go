package rag_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// labelled is a line of testdata/claims.jsonl.
type labelled struct {
	ID, Text string
	Articles []string
	Label    bool
	Kind     string
	Held     bool // kept out of tuning
}

func readLines[T any](t testing.TB, path string) []T {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all = append(all, one)
	}
	return all
}

// claimPassages are the whole articles that the claims are about, by the names
// that claims.jsonl gives them: s1 and s2 are the seeds.
func claimPassages(t testing.TB) map[string]rag.Passage {
	t.Helper()
	all := map[string]rag.Passage{}
	add := func(id string, a rag.Article) {
		all[id] = rag.Passage{
			Article: a, Span: text.Span{End: len(a.Body)}, Chunk: rag.ChunkID{Revision: rag.Revision(len(all) + 1)},
		}
	}
	for i, a := range seedArticles(t) {
		add(fmt.Sprintf("s%d", i+1), a)
	}
	type record struct{ ID, Title, Outlet, Date, Text string }
	for _, r := range readLines[record](t, "testdata/claims_articles.jsonl") {
		day, err := time.Parse(time.DateOnly, r.Date)
		if err != nil {
			t.Fatal(err)
		}
		add(r.ID, rag.Article{
			ID: rag.ArticleID(r.ID), Title: r.Title, Outlet: r.Outlet, Body: r.Text, Language: "en",
			Published: rag.Date{Time: day, Precision: rag.ToDay},
		})
	}
	return all
}

func evidenceOf(passages map[string]rag.Passage, ids []string) []rag.Passage {
	var all []rag.Passage
	for _, id := range ids {
		all = append(all, passages[id])
	}
	return all
}

// tally counts right verdicts of a kind.
type tally struct{ right, all int }

func (s *tally) add(right bool) {
	s.all++
	if right {
		s.right++
	}
}

func (s tally) share() float64 { return float64(s.right) / float64(max(1, s.all)) }

// claimFloors are a little below what was measured on the whole set and on the
// third that was held out: true claims kept, false ones caught.
var claimFloors = struct{ kept, caught, heldKept, heldCaught float64 }{0.94, 0.985, 0.85, 0.97}

func TestClaims(t *testing.T) {
	passages := claimPassages(t)
	var v rag.Verifier
	kinds := map[string]*[2]tally{} // tuned on, held out
	var sums [2][2]tally            // [held][label]
	for _, c := range readLines[labelled](t, "testdata/claims.jsonl") {
		f, err := v.Verify(t.Context(), c.Text, evidenceOf(passages, c.Articles))
		if err != nil {
			t.Fatal(err)
		}
		held, label := 0, 0
		if c.Held {
			held = 1
		}
		if c.Label {
			label = 1
		}
		if kinds[c.Kind] == nil {
			kinds[c.Kind] = &[2]tally{}
		}
		right := f.Holds() == c.Label
		kinds[c.Kind][held].add(right)
		sums[held][label].add(right)
		if !right && (!c.Held || os.Getenv("HELD") != "") {
			t.Logf("%v %s: %s [%s %s %s]", c.Label, c.ID, c.Text, f.Verdict, f.Reason, spans(f))
		}
	}
	for _, kind := range slices.Sorted(maps(kinds)) {
		k := kinds[kind]
		t.Logf("%-14s %3d/%-3d %.2f   held out %2d/%-2d %.2f", kind, k[0].right, k[0].all, k[0].share(), k[1].right, k[1].all, k[1].share())
	}
	for held, name := range []string{"tuned on", "held out"} {
		t.Logf("%s: true kept %.3f of %d, false caught %.3f of %d", name, sums[held][1].share(), sums[held][1].all, sums[held][0].share(), sums[held][0].all)
	}
	for _, floor := range []struct {
		what string
		got  tally
		want float64
	}{
		{"true kept", plus(sums[0][1], sums[1][1]), claimFloors.kept},
		{"false caught", plus(sums[0][0], sums[1][0]), claimFloors.caught},
		{"true kept, held out", sums[1][1], claimFloors.heldKept},
		{"false caught, held out", sums[1][0], claimFloors.heldCaught},
	} {
		if floor.got.share() < floor.want {
			t.Errorf("%s: %.3f, want %.3f", floor.what, floor.got.share(), floor.want)
		}
	}
}

func plus(a, b tally) tally { return tally{a.right + b.right, a.all + b.all} }

func maps[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func spans(f rag.Finding) string {
	var all []string
	for _, s := range f.Supports {
		all = append(all, s.Quote()[:min(50, len(s.Quote()))])
	}
	return strings.Join(all, " | ")
}

func BenchmarkVerify(b *testing.B) {
	passages := claimPassages(b)
	claims := readLines[labelled](b, "testdata/claims.jsonl")
	var v rag.Verifier
	b.ResetTimer()
	for i := range b.N {
		c := claims[i%len(claims)]
		if _, err := v.Verify(b.Context(), c.Text, evidenceOf(passages, c.Articles)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestVerifyEdges holds what is not a matter of shares.
func TestVerifyEdges(t *testing.T) {
	passages := claimPassages(t)
	var v rag.Verifier
	for _, c := range []struct {
		claim, articles string
		want            rag.Verdict
	}{
		{"", "quake", rag.Unsupported},
		{"…", "quake", rag.Unsupported},
		{"Private schools were not affected by the strike.", "", rag.Uncited},
		{"Private schools were affected by the strike.", "strike", rag.Contradicted},
		{"Spain sent a team of 65 rescuers with eight dogs.", "quake", rag.Contradicted},
		{"More than 1,500 people were injured, and hospitals in Marrakesh ran out of blood.", "quake", rag.Partly},
		{"وصل وزير الخارجية السوري إلى العراق في 14 مارس 2025", "s1", rag.Translated},
		{"أدان العراق مقتل 1500 مدني", "s1", rag.Contradicted},
		{"Iraqi forces arrested 13 Syrians.", "s1", rag.Contradicted},
	} {
		f, err := v.Verify(t.Context(), c.claim, evidenceOf(passages, strings.Fields(c.articles)))
		if err != nil {
			t.Fatal(err)
		}
		if f.Verdict != c.want {
			t.Errorf("%s: %s (%s), want %s", c.claim, f.Verdict, f.Reason, c.want)
		}
		if f.Holds() != (f.Reason == "") {
			t.Errorf("%s: %s with reason %q", c.claim, f.Verdict, f.Reason)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("“We will not leave” 13 of them, and he said: no.", "Iraq condemned the massacre of at least 1,383 civilians.")
	f.Add("and and , ; “", "“")
	f.Add("قتل 13", "than after before 5 by")
	var v rag.Verifier
	f.Fuzz(func(t *testing.T, claim, body string) {
		p := rag.Passage{Article: rag.Article{ID: "x", Body: body}, Span: text.Span{End: len(body)}}
		if _, err := v.Verify(t.Context(), claim, []rag.Passage{p}); err != nil {
			t.Fatal(err)
		}
	})
}
