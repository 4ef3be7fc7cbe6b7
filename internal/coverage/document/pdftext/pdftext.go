// Package pdftext reads the running text of a PDF.
//
// A PDF says where on a page each letter stands, and little else. Read puts letters
// together as words, words as lines and lines as paragraphs and headings, leaves out
// what repeats at the edges of pages, and mends words that are parted at the end of a
// line. Between pages stands a form feed. In the order of work: file.go finds the
// objects, content.go the letters, line.go the lines, running.go what is left out,
// paragraph.go the text.
package pdftext

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"newsdesk/internal/coverage/document"
)

var (
	errScanned   = errors.New("has no text, only pictures of it; have its text recognised (ocrmypdf does) and store what comes out")
	errCodes     = errors.New("has fonts that do not say what their letters are, so that its text cannot be read; save it from its source with fonts embedded, or have its text recognised (ocrmypdf --force-ocr)")
	errScrambled = errors.New("has Arabic letters in an order that cannot be told; save it from its source again, or have its text recognised (ocrmypdf --force-ocr)")
)

// pageLetters is how many letters a page has on average at least, for the file to be
// taken for one with text. Scans have a stamp or a number.
const pageLetters = 15

// unreadableShare is how many letters in a hundred may be unreadable: bullets and
// formulas often are.
const unreadableShare = 5

// A reader reads one file.
type reader struct {
	*file
	letters *letters
	shared  map[ref]*font
	drawn   int  // bytes of what draws pages
	cut     bool // a page was too long to be read to its end
}

// Read reads a PDF. The title is the file's own where it reads like one, else the
// first large line. No date in a PDF is one of publication. Text has a form feed
// between two pages, also for those that have no text. A damaged file is read as
// far as it can be.
func Read(data []byte) (d document.Document, err error) {
	defer func() {
		if r := recover(); r != nil { // a font that the library does not bear
			d, err = document.Document{}, fmt.Errorf("%w (%.100v)", errNoPDF, r)
		}
	}()
	f, err := parseFile(data)
	if err != nil {
		return d, err
	}
	sheets, err := f.sheets()
	if err != nil {
		return d, err
	}
	l, err := newLetters()
	if err != nil {
		return d, err
	}
	r := &reader{file: f, letters: l, shared: map[ref]*font{}}
	pages := r.pages(sheets, false)
	err = readable(pages)
	if errors.Is(err, errScrambled) {
		pages = r.pages(sheets, true)
		err = readable(pages)
	}
	if err != nil {
		return d, err
	}
	if title := oneLine(l.property(string(f.property("Title")))); document.IsTitle(title) {
		d.Title = title
	}
	d.Warnings = r.warnings(pages)
	title := compose(pages, &d)
	if d.Title == "" {
		d.Title = title
	}
	return d, nil
}

// pages returns the lines of all pages.
func (r *reader) pages(sheets []sheet, drawn bool) [][]line {
	pages := make([][]line, len(sheets))
	for i, s := range sheets {
		pages[i] = lines(r.page(s), drawn)
	}
	unmirror(pages)
	return pages
}

// property returns what the file says of itself.
func (f *file) property(key name) text {
	t, _ := f.resolve(f.dictOf(f.trailer["Info"])[key]).(text)
	return t
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// readable says why the lines of a file are no text.
func readable(pages [][]line) error {
	letters, unknown, first, last := 0, 0, 0, 0
	for _, page := range pages {
		for _, l := range page {
			for _, r := range l.text {
				switch {
				case r == unicode.ReplacementChar, unicode.Is(unicode.Co, r):
					unknown++
				case unicode.IsLetter(r):
					letters++
				}
			}
			for _, w := range strings.Fields(l.text) {
				w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) })
				// These two letters end words and begin none.
				if strings.HasPrefix(w, "ة") || strings.HasPrefix(w, "ى") {
					first++
				}
				if strings.HasSuffix(w, "ة") || strings.HasSuffix(w, "ى") {
					last++
				}
			}
		}
	}
	switch {
	case 100*unknown > unreadableShare*(letters+unknown):
		return errCodes
	case letters < pageLetters*len(pages) && letters < 1000:
		return errScanned
	case first > last:
		return errScrambled
	}
	return nil
}

// warnings says what is missing from the text.
func (r *reader) warnings(pages [][]line) []error {
	var all []error
	empty := 0
	for _, page := range pages {
		if len(page) == 0 {
			empty++
		}
	}
	if empty > 0 {
		all = append(all, fmt.Errorf("pages: %d of %d have no text", empty, len(pages)))
	}
	if r.cut || r.decoded <= 0 {
		all = append(all, errors.New("pages: some have too much drawn on them and were not read to their end"))
	}
	return all
}

// compose writes the text, and returns its first large line.
func compose(pages [][]line, d *document.Document) (title string) {
	size, _ := bodySize(pages)
	for i, page := range pages {
		pages[i] = dropNotes(page, size)
	}
	dropRunning(pages, measure(pages))
	w := writer{layout: measure(pages)}
	for i, page := range pages {
		if i > 0 {
			w.feeds++
		}
		for k, l := range page {
			if title == "" && i == 0 && w.heading(l) {
				title = headline(page[k:])
			}
			w.add(l)
		}
	}
	w.feed()
	d.Text = string(w.out)
	if !document.IsTitle(title) {
		return ""
	}
	return title
}

// headline joins the lines of a heading.
func headline(page []line) string {
	title := page[0].text
	for i := 1; i < len(page) && page[i].size == page[0].size && page[i-1].y-page[i].y < wrapGap*page[0].size; i++ {
		if title += " " + page[i].text; len(title) > headingBytes {
			return ""
		}
	}
	return title
}
