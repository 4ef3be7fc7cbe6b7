package coverage

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// entry is a file in an archive that a test makes.
type entry struct{ name, content string }

func archived(t testing.TB, entries ...entry) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.content); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArchive(t *testing.T) {
	inner := archived(t, entry{"deep.txt", "Iran agreed."})
	for _, c := range []struct {
		name, archive string
		want          []string
	}{
		{"all kinds", archived(t, entry{"b/lines.jsonl", "{\"text\":\"One.\"}\n{}\n"}, entry{"a.txt", "Iraq agreed."}, entry{"c.md.gz", packed("# A title\n\nSyria agreed.")},
			entry{"in.zip", inner}, entry{"in2.zip.gz", packed(inner)}, entry{"t.csv", "text\nTwo.\n"}, entry{"b/", ""}, entry{"pic.png", "x"}, entry{".hidden.txt", "x"}, entry{"__MACOSX/a.txt", "x"}),
			[]string{"lines.jsonl: One.", "read a.zip/b/lines.jsonl: line 2: has no text", "a.txt: Iraq agreed.", "c.md.gz: A title\n\nSyria agreed.",
				"deep.txt: Iran agreed.", "deep.txt: Iran agreed.", "t.csv: Two."}},
		{"names are no paths", archived(t, entry{"../../../../escaped.txt", "Iraq agreed."}, entry{`C:\x\y.txt`, "Syria agreed."}, entry{"/etc/a.txt", "Iran agreed."}),
			[]string{"escaped.txt: Iraq agreed.", "y.txt: Syria agreed.", "a.txt: Iran agreed."}},
		{"nothing", archived(t, entry{"a.png", "x"}), []string{"read a.zip: " + errNothing.Error()}},
		{"no archive", "Iraq agreed.", []string{"read a.zip: " + errNoArchive.Error()}},
		{"too deep", archived(t, entry{"1.zip", archived(t, entry{"2.zip", archived(t, entry{"3.zip", archived(t, entry{"a.txt", "Iraq."})})})}),
			[]string{"read a.zip/1.zip/2.zip/3.zip: " + errNested.Error()}},
		{"a bomb", archived(t, entry{"a.txt", strings.Repeat("a", 10<<20)}, entry{"b.txt", "Iraq agreed."}), []string{"read a.zip/a.txt: " + errRatio.Error(), "b.txt: Iraq agreed."}},
		{"a packed bomb", archived(t, entry{"a.jsonl.gz", packed(strings.Repeat(" ", 10<<20))}, entry{"b.txt", "Iraq agreed."}),
			[]string{"read a.zip/a.jsonl.gz: line 1: " + errRatio.Error(), "b.txt: Iraq agreed."}},
		{"encrypted", encrypted(archived(t, entry{"a.txt", "Iraq agreed."})), []string{"read a.zip/a.txt: " + errSealed.Error()}},
		{"cut off", archived(t, entry{"a.txt", "Iraq agreed."})[:40], []string{"read a.zip: " + errNoArchive.Error()}},
		{"damaged", strings.Replace(archived(t, entry{"a.txt", "Iraq"}), "PK\x03\x04", "PX\x03\x04", 1), []string{"read a.zip/a.txt: cannot be unpacked: zip: not a valid zip file"}},
		{"shared bytes", overlapping(t), []string{"read a.zip: " + errOverlap.Error()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := write(t, map[string]string{"a.zip": c.archive})
			l, err := Find(dir)
			if err != nil {
				t.Fatal(err)
			}
			told := int64(0)
			got := readAll(Reader{Progress: func(n int64) { told += n }}, dir, l)
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if !strings.Contains(c.name, "shared") && len(got) > 1 && told != l.Size() {
				t.Errorf("told of %d of %d bytes", told, l.Size())
			}
		})
	}
	if _, err := os.Stat(filepath.Join(os.TempDir(), "escaped.txt")); err == nil {
		t.Error("an entry was written to the disk")
	}
}

// encrypted marks the entries of an archive as encrypted.
func encrypted(archive string) string {
	b := []byte(archive)
	for at := 0; ; at++ {
		n := bytes.Index(b[at:], []byte("PK\x01\x02"))
		if n < 0 {
			return string(b)
		}
		at += n
		b[at+8] |= 1
	}
}

// overlapping is an archive whose list names the same bytes many times over.
func overlapping(t *testing.T) string {
	t.Helper()
	one := archived(t, entry{"a.txt", "Iraq agreed to it, and so did others, it was said on Friday."})
	list, end := strings.Index(one, "PK\x01\x02"), strings.Index(one, "PK\x05\x06")
	const times = 40
	tail := []byte(one[end:])
	binary.LittleEndian.PutUint16(tail[8:], times)
	binary.LittleEndian.PutUint16(tail[10:], times)
	binary.LittleEndian.PutUint32(tail[12:], uint32(times*(end-list)))
	return one[:list] + strings.Repeat(one[list:end], times) + string(tail)
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte(archived(f, entry{"a.txt", "Iraq agreed."}, entry{"b.zip", archived(f, entry{"c.csv", "text\nOne.\n"})})))
	f.Add([]byte(archived(f, entry{"a.jsonl.gz", packed("{\"text\":\"One.\"}\n")})))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := FindFS(fstest.MapFS{"a.zip": {Data: data}, "b.zip.gz": {Data: []byte(packed(string(data)))}})
		if err != nil {
			t.Fatal(err)
		}
		for a, err := range (Reader{}).Articles(l.Sources...) {
			if err == nil {
				sound(t, a)
			}
		}
	})
}
