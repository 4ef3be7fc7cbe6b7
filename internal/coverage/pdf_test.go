package coverage

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"codeberg.org/go-pdf/fpdf"
	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// reportPages is how long the report is that has to be read.
const reportPages = 300

// A report is a long PDF and what stands in it.
type report struct {
	data      []byte
	headings  []string
	sentences []string
	page      map[string]int // of a sentence's beginning
}

// newReport makes a report of chapters that begin anywhere on a page, with running
// heads and the numbers of pages. Sentences run over lines and pages.
func newReport(t testing.TB) report {
	t.Helper()
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.SetTitle("The state of the dams", true)
	pdf.SetHeaderFunc(func() {
		pdf.SetFont("Helvetica", "I", 9)
		pdf.CellFormat(0, 10, "The state of the dams", "", 1, "R", false, 0, "")
	})
	pdf.SetFooterFunc(func() {
		pdf.SetY(-15)
		pdf.SetFont("Helvetica", "", 9)
		pdf.CellFormat(0, 10, fmt.Sprintf("Page %d", pdf.PageNo()), "", 0, "C", false, 0, "")
	})
	pdf.SetMargins(25, 20, 25)
	pdf.SetAutoPageBreak(true, 25)
	pdf.AddPage()
	r := report{page: map[string]int{}}
	for n := 0; pdf.PageNo() < reportPages; n++ {
		if n%40 == 0 {
			r.heading(pdf, fmt.Sprintf("Chapter %d: The Dams of District %d", n/40+1, n/40+1))
		}
		r.paragraph(pdf, n)
	}
	var b bytes.Buffer
	if err := pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	r.data = b.Bytes()
	return r
}

func (r *report) heading(pdf *fpdf.Fpdf, heading string) {
	pdf.Ln(6)
	pdf.SetFont("Helvetica", "B", 15)
	pdf.MultiCell(0, 8, heading, "", "L", false)
	pdf.Ln(3)
	r.headings = append(r.headings, heading)
}

func (r *report) paragraph(pdf *fpdf.Fpdf, n int) {
	var all []string
	for i := range 4 {
		s := fmt.Sprintf("In the year %d the council of the district wrote that wall number %d of the well-known reservoir, which the engineers had measured again, held %d cubic metres of water.",
			1900+n%100, 4*n+i, 1000+7*n+i)
		all = append(all, s)
		r.sentences = append(r.sentences, s)
	}
	r.page[all[0]] = pdf.PageNo()
	pdf.SetFont("Times", "", 11)
	pdf.MultiCell(0, 5.5, strings.Join(all, " "), "", "J", false)
	pdf.Ln(2)
}

// readPDF reads a report as an article.
func readPDF(t *testing.T, data []byte) rag.Article {
	t.Helper()
	l, err := FindFS(fstest.MapFS{"report.pdf": {Data: data}})
	if err != nil {
		t.Fatal(err)
	}
	var got []rag.Article
	for a, err := range (Reader{Warn: func(err error) { t.Error(err) }}).Articles(l.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, a)
	}
	if len(got) != 1 {
		t.Fatalf("%d articles", len(got))
	}
	return got[0]
}

func TestReport(t *testing.T) {
	r := newReport(t)
	a := readPDF(t, r.data)
	if a.Title != "The state of the dams" || a.Published.Known() || a.File != "report.pdf" {
		t.Errorf("title %q, %v, file %q", a.Title, a.Published, a.File)
	}
	if n := 1 + strings.Count(a.Body, "\f"); n != reportPages {
		t.Errorf("%d pages", n)
	}
	var headings []string
	for _, h := range text.Headings(a.Body) {
		headings = append(headings, oneLine(h.Of(a.Body)))
	}
	if diff := cmp.Diff(r.headings, headings); diff != "" {
		t.Errorf("headings (-want +got):\n%s", diff)
	}
	wrong, over := 0, 0
	var sentences []string
	for _, s := range text.Prose(a.Body, 0) {
		one := oneLine(s.Of(a.Body))
		sentences = append(sentences, one)
		if strings.ContainsRune(s.Of(a.Body), '\f') {
			over++
		}
		if page, known := r.page[one]; known && page != 1+strings.Count(a.Body[:s.Start], "\f") && page != strings.Count(a.Body[:s.Start], "\f") {
			wrong++ // a paragraph that did not fit begins on the page after
		}
	}
	if diff := cmp.Diff(r.sentences, sentences); diff != "" {
		t.Errorf("sentences (-want +got):\n%.3000s", diff)
	}
	if wrong > 0 || over < reportPages/4 {
		t.Errorf("%d sentences on another page, %d run over one", wrong, over)
	}
	for _, c := range rag.Split(a) {
		for _, h := range text.Headings(a.Body) {
			if c.Start < h.End && c.End > h.Start {
				t.Errorf("chunk %d to %d crosses the heading %q", c.Start, c.End, h.Of(a.Body))
			}
		}
	}
}

// BenchmarkReport measures pages a second; see ns/op.
func BenchmarkReport(b *testing.B) {
	data := newReport(b).data
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, _, err := ParseDocument("report.pdf", data); err != nil {
			b.Fatal(err)
		}
	}
}
