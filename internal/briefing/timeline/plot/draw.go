package plot

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// The colours: ink on paper, and one for each kind of event. Those tell kinds apart
// without red and green, and each kind has a mark of its own.
var (
	paper = color.NRGBA{0xfd, 0xfc, 0xf9, 0xff}
	ink   = color.NRGBA{0x24, 0x29, 0x2f, 0xff}
	grey  = color.NRGBA{0x6b, 0x72, 0x7d, 0xff}
	pale  = color.NRGBA{0xd9, 0xdc, 0xe1, 0xff}
	bars  = color.NRGBA{0xa9, 0xbd, 0xd3, 0xff}
	hues  = [numKinds]color.NRGBA{{0x1f, 0x5f, 0xa8, 0xff}, {0x5a, 0x8f, 0xc2, 0xff}, {0xc4, 0x62, 0x10, 0xff}}
	names = [numKinds]string{"by the day that the text names", "by the day of publication", "told before its day"}
)

// Heights of the parts, from the top.
const (
	titleHeight  = 34
	legendHeight = 30
	tickHeight   = 30
	gap          = 14
)

func (p *picture) axis() vg.Length {
	return margin + titleHeight + vg.Length(p.lanes)*laneHeight + legendHeight + gap
}

func (p *picture) barsTop() vg.Length { return p.axis() + tickHeight }

// below is where what is under the bars begins.
func (p *picture) below() vg.Length {
	if len(p.flags) == 0 && len(p.bars) == 0 {
		return margin + titleHeight + gap
	}
	if len(p.bars) == 0 {
		return p.barsTop() + gap
	}
	return p.barsTop() + barsHeight + 2*gap
}

func (p *picture) bottom() vg.Length {
	lines := len(p.notes)
	h := p.below() + vg.Length(lines)*lineHeight
	if len(p.undated) > 0 {
		h += vg.Length(len(p.undated)+1)*lineHeight + gap
	}
	return h + margin
}

// pen draws with lengths from the top.
type pen struct {
	draw.Canvas
	height vg.Length
}

func (p *picture) draw(c draw.Canvas) {
	d := &pen{c, p.height}
	d.text(heading, margin, margin+titleHeight/2-4, p.title)
	d.legend(p.kinds, margin+titleHeight+legendHeight/2-4)
	if len(p.flags) > 0 || len(p.bars) > 0 {
		p.drawAxis(d)
	}
	for i := range p.flags {
		p.drawFlag(d, &p.flags[i])
	}
	p.drawBars(d)
	p.drawBelow(d)
}

func (d *pen) text(st draw.TextStyle, x, y vg.Length, s string) {
	d.FillText(st, vg.Point{X: x, Y: d.height - y}, s)
}

func (d *pen) line(c color.Color, wide, x0, y0, x1, y1 vg.Length) {
	d.StrokeLine2(draw.LineStyle{Color: c, Width: wide}, x0, d.height-y0, x1, d.height-y1)
}

func (d *pen) box(c color.Color, x0, y0, x1, y1 vg.Length) {
	d.FillPolygon(c, []vg.Point{{X: x0, Y: d.height - y0}, {X: x1, Y: d.height - y0}, {X: x1, Y: d.height - y1}, {X: x0, Y: d.height - y1}})
}

// mark draws the mark of a kind: a disc, a ring, a diamond.
func (d *pen) mark(k kind, x, y vg.Length) {
	glyph := draw.GlyphStyle{Color: hues[k], Radius: 4, Shape: draw.CircleGlyph{}}
	at := vg.Point{X: x, Y: d.height - y}
	d.DrawGlyph(glyph, at)
	if k == published {
		glyph.Color, glyph.Radius = paper, 2
		d.DrawGlyph(glyph, at)
	}
	if k == ahead {
		const r = 5.5
		d.FillPolygon(hues[k], []vg.Point{{X: at.X - r, Y: at.Y}, {X: at.X, Y: at.Y + r}, {X: at.X + r, Y: at.Y}, {X: at.X, Y: at.Y - r}})
	}
}

// legend names the marks that are used.
func (d *pen) legend(used kinds, y vg.Length) {
	st := small
	st.Color = grey
	x := vg.Length(margin + 5)
	for k, is := range used {
		if !is {
			continue
		}
		d.mark(kind(k), x, y)
		d.text(st, x+10, y, names[k])
		x += 10 + st.Width(names[k]) + 26
	}
}

func (p *picture) drawAxis(d *pen) {
	y := p.axis()
	d.line(grey, 1.2, margin, y, axisEnd, y)
	st := small
	st.Color, st.XAlign = grey, draw.XCenter
	for _, t := range p.ticks {
		d.line(grey, 1, t.x, y, t.x, y+5)
		d.text(st, max(t.x, margin+st.Width(t.word)/2), y+15, t.word)
	}
}

func (p *picture) drawFlag(d *pen, f *flag) {
	y := p.axis() - vg.Length(f.lane)*laneHeight - laneHeight*0.8
	if f.wideTime && f.to-f.x > 8 {
		d.line(translucent(hues[f.kind]), 6, f.x, p.axis(), f.to, p.axis())
	}
	d.line(translucent(hues[f.kind]), 1, f.x, p.axis(), f.x, y)
	d.mark(f.kind, f.x, p.axis())
	d.box(hues[f.kind], f.x-0.5, y-8, f.x+2, y+8)
	st := bold
	st.Color = hues[f.kind]
	d.text(st, f.x+poleRoom, y, f.date)
	d.text(plain, f.x+poleRoom+bold.Width(f.date)+space, y, f.words)
}

func translucent(c color.NRGBA) color.NRGBA {
	c.A = 0x60
	return c
}

// drawBars draws how many articles there are a day.
func (p *picture) drawBars(d *pen) {
	if len(p.bars) == 0 {
		return
	}
	foot := p.barsTop() + barsHeight + 4
	for _, b := range p.bars {
		tall := vg.Length(float64(barsHeight-14) * float64(b.n) / float64(p.most))
		d.box(bars, b.x-b.width/2, foot-tall, b.x+b.width/2, foot)
	}
	d.line(pale, 1, margin, foot, axisEnd, foot)
	st := small
	st.Color = grey
	caption := "articles a day, at most 1"
	if p.most > 1 {
		caption = fmt.Sprintf("articles a day, at most %d", p.most)
	}
	d.text(st, axisEnd+space, foot-6, caption)
}

// drawBelow lists what has no date, and the notes.
func (p *picture) drawBelow(d *pen) {
	y := p.below() + lineHeight/2
	if len(p.undated) > 0 {
		d.text(bold, margin, y, "Without a date")
		y += lineHeight
		for _, words := range p.undated {
			d.text(plain, margin+12, y, clip(plain, words, width-2*margin-12))
			y += lineHeight
		}
		y += gap
	}
	st := small
	st.Color = grey
	for _, n := range p.notes {
		d.text(st, margin, y, n)
		y += lineHeight
	}
}
