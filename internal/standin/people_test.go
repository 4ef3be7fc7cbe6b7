package standin_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"newsdesk/internal/standin"
	"newsdesk/internal/standin/openapitest"
	"newsdesk/internal/standin/standintest"
)

func TestEveryRouteIsDescribed(t *testing.T) {
	s := standintest.Recorder(t).Spec
	if s == nil {
		t.Skip("../shared/discord/openapi.json is not at hand")
	}
	for _, pattern := range standin.New(standin.Config{}).Patterns() {
		method, path, _ := strings.Cut(pattern, " ")
		path = strings.Replace(path, "thread-members/@me", "thread-members/{user_id}", 1)
		// Of version 9 only.
		if !s.Has(method, path) && pattern != "GET /channels/{channel_id}/threads/active" {
			t.Errorf("Discord does not have %s", pattern)
		}
	}
}

func TestSubscriptionTellsWhatPeopleSee(t *testing.T) {
	r := newRoom(t, standin.Config{})
	events := r.Subscribe()
	s := r.session()
	r.must(s.ChannelTyping(r.channel))
	m, err := s.ChannelMessageSend(r.channel, "hello")
	r.must(err)
	r.must(r.React(r.channel, r.ruth, m.ID, "👍"))
	r.must(r.Unreact(r.channel, r.ruth, m.ID, "👍"))
	_, err = s.ChannelMessageEdit(r.channel, m.ID, "hello, world")
	r.must(err)
	r.must(r.Delete(r.channel, r.alice, m.ID))
	events.Close()
	var kinds []standin.EventKind
	for {
		e, err := events.Next(r.ctx)
		if errors.Is(err, standin.ErrClosed) {
			break
		}
		r.must(err)
		if e.Kind != standin.EventCall {
			kinds = append(kinds, e.Kind)
		}
	}
	want := []standin.EventKind{standin.EventTyping, standin.EventMessage, standin.EventReaction, standin.EventUnreaction, standin.EventEdit, standin.EventDelete}
	if !slices.Equal(kinds, want) {
		t.Errorf("got %v, want %v", kinds, want)
	}
}

func TestPeopleDoOnlyWhatTheyMay(t *testing.T) {
	r := newRoom(t, standin.Config{})
	stranger := r.AddUser("stranger").ID
	m := r.say(r.ruth, "mine")
	for what, err := range map[string]error{
		"say":            errorOf(r.Say(r.channel, stranger, "x")),
		"say too much":   errorOf(r.Say(r.channel, r.ruth, strings.Repeat("x", 2001))),
		"say nothing":    errorOf(r.Say(r.channel, r.ruth, "")),
		"say nowhere":    errorOf(r.Say("1", r.ruth, "x")),
		"edit":           r.Edit(r.channel, r.alice, m.ID, "x"),
		"delete":         r.Delete(r.channel, stranger, m.ID),
		"react":          r.React(r.channel, stranger, m.ID, "👍"),
		"type":           r.Type(r.channel, stranger),
		"run":            errorOf(r.SlashCommand(r.channel, r.ruth, "none", nil)),
		"archive":        r.Archive(r.channel, false),
		"delete channel": r.DeleteChannel("1"),
		"modal":          errorOf(r.SubmitModal("1", r.ruth, nil)),
	} {
		if err == nil {
			t.Errorf("%s: it was let", what)
		}
	}
	if n := len(r.Messages(r.channel, stranger)); n != 0 {
		t.Errorf("a stranger reads %d messages", n)
	}
}

func TestThreadsOfPeople(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	th, err := s.ThreadStart(r.channel, "Basra", discordgo.ChannelTypeGuildPublicThread, 60)
	r.must(err)
	r.must(r.JoinThread(th.ID, r.ruth))
	members, err := s.ThreadMembers(th.ID, 100, false, "")
	r.must(err)
	if len(members) != 2 {
		t.Errorf("%d follow the thread, want 2", len(members))
	}
	r.must(s.ThreadMemberRemove(th.ID, r.ruth))
	r.must(s.ThreadMemberAdd(th.ID, r.alice))
	r.must(s.ThreadLeave(th.ID))
	r.must(r.Archive(th.ID, false))
	old, err := s.ThreadsArchived(r.channel, nil, 10)
	r.must(err)
	if len(old.Threads) != 1 || old.Threads[0].ID != th.ID {
		t.Errorf("archived: %+v", old)
	}
	active, err := s.GuildThreadsActive(r.guild)
	r.must(err)
	seen := r.Channels(r.ruth)
	if len(active.Threads) != 0 || len(seen) != 2 || !seen[1].Thread.Archived {
		t.Errorf("active %v, ruth sees %+v", active.Threads, seen)
	}
}

func TestUpdatesThatAreNoEdits(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	m := r.say(r.ruth, "https://example.com")
	r.must(r.Unfurl(r.channel, m.ID, standin.Embed{Title: "Example", URL: "https://example.com"}))
	if u := next(b, anyOf[*discordgo.MessageUpdate]); u.EditedTimestamp != nil || len(u.Embeds) != 1 || u.Embeds[0].Type != "link" {
		t.Errorf("update: %+v", u.Message)
	}
	th, err := r.StartThread(r.channel, r.ruth, m.ID, "hers")
	r.must(err)
	if c := next(b, anyOf[*discordgo.ThreadCreate]); c.ID != th || c.OwnerID != r.ruth {
		t.Errorf("thread: %+v", c.Channel)
	}
	r.must(r.Outage(r.guild, true))
	if g := next(b, anyOf[*discordgo.GuildDelete]); !g.Unavailable {
		t.Errorf("an outage looks like a kick: %+v", g.Guild)
	}
	r.must(r.Outage(r.guild, false))
	next(b, anyOf[*discordgo.GuildCreate])
}

func TestComponentsV2(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	accent, divider := 0xff0000, true
	parts := []discordgo.MessageComponent{
		discordgo.Container{AccentColor: &accent, Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "# An answer"},
			discordgo.Separator{Divider: &divider},
			discordgo.Section{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "[1]"}}, Accessory: discordgo.Button{Label: "Open", Style: discordgo.LinkButton, URL: "https://example.com/a"}},
		}},
		buttons("sources")[0],
	}
	m, err := s.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Flags: discordgo.MessageFlagsIsComponentsV2, Components: parts})
	r.must(err)
	if len(m.Components) != 2 || m.Components[0].Type() != discordgo.ContainerComponent {
		t.Errorf("components: %+v", m.Components)
	}
	_, err = s.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Flags: discordgo.MessageFlagsIsComponentsV2, Components: parts, Content: "x"})
	refused(t, err, 400, 50035)
	_, err = s.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Components: parts})
	refused(t, err, 400, 50035)
}

func TestPreviews(t *testing.T) {
	for text, want := range map[string][]string{
		"see https://a.example/x, and <https://b.example>.":       {"https://a.example/x"},
		"[t](<https://a.example>) and [u](https://b.example/(1))": {"https://b.example/(1"},
		"`https://a.example` ```\nhttps://b.example\n```":         nil,
	} {
		if got := (standin.Message{Content: text}).Previews(); !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := (standin.Message{Content: "https://a.example", Flags: standin.FlagSuppressEmbeds}).Previews(); got != nil {
		t.Errorf("suppressed, got %q", got)
	}
}

func TestMischiefs(t *testing.T) {
	names := map[string]bool{}
	for _, m := range standin.Mischiefs() {
		if names[m.Name] {
			t.Errorf("two mischiefs are called %q", m.Name)
		}
		names[m.Name] = true
	}
	// Under each, what a person says reaches a client that resumes or identifies.
	for _, m := range standin.Mischiefs() {
		t.Run(m.Name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			conn, session, seq := r.identify()
			end := m.Begin(r.Discord)
			r.say(r.ruth, "said in the midst")
			if m.Name == "a connection gone silent" {
				_ = conn.Close() // as a client does that misses its acks
			}
			heard := r.hears(conn, &seq)
			end()
			for tries := 0; !heard && tries < 3; tries++ {
				conn = r.dial("?v=9")
				r.read(conn)
				r.must(conn.WriteJSON(map[string]any{"op": 6, "d": map[string]any{"token": r.Token(), "session_id": session, "seq": seq}}))
				if p, _ := r.read(conn); p.Op == 9 {
					conn, session, seq = r.identify()
					r.say(r.ruth, "said again")
				} else {
					heard = p.T == "MESSAGE_CREATE"
				}
				heard = heard || r.hears(conn, &seq)
			}
			if !heard {
				t.Error("it was never heard")
			}
		})
	}
}

// identify opens a raw connection with a session.
func (r *room) identify() (conn *websocket.Conn, session string, seq int64) {
	r.t.Helper()
	conn = r.dial("?v=9")
	r.read(conn)
	r.must(conn.WriteJSON(map[string]any{"op": 2, "d": map[string]any{"token": r.Token(), "intents": int(everything)}}))
	p, _ := r.read(conn)
	var ready discordgo.Ready
	r.must(json.Unmarshal(p.D, &ready))
	p, _ = r.read(conn)
	return conn, ready.SessionID, p.S
}

// hears reads until a message, or what ends the connection's use.
func (r *room) hears(conn *websocket.Conn, seq *int64) bool {
	for {
		var p packet
		if err := conn.ReadJSON(&p); err != nil || p.Op == 7 || p.Op == 9 {
			_ = conn.Close()
			return false
		}
		if *seq = max(*seq, p.S); p.T == "MESSAGE_CREATE" {
			return true
		}
	}
}

func TestMembersAreRequestedOverTheGateway(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything | discordgo.IntentsGuildMembers)
	r.must(b.RequestGuildMembers(r.guild, "ru", 10, "n", false))
	if c := next(b, anyOf[*discordgo.GuildMembersChunk]); len(c.Members) != 1 || c.Members[0].User.ID != r.ruth {
		t.Errorf("chunk: %+v", c)
	}
	role, err := r.AddRole(r.guild, "editors", standin.PermManageGuild)
	r.must(err)
	next(b, func(e *discordgo.GuildRoleCreate) bool { return e.Role.ID == role })
	two := []string{r.say(r.ruth, "x").ID, r.say(r.ruth, "y").ID}
	refused(t, b.ChannelMessagesBulkDelete(r.channel, two), 403, 50013)
	r.must(r.SetRole(r.guild, r.BotRole(r.guild), standin.PermAdministrator))
	r.must(b.ChannelMessagesBulkDelete(r.channel, two))
}

func TestWhatIsKeptStaysInBounds(t *testing.T) {
	r := newRoom(t, standin.Config{Keep: 20, Unlimited: true})
	b := r.open(everything)
	b.register()
	b.respond(func(i *discordgo.Interaction) {
		if err := b.InteractionRespond(i, answer(4, discordgo.InteractionResponseData{Content: "x"})); err != nil {
			t.Error(err)
		}
	})
	for range 100 {
		i, err := r.SlashCommand(r.channel, r.ruth, "ask", question)
		r.must(err)
		_, err = i.Answered(r.ctx)
		r.must(err)
	}
	if n := len(r.Calls(nil)); n > 25 {
		t.Errorf("%d calls are kept", n)
	}
	if n := len(r.Messages(r.channel, r.ruth)); n != 20 {
		t.Errorf("%d messages are kept", n)
	}
}

func TestHandlerOfTheCallersServer(t *testing.T) {
	d := standin.New(standin.Config{})
	server := httptest.NewServer(d.Handler())
	defer server.Close()
	d.SetURL(server.URL + "/")
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: d.Transport(transport)}
	resp, err := client.Get("https://discord.com/api/v10/gateway")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var g struct{ URL string }
	if err := json.NewDecoder(resp.Body).Decode(&g); err != nil || g.URL != "ws"+strings.TrimPrefix(server.URL, "http")+"/gateway" {
		t.Errorf("gateway %q, %v", g.URL, err)
	}
	if err := d.Close(t.Context()); err != nil {
		t.Error(err)
	}
	resp, err = client.Get("https://discord.com/api/v10/gateway")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("status %d after the close", resp.StatusCode)
	}
}

func TestCloseEndsWhatWaits(t *testing.T) {
	d := standin.New(standin.Config{})
	url, err := d.Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d.Inject(standin.Fault{Effect: standin.Effect{Name: "stall", StallAfter: true}})
	user := d.AddUser("ruth").ID
	channel, _ := d.AddChannel(d.AddGuild("g", user), "c")
	events := d.Subscribe()
	transport := &http.Transport{}
	defer transport.CloseIdleConnections()
	failed := make(chan error, 1)
	go func() {
		resp, err := (&http.Client{Transport: transport}).Get(url + "/api/v9/gateway")
		if err == nil {
			_ = resp.Body.Close()
		}
		failed <- err
	}()
	ctx, cancel := context.WithTimeout(t.Context(), wait)
	defer cancel()
	if _, err := events.UntilKind(ctx, standin.EventCall); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(ctx); err != nil {
		t.Fatal(err)
	}
	if err := <-failed; err == nil {
		t.Error("the stalled request was answered")
	}
	if _, err := events.Next(ctx); !errors.Is(err, standin.ErrClosed) {
		t.Errorf("got %v from the subscription", err)
	}
	if _, err := d.Say(channel, user, "after the end"); err != nil {
		t.Errorf("the state cannot be used after the close: %v", err)
	}
}

func TestManualClockCallsInOrder(t *testing.T) {
	c := standin.NewManualClock(time.Unix(0, 0))
	var got []int64
	note := func() { got = append(got, c.Now().Unix()) }
	c.AfterFunc(3*time.Second, note)
	c.AfterFunc(time.Second, func() { note(); c.AfterFunc(time.Second, note) })
	c.AfterFunc(2*time.Second, note)()
	c.Advance(10 * time.Second)
	if !slices.Equal(got, []int64{1, 2, 3}) || c.Now().Unix() != 10 {
		t.Errorf("called at %v, now %v", got, c.Now())
	}
}

func TestSpecFindsWhatIsWrong(t *testing.T) {
	s := standintest.Recorder(t).Spec
	if s == nil {
		t.Skip("../shared/discord/openapi.json is not at hand")
	}
	x := standin.Exchange{Method: "POST", Route: "/channels/{channel_id}/typing", Status: 204}
	if errs := s.Check(x); len(errs) != 0 {
		t.Errorf("a good exchange: %v", errs)
	}
	x = standin.Exchange{Method: "POST", Route: "/channels/{channel_id}/messages", Request: []byte(`{"contents":"x","tts":5}`), Status: 200, Response: []byte(`{"id":"x"}`)}
	if errs := s.Check(x); len(errs) != 3 {
		t.Errorf("three things are wrong, found %v", errs)
	}
	rec := &openapitest.Recorder{Spec: s}
	rec.Observe(x)
	if len(rec.Errors()) != 3 || rec.Routes()["POST /channels/{channel_id}/messages"] != 1 {
		t.Errorf("recorded %v of %v", rec.Errors(), rec.Routes())
	}
}
