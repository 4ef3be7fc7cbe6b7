package coverage

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
)

func TestParseRecord(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     rag.Article
		warnings int
	}{
		{"all", `{"_id":"a1","title":" A  title","text":"Iraq agreed.\n","url":"https://x.org/a","date":"2022/12/26","source":"x.org","lang":"en"}`,
			rag.Article{ID: "a1", Title: "A title", Outlet: "x.org", Published: rag.Day(2022, 12, 26), URL: "https://x.org/a", Language: "en", Body: "Iraq agreed.\n"}, 0},
		{"other names", `{"id":7,"text":"Iraq agreed.","published":"2025-03-14T09:30:00+03:00","outlet":"X","url":null,"more":[1]}`,
			rag.Article{ID: "7", Title: "Iraq agreed.", TitleDerived: true, Outlet: "X", Body: "Iraq agreed.",
				Published: rag.Date{Time: time.Date(2025, 3, 14, 9, 30, 0, 0, time.FixedZone("", 3*3600)), Precision: rag.ToMinute}}, 0},
		{"title repeated", `{"id":"a","title":"A title","text":"A title\nIraq agreed."}`,
			rag.Article{ID: "a", Title: "A title", Body: "A title\nIraq agreed.", Prose: 8, Language: "en"}, 0},
		{"dateline", `{"id":"a","title":"T","source":"S","text":"BAGHDAD (AP) — Iraq agreed."}`,
			rag.Article{ID: "a", Title: "T", Outlet: "S", Body: "BAGHDAD (AP) — Iraq agreed.", Prose: 17}, 0},
		{"not understood", `{"id":"a","title":"T","text":"Iraq agreed.","date":"last week","url":"javascript:alert(1)"}`,
			rag.Article{ID: "a", Title: "T", Body: "Iraq agreed."}, 2},
		{"other types", `{"id":"a","title":5,"text":"Iraq agreed.","date":1741910400,"source":{},"byline":["b"],"url":7,"lang":true}`,
			rag.Article{ID: "a", Title: "5", Body: "Iraq agreed."}, 5},
		{"second name", `{"id":{},"_id":"a","title":false,"text":"Iraq agreed.","date":20250314,"published":"2025-03-14","outlet":1,"source":"S"}`,
			rag.Article{ID: "a", Title: "false", Outlet: "S", Body: "Iraq agreed.", Published: rag.Day(2025, 3, 14)}, 3},
		{"nothing given", `{"_id":"a","id":null,"title":null,"text":"Iraq agreed.","date":null,"source":null}`,
			rag.Article{ID: "a", Title: "Iraq agreed.", TitleDerived: true, Body: "Iraq agreed."}, 0},
	} {
		got, warnings, err := ParseRecord([]byte(c.in))
		if err != nil || len(warnings) != c.warnings {
			t.Errorf("%s: %v, warnings %v", c.name, err, warnings)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

func TestParseRecordErrors(t *testing.T) {
	for in, want := range map[string]string{
		`null`:                 "is null, not an article",
		`[]`:                   "is a JSON array, not an object",
		`"text"`:               "is a JSON string, not an object",
		`{"title":"T"}`:        "has no text",
		`{"text":null}`:        "has no text",
		`{"text":" \n"}`:       "the text is empty",
		`{"text":"--"}`:        "holds no words",
		`{"text":"a\u0000b"}`:  "holds binary data (NUL bytes), not text",
		`{"text":5}`:           "text is a number, not a text",
		`{"text":"a"`:          "not JSON: unexpected end of JSON input at byte 11",
		`{"text":"a"} x`:       "not JSON: invalid character 'x' after top-level value at byte 14",
		"{\"text\":\"a\xff\"}": "is not UTF-8 at byte 11; convert it: iconv -f WINDOWS-1256 -t UTF-8 (or from what it is written in)",
	} {
		if _, _, err := ParseRecord([]byte(in)); err == nil || err.Error() != want {
			t.Errorf("%s: %v", in, err)
		}
	}
}

func TestIDOfAddress(t *testing.T) {
	id := func(url string) rag.ArticleID {
		a, _, err := ParseRecord([]byte(`{"text":"` + url + `.","url":"` + url + `"}`))
		if err != nil {
			t.Fatal(err)
		}
		return a.ID
	}
	base := id("https://www.x.org/a?id=1")
	for _, same := range []string{"http://x.org/a/?utm_source=rss&id=1", "HTTPS://X.org:443/a?id=1#top"} {
		if id(same) != base {
			t.Errorf("%s has another id", same)
		}
	}
	for _, other := range []string{"https://x.org/A?id=1", "https://x.org/a?id=2", "https://y.org/a?id=1"} {
		if id(other) == base {
			t.Errorf("%s has the same id", other)
		}
	}
}

func TestParseDate(t *testing.T) {
	for in, want := range map[string]string{
		"2022/12/26": "2022-12-26", "2025-03-14": "2025-03-14", "2025-3-4": "2025-03-04", "20250314": "2025-03-14",
		"March 14, 2025": "2025-03-14", "Mar 14, 2025": "2025-03-14", "Sept. 5, 2022": "2022-09-05", "14 March 2025": "2025-03-14",
		"Friday, March 14, 2025": "2025-03-14", "14.03.2025": "2025-03-14", "14/03/2025": "2025-03-14", "03/14/2025": "2025-03-14",
		"3/3/2025": "2025-03-03", "2025-03-14T09:30:00": "2025-03-14", "2025-03-14 23:59": "2025-03-14",
		"2025-03-14T01:30:00+03:00": "2025-03-14T01:30+03:00", "2025-03-15T01:00:00+03:00": "2025-03-15T01:00+03:00",
		"2025-03-14T20:00:00-0530": "2025-03-14T20:00-05:30", "2025-03-14T01:30:00+00:00": "2025-03-14T01:30Z", "2025-03-14T09:30:15.5Z": "2025-03-14T09:30Z", "2025-03-14 09:30:00+0000": "",
		"Fri, 14 Mar 2025 09:30:00 GMT": "2025-03-14T09:30Z", "Fri, 14 Mar 2025 09:30:00 +0300": "2025-03-14T09:30+03:00",
		"2025-03-14 09:30:00 UTC": "2025-03-14T09:30Z", "٢٠٢٥-٠٣-١٤": "2025-03-14", "14 آذار 2025": "2025-03-14", "14 مارس، 2025": "2025-03-14",
		"03/04/2025": "", "March 2025": "", "2025": "", "yesterday": "", "14 March": "", "2025-02-30": "", "": "",
		"0001-01-01T00:00:00Z": "", "Fri, 14 Mar 2025 09:30:00 IST": "", strings.Repeat("1", 99): "",
	} {
		got, ok := parseDate(in)
		if got.String() != want || ok != (want != "") {
			t.Errorf("%q: %q, %v, want %q", in, got, ok, want)
		}
	}
}

// TestParseDateZone has the machine in the zone of the source, of which nothing
// but the offset may stay: equal dates must be equal wherever they were read.
func TestParseDateZone(t *testing.T) {
	local := time.Local
	t.Cleanup(func() { time.Local = local })
	time.Local = time.FixedZone("AST", 3*3600)
	got, ok := parseDate("2025-03-15T01:00:00+03:00")
	if name, offset := got.Time.Zone(); !ok || name != "" || offset != 3*3600 {
		t.Errorf("zone %q, %d seconds east", name, offset)
	}
}

func TestMisfitsAreNamed(t *testing.T) {
	_, warnings, err := ParseRecord([]byte(`{"text":"Iraq agreed.","date":1741910400,"source":{}}`))
	want := "date: left out, a JSON number is not a text\nsource: left out, a JSON object is not a text"
	if got := errors.Join(warnings...); err != nil || got == nil || got.Error() != want {
		t.Errorf("%v, %v", got, err)
	}
}

func FuzzParseRecord(f *testing.F) {
	for _, s := range []string{
		`{"_id":"a","title":"T","text":"Iraq agreed.","url":"https://x.org:80/a?utm_x=1","date":"2022/12/26","source":"x"}`,
		`{"id":7,"text":"A title\n\nShafaq News/ وصل","published":"Fri, 14 Mar 2025 09:30:00 GMT"}`, `null`, `[{}]`, `{"text":"a","id":{},"title":-1e9,"date":5,"lang":null}`, `{"text":"\ud800 a"}`, "\xff",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, _, err := ParseRecord(data)
		if err != nil {
			return
		}
		if a.ID == "" || a.Title == "" || !utf8.ValidString(a.Body) || a.Prose < 0 || a.Prose >= len(a.Body) {
			t.Fatalf("%+v", a)
		}
		if a.Published.Known() && a.Published.Time.Year() < minYear {
			t.Fatalf("published %v", a.Published)
		}
	})
}
