package plot_test

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/internal/briefing/timeline/plot"
	"newsdesk/internal/coverage"
	"newsdesk/rag"
	"newsdesk/seeds"
)

// keep has the pictures of the tests written to a folder, to be looked at.
var keep = flag.String("keep", "", "a folder to write the pictures to")

func article(id, body string, published rag.Date) *material.Article {
	return &material.Article{Article: rag.Article{ID: rag.ArticleID(id), Body: body, Published: published}}
}

// about makes a timeline of articles, each on its own day from a date on.
func about(from time.Time, bodies ...string) timeline.Timeline {
	set := &material.Set{}
	for i, b := range bodies {
		d := from.AddDate(0, 0, i)
		set.Articles = append(set.Articles, article(fmt.Sprint(i), b, rag.Day(d.Year(), d.Month(), d.Day())))
	}
	return timeline.Make(set, timeline.Options{})
}

var spring = time.Date(2025, 3, 14, 0, 0, 0, 0, time.UTC)

// timelines are the shapes that a picture must bear.
func timelines(t *testing.T) map[string]timeline.Timeline {
	t.Helper()
	var busy []string
	for i := range 60 {
		busy = append(busy, fmt.Sprintf("Rebels number %d captured the town of Place%d after a siege that had lasted for many weeks and cost the lives of dozens, officials said.", i, i))
	}
	year := time.Date(2024, 1, 3, 0, 0, 0, 0, time.UTC)
	return map[string]timeline.Timeline{
		"seeds":   seedTimeline(t),
		"nothing": {},
		"one day": about(spring, "The minister arrived in Baghdad on Friday. Police arrested two men at the airport on Friday."),
		"century": about(spring, "The canal was opened in 1925. The bridge collapsed on 3 May 1957, killing four people. The company was founded in 1971. Floods destroyed the lock in June 1999. It reopened on 12 March 2025 after repairs. Engineers will inspect it on 20 April 2025."),
		"arabic":  about(spring, "وصل وزير الخارجية السوري إلى بغداد يوم الجمعة في زيارة رسمية هي الأولى له.", "The minister left Baghdad on Saturday after the talks."),
		"busy":    about(year, busy...),
		"undated": timeline.Make(&material.Set{Articles: []*material.Article{article("a", "The minister arrived in Baghdad on Friday. He was to leave. The governor resigned in May.", rag.Date{})}}, timeline.Options{}),
	}
}

func seedTimeline(t *testing.T) timeline.Timeline {
	t.Helper()
	listing, err := coverage.FindFS(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	set := &material.Set{}
	for a, err := range (coverage.Reader{}).Articles(listing.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		set.Articles = append(set.Articles, &material.Article{Article: a})
	}
	return timeline.Make(set, timeline.Options{})
}

func TestPNG(t *testing.T) {
	for name, tl := range timelines(t) {
		t.Run(name, func(t *testing.T) {
			var once, again bytes.Buffer
			for _, w := range []*bytes.Buffer{&once, &again} {
				if err := plot.PNG(w, &tl, plot.Options{Title: "Timeline: " + name}); err != nil {
					t.Fatal(err)
				}
			}
			if !bytes.Equal(once.Bytes(), again.Bytes()) {
				t.Error("two pictures of one timeline differ")
			}
			if *keep != "" {
				if err := os.WriteFile(filepath.Join(*keep, name+".png"), once.Bytes(), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := png.Decode(&again); err != nil {
				t.Error(err)
			}
		})
	}
}
