package main

import (
	"mime"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// web DIR serves a folder on this machine, and sets WEB to its address and
// FETCH_ALLOW so that it may be asked. A file NAME.gone beside NAME has it be gone
// for good.
func web(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(mime.AddExtensionType(".jsonl", "application/x-ndjson"))
	ts.Check(mime.AddExtensionType(".rss", "application/rss+xml"))
	dir := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch name := strings.TrimPrefix(r.URL.Path, "/"); name {
		case "inside":
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
		case "moved":
			http.Redirect(w, r, "/story.html", http.StatusMovedPermanently)
		default:
			if _, err := os.Stat(filepath.Join(dir, filepath.Base(name)+".gone")); err == nil {
				w.WriteHeader(http.StatusGone)
				return
			}
			http.ServeFile(w, r, filepath.Join(dir, filepath.Base(name)))
		}
	}))
	ts.Defer(server.Close)
	ts.Setenv("WEB", server.URL)
	ts.Setenv("FETCH_ALLOW", "127.0.0.1")
}
