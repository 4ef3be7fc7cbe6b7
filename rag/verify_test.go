package rag_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/eval"
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
	for _, r := range slices.Concat(readLines[record](t, "testdata/claims_articles.jsonl"),
		readLines[record](t, "testdata/claims_b_articles.jsonl"), readLines[record](t, "testdata/claims_c_articles.jsonl")) {
		if _, taken := all[r.ID]; taken {
			t.Fatalf("two articles are called %s", r.ID)
		}
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

// claimFloors are a little below what was measured on each whole set and on the
// part of it that was at first kept out of tuning (BENCHMARKS.md says what was
// seen of it since): true claims kept, false ones caught.
// The first set was written with the code; b and c by people who did not know it.
var claimFloors = map[string]struct{ kept, caught, heldKept, heldCaught float64 }{
	"claims":   {0.94, 0.985, 0.85, 0.97},
	"claims_b": {0.65, 0.96, 0.58, 0.93},
	"claims_c": {0.72, 0.94, 0.72, 0.92},
}

// TestClaims checks the labelled claims; 'bot eval' prints a table of them by kind.
func TestClaims(t *testing.T) {
	for set := range claimFloors {
		t.Run(set, func(t *testing.T) { testClaims(t, set) })
	}
}

func testClaims(t *testing.T, set string) {
	file, err := os.Open("testdata/" + set + ".jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	claims, err := eval.ReadClaims(file)
	if err != nil {
		t.Fatal(err)
	}
	passages := claimPassages(t)
	var v rag.Verifier
	outcomes, err := eval.CheckClaims(t.Context(), claims, func(ctx context.Context, c eval.LabelledClaim) (rag.Finding, error) {
		return v.Verify(ctx, c.Words(), evidenceOf(passages, c.Articles))
	}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if f := &o.Finding; !o.Right() && (!o.Claim.Held || os.Getenv("HELD") != "") {
			t.Logf("%v %s: %s [%s %s %s]", o.Claim.Label, o.Claim.Name(), o.Claim.Words(), f.Verdict, f.Reason, spans(*f))
		}
	}
	all, held, floor := eval.TotalClaims(outcomes), eval.TotalClaims(eval.HeldOut(outcomes)), claimFloors[set]
	for _, one := range []struct {
		what string
		got  eval.Tally
		want float64
	}{
		{"true kept", all.Kept, floor.kept}, {"false caught", all.Caught, floor.caught},
		{"true kept, held out", held.Kept, floor.heldKept}, {"false caught, held out", held.Caught, floor.heldCaught},
	} {
		t.Logf("%s: %s", one.what, one.got)
		if one.got.Share() < one.want {
			t.Errorf("%s: %s, want %.3f", one.what, one.got, one.want)
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
		{"وصل وزير الخارجية السوري إلى العراق في 14 مارس 2025 في «أول زيارة رسمية»", "s1", rag.Unsupported},
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
