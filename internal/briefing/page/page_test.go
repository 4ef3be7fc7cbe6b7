package page_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"newsdesk/internal/briefing/page"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

var update = flag.Bool("update", false, "rewrite the wanted pages in testdata")

func source(a rag.Article, quote string) rag.Source {
	at := strings.Index(a.Body, quote)
	return rag.Source{Article: a, Span: text.Span{Start: at, End: at + len(quote)}}
}

// plain is a report of two articles, one in Arabic and undated.
func plain() *rag.Report {
	dated := rag.Article{
		ID: "a1", Title: "Fire in Basra", Outlet: "The Herald", URL: "https://herald.test/fire?a=1&b=2", Published: rag.Day(2026, time.March, 14),
		Body: "Four people died on Tuesday.\nThe owner could not be reached.",
	}
	undated := rag.Article{ID: "a2", Title: "حريق في البصرة", Outlet: "شفق", Body: "قُتل أربعة أشخاص في الحريق."}
	r := &rag.Report{Title: "Summary: the fire in Basra", Notes: []string{"It rests on 2 articles, of which 1 is undated."}, Engine: rag.Extractive}
	r.Sources = []rag.Source{source(dated, "Four people died on Tuesday."), source(undated, undated.Body)}
	r.Sections = []rag.Section{
		{Rows: []rag.Row{{Claim: rag.Claim{
			Text: "Four people died on Tuesday.", Citations: []int{1}, Verdict: rag.Supported,
			Resolved: []rag.Resolved{{Span: text.Span{Start: 20, End: 27}, Date: "10 March 2026"}},
		}}}},
		{Heading: "In Arabic", Note: "One outlet.", Rows: []rag.Row{{Label: "undated", Claim: rag.Claim{Text: undated.Body, Citations: []int{2, 1}, Verdict: rag.Supported}}}},
	}
	return r
}

// hostile is a report whose articles try to be more than text.
func hostile() *rag.Report {
	a := rag.Article{
		ID: "x", Title: "</title><script>alert(1)</script> [x](javascript:alert(1)) \u202eevil", Outlet: "*bold* | `code`", URL: "javascript:alert(1)",
		Body: "# 1. <img src=x onerror=alert(1)> https://evil.test ![p](http://evil.test/p.png)\x1b[31m & \"quoted\"",
	}
	b := rag.Article{ID: "y", Title: "- list", URL: "https://ok.test/a b>c)d", Body: "+ One.\x00"}
	r := &rag.Report{Title: "a\n# b <b>", Notes: []string{"<i>note</i>"}, Dropped: 2, Fallback: "The model took too long"}
	r.Sources = []rag.Source{source(a, a.Body), source(b, b.Body)}
	r.Sections = []rag.Section{{Heading: "</h2>", Note: "> note", Rows: []rag.Row{
		{Label: "1. **x**", Claim: rag.Claim{Text: a.Body, Citations: []int{1}, Verdict: rag.Supported}},
		{Claim: rag.Claim{Text: b.Body, Citations: []int{2}, Verdict: rag.Translated, Original: "<b>"}},
	}}}
	return r
}

func refused() *rag.Report {
	return &rag.Report{
		Title: "Timeline: Brazilian football", Refusal: "No coverage is about “Brazilian football”.",
		Closest: []rag.Article{{ID: "a", Title: "Fire in Basra", URL: "https://herald.test/fire", Published: rag.Day(2026, time.March, 14)}},
	}
}

func TestPages(t *testing.T) {
	for name, r := range map[string]*rag.Report{"plain": plain(), "hostile": hostile(), "refused": refused()} {
		t.Run(name, func(t *testing.T) {
			golden(t, name+".md", page.Markdown(r))
			var b strings.Builder
			if err := page.HTML(&b, r, page.Picture{PNG: []byte("png"), Alt: `two "days"`}); err != nil {
				t.Fatal(err)
			}
			golden(t, name+".html", b.String())
			harmless(t, b.String())
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s changed (go test ./internal/briefing/page -update accepts it):\n%s", name, diff)
	}
}

// harmless: the page has only our elements, no handler, and only web links.
func harmless(t *testing.T, s string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "i" || n.Data == "b") {
			t.Errorf("the page has an element <%s> of an article", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") {
				t.Errorf("<%s> has the attribute %s", n.Data, a.Key)
			}
			if a.Key == "href" && !strings.HasPrefix(a.Val, "https://") && !strings.HasPrefix(a.Val, "#source-") {
				t.Errorf("a link leads to %q", a.Val)
			}
			if a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/png;base64,") {
				t.Errorf("a picture is loaded from %q", a.Val)
			}
		}
	}
}
