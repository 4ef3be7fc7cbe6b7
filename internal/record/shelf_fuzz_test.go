package record

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"newsdesk/rag"
)

// FuzzShelf stores a document and wants exactly it back, or a refusal where its
// names are none.
func FuzzShelf(f *testing.F) {
	for _, seed := range []string{"", "guild/1", "a\x00b", "\xff", "ключ", "'; DROP TABLE shelf --", "%_*?[", strings.Repeat("x", MaxDocName+1)} {
		f.Add("c"+seed, seed, seed, []byte(seed))
		f.Add("c", "k"+seed, seed, []byte(nil))
	}
	r := open(f, f.TempDir())
	f.Fuzz(func(t *testing.T, collection, key, owner string, body []byte) {
		want := Doc{Collection: collection, Key: key, Owner: owner, Body: body}
		err := r.Shelve(t.Context(), want)
		if acceptable := collection != "" && key != "" && named(collection, key, owner) && len(body) <= MaxDocBody; acceptable != (err == nil) {
			t.Fatalf("acceptable %v, error %v", acceptable, err)
		}
		if err != nil {
			return
		}
		got, err := r.Doc(t.Context(), collection, key)
		if err != nil || got.Collection != collection || got.Key != key || got.Owner != owner || !bytes.Equal(got.Body, body) {
			t.Errorf("got %+v, %v, want %+v", got, err, want)
		}
		var keys []string
		err = r.Docs(t.Context(), collection, key, func(d Doc) error { keys = append(keys, d.Key); return nil })
		if err != nil || len(keys) != 1 || keys[0] != key {
			t.Errorf("listed %q, %v", keys, err)
		}
		if err := r.Unshelve(t.Context(), collection, key); err != nil {
			t.Error(err)
		}
		if _, err := r.Doc(t.Context(), collection, key); !errors.Is(err, rag.ErrNotFound) {
			t.Errorf("%v, want ErrNotFound", err)
		}
	})
}

// named reports whether all names are short and text.
func named(names ...string) bool {
	for _, n := range names {
		if len(n) > 256 || !utf8.ValidString(n) {
			return false
		}
	}
	return true
}
