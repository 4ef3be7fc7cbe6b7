package discord_test

import (
	"context"
	"strings"
	"testing"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// AddLink stores an article for links to news.example, and all else is refused.
func (d *desk) AddLink(_ context.Context, link string) (discord.Added, error) {
	switch {
	case !strings.HasPrefix(link, "https://news.example/"):
		return discord.Added{}, &discord.UnreadableError{Reason: "it leads to a place that is *not* on the public internet"}
	case strings.HasSuffix(link, "/break"):
		return discord.Added{}, errDesk
	case strings.HasSuffix(link, ".jsonl"):
		return discord.Added{New: 2, Problems: []string{"line 2: has no text"}}, nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	a := rag.Article{ID: "added", Title: "Bridge *opens*", Outlet: "INA", URL: link, Body: "The bridge opened."}
	_, had := d.articles[a.ID]
	d.articles[a.ID] = a
	if had {
		return discord.Added{Replaced: 1, Article: a, Problems: []string{"states several dates of publication"}}, nil
	}
	return discord.Added{New: 1, Article: a}, nil
}

func TestCoverageAddLink(t *testing.T) {
	r := newRoom(t)
	link := standin.Options{"link": "https://news.example/bridge"}
	holds(t, r.told(r.ruth, "coverage add", link), "Manage Server")
	holds(t, r.told(r.alice, "coverage add", nil), "Give a **file** to attach, or the **link**")
	story := standin.File{Name: "story.txt", Type: "text/plain", Data: []byte("The dam was closed.")}
	holds(t, r.told(r.alice, "coverage add", standin.Options{"link": "https://news.example/bridge", "file": story}), "not both")
	if _, ok := r.desk.articles["added"]; ok {
		t.Fatal("something was stored")
	}
	_, reply := r.slash(r.alice, "coverage add", link)
	if !reply.Message.Ephemeral() {
		t.Error("it is answered for all to see")
	}
	holds(t, r.saying("New, and can be asked about now").Content, "Bridge \\*opens\\*", "INA", "undated", "https://news.example/bridge")
	r.slash(r.alice, "coverage add", link)
	holds(t, r.saying("Replaced").Content, "Bridge", "- states several dates")
	r.slash(r.alice, "coverage add", standin.Options{"link": "https://news.example/all.jsonl"})
	holds(t, r.saying("that link").Content, "2 new, 0 replaced", "- line 2: has no text")
	r.slash(r.alice, "coverage add", standin.Options{"link": "http://10.0.0.1/"})
	holds(t, r.saying("Nothing was added").Content, "it leads to a place that is \\*not\\* on the public internet.")
	r.slash(r.alice, "coverage add", standin.Options{"link": "https://news.example/break"})
	if m := r.saying("went wrong"); strings.Contains(m.Content, "secret") {
		t.Errorf("it says %q", m.Content)
	}
}
