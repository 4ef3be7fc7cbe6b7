package plot

import (
	"strings"
	"unicode"

	"codeberg.org/go-fonts/liberation/liberationsansbold"
	"codeberg.org/go-fonts/liberation/liberationsansregular"
	stdfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// regular is the font as it is asked which letters it has.
var regular = parsed(liberationsansregular.TTF)

func parsed(ttf []byte) *opentype.Font {
	f, err := opentype.Parse(ttf)
	if err != nil {
		panic(err) // the font is built in
	}
	return f
}

var handler = text.Plain{Fonts: font.NewCache(font.Collection{
	{Font: font.Font{Typeface: "Liberation", Variant: "Sans"}, Face: regular},
	{Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: stdfont.WeightBold}, Face: parsed(liberationsansbold.TTF)},
})}

// The styles of text.
var (
	heading = style(19, stdfont.WeightBold)
	bold    = style(12.5, stdfont.WeightBold)
	plain   = style(12.5, stdfont.WeightNormal)
	small   = style(11, stdfont.WeightNormal)
)

func style(size vg.Length, weight stdfont.Weight) draw.TextStyle {
	return draw.TextStyle{
		Color: ink, Handler: handler, YAlign: draw.YCenter,
		Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight, Size: size},
	}
}

// drawable reports whether the font has all letters of a text. Letters that join, or
// run from right to left, it cannot set even where it has them.
func drawable(s string) bool {
	var buf sfnt.Buffer
	for _, r := range s {
		if unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac, unicode.Devanagari) {
			return false
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if g, err := regular.GlyphIndex(&buf, r); err != nil || g == 0 {
			return false
		}
	}
	return true
}

// readable is a text that the font can draw, or another in its place.
func readable(s, other string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s == "" || !drawable(s) {
		return other
	}
	return s
}

// clip shortens a text to a width, at the end of a word, with an ellipsis.
func clip(st draw.TextStyle, s string, room vg.Length) string {
	s = tidy(s)
	if st.Width(s) <= room {
		return s
	}
	words := strings.Fields(s)
	line := ""
	for _, w := range words {
		longer := strings.TrimSpace(line + " " + w)
		if st.Width(longer+"…") > room {
			break
		}
		line = longer
	}
	if line == "" { // one endless word
		line = letters(st, s, room)
	}
	return strings.TrimRight(line, ",;:–— ") + "…"
}

// letters is the beginning of a word that has room.
func letters(st draw.TextStyle, s string, room vg.Length) string {
	line := ""
	for _, r := range s {
		if st.Width(line+string(r)+"…") > room {
			break
		}
		line += string(r)
	}
	return line
}

// tidy takes out what is no letter and cannot be drawn.
func tidy(s string) string {
	var buf sfnt.Buffer
	return strings.Map(func(r rune) rune {
		if r == ' ' {
			return r
		}
		if g, err := regular.GlyphIndex(&buf, r); err != nil || g == 0 || !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, s)
}
