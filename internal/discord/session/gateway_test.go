package session_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

func TestMessagesAreHeardAndAnswered(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	r.say("what happened in Basra?")
	m := b.hear("what happened in Basra?")
	got, err := b.Send(r.ctx, m.ChannelID, session.Message{Content: "This.", ReplyTo: m.ID})
	r.must(err)
	if got.Content != "This." || got.MessageReference == nil || got.MessageReference.MessageID != m.ID || len(got.Mentions) != 0 {
		t.Errorf("sent %+v", got)
	}
	if s := b.Shards(); len(s) != 1 || !s[0].Connected || s[0].Identifies != 1 {
		t.Errorf("shards: %+v", s)
	}
	b.stop()
	r.must(b.wait())
	if l := r.Gateway(); !slices.Equal(l.Closes, []int{1000}) || len(l.Identifies) != 1 {
		t.Errorf("gateway: %+v", l)
	}
}

func TestIntentsAreThoseAskedFor(t *testing.T) {
	r := newRoom(t, standin.Config{RefuseMessageContent: true})
	b := r.up(func(c *session.Config) { c.MessageContent = false }, nil)
	r.say("a secret")
	r.say("<@" + r.Bot().ID + "> a question")
	m, _ := next(b, func(*discordgo.MessageCreate) bool { return true })
	if m.Content != "" {
		t.Errorf("it reads %q", m.Content)
	}
	b.hear("<@" + r.Bot().ID + "> a question")
}

// ways are how a link can end so that the session is resumed.
var ways = map[string]func(r *room){
	"dropped": func(r *room) { r.DropGateway() },
	"op 7":    func(r *room) { r.Reconnect() },
	"op 7 first after a resume": func(r *room) {
		r.SetGatewayFaults(standin.GatewayFaults{ReconnectOnResumes: 2})
		r.DropGateway()
	},
	"op 9, resumable": func(r *room) { r.InvalidateSessions(true) },
	"4000":            func(r *room) { r.CloseGateway(4000) },
	"4001":            func(r *room) { r.CloseGateway(4001) },
	"4002":            func(r *room) { r.CloseGateway(4002) },
	"4005":            func(r *room) { r.CloseGateway(4005) },
	"4008":            func(r *room) { r.CloseGateway(4008) },
	"1001":            func(r *room) { r.CloseGateway(1001) },
}

func TestResume(t *testing.T) {
	for name, end := range ways {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			b := r.up(nil, nil)
			end(r)
			r.say("while you were away")
			b.hear("while you were away")
			b.until(standin.EventResumed)
			r.say("and after")
			b.hear("and after")
			if l := r.Gateway(); len(l.Identifies) != 1 || l.Resumes != 1 {
				t.Errorf("gateway: %+v", l)
			}
		})
	}
}

func TestIdentifyAnew(t *testing.T) {
	for name, end := range map[string]func(r *room){
		"op 9": func(r *room) { r.InvalidateSessions(false) },
		"op 9 on a resume": func(r *room) {
			r.SetGatewayFaults(standin.GatewayFaults{InvalidResumes: 1})
			r.DropGateway()
		},
		"op 9 on identifies": func(r *room) {
			r.SetGatewayFaults(standin.GatewayFaults{InvalidIdentifies: 2})
			r.InvalidateSessions(false)
		},
		"forgotten": func(r *room) {
			w := r.Subscribe()
			defer w.Close()
			r.SetGatewayFaults(standin.GatewayFaults{RefuseConnect: http.StatusServiceUnavailable})
			r.DropGateway()
			_, err := w.UntilKind(r.ctx, standin.EventDisconnect)
			r.must(err)
			r.ForgetSessions()
			r.SetGatewayFaults(standin.GatewayFaults{})
		},
		"4003": func(r *room) { r.CloseGateway(4003) },
		"4007": func(r *room) { r.CloseGateway(4007) },
		"4009": func(r *room) { r.CloseGateway(4009) },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			b := r.up(nil, nil)
			b.until(standin.EventReady)
			end(r)
			b.until(standin.EventReady)
			next(b, func(*discordgo.GuildCreate) bool { return true })
			r.say("still there?")
			b.hear("still there?")
		})
	}
}

func TestFatalCloses(t *testing.T) {
	for code, want := range map[int]string{
		4004: "DISCORD_TOKEN", 4010: "shard", 4011: "more shards", 4012: "discordgo", 4013: "intents", 4014: "Message Content Intent",
	} {
		t.Run(fmt.Sprint(code), func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			b := r.up(nil, nil)
			r.CloseGateway(code)
			err := b.wait()
			var f *session.FatalError
			if !errors.As(err, &f) || f.Code != code || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want one about %d and %q", err, code, want)
			}
			if l := r.Gateway(); l.Connects != 1 {
				t.Errorf("it came back: %+v", l)
			}
		})
	}
}

func TestFatalAtIdentify(t *testing.T) {
	r := newRoom(t, standin.Config{RefuseMessageContent: true})
	b := r.start(nil, nil)
	if err := b.wait(); err == nil || !strings.Contains(err.Error(), "Message Content Intent") {
		t.Errorf("got %v", err)
	}
}

func TestWrongToken(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.start(func(c *session.Config) { c.Token = "wrong" }, nil)
	if err := b.wait(); !errors.Is(err, session.ErrUnauthorized) || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
		t.Errorf("got %v", err)
	}
	if l := r.Gateway(); l.Connects != 0 {
		t.Errorf("it went to the gateway: %+v", l)
	}
}

func TestBudgetIsNotSpent(t *testing.T) {
	r := newRoom(t, standin.Config{SessionStarts: 4})
	b := r.start(nil, nil)
	for range 2 {
		b.until(standin.EventReady)
		r.CloseGateway(4009)
	}
	if err := b.wait(); err == nil || !strings.Contains(err.Error(), "only 2 of the day's 4") {
		t.Errorf("got %v", err)
	}
	if l := r.Gateway(); len(l.Identifies) != 2 {
		t.Errorf("gateway: %+v", l)
	}
}

func TestIdentifiesAreSpaced(t *testing.T) {
	// The stand-in looks at when an identify arrives, which on a busy machine is
	// some time after it was sent.
	const every = 400 * time.Millisecond
	r := newRoom(t, standin.Config{IdentifyEvery: every, Shards: 2})
	b := r.start(func(c *session.Config) { c.Limits.Identify = 3 * every }, nil)
	b.until(standin.EventReady)
	b.until(standin.EventReady)
	r.CloseGateway(4009)
	b.until(standin.EventReady)
	b.until(standin.EventReady)
	l := r.Gateway()
	for i := 1; i < len(l.Identifies); i++ {
		if d := l.Identifies[i].Sub(l.Identifies[i-1]); d < every {
			t.Errorf("%v between two identifies", d)
		}
	}
	if len(l.Identifies) != 4 {
		t.Errorf("gateway: %+v", l)
	}
}

func TestShardsShareTheGuilds(t *testing.T) {
	r := newRoom(t, standin.Config{Shards: 2})
	b := r.up(nil, nil)
	for b.connected() < 2 {
		next(b, func(*discordgo.Ready) bool { return true })
	}
	r.say("to one of them")
	b.hear("to one of them")
	select {
	case e := <-b.events:
		if _, ok := e.Data.(*discordgo.MessageCreate); ok {
			t.Error("the message came twice")
		}
	default:
	}
}

// connected is how many shards are.
func (b *bot) connected() int {
	n := 0
	for _, s := range b.Shards() {
		if s.Connected {
			n++
		}
	}
	return n
}

func TestSilentGateway(t *testing.T) {
	for name, fault := range map[string]standin.GatewayFaults{
		"no hello":            {NoHello: true},
		"no ready":            {IgnoreIdentify: true},
		"refused":             {RefuseConnect: http.StatusServiceUnavailable},
		"nothing at a resume": {IgnoreResume: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			resume := fault.IgnoreResume
			if !resume {
				r.SetGatewayFaults(fault)
			}
			b := r.start(func(c *session.Config) { c.Limits.Connect = 500 * time.Millisecond }, nil)
			if resume {
				next(b, func(*discordgo.GuildCreate) bool { return true })
				b.until(standin.EventReady)
				r.SetGatewayFaults(fault)
				r.DropGateway()
			}
			if name != "refused" {
				b.until(standin.EventConnect)
				b.until(standin.EventConnect)
			}
			r.SetGatewayFaults(standin.GatewayFaults{})
			if !resume {
				next(b, func(*discordgo.GuildCreate) bool { return true })
			}
			r.say("at last")
			b.hear("at last")
		})
	}
}

func TestZombieIsNoticedWithinTwoBeats(t *testing.T) {
	const interval = 2 * time.Second // a busy machine is late by less than half of it
	r := newRoom(t, standin.Config{HeartbeatInterval: interval})
	b := r.up(nil, nil)
	b.until(standin.EventHeartbeat)
	r.SetGatewayFaults(standin.GatewayFaults{NoAcks: true, DropEvents: true})
	dead := time.Now()
	r.say("unheard")
	b.until(standin.EventDisconnect)
	if d := time.Since(dead); d > 2*interval+interval/2 {
		t.Errorf("noticed after %v", d)
	}
	r.SetGatewayFaults(standin.GatewayFaults{})
	b.hear("unheard")
	if l := r.Gateway(); len(l.Identifies) != 1 || l.Resumes < 1 {
		t.Errorf("gateway: %+v", l)
	}
}

func TestHeartbeatIsSentWhenAskedFor(t *testing.T) {
	r := newRoom(t, standin.Config{HeartbeatInterval: time.Hour / 2})
	b := r.up(nil, nil)
	r.AskHeartbeat()
	b.until(standin.EventHeartbeat)
}

func TestDuplicatesAreDropped(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	r.SetGatewayFaults(standin.GatewayFaults{Duplicate: true})
	for i := range 10 {
		r.say(fmt.Sprint("number ", i))
	}
	r.SetGatewayFaults(standin.GatewayFaults{})
	r.say("last")
	var got []string
	for len(got) == 0 || got[len(got)-1] != "last" {
		m, _ := next(b, func(*discordgo.MessageCreate) bool { return true })
		got = append(got, m.Content)
	}
	if len(got) != 11 {
		t.Errorf("got %q", got)
	}
}

func TestDisorderLosesNothing(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	r.SetGatewayFaults(standin.GatewayFaults{Disorder: 5, Duplicate: true})
	want := map[string]bool{}
	for i := range 30 {
		text := fmt.Sprint("number ", i)
		want[text] = true
		r.say(text)
		if i%10 == 9 {
			r.DropGateway()
		}
	}
	for len(want) > 0 {
		m, _ := next(b, func(*discordgo.MessageCreate) bool { return true })
		if !want[m.Content] {
			t.Errorf("%q came twice", m.Content)
		}
		delete(want, m.Content)
	}
}

func TestUnknownComponentsAreMended(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	_, err := b.SetCommands(r.ctx, r.Bot().ID, "", []*discordgo.ApplicationCommand{{Name: "form", Description: "a form"}})
	r.must(err)
	i, err := r.SlashCommand(r.channel, r.ruth, "form", nil)
	r.must(err)
	e, _ := next(b, func(*discordgo.InteractionCreate) bool { return true })
	r.must(b.OpenModal(r.ctx, e.Interaction, session.Modal{CustomID: "f", Title: "Form", Components: []discordgo.MessageComponent{
		labelled{},
	}}))
	_, err = i.Answered(r.ctx)
	r.must(err)
	_, err = r.SubmitModal(i.ID, r.ruth, map[string]string{"why": "because"})
	r.must(err)
	e, _ = next(b, func(*discordgo.InteractionCreate) bool { return true })
	row, ok := e.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
	if !ok || row.Components[0].(*discordgo.TextInput).Value != "because" {
		t.Errorf("got %+v", e.ModalSubmitData())
	}
	_, err = b.Reply(r.ctx, e.Interaction, session.Message{Content: "thanks"})
	r.must(err)
}

// labelled is a label with a field, which discordgo does not know.
type labelled struct{}

func (labelled) Type() discordgo.ComponentType { return 18 }
func (labelled) MarshalJSON() ([]byte, error) {
	return []byte(`{"type":18,"label":"Why","component":{"type":4,"custom_id":"why","style":1}}`), nil
}

func TestOverTLS(t *testing.T) {
	r := newRoom(t, standin.Config{})
	server := httptest.NewUnstartedServer(r.Handler())
	server.EnableHTTP2 = true // which the gateway must not be offered
	server.StartTLS()
	defer server.Close()
	r.SetURL(server.URL)
	b := r.up(func(c *session.Config) { c.APIURL, c.HTTP = server.URL, server.Client() }, nil)
	_, err := b.Send(r.ctx, r.channel, session.Message{Content: "in secret"})
	r.must(err)
	b.hear("in secret")
	b.stop()
	r.must(b.wait())
}

func TestRunOnce(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, nil)
	if err := b.Run(r.ctx, nil); err == nil {
		t.Error("it ran twice")
	}
}

func TestStopBeforeItIsUp(t *testing.T) {
	for name, fault := range map[string]standin.GatewayFaults{
		"no hello": {NoHello: true}, "no ready": {IgnoreIdentify: true}, "refused": {RefuseConnect: 503},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			r.SetGatewayFaults(fault)
			b := r.start(func(c *session.Config) { c.Limits.Connect = patience }, nil)
			if name == "refused" {
				_, err := b.wire.Until(r.ctx, func(e standin.Event) bool { return e.Kind == standin.EventCall })
				r.must(err)
			} else {
				b.until(standin.EventConnect)
			}
			b.stop()
			r.must(b.wait())
		})
	}
}

// TestStopAsItComesUp ends sessions at the moments at which discordgo has just
// begun to beat: the end must not wait for what nobody reads any more.
func TestStopAsItComesUp(t *testing.T) {
	for name, stop := range map[string]func(b *bot, ready <-chan struct{}){
		"READY is sent":  func(b *bot, _ <-chan struct{}) { b.until(standin.EventReady) },
		"READY has come": func(_ *bot, ready <-chan struct{}) { <-ready },
		"the first beat": func(b *bot, _ <-chan struct{}) { b.until(standin.EventHeartbeat) },
	} {
		for i := range 16 {
			t.Run(fmt.Sprint(name, " ", i), func(t *testing.T) {
				r := newRoom(t, standin.Config{HeartbeatInterval: 200 * time.Millisecond})
				ready := make(chan struct{}, 64)
				b := r.start(nil, func(_ context.Context, e *session.Event) {
					if _, ok := e.Data.(*discordgo.Ready); ok {
						ready <- struct{}{}
					}
				})
				stop(b, ready)
				began := time.Now()
				b.stop()
				r.must(b.wait())
				if d := time.Since(began); d > patience/3 {
					t.Errorf("it took %v to end", d)
				}
			})
		}
	}
}

func TestDiscordIsDownAtTheStart(t *testing.T) {
	r := newRoom(t, standin.Config{})
	remove := r.Inject(standin.Fault{Route: "/gateway/bot", Effect: standin.ServerError(503)})
	b := r.start(func(c *session.Config) { c.Limits.Attempts = 1 }, nil)
	b.until(standin.EventCall)
	b.until(standin.EventCall)
	remove()
	next(b, func(*discordgo.GuildCreate) bool { return true })
	ctx, cancel := context.WithCancel(r.ctx)
	cancel()
	if _, err := b.Me(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
