package rag_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/rag"
)

// acting is a model that does something else at each request.
type acting func(ctx context.Context, request int, messages []rag.Message, onText func(string) error) error

func (acting) Name() string { return "acting" }

func (g acting) Generate(ctx context.Context, messages []rag.Message, onText func(string) error) (rag.Usage, error) {
	return rag.Usage{}, g(ctx, 0, messages, onText)
}

// counted numbers the requests of a model from 1.
func counted(g acting) (acting, *int) {
	n := 0
	return func(ctx context.Context, _ int, messages []rag.Message, onText func(string) error) error {
		n++
		return g(ctx, n, messages, onText)
	}, &n
}

const whoLed = "Who led the Iraqi delegation to Damascus?"

// TestNobodyWaitsForASlowModel: an answer comes within the limit whatever is
// slow, also where the model drips on or only the repair stalls.
func TestNobodyWaitsForASlowModel(t *testing.T) {
	stall := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	for name, g := range map[string]acting{
		"stalls": func(ctx context.Context, _ int, _ []rag.Message, _ func(string) error) error { return stall(ctx) },
		"drips": func(ctx context.Context, _ int, _ []rag.Message, onText func(string) error) error {
			for ctx.Err() == nil {
				if err := onText("a "); err != nil {
					return err
				}
				select {
				case <-time.After(time.Second):
				case <-ctx.Done():
				}
			}
			return ctx.Err()
		},
		"stalls at the repair": func(ctx context.Context, n int, _ []rag.Message, onText func(string) error) error {
			if n > 1 {
				return stall(ctx)
			}
			return onText("The delegation was led by 47 foxes [1].")
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				g, _ := counted(g)
				a := withAuthor(t, newAnswerer(t, seedArticles(t)...), g)
				a.Author.Limit = 7 * time.Second
				started := time.Now()
				answer := ask(t, a, rag.Question{Text: whoLed})
				if took := time.Since(started); took > a.Author.Limit {
					t.Errorf("took %s", took)
				}
				if answer.Engine != rag.Extractive || answer.Refused || !strings.Contains(answer.Text(), "The model took too long") {
					t.Errorf("%s: %s", answer.Engine, answer.Text())
				}
			})
		})
	}
}

func TestCancelledQuestionIsNoAnswer(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	a := withAuthor(t, newAnswerer(t, seedArticles(t)...), acting(func(ctx context.Context, _ int, _ []rag.Message, _ func(string) error) error {
		cancel()
		<-ctx.Done()
		return ctx.Err()
	}))
	if _, err := a.Answer(ctx, rag.Question{Text: whoLed}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestWhoIsShownMayStop(t *testing.T) {
	enough := errors.New("the channel is gone")
	a := withAuthor(t, newAnswerer(t, seedArticles(t)...), &scripted{replies: []string{
		"Leading the team was Hamid Al-Shatri, chief of the National Intelligence Service [1]. Hamid Al-Shatri led it [1].",
	}})
	if _, err := a.Stream(t.Context(), rag.Question{Text: whoLed}, func(rag.Answer) error { return enough }); !errors.Is(err, enough) {
		t.Errorf("error %v", err)
	}
}

// TestPromptIsCut: a prompt that is too long is asked again with fewer passages.
func TestPromptIsCut(t *testing.T) {
	var lengths []int
	a := withAuthor(t, newAnswerer(t, seedArticles(t)...), acting(func(_ context.Context, _ int, m []rag.Message, onText func(string) error) error {
		lengths = append(lengths, len(m[1].Content))
		if len(m[1].Content) > 5000 {
			return fmt.Errorf("%w: %d", rag.ErrPromptTooLong, len(m[1].Content))
		}
		return onText("Leading the team was Hamid Al-Shatri, chief of the National Intelligence Service [1].")
	}))
	answer := ask(t, a, rag.Question{Text: whoLed})
	if answer.Engine != rag.Model || len(lengths) < 2 {
		t.Errorf("prompts of %v bytes: %s", lengths, answer.Text())
	}
}

// TestRepairsAreBounded: a model that only lies costs a few requests, not one a
// sentence, and its answer is the coverage's own.
func TestRepairsAreBounded(t *testing.T) {
	g, requests := counted(func(_ context.Context, _ int, _ []rag.Message, onText func(string) error) error {
		for i := range 50 {
			if err := onText(fmt.Sprintf("The delegation was led by %d foxes [1]. ", i+40)); err != nil {
				return err
			}
		}
		return nil
	})
	answer := ask(t, withAuthor(t, newAnswerer(t, seedArticles(t)...), g), rag.Question{Text: whoLed})
	if answer.Engine != rag.Extractive || *requests != 4 || answer.Dropped == 0 {
		t.Errorf("%d requests, dropped %d: %s", *requests, answer.Dropped, answer.Text())
	}
}

// TestFencesDiffer: an article cannot close a fence that is drawn for each request.
func TestFencesDiffer(t *testing.T) {
	seen := map[string]bool{}
	g, _ := counted(func(_ context.Context, _ int, m []rag.Message, onText func(string) error) error {
		seen[m[1].Content] = true
		return onText("NOT IN COVERAGE")
	})
	a := withAuthor(t, newAnswerer(t, seedArticles(t)...), g)
	for range 3 {
		ask(t, a, rag.Question{Text: whoLed})
	}
	if len(seen) != 3 {
		t.Errorf("%d prompts of 3 differ: the fence must be new each time", len(seen))
	}
}
