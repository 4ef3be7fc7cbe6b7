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
		if r.URL.Path == "/feed" {
			w.Header().Set("Content-Type", "application/rss+xml")
			fmt.Fprint(w, `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Tigris Times</title>
<item><title>Marsh buffalo return</title><link>/buffalo</link><guid>b1</guid><pubDate>Tue, 03 Mar 2026 09:30:00 +0300</pubDate><content:encoded><![CDATA[
<p>Some four hundred water buffalo have come back to the marshes of Chibayish since the rains, a herders' council said on Tuesday in a statement.</p>
<p>The council counted them from boats over three days, and asked for a veterinary station, which the province has promised twice before.</p>
<p>Their milk goes by boat to the cream makers of Nasiriyah, who paid more for it this winter than in any since the council was founded.</p>]]></content:encoded></item></channel></rss>`)
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
	add(site.URL+"/feed?key=secret", "From now on I follow this feed", "for this server alone", "/feed")
	add(site.URL+"/feed?key=secret", "it is followed already")
	if _, err := d.SlashCommand(d.channel, d.ruth, "ask", discordstandin.Options{"question": "How many water buffalo came back to the marshes?"}); err != nil {
		t.Fatal(err)
	}
	if m := d.answer(t); !strings.Contains(m.Content, "four hundred water buffalo") {
		t.Errorf("of the feed it answers %q", m.Content)
	}
	i, err := d.SlashCommand(d.channel, d.ruth, "coverage sources", nil)
	if err != nil {
		t.Fatal(err)
	}
	reply, err := i.Answered(d.ctx)
	if err != nil || !strings.Contains(reply.Message.Content, "**works**") || strings.Contains(reply.Message.Content, "secret") {
		t.Errorf("the sources are %q, %v", reply.Message.Content, err)
	}
	d.end(t)
}
