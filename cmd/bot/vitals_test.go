package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// TestEndsWithVitals has Discord refuse the token while health and metrics are
// served: the bot says so and ends, and waits for nothing that it serves itself.
func TestEndsWithVitals(t *testing.T) {
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"message": "401: Unauthorized", "code": 0}`)
	}))
	defer refusing.Close()
	var complaints bytes.Buffer
	environ := []string{"DATA_DIR=" + t.TempDir(), "DISCORD_TOKEN=wrong", "DISCORD_API_URL=" + refusing.URL, "HTTP_ADDR=127.0.0.1:0"}
	if code := run(t.Context(), world{environ: environ, stdout: io.Discard, stderr: &complaints}); code != exitFailed {
		t.Errorf("it ends with %d", code)
	}
	if !strings.Contains(complaints.String(), "oken") {
		t.Errorf("it says %q", complaints.String())
	}
}
