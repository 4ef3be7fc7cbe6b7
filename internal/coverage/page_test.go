package coverage

import (
	"errors"
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
	"golang.org/x/tools/txtar"

	"newsdesk/rag/text"
)

var update = flag.Bool("update", false, "rewrite what the pages in testdata are read as")

// TestPages reads the pages in testdata/page. The first lines of a file say how
// the page came: 'url:', 'type:', and 'encode:' for the charset that it is
// written in. Its part 'page' is the page, 'want' what is made of it.
func TestPages(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "page", "*.txtar"))
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatal(err, len(a.Files))
			}
			got := shown(pageOf(t, a))
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// pageOf is the page of a case.
func pageOf(t *testing.T, a *txtar.Archive) Page {
	t.Helper()
	p := Page{Body: a.Files[0].Data}
	for line := range strings.Lines(string(a.Comment)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch name {
		case "url":
			p.URL = value
		case "type":
			p.ContentType = value
		case "encode":
			enc, _ := charset.Lookup(value)
			body, err := enc.NewEncoder().Bytes(p.Body)
			if err != nil {
				t.Fatal(err)
			}
			p.Body = body
		}
	}
	return p
}

// shown is what a page is read as.
func shown(p Page) string {
	var b strings.Builder
	r := Reader{Warn: func(err error) { fmt.Fprintf(&b, "warning: %v\n", err) }}
	for a, err := range r.Page(p) {
		if err != nil {
			fmt.Fprintf(&b, "error: %v\n", err)
			continue
		}
		derived := ""
		if a.TitleDerived {
			derived = " (derived)"
		}
		fmt.Fprintf(&b, "title: %s%s\noutlet: %s\nbyline: %s\npublished: %s\nurl: %s\nlanguage: %s\nfile: %s\nprose: %d\n\n%s\n",
			a.Title, derived, a.Outlet, a.Byline, a.Published, a.URL, a.Language, a.File, a.Prose, strings.TrimRight(a.Body, "\n"))
	}
	return b.String()
}

// A page for telephones and the full one are one article, however they are
// asked for; the same page at another site is another.
func TestPageIdentity(t *testing.T) {
	id := func(address, canonical string) string {
		t.Helper()
		a, _, err := ParsePage(Page{URL: address, ContentType: "text/html", Body: []byte(`<html><head><title>Ferry opens</title><link rel="canonical" href="` + canonical + `"></head>
<body><article><h1>Ferry opens</h1><p>The ferry to Basra opened on Monday, and carried forty cars over the river, the ministry said in a statement.</p></article></body></html>`)})
		if err != nil {
			t.Fatal(err)
		}
		return string(a.ID)
	}
	full := id("https://www.tigris.example/news/ferry", "")
	for address, canonical := range map[string]string{
		"https://www.tigris.example/news/ferry?utm_source=x#top": "",
		"http://tigris.example/news/ferry/":                      "https://www.tigris.example/",
		"https://amp.tigris.example/ferry":                       "https://www.tigris.example/news/ferry",
		"https://www.tigris.example/amp/news/ferry":              "/news/ferry",
	} {
		if id(address, canonical) != full {
			t.Errorf("%s with %q is another article", address, canonical)
		}
	}
	for address, canonical := range map[string]string{
		"https://copy.example/ferry":              "https://www.tigris.example/news/ferry",
		"https://www.tigris.example/news/bridge":  "https://www.tigris.example/",
		"https://www.tigris.example/news/ferries": "javascript:x",
	} {
		if id(address, canonical) == full {
			t.Errorf("%s with %q is the same article", address, canonical)
		}
	}
}

func TestSite(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.bbc.co.uk/a": "bbc.co.uk", "https://news.gov.iq/": "news.gov.iq", "http://127.0.0.1:80/": "127.0.0.1:80", "http://localhost:8080": "localhost:8080",
		"https://a.github.io/": "a.github.io",
	} {
		u, err := url.Parse(address)
		if err != nil || site(u) != want {
			t.Errorf("%s: %s", address, site(u))
		}
	}
}

// A date in words is read where all of it belongs to one day; numbers alone where
// their order is known.
func TestDateInWords(t *testing.T) {
	for _, c := range []struct {
		in    string
		order numberOrder
		want  string
	}{
		{"Published on Friday, 14th March 2025 at 09:30", noOrder, "2025-03-14"},
		{"14 March 2025 | 09:30 GMT+3", noOrder, "2025-03-14"},
		{"Aired March 14, 2025 - 16:30 ET", noOrder, "2025-03-14"},
		{"2 Mart 2026 - 14:30", noOrder, "2026-03-02"},
		{"02 Şub 2026 Pazartesi 14.30", noOrder, "2026-02-02"},
		{"le lundi 2 mars 2026 à 14h05", noOrder, "2026-03-02"},
		{"نشر في 2 آذار/مارس 2026 - 14:05", noOrder, "2026-03-02"},
		{"بڵاوکرایەوە 2ی کانوونی دووەمی 2026", noOrder, "2026-01-02"},
		{"5 Kanûna Duyem 2026", noOrder, "2026-01-05"},
		{"۱۱ اسفند ۱۴۰۴ - 2 March 2026", noOrder, "2026-03-02"},
		{"۱۱ اسفند ۱۴۰۴ - 3 March 2026", noOrder, ""},
		{"2 March 2026 3 March 2026", noOrder, ""},
		{"2 March 2026 10:00 12:00", noOrder, ""}, // an event
		{"12 March 2026 opens", noOrder, ""},
		{"March 2026", noOrder, ""},
		{"14/03/2026", noOrder, "2026-03-14"},
		{"03-14-2026", noOrder, "2026-03-14"},
		{"02/03/2026, 14:05", noOrder, ""},
		{"02/03/2026, 14:05", dayThenMonth, "2026-03-02"},
		{"02/03/2026, 14:05", monthThenDay, "2026-02-03"},
		{"25-02-2026", monthThenDay, "2026-02-25"},
		{"25-25-2026", dayThenMonth, ""},
		{"۱۴۰۴/۱۲/۱۱", iranian, "2026-03-02"},
		{"1447/9/13", dayThenMonth, ""},
		{"02/03/26", dayThenMonth, ""},
	} {
		got, ok := readDate(c.in, c.order)
		if got.String() != c.want || ok != (c.want != "") {
			t.Errorf("%q: %q, %v, want %q", c.in, got, ok, c.want)
		}
	}
}

const story = "<p>The ferry to Basra opened on Monday, and carried forty cars over the river.</p>"

// hostile are pages that were made to take long, with so many elements.
func hostile(most int) map[string]string {
	return map[string]string{
		"paragraphs": strings.Repeat(story, most),
		"divs":       strings.Repeat("<div>"+story, 100) + strings.Repeat(story, most-300),
		"deep":       strings.Repeat("<div>", 400) + strings.Repeat(story, min(most/4, maxHeld/len(story)/410-500)),
		"inline":     strings.Repeat("<div><span>a", 240) + strings.Repeat(story, min(most/4, maxHeld/len(story)/490-500)),
		"tree":       strings.Repeat("<div>"+strings.Repeat(story, most/500), 200),
		"spans":      "<div>" + strings.Repeat("<span>The ferry, to Basra, opened. </span>", most),
		"list":       "<ul>" + strings.Repeat("<li>"+story+"</li>", most/2),
		"breaks":     strings.Repeat("word<br>", most),
		"links":      "<div>" + strings.Repeat("<a href='/x'>The ferry</a> and carried, ", most),
		"pictures":   "<div>" + story + strings.Repeat("<img src='/x.jpg' srcset='/x.jpg 2x'>", most),
		"tables":     strings.Repeat("<table><tr><td>"+story+"</td></tr></table>", most/6),
		"times":      strings.Repeat("<div>"+strings.Repeat("<time>x</time>", 60), most/70) + strings.Repeat(story, most/20),
		"credits":    strings.Repeat("<div class=byline>"+strings.Repeat("<b>x</b>", 100), most/110) + strings.Repeat(story, most/20),
		"headings":   strings.Repeat("<h1><div>"+strings.Repeat("<b>x</b>", 140), most/150) + strings.Repeat(story, most/20),
		"long word":  strings.Repeat("x", most*100),
		"attributes": strings.Repeat(`<div class="`+strings.Repeat("a-", 500)+`" data-x="`+strings.Repeat("/ ", 500)+`">`+story+`</div>`, most/4),
		"entities":   strings.Repeat("&amp;lt;", most*10),
		"formats":    reopening(maxFormats, most/(maxFormats+4)),
		"boxes":      strings.Repeat("<div><span>Related</span>", 240) + strings.Repeat(story, most/8),
		"box heads":  strings.Repeat("<h4>Related</h4><p>x</p>", most/3) + story,
		"numbers":    strings.Repeat("<span>1/2/2025 </span>", most) + story,
		"play":       "<h1>The ferry</h1>" + story + `<script type="application/json">[` + strings.Repeat(`{"title":"The ferry","publishedAt":1},`, most) + `0]</script>`,
		"json":       `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 9000) + strings.Repeat("]}", 9000) + `</script>` + strings.Repeat(story, most/2),
	}
}

// reopening is HTML in which each paragraph opens so many elements anew.
func reopening(formats, paragraphs int) string {
	var b strings.Builder
	b.WriteString("<p>")
	for i := range formats {
		fmt.Fprintf(&b, "<b id=\"%d\">", i)
	}
	return b.String() + strings.Repeat("</p><p>The ferry to Basra opened on Monday, and carried forty cars. ", paragraphs)
}

func hostilePage(body string) Page {
	return Page{URL: "https://tigris.example/a", Body: []byte("<html><body><article>" + body)}
}

// Pages that were made to take long are read, and those of more than is read
// end in the reason.
func TestPageHostile(t *testing.T) {
	const some = 1000
	for name, body := range hostile(some) {
		t.Run(name, func(t *testing.T) {
			a, _, err := ParsePage(hostilePage(body))
			switch name {
			case "long word", "entities":
				if err == nil {
					t.Errorf("is an article: %.100q", a.Body)
				}
			default:
				if err != nil || len(a.Body) < len("The ferry to Basra") {
					t.Errorf("%v, a body of %d bytes", err, len(a.Body))
				}
			}
		})
	}
	for name, c := range map[string]struct {
		body string
		want error
	}{
		"elements":  {strings.Repeat("<br>", maxElements+1), errPageSize},
		"bytes":     {strings.Repeat(" ", maxPage), errPageSize},
		"formats":   {reopening(400, 3000), errPageSize},
		"anew":      {reopening(maxFormats, maxElements/8), errPageSize},
		"deep":      {strings.Repeat("<div>", 5000), errNoPage},
		"deep text": {strings.Repeat("<div>", 400) + strings.Repeat("word ", maxHeld/5/400), errPageDeep},
		"tables":    {strings.Repeat("<table><tr><td>", 2000) + story, errNoPage},
	} {
		t.Run("too much/"+name, func(t *testing.T) {
			if _, _, err := ParsePage(hostilePage(c.body)); !errors.Is(err, c.want) {
				t.Errorf("%v, want %v", err, c.want)
			}
		})
	}
}

// BenchmarkHostile reads such pages as large as they may be.
func BenchmarkHostile(b *testing.B) {
	for name, body := range hostile(maxElements - 100) {
		b.Run(name, func(b *testing.B) {
			p := hostilePage(body)
			b.SetBytes(int64(len(p.Body)))
			for b.Loop() {
				_, _, _ = ParsePage(p) // whether it is an article is not asked here
			}
		})
	}
}

func FuzzParsePage(f *testing.F) {
	files, _ := filepath.Glob(filepath.Join("testdata", "page", "*.txtar")) // none: fewer seeds
	for _, file := range files {
		if a, err := txtar.ParseFile(file); err == nil {
			f.Add(string(a.Files[0].Data), "text/html; charset=utf-8")
		}
	}
	f.Add("<p>\xe3\xcf\xed", "text/html; charset=windows-1256")
	f.Add("<script type='application/ld+json'>{\"@type\":[\"NewsArticle\"],\"datePublished\":[\"2025\"]}</script>", "")
	f.Fuzz(func(t *testing.T, body, contentType string) {
		a, _, err := ParsePage(Page{URL: "https://tigris.example/a", ContentType: contentType, Body: []byte(body)})
		if err != nil {
			return
		}
		if !utf8.ValidString(a.Body) || a.Prose < 0 || a.Prose >= len(a.Body) || !utf8.RuneStart(a.Body[a.Prose]) || len(text.Prose(a.Body, a.Prose)) == 0 {
			t.Fatalf("prose at %d of %q", a.Prose, a.Body)
		}
		if a.ID == "" || a.Title == "" || utf8.RuneCountInString(a.Title) > titleMost || strings.ContainsAny(a.Title+a.Outlet+a.Byline, "\n\r\x00") {
			t.Fatalf("id %q, title %q, outlet %q, byline %q", a.ID, a.Title, a.Outlet, a.Byline)
		}
	})
}
