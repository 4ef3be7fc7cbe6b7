// Package standintest is what tests on a stand-in have in common: all that is said
// is held against Discord's own description, and a log can be waited on.
package standintest

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"newsdesk/internal/standin/openapitest"
)

// description is Discord's own, which lies beside the project and not in it; nil
// where it is not at hand.
var description = sync.OnceValues(func() (*openapitest.Spec, error) {
	dir, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
			break
		}
	}
	spec, err := openapitest.Load(filepath.Join(dir, "..", "shared", "discord", "openapi.json"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return spec, err
})

// Recorder checks every exchange that it observes, and has the test fail at its
// end for what was wrong. It observes nothing where the description is not at hand.
func Recorder(t testing.TB) *openapitest.Recorder {
	t.Helper()
	spec, err := description()
	if err != nil {
		t.Fatal(err)
	}
	r := &openapitest.Recorder{Spec: spec}
	t.Cleanup(func() {
		for _, err := range r.Errors() {
			t.Error(err)
		}
	})
	return r
}

// Log is a text that many goroutines write.
type Log struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write adds to the log.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

// String is all that was written.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
