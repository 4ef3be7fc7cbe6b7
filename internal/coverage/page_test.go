package coverage

import (
	"flag"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
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

// TestPageLarge reads pages that were made to take long, in the time that
// maxElements promises; ten times that is left to a busy machine.
func TestPageLarge(t *testing.T) {
	const within = 40 * time.Second
	story := "<p>The ferry to Basra opened on Monday, and carried forty cars over the river.</p>"
	for name, body := range map[string]string{
		"paragraphs": strings.Repeat(story, maxElements-100),
		"divs":       strings.Repeat("<div>"+story, 100) + strings.Repeat(story, maxElements-400),
		"deep":       strings.Repeat("<div><span>", 200) + story,
		"too deep":   strings.Repeat("<div>", 5000) + story,
		"inline":     strings.Repeat("<b><i><a href=x>", 5000) + story,
		"breaks":     strings.Repeat("word<br>", maxElements/2),
		"long word":  strings.Repeat("x", 4<<20),
		"attributes": strings.Repeat(`<div class="`+strings.Repeat("a-", 500)+`">`+story+`</div>`, 5000),
		"json":       `<script type="application/ld+json">` + strings.Repeat(`{"@graph":[`, 9000) + strings.Repeat("]}", 9000) + `</script>` + story,
		"tables":     strings.Repeat("<table><tr><td>", 2000) + story,
		"entities":   strings.Repeat("&amp;lt;", 200_000),
	} {
		started := time.Now()
		_, _, err := ParsePage(Page{URL: "https://tigris.example/a", Body: []byte("<html><body><article>" + body)})
		took := time.Since(started)
		if t.Logf("%s: %s, %v", name, took.Round(time.Millisecond), err); took > within {
			t.Errorf("%s took %s", name, took)
		}
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
