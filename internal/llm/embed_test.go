package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/internal/llm/standin"
)

// vectors answers with vectors whose first number is the place of their text.
func vectors(n, dim int) answer {
	var data []map[string]any
	for i := range n {
		v := make([]float32, dim)
		v[0], v[1] = float32(i+1), 1
		data = append(data, map[string]any{"index": i, "embedding": v})
	}
	return embeddings(data)
}

func embeddings(data []map[string]any) answer {
	b, _ := json.Marshal(map[string]any{"object": "list", "data": data})
	return answer{body: string(b)}
}

func newEmbedder(t *testing.T, w *wire) *Embedder {
	t.Helper()
	e, err := NewEmbedder(t.Context(), serve(t, w))
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEmbedBatches(t *testing.T) {
	w := &wire{answers: []answer{vectors(1, 3), vectors(64, 3), vectors(64, 3), vectors(2, 3)}}
	e := newEmbedder(t, w)
	if e.Name() != "api-m-3-"+serviceHash("http://model.test") || e.Dim() != 3 {
		t.Errorf("%s, %d", e.Name(), e.Dim())
	}
	texts := make([]string, 132)
	for i := range texts {
		texts[i] = fmt.Sprint("text ", i)
	}
	texts[0], texts[70] = " \n", "" // no words, no vector
	got, err := e.Embed(t.Context(), texts)
	if err != nil || len(got) != len(texts) || got[0] != nil || got[70] != nil {
		t.Fatalf("%d vectors, %v", len(got), err)
	}
	checkVectors(t, got, texts)
	for i, want := range []int{1, 64, 64, 2} {
		if n := len(w.requests[i].body["input"].([]any)); n != want {
			t.Errorf("request %d has %d texts, want %d", i, n, want)
		}
	}
	if first := w.requests[2].body["input"].([]any)[0]; first != "text 65" {
		t.Errorf("the second batch begins with %q", first)
	}
}

func checkVectors(t *testing.T, got [][]float32, texts []string) {
	t.Helper()
	place := 0
	for i, v := range got {
		if strings.TrimSpace(texts[i]) == "" {
			continue
		}
		place = place%embedBatch + 1
		if math.Abs(float64(v[0]/v[1])-float64(place)) > 1e-4 || math.Abs(float64(v[0]*v[0]+v[1]*v[1])-1) > 1e-5 {
			t.Fatalf("the vector of text %d is %v", i, v)
		}
	}
}

func TestEmbedNothing(t *testing.T) {
	w := &wire{answers: []answer{vectors(1, 3)}}
	e := newEmbedder(t, w)
	for _, texts := range [][]string{nil, {"", "  "}} {
		if got, err := e.Embed(t.Context(), texts); err != nil || len(got) != len(texts) || len(w.requests) != 1 {
			t.Errorf("%v, %v", got, err)
		}
	}
}

func TestEmbedPutsInOrder(t *testing.T) {
	one := func(i int) map[string]any {
		return map[string]any{"index": i, "embedding": []float32{float32(i + 1), 1}}
	}
	w := &wire{answers: []answer{vectors(1, 2), embeddings([]map[string]any{one(2), one(0), one(1)})}}
	got, err := newEmbedder(t, w).Embed(t.Context(), []string{"a", "b", "c"})
	if err != nil {
		t.Fatal(err)
	}
	checkVectors(t, got, []string{"a", "b", "c"})
}

// TestEmbedRefuses: no reply that does not fit the texts becomes vectors.
func TestEmbedRefuses(t *testing.T) {
	at := func(i int, v ...float32) map[string]any { return map[string]any{"index": i, "embedding": v} }
	for name, c := range map[string]struct {
		answer answer
		says   string
	}{
		"missing":       {embeddings([]map[string]any{at(0, 1, 1)}), "no vector for text 1"},
		"twice":         {embeddings([]map[string]any{at(0, 1, 1), at(0, 1, 1)}), "too many"},
		"beyond":        {embeddings([]map[string]any{at(0, 1, 1), at(2, 1, 1)}), "too many"},
		"negative":      {embeddings([]map[string]any{at(0, 1, 1), at(-1, 1, 1)}), "too many"},
		"dimension":     {embeddings([]map[string]any{at(0, 1, 1), at(1, 1, 1, 1)}), "3 dimensions after 2"},
		"zero":          {embeddings([]map[string]any{at(0, 1, 1), at(1, 0, 0)}), "without a direction"},
		"nothing":       {answer{body: `{"data":[]}`}, "no vector for text 0"},
		"invalid JSON":  {answer{body: `{"data":[}`}, ErrInvalidReply.Error()},
		"cut JSON":      {answer{body: `{"data":[`}, ErrTruncated.Error()},
		"a web page":    {answer{body: `<html>`}, ErrInvalidReply.Error()},
		"a huge number": {answer{body: `{"data":[{"index":0,"embedding":[1e99,1]}]}`}, ErrInvalidReply.Error()},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{answers: []answer{vectors(1, 2), c.answer}}
				got, err := newEmbedder(t, w).Embed(t.Context(), []string{"a", "b"})
				if err == nil || got != nil || !strings.Contains(err.Error(), c.says) {
					t.Errorf("%v, %v; want %q", got, err, c.says)
				}
			})
		})
	}
}

func TestEmbedRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []answer{vectors(1, 2), busy("7"), {status: 503}, {then: abort}, vectors(1, 2)}}
		got, err := newEmbedder(t, w).Embed(t.Context(), []string{"a"})
		if err != nil || got[0] == nil || len(w.requests) != 5 {
			t.Fatalf("%d requests: %v", len(w.requests), err)
		}
		if gap := w.gaps()[1]; gap < 7*time.Second || gap > 8*time.Second {
			t.Errorf("Retry-After was 7 s, the wait %s", gap)
		}
	})
}

func TestEmbedGivesUp(t *testing.T) {
	quota := answer{status: 429, body: `{"error":{"message":"x","type":"insufficient_quota","code":null}}`}
	for name, c := range map[string]struct {
		answer   answer
		requests int
	}{
		"401": {answer{status: 401, body: `{"error":{"message":"x"}}`}, 1}, "400": {answer{status: 400}, 1},
		"quota": {quota, 1}, "500": {answer{status: 500}, embedTries}, "busy": {busy("1"), embedTries},
	} {
		synctest.Test(t, func(t *testing.T) {
			w := &wire{answers: []answer{c.answer}}
			if _, err := NewEmbedder(t.Context(), serve(t, w)); err == nil || len(w.requests) != probeTries {
				t.Errorf("%s: the probe sent %d requests: %v", name, len(w.requests), err)
			}
			w = &wire{answers: []answer{vectors(1, 2), c.answer}}
			e := newEmbedder(t, w)
			if _, err := e.Embed(t.Context(), []string{"a"}); err == nil || len(w.requests) != 1+c.requests {
				t.Errorf("%s: %d requests, want %d: %v", name, len(w.requests)-1, c.requests, err)
			}
		})
	}
}

func TestEmbedCancelledAndStalled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []answer{vectors(1, 2), {then: stall}}}
		e := newEmbedder(t, w)
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		started := time.Now()
		if _, err := e.Embed(ctx, []string{"a"}); !errors.Is(err, context.Canceled) || time.Since(started) != time.Second {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
		started = time.Now()
		if _, err := e.Embed(t.Context(), []string{"a"}); !errors.Is(err, ErrTimeout) || time.Since(started) != embedTime {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

// TestEmbedTotal has every other request refused for as long as may be asked.
func TestEmbedTotal(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		answers := []answer{vectors(1, 2)}
		for range 20 {
			answers = append(answers, busy("19"), vectors(64, 2))
		}
		e := newEmbedder(t, &wire{answers: answers})
		texts := slices.Repeat([]string{"a"}, 20*embedBatch)
		started := time.Now()
		if _, err := e.Embed(t.Context(), texts); err == nil || time.Since(started) > embedTotal {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

func TestEmbedderNames(t *testing.T) {
	name := func(baseURL string) string {
		return (&Embedder{Config: Config{BaseURL: baseURL, Model: "m"}, dim: 3}).Name()
	}
	if name("") != "api-m-3" || name("http://a.test/v1") != name("https://A.test/other?key=x") {
		t.Errorf("%s, %s, %s", name(""), name("http://a.test/v1"), name("https://A.test/other?key=x"))
	}
	seen := map[string]string{}
	for _, u := range []string{"", "http://a.test/v1", "http://b.test/v1", "http://a.test:8000/v1", "no address"} {
		if other, twice := seen[name(u)]; twice {
			t.Errorf("%q and %q share the name %s", u, other, name(u))
		}
		seen[name(u)] = u
	}
}

func TestEmbedWithStandin(t *testing.T) {
	e, err := NewEmbedder(t.Context(), serveStandin(t, "standin-embed"))
	if err != nil {
		t.Fatal(err)
	}
	got, err := e.Embed(t.Context(), []string{"An Iraqi delegation", "the delegation of Iraq", "rain in Spain"})
	if err != nil || e.Dim() != standin.EmbeddingDim {
		t.Fatal(e.Dim(), err)
	}
	for i, x := range standin.Embed("rain in Spain") {
		if math.Abs(float64(x-got[2][i])) > 1e-6 {
			t.Fatal("the vector changed on its way")
		}
	}
	if slices.Equal(got[0], got[2]) {
		t.Error("different texts have the same vector")
	}
	if _, err := NewEmbedder(t.Context(), serve(t, http.NotFoundHandler())); err == nil {
		t.Error("a service without embeddings was taken")
	}
}
