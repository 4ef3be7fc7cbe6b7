package session_test

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"go.uber.org/goleak"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
	"newsdesk/internal/standin/standintest"
)

// TestMain lets more tests run at once than there are cores: they wait for the
// second that discordgo takes to close.
func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "24"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// patience is how long anything may take before a test gives up.
const patience = time.Minute

// room is a stand-in with a guild, a channel and a person. All that is said in
// it is held against Discord's description.
type room struct {
	*standin.Discord
	t                    *testing.T
	ctx                  context.Context
	url                  string
	guild, channel, ruth string
	log                  *standintest.Log
	client               *http.Client
	clock                *standin.ManualClock
}

func newRoom(t *testing.T, config standin.Config) *room {
	t.Helper()
	t.Parallel()
	recorder := standintest.Recorder(t)
	r := &room{t: t, log: &standintest.Log{}, clock: standin.NewManualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC))}
	config.Clock = r.clock
	config.OnExchange = func(x standin.Exchange) {
		recorder.Observe(x)
		if isMessage(x) && !bytes.Contains(x.Request, []byte(`"allowed_mentions":{"parse":[],`)) {
			t.Errorf("%s %s could ping: %s", x.Method, x.Path, x.Request)
		}
	}
	config.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
	r.Discord = standin.New(config)
	var cancel context.CancelFunc
	r.ctx, cancel = context.WithTimeout(context.Background(), patience)
	transport := &http.Transport{}
	r.client = &http.Client{Transport: transport}
	t.Cleanup(func() {
		transport.CloseIdleConnections()
		if err := r.Close(r.ctx); err != nil {
			t.Error(err)
		}
		cancel()
		if t.Failed() {
			t.Log(r.log.String())
		}
		if strings.Contains(r.log.String(), r.Token()) {
			t.Error("the token is in the log")
		}
	})
	var err error
	r.url, err = r.Start("127.0.0.1:0")
	r.must(err)
	r.ruth = r.AddUser("ruth").ID
	r.guild = r.AddGuild("Newsroom", r.ruth)
	r.channel, err = r.AddChannel(r.guild, "iraq-desk")
	r.must(err)
	return r
}

// isMessage reports whether a request says what a message is.
func isMessage(x standin.Exchange) bool {
	switch {
	case x.Method != http.MethodPost && x.Method != http.MethodPatch, len(x.Request) == 0:
		return false
	case strings.HasSuffix(x.Route, "/callback"):
		return bytes.HasPrefix(x.Request, []byte(`{"type":4`)) || bytes.HasPrefix(x.Request, []byte(`{"type":7`))
	}
	return strings.HasPrefix(x.Route, "/webhooks/") || strings.HasSuffix(x.Route, "/messages") || strings.HasSuffix(x.Route, "/messages/{message_id}")
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// quick are limits that wait for as little as makes sense.
func quick() session.Limits {
	return session.Limits{
		Retry: 5 * time.Millisecond, Reconnect: 20 * time.Millisecond, Invalid: 5 * time.Millisecond, Identify: 10 * time.Millisecond,
		// Nothing is waited for so long but by a test that says so.
		Connect: patience / 6, ReconnectMax: 100 * time.Millisecond, Grace: patience / 6,
	}
}

// session is a session for the room, which does not run yet.
func (r *room) session(change func(*session.Config)) *session.Session {
	r.t.Helper()
	c := session.Config{
		Token: r.Token(), APIURL: r.url, HTTP: r.client, MessageContent: true, Limits: quick(),
		Log: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug})),
	}
	if change != nil {
		change(&c)
	}
	s, err := session.New(c)
	r.must(err)
	return s
}

// bot is a session that runs.
type bot struct {
	*session.Session
	r      *room
	events chan *session.Event
	wire   *standin.Subscription
	stop   context.CancelFunc
	ended  chan error
}

// start runs a session; handle gets its events besides the channel.
func (r *room) start(change func(*session.Config), handle session.Handler) *bot {
	r.t.Helper()
	b := &bot{Session: r.session(change), r: r, events: make(chan *session.Event, 4096), wire: r.Subscribe(), ended: make(chan error, 1)}
	ctx, cancel := context.WithCancel(context.Background())
	b.stop = cancel
	go func() {
		b.ended <- b.Run(ctx, func(ctx context.Context, e *session.Event) {
			b.events <- e
			if handle != nil {
				handle(ctx, e)
			}
		})
		close(b.ended)
	}()
	r.t.Cleanup(func() {
		cancel()
		if err := b.wait(); err != nil {
			r.t.Error(err)
		}
		b.wire.Close()
	})
	return b
}

// wait returns what Run returned; the second time nil.
func (b *bot) wait() error {
	b.r.t.Helper()
	select {
	case err := <-b.ended:
		return err
	case <-b.r.ctx.Done():
		b.r.t.Fatal("the session does not end")
		return nil
	}
}

// up starts a session and waits until it has the guild.
func (r *room) up(change func(*session.Config), handle session.Handler) *bot {
	r.t.Helper()
	b := r.start(change, handle)
	next(b, func(*discordgo.GuildCreate) bool { return true })
	return b
}

// until waits for something at the stand-in.
func (b *bot) until(kind standin.EventKind) {
	b.r.t.Helper()
	_, err := b.wire.UntilKind(b.r.ctx, kind)
	b.r.must(err)
}

// next waits for an event of a type that match accepts, dropping others.
func next[E any](b *bot, match func(E) bool) (E, *session.Event) {
	b.r.t.Helper()
	for {
		select {
		case e := <-b.events:
			if v, ok := e.Data.(E); ok && match(v) {
				return v, e
			}
		case <-b.r.ctx.Done():
			var none E
			b.r.t.Fatalf("no %T came", none)
			return none, nil
		}
	}
}

// hear waits for a message with a text.
func (b *bot) hear(text string) *discordgo.MessageCreate {
	b.r.t.Helper()
	m, _ := next(b, func(m *discordgo.MessageCreate) bool { return m.Content == text })
	return m
}

// say posts as the person.
func (r *room) say(text string) standin.Message {
	r.t.Helper()
	m, err := r.Say(r.channel, r.ruth, text)
	r.must(err)
	return m
}

// contents are the texts of the bot's messages in the channel.
func (r *room) contents() []string {
	var list []string
	for _, m := range r.Messages(r.channel, r.ruth) {
		if m.Author.ID == r.Bot().ID {
			list = append(list, m.Content)
		}
	}
	return list
}
