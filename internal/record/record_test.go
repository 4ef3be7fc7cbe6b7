package record

import (
	"testing"
	"time"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

// open opens the record in dir until the test ends.
func open(t testing.TB, dir string) *Record {
	t.Helper()
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	})
	return r
}

// fillAndClose leaves a record of two articles.
func fillAndClose(t *testing.T, dir string) {
	t.Helper()
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := r.Put(t.Context(), []rag.Prepared{recordtest.Prepared(1, 1), recordtest.Prepared(2, 1)}); err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestContract(t *testing.T) {
	recordtest.Run(t, recordtest.Options{LeaseTime: LeaseTime, New: func(t *testing.T) recordtest.Opener {
		dir := t.TempDir()
		return func(now func() time.Time) recordtest.Record {
			r, err := Open(t.Context(), dir, Options{Now: now})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
	}})
}
