package llm

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func busy(after string) answer {
	return answer{status: 429, header: map[string]string{"Retry-After": after}, body: `{"error":{"message":"slow down","code":"rate_limit_exceeded"}}`}
}

// TestRetryAfter: the service is left alone for as long as it asks, and not
// much longer.
func TestRetryAfter(t *testing.T) {
	for name, c := range map[string]struct {
		header string
		least  time.Duration
	}{
		"seconds": {"7", 7 * time.Second}, "date": {"", 9 * time.Second}, "fraction": {"1.5", 1500 * time.Millisecond},
		"nonsense": {"soon", 0}, "past": {"-3", 0}, "NaN": {"NaN", 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				if name == "date" {
					c.header = time.Now().Add(9 * time.Second).UTC().Format(http.TimeFormat)
				}
				w := &wire{answers: []answer{busy(c.header), good}}
				text, _, err := ask(t.Context(), NewChat(serve(t, w)))
				if text != "All is well." || err != nil || len(w.requests) != 2 {
					t.Fatalf("%d requests, %q, %v", len(w.requests), text, err)
				}
				gap := w.gaps()[0]
				if gap < c.least+firstWait/2 || gap > c.least+firstWait*3/2 {
					t.Errorf("waited %s, want about %s more than %s", gap, firstWait, c.least)
				}
			})
		})
	}
}

func TestRetryAfterMilliseconds(t *testing.T) {
	h := http.Header{"Retry-After-Ms": {"2500"}, "Retry-After": {"60"}}
	if got := askedWait(h, time.Now()); got != 2500*time.Millisecond {
		t.Error(got)
	}
}

// TestWaitsAreBounded: who asks for longer than a person waits is down.
func TestWaitsAreBounded(t *testing.T) {
	for _, header := range []string{"21", "3600", "1e300", "Fri, 31 Dec 9999 23:59:59 GMT"} {
		synctest.Test(t, func(t *testing.T) {
			started := time.Now()
			w := &wire{answers: []answer{busy(header)}}
			_, _, err := ask(t.Context(), NewChat(serve(t, w)))
			if err == nil || len(w.requests) != 1 || time.Since(started) > 0 {
				t.Errorf("%s: %d requests in %s: %v", header, len(w.requests), time.Since(started), err)
			}
		})
	}
}

// TestDeadlineBoundsWaits: nobody waits for a try that there is no time for.
func TestDeadlineBoundsWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Second)
		defer cancel()
		started := time.Now()
		_, _, err := ask(ctx, NewChat(serve(t, &wire{answers: []answer{busy("5")}})))
		var status *StatusError
		if !errors.As(err, &status) || status.Status != 429 || time.Since(started) > 0 {
			t.Errorf("after %s: %v", time.Since(started), err)
		}
	})
}

// TestRetries counts the requests that each kind of failure takes.
func TestRetries(t *testing.T) {
	body := func(code string) string { return `{"error":{"message":"no","type":"t","code":"` + code + `"}}` }
	for name, c := range map[string]struct {
		answer   answer
		requests int
	}{
		"500": {answer{status: 500, body: body("x")}, 3}, "502 page": {answer{status: 502, body: "<html>"}, 3},
		"503": {answer{status: 503}, 3}, "429": {answer{status: 429, body: body("rate_limit_exceeded")}, 3}, "408": {answer{status: 408}, 3},
		"dies": {answer{then: abort}, 3}, "dies after the role": {answer{body: sse(roleEvent), then: abort}, 3},
		"overloaded in the stream": {answer{body: sse(`{"error":{"message":"x","type":"overloaded_error"}}`)}, 3},
		"quota":                    {answer{status: 429, body: body("insufficient_quota")}, 1},
		"400":                      {answer{status: 400, body: body("x")}, 1}, "401": {answer{status: 401, body: body("x")}, 1},
		"403": {answer{status: 403}, 1}, "404": {answer{status: 404, body: "404 page not found"}, 1},
		"page": {answer{body: "<html>"}, 1}, "empty": {answer{body: sse(stopEvent)}, 1},
		"dies after text": {answer{body: sse(delta("All")), then: abort}, 1},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				w := &wire{answers: []answer{c.answer}}
				_, _, err := ask(t.Context(), NewChat(serve(t, w)))
				if err == nil || len(w.requests) != c.requests {
					t.Errorf("%d requests, want %d: %v", len(w.requests), c.requests, err)
				}
				for i, gap := range w.gaps() {
					base := firstWait << i
					if gap < base/2 || gap > base*3/2 {
						t.Errorf("wait %d was %s", i, gap)
					}
				}
			})
		})
	}
}

func TestBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []answer{{status: 500, body: "down"}}}
		chat := NewChat(serve(t, w))
		for range breakerFailures {
			ask(t.Context(), chat)
		}
		sent, started := len(w.requests), time.Now()
		_, _, err := ask(t.Context(), chat)
		if !errors.Is(err, ErrUnavailable) || len(w.requests) != sent || time.Since(started) != 0 {
			t.Errorf("%d requests more after %s: %v", len(w.requests)-sent, time.Since(started), err)
		}
		if !strings.Contains(err.Error(), "500") {
			t.Errorf("the error does not say why: %v", err)
		}
		time.Sleep(breakerRest + time.Second)
		w.answers = []answer{good}
		for range 2 {
			if text, _, err := ask(t.Context(), chat); err != nil || text != "All is well." {
				t.Errorf("after the rest: %q, %v", text, err)
			}
		}
	})
}

// TestBreakerForgives: what the caller does, or one prompt, is not the service's
// failure.
func TestBreakerForgives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := &wire{answers: []answer{{status: 400}}}
		chat := NewChat(serve(t, w))
		for range 2 * breakerFailures {
			ask(t.Context(), chat)
		}
		w.answers = []answer{{then: stall}}
		for range 2 * breakerFailures {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errors.New("gone")) })
			ask(ctx, chat)
		}
		w.answers = []answer{good}
		if _, _, err := ask(t.Context(), chat); err != nil {
			t.Error(err)
		}
	})
}
