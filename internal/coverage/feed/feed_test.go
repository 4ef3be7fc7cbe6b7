package feed

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html/charset"
	"golang.org/x/tools/txtar"

	"newsdesk/rag"
)

var update = flag.Bool("update", false, "rewrite what the feeds in testdata are read as")

// TestFeeds reads the feeds in testdata. The first lines of a file say how the
// feed came: 'url:', 'type:', 'encode:' for the charset that it is written in,
// and 'cut:' for a number of bytes that are missing at its end. Its part 'feed'
// is the feed, 'want' what is made of it.
func TestFeeds(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) < 20 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 {
				t.Fatal(err, len(a.Files))
			}
			got := shown(Parse(served(t, a)))
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

// served is what a case says that a server sent.
func served(t testing.TB, a *txtar.Archive) (data []byte, address, contentType string) {
	t.Helper()
	data = a.Files[0].Data
	for line := range strings.Lines(string(a.Comment)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch name {
		case "url":
			address = value
		case "type":
			contentType = value
		case "cut":
			var n int
			if _, err := fmt.Sscan(value, &n); err != nil || n > len(data) {
				t.Fatal(err)
			}
			data = data[:len(data)-n]
		case "encode":
			enc, _ := charset.Lookup(value)
			encoded, err := enc.NewEncoder().Bytes(data)
			if err != nil {
				t.Fatal(err)
			}
			data = encoded
		}
	}
	return data, address, contentType
}

// shown is what a feed is read as, and the articles of its items.
func shown(f Feed, err error) string {
	var b strings.Builder
	if err != nil {
		return fmt.Sprintf("error: %v\n", err)
	}
	fmt.Fprintf(&b, "%s %q\n", f.Kind, f.Title)
	show(&b, "", "outlet", f.Outlet(), "link", f.Link, "language", f.Language, "self", f.SelfURL, "next", f.Next)
	if h := f.Hints; h.TTL+h.Every > 0 || len(h.SkipHours)+len(h.SkipDays) > 0 {
		fmt.Fprintf(&b, "hints: ttl %s, every %s, skip %v %v\n", h.TTL, h.Every, h.SkipHours, h.SkipDays)
	}
	if f.Gone {
		b.WriteString("gone\n")
	}
	for _, w := range f.Warnings {
		fmt.Fprintf(&b, "warning: %v\n", w)
	}
	for _, m := range f.Maps {
		fmt.Fprintf(&b, "map %s %s\n", m.URL, m.Updated)
	}
	for _, it := range f.Items {
		fmt.Fprintf(&b, "\nitem %q\n", it.Title)
		show(&b, "  ", "guid", it.GUID, "link", it.Link, "outlet", it.Outlet, "authors", strings.Join(it.Authors, "; "), "published", it.Published.String(),
			"updated", it.Updated.String(), "language", it.Language, "categories", strings.Join(it.Categories, "; "), "summary", it.Summary)
		b.WriteString(article(Article(it, f)))
	}
	return b.String()
}

func show(b *strings.Builder, indent string, pairs ...string) {
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			fmt.Fprintf(b, "%s%s: %s\n", indent, pairs[i], pairs[i+1])
		}
	}
}

// article is what an item makes, as shown.
func article(a rag.Article, err error) string {
	if err != nil {
		return fmt.Sprintf("  error: %v\n", err)
	}
	var b strings.Builder
	b.WriteString("  article:\n")
	show(&b, "    ", "title", a.Title, "outlet", a.Outlet, "byline", a.Byline, "published", a.Published.String(), "url", a.URL, "language", a.Language)
	for line := range strings.SplitSeq(a.Body, "\n") {
		b.WriteString("    | " + line + "\n")
	}
	return b.String()
}
