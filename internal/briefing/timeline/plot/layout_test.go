package plot

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"gonum.org/v1/plot/vg"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/rag"
)

// randomTimeline is a timeline of n rows between two days.
func randomTimeline(r *rand.Rand, n, days int) timeline.Timeline {
	var t timeline.Timeline
	start := time.Date(1925, 1, 1, 0, 0, 0, 0, time.UTC)
	at := 0
	for range n {
		at += r.IntN(2*days/n + 1)
		from := start.AddDate(0, 0, at)
		words := strings.Repeat("Militiamen withdrew ", 1+r.IntN(8)) + "W."
		told := &material.Sentence{Statement: rag.Statement{Words: words}}
		t.Rows = append(t.Rows, timeline.Row{From: from, To: from.AddDate(0, 0, 1+r.IntN(40)), Certainty: timeline.Stated, Told: told})
		t.Days = append(t.Days, timeline.Day{Day: from, Articles: 1 + r.IntN(9)})
	}
	return t
}

// TestNothingOverlaps holds the layout to what it promises, for events within a day
// and over a century: no flag lies on another, is crossed by a stem or leaves the
// picture, and no two names of the axis touch.
func TestNothingOverlaps(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for _, days := range []int{0, 1, 10, 400, 36500} {
		for _, n := range []int{1, 2, 7, 30, 60} {
			tl := randomTimeline(r, n, days)
			p := arrange(&tl, Options{Title: strings.Repeat("A long title ", 20)})
			t.Run(fmt.Sprintf("%d events in %d days", n, days), func(t *testing.T) { inspect(t, p) })
		}
	}
}

func inspect(t *testing.T, p *picture) {
	t.Helper()
	for i, f := range p.flags {
		if f.x < margin || f.x+f.wide > width-margin+1 {
			t.Errorf("flag %d goes from %v to %v", i, f.x, f.x+f.wide)
		}
		for j, o := range p.flags {
			under := o.x > f.x && o.x < f.x+f.wide
			if i != j && under && o.lane >= f.lane {
				t.Errorf("flag %d in lane %d is met by that of %d in lane %d", i, f.lane, j, o.lane)
			}
			if i < j && o.x == f.x && o.lane == f.lane {
				t.Errorf("flags %d and %d lie on each other", i, j)
			}
		}
	}
	for i, a := range p.ticks {
		for _, b := range p.ticks[i+1:] {
			if max(a.x, b.x)-min(a.x, b.x) < (small.Width(a.word)+small.Width(b.word))/2 {
				t.Errorf("%q and %q touch", a.word, b.word)
			}
		}
	}
	if heading.Width(p.title) > width-2*margin {
		t.Errorf("the title is %v wide", heading.Width(p.title))
	}
}

func TestClip(t *testing.T) {
	const room = vg.Length(120)
	for words, want := range map[string]string{
		"Short.": "Short.",
		"The ministry on Wednesday slammed the violence": "The ministry on…",
		strings.Repeat("x", 400):                         strings.Repeat("x", 17) + "…",
		"Bell\a and\u202e 終わり":                           "Bell and",
	} {
		got := clip(plain, words, room)
		if plain.Width(got) > room || got == "" {
			t.Errorf("%q became %q, %v wide", words, got, plain.Width(got))
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%q became %q, want %q", words, got, want)
		}
	}
}

func TestExcerpt(t *testing.T) {
	const room = vg.Length(240)
	got := excerpt("Speaking to reporters at great length he recalled the old oil pipeline, first built by the British in 1934.", "in 1934", room)
	if want := "… first built by the British in 1934."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
