package discord_test

import (
	"fmt"
	"log/slog"
	"runtime"
	"slices"
	"testing"
	"time"

	"newsdesk/internal/standin"
)

// crowd is who asks at once: so many questions, over so many channels.
const (
	crowd         = 200
	crowdChannels = 20
)

// BenchmarkCrowd has 200 people ask at once over 20 channels, under Discord's rate
// limits: it reports how long it takes until each sees a sign, and until all are
// answered, and fails where a question is answered never, twice or elsewhere.
func BenchmarkCrowd(b *testing.B) {
	for b.Loop() {
		r := newRoom(b, now)
		r.desk.atOnce = true
		var channels, people []string
		for i := range crowdChannels {
			c, err := r.AddChannel(r.guild, fmt.Sprint("desk-", i))
			r.must(err)
			channels = append(channels, c)
		}
		for i := range crowd {
			p := r.AddUser(fmt.Sprint("person-", i)).ID
			r.must(r.Join(r.guild, p))
			people = append(people, p)
		}
		watch := r.Subscribe()
		asked := map[string]time.Time{} // by the message
		in := map[string]string{}       // its channel
		started := time.Now()
		for i, p := range people {
			m := r.mention(channels[i%crowdChannels], p, "when did the ferry open?")
			asked[m.ID], in[m.ID] = time.Now(), m.ChannelID
		}
		signs, took := r.follow(b, watch, asked, in)
		watch.Close()
		r.stop()
		slices.Sort(signs)
		b.ReportMetric(float64(signs[len(signs)*99/100].Milliseconds()), "ms-sign-p99")
		b.ReportMetric(float64(signs[len(signs)/2].Milliseconds()), "ms-sign-p50")
		b.ReportMetric(float64(took.Sub(started).Milliseconds()), "ms-all")
	}
}

// follow watches until all are answered, and returns after how long each question
// had a sign: the bot types in its channel, or answers.
func (r *room) follow(b *testing.B, watch *standin.Subscription, asked map[string]time.Time, in map[string]string) (signs []time.Duration, done time.Time) {
	b.Helper()
	typed := map[string]time.Time{} // since when, by channel
	answers := map[string]int{}
	for len(answers) < len(asked) {
		e, err := watch.Next(r.ctx)
		if err != nil {
			b.Fatalf("%d of %d are answered: %v", len(answers), len(asked), err)
		}
		switch {
		case e.Kind == standin.EventTyping && typed[e.ChannelID].IsZero():
			typed[e.ChannelID] = time.Now()
		case e.Kind == standin.EventMessage && e.Message.Author.ID == r.Bot().ID:
			to := e.Message.Reference.MessageID
			if answers[to]++; answers[to] > 1 || in[to] != e.Message.ChannelID {
				b.Fatalf("question %s of channel %s is answered %d times, in %s", to, in[to], answers[to], e.Message.ChannelID)
			}
		}
	}
	for m, at := range asked {
		signs = append(signs, max(0, typed[in[m]].Sub(at)))
	}
	return signs, time.Now()
}

// settled is after how many questions all that is bounded is full.
const settled = 2000

// BenchmarkSoak answers one private question after another, as many as b.N: the
// memory that is left does not grow with them.
func BenchmarkSoak(b *testing.B) {
	r := newRoom(b, func(r *room, c *standin.Config) {
		c.Keep, r.config.Log = 200, slog.New(slog.DiscardHandler)
	})
	r.desk.atOnce = true
	used := func() uint64 {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var before uint64
	n := 0
	for b.Loop() {
		if n++; n == settled {
			before = used()
		}
		r.clock.Advance(10 * time.Second)
		_, err := r.SlashCommand(r.channel, r.ruth, "ask", standin.Options{"question": "when did the ferry open?", "private": true})
		r.must(err)
		r.answer()
	}
	if n > 2*settled {
		b.ReportMetric((float64(used())-float64(before))/float64(n-settled), "B-kept/op")
	}
}

// now has the ids of messages agree with the time of connections, and of gaps.
func now(r *room, c *standin.Config) {
	r.clock = standin.NewManualClock(time.Now())
	c.Clock, r.config.Clock, r.config.Session.Now = r.clock, r.clock, r.clock.Now
}
