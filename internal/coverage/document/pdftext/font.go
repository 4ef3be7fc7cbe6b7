package pdftext

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// unreadable stands for a letter that the font does not tell.
const unreadable = string(utf8.RuneError)

// A font says what codes mean and how wide they are.
type font struct {
	wide   bool // codes have two bytes
	simple [256]string
	told   map[uint32]string // by the font itself; counts first
	utf16  bool              // codes are UTF-16
	widths map[uint32]float64
	other  float64 // width of the codes that have none
	base   string
	bold   bool
}

var boldName = regexp.MustCompile(`(?i)bold|black|heavy|demi`)

// newFont reads a font.
func (f *file) newFont(d dict, l *letters) (*font, error) {
	t := &font{widths: map[uint32]float64{}, base: strings.ToLower(string(f.name(d["BaseFont"])))}
	t.bold = boldName.MatchString(t.base)
	t.wide = f.name(d["Subtype"]) == "Type0"
	if s, ok := f.resolve(d["ToUnicode"]).(*stream); ok {
		m := readCMap(f.decode(s, maxObjects))
		t.told = m.texts
	}
	if t.wide {
		f.wideFont(t, d)
		return t, nil
	}
	const usual = 0.5 // of the font's size, about the mean of Latin letters
	t.other = usual
	first := uint32(max(0, min(f.number(d["FirstChar"]), 255)))
	for i, w := range f.array(d["Widths"]) {
		if i < 256 {
			t.widths[first+uint32(i)] = f.number(w) / 1000
		}
	}
	if f.name(d["Subtype"]) == "Type3" { // whose widths are in a unit of its own
		if m := f.array(d["FontMatrix"]); len(m) == 6 {
			for code := range t.widths {
				t.widths[code] *= 1000 * f.number(m[0])
			}
		}
	}
	return t, f.encode(t, d, l)
}

// encode finds the meaning of the codes of a font of at most 256 letters.
func (f *file) encode(t *font, d dict, l *letters) error {
	encoding := f.resolve(d["Encoding"])
	base, _ := encoding.(name)
	listed, _ := encoding.(dict)
	if listed != nil {
		base = f.name(listed["BaseEncoding"])
	}
	switch base {
	case "WinAnsiEncoding":
		t.simple = l.windows
	case "MacRomanEncoding":
		t.simple = l.mac
	default:
		t.simple = l.standard
	}
	code := -1
	var names []name
	codes := map[int]name{}
	for _, o := range f.array(listed["Differences"]) {
		switch o := f.resolve(o).(type) {
		case float64:
			code = int(o)
		case name:
			if code >= 0 && code < 256 {
				names, codes[code] = append(names, o), o
			}
			code++
		}
	}
	if err := l.learn(names); err != nil {
		return err
	}
	for code, n := range codes {
		if t.simple[code] = l.named[n]; t.simple[code] == "" && n != ".notdef" {
			t.simple[code] = unreadable
		}
	}
	return nil
}

// wideFont reads the widths of a font of many letters.
func (f *file) wideFont(t *font, d dict) {
	t.utf16 = strings.Contains(string(f.name(d["Encoding"])), "UCS2") || strings.Contains(string(f.name(d["Encoding"])), "UTF16")
	t.other = 1
	below := f.array(d["DescendantFonts"])
	if len(below) == 0 {
		return
	}
	inner := f.dictOf(below[0])
	if inner["DW"] != nil {
		t.other = f.number(inner["DW"]) / 1000
	}
	w := f.array(inner["W"])
	for len(w) >= 2 && len(t.widths) < maxCodes {
		first := uint32(max(0, min(f.number(w[0]), maxCodes)))
		if list := f.array(w[1]); list != nil {
			for i, one := range list[:min(len(list), maxCodes)] {
				t.widths[first+uint32(i)] = f.number(one) / 1000
			}
			w = w[2:]
			continue
		}
		if len(w) < 3 {
			return
		}
		last := uint32(max(0, min(f.number(w[1]), maxCodes)))
		for code := first; code <= last; code++ {
			t.widths[code] = f.number(w[2]) / 1000
		}
		w = w[3:]
	}
}

// next takes the next code from a string that is drawn.
func (t *font) next(s string) (code uint32, rest string) {
	if t.wide && len(s) > 1 {
		return uint32(s[0])<<8 | uint32(s[1]), s[2:]
	}
	return uint32(s[0]), s[1:]
}

// text returns what a code means.
func (t *font) text(code uint32) string {
	if s, ok := t.told[code]; ok && s != "" && s != "\x00" {
		return s
	}
	switch {
	case t.utf16:
		return string(rune(code))
	case t.wide:
		return unreadable
	}
	return t.simple[code&0xff]
}

// Widths, as shares of the size, of the fonts that every reader has and files
// therefore do not measure. They only tell apart words that are drawn one by one,
// so that the mean of each kind of letter serves.
const (
	typewriterWidth = 0.6
	narrowWidth     = 0.27
	wideWidth       = 0.85
	capitalWidth    = 0.68
	smallWidth      = 0.53
)

// width returns how wide a code is, as a share of the font's size.
func (t *font) width(code uint32) float64 {
	if w, ok := t.widths[code]; ok {
		return w
	}
	if t.wide || len(t.widths) > 0 {
		return t.other
	}
	c := t.simple[code&0xff]
	switch {
	case strings.Contains(t.base, "courier"):
		return typewriterWidth
	case c != "" && strings.Contains("ijlft.,:;'|!I()[] -/", c):
		return narrowWidth
	case c != "" && strings.Contains("mwMW@%", c):
		return wideWidth
	case "A" <= c && c <= "Z":
		return capitalWidth
	}
	return smallWidth
}
