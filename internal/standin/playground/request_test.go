package playground

import (
	"errors"
	"fmt"
	"testing"
	"unicode/utf8"

	"newsdesk/internal/standin"
)

// FuzzParse reads any bytes as a request: it fails, or gives arguments of the kinds
// that the local Discord takes.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		`{"id":1,"do":"hello","tab":"x"}`, `{"do":"run","options":{"a":"b","c":true,"d":3,"e":3.5,"f":{"name":"n","data":"aGk="}}}`,
		`{"do":"send","files":[{"name":"n","type":"t","data":"AAAA"}]}`, `{"options":{"a":null}}`, `{"options":{"a":1e400}}`, `[]`, ``, `{"id":"x"}`, `{"options":{"a":9007199254740993}}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := parse(b)
		if err != nil {
			return
		}
		for name, v := range r.arguments() {
			switch v.(type) {
			case string, bool, int, float64, standin.File:
			default:
				t.Errorf("%s is a %T", name, v)
			}
		}
	})
}

// FuzzPlain makes words of any error.
func FuzzPlain(f *testing.F) {
	f.Add("say in 1: 403: Missing Permissions (50013)")
	f.Add(`run /ask: option "question" is required`)
	f.Fuzz(func(t *testing.T, s string) {
		if got := plain(errors.New(s)); s != "" && got == "" || utf8.ValidString(s) && !utf8.ValidString(got) {
			t.Errorf("%q becomes %q", s, got)
		}
	})
}

func TestPlain(t *testing.T) {
	for from, want := range map[string]string{
		"say in 147: 403: Missing Permissions (50013)":             "Missing Permissions",
		`run /coverage add: option "file" is required`:             `option "file" is required`,
		"submit the modal of 12: field \"a\" is required":          `field "a" is required`,
		"select in \"x\" of message 1: 2 values chosen":            "2 values chosen",
		"there is no such channel any more":                        "there is no such channel any more",
		"start a thread of message 5: 400: Cannot execute (50024)": "Cannot execute",
	} {
		if got := plain(errors.New(from)); got != want {
			t.Errorf("%q becomes %q, want %q", from, got, want)
		}
	}
	if got := plain(fmt.Errorf("complete: %w", standin.ErrNoAnswer)); got != "The application did not respond." {
		t.Errorf("no answer is %q", got)
	}
}
