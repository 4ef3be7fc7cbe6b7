package coverage

import (
	"io"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
)

func TestRows(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     []string
	}{
		{"commas", "id,title,text,url,date,source,lang,byline\n7,A title,\"Iraq, it said,\nagreed.\",https://x.example/a,2025-03-14,AFP,en,Jane Doe\n",
			[]string{"a.csv: Iraq, it said,\nagreed."}},
		{"semicolons and BOM", "\ufeffHeadline;Article Body;Published At\r\nA title;Iraq agreed; 2025-03-14\r\n", []string{"a.csv: Iraq agreed"}},
		{"tabs", "title\tcontent\nA title\tIraq agreed.\n\n\nB title\tSyria, too.", []string{"a.csv: Iraq agreed.", "a.csv: Syria, too."}},
		{"excel's line", "sep=;\ntitle;text\nA;Iraq agreed.\nB;\n", []string{"a.csv: Iraq agreed.", "read a.csv: line 4: the text is empty"}},
		{"quoted names", "\"title\",\"text\"\n\"A \"\"b\"\"\",\"Iraq agreed.\"\n", []string{"a.csv: Iraq agreed."}},
		{"short and empty rows", "title,text,date\n,,\nA\n\nA,Iraq agreed.,soon\nB,Syria too.\n",
			[]string{"read a.csv: line 3: the text is empty", `warning: read a.csv: line 5: date "soon": not understood, so the article stays undated`, "a.csv: Iraq agreed.", "a.csv: Syria too."}},
		{"a broken row", "title,text\nA,Iraq \"agreed\" it.\n\"B,\"x\nC,Syria too.\n", []string{
			`read a.csv: line 2: is no row of a table: bare " in non-quoted-field; a quotation mark within quotes is written twice`,
			`read a.csv: line 3: is no row of a table: extraneous or missing " in quoted-field; a quotation mark within quotes is written twice`,
			"a.csv: Syria too."}},
		{"no names", "A title,Iraq agreed.\n", []string{"read a.csv: " + errNoColumns.Error()}},
		{"nothing", "", []string{"read a.csv: " + errNoColumns.Error()}},
		{"not UTF-8", "title,text\nA,\xc7\xe1\nB,Syria too.\n", []string{"read a.csv: line 2: text is not UTF-8 at byte 1; convert it: iconv -f WINDOWS-1256 -t UTF-8 (or from what it is written in)", "a.csv: Syria too."}},
		{"UTF-16", "\xff\xfet\x00", []string{"read a.csv: " + errUTF16.Error()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			l, err := FindFS(fstest.MapFS{"a.csv": {Data: []byte(c.in)}})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, readAll(Reader{}, "", l)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRowFields checks that a row says what a record with its fields says.
func TestRowFields(t *testing.T) {
	var got []rag.Article
	in := "id,title,text,url,date,source,lang,byline\n7,A title,Iraq agreed.,https://x.example/a,2025-03-14,AFP,en,Jane Doe\n"
	Reader{}.rows(Source{Path: "a.csv"}, strings.NewReader(in), func(a rag.Article, err error) bool {
		got = append(got, a)
		return err == nil
	})
	want, _, err := ParseRecord([]byte(`{"id":"7","title":"A title","text":"Iraq agreed.","url":"https://x.example/a","date":"2025-03-14","source":"AFP","lang":"en","byline":"Jane Doe"}`))
	want.File = "a.csv"
	if diff := cmp.Diff([]rag.Article{want}, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// endless is a cell that is never closed.
type endless struct{ given int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	e.given += int64(len(p))
	return len(p), nil
}

func TestEndlessRow(t *testing.T) {
	cell := &endless{}
	var last error
	Reader{}.rows(Source{Path: "a.csv"}, io.MultiReader(strings.NewReader("title,text\nA,\""), cell), func(_ rag.Article, err error) bool {
		last = err
		return err == nil
	})
	if last == nil || !strings.Contains(last.Error(), "a row of more than 64 MB") || cell.given > 2*maxText {
		t.Errorf("%v after %d bytes", last, cell.given)
	}
}

func FuzzCSV(f *testing.F) {
	f.Add("title,text\nA,\"Iraq\nagreed\"\n")
	f.Add("sep=;\ntitle;text;date\nA;Iraq;2025-03-14\n")
	f.Add("\ufefftext\t\"id\"\r\nIraq\t1\r\n")
	f.Fuzz(func(t *testing.T, s string) {
		n := 0
		Reader{}.rows(Source{Path: "a.csv"}, iotest.HalfReader(strings.NewReader(s)), func(a rag.Article, err error) bool {
			if n++; err == nil {
				sound(t, a)
			}
			return n <= strings.Count(s, "\n")+1
		})
		if n > strings.Count(s, "\n")+strings.Count(s, "\r")+1 {
			t.Errorf("%d articles", n)
		}
	})
}
