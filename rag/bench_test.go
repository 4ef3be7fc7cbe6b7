package rag_test

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/encoder"
	"newsdesk/internal/record"
	"newsdesk/internal/vectors"
	"newsdesk/rag"
)

// corpus makes n articles of about words words each, in the proportions of news:
// few words often, most seldom.
func corpus(n, words int) []rag.Article {
	rng := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(rng, 1.1, 20, 120_000)
	articles := make([]rag.Article, n)
	for i := range articles {
		var b strings.Builder
		for w := range words {
			if w%20 == 0 {
				fmt.Fprintf(&b, "The w%d ", zipf.Uint64())
			}
			fmt.Fprintf(&b, "w%d", zipf.Uint64())
			switch {
			case w%100 == 99:
				b.WriteString(".\n\n")
			case w%20 == 19:
				b.WriteString(". ")
			default:
				b.WriteByte(' ')
			}
		}
		articles[i] = rag.Article{
			ID: rag.ArticleID(fmt.Sprint("a", i)), Title: fmt.Sprintf("Report w%d", zipf.Uint64()), Body: b.String(),
			Outlet: fmt.Sprint("Outlet ", i%7), Published: rag.Day(2025, time.January, 1+i%28),
		}
	}
	return articles
}

// noise embeds every text as a random unit vector: as large as a real one, and
// as slow to load, without the time to make it.
type noise struct{ rng *rand.Rand }

func (noise) Name() string { return "noise" }
func (noise) Dim() int     { return 512 }

func (n noise) Embed(_ context.Context, texts []string) ([][]float32, error) {
	all := make([][]float32, len(texts))
	for i := range all {
		v, sum := make([]float32, 512), 0.0
		for j := range v {
			v[j] = float32(n.rng.NormFloat64())
			sum += float64(v[j]) * float64(v[j])
		}
		for j := range v {
			v[j] /= float32(math.Sqrt(sum))
		}
		all[i] = v
	}
	return all, nil
}

// builtIn is the built-in encoder.
func builtIn(b *testing.B) rag.Embedder {
	b.Helper()
	model, err := encoder.New()
	if err != nil {
		b.Fatal(err)
	}
	return model
}

// open opens a library over a record in dir, with an encoder if there is one.
func open(b *testing.B, dir string, model rag.Embedder) (*rag.Library, *record.Record) {
	b.Helper()
	rec, err := record.Open(b.Context(), dir, record.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var encoders []rag.Encoder
	if model != nil {
		index, err := vectors.New(model.Name(), model.Dim())
		if err != nil {
			b.Fatal(err)
		}
		encoders = []rag.Encoder{{Embedder: model, Index: index, Weight: 0.2}}
	}
	l, err := rag.OpenLibrary(b.Context(), rag.LibraryConfig{
		Record: rec, Encoders: encoders, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	if err != nil {
		b.Fatal(err)
	}
	return l, rec
}

func closeRecord(b *testing.B, rec *record.Record) {
	b.Helper()
	if err := rec.Close(); err != nil {
		b.Fatal(err)
	}
}

// fill stores articles and their vectors, and returns the folder.
func fill(b *testing.B, articles []rag.Article, model rag.Embedder) string {
	b.Helper()
	dir := b.TempDir()
	l, rec := open(b, dir, model)
	for from := 0; from < len(articles); from += 256 {
		if _, err := l.Add(b.Context(), articles[from:min(len(articles), from+256)]); err != nil {
			b.Fatal(err)
		}
	}
	if model != nil {
		if err := l.Fill(b.Context(), "bench", nil); err != nil {
			b.Fatal(err)
		}
	}
	closeRecord(b, rec)
	return dir
}

// chunksEach is about how many chunks an article of 1,000 words has.
const chunksEach = 6

// BenchmarkIngest stores articles of 1,000 words so that their words can be searched.
func BenchmarkIngest(b *testing.B) {
	articles := corpus(2000, 1000)
	for b.Loop() {
		l, rec := open(b, b.TempDir(), nil)
		for from := 0; from < len(articles); from += 256 {
			if _, err := l.Add(b.Context(), articles[from:min(len(articles), from+256)]); err != nil {
				b.Fatal(err)
			}
		}
		closeRecord(b, rec)
	}
	b.ReportMetric(float64(len(articles))*float64(b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkSearch searches 10,000 chunks, by words alone and with vectors.
func BenchmarkSearch(b *testing.B) {
	model := builtIn(b)
	dir := fill(b, corpus(10_000/chunksEach, 1000), model)
	l, rec := open(b, dir, model)
	defer closeRecord(b, rec)
	b.Logf("%d chunks", l.Chunks())
	queries := []string{"w100 w2000 w3 w40 w5", "what did w77 say about w900 in w12", "w1 w2 w3000"}
	for name, wordsOnly := range map[string]bool{"words": true, "both": false} {
		b.Run(name, func(b *testing.B) {
			i := 0
			for b.Loop() {
				if _, err := l.Search(b.Context(), rag.Query{Text: queries[i%len(queries)], WordsOnly: wordsOnly}); err != nil {
					b.Fatal(err)
				}
				i++
			}
		})
	}
}

// BenchmarkSearchAmongOthers is BenchmarkSearch where others alone see a tenth.
func BenchmarkSearchAmongOthers(b *testing.B) {
	model := builtIn(b)
	all := corpus(10_000/chunksEach, 1000)
	for i := range all {
		if i%10 == 0 {
			all[i] = all[i].For("others")
		}
	}
	l, rec := open(b, fill(b, all, model), model)
	defer closeRecord(b, rec)
	for name, wordsOnly := range map[string]bool{"words": true, "both": false} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Search(b.Context(), rag.Query{Text: "what did w77 say about w900 in w12", WordsOnly: wordsOnly}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOpen starts up over a stored corpus with its vectors, and tells the
// memory that it then holds.
func BenchmarkOpen(b *testing.B) {
	for _, chunks := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(chunks, " chunks"), func(b *testing.B) {
			model := noise{rand.New(rand.NewPCG(1, 2))}
			dir := fill(b, corpus(chunks/chunksEach, 1000), model)
			before := heap()
			var l *rag.Library
			for b.Loop() {
				var rec *record.Record
				l, rec = open(b, dir, model)
				closeRecord(b, rec)
			}
			b.ReportMetric(float64(heap()-before)/float64(l.Chunks()), "B/chunk")
			b.ReportMetric(float64(l.Chunks()), "chunks")
			runtime.KeepAlive(l)
		})
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkAnswer answers questions over the seeds.
func BenchmarkAnswer(b *testing.B) {
	a := newAnswerer(b, seedArticles(b)...)
	cases := readSet(b, "seed_questions")
	i := 0
	for b.Loop() {
		if _, err := a.Answer(b.Context(), rag.Question{Text: cases[i%len(cases)].Question}); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkFirstSentence measures what lies between a model's first sentence and
// its being shown, with nothing read before: "right" cites what holds it, "wrong"
// makes each passage be read.
func BenchmarkFirstSentence(b *testing.B) {
	for name, cite := range map[string]string{"right": "[1]", "wrong": "[99]"} {
		b.Run(name, func(b *testing.B) {
			var articles []rag.Article
			for _, p := range claimPassages(b) {
				articles = append(articles, p.Article)
			}
			library := newLibrary(b, articles...)
			var written, waited time.Time
			model := acting(func(_ context.Context, _ int, _ []rag.Message, onText func(string) error) error {
				written = time.Now()
				return onText("Leading the team was Hamid Al-Shatri, chief of the National Intelligence Service " + cite + ".")
			})
			total := time.Duration(0)
			for b.Loop() {
				a := withAuthor(b, &rag.Answerer{Library: library, Now: time.Now}, model)
				answer, err := a.Stream(b.Context(), rag.Question{Text: whoLed}, func(rag.Answer) error {
					waited = time.Now()
					return nil
				})
				if err != nil || answer.Engine != rag.Model {
					b.Fatal(answer.Text(), err)
				}
				total += waited.Sub(written)
			}
			b.ReportMetric(float64(total.Microseconds())/1000/float64(b.N), "ms/first")
		})
	}
}
