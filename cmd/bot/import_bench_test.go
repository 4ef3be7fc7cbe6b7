package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// exported writes n articles of some 400 words to a file, a JSON object a line,
// and returns its size. Few words are common and many rare, as in language.
func exported(b *testing.B, path string, n int) int64 {
	b.Helper()
	f, err := os.Create(path)
	if err != nil {
		b.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	common := rand.NewZipf(random, 1.1, 4, 60_000)
	out := bufio.NewWriter(f)
	lines := json.NewEncoder(out)
	for i := range n {
		var text strings.Builder
		for word := range 400 {
			fmt.Fprintf(&text, "w%d ", common.Uint64())
			if word%18 == 17 {
				text.WriteString("end.\n")
			}
		}
		day := time.Date(2025, 1, 1+i%365, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		if err := lines.Encode(map[string]string{"id": fmt.Sprint("a", i), "title": fmt.Sprint("Report ", i), "text": text.String(), "date": day, "source": fmt.Sprint("Outlet ", i%50)}); err != nil {
			b.Fatal(err)
		}
	}
	if err := out.Flush(); err != nil {
		b.Fatal(err)
	}
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	return info.Size()
}

// BenchmarkImport stores an export so that its words can be searched, and tells the
// most memory that was in use meanwhile, which is to be the same for any size.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "export.jsonl")
			size := exported(b, path, n)
			for b.Loop() {
				most := watchHeap(func() {
					w := world{args: []string{"ingest", "--words-only", path}, environ: []string{"DATA_DIR=" + b.TempDir()}, stdout: io.Discard, stderr: io.Discard}
					if code := run(b.Context(), w); code != exitDone {
						b.Fatalf("bot ingest ends with %d", code)
					}
				})
				b.ReportMetric(float64(most)/(1<<20), "MB-heap")
			}
			each := b.Elapsed().Seconds() / float64(b.N)
			b.ReportMetric(float64(n)/each, "articles/s")
			b.ReportMetric(float64(size)/(1<<20)/each, "MB/s")
		})
	}
}

// watchHeap returns the largest heap that it saw while f ran, in bytes.
func watchHeap(f func()) uint64 {
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var seen uint64
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			seen = max(seen, m.HeapInuse)
			select {
			case <-tick.C:
			case <-done:
				most <- seen
				return
			}
		}
	}()
	f()
	close(done)
	return <-most
}
