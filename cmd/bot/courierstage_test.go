package main

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
	"newsdesk/internal/record"
	discordstandin "newsdesk/internal/standin"
	"newsdesk/internal/standin/standintest"
	"newsdesk/rag"
)

// morning is a local Discord with a server, a clock that stands at five to seven of
// a Monday in Baghdad until it is turned, and a record.
type morning struct {
	*discordstandin.Discord
	t              *testing.T
	ctx            context.Context
	clock          *discordstandin.ManualClock
	seen           *discordstandin.Subscription
	url, dir       string
	guild, channel string
	alice, role    string
	log            *standintest.Log
	first          *onDuty // the bot that is there from the beginning
	duty           []*onDuty
	changes        chan struct{} // holds a token after something was kept
}

// onDuty is a bot of the morning's.
type onDuty struct {
	*newsroom
	end func()
}

// quickCalls are a session's waits for tests.
var quickCalls = discordsession.Limits{
	Identify: time.Millisecond, Reconnect: 10 * time.Millisecond, ReconnectMax: 100 * time.Millisecond, Invalid: 10 * time.Millisecond,
	Retry: 10 * time.Millisecond, Answer: discordPatience, AnswerTry: discordPatience,
}

// newMorning opens it with a bot, some articles and a schedule for seven.
func newMorning(t *testing.T, options discordstandin.Options) *morning {
	t.Helper()
	t.Parallel()
	m := &morning{t: t, clock: discordstandin.NewManualClock(time.Date(2026, 3, 2, 3, 55, 0, 0, time.UTC)), dir: t.TempDir(), log: &standintest.Log{}, changes: make(chan struct{}, 1)}
	m.Discord = discordstandin.New(discordstandin.Config{Clock: m.clock, OnExchange: standintest.Recorder(t).Observe})
	var cancel context.CancelFunc
	m.ctx, cancel = context.WithTimeout(context.Background(), discordPatience)
	var err error
	m.url, err = m.Start("127.0.0.1:0")
	m.must(err)
	t.Cleanup(func() {
		for _, d := range m.duty {
			d.end()
		}
		m.seen.Close()
		m.must(m.Close(m.ctx))
		cancel()
		if t.Failed() && testing.Verbose() {
			t.Log(m.log.String())
		}
	})
	m.alice = m.AddUser("alice").ID
	m.guild = m.AddGuild("Newsroom", m.alice)
	m.channel, err = m.AddChannel(m.guild, "briefings")
	m.must(err)
	m.role, err = m.AddRole(m.guild, "desk", 0)
	m.must(err)
	m.seen = m.Subscribe()
	m.first = m.open()
	m.publish(ferryNews, damNews)
	m.plan(options)
	return m
}

// open has another bot come on duty, on the same record.
func (m *morning) open() *onDuty {
	m.t.Helper()
	log := slog.New(slog.NewTextHandler(m.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	rec, err := record.Open(m.ctx, m.dir, record.Options{Now: m.clock.Now, Log: log})
	m.must(err)
	library, err := rag.OpenLibrary(m.ctx, rag.LibraryConfig{Record: rec, Log: log, Now: m.clock.Now})
	m.must(err)
	d := &desk{stockroom: &stockroom{record: rec, store: rag.Store{Record: rec}, log: log}, library: library, owner: m.t.Name(), answerer: &rag.Answerer{Library: library, Now: m.clock.Now}}
	d.pieces = newBriefingDesk(d, m.clock.Now)
	d.keeper = newKeeper(d.stockroom, library.Sync, nil)
	shelf := watchedShelf{rec, m.changes}
	d.pieces.Shelf = shelf
	on := &onDuty{newsroom: newNewsroom(d)}
	on.book = schedule.NewBook(shelf, m.clock.Now)
	http := &http.Client{Transport: &http.Transport{}}
	bot, err := newBot(on.newsroom, discord.Config{Clock: m.clock, Session: discordsession.Config{Token: m.Token(), APIURL: m.url, HTTP: http, Limits: quickCalls}})
	m.must(err)
	ctx, cancel := context.WithCancel(m.ctx)
	done := make(chan error, 1)
	go func() { done <- bot.Run(ctx) }()
	on.end = sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			m.t.Errorf("the bot ended with %v", err)
		}
		http.CloseIdleConnections()
		d.close()
	})
	m.duty = append(m.duty, on)
	_, err = m.seen.UntilKind(m.ctx, discordstandin.EventReady)
	m.must(err)
	return on
}

// watchedShelf tells when something was kept.
type watchedShelf struct {
	*record.Record
	changes chan struct{}
}

func (w watchedShelf) UpdateDoc(ctx context.Context, collection, key string, change func(*schedule.Doc) (*schedule.Doc, error)) error {
	err := w.Record.UpdateDoc(ctx, collection, key, change)
	select {
	case w.changes <- struct{}{}:
	default:
	}
	return err
}

func (m *morning) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// publish stores articles at the time that it is.
func (m *morning) publish(all ...rag.Article) {
	m.t.Helper()
	all = slices.Clone(all) // other tests have them too
	for i := range all {
		all[i].Imported = m.clock.Now()
	}
	_, err := m.first.desk.library.Add(m.ctx, all)
	m.must(err)
}

// plan has a briefing scheduled by command, for seven on each day.
func (m *morning) plan(more discordstandin.Options) {
	m.t.Helper()
	o := discordstandin.Options{"days": "daily", "time": "7:00", "zone": "baghdad"}
	for name, value := range more {
		o[name] = value
	}
	if said := m.command("briefing schedule", o); !strings.Contains(said, "Scheduled.") {
		m.t.Fatalf("it says %q", said)
	}
}

// replan puts a schedule in the place of the one that there is.
func (m *morning) replan(o discordstandin.Options) {
	m.t.Helper()
	m.command("briefing remove", discordstandin.Options{"id": string(m.schedule().ID)})
	m.plan(o)
}

// command runs a command as who owns the server and returns its answer.
func (m *morning) command(name string, o discordstandin.Options) string {
	m.t.Helper()
	i, err := m.SlashCommand(m.channel, m.alice, name, o)
	m.must(err)
	reply, err := i.Answered(m.ctx)
	m.must(err)
	if !reply.Message.Loading() {
		return reply.Message.Content
	}
	e, err := m.seen.Until(m.ctx, func(e discordstandin.Event) bool {
		return e.Message != nil && e.MessageID == reply.Message.ID && !e.Message.Loading()
	})
	m.must(err)
	return e.Message.Content
}

// turn turns the clock, and has the bots on duty notice.
func (m *morning) turn(d time.Duration) {
	m.clock.Advance(d)
	for _, on := range m.duty {
		on.book.Wake()
	}
}

// now has a briefing made for all to see, and waits until that is remembered.
func (m *morning) now(o discordstandin.Options) string {
	m.t.Helper()
	said := m.command("briefing now", o)
	for {
		told, err := m.first.desk.pieces.Told(m.ctx, m.channel)
		m.must(err)
		if told.At.Equal(m.clock.Now()) {
			return said
		}
		select {
		case <-m.changes:
		case <-m.ctx.Done():
			m.t.Fatal("the briefing is not remembered")
		}
	}
}

// schedule is the one schedule that there is.
func (m *morning) schedule() schedule.Schedule {
	m.t.Helper()
	all, err := m.duty[len(m.duty)-1].book.All(m.ctx)
	m.must(err)
	if len(all) != 1 {
		m.t.Fatalf("there are %d schedules", len(all))
	}
	return all[0]
}

// run waits, with the bot that came last, until a day's run is as wanted.
func (m *morning) run(date string, wanted func(schedule.Run) bool) schedule.Run {
	m.t.Helper()
	on, s := m.duty[len(m.duty)-1], m.schedule()
	for {
		runs, err := on.book.Runs(m.ctx, s.Guild, s.ID)
		m.must(err)
		for _, r := range runs {
			if r.Date == date && wanted(r) {
				return r
			}
		}
		select {
		case <-m.changes:
		case <-m.ctx.Done():
			m.t.Fatalf("the runs are %+v; the log is\n%s", runs, m.log)
		}
	}
}

// ended waits until a day's run has ended in a state.
func (m *morning) ended(date string, state schedule.State) schedule.Run {
	m.t.Helper()
	r := m.run(date, func(r schedule.Run) bool { return !r.Ended.IsZero() })
	if r.State != state {
		m.t.Fatalf("the briefing of %s is %s: %s; the log is\n%s", date, r.State, r.Why, m.log)
	}
	return r
}

// ofBriefing matches what stands below a message of a scheduled briefing.
var ofBriefing = regexp.MustCompile(`-# [a-z0-9]+ · \d{4}-\d\d-\d\d · \d+ of \d+$`)

// briefings are the messages of briefings in the channel that came by themselves.
func (m *morning) briefings() []discordstandin.Message {
	var all []discordstandin.Message
	for _, msg := range m.Messages(m.channel, m.alice) {
		if msg.Author.ID == m.Bot().ID && ofBriefing.MatchString(msg.Content) {
			all = append(all, msg)
		}
	}
	return all
}

// wholeOnce fails the test unless the channel has a day's briefing in all its parts
// once, its files with the last and the role pinged by the first.
func (m *morning) wholeOnce(date string) []discordstandin.Message {
	m.t.Helper()
	r := m.ended(date, schedule.Sent)
	var all []discordstandin.Message
	for _, msg := range m.briefings() {
		if strings.Contains(msg.Content, "· "+date+" ·") {
			all = append(all, msg)
		}
	}
	if len(all) != r.Of || r.Sent != r.Of {
		m.t.Errorf("the channel has %d messages, of %d parts %d were sent:\n%+v", len(all), r.Of, r.Sent, all)
		return all
	}
	for i, msg := range all {
		if pinged := len(msg.MentionRoles) > 0; pinged != (i == 0 && m.schedule().Role != "") || msg.MentionEveryone {
			m.t.Errorf("part %d pings %v", i+1, msg.MentionRoles)
		}
		files := 0
		if i == len(all)-1 && !strings.Contains(msg.Content, "Nothing new") {
			files = 2
		}
		if len(msg.Attachments) != files {
			m.t.Errorf("part %d has the files %+v", i+1, msg.Attachments)
		}
	}
	return all
}
