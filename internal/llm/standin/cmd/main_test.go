package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	w := &cancelling{cancel: cancel}
	if err := run(ctx, []string{"-addr", "127.0.0.1:0"}, w); err != nil {
		t.Error(err)
	}
	if !strings.Contains(w.String(), "faithful") {
		t.Errorf("it does not say what it serves: %s", w.String())
	}
	if err := run(t.Context(), []string{"-addr", "nowhere:x"}, &bytes.Buffer{}); err == nil {
		t.Error("it listens nowhere")
	}
}

// cancelling ends the server once it says that it serves.
type cancelling struct {
	bytes.Buffer
	cancel context.CancelFunc
}

func (c *cancelling) Write(p []byte) (int, error) {
	c.cancel()
	return c.Buffer.Write(p)
}
