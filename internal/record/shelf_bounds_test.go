package record

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestShelfBounds holds every refusal to one short line that says what is wrong.
func TestShelfBounds(t *testing.T) {
	r := open(t, t.TempDir())
	long := strings.Repeat("ü", MaxDocName/2)
	widest := doc(long, long, long, strings.Repeat("x", MaxDocBody))
	shelve(t, r, widest)
	checkDocs(t, r, long, long, widest)
	for _, test := range []struct {
		collection, key, owner string
		want                   string
	}{
		{"", "k", "o", "the collection is empty"},
		{"c", "", "o", "the key is empty"},
		{long + "x", "k", "o", "the collection is 257 bytes long, at most 256"},
		{"c", strings.Repeat(long, 1000), "o", "the key is 256000 bytes long, at most 256"},
		{"c", "k", long + "x", "the owner is 257 bytes long, at most 256"},
		{"\xff", "k", "o", `the collection "\xff" is not UTF-8`},
		{"c", "k\xc3", "o", `the key "k\xc3" is not UTF-8`},
		{"c", "k", "\xed\xa0\x80", "is not UTF-8"},
	} {
		checkRefused(t, r, doc(test.collection, test.key, test.owner, ""), test.want)
	}
	checkRefused(t, r, doc("c", "k", "o", strings.Repeat("x", MaxDocBody+1)), "the document is 1048577 bytes long, at most 1048576")
	if n, err := r.Forget(t.Context(), ""); err == nil || n != 0 {
		t.Errorf("nobody was forgotten: %d, %v", n, err)
	}
	checkDocs(t, r, "c", "")
}

// checkRefused tries a document on every method that takes what is wrong with it.
func checkRefused(t *testing.T, r *Record, d Doc, want string) {
	t.Helper()
	ctx := t.Context()
	errs := []error{r.Shelve(ctx, d), r.UpdateDoc(ctx, d.Collection, d.Key, func(*Doc) (*Doc, error) { return &d, nil })}
	if checkNames(d.Collection, d.Key) != nil {
		_, err := r.Doc(ctx, d.Collection, d.Key)
		errs = append(errs, err, r.Unshelve(ctx, d.Collection, d.Key))
	}
	if d.Key != "" && checkNames(d.Collection, d.Key) != nil {
		err := r.Docs(ctx, d.Collection, d.Key, func(Doc) error { return nil })
		errs = append(errs, errors.New(strings.ReplaceAll(fmt.Sprint(err), "prefix of keys", "key")))
	}
	if checkName("owner", d.Owner) != nil {
		_, err := r.Forget(ctx, d.Owner)
		errs = append(errs, err)
	}
	for i, err := range errs {
		if s := fmt.Sprint(err); !strings.Contains(s, want) || strings.Contains(s, "\n") || len(s) > 1000 {
			t.Errorf("method %d: %q, want %q", i, s, want)
		}
	}
}
