package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	discordstandin "newsdesk/internal/standin"
)

// TestLinkOnDiscord has the built bot store a page of which it is given the link,
// answer from it, and refuse a link that leads elsewhere on its network.
func TestLinkOnDiscord(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/inside" {
			http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, `<html><head><title>Ferry to Basra opens</title><meta property="og:site_name" content="Tigris Times"></head><body><article>
<p>The ferry to Basra opened on Monday after two years of work, and carried forty cars over the river, the ministry said.</p></article></body></html>`)
	}))
	defer site.Close()
	t.Setenv("FETCH_ALLOW", "127.0.0.1")
	d := startOnDiscord(t, filepath.Join(t.TempDir(), "data"))
	add := func(link string, wants ...string) {
		t.Helper()
		if _, err := d.SlashCommand(d.channel, d.ruth, "coverage add", discordstandin.Options{"link": link}); err != nil {
			t.Fatal(err)
		}
		e, err := d.seen.Until(d.ctx, func(e discordstandin.Event) bool {
			return e.Message != nil && strings.Contains(e.Message.Content, wants[0])
		})
		if err != nil {
			t.Fatalf("%s: %v", link, err)
		}
		for _, want := range wants {
			if !strings.Contains(e.Message.Content, want) {
				t.Errorf("%s: %q does not say %q", link, e.Message.Content, want)
			}
		}
	}
	add(site.URL+"/ferry", "New, and can be asked about now", "Ferry to Basra opens", "Tigris Times", "undated")
	add(site.URL+"/ferry#top", "Unchanged", "Ferry to Basra opens")
	add(site.URL+"/inside", "Nothing was added from that link", "not on the public internet")
	if _, err := d.SlashCommand(d.channel, d.ruth, "ask", discordstandin.Options{"question": "When did the ferry to Basra open?"}); err != nil {
		t.Fatal(err)
	}
	if m := d.answer(t); !strings.Contains(m.Content, "The ferry to Basra opened on Monday") {
		t.Errorf("of the page it answers %q", m.Content)
	}
	d.end(t)
}
