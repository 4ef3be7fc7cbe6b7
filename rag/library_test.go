package rag_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/vectors"
	"newsdesk/rag"
)

// letters embeds a text as the counts of its letters: a vector that can be read.
type letters struct{ calls, fails int }

func (*letters) Name() string { return "letters" }
func (*letters) Dim() int     { return 26 }

func (e *letters) Embed(_ context.Context, texts []string) ([][]float32, error) {
	if e.calls++; e.calls <= e.fails {
		return nil, errors.New("the encoder is away")
	}
	all := make([][]float32, len(texts))
	for i, s := range texts {
		v, sum := make([]float32, 26), float32(0)
		for _, r := range strings.ToLower(s) {
			if r >= 'a' && r <= 'z' {
				v[r-'a']++
				sum++
			}
		}
		if sum > 0 {
			all[i] = v
		}
	}
	return all, nil
}

func articles(texts ...string) []rag.Article {
	var all []rag.Article
	for i, s := range texts {
		all = append(all, rag.Article{ID: rag.ArticleID(rune('a' + i)), Title: "Report", Body: s})
	}
	return all
}

// twoLibraries opens two libraries on one record, as two processes do.
func twoLibraries(t *testing.T, e rag.Embedder) (first, second *rag.Library) {
	t.Helper()
	rec := newMemory()
	both := make([]*rag.Library, 2)
	for i := range both {
		c := rag.LibraryConfig{Record: rec, Log: slog.New(slog.DiscardHandler), Now: time.Now}
		if e != nil {
			index, err := vectors.New(e.Name(), e.Dim())
			if err != nil {
				t.Fatal(err)
			}
			c.Encoders = []rag.Encoder{{Embedder: e, Index: index, Weight: 0.5}}
		}
		var err error
		if both[i], err = rag.OpenLibrary(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	return both[0], both[1]
}

func ids(t *testing.T, l *rag.Library, q rag.Query) string {
	t.Helper()
	found, err := l.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var s strings.Builder
	for _, p := range found {
		if got := p.Article.Body[p.Start:p.End]; got != p.Text() || got == "" {
			t.Errorf("passage %q is not the body at its offsets, %q", p.Text(), got)
		}
		s.WriteString(string(p.Article.ID))
	}
	return s.String()
}

func TestOneProcessSeesWhatAnotherStores(t *testing.T) {
	first, second := twoLibraries(t, nil)
	if _, err := first.Add(t.Context(), articles("The harbour opened.", "The bridge closed.")); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, second, rag.Query{Text: "bridge"}); got != "" {
		t.Errorf("found %q before it looked", got)
	}
	if err := second.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, second, rag.Query{Text: "bridge"}); got != "b" {
		t.Errorf("found %q, want b", got)
	}
	if err := second.Remove(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	if err := first.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, first, rag.Query{Text: "bridge"}); got != "" {
		t.Errorf("found %q after it was withdrawn", got)
	}
	if _, err := first.Article(t.Context(), "b"); !errors.Is(err, rag.ErrNotFound) {
		t.Errorf("error %v, want ErrNotFound", err)
	}
}

func TestReplacedTextIsGone(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	for _, text := range []string{"The harbour opened.", "The tunnel opened."} {
		if _, err := l.Add(t.Context(), articles(text)); err != nil {
			t.Fatal(err)
		}
	}
	if got := ids(t, l, rag.Query{Text: "harbour"}); got != "" {
		t.Errorf("the old text is still found in %q", got)
	}
	if got := ids(t, l, rag.Query{Text: "tunnel"}); got != "a" {
		t.Errorf("the new text is found in %q, want a", got)
	}
}

func TestMeaningFindsWhatWordsDoNot(t *testing.T) {
	l, other := twoLibraries(t, &letters{})
	if _, err := l.Add(t.Context(), articles("Zzz zzz zzz.", "Qqq qqq qqq.")); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, l, rag.Query{Text: "zz"}); got != "" {
		t.Errorf("found %q before there were vectors", got)
	}
	var told []int
	if err := l.Fill(t.Context(), "me", func(pending int) { told = append(told, pending) }); err != nil {
		t.Fatal(err)
	}
	if len(told) < 2 || told[0] != 2 || told[len(told)-1] != 0 {
		t.Errorf("told of pending chunks %v, want 2 … 0", told)
	}
	if got := ids(t, l, rag.Query{Text: "zz", K: 1}); got != "a" {
		t.Errorf("found %q, want a", got)
	}
	if got := ids(t, l, rag.Query{Text: "zz", WordsOnly: true}); got != "" {
		t.Errorf("by words alone found %q", got)
	}
	if err := other.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := other.Pending(); n != 0 {
		t.Errorf("the other process would embed %d chunks again", n)
	}
}

func TestFailingEncoderLeavesTheWords(t *testing.T) {
	e := &letters{fails: 1}
	l, _ := twoLibraries(t, e)
	if _, err := l.Add(t.Context(), articles("The harbour opened.")); err != nil {
		t.Fatal(err)
	}
	if err := l.Fill(t.Context(), "me", nil); err == nil {
		t.Error("no error from a failing encoder")
	}
	if got := ids(t, l, rag.Query{Text: "harbour"}); got != "a" {
		t.Errorf("found %q, want a", got)
	}
	if err := l.Fill(t.Context(), "me", nil); err != nil || l.Pending() != 0 {
		t.Errorf("tried again: %v, %d pending", err, l.Pending())
	}
}

func TestFilter(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := articles("The bridge one.", "The bridge two.", "The bridge three.")
	all[0].Published, all[0].Outlet = rag.Day(2025, time.March, 14), "Desk"
	all[1].Published = rag.Day(2025, time.March, 20)
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	day := func(d int) time.Time { return time.Date(2025, time.March, d, 0, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name   string
		filter rag.Filter
		want   string
	}{
		{"none", rag.Filter{}, "abc"},
		{"since its day", rag.Filter{Since: day(20)}, "b"},
		{"until its day", rag.Filter{Until: day(14)}, "a"},
		{"within", rag.Filter{Since: day(14), Until: day(20)}, "ab"},
		{"outlet in another case", rag.Filter{Outlets: []string{" desk"}}, "a"},
		{"no such outlet", rag.Filter{Outlets: []string{"x"}}, ""},
		{"only", rag.Filter{Only: []rag.ArticleID{"c"}}, "c"},
		{"only none", rag.Filter{Only: []rag.ArticleID{}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := []byte(ids(t, l, rag.Query{Text: "bridge", Filter: c.filter}))
			if len(got) != len(c.want) || strings.Trim(c.want, string(got)) != "" {
				t.Errorf("found %q, want %q", got, c.want)
			}
			if x := l.Extent(c.filter); x.Articles != len(c.want) {
				t.Errorf("extent of %d articles, want %d", x.Articles, len(c.want))
			}
		})
	}
}

const wire = `The ministry said on Tuesday that the northern dam had reached its highest level in eleven years after the winter rain. ` +
	`Engineers opened two of its gates to let the water through, and farmers along the river were told to move their herds. ` +
	`The governor of the province visited the dam and promised that the villages below it were safe from any flood this spring.`

func TestCopiesOfOneStoryAreCollapsed(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	all := articles(wire, wire+" It was built in the fifties.", "The dam of another country was closed.")
	if _, err := l.Add(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	found, err := l.Search(t.Context(), rag.Query{Text: "northern dam level"})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 2 || len(found[0].Copies) != 1 {
		t.Errorf("found %d passages, the first with copies %v; want 2, the first with one", len(found), found[0].Copies)
	}
}

func TestHugeAndEmptyQueries(t *testing.T) {
	l, _ := twoLibraries(t, &letters{})
	if _, err := l.Add(t.Context(), articles("The harbour opened.", "")); err != nil {
		t.Fatal(err)
	}
	for _, q := range []string{"", "   ", "?!", "\xff\xfe", strings.Repeat("harbour ", 20_000)} {
		if _, err := l.Search(t.Context(), rag.Query{Text: q}); err != nil {
			t.Errorf("%.10q: %v", q, err)
		}
	}
}

func TestCancelledSearch(t *testing.T) {
	l, _ := twoLibraries(t, nil)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Search(ctx, rag.Query{Text: "x"}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}

// TestStaleAnalysesAreMadeAnew opens a library on analyses of older versions:
// with the same chunks the vectors are kept, with others they are made again.
func TestStaleAnalysesAreMadeAnew(t *testing.T) {
	for name, c := range map[string]struct{ version, pending int }{
		"other words":  {rag.AnalysisVersion + 1, 0},
		"other chunks": {rag.AnalysisVersion + 1000, 1},
	} {
		t.Run(name, func(t *testing.T) {
			rec := newMemory()
			open := func() *rag.Library {
				index, err := vectors.New("letters", 26)
				if err != nil {
					t.Fatal(err)
				}
				l, err := rag.OpenLibrary(t.Context(), rag.LibraryConfig{
					Record: rec, Log: slog.New(slog.DiscardHandler), Now: time.Now,
					Encoders: []rag.Encoder{{Embedder: &letters{}, Index: index, Weight: 0.5}},
				})
				if err != nil {
					t.Fatal(err)
				}
				return l
			}
			l := open()
			if _, err := l.Add(t.Context(), articles("The harbour opened.")); err != nil {
				t.Fatal(err)
			}
			if err := l.Fill(t.Context(), "me", nil); err != nil {
				t.Fatal(err)
			}
			rec.age(c.version)
			l = open()
			if got := ids(t, l, rag.Query{Text: "harbour"}); got != "a" {
				t.Errorf("found %q, want a", got)
			}
			if got := l.Pending(); got != c.pending {
				t.Errorf("%d chunks to embed again, want %d", got, c.pending)
			}
			for _, p := range rec.stored {
				if p.Version != rag.AnalysisVersion {
					t.Errorf("the record keeps version %d, want %d", p.Version, rag.AnalysisVersion)
				}
			}
		})
	}
}
