// Package plot draws a timeline as a picture: the events as flags on an axis of time,
// below it how many articles were published on each day, and beside it what has no
// date.
//
// Start with PNG. The layout is arithmetic over the timeline (scale.go, ticks.go,
// flags.go) and known before anything is drawn (draw.go), so that nothing overlaps or
// is cut however many events there are and however far apart: flags stand in as many
// lanes as they need, and the picture grows. The same timeline makes the same bytes.
//
// The font has Latin, Greek and Cyrillic letters. A row in another script is
// drawn as its number in the timeline, and the picture says so.
package plot

import (
	"fmt"
	"io"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"

	"newsdesk/internal/briefing/timeline"
)

// Options say what a picture looks like.
type Options struct {
	Title string // above the picture; may be empty
}

// Sizes in points. 960 points at 120 dots an inch are 1600 pixels: what Discord and a
// laptop show without scaling up, with letters that are read on a phone.
const (
	width  = 960
	dpi    = 120
	margin = 28
	// flagWidth is the room for what a flag says: some 60 letters.
	flagWidth  = 400
	laneHeight = 25
	barsHeight = 64
	lineHeight = 19
	// mostFlags and mostUndated bound the height: what a timeline has by default
	// fits, and more rows than that are no picture.
	mostFlags   = 60
	mostUndated = 8
	// axisEnd is where the axis ends: behind it is the room of the last flags.
	axisEnd = width - margin - flagWidth + 14
)

// PNG draws a timeline. One without rows is drawn too, and says that there are none.
func PNG(w io.Writer, t *timeline.Timeline, o Options) error {
	p := arrange(t, o)
	c := vgimg.NewWith(vgimg.UseWH(width, p.height), vgimg.UseDPI(dpi), vgimg.UseBackgroundColor(paper))
	p.draw(draw.New(c))
	if _, err := (vgimg.PngCanvas{Canvas: c}).WriteTo(w); err != nil {
		return fmt.Errorf("draw timeline: %w", err)
	}
	return nil
}

// picture is what is drawn, and where. Lengths are from the left and from the top.
type picture struct {
	title   string
	flags   []flag
	lanes   int
	ticks   []tick
	bars    []bar
	most    int // articles on the day that has most
	undated []string
	notes   []string
	kinds   kinds
	height  vg.Length
}

// arrange lays a timeline out.
func arrange(t *timeline.Timeline, o Options) *picture {
	p := &picture{title: clip(heading, readable(o.Title, "Timeline"), width-2*margin)}
	rows := t.Rows
	s := newScale(t, rows)
	numbered := 0
	for i := range rows {
		words, plain := said(&rows[i], i)
		if !plain {
			numbered++
		}
		if !rows[i].Dated() {
			p.undated = append(p.undated, undatedWords(&rows[i], words))
			continue
		}
		if len(p.flags) < mostFlags {
			p.flags = append(p.flags, newFlag(&rows[i], s, words))
			p.kinds.add(&rows[i])
		}
	}
	p.lanes = assign(p.flags)
	p.ticks = s.ticks()
	p.bars, p.most = s.bars(t.Days)
	p.remark(t, s, numbered)
	p.undated = cut(p.undated)
	p.height = p.bottom()
	return p
}

// remark says what must be known to read the picture.
func (p *picture) remark(t *timeline.Timeline, s *scale, numbered int) {
	dated := 0
	for i := range t.Rows {
		if t.Rows[i].Dated() {
			dated++
		}
	}
	if len(t.Rows) == 0 {
		p.notes = append(p.notes, "The coverage tells no event of which it can be said when it was.")
	}
	if s.bent {
		p.notes = append(p.notes, "Long times in which little is told are drawn closer together.")
	}
	if numbered > 0 {
		p.notes = append(p.notes, "Rows in a script that this font lacks are given by their number in the timeline.")
	}
	if dated > len(p.flags) {
		p.notes = append(p.notes, fmt.Sprintf("%d later events are not drawn.", dated-len(p.flags)))
	}
}

// undatedWords is a row without a date, behind the words that date it in its text.
func undatedWords(r *timeline.Row, words string) string {
	if r.Words == "" || !drawable(r.Words) {
		return words
	}
	return r.Date() + " – " + words
}

// cut leaves as many undated rows as there is room for, and counts the rest.
func cut(all []string) []string {
	if len(all) <= mostUndated {
		return all
	}
	return append(all[:mostUndated:mostUndated], fmt.Sprintf("… and %d more", len(all)-mostUndated))
}
