package coverage

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// write puts files into a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func packed(s string) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write([]byte(s))
	z.Close()
	return b.String()
}

// readAll returns, line by line, the id or title of each article, each error
// and each warning, with dir left out.
func readAll(r Reader, dir string, l Listing) []string {
	var got []string
	say := func(format string, args ...any) {
		got = append(got, strings.ReplaceAll(fmt.Sprintf(format, args...), dir+string(filepath.Separator), ""))
	}
	r.Warn = func(err error) { say("warning: %v", err) }
	for a, err := range r.Articles(l.Sources...) {
		if err != nil {
			say("%v", err)
		} else {
			say("%s: %s", a.File, a.Body)
		}
	}
	return got
}

func TestArticles(t *testing.T) {
	dir := write(t, map[string]string{
		"b.txt":           "Iraq agreed.",
		"a/lines.jsonl":   "\ufeff{\"text\":\"One.\"}\r\n\r\n{\"text\":\n{\"text\":\"Two.\",\"date\":\"soon\"}\nnull\n{\"text\":\"Three.\"}",
		"a/PACKED.TXT.GZ": packed("Syria agreed."),
		"c.ndjson.gz":     packed("{\"text\":\"Four.\"}\n"),
		"d.json":          " [{\"text\":\"Five.\"},{},{\"text\":\"Six.\"}]\n",
		"e.json":          "\ufeff{\"text\":\"Seven.\"}",
		"f.json":          "[{\"text\":\"Eight.\"},",
		"g.json":          "{\"text\":\"Nine.\"}{}",
		"h.txt":           "",
		"i.jsonl.gz":      packed("{\"text\":\"Ten.\"}\n")[:30],
		"j.txt.gz":        "not packed",
		"image.png":       "",
		".hidden.txt":     "Hidden.",
		".git/a.txt":      "Hidden.",
	})
	l, err := Find(dir)
	if err != nil {
		t.Fatal(err)
	}
	var bytes int64
	got := readAll(Reader{Progress: func(n int64) { bytes += n }}, dir, l)
	want := []string{
		"PACKED.TXT.GZ: Syria agreed.",
		"lines.jsonl: One.",
		"read a/lines.jsonl: line 3: not JSON: unexpected end of JSON input at byte 8",
		`warning: read a/lines.jsonl: line 4: date "soon": not understood, so the article stays undated`,
		"lines.jsonl: Two.",
		"read a/lines.jsonl: line 5: is null, not an article",
		"lines.jsonl: Three.",
		"b.txt: Iraq agreed.",
		"c.ndjson.gz: Four.",
		"d.json: Five.",
		"read d.json: item 2: has no text",
		"d.json: Six.",
		"e.json: Seven.",
		"f.json: Eight.",
		"read f.json: not JSON: it ends too early",
		"g.json: Nine.",
		"read g.json: more follows the first value; a file with an object a line is named .jsonl",
		"read h.txt: is empty",
		"i.jsonl.gz: Ten.",
		"read i.jsonl.gz: line 2: the .gz data is damaged or cut off: unexpected EOF",
		"read j.txt.gz: the .gz data is damaged or cut off: gzip: invalid header",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if l.Skipped != 1 || len(l.Sources) != 11 || bytes != l.Size() {
		t.Errorf("%d skipped, %d sources, %d of %d bytes read", l.Skipped, len(l.Sources), bytes, l.Size())
	}
}

func TestFindErrors(t *testing.T) {
	dir := write(t, map[string]string{"a.txt": "Iraq.", "b.odt": "", "none/x.png": "", "none/.a.txt": ""})
	l, err := Find("https://example.org/feed", filepath.Join(dir, "missing.txt"), filepath.Join(dir, "b.odt"),
		filepath.Join(dir, "none"), filepath.Join(dir, "a.txt"), dir)
	if len(l.Sources) != 1 {
		t.Errorf("sources: %v", l.Sources)
	}
	want := []string{
		"read https://example.org/feed: is an address of the web, and a file or folder is wanted; 'bot ingest' reads pages",
		"read missing.txt: no such file or folder",
		"read b.odt: is not a kind of file that is read; give .txt, .md, .markdown, .html, .htm, .eml, .docx, .pdf, .csv, .tsv, .jsonl, .ndjson, .json, .zip (of any of these), or one of them with .gz",
		"read none: the folder has nothing that is read; give .txt, .md, .markdown, .html, .htm, .eml, .docx, .pdf, .csv, .tsv, .jsonl, .ndjson, .json, .zip (of any of these), or one of them with .gz",
	}
	got := strings.Split(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""), "\n")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if e, ok := errors.AsType[*FileError](err); !ok || e.Path == "" {
		t.Errorf("no FileError: %v", err)
	}
}

func TestFindLinks(t *testing.T) {
	dir := write(t, map[string]string{"a/a.txt": "Iraq.", "b/b.txt": "Syria."})
	for link, target := range map[string]string{"a/loop": "..", "a/b.txt": "../b/b.txt", "a/gone.txt": "nowhere", "c": "b"} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	l, err := Find(filepath.Join(dir, "a"))
	if err == nil || !strings.Contains(err.Error(), "gone.txt") || len(l.Sources) != 2 || l.Skipped != 1 {
		t.Errorf("%v, %d skipped: %v", l.Sources, l.Skipped, err)
	}
	if l, err := Find(filepath.Join(dir, "c")); err != nil || len(l.Sources) != 1 {
		t.Errorf("a linked folder that is named: %v, %v", l.Sources, err)
	}
}

func TestLongLine(t *testing.T) {
	huge := "{\"text\":\"" + strings.Repeat("word ", maxText/5) + "\"}\n"
	large := "{\"text\":\"" + strings.Repeat("word ", keptBuffer/5) + "\"}\n"
	l, err := FindFS(fstest.MapFS{"a.jsonl": {Data: []byte(huge + large + "{\"text\":\"One.\"}\n")}})
	if err != nil {
		t.Fatal(err)
	}
	var errs, sizes []string
	for a, err := range (Reader{}).Articles(l.Sources...) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		sizes = append(sizes, fmt.Sprint(len(a.Body)))
	}
	if diff := cmp.Diff([]string{"read a.jsonl: line 1: is longer than 64 MB; is it an article?"}, errs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{fmt.Sprint(keptBuffer / 5 * 5), "4"}, sizes); diff != "" {
		t.Error(diff)
	}
}

// A caller who has enough may stop anywhere.
func TestArticlesStop(t *testing.T) {
	l, err := FindFS(fstest.MapFS{
		"a.jsonl": {Data: []byte("{\"text\":\"One.\"}\n{\"text\":\"Two.\"}")},
		"b.json":  {Data: []byte("[{\"text\":\"Three.\"},{\"text\":\"Four.\"}]")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 4; n++ {
		read := 0
		for range (Reader{}).Articles(l.Sources...) {
			if read++; read == n {
				break
			}
		}
		if read != n {
			t.Errorf("read %d of %d", read, n)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	line := "{\"_id\":\"a\",\"title\":\"T\",\"text\":\"" + strings.Repeat("Iraq agreed to it, said the minister. ", 200) + "\",\"date\":\"2022/12/26\"}\n"
	data := []byte(strings.Repeat(line, 1000))
	l, err := FindFS(fstest.MapFS{"a.jsonl": {Data: data}})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		for _, err := range (Reader{}).Articles(l.Sources...) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}
