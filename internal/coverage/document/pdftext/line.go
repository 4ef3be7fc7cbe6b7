package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A line is a line of a page as it is seen.
type line struct {
	text   string
	x, end float64
	y      float64
	size   float64
	bold   bool // all of it
}

// How letters make words and lines, as shares of their size.
const (
	sameLine  = 0.45 // up or down: what is raised, like a note's number, still stands in the line
	wordGap   = 0.18 // a space is 0.25 to 0.3, the widest kerning 0.1
	overprint = 0.1  // a letter drawn again so near to itself is bold, and one letter; the thinnest are 0.2 wide
	columnGap = 2.0  // between the columns of a table
	stretched = 4.0  // times that is what a drawn space may be stretched to, in a narrow justified column
)

// lines gathers letters into lines, in the order in which they are drawn: that is
// the order of reading, in columns too, and no other way of telling it is surer.
// Where drawn is set, Arabic is written as it is drawn, for the few files that are
// wrong on the page and right in themselves.
func lines(glyphs []glyph, drawn bool) []line {
	var all []line
	for len(glyphs) > 0 {
		n := 1
		low, high := glyphs[0].x, glyphs[0].end
		for n < len(glyphs) && together(glyphs[n-1], glyphs[n], low, high) {
			low, high = min(low, glyphs[n].x), max(high, glyphs[n].end)
			n++
		}
		if l := newLine(glyphs[:n], drawn); strings.TrimSpace(l.text) != "" {
			all = append(all, l)
		}
		glyphs = glyphs[n:]
	}
	return rows(all)
}

// together reports whether a letter stands in the line that is being read, which
// reaches from low to high.
func together(last, g glyph, low, high float64) bool {
	size := max(last.size, g.size)
	if last.text == " " { // not between columns
		size *= stretched
	}
	return math.Abs(g.y-last.y) <= sameLine*max(last.size, g.size) && g.x-high <= columnGap*size && low-g.end <= columnGap*size
}

// rows joins what stands beside each other, as the cells of a table's row do.
func rows(all []line) []line {
	out := all[:0]
	for _, l := range all {
		if n := len(out); n > 0 {
			last := &out[n-1]
			if math.Abs(last.y-l.y) <= sameLine*min(last.size, l.size)/2 && l.x > last.end {
				last.text, last.end, last.bold = last.text+" | "+l.text, l.end, last.bold && l.bold
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// newLine makes a line of its letters.
func newLine(glyphs []glyph, drawn bool) line {
	l := line{x: glyphs[0].x, end: glyphs[0].end, y: glyphs[0].y, bold: true}
	sizes := map[float64]int{}
	for _, g := range glyphs {
		l.x, l.end = min(l.x, g.x), max(l.end, g.end)
		if strings.TrimSpace(g.text) != "" {
			sizes[math.Round(g.size*2)/2] += utf8.RuneCountInString(g.text)
			l.bold = l.bold && g.bold
		}
	}
	most := 0
	for size, n := range sizes {
		if n > most || n == most && size > l.size {
			l.size, most = size, n
		}
	}
	for _, g := range glyphs {
		if math.Round(g.size*2)/2 == l.size {
			l.y = g.y
			break
		}
	}
	l.text = tidy(joined(l.withoutNotes(glyphs), drawn))
	return l
}

// withoutNotes leaves out the small raised numbers that lead to notes. After an m they
// are squares and cubes.
func (l *line) withoutNotes(glyphs []glyph) []glyph {
	const small, raised = 0.8, 0.15 // of the line's size
	kept := make([]glyph, 0, len(glyphs))
	for _, g := range glyphs {
		n := len(kept)
		if n > 0 && g.size < small*l.size && g.y > l.y+raised*l.size && isNumber(g.text) && kept[n-1].text != "m" {
			kept[n-1].end = max(kept[n-1].end, g.end) // leaves no gap
			continue
		}
		kept = append(kept, g)
	}
	return kept
}

// joined writes the letters of a line one after another, with a space where there
// is room for one. Letters that run from right to left stand there as they are
// seen, and are turned.
func joined(glyphs []glyph, drawn bool) string {
	rightward := 0
	for _, g := range glyphs {
		rightward += direction(g.text)
	}
	seen := slices.Clone(glyphs)
	slices.SortStableFunc(seen, func(a, b glyph) int { return compare(a.x, b.x) })
	if drawn || rightward >= 0 && !slices.ContainsFunc(glyphs, func(g glyph) bool { return direction(g.text) < 0 }) {
		return strings.Join(words(seen), "")
	}
	return logical(words(attach(seen)), rightward < 0)
}

func compare(a, b float64) int {
	switch {
	case a < b-0.01:
		return -1
	case a > b+0.01:
		return 1
	}
	return 0
}

// words returns the texts of letters that stand from left to right, with spaces
// between them.
func words(glyphs []glyph) []string {
	var out []string
	for i, g := range glyphs {
		if i > 0 {
			before := glyphs[i-1]
			if g.text == before.text && g.x-before.x < overprint*g.size {
				continue
			}
			if g.x-before.end > wordGap*max(g.size, before.size) && strings.TrimSpace(g.text) != "" && strings.TrimSpace(before.text) != "" {
				out = append(out, " ")
			}
		}
		out = append(out, g.text)
	}
	return out
}

// attach puts vowels and other marks to the letters over or under which they stand.
func attach(glyphs []glyph) []glyph {
	var out []glyph
	pending := "" // marks that stand before their letter
	for _, g := range glyphs {
		n := len(out)
		switch {
		case !marksOnly(g.text):
			g.text += pending
			out, pending = append(out, g), ""
		case n > 0 && (g.x+g.end)/2 <= out[n-1].end:
			out[n-1].text += g.text
		default:
			pending += g.text
		}
	}
	if n := len(out); n > 0 {
		out[n-1].text += pending
	}
	return out
}

func marksOnly(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.Is(unicode.Mn, r) }) < 0
}

// direction is how many letters more run from left to right than the other way.
func direction(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac) && !unicode.IsNumber(r) && unicode.IsLetter(r):
			n--
		case unicode.IsLetter(r):
			n++
		}
	}
	return n
}

// logical turns what is seen into the order in which it is read.
func logical(seen []string, rightToLeft bool) string {
	if rightToLeft {
		return strings.Join(turnRound(seen), "")
	}
	var out []string
	for i := 0; i < len(seen); {
		if direction(seen[i]) >= 0 {
			out = append(out, seen[i])
			i++
			continue
		}
		end := i + 1
		for k := end; k < len(seen) && direction(seen[k]) <= 0; k++ {
			if direction(seen[k]) < 0 {
				end = k + 1
			}
		}
		out = append(out, turnRound(seen[i:end])...)
		i = end
	}
	return strings.Join(out, "")
}

// turnRound turns what runs from right to left around. Numbers and Latin words in it
// stay as they are seen.
func turnRound(seen []string) []string {
	out := make([]string, len(seen))
	for i, s := range seen {
		out[len(seen)-1-i] = mirrored(s)
	}
	for i := 0; i < len(out); i++ {
		if !runsRight(out[i]) {
			continue
		}
		end := island(out, i)
		slices.Reverse(out[i:end])
		for k := i; k < end; k++ {
			out[k] = mirrored(out[k])
		}
		i = end - 1
	}
	return out
}

// runsRight reports whether something is a Latin letter or a number.
func runsRight(s string) bool { return direction(s) > 0 || isNumber(s) }

// island returns where a run of Latin words or a number ends that begins at i. Two
// numbers are two runs, unless what stands between them makes them one.
func island(all []string, i int) int {
	end, latin := i+1, direction(all[i]) > 0
	for k := end; k < len(all) && direction(all[k]) >= 0; k++ {
		if !runsRight(all[k]) {
			continue
		}
		between := strings.Join(all[end:k], "")
		if !latin && direction(all[k]) == 0 && (len(between) > 1 || !strings.Contains(".,:/-+'", between)) {
			break
		}
		end, latin = k+1, latin || direction(all[k]) > 0
	}
	return end
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsNumber(r) }) < 0
}

var mirrors = map[string]string{"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«", "<": ">", ">": "<", "{": "}", "}": "{"}

// unmirror turns the brackets of Arabic lines where the letters of the fonts are
// said to be what was written, and not what is seen: then brackets open where they
// should close.
func unmirror(pages [][]line) {
	wrong := 0
	for _, page := range pages {
		for _, l := range page {
			if direction(l.text) < 0 {
				wrong += facing(l.text)
			}
		}
	}
	for _, page := range pages {
		for i, l := range page {
			if wrong > 0 && direction(l.text) < 0 {
				page[i].text = strings.Map(func(r rune) rune { return []rune(mirrored(string(r)))[0] }, l.text)
			}
		}
	}
}

// facing is 1 for a line whose first bracket closes and whose last one opens, -1 for
// the other way, and 0 for others.
func facing(s string) int {
	const opening, closing = "([«{", ")]»}"
	first, last := strings.IndexAny(s, opening+closing), strings.LastIndexAny(s, opening+closing)
	if first < 0 || first == last {
		return 0
	}
	opens := strings.IndexAny(s[first:], opening) == 0
	switch closes := strings.IndexAny(s[last:], closing) == 0; {
	case opens && closes:
		return -1
	case !opens && !closes:
		return 1
	}
	return 0
}

// mirrored returns the bracket that is meant by one that is seen in a line from
// right to left.
func mirrored(s string) string {
	if m, ok := mirrors[s]; ok {
		return m
	}
	return s
}

// tidy writes forms of letters as the letters that they are, and white space as
// single spaces. What a reader does not see is left out.
func tidy(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == 0xad, r == 0x200b, r == 0xfeff, unicode.IsControl(r) && !unicode.IsSpace(r):
			if r == 0xad {
				b.WriteRune(r) // where a word is parted: told when lines are joined
			}
		case r >= 0xfb00 && r <= 0xfb06, r >= 0xfb50 && r <= 0xfdff, r >= 0xfe70 && r <= 0xfefc:
			b.WriteString(norm.NFKC.String(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return norm.NFC.String(strings.Join(strings.Fields(b.String()), " "))
}
