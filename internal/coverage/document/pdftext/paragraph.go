package pdftext

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// How lines make paragraphs and headings.
const (
	headingSize  = 1.12 // times the size of the text; the next size after 11 points is 12.5 in the tightest of designs
	headingBytes = 250  // a longer one is an introduction in large letters
	looseGap     = 1.35 // times the usual distance of lines
	indent       = 0.8  // times the size: the first line of a paragraph begins so far in
	shortLine    = 0.85 // of the width of the text: a line that ends before that ends a paragraph, if a sentence ends there
	briefLine    = 0.6  // of that width: such a line ends a paragraph, or is an item, even without a full stop
	widthStep    = 4    // points within which lines are as wide as each other
	wrapGap      = 1.9  // times its size: lines of one heading are not further apart
)

// A layout is what is usual in a document.
type layout struct {
	size   float64
	bold   bool
	gap    float64         // from line to line
	width  float64         // of a line
	parted map[string]bool // words that are written with a hyphen within lines
	whole  map[string]bool // words that stand there in one
}

// maxWords bounds the words that are remembered for the joining of parted ones: more than
// all different words of a book.
const maxWords = 100_000

// measure finds out what is usual.
func measure(pages [][]line) layout {
	m := layout{parted: map[string]bool{}, whole: map[string]bool{}}
	m.size, m.bold = bodySize(pages)
	gaps, widths := map[float64]int{}, map[float64]int{}
	for _, page := range pages {
		for i, l := range page {
			m.words(l.text)
			if l.size != m.size {
				continue
			}
			widths[float64(int((l.end-l.x)/widthStep)*widthStep)]++
			if gap := 0.0; i > 0 && page[i-1].size == m.size {
				if gap = page[i-1].y - l.y; gap > 0 && gap < 3*m.size {
					gaps[float64(int(gap*2))/2]++
				}
			}
		}
	}
	m.gap, m.width = commonest(gaps), commonest(widths)
	if m.gap == 0 {
		m.gap = 1.2 * m.size // what most programs set without being asked
	}
	return m
}

// commonest returns the value that is counted most often, the larger of two.
func commonest(counts map[float64]int) float64 {
	best, most := 0.0, 0
	for value, n := range counts {
		if n > most || n == most && value > best {
			best, most = value, n
		}
	}
	return best
}

// words remembers the words within a line.
func (m *layout) words(s string) {
	fields := strings.Fields(strings.ToLower(s))
	for i, w := range fields {
		if i+1 == len(fields) || len(m.whole)+len(m.parted) > maxWords {
			return
		}
		w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
		if strings.Contains(w, "-") {
			m.parted[w] = true
		} else {
			m.whole[w] = true
		}
	}
}

// heading reports whether a line is one by its size or weight.
func (m *layout) heading(l line) bool {
	if len(l.text) > headingBytes || !hasName(l.text) || strings.Contains(l.text, " | ") || bullet.MatchString(l.text) {
		return false
	}
	if l.size >= headingSize*m.size {
		return true
	}
	return l.bold && !m.bold && l.size >= m.size*0.95 && !ended(l.text) && l.end-l.x < m.width*0.95
}

var bullet = regexp.MustCompile(`^[•▪◦●■‣·*–—-]\s`)

// ended reports whether a sentence ends with a line.
func ended(s string) bool {
	s = strings.TrimRight(s, "\"'”’»)] ")
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:…؟۔。", r)
}

// A writer puts lines together as running text.
type writer struct {
	layout
	out   []byte
	last  line // of what was written, of any page
	head  bool // which was a heading
	feeds int  // pages that ended and are not yet marked
	any   bool
}

// add writes a line.
func (w *writer) add(l line) {
	head := w.heading(l)
	switch {
	case !w.any:
		w.brk("")
	case head && w.head && w.feeds == 0 && l.size == w.last.size && w.last.y-l.y < wrapGap*l.size && w.last.y > l.y:
		w.brk(" ")
	case head || w.head:
		w.brk("\n\n")
	case bullet.MatchString(l.text), strings.Contains(l.text, " | ") || strings.Contains(w.last.text, " | "):
		w.brk("\n")
	case w.parts(l):
		w.brk("\n\n")
	default:
		l.text = w.join(l.text)
	}
	w.out = append(w.out, l.text...)
	w.last, w.head, w.any = l, head, true
}

// brk writes what stands between two lines, and where pages end.
func (w *writer) brk(between string) {
	w.out = append(w.out, between...)
	w.feed()
}

// feed writes the form feeds of the pages that ended.
func (w *writer) feed() {
	for ; w.feeds > 0; w.feeds-- {
		w.out = append(w.out, '\f')
	}
}

// parts reports whether a paragraph ends before a line. At the end of a page or
// column only the sentence tells.
func (w *writer) parts(l line) bool {
	width := w.last.end - w.last.x
	full := width >= w.width*shortLine
	done, brief := ended(w.last.text), width < w.width*briefLine && !startsLow(l.text)
	if w.feeds > 0 || l.y > w.last.y+w.size {
		return done && !full || !done && brief
	}
	gap := w.last.y - l.y
	return gap > looseGap*w.gap && (done || !startsLow(l.text)) || done && (!full || w.indented(l)) || !done && brief && w.last.size == l.size
}

// indented reports whether a line begins further in than the one before, as the first
// of a paragraph does.
func (w *writer) indented(l line) bool {
	if direction(l.text) < 0 {
		return l.end < w.last.end-indent*l.size
	}
	return l.x > w.last.x+indent*l.size
}

func startsLow(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLower(r)
}

// prefixes are what is written with a hyphen before a word more often than not.
var prefixes = map[string]bool{
	"al": true, "el": true, "non": true, "self": true, "ex": true, "co": true, "vice": true, "anti": true, "pro": true, "mid": true, "so": true,
	"well": true, "long": true, "short": true, "high": true, "low": true, "half": true, "cross": true, "semi": true, "post": true, "pre": true,
}

var partedEnd = regexp.MustCompile(`([\p{L}\p{M}\p{N}'’-]*[\p{L}\p{N}])([-‐\x{ad}])$`)

// join goes on with a paragraph, and puts a word together that was parted at the
// end of a line. It returns the rest of the line.
func (w *writer) join(next string) string {
	m := partedEnd.FindStringSubmatch(w.last.text)
	if m == nil {
		if w.feeds == 0 {
			w.out = append(w.out, ' ')
		}
		w.feed()
		return next
	}
	first, _, _ := strings.Cut(next, " ")
	end := strings.ToLower(strings.TrimFunc(first, func(r rune) bool { return !unicode.IsLetter(r) }))
	begin := strings.ToLower(m[1])
	keep := m[2] != "\u00ad" && (!startsLow(next) || end == "" || prefixes[begin] || w.parted[begin+"-"+end] || strings.Contains(begin, "-"))
	if w.whole[begin+end] && startsLow(next) {
		keep = false
	}
	if !keep {
		w.out = w.out[:len(w.out)-len(m[2])]
	}
	if w.feeds > 0 { // the whole word stands on the page where it began
		w.out = append(w.out, first...)
		next = strings.TrimPrefix(next[len(first):], " ")
		w.feed()
	}
	return next
}
