package material_test

import (
	"slices"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/coverage/coveragetest"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"newsdesk/seeds"
)

// seedArticles reads the coverage that ships with the bot.
func seedArticles(t *testing.T) []rag.Article {
	t.Helper()
	return coveragetest.Read(t, seeds.FS())
}

func TestGather(t *testing.T) {
	const dated, undated = "000_44c85fdf2c406eda.txt", "003_c9eef49e8d2f478a.txt"
	_, library := librarytest.Open(t, seedArticles(t)...)
	day := func(s string) time.Time {
		d, err := time.Parse(time.DateOnly, s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for name, c := range map[string]struct {
		scope material.Scope
		want  []string
	}{
		"everything, the undated last": {material.Scope{}, []string{dated, undated}},
		"one name":                     {material.Scope{Topic: "Shatri"}, []string{undated}},
		"another spelling":             {material.Scope{Topic: "Hamid al Shatry"}, []string{undated}},
		"misspelt":                     {material.Scope{Topic: "pipline"}, []string{undated}},
		"both":                         {material.Scope{Topic: "Al-Qaeda"}, []string{dated, undated}},
		"words that only join":         {material.Scope{Topic: "of the"}, []string{dated, undated}},
		"in other scripts":             {material.Scope{Topic: "الشطري"}, []string{undated}},
		"nothing":                      {material.Scope{Topic: "Brazilian football"}, nil},
		"one of two words":             {material.Scope{Topic: "football in Damascus"}, nil},
		"a period leaves out what has no date": {
			material.Scope{Filter: rag.Filter{Since: day("2025-03-01")}}, []string{dated},
		},
		"the best": {material.Scope{Topic: "pipeline Syria", Most: 1}, []string{undated}},
	} {
		t.Run(name, func(t *testing.T) {
			set, err := material.Gather(t.Context(), library, c.scope)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, a := range set.Articles {
				got = append(got, a.File)
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// TestSentences holds that what is read is the article's own text.
func TestSentences(t *testing.T) {
	_, library := librarytest.Open(t, seedArticles(t)...)
	set, err := material.Gather(t.Context(), library, material.Scope{Topic: "pipeline"})
	if err != nil {
		t.Fatal(err)
	}
	if len(set.Articles) != 1 {
		t.Fatalf("got %d articles, want 1", len(set.Articles))
	}
	about := 0
	for _, s := range set.Articles[0].Sentences() {
		if source := s.Source(); source.Quote() != s.Words {
			t.Errorf("sentence %d is %q at its place, read as %q", s.Ordinal, source.Quote(), s.Words)
		}
		if s.Met == 1 {
			about++
		}
	}
	if about != 2 { // 'oil pipeline', and 'the pipeline once channeled oil'
		t.Errorf("%d sentences speak of the pipeline, want 2", about)
	}
}
