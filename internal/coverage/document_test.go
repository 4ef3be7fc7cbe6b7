package coverage

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"newsdesk/rag"
)

// today is when the tests of documents happen.
func today() time.Time { return time.Date(2025, 3, 20, 12, 0, 0, 0, time.UTC) }

// told returns all that is read from files, as lines.
func told(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := write(t, files)
	l, err := Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	say := func(err error) { fmt.Fprintln(&b, strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), "")) }
	r := Reader{Now: today, Warn: func(err error) { b.WriteString("warning: "); say(err) }}
	for a, err := range r.Articles(l.Sources...) {
		if err != nil {
			b.WriteString("error: ")
			say(err)
			continue
		}
		b.WriteString(describe(a))
	}
	return b.String()
}

// describe is an article as lines; an id that was made up is left out.
func describe(a rag.Article) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	line("file", a.File)
	if len(a.ID) != 2*idBytes {
		line("id", string(a.ID))
	}
	if a.TitleDerived {
		line("derived", a.Title)
	} else {
		line("title", a.Title)
	}
	line("outlet", a.Outlet)
	line("byline", a.Byline)
	line("published", a.Published.String())
	line("url", a.URL)
	line("language", a.Language)
	line("head", strings.ReplaceAll(strings.TrimSpace(a.Body[:a.Prose]), "\n", "⏎"))
	fmt.Fprintf(&b, "body:\n%s\n----\n", a.Body[a.Prose:])
	return b.String()
}

// TestDocuments reads the files in testdata/document: all parts of an archive but
// the last, which is what is told of them. Parts in a folder whose name ends in
// .docx are packed into a document of that name.
func TestDocuments(t *testing.T) {
	cases, err := filepath.Glob(filepath.Join("testdata", "document", "*.txtar"))
	if err != nil || len(cases) < 10 {
		t.Fatal(cases, err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) < 2 {
				t.Fatal(err, len(a.Files))
			}
			last := &a.Files[len(a.Files)-1]
			got := told(t, packDocuments(a.Files[:len(a.Files)-1]))
			if *update {
				last.Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(last.Data), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// packDocuments returns the files of a case by name.
func packDocuments(parts []txtar.File) map[string]string {
	files, documents := map[string]string{}, map[string]map[string]string{}
	for _, f := range parts {
		if name, part, ok := strings.Cut(f.Name, ".docx/"); ok {
			if documents[name] == nil {
				documents[name] = map[string]string{}
			}
			documents[name][part] = string(f.Data)
			continue
		}
		files[f.Name] = string(f.Data)
	}
	for name, parts := range documents {
		files[name+".docx"] = zipped(parts)
	}
	return files
}

// zipped packs files in the order of nothing in particular.
func zipped(files map[string]string) string {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range files {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			panic(err) // cannot happen: it is written to memory
		}
	}
	z.Close()
	return b.String()
}

// TestFuture checks that every kind of file leaves out a date that is to come.
func TestFuture(t *testing.T) {
	const text = "The ministry said on Friday that it would repair the dam."
	for name, content := range map[string]string{
		"a.txt":   "date 2025-04-01 " + text,
		"a.jsonl": `{"text":"` + text + `","date":"2025-04-01"}`,
		"a.json":  `{"text":"` + text + `","date":"2025-04-01"}`,
		"a.csv":   "text,date\n" + text + ",2025-04-01\n",
		"a.md":    "---\ndate: 2025-04-01\n---\n" + text,
		"a.eml":   "From: A B <a@b.example>\nDate: Tue, 1 Apr 2025 00:00:00 +0000\n\n" + text,
		"a.html":  `<html><head><meta property="article:published_time" content="2025-04-01T00:00:00Z"></head><body><article><p>` + strings.Repeat(text+" ", 8) + `</p></article></body></html>`,
	} {
		got := told(t, map[string]string{name: content})
		if strings.Contains(got, "published:") || !strings.Contains(got, "warning: read "+name) || !strings.Contains(got, "lies in the future, so the article stays undated") {
			t.Errorf("%s: %s", name, got)
		}
		near := told(t, map[string]string{name: strings.NewReplacer("2025-04-01", "2025-03-21", "Tue, 1 Apr 2025", "Fri, 21 Mar 2025").Replace(content)})
		if !strings.Contains(near, "published: 2025-03-21") || strings.Contains(near, "warning") {
			t.Errorf("%s: %s", name, near)
		}
	}
}

// sound fails where an article is not what the rest of the bot relies on.
func sound(t *testing.T, a rag.Article) {
	t.Helper()
	if !utf8.ValidString(a.Body) || strings.ContainsRune(a.Body, 0) || a.Prose < 0 || a.Prose >= len(a.Body) || a.Title == "" || a.ID == "" || a.File == "" {
		t.Errorf("not sound: %+v", a)
	}
}

// fuzzed reads a document as it is fuzzed.
func fuzzed(t *testing.T, file string, data []byte) {
	if a, _, err := ParseDocument(file, data); err == nil {
		sound(t, a)
	}
}

func FuzzMarkdown(f *testing.F) {
	f.Add([]byte("---\ntitle: A\nauthor: [B, {name: C}]\ndate: 2025-03-14\n---\n# A\n\nIraq *agreed*: [so](http://x.example) `it`.\n\n- a\n  1. b\n\n| a | b |\n|---|---|\n| c | d |\n\n> q[^1]\n\n[^1]: n"))
	f.Add([]byte("+++\ntitle = \"A\"\ndate = 2025-03-14T09:30:00+03:00\n[params]\nauthor = \"B\"\n+++\nIraq\nagreed.\n===\n<b>x</b> {{< y >}}"))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, "a.md", data) })
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: =?utf-8?q?Jane_Doe?= <j@x.example>\r\nSubject: Re: A\r\nDate: Fri, 14 Mar 2025 09:30:00 EST\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=windows-1256\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nIraq agreed.=20\r\n> so\r\n-- \r\nJ\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>Iraq <blockquote type=cite>x</blockquote>\r\n--b--\r\n"))
	f.Add([]byte("Subject: A\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+SXJhcSBhZ3JlZWQuPC9wPg=="))
	f.Fuzz(func(t *testing.T, data []byte) { fuzzed(t, "a.eml", data) })
}

func FuzzDocx(f *testing.F) {
	f.Add(`<w:document xmlns:w="w/wordprocessingml"><w:body><w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Iraq</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:ins><w:r><w:t>agreed.</w:t></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`,
		`<w:styles><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>`, `<cp><title>A b</title><creator>C</creator></cp>`)
	f.Fuzz(func(t *testing.T, body, styles, core string) {
		fuzzed(t, "a.docx", []byte(zipped(map[string]string{"word/document.xml": body, "word/styles.xml": styles, "docProps/core.xml": core})))
		fuzzed(t, "a.docx", []byte(body))
	})
}

// TestHostileDocuments reads what was made to take long. Each is refused for its
// shape, before a parser sees it.
func TestHostileDocuments(t *testing.T) {
	const head = "From: a@b.example\nSubject: x\n"
	for _, c := range []struct{ file, data, want string }{
		{"a.md", strings.Repeat("*a ", 1<<16), "has a paragraph with more than"},
		{"a.md", strings.Repeat("> ", 1<<16), "nests quotations or lists too deep"},
		{"a.md", strings.Repeat("a", 3<<20), "is longer than 2 MB"},
		{"a.md", "+++\na = " + strings.Repeat("[", 1<<20), "the front matter does not end"},
		{"a.eml", head + "Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 1<<16), "too many parts"},
		{"a.eml", head + strings.Repeat("Content-Type: multipart/mixed; boundary=b\n\n--b\n", 1<<12), "too many parts"},
		{"a.eml", head + "Content-Type: text/plain;" + strings.Repeat(" a=b;", 1<<20) + "\n\nHello.", "too many parts or headers"},
		{"a.docx", zipped(map[string]string{"word/document.xml": "<d>" + strings.Repeat("<p>", 1<<16)}), "nested too deep"},
		{"a.docx", zipped(map[string]string{"word/document.xml": "<d>" + strings.Repeat(" ", 40<<20) + "</d>"}), "unpacks to more than 32 MB"},
		{"a.docx", zipped(map[string]string{"word/document.xml": `<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>`}), "is damaged"},
		{"a.docx", "\xd0\xcf\x11\xe0 an old document", "is encrypted, or of the old .doc kind"},
	} {
		_, _, err := ParseDocument(c.file, []byte(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %.20q: %v", c.file, c.data, err)
		}
	}
}
