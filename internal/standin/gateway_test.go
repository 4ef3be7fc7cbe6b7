package standin_test

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"newsdesk/internal/standin"
)

func TestSessionConnectsAndHearsMessages(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.prepare(everything)
	r.must(b.Open())
	t.Cleanup(b.shut)
	ready := next(b, anyOf[*discordgo.Ready])
	if ready.User.ID != r.Bot().ID || len(ready.Guilds) != 1 || !ready.Guilds[0].Unavailable {
		t.Errorf("ready: user %v, guilds %v", ready.User, ready.Guilds)
	}
	g := next(b, anyOf[*discordgo.GuildCreate])
	if g.Name != "Newsroom" || len(g.Channels) != 1 || g.MemberCount != 3 || len(g.Roles) != 2 {
		t.Errorf("guild: %+v", g.Guild)
	}
	said := r.say(r.ruth, "what happened in Basra?")
	m := next(b, anyOf[*discordgo.MessageCreate])
	if m.ID != said.ID || m.Content != "what happened in Basra?" || m.Author.ID != r.ruth || m.GuildID != r.guild || m.Member == nil {
		t.Errorf("message: %+v", m.Message)
	}
	if !m.Timestamp.Equal(r.clock.Now()) {
		t.Errorf("message of %v, want %v", m.Timestamp, r.clock.Now())
	}
}

func TestStateIsFilled(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.prepare(everything)
	b.StateEnabled = true
	// Nothing but this may touch the events: the state shares them.
	b.Session.AddHandler(func(*discordgo.Session, *discordgo.MessageCreate) { close(b.events) })
	b.quiet = true
	r.must(b.Open())
	t.Cleanup(b.shut)
	r.say(r.ruth, "hello")
	<-b.events
	if c, err := b.State.Channel(r.channel); err != nil || c.Name != "iraq-desk" {
		t.Errorf("state: %+v, %v", c, err)
	}
}

func TestIntentsWithholdContent(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages)
	r.say(r.ruth, "a secret")
	if m := next(b, anyOf[*discordgo.MessageCreate]); m.Content != "" {
		t.Errorf("without the intent the bot reads %q", m.Content)
	}
	mention := r.say(r.ruth, "<@"+r.Bot().ID+"> a question")
	if m := next(b, anyOf[*discordgo.MessageCreate]); !strings.HasSuffix(m.Content, "a question") || len(m.Mentions) != 1 {
		t.Errorf("a mention reads %q with %d mentions", m.Content, len(m.Mentions))
	}
	secret := r.say(r.ruth, "another secret")
	_, err := r.Send(r.channel, r.alice, standin.Draft{Text: "<@" + r.Bot().ID + "> and this?", ReplyTo: secret.ID})
	r.must(err)
	next(b, anyOf[*discordgo.MessageCreate])
	if m := next(b, anyOf[*discordgo.MessageCreate]); m.Content == "" || m.ReferencedMessage == nil || m.ReferencedMessage.Content != "" {
		t.Errorf("a reply that mentions the bot: %q to %+v", m.Content, m.ReferencedMessage)
	}
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	_, err = r.Say(dm, r.ruth, "between us")
	r.must(err)
	if m := next(b, anyOf[*discordgo.MessageCreate]); m.Content != "between us" || m.GuildID != "" {
		t.Errorf("a direct message reads %q", m.Content)
	}
	own, err := b.ChannelMessageSend(r.channel, "my own words")
	r.must(err)
	if m := next(b, func(m *discordgo.MessageCreate) bool { return m.ID == own.ID }); m.Content != "my own words" {
		t.Errorf("its own message reads %q", m.Content)
	}
	r.must(r.Edit(r.channel, r.ruth, mention.ID, "no mention any more"))
	if m := next(b, anyOf[*discordgo.MessageUpdate]); m.Content != "" {
		t.Errorf("an edit reads %q", m.Content)
	}
}

func TestIntentsWithholdEvents(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(discordgo.IntentsGuilds | discordgo.IntentsGuildMessageReactions)
	m := r.say(r.ruth, "hello")
	r.must(r.Type(r.channel, r.ruth))
	r.must(r.React(r.channel, r.ruth, m.ID, "👍"))
	// It comes first: the message and the typing were withheld.
	e := next(b, func(any) bool { return true })
	if e, ok := e.(*discordgo.MessageReactionAdd); !ok || e.Emoji.Name != "👍" {
		t.Errorf("got %+v, want the reaction", e)
	}
}

func TestResumeReplaysWhatWasMissed(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	events := r.Subscribe()
	defer events.Close()
	if n := r.DropGateway(); n != 1 {
		t.Fatalf("dropped %d connections", n)
	}
	_, err := events.UntilKind(r.ctx, standin.EventDisconnect)
	r.must(err)
	r.say(r.ruth, "while you were away")
	r.say(r.ruth, "and again")
	next(b, func(m *discordgo.MessageCreate) bool { return m.Content == "while you were away" })
	next(b, func(m *discordgo.MessageCreate) bool { return m.Content == "and again" })
	next(b, anyOf[*discordgo.Resumed])
	if l := r.Gateway(); l.Resumes != 1 || len(l.Identifies) != 1 || l.Connects != 2 {
		t.Errorf("gateway: %+v", l)
	}
}

func TestReconnectIsResumed(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	r.Reconnect()
	next(b, anyOf[*discordgo.Resumed])
	if l := r.Gateway(); len(l.Identifies) != 1 || l.Closes[0] != websocket.CloseServiceRestart {
		t.Errorf("gateway: %+v", l)
	}
}

func TestInvalidSessionIsIdentifiedAnew(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	r.InvalidateSessions(false)
	next(b, anyOf[*discordgo.Ready])
	next(b, anyOf[*discordgo.GuildCreate])
	r.say(r.ruth, "still there?")
	next(b, func(m *discordgo.MessageCreate) bool { return m.Content == "still there?" })
}

func TestResumeOfAForgottenSessionIsInvalid(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	r.SetGatewayFaults(standin.GatewayFaults{InvalidResumes: 1})
	r.DropGateway()
	next(b, anyOf[*discordgo.Ready])
	if l := r.Gateway(); l.Resumes != 0 || len(l.Identifies) != 2 {
		t.Errorf("gateway: %+v", l)
	}
}

// dial opens a raw gateway connection and takes HELLO.
func (r *room) dial(query string) *websocket.Conn {
	r.t.Helper()
	c, resp, err := websocket.DefaultDialer.DialContext(r.ctx, "ws"+strings.TrimPrefix(r.url, "http")+"/gateway"+query, nil)
	r.must(err)
	_ = resp.Body.Close()
	r.t.Cleanup(func() { _ = c.Close() })
	_ = c.SetReadDeadline(time.Now().Add(wait))
	return c
}

type packet struct {
	Op int             `json:"op"`
	T  string          `json:"t"`
	S  int64           `json:"s"`
	D  json.RawMessage `json:"d"`
}

// read returns the next packet, or the code of the close frame.
func (r *room) read(c *websocket.Conn) (p packet, code int) {
	r.t.Helper()
	err := c.ReadJSON(&p)
	var ce *websocket.CloseError
	if err != nil {
		if !asClose(err, &ce) {
			r.t.Fatal(err)
		}
		return p, ce.Code
	}
	return p, 0
}

func TestGatewayClosesOnWhatItCannotTake(t *testing.T) {
	const good = `{"op":2,"d":{"token":"standin-token","intents":1,"properties":{}}}`
	cases := []struct {
		name string
		send []string
		code int
	}{
		{"unknown op", []string{`{"op":99}`}, 4001},
		{"no JSON", []string{`{`}, 4002},
		{"no op", []string{`{"d":1}`}, 4002},
		{"no intents", []string{`{"op":2,"d":{"token":"standin-token"}}`}, 4002},
		{"before identify", []string{`{"op":3,"d":{}}`}, 4003},
		{"bad token", []string{`{"op":2,"d":{"token":"wrong","intents":1}}`}, 4004},
		{"twice", []string{good, good}, 4005},
		{"resume with a bad token", []string{`{"op":6,"d":{"token":"wrong","session_id":"x","seq":1}}`}, 4004},
		{"shard", []string{`{"op":2,"d":{"token":"standin-token","intents":1,"shard":[2,2]}}`}, 4010},
		{"unknown intents", []string{`{"op":2,"d":{"token":"standin-token","intents":1073741824}}`}, 4013},
		{"disallowed intents", []string{`{"op":2,"d":{"token":"standin-token","intents":32768}}`}, 4014},
		{"flood", slices.Repeat([]string{`{"op":1,"d":null}`}, 121), 4008},
		{"large", []string{`{"op":1,"d":"` + strings.Repeat("x", 100_000) + `"}`}, websocket.CloseMessageTooBig},
	}
	r := newRoom(t, standin.Config{RefuseMessageContent: true})
	for _, c := range cases {
		conn := r.dial("?v=10&encoding=json")
		for _, s := range c.send {
			_ = conn.WriteMessage(websocket.TextMessage, []byte(s))
		}
		for {
			if _, code := r.read(conn); code != 0 {
				if code != c.code {
					t.Errorf("%s: closed with %d, want %d", c.name, code, c.code)
				}
				break
			}
		}
	}
}

func TestGatewayClosesWithEachCode(t *testing.T) {
	r := newRoom(t, standin.Config{})
	for code := 4000; code <= 4014; code++ {
		conn := r.dial("?v=9")
		r.read(conn)
		r.CloseGateway(code)
		if _, got := r.read(conn); got != code {
			t.Errorf("closed with %d, want %d", got, code)
		}
	}
}

func TestGatewayWantsHeartbeats(t *testing.T) {
	wire := standin.NewManualClock(time.Now())
	r := newRoom(t, standin.Config{Wire: wire, HeartbeatInterval: time.Minute})
	conn := r.dial("")
	p, _ := r.read(conn)
	if p.Op != 10 || string(p.D) == "" || !strings.Contains(string(p.D), "60000") {
		t.Fatalf("hello: %+v %s", p, p.D)
	}
	wire.Advance(time.Minute)
	r.must(conn.WriteJSON(map[string]any{"op": 1, "d": nil}))
	if p, _ := r.read(conn); p.Op != 11 {
		t.Fatalf("got op %d, want the ack", p.Op)
	}
	wire.Advance(80 * time.Second)
	r.must(conn.WriteJSON(map[string]any{"op": 1, "d": nil}))
	if p, _ := r.read(conn); p.Op != 11 {
		t.Fatalf("got op %d, want the ack", p.Op)
	}
	wire.Advance(91 * time.Second)
	if _, code := r.read(conn); code != 4009 {
		t.Errorf("closed with %d, want 4009", code)
	}
}

func TestGatewayFaults(t *testing.T) {
	r := newRoom(t, standin.Config{})
	const identify = `{"op":2,"d":{"token":"Bot standin-token","intents":513}}`
	conn := r.dial("")
	r.read(conn)
	r.must(conn.WriteMessage(websocket.TextMessage, []byte(identify)))
	r.read(conn)
	p, _ := r.read(conn)
	if p.T != "GUILD_CREATE" {
		t.Fatalf("got %s", p.T)
	}
	r.SetGatewayFaults(standin.GatewayFaults{Duplicate: true})
	r.say(r.ruth, "once")
	a, _ := r.read(conn)
	b, _ := r.read(conn)
	if a.S != b.S || string(a.D) != string(b.D) {
		t.Errorf("no duplicate: %d and %d", a.S, b.S)
	}
	r.SetGatewayFaults(standin.GatewayFaults{Disorder: 8})
	for range 11 {
		r.say(r.ruth, "many")
	}
	var order []int64
	for range 11 {
		p, _ := r.read(conn)
		order = append(order, p.S)
	}
	sorted := slices.Sorted(slices.Values(order))
	if slices.Equal(order, sorted) && len(slices.Compact(sorted)) == 11 {
		t.Logf("eleven events came in order by chance: %v", order)
	}
	r.SetGatewayFaults(standin.GatewayFaults{NoAcks: true, DropEvents: true})
	r.say(r.ruth, "unheard")
	r.must(conn.WriteMessage(websocket.TextMessage, []byte(`{"op":1,"d":1}`)))
	r.SetGatewayFaults(standin.GatewayFaults{})
	r.AskHeartbeat()
	if p, _ := r.read(conn); p.Op != 1 && p.Op != 11 {
		t.Errorf("got op %d %s, want a request for a heartbeat", p.Op, p.T)
	}
	r.SetGatewayFaults(standin.GatewayFaults{NoHello: true, IdentifyCode: 4011})
	conn = r.dial("")
	r.must(conn.WriteMessage(websocket.TextMessage, []byte(identify)))
	if _, code := r.read(conn); code != 4011 {
		t.Errorf("closed with %d", code)
	}
	r.SetGatewayFaults(standin.GatewayFaults{RefuseConnect: http.StatusServiceUnavailable})
	_, resp, err := websocket.DefaultDialer.DialContext(r.ctx, "ws"+strings.TrimPrefix(r.url, "http")+"/gateway", nil)
	if err == nil || resp.StatusCode != http.StatusServiceUnavailable {
		t.Fatalf("connected: %v", err)
	}
	_ = resp.Body.Close()
}

func TestShardsShareTheGuilds(t *testing.T) {
	r := newRoom(t, standin.Config{Shards: 2})
	got := 0
	for shard := range 2 {
		conn := r.dial("")
		r.read(conn)
		r.must(conn.WriteJSON(map[string]any{"op": 2, "d": map[string]any{"token": r.Token(), "intents": 1, "shard": []int{shard, 2}}}))
		p, _ := r.read(conn)
		var ready discordgo.Ready
		r.must(json.Unmarshal(p.D, &ready))
		got += len(ready.Guilds)
	}
	if got != 1 {
		t.Errorf("the guild is in %d shards", got)
	}
}

func TestIdentifyTooSoonIsInvalid(t *testing.T) {
	r := newRoom(t, standin.Config{IdentifyEvery: time.Hour, SessionStarts: 3})
	ops := []int{}
	for range 3 {
		conn := r.dial("")
		r.read(conn)
		r.must(conn.WriteJSON(map[string]any{"op": 2, "d": map[string]any{"token": r.Token(), "intents": 1}}))
		p, code := r.read(conn)
		ops = append(ops, p.Op+code)
	}
	conn := r.dial("")
	r.read(conn)
	r.must(conn.WriteJSON(map[string]any{"op": 2, "d": map[string]any{"token": r.Token(), "intents": 1}}))
	_, code := r.read(conn)
	if ops = append(ops, code); !slices.Equal(ops, []int{0, 9, 9, 4004}) {
		t.Errorf("got %v", ops)
	}
}
