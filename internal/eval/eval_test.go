package eval

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag/text"
)

func TestMetrics(t *testing.T) {
	relevant := map[string]bool{"a": true, "b": true}
	tests := []struct {
		ranked                  string
		ndcg, mrr, hits, recall float64 // of the first three
	}{
		{"", 0, 0, 0, 0},
		{"a b c", 1, 1, 1, 1},
		{"x a y b", (1 / math.Log2(3)) / (1 + 1/math.Log2(3)), 0.5, 1, 0.5},
		{"x y z a", 0, 0, 0, 0},
		{"x y a", 0.5 / (1 + 1/math.Log2(3)), 1.0 / 3, 1, 0.5},
	}
	for _, tt := range tests {
		ids := strings.Fields(tt.ranked)
		got := []float64{NDCG(ids, relevant, 3), MRR(ids, relevant, 3), Hits(ids, relevant, 3), Recall(ids, relevant, 3)}
		for i, want := range []float64{tt.ndcg, tt.mrr, tt.hits, tt.recall} {
			if math.Abs(got[i]-want) > 1e-9 {
				t.Errorf("%q: measure %d is %v, want %v", tt.ranked, i, got[i], want)
			}
		}
	}
	if NDCG([]string{"a"}, nil, 10) != 0 || Recall(nil, nil, 10) != 0 {
		t.Error("a question without an answer scores")
	}
}

// writeSet writes the files of a set to a folder.
func writeSet(t *testing.T, files map[string]string) string {
	dir := t.TempDir()
	for name, content := range files {
		data := []byte(content)
		if strings.HasSuffix(name, ".gz") {
			var b bytes.Buffer
			w := gzip.NewWriter(&b)
			if _, err := w.Write(data); err != nil || w.Close() != nil {
				t.Fatal(err)
			}
			data = b.Bytes()
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

var small = map[string]string{
	"corpus.jsonl": `{"_id":"d1","title":"Oil","text":"Pipeline exports resumed.","date":"2025/03/14"}
{"_id":"d2","text":"Elections in November."}`,
	"queries.jsonl": `{"_id":"q1","text":"When are the elections?"}
{"_id":"q2","text":"Are exports flowing?"}
{"_id":"q3","text":"Nobody judged this."}`,
	"qrels.tsv": "query-id\tcorpus-id\tscore\nq1\td2\t1\nq2\td1\t1\nq2\td2\t0\n",
}

func TestLoadSet(t *testing.T) {
	plain, err := LoadSet(writeSet(t, small))
	if err != nil {
		t.Fatal(err)
	}
	if len(plain.Documents) != 2 || len(plain.Questions) != 2 || !plain.Questions[1].Relevant["d1"] || plain.Questions[1].Relevant["d2"] {
		t.Errorf("LoadSet = %+v", plain)
	}
	zipped, err := LoadSet(writeSet(t, map[string]string{
		"corpus.jsonl.gz": small["corpus.jsonl"], "queries.jsonl": small["queries.jsonl"], "qrels_fixed.tsv": small["qrels.tsv"],
	}))
	if err != nil {
		t.Fatal(err)
	}
	zipped.Name = plain.Name
	if diff := cmp.Diff(plain, zipped); diff != "" {
		t.Errorf("compressed (-plain +got):\n%s", diff)
	}
	for missing := range small {
		files := make(map[string]string)
		for name, content := range small {
			if name != missing {
				files[name] = content
			}
		}
		if _, err := LoadSet(writeSet(t, files)); err == nil {
			t.Errorf("no error without %s", missing)
		}
	}
	if _, err := LoadSet(writeSet(t, map[string]string{"corpus.jsonl": "{"})); err == nil {
		t.Error("no error for half an object")
	}
}

func TestLoadSQuAD(t *testing.T) {
	dir := writeSet(t, map[string]string{"s.json": `{"data":[{"paragraphs":[{"context":"Iraq exports oil.","qas":[{"id":"1","question":"What?"}]}]}]}`})
	set, err := LoadSQuAD(filepath.Join(dir, "s.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := Set{"s", []Document{{ID: "p0", Text: "Iraq exports oil."}}, []Question{{"1", "What?", map[string]bool{"p0": true}}}}
	if diff := cmp.Diff(want, set); diff != "" {
		t.Error(diff)
	}
}

func always(ids ...string) Ranker {
	return func(context.Context, string) ([]string, error) { return ids, nil }
}

func TestRankAndCompare(t *testing.T) {
	set, err := LoadSet(writeSet(t, small))
	if err != nil {
		t.Fatal(err)
	}
	one, err := Rank(t.Context(), set, always("d1", "d2"))
	if err != nil {
		t.Fatal(err)
	}
	none, err := Rank(t.Context(), set, always())
	if err != nil {
		t.Fatal(err)
	}
	if one.Mean.MRR10 != 0.75 || one.Mean.Hits1 != 0.5 || none.Mean != (Scores{}) {
		t.Errorf("means %+v and %+v", one.Mean, none.Mean)
	}
	c, err := Compare(none, one, func(s Scores) float64 { return s.MRR10 })
	if err != nil || c.Difference != 0.75 || c.Better != 2 || c.Worse != 0 || c.P < 0.45 || c.P > 0.55 {
		t.Errorf("Compare = %+v, %v; two questions agree by chance in half of the cases", c, err)
	}
	if c, _ := Compare(one, one, func(s Scores) float64 { return s.MRR10 }); c.P != 1 {
		t.Errorf("a run differs from itself: %+v", c)
	}
	if _, err := Compare(one, Report{}, nil); err == nil {
		t.Error("runs of different sets were compared")
	}
	failed := errors.New("no index")
	if _, err := Rank(t.Context(), set, func(context.Context, string) ([]string, error) { return nil, failed }); !errors.Is(err, failed) {
		t.Errorf("Rank = %v", err)
	}
	if missed := none.Missed(); len(missed) != 2 || len(one.Missed()) != 0 {
		t.Errorf("missed %v of none and %v of all", missed, one.Missed())
	}
	var table bytes.Buffer
	if err := Print(&table, one, none); err != nil || strings.Count(table.String(), "\n") != 3 {
		t.Errorf("Print: %v\n%s", err, &table)
	}
}

func TestMisspelt(t *testing.T) {
	set := Set{
		Documents: []Document{{Text: "elections elections in Baghdad"}, {Text: "elections in Mosul"}},
		Questions: []Question{{Text: "Elections in Mosul?"}, {Text: "What?"}},
	}
	for seed := range uint64(50) {
		got := Misspelt(set, seed)
		if diff := cmp.Diff(got, Misspelt(set, seed)); diff != "" {
			t.Fatal("not the same twice")
		}
		wrong := text.Tokenize(got.Questions[0].Text)
		if !strings.HasPrefix(got.Questions[0].Text, "Elections in ") || wrong[len(wrong)-1].Folded == "mosul" {
			t.Errorf("seed %d: %q", seed, got.Questions[0].Text)
		}
		if got.Questions[1].Text != "What?" {
			t.Errorf("no document has a word of it, but it became %q", got.Questions[1].Text)
		}
	}
}
