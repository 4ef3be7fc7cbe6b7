package coverage

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of a page that is looked at. The longest live blogs have some 5 MB and
// 20,000 elements, some 30 deep. A page at these bounds is read in a second, or
// in three where it was made to take long (go test -bench Hostile ./internal/coverage).
const (
	maxPage     = 16 << 20 // bytes
	maxElements = 30_000
	// maxHeld is the text of a page, in bytes, each counted as often as
	// there are elements that hold it: the search for the article reads it
	// once for each of them.
	maxHeld = 128 << 20
)

var (
	errPageSize = errors.New("is too large a page for an article")
	errPageDeep = errors.New("has too much text, nested too deep, for an article")
	errNoPage   = errors.New("cannot be read as HTML")
)

// maxFormats bounds how many different formatting elements may be open at one
// place. A browser opens those that were left open anew in each paragraph that
// follows: with 400 of them four bytes of a page become 400 elements. Pages with
// broken HTML have some five.
const maxFormats = 32

// formats are the elements that are opened anew.
var formats = []atom.Atom{
	atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U,
}

// alike is how many equal formatting elements are opened anew at most.
const alike = 3

// parseBounded parses HTML that may have been made to do harm. The error says
// which bound it exceeds; elements are counted before and after.
func parseBounded(source string) (*html.Node, error) {
	if !modest(source) {
		return nil, errPageSize
	}
	doc, err := html.Parse(strings.NewReader(source))
	if err != nil {
		return nil, errNoPage
	}
	w := weight{marker: marker{}}
	switch w.add(doc, 0); {
	case w.elements > maxElements:
		return nil, errPageSize
	case w.held > maxHeld:
		return nil, errPageDeep
	}
	return doc, nil
}

// maxAttrs is how many attributes of an element are kept; real ones have 30.
const maxAttrs = 100

// weight is how much of a page there is. While it is taken, elements are marked.
type weight struct {
	elements int
	held     int // bytes of text, each for every element that holds it
	marker   marker
}

func (w *weight) add(n *html.Node, depth int) {
	switch n.Type {
	case html.TextNode:
		w.held += len(n.Data) * depth
	case html.ElementNode:
		n.Attr = n.Attr[:min(len(n.Attr), maxAttrs)]
		w.marker.mark(n)
		if w.elements++; n.DataAtom == atom.Script || n.DataAtom == atom.Style {
			return
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.add(c, depth+1)
	}
}

// modest reports whether a page's tags are within the bounds.
func modest(source string) bool {
	tags, open := 0, formatting{}
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		switch z.Next() {
		case html.ErrorToken:
			return true
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw()) // the name's bytes are taken from it
			name, _ := z.TagName()
			if tags++; tags > maxElements || !open.start(atom.Lookup(name), raw) {
				return false
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			open.end(atom.Lookup(name))
		}
	}
}

// formatting are the formatting elements that are open, by name, as they are
// written.
type formatting map[atom.Atom][]string

// start opens an element, and reports whether it may be.
func (f formatting) start(name atom.Atom, raw string) bool {
	if !slices.Contains(formats, name) {
		return true
	}
	if name == atom.A { // another link ends the one before
		delete(f, name)
	}
	same := 0
	for _, s := range f[name] {
		if s == raw {
			same++
		}
	}
	if same == alike {
		return true
	}
	f[name] = append(f[name], raw)
	n := 0
	for _, open := range f {
		n += len(open)
	}
	return n <= maxFormats
}

// end closes the last of a name.
func (f formatting) end(name atom.Atom) {
	if open := f[name]; len(open) > 0 {
		f[name] = open[:len(open)-1]
	}
}
