package pdftext

import (
	"bytes"
	"math"
	"slices"
)

// Bounds of what draws a page.
const (
	maxContent = 8 << 20   // bytes of one page; a map drawn in lines has some
	maxDrawn   = 256 << 20 // bytes of all pages, forms counted as often as they are drawn
	maxGlyphs  = 200_000   // of a page; a full page of a newspaper has 20,000
	maxStates  = 256       // states that are saved over each other
	maxForms   = 8         // forms in forms
	operandMax = 4096      // operands of one operator; only arrays hold many
)

// A matrix maps places: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// turned are pages that lie on a side, by the degrees that they are turned to be
// read.
var turned = map[int]matrix{0: {1, 0, 0, 1, 0, 0}, 90: {0, -1, 1, 0, 0, 0}, 180: {-1, 0, 0, -1, 0, 0}, 270: {0, 1, -1, 0, 0, 0}}

// A glyph is a letter, or what stands for several, where it was drawn.
type glyph struct {
	text   string
	x, end float64 // from the left, in points
	y      float64 // from below
	size   float64
	bold   bool
}

// A state is how the next letters are drawn.
type state struct {
	at    matrix
	font  *font
	size  float64
	char  float64 // space after each letter
	word  float64 // and after a space
	scale float64
	lead  float64
	rise  float64
}

// A mark is what says of a stretch of a page that it is none of its text, or
// what its text is.
type mark struct {
	outside bool   // a running head, a page's number, an ornament
	actual  string // the text, whatever is drawn
	has     bool   // which may be none
	glyph   int    // the one that has it, counted from 1
}

// A painter follows what draws a page and notes the letters.
type painter struct {
	*reader
	glyphs []glyph
	state
	saved      []state
	text, line matrix // where the next letter, and the line, stands
	marks      []mark
	fonts      map[name]*font
	resources  dict
	within     []*stream // forms that are being drawn
}

// page returns the letters of a page in the order in which they are drawn.
func (r *reader) page(s sheet) []glyph {
	p := painter{reader: r, resources: s.resources, fonts: map[name]*font{}}
	p.state = state{at: turned[((s.rotate%360)+360)%360], scale: 1}
	if p.at == (matrix{}) {
		p.at = turned[0]
	}
	p.run(r.contents(s.contents))
	return p.glyphs
}

// contents returns what draws a page, which may be in parts that are cut anywhere
// between two words.
func (r *reader) contents(o object) []byte {
	switch t := r.resolve(o).(type) {
	case *stream:
		return r.decode(t, maxContent)
	case array:
		var all []byte
		for _, one := range t {
			if s, ok := r.resolve(one).(*stream); ok && len(all) < maxContent {
				all = append(append(all, r.decode(s, maxContent-len(all))...), '\n')
			}
		}
		return all
	}
	return nil
}

// run follows operators.
func (p *painter) run(content []byte) {
	if p.drawn += len(content); p.drawn > maxDrawn {
		p.cut = true
		return
	}
	l := &lexer{data: content}
	var operands []object
	for len(p.glyphs) < maxGlyphs {
		o, ok := l.next()
		if !ok {
			return
		}
		op, is := o.(operator)
		if !is {
			if len(operands) < operandMax {
				operands = append(operands, o)
			}
			continue
		}
		if op == "ID" {
			skipPicture(l)
		}
		p.do(op, operands)
		operands = operands[:0]
	}
	p.cut = true
}

// skipPicture goes past the bytes of a picture.
func skipPicture(l *lexer) {
	rest := l.data[min(l.at, len(l.data)):]
	for at := 0; ; {
		n := bytes.Index(rest[at:], []byte("EI"))
		if n < 0 {
			l.at = len(l.data)
			return
		}
		at += n + 2
		if at > 2 && isSpace(rest[at-3]) && (at == len(rest) || isSpace(rest[at])) {
			l.at += at
			return
		}
	}
}

// number returns an operand as a number, 0 where it is none.
func number(operands []object, i int) float64 {
	if i < 0 || i >= len(operands) {
		return 0
	}
	n, _ := operands[i].(float64)
	return n
}

func toMatrix(operands []object) matrix {
	var m matrix
	for i := range m {
		m[i] = number(operands, i)
	}
	return m
}

// do follows one operator.
func (p *painter) do(op operator, o []object) {
	switch op {
	case "q":
		if len(p.saved) < maxStates {
			p.saved = append(p.saved, p.state)
		}
	case "Q":
		if n := len(p.saved); n > 0 {
			p.state, p.saved = p.saved[n-1], p.saved[:n-1]
		}
	case "cm":
		p.at = toMatrix(o).times(p.at)
	case "Do":
		p.form(o)
	case "BMC", "BDC":
		p.begin(o)
	case "EMC":
		if n := len(p.marks); n > 0 {
			p.marks = p.marks[:n-1]
		}
	default:
		p.write(op, o)
	}
}

// write follows an operator of text.
func (p *painter) write(op operator, o []object) {
	switch op {
	case "BT":
		p.text, p.line = turned[0], turned[0]
	case "Tm":
		p.line = toMatrix(o)
		p.text = p.line
	case "TD":
		p.lead = -number(o, 1)
		p.move(number(o, 0), number(o, 1))
	case "Td":
		p.move(number(o, 0), number(o, 1))
	case "T*":
		p.move(0, -p.lead)
	case "Tj":
		p.show(o)
	case "TJ":
		if len(o) > 0 {
			a, _ := o[0].(array)
			p.show(a)
		}
	case "'":
		p.move(0, -p.lead)
		p.show(o)
	case "\"":
		p.word, p.char = number(o, 0), number(o, 1)
		p.move(0, -p.lead)
		p.show(o[min(2, len(o)):])
	default:
		p.set(op, o)
	}
}

// set follows an operator that says how text is written.
func (p *painter) set(op operator, o []object) {
	switch op {
	case "Tf":
		if len(o) > 1 {
			n, _ := o[0].(name)
			p.font, p.size = p.fontOf(n), number(o, 1)
		}
	case "Tc":
		p.char = number(o, 0)
	case "Tw":
		p.word = number(o, 0)
	case "Tz":
		p.scale = number(o, 0) / 100
	case "TL":
		p.lead = number(o, 0)
	case "Ts":
		p.rise = number(o, 0)
	}
}

func (p *painter) move(x, y float64) {
	p.line = matrix{1, 0, 0, 1, x, y}.times(p.line)
	p.text = p.line
}

// form draws what a page shares with others.
func (p *painter) form(o []object) {
	if len(o) == 0 || len(p.within) >= maxForms {
		return
	}
	n, _ := o[0].(name)
	s, ok := p.resolve(p.dictOf(p.resources["XObject"])[n]).(*stream)
	if !ok || p.name(s.dict["Subtype"]) != "Form" || slices.Contains(p.within, s) {
		return
	}
	outer := *p
	p.within = append(p.within, s)
	if r := p.dictOf(s.dict["Resources"]); r != nil {
		p.resources, p.fonts = r, map[name]*font{}
	}
	if m := p.array(s.dict["Matrix"]); len(m) == 6 {
		p.at = toMatrix(m).times(p.at)
	}
	p.run(p.decode(s, maxContent))
	glyphs := p.glyphs
	*p = outer
	p.glyphs = glyphs
}

// begin begins a stretch that is marked.
func (p *painter) begin(o []object) {
	if len(p.marks) >= maxStates || len(o) == 0 {
		return
	}
	m := mark{outside: o[0] == name("Artifact")}
	if n := len(p.marks); n > 0 && p.marks[n-1].outside {
		m.outside = true
	}
	if len(o) > 1 {
		d, _ := o[1].(dict)
		if n, ok := o[1].(name); ok {
			d = p.dictOf(p.dictOf(p.resources["Properties"])[n])
		}
		actual, ok := p.resolve(d["ActualText"]).(text)
		m.actual, m.has = p.letters.property(string(actual)), ok
	}
	p.marks = append(p.marks, m)
}

// fontOf returns a font of the page, nil if it has none of that name.
func (p *painter) fontOf(n name) *font {
	if f, ok := p.fonts[n]; ok {
		return f
	}
	o := p.dictOf(p.resources["Font"])[n]
	id, shared := o.(ref)
	f, known := p.shared[id]
	if !shared || !known {
		if d := p.dictOf(o); d != nil && len(p.fonts) < operandMax {
			f, _ = p.newFont(d, p.letters) // without its encoding it is unreadable, which is told of
		}
		if shared {
			p.shared[id] = f
		}
	}
	p.fonts[n] = f
	return f
}

// show writes strings, with numbers between them that move what follows.
func (p *painter) show(parts []object) {
	if p.font == nil {
		return
	}
	for _, part := range parts {
		switch t := part.(type) {
		case float64:
			p.text = matrix{1, 0, 0, 1, -t / 1000 * p.size * p.scale, 0}.times(p.text)
		case text:
			for s := string(t); s != "" && len(p.glyphs) < maxGlyphs; {
				code, rest := p.font.next(s)
				p.draw(code, len(s)-len(rest))
				s = rest
			}
		}
	}
}

// draw writes one letter and moves on.
func (p *painter) draw(code uint32, length int) {
	m := matrix{p.size * p.scale, 0, 0, p.size, 0, p.rise}.times(p.text).times(p.at)
	width := p.font.width(code)
	advance := width*p.size + p.char
	if length == 1 && code == ' ' {
		advance += p.word
	}
	p.text = matrix{1, 0, 0, 1, advance * p.scale, 0}.times(p.text)
	size := math.Hypot(m[2], m[3])
	upright := m[0] > 0 && math.Abs(m[1]) < m[0]/4 // text along a margin or across the page is none of the running text
	if !upright || !(size > 0 && size < 1e4) || math.Abs(m[4]) > 1e6 || math.Abs(m[5]) > 1e6 {
		return
	}
	g := glyph{text: p.font.text(code), x: m[4], end: m[4] + width*m[0], y: m[5], size: size, bold: p.font.bold}
	if g.text == " " {
		g.end = m[4] + (advance/p.size)*m[0] // what justifies a line stretches its spaces
	}
	p.note(g)
}

// note keeps a letter, unless a mark says that it is no text or stands for other
// text.
func (p *painter) note(g glyph) {
	if n := len(p.marks); n > 0 {
		last := &p.marks[n-1]
		switch {
		case last.outside:
			return
		case last.glyph > 0: // one more letter that is drawn for the same text
			whole := &p.glyphs[last.glyph-1]
			whole.x, whole.end = min(whole.x, g.x), max(whole.end, g.end)
			return
		case last.has:
			if g.text = last.actual; g.text != "" {
				last.glyph = len(p.glyphs) + 1
			}
		}
	}
	if g.text != "" {
		p.glyphs = append(p.glyphs, g)
	}
}
