package pdftext_test

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsdesk/internal/coverage/document/pdftext"
)

const sentence = "The ministry of water said on Friday that it would repair twelve dams"

// arabicFont has the letters of one line as the codes 1, 2 and so on, each half its
// size wide.
func arabicFont(m *made, letters []string) int {
	var table strings.Builder
	fmt.Fprintf(&table, "1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfchar\n", len(letters))
	for i, s := range letters {
		fmt.Fprintf(&table, "<%04x> <", i+1)
		for _, r := range s {
			fmt.Fprintf(&table, "%04x", r)
		}
		table.WriteString(">\n")
	}
	table.WriteString("endbfchar")
	cmap := m.stream("", table.String())
	inner := m.add("<</Type /Font /Subtype /CIDFontType2 /DW 500>>")
	return m.add(fmt.Sprintf("<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [%d 0 R] /ToUnicode %d 0 R>>", inner, cmap))
}

// arabicPage draws letters from left to right.
func arabicPage(letters []string) []byte {
	m := &made{}
	m.add("<</Type /Catalog /Pages 2 0 R>>")
	m.add("<</Type /Pages /Count 1 /Kids [3 0 R]>>")
	m.add("")
	font := arabicFont(m, letters)
	var codes strings.Builder
	for i := range letters {
		fmt.Fprintf(&codes, "%04x", i+1)
	}
	content := m.stream("", fmt.Sprintf("BT /F1 12 Tf 72 700 Td <%s> Tj ET", codes.String()))
	m.objects[2] = fmt.Sprintf("<</Type /Page /Contents %d 0 R /Resources <</Font <</F1 %d 0 R>> >> >>", content, font)
	return m.bytes("/Root 1 0 R")
}

// seen is a line as it is drawn on the page from left to right.
func seen(logical ...string) []string {
	var out []string
	for i := len(logical) - 1; i >= 0; i-- {
		out = append(out, logical[i])
	}
	return out
}

func packed(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

func TestRead(t *testing.T) {
	letters := strings.Split("قررت الوزارة إصلاح", "")
	withNumber := append(strings.Split("2025", ""), seen(strings.Split("سنة ", "")...)...)
	withNumber = append(seen(strings.Split(" (الأولى) الجديدة لا", "")...), withNumber...)
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"lines are joined", pagesOf(helvetica, "", written(sentence, "before the end of the year. Nobody said who would pay for the work.")),
			sentence + " before the end of the year. Nobody said who would pay for the work."},
		{"a parted word", pagesOf(helvetica, "", written(sentence+" and infor-", "mation about it was given by a spokesperson of the ministry.")),
			sentence + " and information about it was given by a spokesperson of the ministry."},
		{"a name with a hyphen", pagesOf(helvetica, "", written(sentence+", as Khaled al-", "Shatri said, who leads the long-term project of the ministry.")),
			sentence + ", as Khaled al-Shatri said, who leads the long-term project of the ministry."},
		{"a hyphen that is used", pagesOf(helvetica, "", written("The north-south line was closed. "+sentence+" on the north-", "south line before the end of the year, it said in a statement.")),
			"The north-south line was closed. " + sentence + " on the north-south line before the end of the year, it said in a statement."},
		{"over a page", pagesOf(helvetica, "", written(sentence), written("before the end of the year, and that it had asked for money.")),
			sentence + "\fbefore the end of the year, and that it had asked for money."},
		{"a word over a page", pagesOf(helvetica, "", written(sentence+" with infor-"), written("mation from the state, and that it had asked for money.")),
			sentence + " with information\ffrom the state, and that it had asked for money."},
		{"pages without text", pagesOf(helvetica, "", "", written(sentence+"."), "", written("It was signed on Friday."), ""),
			"\f" + sentence + ".\f\f" + "It was signed on Friday.\f"},
		{"an artifact", pagesOf(helvetica, "", "/Artifact <</Type /Pagination>> BDC "+written("Head of the page")+" EMC "+written(sentence)), sentence},
		{"other text", pagesOf(helvetica, "", "BT /F1 10 Tf 72 700 Td ("+sentence+" of) Tj /Span <</ActualText (fice)>> BDC ( fi) Tj (\x01ce) Tj EMC ( work) Tj ET"),
			sentence + " office work"},
		{"a picture within", pagesOf(helvetica, "", "BI /W 1 /H 1 ID \x01(\xff<< EI "+written(sentence)), sentence},
		{"drawn over a margin", pagesOf(helvetica, "", "BT /F1 10 Tf 0 1 -1 0 20 20 Tm (Draft) Tj ET "+written(sentence)), sentence},
		{"windows quotes", pagesOf(helvetica, "", written(sentence, "\x93soon\x94 \x96 it\x92s said.")), sentence + " “soon” – it’s said."},
		{"names of letters", pagesOf("<</Type /Font /Subtype /Type1 /BaseFont /CMR10 /Encoding <</Differences [1 /fi /quotedblleft /uni0623 /eacute]>> >>", "",
			written(sentence, "of\x01ce \x02caf\x04.")), sentence + " office “café."},
		{"moved words", pagesOf(helvetica, "", "BT /F1 10 Tf 72 700 Td (The) Tj 20 0 Td (ministry) Tj 40 0 Td (said) Tj 0 -12 Td (so.) Tj ET"), "The ministry said so."},
		{"a note", pagesOf(helvetica, "", "BT /F1 10 Tf 72 700 Td ("+sentence+") Tj /F1 6 Tf 4 Ts (12) Tj 0 Ts /F1 10 Tf (, it said.) Tj /F1 7 Tf 0 -600 Td (12 See the annual report.) Tj ET"),
			sentence + ", it said."},
		{"arabic as it is seen", arabicPage(seen(letters...)), "قررت الوزارة إصلاح"},
		{"arabic as it is written", arabicPage(letters), "قررت الوزارة إصلاح"},
		{"a number in arabic", arabicPage(withNumber), "سنة 2025 (الأولى) الجديدة لا"},
		{"forms of letters", arabicPage(seen("ﻗ", "ﺮ", "ﺭ", "ﺕ", " ", "ﻻ", " ", "ﺍ", "ﻟ", "ﻮ", "ﺯ", "ﺍ", "ﺭ", "ﺓ", " ", "ﺍ", "ﻟ", "ﻴ", "ﻮ", "ﻡ")), "قررت لا الوزارة اليوم"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := pdftext.Read(c.data)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, d.Text); diff != "" {
				t.Error("(-want +got):\n" + diff)
			}
		})
	}
}

// TestReadStructure reads files whose objects are packed in each other, out of
// place or shared.
func TestReadStructure(t *testing.T) {
	objects := []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R]>>",
		"<</Type /Page /Contents 10 0 R /Resources <</Font <</F1 4 0 R>> /XObject <</X 11 0 R>> >> >>", helvetica}
	var heads, body string
	for i, o := range objects {
		heads += fmt.Sprintf("%d %d ", i+1, len(body))
		body += o + " "
	}
	data := packed(heads + body)
	drawn := packed(written(sentence) + " /X Do")
	file := "%PDF-2.0 with more on its line\n" +
		fmt.Sprintf("9 0 obj <</Type /ObjStm /N %d /First %d /Filter [/FlateDecode] /Length %d>>\nstream\r\n%s\nendstream endobj\n", len(objects), len(heads), len(data), data) +
		fmt.Sprintf("10 0 obj <</Filter /FlateDecode /Length 12 0 R>> stream\n%s\nendstream endobj\n", drawn) +
		"11 0 obj <</Subtype /Form /Length 999999>> stream\nBT /F1 10 Tf 72 688 Td (before the end of the year.) Tj ET /X Do\nendstream endobj\n" +
		"13 0 obj <</Type /XRef /Root 1 0 R /Length 3>> stream\nabc\nendstream endobj\nstartxref 99999999\n%%EOF\n junk"
	d, err := pdftext.Read([]byte(file))
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(d.Text, sentence+" before the end of the year.") {
		t.Errorf("%q", d.Text)
	}
}

func TestReadErrors(t *testing.T) {
	cyclic := &made{objects: []string{"<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [2 0 R 2 0 R] /Parent 2 0 R>>"}}
	loop := &made{objects: []string{"<</Type /Catalog /Pages 2 0 R>>", "2 0 R"}}
	locked := &made{objects: []string{"<</Type /Catalog>>", "<</Filter /Standard>>"}}
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "is not a PDF"},
		{"other", []byte("Iraq agreed."), "is not a PDF"},
		{"no page", []byte("%PDF-1.4\n%%EOF"), "is not a PDF"},
		{"pages in pages", cyclic.bytes("/Root 1 0 R"), "is not a PDF"},
		{"itself", loop.bytes("/Root 1 0 R"), "is not a PDF"},
		{"encrypted", locked.bytes("/Root 1 0 R /Encrypt 2 0 R"), "is encrypted"},
		{"a scan", pagesOf(helvetica, "", "q /Im0 Do Q", "q /Im1 Do Q"), "has no text, only pictures"},
		{"a scan with numbers", pagesOf(helvetica, "", written("Page 1"), written("Page 2")), "has no text, only pictures"},
		{"unknown letters", pagesOf("<</Type /Font /Subtype /Type0 /Encoding /Identity-H>>", "", written(sentence)), "has fonts that do not say"},
		{"unknown names", pagesOf("<</Type /Font /Subtype /Type1 /Encoding <</Differences [97 /g1 /g2 /g3 /g4 /g5]>> >>", "", written("abcdeabcdeabcdeabcde")), "has fonts that do not say"},
		{"deep", append([]byte("%PDF-1.4\n1 0 obj "), bytes.Repeat([]byte("["), 1<<20)...), "is not a PDF"},
		{"many values", append([]byte("%PDF-1.4\n1 0 obj ["), bytes.Repeat([]byte("1 "), 5<<20)...), "too large or too complex"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := pdftext.Read(c.data)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v, %q", err, d.Text)
			}
		})
	}
}

// TestReadBombs reads files that claim, or unpack to, more than there is.
func TestReadBombs(t *testing.T) {
	zeros := packed(strings.Repeat(" ", 20<<20))
	m := &made{}
	m.add("<</Type /Catalog /Pages 2 0 R>>")
	m.add("<</Type /Pages /Count 999999999999 /Kids [3 0 R]>>")
	m.add("<</Type /Page /Contents [5 0 R 5 0 R 6 0 R] /Resources <</Font <</F1 4 0 R>> /XObject <</X 6 0 R>> >> >>")
	m.add("<</Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 7 0 R /DescendantFonts [<</W [0 99999999999 500]>>]>>")
	m.stream("/Filter /FlateDecode", zeros)
	m.stream("/Subtype /Form", strings.Repeat("q ", 5000)+"BT /F1 10 Tf <00410042> Tj ET /X Do /X Do")
	m.stream("", "1 begincodespacerange <0000> <ffff> endcodespacerange 99999999999 beginbfrange <0000> <ffff> <0000> endbfrange")
	d, err := pdftext.Read(m.bytes("/Root 1 0 R"))
	if err == nil && !strings.Contains(d.Text, "AB") {
		t.Errorf("%q", d.Text)
	}
}

func TestReadTitle(t *testing.T) {
	large := "BT /F1 20 Tf 72 740 Td (Twelve dams to be) Tj 0 -24 Td (repaired this year) Tj ET " + written(sentence, "before the end of the year.")
	for _, c := range []struct{ info, want string }{
		{"", "Twelve dams to be repaired this year"},
		{"/Title (Microsoft Word - dams_v3.doc)", "Twelve dams to be repaired this year"},
		{"/Title (Untitled)", "Twelve dams to be repaired this year"},
		{"/Title (The report on dams)", "The report on dams"},
		{"/Title <FEFF0627064406330648062F>", "السود"},
	} {
		data := pagesOf(helvetica, "", large)
		data = bytes.Replace(data, []byte("trailer\n<<"), []byte("99 0 obj <<"+c.info+">> endobj\ntrailer\n<</Info 99 0 R "), 1)
		d, err := pdftext.Read(data)
		if err != nil || d.Title != c.want {
			t.Errorf("%s: %q, %v", c.info, d.Title, err)
		}
		if want := "Twelve dams to be repaired this year\n\n" + sentence + " before the end of the year."; d.Text != want {
			t.Errorf("%s: %q", c.info, d.Text)
		}
	}
}

// FuzzPDF checks that no file ends the process, and that text is text.
func FuzzPDF(f *testing.F) {
	f.Add(pagesOf(helvetica, "", written(sentence), written("before the end of the year.")))
	f.Add(arabicPage(seen(strings.Split("قررت الوزارة إصلاح", "")...)))
	f.Add([]byte("%PDF-1.4\n1 0 obj <</Type /ObjStm /N 1 /First 4>> stream\n2 0 <</Kids [2 0 R]>>\nendstream"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := pdftext.Read(data)
		if err == nil && (strings.ToValidUTF8(d.Text, "") != d.Text || strings.ContainsRune(d.Text, 0)) {
			t.Errorf("%q", d.Text)
		}
	})
}
