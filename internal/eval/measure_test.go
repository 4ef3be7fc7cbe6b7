package eval

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"newsdesk/rag"
	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// shared returns the path of a public set, found beside a folder above the
// test's, and skips the test where the sets are not there.
func shared(t testing.TB, set string) string {
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		path := filepath.Join(dir, "shared", "eval", set)
		if _, err := os.Stat(path); err == nil {
			return path
		}
	}
	t.Skipf("needs ../shared/eval/%s beside the project", set)
	return ""
}

// split returns the texts of a document's chunks.
func split(d Document) (chunks []string) {
	last := 0
	for _, c := range rag.Split(rag.Article{Title: d.Title, Body: d.Text}) {
		chunks = append(chunks, d.Text[last:c.End])
		last = c.End
	}
	return chunks
}

// index returns a set's documents in an index, chunked unless whole.
func index(set Set, whole bool) *lexical.Index {
	ix := lexical.New()
	for i, d := range set.Documents {
		chunks := []string{d.Text}
		if !whole {
			chunks = split(d)
		}
		a := lexical.Analyze(d.Title, chunks)
		ix.Add(int64(i), &a)
	}
	return ix
}

// byWords ranks documents by their best chunk.
func byWords(set Set, ix *lexical.Index) Ranker {
	return func(_ context.Context, question string) ([]string, error) {
		var ids []string
		seen := make(map[int64]bool)
		for _, h := range ix.Search(ix.Interpret(question), 300, nil) {
			if !seen[h.Revision] {
				seen[h.Revision] = true
				ids = append(ids, set.Documents[h.Revision].ID)
			}
		}
		return ids, nil
	}
}

func load(t testing.TB, name string) Set {
	path := shared(t, name)
	read := LoadSet
	if filepath.Ext(path) == ".json" {
		read = LoadSQuAD
	}
	set, err := read(path)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// TestMeasureLexical prints how the index alone fares, on each set as it is and
// with one letter of the rarest word of each question wrong, and holds it to
// plain BM25 on the same set (nDCG@10; see the sets' own notes) and to a loss by
// misspelling of at most 0.03.
func TestMeasureLexical(t *testing.T) {
	tests := []struct {
		name  string
		least float64
	}{
		{"newsqa2022", 0.656}, {"time", 0.731}, {"xquad/xquad.en.json", 0.968}, {"xquad/xquad.ar.json", 0.93}, {"arcd/arcd-train.json", 0.85},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			set := load(t, tt.name)
			ranker := byWords(set, index(set, tt.name != "newsqa2022"))
			var reports []Report
			for _, s := range []Set{set, Misspelt(set, 1), Misspelt(set, 2)} {
				r, err := Rank(t.Context(), s, ranker)
				if err != nil {
					t.Fatal(err)
				}
				reports = append(reports, r)
				if loss := reports[0].Mean.NDCG10 - r.Mean.NDCG10; loss > 0.03 {
					t.Errorf("%s loses %.3f", s.Name, loss)
				}
			}
			if got := reports[0].Mean.NDCG10; got < tt.least {
				t.Errorf("nDCG@10 %.4f, less than %.3f", got, tt.least)
			}
			if err := Print(t.Output(), reports...); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// BenchmarkAnalyzeNews reads the articles of newsqa2022 for the index.
func BenchmarkAnalyzeNews(b *testing.B) {
	set := load(b, "newsqa2022")
	chunks := make([][]string, len(set.Documents))
	words := 0
	for i, d := range set.Documents {
		chunks[i] = split(d)
		for range text.Tokens(d.Text) {
			words++
		}
	}
	for b.Loop() {
		for i, d := range set.Documents {
			lexical.Analyze(d.Title, chunks[i])
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
