package feed

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"newsdesk/internal/coverage"
)

const head = `<?xml version="1.0"?><rss version="2.0" xmlns:x="urn:x" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Tigris Times</title>`

// Feeds that were made to do harm end in a reason, or are read in part.
func TestHostile(t *testing.T) {
	item := "<item><title>Ferry</title><link>/%d</link></item>"
	var many strings.Builder
	for i := range maxItems + 5 {
		fmt.Fprintf(&many, item, i)
	}
	for name, c := range map[string]struct {
		source string
		want   error // nil: it is read
		items  int
	}{
		"many items":       {head + many.String() + "</channel></rss>", nil, maxItems},
		"too many":         {head + strings.Repeat("<item/>", maxMarkup+1), errMarkup, 0},
		"too large":        {strings.Repeat(" ", maxBytes+1), errSize, 0},
		"deep":             {head + strings.Repeat("<item>", maxDepth+1), errDeep, 0},
		"deep, foreign":    {head + "<item>" + strings.Repeat("<x:a>", maxDepth+1), errDeep, 0},
		"names in names":   {head + "<item>" + strings.Repeat(`<x:a xmlns:b="urn:b">`, maxSpaces+1), errSpaces, 0},
		"names in one":     {head + "<item a='" + strings.Repeat(`xmlns `, maxSpaces+1) + "'>", errSpaces, 0},
		"pieces":           {head + "<item><x:a>" + strings.Repeat(strings.Repeat("word ", 200)+"<x:b/>", 20_000), errCopies, 0},
		"pieces of cdata":  {head + "<item><x:a>" + strings.Repeat("<![CDATA["+strings.Repeat("word ", 200)+"]]>", 20_000), errCopies, 0},
		"tag without end":  {head + "<item a='" + strings.Repeat("x", 1<<20), errTag, 0},
		"type without end": {"<!DOCTYPE rss [" + strings.Repeat("<!ENTITY a 'b'>", 2000) + head, nil, -1},
		"html in atom":     {`<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1</id><title>a</title><content type="&#120;html"><p>` + reopening(400, 3000) + `</p></content></entry></feed>`, nil, 1},
		"values":           {`{"version":"https://jsonfeed.org/version/1","title":"x","items":[` + strings.Repeat("{},", maxValues) + `{}]}`, errValues, 0},
		"deep json":        {`{"version":"https://jsonfeed.org/version/1","title":"x","items":` + strings.Repeat("[", 100_000), nil, -1},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Parse([]byte(c.source), "https://tigris.example/feed", "")
			switch {
			case c.want != nil && !errors.Is(err, c.want), c.items < 0 && err == nil, c.want == nil && c.items >= 0 && err != nil:
				t.Fatalf("error %v, want %v", err, c.want)
			case c.items >= 0 && len(f.Items) != c.items:
				t.Fatalf("%d items, want %d", len(f.Items), c.items)
			}
			for _, it := range f.Items[:min(1, len(f.Items))] {
				if _, err := Article(it, f); err == nil {
					t.Error("is an article")
				}
			}
		})
	}
}

// reopening is HTML in which each paragraph opens so many elements anew.
func reopening(formats, paragraphs int) string {
	var b strings.Builder
	for i := range formats {
		fmt.Fprintf(&b, "<b id=\"%d\">", i)
	}
	return b.String() + strings.Repeat("</p><p>word ", paragraphs)
}

// One story by its page and by its feed is one article.
func TestOneArticle(t *testing.T) {
	body := "<p>The ferry to Basra opened on Monday after two years of work, and carried forty cars over the river in its first hour, the ministry said.</p>" +
		"<p>Her office expects 3,000 passengers a day, most of them students and traders from the villages on the eastern bank of the river, she added.</p>" +
		"<p>The ministry paid 12 million dinars for the two boats, and a third boat will come in the autumn, according to its plan.</p>"
	page, _, err := coverage.ParsePage(coverage.Page{URL: "https://www.tigris.example/news/ferry/", ContentType: "text/html", Body: []byte(
		`<html lang="en"><head><title>Ferry opens</title><link rel="canonical" href="https://www.tigris.example/news/ferry"></head><body><article><h1>Ferry opens</h1>` + body + `</article></body></html>`)})
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse([]byte(`<rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><language>en</language><item><title>Ferry opens</title><link>http://tigris.example/news/ferry?utm_source=feed</link><content:encoded><![CDATA[`+
		body+`]]></content:encoded></item></channel></rss>`), "https://www.tigris.example/feed", "")
	if err != nil {
		t.Fatal(err)
	}
	a, err := Article(f.Items[0], f)
	if err != nil || a.ID != page.ID || a.Body != page.Body || a.Language != page.Language {
		t.Errorf("%v: %s %q, want %s %q", err, a.ID, a.Body, page.ID, page.Body)
	}
}

func FuzzFeed(f *testing.F) {
	seed(f, func(name string) bool { return !strings.Contains(name, "sitemap") })
	f.Fuzz(checked)
}

func FuzzSitemap(f *testing.F) {
	seed(f, func(name string) bool { return strings.Contains(name, "sitemap") })
	f.Fuzz(checked)
}

// seed adds the feeds in testdata that are wanted.
func seed(f *testing.F, wanted func(string) bool) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		if data, _, contentType := served(f, a); wanted(filepath.Base(file)) {
			f.Add(data, contentType)
		}
	}
}

// checked reads whatever is given, and checks what no feed may break.
func checked(t *testing.T, data []byte, contentType string) {
	f, err := Parse(data, "https://tigris.example/feed", contentType)
	if err != nil {
		return
	}
	for _, to := range append([]string{f.Link, f.SelfURL, f.Next}, mapped(f)...) {
		if to != "" && !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "https://") {
			t.Fatalf("leads to %q", to)
		}
	}
	for _, it := range f.Items {
		if strings.ContainsAny(it.Title+it.Summary+it.Outlet, "\n\r\x00") || !utf8.ValidString(it.Title+it.Summary+it.GUID) {
			t.Fatalf("title %q, summary %q, outlet %q", it.Title, it.Summary, it.Outlet)
		}
		if a, err := Article(it, f); err == nil && (a.ID == "" || a.Title == "" || !utf8.ValidString(a.Body) || a.Prose >= len(a.Body)) {
			t.Fatalf("article %+v", a)
		}
	}
}

// mapped are all addresses that a feed's items and maps lead to.
func mapped(f Feed) []string {
	var all []string
	for _, it := range f.Items {
		all = append(all, it.Link)
	}
	for _, m := range f.Maps {
		all = append(all, m.URL)
	}
	return all
}

func FuzzDiscover(f *testing.F) {
	f.Add(`<base href="//x"><link rel=alternate type=application/rss+xml href=feed>`)
	f.Fuzz(func(t *testing.T, page string) {
		for _, to := range Discover(page, "https://tigris.example/") {
			if !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "https://") {
				t.Fatalf("leads to %q", to)
			}
		}
	})
}

// spaces declares so many namespaces.
func spaces(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ` xmlns:n%d="urn:%d"`, i, i)
	}
	return b.String()
}

// BenchmarkParse reads feeds as large as they may be.
func BenchmarkParse(b *testing.B) {
	story := strings.Repeat("The ferry to Basra opened on Monday, and carried forty cars over the river. ", 20)
	var full strings.Builder
	for i := range maxItems {
		fmt.Fprintf(&full, `<item><title>Ferry %d</title><link>/%d</link><pubDate>Fri, 14 Mar 2025 09:30:00 GMT</pubDate><description><![CDATA[<p>%s</p>]]></description></item>`, i, i, story)
	}
	for name, source := range map[string]string{
		"full items":  head + full.String() + "</channel></rss>",
		"empty items": head + strings.Repeat("<item/>", maxMarkup-10),
		"namespaces":  head + "<item" + spaces(maxSpaces-4) + ">" + strings.Repeat("<x:a/>", maxMarkup-10) + "</item>",
		"pieces":      head + "<item><x:a>" + strings.Repeat(strings.Repeat("word ", 200)+"<x:b/>", 1200) + "</x:a></item></channel></rss>",
		"values":      `{"version":"https://jsonfeed.org/version/1","title":"x","items":[` + strings.Repeat("{},", maxValues/2-10) + `{}]}`,
		"one text":    head + "<item><title>" + strings.Repeat("&lt;a b='&amp;'&gt;", maxBytes/20) + "</title></item></channel></rss>",
		"references":  head + "<item><description>" + strings.Repeat("&#x26;", maxBytes/7) + "</description></item></channel></rss>",
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(source)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Parse([]byte(source), "https://tigris.example/feed", ""); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
