package session_test

import (
	"context"
	"net/http"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// soak is a bot that answers interactions as they come, for a long time.
type soak struct {
	*standin.Discord
	session       *session.Session
	channel, ruth string
	answered      chan error
	ready         chan struct{}
	ahead         atomic.Int64 // how far the session's clock is
}

func newSoak(tb testing.TB) *soak {
	tb.Helper()
	s := &soak{answered: make(chan error, 1), ready: make(chan struct{}, 1), Discord: standin.New(standin.Config{Unlimited: true, Keep: 64})}
	url, err := s.Start("127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	s.ruth = s.AddUser("ruth").ID
	s.channel, _ = s.AddChannel(s.AddGuild("Newsroom", s.ruth), "iraq-desk")
	transport := &http.Transport{}
	s.session, err = session.New(session.Config{
		Token: s.Token(), APIURL: url, HTTP: &http.Client{Transport: transport}, Limits: session.Limits{PerSecond: 1 << 16, Identify: time.Millisecond, Reconnect: time.Millisecond},
	})
	if err != nil {
		tb.Fatal(err)
	}
	s.session.SetWireClock(func() time.Time { return time.Now().Add(time.Duration(s.ahead.Load())) })
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.session.Run(ctx, s.handle) }()
	tb.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			tb.Error(err)
		}
		transport.CloseIdleConnections()
		if err := s.Close(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	<-s.ready
	if _, err := s.session.SetCommands(ctx, s.Bot().ID, "", []*discordgo.ApplicationCommand{{Name: "ask", Description: "ask"}}); err != nil {
		tb.Fatal(err)
	}
	return s
}

// handle answers each interaction in three calls.
func (s *soak) handle(ctx context.Context, e *session.Event) {
	switch v := e.Data.(type) {
	case *discordgo.GuildCreate:
		s.ready <- struct{}{}
	case *discordgo.InteractionCreate:
		_, err := s.session.Defer(ctx, v.Interaction, true)
		if err == nil {
			_, err = s.session.EditOriginal(ctx, v.Interaction, session.Edit{Content: ptr("an answer")})
		}
		if err == nil {
			_, err = s.session.FollowUp(ctx, v.Interaction, session.Message{Content: "more", Flags: discordgo.MessageFlagsEphemeral})
		}
		s.answered <- err
	}
}

// ask makes n interactions, one after the other.
func (s *soak) ask(tb testing.TB, n int) {
	tb.Helper()
	for range n {
		if _, err := s.SlashCommand(s.channel, s.ruth, "ask", nil); err != nil {
			tb.Fatal(err)
		}
		if err := <-s.answered; err != nil {
			tb.Fatal(err)
		}
		s.ahead.Add(int64(10 * time.Millisecond)) // a hundred a second
	}
}

// heap is how many bytes live, once the windows of the limits have ended and
// the stand-in has dropped the events that it kept for a resume.
func (s *soak) heap() int64 {
	s.CloseGateway(4009)
	<-s.ready
	s.ahead.Add(int64(time.Minute))
	s.session.Stats()
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// TestSoak is the small brother of the benchmark. It is not parallel, so that
// the heap is its own.
func TestSoak(t *testing.T) {
	s := newSoak(t)
	s.ask(t, 300)
	before, goroutines := s.heap(), runtime.NumGoroutine()
	const n = 900
	s.ask(t, n)
	// A bucket's window is 5 s, and a hundred interactions a second have two each.
	if b := s.session.Stats().Buckets; b > 2*600 {
		t.Errorf("%d buckets", b)
	}
	if g := runtime.NumGoroutine(); g > goroutines+5 {
		t.Errorf("%d goroutines, %d before", g, goroutines)
	}
	// What grows still are the rings that remember the last few thousand, here and
	// in the stand-in; the benchmark is long enough to see past them.
	if grown := s.heap() - before; grown > n*1024 {
		t.Errorf("%d interactions left %d bytes", n, grown)
	}
	if b := s.session.Stats().Buckets; b > 1 {
		t.Errorf("%d buckets are left", b)
	}
}

// BenchmarkInteractions answers interactions in three calls each, and reports
// what they leave behind in the bot and the stand-in together. Of 10,000:
// go test -run '^$' -bench Interactions -benchtime 10000x.
func BenchmarkInteractions(b *testing.B) {
	s := newSoak(b)
	s.ask(b, 200)
	before := s.heap()
	b.ResetTimer()
	s.ask(b, b.N)
	b.StopTimer()
	b.ReportMetric(float64(s.heap()-before)/float64(b.N), "bytes-left/op")
	s.ahead.Add(int64(time.Minute))
	b.ReportMetric(float64(s.session.Stats().Buckets), "buckets-left")
}
