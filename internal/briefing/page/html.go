package page

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"

	"newsdesk/rag"
)

//go:embed page.gohtml
var layout string

// Picture is an image that stands above the sections, and what it shows in words.
type Picture struct {
	PNG []byte
	Alt string
}

// sheet is what the layout is filled with.
type sheet struct {
	*rag.Report
	Notes    []string
	Pictures []shownPicture
}

type shownPicture struct {
	Source template.URL
	Alt    string
}

var sheets = template.Must(template.New("page").Funcs(template.FuncMap{
	"line":  Line,
	"about": func(s rag.Article) string { return about(&s) },
	"cited": func(s rag.Source) string { return cited(&s) },
	"title": func(s rag.Article) string { return title(&s) },
	"link":  func(s rag.Article) string { return link(&s) },
	"quote": func(s rag.Source) string { return Line(s.Quote()) },
	"said":  func(c rag.Claim) string { return Line(c.Annotated()) },
	"next":  func(i int) int { return i + 1 },
}).Parse(layout))

// HTML writes a report as a page that needs no other file and no network, light
// or dark as its reader has it, with pictures inside.
func HTML(w io.Writer, r *rag.Report, pictures ...Picture) error {
	s := sheet{Report: r, Notes: notes(r)}
	for _, p := range pictures {
		// The bytes are ours, and base64 has no sign that ends the attribute.
		source := template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(p.PNG)) //nolint:gosec // see above
		s.Pictures = append(s.Pictures, shownPicture{source, p.Alt})
	}
	if err := sheets.Execute(w, s); err != nil {
		return fmt.Errorf("write the page %q: %w", r.Title, err)
	}
	return nil
}
