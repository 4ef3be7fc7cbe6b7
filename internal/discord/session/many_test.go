package session_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// TestManyAtOnce asks 200 questions at once over 20 channels: each gets one
// answer, in its channel, and soon.
func TestManyAtOnce(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	var mu sync.Mutex
	asked, took := map[string]time.Time{}, []time.Duration{}
	var bot *session.Session
	ready := make(chan struct{})
	b := r.up(func(c *session.Config) { c.Limits.PerSecond = 1 << 16 }, func(ctx context.Context, e *session.Event) {
		<-ready
		m, ok := e.Data.(*discordgo.MessageCreate)
		if !ok || m.Author.ID != r.ruth {
			return
		}
		e.Release()
		if _, err := bot.Send(ctx, m.ChannelID, session.Message{Content: "re: " + m.Content, ReplyTo: m.ID}); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		took = append(took, time.Since(asked[m.Content]))
	})
	bot = b.Session
	close(ready)
	want := map[string][]string{}
	for i := range 20 {
		channel, err := r.AddChannel(r.guild, fmt.Sprint("desk-", i))
		r.must(err)
		want[channel] = nil
	}
	var asking sync.WaitGroup
	for _, channel := range slices.Sorted(maps.Keys(want)) {
		for i := range 10 {
			text := fmt.Sprint("question ", i, " in ", channel)
			want[channel] = append(want[channel], "re: "+text)
			asking.Go(func() {
				mu.Lock()
				asked[text] = time.Now()
				mu.Unlock()
				if _, err := r.Say(channel, r.ruth, text); err != nil {
					t.Error(err)
				}
			})
		}
	}
	asking.Wait()
	for range 200 {
		next(b, func(m *discordgo.MessageCreate) bool { return m.Author.ID == r.Bot().ID })
	}
	b.stop()
	r.must(b.wait())
	for channel, texts := range want {
		var got []string
		for _, m := range r.Messages(channel, r.ruth) {
			if m.Author.ID == r.Bot().ID {
				got = append(got, m.Content)
			}
		}
		if slices.Sort(got); !slices.Equal(got, texts) {
			t.Errorf("channel %s has %q", channel, got)
		}
	}
	slices.Sort(took)
	t.Logf("answered after %v (median), %v (99 of 100)", took[len(took)/2], took[len(took)*99/100])
}
