package discord_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// AddLink stores an article for links to news.example, and all else is refused.
func (d *desk) AddLink(_ context.Context, audience, by, link string) (discord.Added, error) {
	if link == "https://news.example/feed.xml" {
		d.mu.Lock()
		defer d.mu.Unlock()
		f := discord.Followed{ID: "feed1", Kind: "feed", Address: "https://news.example/feed.xml", State: "works", Own: true, Worked: time.Unix(1772323200, 0), Due: time.Unix(1772326800, 0), Added: 7}
		d.followed = append(d.followed, ownFollowed{audience, by, f})
		return discord.Added{Follows: &f}, nil
	}
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
	a := rag.Article{ID: "added", Title: "Bridge *opens*", Outlet: "INA", URL: link, Body: "The bridge opened.", Audience: audience}
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

// ownFollowed is what is followed for an audience.
type ownFollowed struct {
	audience, by string
	discord.Followed
}

func (d *desk) Followed(_ context.Context, audience string) ([]discord.Followed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	var all []discord.Followed
	for _, f := range d.followed {
		if f.audience == audience {
			all = append(all, f.Followed)
		}
	}
	return append(all, discord.Followed{ID: "wire", Kind: "feed", Address: "https://wire.example/rss", State: "fails", Why: "the site answered 503 Service @everyone; try again later"}), nil
}

func (d *desk) Unfollow(_ context.Context, audience, id string) (discord.Followed, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for i, f := range d.followed {
		if f.audience == audience && f.ID == id {
			d.followed = slices.Delete(d.followed, i, i+1)
			return f.Followed, nil
		}
	}
	return discord.Followed{}, rag.ErrNotFound
}

// coverageSources follows a feed for one server, which alone sees it and ends it.
func coverageSources(t *testing.T, r *room) {
	link := standin.Options{"link": "https://news.example/feed.xml"}
	holds(t, r.told(r.ruth, "coverage add", link), "Manage Server")
	holds(t, r.told(r.ruth, "coverage sources", nil), "**fails** [wire.example/rss](<https://wire.example/rss>)", "503 Service @\u200beveryone", "last worked never")
	r.slash(r.alice, "coverage add", link)
	holds(t, r.saying("From now on").Content, "for this server alone: [news.example/feed.xml](<https://news.example/feed.xml>)", "7 of its articles can be asked about now")
	holds(t, r.told(r.ruth, "coverage sources", nil), "**works** [news.example/feed.xml](<https://news.example/feed.xml>), of this server alone (`feed1`)", "last worked <t:1772323200:R>, next <t:1772326800:R>; 7 new")
	choices, err := r.Autocomplete(r.ctx, r.channel, r.alice, "coverage unfollow", standin.Options{"source": "news"}, "source")
	if r.must(err); len(choices) != 1 || choices[0].Value != "feed1" {
		t.Errorf("the choices are %+v", choices)
	}
	holds(t, r.told(r.ruth, "coverage unfollow", standin.Options{"source": "feed1"}), "Manage Server")
	holds(t, r.told(r.alice, "coverage unfollow", standin.Options{"source": "wire"}), "This server follows no wire")
	holds(t, r.told(r.alice, "coverage unfollow", standin.Options{"source": "feed1"}), "Followed no longer", "Its articles stay")
	r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "outlets": "INA"})
	holds(t, r.told(r.ruth, "coverage sources", nil), "Manage Server")
}
