package vitals

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// readTime bounds how long the sources may take to be read for a scrape, well
// within the ten seconds that Prometheus waits by default.
const readTime = 5 * time.Second

// What is read at a scrape.
var (
	articles = description("newsdesk_articles", "Articles that can be asked about.")
	undated  = description("newsdesk_articles_undated", "Those of them that state no date.")
	chunks   = description("newsdesk_chunks", "Passages that can be found.")
	pending  = description("newsdesk_chunks_without_vectors", "Passages found by words alone until the encoder comes to them.")
	last     = description("newsdesk_last_article_timestamp_seconds", "When the latest article came.")

	sources  = description("newsdesk_source_info", "A source that is followed, and its state.", "id", "source", "kind", "state")
	worked   = description("newsdesk_source_last_success_timestamp_seconds", "When a source was read last.", "id", "source")
	due      = description("newsdesk_source_due_timestamp_seconds", "When a source is to be read next.", "id", "source")
	failures = description("newsdesk_source_failures", "How often in a row a source could not be read.", "id", "source")
)

func description(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(name, help, labels, nil)
}

// readout collects the readings.
type readout struct{ *Vitals }

// Describe implements prometheus.Collector.
func (r readout) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{articles, undated, chunks, pending, last, sources, worked, due, failures} {
		to <- d
	}
}

// Collect implements prometheus.Collector.
func (r readout) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	if r.readings.Coverage != nil {
		c := r.readings.Coverage()
		gauge(articles, float64(c.Articles))
		gauge(undated, float64(c.Undated))
		gauge(chunks, float64(c.Chunks))
		gauge(pending, float64(c.Pending))
		gauge(last, seconds(c.Last))
	}
	if r.readings.Sources == nil {
		return
	}
	ctx, done := context.WithTimeout(context.Background(), readTime)
	defer done()
	all, err := r.readings.Sources(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(sources, err)
		return
	}
	for i := range all {
		s := &all[i]
		name := public(s.Name)
		gauge(sources, 1, s.ID, name, s.Kind, s.State)
		gauge(worked, seconds(s.Worked), s.ID, name)
		gauge(due, seconds(s.Due), s.ID, name)
		gauge(failures, float64(s.Failures), s.ID, name)
	}
}

// seconds is a time as Prometheus has it, 0 for the zero time.
func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
