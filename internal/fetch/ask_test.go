package fetch_test

import (
	"errors"
	"net/http"
	"testing"

	"newsdesk/internal/fetch"
)

// TestAsk has each status come back as it is, and no redirect be followed.
func TestAsk(t *testing.T) {
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/moved":
			http.Redirect(w, r, "http://169.254.169.254/", http.StatusMovedPermanently)
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/later":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		case "/same":
			if r.Header.Get("If-None-Match") == `"7"` {
				w.WriteHeader(http.StatusNotModified)
			}
		default:
			w.Header().Set("ETag", `"7"`)
			_, _ = w.Write([]byte("all of it"))
		}
	})
	client := fetch.New(fetch.Config{Policy: here})
	for path, want := range map[string]struct {
		status      int
		field, body string
	}{
		"/":      {http.StatusOK, "ETag", "all of it"},
		"/moved": {http.StatusMovedPermanently, "Location", ""},
		"/gone":  {http.StatusGone, "", ""},
		"/later": {http.StatusTooManyRequests, "Retry-After", ""},
		"/same":  {http.StatusNotModified, "", ""},
	} {
		got, err := client.Ask(t.Context(), fetch.Request{URL: s.URL + path, ETag: `"7"`})
		if err != nil || got.Status != want.status || string(got.Body) != want.body || want.field != "" && got.Header.Get(want.field) == "" {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
	// What may not be asked for is not, here neither.
	if _, err := fetch.New(fetch.Config{}).Ask(t.Context(), fetch.Request{URL: s.URL}); !errors.Is(err, fetch.ErrNotPublic) {
		t.Errorf("a private address: %v", err)
	}
	if _, err := client.Ask(t.Context(), fetch.Request{URL: "file:///etc/passwd"}); !errors.Is(err, fetch.ErrAddress) {
		t.Errorf("a file: %v", err)
	}
}
