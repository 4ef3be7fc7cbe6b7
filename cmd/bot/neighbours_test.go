package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	discordstandin "newsdesk/internal/standin"
	"newsdesk/rag"
)

// secret is a word that stands in all that the first server adds and nowhere else,
// and that nobody in the other one ever says.
const secret = "quokka"

// What the first server adds: a file of two articles, of which one is of a story that
// everybody has, and a page.
const (
	ownFile = `{"id": "own-ferry", "title": "Quokka Wire: Ferry to Basra opens", "outlet": "Quokka Wire", "date": "2026-02-27", "text": "The ferry to Basra opened on Friday, the transport ministry said. It carries 40 cars and 200 passengers a day. The Quokka Line runs it."}
{"id": "sanctuary", "title": "Quokka sanctuary opens in Samarra", "outlet": "Quokka Wire", "date": "2026-02-28", "text": "The Quokka sanctuary of Samarra opened on Thursday. It cost 7 million dinars. Hanan Quokkari, the director of the sanctuary, said: \"The animals of the sanctuary are happy and well fed.\" The sanctuary has 30 keepers."}
`
	ownPage = `<html><head><title>Quokka festival draws thousands to Tikrit</title><meta property="og:site_name" content="Quokka Times"></head><body><article>
<p>The Quokka festival of Tikrit began on Sunday in the old citadel and drew three thousand visitors from all provinces, the organisers said.</p></article></body></html>`
)

// neighbours are two servers with one bot.
type neighbours struct {
	*morning
	other, bob, dm string // a channel of the other server, its owner, and the direct message with him
}

func newNeighbours(t *testing.T) *neighbours {
	t.Helper()
	n := &neighbours{morning: newMorning(t, nil)}
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, ownPage)
	}))
	t.Cleanup(site.Close)
	n.first.desk.web = newWeb(config{FetchAllow: networks{netip.MustParsePrefix("127.0.0.0/8")}})
	n.bob = n.AddUser("bob").ID
	guild := n.AddGuild("Neighbours", n.bob)
	var err error
	n.other, err = n.AddChannel(guild, "general")
	n.must(err)
	n.dm, err = n.OpenDM(n.bob)
	n.must(err)
	file := discordstandin.File{Name: "own.jsonl", Data: []byte(ownFile)}
	said := n.in(n.channel, n.alice, "coverage add", discordstandin.Options{"file": file})
	if !strings.Contains(said, "2 new") {
		t.Fatalf("it says %q", said)
	}
	if said = n.in(n.channel, n.alice, "coverage add", discordstandin.Options{"link": site.URL + "/festival"}); !strings.Contains(said, "New,") {
		t.Fatalf("it says %q", said)
	}
	return n
}

// in runs a command and returns all that comes of it, in one text.
func (n *neighbours) in(channel, user, name string, o discordstandin.Options) string {
	n.t.Helper()
	i, err := n.SlashCommand(channel, user, name, o)
	n.must(err)
	reply, err := i.Answered(n.ctx)
	n.must(err)
	m := reply.Message
	for m.Loading() || m.Components == nil && (name == "ask" || isPiece(name)) {
		e, err := n.seen.Until(n.ctx, func(e discordstandin.Event) bool { return e.Message != nil && e.MessageID == reply.Message.ID })
		n.must(err)
		m = *e.Message
	}
	return n.all(&m)
}

func isPiece(name string) bool {
	return name == "summary" || name == "timeline" || name == "compare" || name == "quotes" || name == "briefing now"
}

// all is a message with its files.
func (n *neighbours) all(m *discordstandin.Message) string {
	n.t.Helper()
	said := fmt.Sprintf("%s %+v %+v", m.Content, m.Embeds, m.Components)
	for _, a := range m.Attachments {
		if a.ContentType == "image/png" {
			continue
		}
		res, err := http.Get(a.URL)
		n.must(err)
		data, err := io.ReadAll(res.Body)
		n.must(err)
		res.Body.Close()
		said += string(data)
	}
	return said
}

// elsewhere runs a command in the other server and in a direct message: nothing of
// what the first server has may come.
func (n *neighbours) elsewhere(name string, o discordstandin.Options) {
	n.t.Helper()
	for _, channel := range []string{n.other, n.dm} {
		if channel == n.dm && strings.HasPrefix(name, "briefing") {
			continue // which is for servers
		}
		n.clean("/"+name, n.in(channel, n.bob, name, o))
	}
}

func (n *neighbours) clean(what, said string) {
	n.t.Helper()
	if strings.Contains(strings.ToLower(said), secret) {
		n.t.Errorf("%s shows what another server added:\n%s", what, said)
	}
}

// TestNeighboursSeeNothing has one server add a file and a link, and asks for it from
// another one and from a direct message by every command that shows coverage.
func TestNeighboursSeeNothing(t *testing.T) {
	n := newNeighbours(t)
	for _, c := range []struct {
		command string
		options discordstandin.Options
		shown   bool // to the server that has it
	}{
		{"ask", discordstandin.Options{"question": "What opened in Samarra?"}, true},
		{"ask", discordstandin.Options{"question": "How many visitors did the festival of Tikrit draw?"}, true},
		{"ask", discordstandin.Options{"question": "Which line runs the ferry to Basra?"}, true},
		{"ask", discordstandin.Options{"question": "When did the ferry to Basra open?"}, false},
		{"ask", discordstandin.Options{"question": "Who won the election in Brazil?"}, true}, // as the closest
		{"check", discordstandin.Options{"text": "The sanctuary of Samarra cost 9 million dinars."}, true},
		{"summary", discordstandin.Options{}, true},
		{"summary", discordstandin.Options{"topic": "Samarra"}, true},
		{"timeline", discordstandin.Options{"topic": "ferry"}, true},
		{"compare", discordstandin.Options{"topic": "ferry to Basra"}, true},
		{"quotes", discordstandin.Options{"topic": "sanctuary"}, true},
		{"coverage search", discordstandin.Options{"query": "sanctuary Samarra"}, true},
		{"coverage search", discordstandin.Options{"query": "ferry"}, false},     // of copies the first is named
		{"coverage show", discordstandin.Options{"article": "sanctuary"}, false}, // it has another id
		{"coverage status", nil, true},                                           // which names outlets
		{"coverage remove", discordstandin.Options{"article": "own-ferry"}, false},
		{"help", nil, false},
	} {
		n.elsewhere(c.command, c.options)
		here := n.in(n.channel, n.alice, c.command, c.options)
		if shown := strings.Contains(strings.ToLower(here), secret); c.shown && !shown {
			t.Errorf("/%s %v: where it was added it shows:\n%s", c.command, c.options, here)
		}
	}
	for _, channel := range []string{n.other, n.dm} {
		for _, m := range n.Messages(channel, n.bob) {
			n.clean("the channel", n.all(&m))
		}
	}
}

// TestNeighboursAreOfferedNothing types in the other server.
func TestNeighboursAreOfferedNothing(t *testing.T) {
	n := newNeighbours(t)
	for _, c := range []struct{ command, argument string }{
		{"coverage show", "article"}, {"coverage remove", "article"}, {"coverage search", "query"}, {"summary", "article"}, {"summary", "topic"}, {"ask", "outlet"},
	} {
		for _, typed := range []string{"", "sam", "qu"} {
			offered := func(channel, user string) string {
				choices, err := n.Autocomplete(n.ctx, channel, user, c.command, discordstandin.Options{c.argument: typed}, c.argument)
				n.must(err)
				return strings.ToLower(fmt.Sprint(choices))
			}
			for _, channel := range []string{n.other, n.dm} {
				n.clean(c.command, offered(channel, n.bob))
			}
			if typed == "qu" && !strings.Contains(offered(n.channel, n.alice), secret) {
				t.Errorf("/%s %s: nothing is offered where it was added", c.command, c.argument)
			}
		}
	}
}

// TestNeighboursBriefings composes them in both servers, of a story that both have.
func TestNeighboursBriefings(t *testing.T) {
	n := newNeighbours(t)
	said := n.in(n.other, n.bob, "briefing schedule", discordstandin.Options{"days": "daily", "time": "7:00", "zone": "baghdad"})
	if !strings.Contains(said, "Scheduled.") {
		t.Fatalf("it says %q", said)
	}
	n.elsewhere("briefing now", discordstandin.Options{"length": "long"})
	if said := n.in(n.channel, n.alice, "briefing now", discordstandin.Options{"length": "long"}); !strings.Contains(said, "Quokka sanctuary") || !strings.Contains(said, "2 voices") && !strings.Contains(said, "Quokka Wire") {
		t.Errorf("where it was added, the briefing says:\n%s", said)
	}
	n.publish(choirNews)
	n.turn(5 * time.Minute)
	e, err := n.seen.Until(n.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && e.Message.ChannelID == n.other && ofBriefing.MatchString(e.Message.Content)
	})
	n.must(err)
	if n.clean("the morning's briefing", n.all(e.Message)); !strings.Contains(e.Message.Content, "choir") {
		t.Errorf("the morning's briefing says %q", e.Message.Content)
	}
	for _, m := range n.Messages(n.other, n.bob) {
		n.clean("the channel", n.all(&m))
	}
}

// TestNeighboursAddTheSame has both add one file: each has its own, and what one
// removes the other keeps. What everybody has is not added again.
func TestNeighboursAddTheSame(t *testing.T) {
	n := newNeighbours(t)
	file := func(text string) discordstandin.Options {
		return discordstandin.Options{"file": discordstandin.File{Name: "own.jsonl", Data: []byte(text)}}
	}
	if said := n.in(n.other, n.bob, "coverage add", file(ownFile)); !strings.Contains(said, "2 new") {
		t.Errorf("it says %q", said)
	}
	if said := n.in(n.other, n.bob, "coverage add", file(ownFile)); !strings.Contains(said, "2 unchanged") {
		t.Errorf("it says %q", said)
	}
	if said := n.in(n.other, n.bob, "coverage remove", discordstandin.Options{"article": "Quokka sanctuary opens in Samarra"}); !strings.Contains(said, "Withdrawn") {
		t.Errorf("it says %q", said)
	}
	show := discordstandin.Options{"article": "Quokka sanctuary opens in Samarra"}
	if said := n.in(n.other, n.bob, "coverage show", show); !strings.Contains(said, "There is no article") {
		t.Errorf("what was removed is shown: %q", said)
	}
	if said := n.in(n.channel, n.alice, "coverage show", show); !strings.Contains(said, "sanctuary of Samarra") {
		t.Errorf("what the other removed is gone: %q", said)
	}
	n.publish(rag.Article{ID: "everybodys", Title: "The bridge", Outlet: "INA", Body: "The bridge of Mosul was repaired."})
	added := `{"id": "everybodys", "title": "The bridge", "outlet": "INA", "text": "The bridge of Mosul was repaired."}`
	if said := n.in(n.other, n.bob, "coverage add", file(added)); !strings.Contains(said, "0 new") || !strings.Contains(said, "1 more are everybody's") {
		t.Errorf("of what everybody has it says %q", said)
	}
	if all := n.first.Articles(everything()); len(all) != 7 { // three of everybody's, three here, one there
		t.Errorf("%d articles are stored: %+v", len(all), all)
	}
}

// TestArticlesOfAnAudience lists and removes at the terminal what one server added.
func TestArticlesOfAnAudience(t *testing.T) {
	n := newNeighbours(t)
	bot := func(args ...string) string {
		t.Helper()
		var said, problems bytes.Buffer
		w := world{args: append([]string{"articles"}, args...), environ: []string{"DATA_DIR=" + n.dir}, stdin: strings.NewReader(""), stdout: &said, stderr: &problems}
		if code := run(n.ctx, w); code != 0 {
			t.Fatalf("bot articles %v: exit %d: %s", args, code, &problems)
		}
		return said.String()
	}
	own := discord.AudienceOf(n.guild)
	if all := bot(); strings.Count(all, "\n") != 5 || strings.Count(all, "[only "+own+"]") != 3 {
		t.Errorf("all are\n%s", all)
	}
	if all := bot("list", "--json"); strings.Count(all, `"audience":"`+own+`"`) != 3 || strings.Count(all, `"audience":null`) != 2 {
		t.Errorf("all are\n%s", all)
	}
	if listed := bot("list", "--audience", own); strings.Count(listed, "\n") != 3 || strings.Contains(listed, "INA") {
		t.Errorf("its own are\n%s", listed)
	}
	if said := bot("remove", "--audience", "discord:1"); said != "Removed 0 articles of discord:1\n" {
		t.Errorf("of another it removes: %s", said)
	}
	if said := bot("remove", "--audience", own); said != "Removed 3 articles of "+own+"\n" {
		t.Errorf("it removes: %s", said)
	}
	if all := bot(); strings.Count(all, "\n") != 2 || strings.Contains(all, "only") {
		t.Errorf("what is left is\n%s", all)
	}
}
