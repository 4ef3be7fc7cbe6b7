package rag_test

import (
	"errors"
	"log/slog"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"

	"newsdesk/internal/llm"
	"newsdesk/internal/llm/standin"
	"newsdesk/rag"
)

func briefOf(t *testing.T, l *rag.Library, topic string, sentences int) rag.Brief {
	t.Helper()
	found, err := l.Search(t.Context(), rag.Query{Text: topic})
	if err != nil {
		t.Fatal(err)
	}
	return rag.Brief{Topic: topic, Passages: found, Sentences: sentences}
}

func TestSummarise(t *testing.T) {
	for name, c := range map[string]struct {
		replies   []string
		sentences int
		want      []string // the claims; none where the draft is not used
		sources   int
	}{
		"what holds is kept, what does not is dropped": {
			replies: []string{
				"Hamid Al-Shatri led the Iraqi delegation [1]. The pipeline was first constructed by the British in 1934 [1]. It was sold to Norway for $9 billion [1].",
				"NOT IN COVERAGE",
			},
			sentences: 3,
			want:      []string{"Hamid Al-Shatri led the Iraqi delegation.", "The pipeline was first constructed by the British in 1934."}, sources: 2,
		},
		"one line is one sentence, and cites no more than it needs": {
			replies:   []string{"Hamid Al-Shatri led the Iraqi delegation [1]. The pipeline was first constructed by the British in 1934 [1]."},
			sentences: 1, want: []string{"Hamid Al-Shatri led the Iraqi delegation."}, sources: 1,
		},
		"mostly false": {
			replies: []string{"Norway bought the pipeline [1]. Sweden built it [1]. Hamid Al-Shatri led the Iraqi delegation [1].", "NOT IN COVERAGE", "NOT IN COVERAGE"}, sentences: 3,
		},
		"nothing": {replies: []string{"NOT IN COVERAGE"}, sentences: 3},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAnswerer(t, seedArticles(t)...)
			withAuthor(t, a, &scripted{replies: c.replies})
			got, err := a.Summarise(t.Context(), briefOf(t, a.Library, "Iraqi delegation pipeline", c.sentences))
			if err != nil {
				t.Fatal(err)
			}
			var claims []string
			for _, claim := range got.Claims {
				claims = append(claims, claim.Text)
			}
			if strings.Join(claims, "|") != strings.Join(c.want, "|") || len(got.Sources) != c.sources {
				t.Errorf("got %q with %d sources, want %q with %d", claims, len(got.Sources), c.want, c.sources)
			}
			if (got.Fallback == "") != (c.want != nil) {
				t.Errorf("the fallback is %q", got.Fallback)
			}
		})
	}
}

func TestSummariseWithoutModel(t *testing.T) {
	a := newAnswerer(t, seedArticles(t)...)
	if _, err := a.Summarise(t.Context(), rag.Brief{Sentences: 1}); !errors.Is(err, rag.ErrNoAuthor) {
		t.Errorf("got %v, want ErrNoAuthor", err)
	}
}

// TestSummarisePersonalities: whatever a model does, no sentence of a summary is
// false, and each that is given cites.
func TestSummarisePersonalities(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard overheard
		network := standin.Serve(standin.New(standin.Config{Rand: rand.New(rand.NewPCG(3, 5)), Said: heard.said}))
		defer network.Close()
		a := newAnswerer(t, seedArticles(t)...)
		written := 0
		for _, personality := range standin.Personalities() {
			withAuthor(t, a, llm.NewChat(llm.Config{BaseURL: "http://model.test/v1", Model: personality, HTTP: network.Client()}))
			a.Author.Log = slog.New(slog.DiscardHandler)
			got, err := a.Summarise(t.Context(), briefOf(t, a.Library, "the Iraqi delegation in Damascus", 6))
			if err != nil {
				t.Fatalf("%s: %v", personality, err)
			}
			if lie := falseIn(&got, heard.take()); lie != "" {
				t.Errorf("%s: %s", personality, lie)
			}
			if got.Fallback == "" {
				checkForm(t, &got)
				written++
			}
		}
		if written == 0 {
			t.Error("no model's summary was used: the test tests nothing")
		}
		t.Logf("%d of %d personalities wrote a summary that was used", written, len(standin.Personalities()))
	})
}
