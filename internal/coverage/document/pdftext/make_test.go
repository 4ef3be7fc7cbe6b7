package pdftext_test

import (
	"fmt"
	"strings"
)

// made is a PDF that a test writes object by object, so that it can be wrong in
// the way that the test is about.
type made struct{ objects []string }

// add adds an object and returns its number.
func (m *made) add(object string) int {
	m.objects = append(m.objects, object)
	return len(m.objects)
}

// stream adds a stream with more in its dictionary.
func (m *made) stream(more, data string) int {
	return m.add(fmt.Sprintf("<<%s /Length %d>>\nstream\n%s\nendstream", more, len(data), data))
}

// bytes writes the file. Tables of places are left out: they are not read.
func (m *made) bytes(trailer string) []byte {
	var b strings.Builder
	b.WriteString("%PDF-1.7\n")
	for i, o := range m.objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer\n<<%s>>\nstartxref\n0\n%%%%EOF\n", trailer)
	return []byte(b.String())
}

// pagesOf makes a file of pages that are drawn so, with one font as F1.
func pagesOf(font, more string, drawn ...string) []byte {
	m := &made{}
	root := m.add("<</Type /Catalog /Pages 2 0 R>>")
	m.add("") // the pages, when they are known
	f := m.add(font)
	var kids string
	for _, d := range drawn {
		content := m.stream("", d)
		kids += fmt.Sprintf("%d 0 R ", m.add(fmt.Sprintf("<</Type /Page /Parent 2 0 R /Contents %d 0 R /Resources <</Font <</F1 %d 0 R>> %s>> >>", content, f, more)))
	}
	m.objects[1] = fmt.Sprintf("<</Type /Pages /Count %d /Kids [%s]>>", len(drawn), kids)
	return m.bytes(fmt.Sprintf("/Root %d 0 R", root))
}

// helvetica is a font that every reader of PDF has.
const helvetica = "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>"

// written draws lines of text from the top of a page.
func written(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F1 10 Tf 12 TL 72 700 Td\n")
	for _, l := range lines {
		fmt.Fprintf(&b, "(%s) Tj T*\n", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(l))
	}
	return b.String() + "ET"
}
