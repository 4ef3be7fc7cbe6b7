package discord_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"newsdesk/internal/discord"
	"newsdesk/internal/discord/session"
	"newsdesk/internal/record"
	"newsdesk/internal/standin"
	"newsdesk/internal/standin/standintest"
)

var _ discord.Shelf = (*record.Record)(nil)

func TestMain(m *testing.M) {
	// To close discordgo's session takes a second, in which others can run.
	_ = flag.Set("test.parallel", "32")
	goleak.VerifyTestMain(m, goleak.Cleanup(func(code int) {
		_ = os.RemoveAll(blank())
		os.Exit(code)
	}))
}

// blank is the folder of an empty record. To copy one takes a fraction of the time
// that it takes to make one.
var blank = sync.OnceValue(func() string {
	dir, err := os.MkdirTemp("", "newsdesk-blank")
	if err != nil {
		panic(err)
	}
	made, err := record.Open(context.Background(), dir, record.Options{})
	if err != nil {
		panic(err)
	}
	if err := made.Close(); err != nil {
		panic(err)
	}
	return dir
})

// wait is how long anything may take before a test gives up.
const wait = 90 * time.Second

// room is a local Discord with a server, two channels and people, and a bot
// that answers in it. All that is said is held against Discord's description.
type room struct {
	*standin.Discord
	t       testing.TB
	ctx     context.Context
	clock   *standin.ManualClock
	seen    *standin.Subscription
	desk    *desk
	bot     *discord.Bot
	shelf   *record.Record
	log     *logged
	config  discord.Config
	stop    func()
	guild   string
	channel string
	alice   string // owns the server
	ruth    string

	mischief    *standin.Mischief // before whatever somebody does; nil: none
	misbehaved  bool
	had         map[string]string // messages that were waited for, as they looked
	endMischief func()
}

// quick are a session's waits for tests.
var quick = session.Limits{
	Identify: time.Millisecond, Reconnect: 10 * time.Millisecond, ReconnectMax: 100 * time.Millisecond, Invalid: 10 * time.Millisecond,
	Retry: 20 * time.Millisecond,
	// The three seconds of an interaction are the stand-in's clock's, which stands
	// still, and not those of a busy machine.
	Answer: wait, AnswerTry: wait,
}

// roomOption changes a room before the bot comes in.
type roomOption func(*room, *standin.Config)

// newRoom opens a room and waits until the bot is in it.
func newRoom(t testing.TB, options ...roomOption) *room {
	t.Helper()
	if t, ok := t.(*testing.T); ok {
		t.Parallel()
	}
	r := closedRoom(t, options...)
	r.open()
	return r
}

// closedRoom is a room without the bot.
func closedRoom(t testing.TB, options ...roomOption) *room {
	t.Helper()
	r := &room{t: t, clock: standin.NewManualClock(time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)), desk: newDesk(), log: &logged{news: make(chan struct{}, 1)}, had: map[string]string{}}
	log := slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	config := standin.Config{Clock: r.clock, OnExchange: standintest.Recorder(t).Observe}
	r.config = discord.Config{Desk: r.desk, Clock: r.clock, Log: log, Session: session.Config{HTTP: &http.Client{Transport: &http.Transport{}}, Limits: quick}}
	for _, o := range options {
		o(r, &config)
	}
	if r.mischief != nil {
		config.OnExchange = nil // it is the same that is said, and to check it takes its time
	}
	r.Discord = standin.New(config)
	var cancel context.CancelFunc
	patience := wait
	if _, long := t.(*testing.B); long {
		patience = 30 * time.Minute
	}
	r.ctx, cancel = context.WithTimeout(context.Background(), patience)
	url, err := r.Start("127.0.0.1:0")
	r.must(err)
	dir := t.TempDir()
	r.must(os.CopyFS(dir, os.DirFS(blank())))
	r.shelf, err = record.Open(r.ctx, dir, record.Options{Now: r.clock.Now, Log: log})
	r.must(err)
	r.seen = r.Subscribe()
	t.Cleanup(func() {
		if r.stop != nil {
			r.stop()
		}
		if t.Failed() && testing.Verbose() {
			fmt.Fprintln(os.Stderr, r.log.String())
		}
		r.config.Session.HTTP.CloseIdleConnections()
		r.seen.Close()
		r.must(r.Close(r.ctx))
		r.must(r.shelf.Close())
		cancel()
	})
	r.config.Shelf, r.config.Session.APIURL, r.config.Session.Token = r.shelf, url, r.Token()
	r.alice, r.ruth = r.AddUser("alice").ID, r.AddUser("ruth").ID
	r.guild = r.AddGuild("Newsroom", r.alice)
	r.must(r.Join(r.guild, r.ruth))
	r.channel, err = r.AddChannel(r.guild, "iraq-desk")
	r.must(err)
	return r
}

// open runs the bot until the test, or r.stop, ends it.
func (r *room) open() {
	r.t.Helper()
	bot, err := discord.New(r.config)
	r.must(err)
	r.bot = bot
	ctx, cancel := context.WithCancel(r.ctx)
	done := make(chan error, 1)
	go func() { done <- bot.Run(ctx) }()
	r.stop = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			r.t.Errorf("the bot ended with %v", err)
		}
	})
	_, err = r.seen.UntilKind(r.ctx, standin.EventReady)
	r.must(err)
}

func (r *room) must(err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
}

// mention says something to the bot in a channel.
func (r *room) mention(channel, user, text string) standin.Message {
	r.t.Helper()
	m, err := r.Say(channel, user, "<@"+r.Bot().ID+"> "+text)
	r.must(err)
	return m
}

// until waits for a message of the bot's, new or edited, that match accepts. What
// was returned before is not again where it is only repeated.
func (r *room) until(match func(standin.Message) bool) standin.Message {
	r.t.Helper()
	looks := func(m *standin.Message) string { return fmt.Sprint(m.Content, labels(*m)) }
	e, err := r.seen.Until(r.ctx, func(e standin.Event) bool {
		return (e.Kind == standin.EventMessage || e.Kind == standin.EventEdit) && e.Message.Author.ID == r.Bot().ID && match(*e.Message) &&
			r.had[e.MessageID] != looks(e.Message)
	})
	if err != nil {
		r.t.Fatalf("no such message came: %v; the log is\n%s", err, r.log)
	}
	r.had[e.MessageID] = looks(e.Message)
	return *e.Message
}

// answer waits for a finished answer: one with buttons.
func (r *room) answer() standin.Message {
	r.t.Helper()
	return r.until(func(m standin.Message) bool { return len(m.Components) > 0 })
}

// saying waits for a message that has some words.
func (r *room) saying(words string) standin.Message {
	r.t.Helper()
	return r.until(func(m standin.Message) bool { return strings.Contains(m.Content, words) })
}

// slash runs a command and returns what came of it at first.
func (r *room) slash(user, name string, o standin.Options) (*standin.Interaction, standin.Reply) {
	r.t.Helper()
	return r.slashIn(r.channel, user, name, o)
}

func (r *room) slashIn(channel, user, name string, o standin.Options) (*standin.Interaction, standin.Reply) {
	r.t.Helper()
	i, err := r.SlashCommand(channel, user, name, o)
	r.must(err)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	return i, reply
}

// told runs a command that is answered privately at once, and returns the words.
func (r *room) told(user, name string, o standin.Options) string {
	r.t.Helper()
	_, reply := r.slash(user, name, o)
	if !reply.Message.Ephemeral() {
		r.t.Errorf("/%s is answered for all to see", name)
	}
	return reply.Message.Content
}

// press presses the button of a message that has a label.
func (r *room) press(m standin.Message, user, label string) (*standin.Interaction, standin.Reply) {
	r.t.Helper()
	i, err := r.ClickButton(m.ChannelID, user, m.ID, button(r.t, m, label))
	r.must(err)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	return i, reply
}

// button is the custom id of a message's button with a label.
func button(t testing.TB, m standin.Message, label string) string {
	t.Helper()
	for _, row := range m.Components {
		for _, c := range row.Components {
			if strings.HasPrefix(c.Label, label) {
				return c.CustomID
			}
		}
	}
	t.Fatalf("there is no button %q under %q: %v", label, m.Content, labels(m))
	return ""
}

// labels are those of a message's buttons.
func labels(m standin.Message) []string {
	var all []string
	for _, row := range m.Components {
		for _, c := range row.Components {
			all = append(all, c.Label)
		}
	}
	return all
}

// posted are the messages of the bot's that a person sees in a channel.
func (r *room) posted(channel, viewer string) []standin.Message {
	var all []standin.Message
	for _, m := range r.Messages(channel, viewer) {
		if m.Author.ID == r.Bot().ID {
			all = append(all, m)
		}
	}
	return all
}

// holds fails the test unless a text has all the words.
func holds(t testing.TB, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q does not say %q", text, w)
		}
	}
}

// logged is a log that many write to. It notes whether the bot thinks that it is
// connected.
type logged struct {
	standintest.Log
	news chan struct{} // holds a token while there may be more in it
	up   atomic.Bool
}

func (l *logged) Write(p []byte) (int, error) {
	n, err := l.Log.Write(p)
	switch {
	case bytes.Contains(p, []byte(`msg="gateway link is up"`)):
		l.up.Store(true)
	case bytes.Contains(p, []byte(`msg="gateway link ended"`)), bytes.Contains(p, []byte(`msg="connecting to Discord"`)):
		l.up.Store(false)
	}
	select {
	case l.news <- struct{}{}:
	default:
	}
	return n, err
}
