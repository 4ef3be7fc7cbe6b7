package standin_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
	"go.uber.org/goleak"

	"newsdesk/internal/standin"
	"newsdesk/internal/standin/standintest"
)

// closing counts the sessions that are being closed, which takes discordgo a
// second each.
var closing sync.WaitGroup

func TestMain(m *testing.M) {
	code := m.Run()
	closing.Wait()
	if err := goleak.Find(); err != nil && code == 0 {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// wait is how long anything may take before a test gives up.
const wait = time.Minute

// room is a stand-in with a guild, a channel and two people; all that is said
// in it is held against Discord's description.
type room struct {
	*standin.Discord
	t                           *testing.T
	url                         string
	clock                       *standin.ManualClock
	guild, channel, alice, ruth string
	client                      *http.Client
	ctx                         context.Context
}

func newRoom(t *testing.T, config standin.Config) *room {
	t.Helper()
	t.Parallel()
	r := &room{t: t, clock: standin.NewManualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
	config.Clock = r.clock
	config.OnExchange = standintest.Recorder(t).Observe
	config.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	r.Discord = standin.New(config)
	var cancel context.CancelFunc
	r.ctx, cancel = context.WithTimeout(context.Background(), wait)
	t.Cleanup(func() {
		if err := r.Close(r.ctx); err != nil {
			t.Error(err)
		}
		cancel()
	})
	var err error
	if r.url, err = r.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	r.alice, r.ruth = r.AddUser("alice").ID, r.AddUser("ruth").ID
	r.guild = r.AddGuild("Newsroom", r.alice)
	if err := r.Join(r.guild, r.ruth); err != nil {
		t.Fatal(err)
	}
	if r.channel, err = r.AddChannel(r.guild, "iraq-desk"); err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	r.client = &http.Client{Transport: r.Transport(transport)}
	return r
}

// session is an unmodified discordgo session for the room, not yet open.
func (r *room) session() *discordgo.Session {
	r.t.Helper()
	s, err := discordgo.New("Bot " + r.Token())
	if err != nil {
		r.t.Fatal(err)
	}
	s.Client = r.client
	s.SyncEvents = true
	s.StateEnabled = false // its state races with itself
	s.LogLevel = -1
	return s
}

// everything is all that the stand-in sends, and what messages say.
const everything = discordgo.IntentsAllWithoutPrivileged | discordgo.IntentMessageContent

// bot is an open session and the events that it got.
type bot struct {
	*discordgo.Session
	r      *room
	events chan any
	wire   *standin.Subscription
	quiet  bool // events are not kept
	beats  bool // the last connection has sent its first heartbeat
}

// open connects a bot and waits until it has the guild.
func (r *room) open(intents discordgo.Intent) *bot {
	r.t.Helper()
	b := r.prepare(intents)
	b.connect()
	return b
}

func (r *room) prepare(intents discordgo.Intent) *bot {
	r.t.Helper()
	b := &bot{Session: r.session(), r: r, events: make(chan any, 1024), wire: r.Subscribe()}
	r.t.Cleanup(b.wire.Close)
	b.Identify.Intents = intents
	b.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) {
		if e.Struct != nil && !b.quiet {
			b.events <- e.Struct
		}
	})
	return b
}

func (b *bot) connect() {
	b.r.t.Helper()
	if err := b.Open(); err != nil {
		b.r.t.Fatal(err)
	}
	b.r.t.Cleanup(b.shut)
	next(b, func(*discordgo.GuildCreate) bool { return true })
	b.settle()
}

// shut closes the session, and returns once its close frame has come.
func (b *bot) shut() {
	b.settle()
	closing.Go(func() { _ = b.Close() })
	_, _ = b.wire.UntilKind(b.r.ctx, standin.EventDisconnect)
}

// settle waits until the session's last connection has sent its first
// heartbeat. A discordgo session whose connection ends before that reconnects
// twice, or after it was closed.
func (b *bot) settle() {
	done, cancel := context.WithCancel(b.r.ctx)
	cancel()
	for {
		ctx := b.r.ctx
		if b.beats {
			ctx = done // take what there is
		}
		e, err := b.wire.Next(ctx)
		switch {
		case err != nil:
			return
		case e.Kind == standin.EventConnect:
			b.beats = false
		case e.Kind == standin.EventHeartbeat:
			b.beats = true
		}
	}
}

// next waits for an event of a type that match accepts, dropping others.
func next[E any](b *bot, match func(E) bool) E {
	b.r.t.Helper()
	for {
		select {
		case e := <-b.events:
			if e, ok := e.(E); ok && match(e) {
				return e
			}
		case <-b.r.ctx.Done():
			var none E
			b.r.t.Fatalf("no %T came", none)
			return none
		}
	}
}

func anyOf[E any](E) bool { return true }

// respond makes the bot call f with each interaction.
func (b *bot) respond(f func(i *discordgo.Interaction)) {
	b.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { f(i.Interaction) })
}

// say posts as a person.
func (r *room) say(user, text string) standin.Message {
	r.t.Helper()
	m, err := r.Say(r.channel, user, text)
	r.must(err)
	return m
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// refused fails the test unless err is Discord's refusal with the status and code.
func refused(t *testing.T, err error, status, code int) *discordgo.RESTError {
	t.Helper()
	var e *discordgo.RESTError
	if !errors.As(err, &e) {
		t.Fatalf("got %v, want a refusal with %d and %d", err, status, code)
	}
	got := 0
	if e.Message != nil {
		got = e.Message.Code
	}
	if e.Response.StatusCode != status || got != code {
		t.Fatalf("got %d with code %d (%s), want %d with %d", e.Response.StatusCode, got, e.ResponseBody, status, code)
	}
	return e
}

func asClose(err error, ce **websocket.CloseError) bool { return errors.As(err, ce) }
