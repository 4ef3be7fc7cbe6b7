// Package vitals tells those who keep the bot running how it fares: over HTTP,
// whether it lives (/healthz), whether it is ready to answer (/readyz), and in
// numbers for Prometheus (/metrics) what coverage there is, how current its
// sources are, and what was asked of the web.
//
// It knows nothing of how any of that comes about: what is read at each scrape is
// given to New as Readings, and what happens is counted by Vitals.Asked and
// Vitals.Changed. Nothing that it shows is a secret or a word of coverage: sources
// are named without what may stand in an address besides host and path.
//
// Start with New; serve.go listens.
package vitals

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Coverage is how much there is to answer from.
type Coverage struct {
	Articles, Undated, Chunks int
	Pending                   int       // chunks without a vector yet
	Last                      time.Time // when the latest article came; zero: none
}

// Source is how a source that is followed fares.
type Source struct {
	ID       string    // no other source's
	Name     string    // its address or folder
	Kind     string    // such as "feed"
	State    string    // such as "works", "fails", "paused", "gone"
	Worked   time.Time // when it was read last; zero: never
	Due      time.Time // when it is to be read next; zero: never
	Failures int       // in a row
}

// Readings are read at each scrape. Either may be nil.
type Readings struct {
	Coverage func() Coverage
	Sources  func(context.Context) ([]Source, error)
}

// Vitals counts what happens, and shows it beside what is read. It may be used by
// several goroutines.
type Vitals struct {
	readings Readings
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	bytes    prometheus.Counter
	articles *prometheus.CounterVec
}

// New makes vitals that count from zero.
func New(r Readings) *Vitals {
	v := &Vitals{
		readings: r, registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newsdesk_requests_total", Help: "Requests to sources, by what came of them and whether they were conditional.",
		}, []string{"outcome", "conditional"}),
		bytes: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "newsdesk_received_bytes_total", Help: "Bytes of bodies that sources sent.",
		}),
		articles: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "newsdesk_source_articles_total", Help: "Articles that came from sources, by whether they are new, changed or withdrawn.",
		}, []string{"change"}),
	}
	v.registry.MustRegister(v.requests, v.bytes, v.articles, readout{v},
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return v
}

// Asked counts a request to a source, by a short word for what came of it, and the
// bytes of the body that came.
func (v *Vitals) Asked(outcome string, conditional bool, bytes int64) {
	v.requests.WithLabelValues(outcome, strconv.FormatBool(conditional)).Inc()
	v.bytes.Add(float64(max(bytes, 0)))
}

// Changed counts the articles that came of a source, each kind not below zero.
func (v *Vitals) Changed(added, edited, withdrawn int) {
	for kind, n := range map[string]int{"new": added, "changed": edited, "withdrawn": withdrawn} {
		v.articles.WithLabelValues(kind).Add(float64(max(n, 0)))
	}
}

// Handler answers at /healthz, /readyz and /metrics. Ready reports whether
// questions can be answered; nil: they can.
func (v *Vitals) Handler(ready func() bool) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { plain(w, http.StatusOK, "ok") })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if ready != nil && !ready() {
			plain(w, http.StatusServiceUnavailable, "not ready to answer yet")
			return
		}
		plain(w, http.StatusOK, "ready")
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(v.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	return mux
}

func plain(w http.ResponseWriter, status int, words string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write([]byte(words + "\n")) // who asked has gone
}

// public is an address without a password or query, which may hold a key.
func public(name string) string {
	u, err := url.Parse(name)
	if err != nil || u.Host == "" {
		return name
	}
	return u.Scheme + "://" + u.Host + u.EscapedPath()
}
