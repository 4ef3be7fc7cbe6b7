package vitals_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"newsdesk/internal/vitals"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// served serves vitals on a socket until the test ends, and returns what is at a
// path.
func served(t *testing.T, v *vitals.Vitals, ready func() bool) func(path string) (int, string) {
	t.Helper()
	l, err := vitals.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- vitals.Serve(ctx, l, v.Handler(ready)) }()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return func(path string) (int, string) {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+l.Addr().String()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		body, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, string(body)
	}
}

func TestMetrics(t *testing.T) {
	at := time.Date(2026, 3, 2, 7, 30, 0, 500e6, time.UTC)
	v := vitals.New(vitals.Readings{
		Coverage: func() vitals.Coverage {
			return vitals.Coverage{Articles: 7, Undated: 2, Chunks: 31, Pending: 4, Last: at}
		},
		Sources: func(context.Context) ([]vitals.Source, error) {
			return []vitals.Source{
				{ID: "a1", Name: "https://editor:hunter2@news.example/feed.xml?key=secret", Kind: "feed", State: "works", Worked: at, Due: at.Add(time.Hour)},
				{ID: "b2", Name: "https://news.example/feed.xml?key=other", Kind: "feed", State: "works"},
				{ID: "c3", Name: "/srv/wire", Kind: "folder", State: "fails", Failures: 3},
			}, nil
		},
	})
	v.Asked("not modified", true, 0)
	v.Asked("read", false, 1000)
	v.Changed(3, 1, 0)
	get := served(t, v, nil)
	status, page := get("/metrics")
	if status != http.StatusOK {
		t.Fatalf("%d: %s", status, page)
	}
	for _, line := range []string{
		"newsdesk_articles 7", "newsdesk_articles_undated 2", "newsdesk_chunks 31", "newsdesk_chunks_without_vectors 4",
		"newsdesk_last_article_timestamp_seconds 1.7724366005e+09",
		`newsdesk_requests_total{conditional="true",outcome="not modified"} 1`, `newsdesk_requests_total{conditional="false",outcome="read"} 1`,
		"newsdesk_received_bytes_total 1000", `newsdesk_source_articles_total{change="new"} 3`,
		`newsdesk_source_info{id="a1",kind="feed",source="https://news.example/feed.xml",state="works"} 1`, `newsdesk_source_info{id="b2",kind="feed",source="https://news.example/feed.xml",state="works"} 1`,
		`newsdesk_source_last_success_timestamp_seconds{id="c3",source="/srv/wire"} 0`, `newsdesk_source_failures{id="c3",source="/srv/wire"} 3`,
	} {
		if !strings.Contains(page, line+"\n") {
			t.Errorf("there is no line %s", line)
		}
	}
	if strings.Contains(page, "secret") || strings.Contains(page, "hunter2") {
		t.Error("a secret of an address is shown")
	}
}

func TestReady(t *testing.T) {
	ready := false
	v := vitals.New(vitals.Readings{Sources: func(context.Context) ([]vitals.Source, error) { return nil, errors.New("the disk is gone") }})
	get := served(t, v, func() bool { return ready })
	for path, want := range map[string]int{"/healthz": http.StatusOK, "/readyz": http.StatusServiceUnavailable, "/": http.StatusNotFound} {
		if status, body := get(path); status != want {
			t.Errorf("%s: %d: %s", path, status, body)
		}
	}
	ready = true
	if status, _ := get("/readyz"); status != http.StatusOK {
		t.Errorf("ready: %d", status)
	}
	// What cannot be read does not hide the rest.
	if status, page := get("/metrics"); status != http.StatusOK || !strings.Contains(page, "go_goroutines") {
		t.Errorf("%d: %.200s", status, page)
	}
}

func TestListen(t *testing.T) {
	l, err := vitals.Listen(t.Context(), "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if _, err := vitals.Listen(t.Context(), l.Addr().String()); err == nil || !strings.Contains(err.Error(), "HTTP_ADDR") {
		t.Errorf("an address in use: %v", err)
	}
}
