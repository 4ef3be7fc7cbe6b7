package session_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

func TestEventsOfAChannelComeInOrder(t *testing.T) {
	r := newRoom(t, standin.Config{})
	var mu sync.Mutex
	got := map[string][]string{}
	b := r.up(nil, func(_ context.Context, e *session.Event) {
		m, ok := e.Data.(*discordgo.MessageCreate)
		if !ok {
			return
		}
		mu.Lock()
		defer mu.Unlock()
		got[m.ChannelID] = append(got[m.ChannelID], m.Content)
	})
	other, err := r.AddChannel(r.guild, "other")
	r.must(err)
	var want []string
	for i := range 100 {
		text := fmt.Sprint("number ", i)
		want = append(want, text)
		r.say(text)
		_, err := r.Say(other, r.ruth, text)
		r.must(err)
	}
	for range 200 {
		next(b, func(*discordgo.MessageCreate) bool { return true })
	}
	b.stop()
	r.must(b.wait())
	if !slices.Equal(got[r.channel], want) || !slices.Equal(got[other], want) {
		t.Errorf("got %q", got)
	}
}

func TestAHandlerThatTakesLong(t *testing.T) {
	r := newRoom(t, standin.Config{})
	release, hold := make(chan struct{}), make(chan struct{})
	handled := make(chan string, 16)
	b := r.up(nil, func(_ context.Context, e *session.Event) {
		m, ok := e.Data.(*discordgo.MessageCreate)
		if !ok {
			return
		}
		if m.Content == "slow" {
			<-release
			e.Release()
			e.Release()
			<-hold
		}
		handled <- m.Content
	})
	other, err := r.AddChannel(r.guild, "other")
	r.must(err)
	r.say("slow")
	r.say("behind it")
	_, err = r.Say(other, r.ruth, "elsewhere")
	r.must(err)
	if got := <-handled; got != "elsewhere" {
		t.Errorf("first came %q", got)
	}
	close(release)
	if got := <-handled; got != "behind it" {
		t.Errorf("then came %q", got)
	}
	close(hold)
	if got := <-handled; got != "slow" {
		t.Errorf("at last came %q", got)
	}
	b.stop()
}

func TestHandlersAreBounded(t *testing.T) {
	r := newRoom(t, standin.Config{})
	var now, most atomic.Int64
	handled := make(chan struct{}, 64)
	r.up(func(c *session.Config) { c.Limits.Handlers = 3 }, func(_ context.Context, e *session.Event) {
		if _, ok := e.Data.(*discordgo.MessageCreate); !ok {
			return
		}
		e.Release()
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		for range 1000 { // some work, so that handlers overlap
			runtime.Gosched()
		}
		now.Add(-1)
		handled <- struct{}{}
	})
	for range 40 {
		r.say("hello")
	}
	for range 40 {
		<-handled
	}
	if most.Load() > 3 {
		t.Errorf("%d at once", most.Load())
	}
}

func TestInteractionsWaitForNobody(t *testing.T) {
	r := newRoom(t, standin.Config{})
	hold, answered := make(chan struct{}), make(chan struct{})
	var s *session.Session
	ready := make(chan struct{})
	b := r.up(func(c *session.Config) { c.Limits.Handlers = 1 }, func(ctx context.Context, e *session.Event) {
		<-ready
		switch v := e.Data.(type) {
		case *discordgo.MessageCreate:
			<-hold
		case *discordgo.InteractionCreate:
			if _, err := s.Reply(ctx, v.Interaction, session.Message{Content: "at once"}); err != nil {
				t.Error(err)
			}
			close(answered)
		}
	})
	s = b.Session
	close(ready)
	r.command(s)
	r.say("a long question")
	b.hear("a long question")
	_, err := r.SlashCommand(r.channel, r.ruth, "ask", nil)
	r.must(err)
	<-answered
	close(hold)
}

func TestAPanicEndsNothing(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.up(nil, func(_ context.Context, e *session.Event) {
		if m, ok := e.Data.(*discordgo.MessageCreate); ok {
			panic("while reading " + m.Content)
		}
	})
	r.say("a secret")
	_, e := next(b, func(*discordgo.MessageCreate) bool { return true })
	r.say("another")
	b.hear("another")
	b.stop()
	r.must(b.wait())
	if log := r.log.String(); !strings.Contains(log, "id="+e.ID) || !strings.Contains(log, "panicked") {
		t.Errorf("the log says %s", log)
	}
	if strings.Contains(r.log.String(), "a secret") {
		t.Error("the log has a message's text")
	}
}

func TestHandlersHaveAnIDAndABound(t *testing.T) {
	r := newRoom(t, standin.Config{})
	type seen struct {
		id  string
		err error
	}
	ended := make(chan seen, 1)
	b := r.up(func(c *session.Config) { c.Limits.Handler = 20 * time.Millisecond }, func(ctx context.Context, e *session.Event) {
		if _, ok := e.Data.(*discordgo.MessageCreate); ok {
			<-ctx.Done()
			ended <- seen{session.ID(ctx), ctx.Err()}
		}
	})
	r.say("hello")
	_, e := next(b, func(*discordgo.MessageCreate) bool { return true })
	if s := <-ended; s.id != e.ID || len(s.id) != 7 || !errors.Is(s.err, context.DeadlineExceeded) {
		t.Errorf("got %+v of event %q", s, e.ID)
	}
}

func TestShutdownLetsHandlersFinish(t *testing.T) {
	r := newRoom(t, standin.Config{})
	begun, finish := make(chan struct{}), make(chan struct{})
	var result atomic.Value
	b := r.up(nil, nil)
	b.stop()
	r.must(b.wait())
	var two *bot
	two = r.up(nil, func(ctx context.Context, e *session.Event) {
		if _, ok := e.Data.(*discordgo.MessageCreate); !ok {
			return
		}
		close(begun)
		<-finish
		_, err := two.Send(ctx, r.channel, session.Message{Content: "done all the same"})
		result.Store(fmt.Sprint(err))
	})
	r.say("a long question")
	<-begun
	r.say("too late") // waits behind it
	two.stop()
	two.until(standin.EventDisconnect)
	close(finish)
	r.must(two.wait())
	if result.Load() != "<nil>" || !slices.Equal(r.contents(), []string{"done all the same"}) {
		t.Errorf("sending: %v; the channel has %q", result.Load(), r.contents())
	}
}

func TestShutdownCancelsHandlersAfterTheGrace(t *testing.T) {
	r := newRoom(t, standin.Config{})
	begun := make(chan struct{})
	var err atomic.Value
	b := r.up(func(c *session.Config) { c.Limits.Grace = time.Second }, func(ctx context.Context, e *session.Event) {
		if _, ok := e.Data.(*discordgo.MessageCreate); ok {
			close(begun)
			<-ctx.Done()
			err.Store(ctx.Err())
		}
	})
	r.say("an endless question")
	<-begun
	b.stop()
	r.must(b.wait())
	if got, _ := err.Load().(error); !errors.Is(got, context.Canceled) {
		t.Errorf("got %v", err.Load())
	}
}

func TestShutdownDoesNotWaitForEver(t *testing.T) {
	r := newRoom(t, standin.Config{})
	begun, finish := make(chan struct{}), make(chan struct{})
	b := r.up(func(c *session.Config) { c.Limits.Grace = 30 * time.Millisecond }, func(_ context.Context, e *session.Event) {
		if _, ok := e.Data.(*discordgo.MessageCreate); ok {
			close(begun)
			<-finish
		}
	})
	defer close(finish)
	r.say("a deaf handler")
	<-begun
	b.stop()
	if err := b.wait(); err == nil || !strings.Contains(err.Error(), "1 handlers") {
		t.Errorf("got %v", err)
	}
}

func TestMischief(t *testing.T) {
	for _, m := range standin.Mischiefs() {
		t.Run(m.Name, func(t *testing.T) {
			r := newRoom(t, standin.Config{HeartbeatInterval: 400 * time.Millisecond})
			var bot *session.Session
			ready, sent := make(chan struct{}), make(chan struct{}, 16)
			b := r.up(func(c *session.Config) { c.Now, c.Limits.Attempt = r.clock.Now, 2*time.Second }, func(ctx context.Context, e *session.Event) {
				<-ready
				switch v := e.Data.(type) {
				case *session.Gap:
					if _, err := bot.CatchUp(ctx, r.guild, r.channel, v.Since); err != nil {
						t.Error(err)
					}
				case *discordgo.MessageCreate:
					if v.Author.ID != r.ruth {
						return
					}
					if _, err := bot.Send(ctx, v.ChannelID, session.Message{Content: "re: " + v.Content}); err != nil {
						t.Error(err)
					}
					sent <- struct{}{}
				}
			})
			bot = b.Session
			close(ready)
			end := m.Begin(r.Discord)
			var want []string
			for i := range 3 {
				text := fmt.Sprint("question ", i)
				want = append(want, "re: "+text)
				r.say(text)
			}
			for range want {
				// Not when it is seen: that Discord took it may have to be found out yet.
				select {
				case <-sent:
				case <-r.ctx.Done():
					t.Fatal(r.ctx.Err())
				}
			}
			b.stop()
			r.must(b.wait())
			end()
			if got := r.contents(); !slices.Equal(slices.Sorted(slices.Values(got)), want) {
				t.Errorf("the channel has %q", got)
			}
		})
	}
}
