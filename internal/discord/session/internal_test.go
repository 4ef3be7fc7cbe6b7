package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"
)

// headers are those of a bucket.
func headers(hash string, limit, remaining int, after time.Duration) http.Header {
	h := http.Header{}
	h.Set("X-RateLimit-Bucket", hash)
	h.Set("X-RateLimit-Limit", fmt.Sprint(limit))
	h.Set("X-RateLimit-Remaining", fmt.Sprint(remaining))
	h.Set("X-RateLimit-Reset-After", fmt.Sprint(after.Seconds()))
	return h
}

func TestLimiterWaitsForTheWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		began := time.Now()
		var at []time.Duration
		for i := range 7 {
			b, err := l.enter(t.Context(), "POST messages", "1")
			if err != nil {
				t.Fatal(err)
			}
			at = append(at, time.Since(began))
			l.leave(b, "POST messages", "1", headers("h", 3, 2-i%3, 5*time.Second))
		}
		const window = 5 * time.Second
		if want := []time.Duration{0, 0, 0, window, window, window, 2 * window}; !slices.Equal(at, want) {
			t.Errorf("went at %v, want %v", at, want)
		}
		if l.count() != 1 {
			t.Errorf("%d buckets", l.count())
		}
		time.Sleep(2 * window)
		if l.count() != 0 {
			t.Errorf("%d buckets are left", l.count())
		}
	})
}

func TestLimiterLearnsAloneAndThenGoesTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		gone := make(chan *bucket, 10)
		for range 4 {
			go func() {
				b, err := l.enter(t.Context(), "POST messages", "1")
				if err != nil {
					t.Error(err)
				}
				gone <- b
			}()
		}
		synctest.Wait()
		if len(gone) != 1 {
			t.Fatalf("%d went before the limit was known", len(gone))
		}
		l.leave(<-gone, "POST messages", "1", headers("h", 5, 4, time.Second))
		synctest.Wait()
		if len(gone) != 3 {
			t.Fatalf("%d went, want 3", len(gone))
		}
		for range 3 {
			l.leave(<-gone, "POST messages", "1", headers("h", 5, 1, time.Second))
		}
	})
}

func TestLimiterIsNotFooledByAnswersThatOvertake(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		enter := func() *bucket {
			t.Helper()
			b, err := l.enter(t.Context(), "r", "")
			if err != nil {
				t.Fatal(err)
			}
			return b
		}
		leave := func(b *bucket, remaining int) { l.leave(b, "r", "", headers("h", 3, remaining, 5*time.Second)) }
		began := time.Now()
		leave(enter(), 2)
		two, three := enter(), enter()
		leave(three, 0)
		leave(two, 1)
		if enter(); time.Since(began) != 5*time.Second {
			t.Errorf("a fourth of three went after %v", time.Since(began))
		}
	})
}

func TestLimiterBelievesThatThereIsRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		began := time.Now()
		for range 20 { // Discord counts nothing
			b, err := l.enter(t.Context(), "r", "")
			if err != nil {
				t.Fatal(err)
			}
			l.leave(b, "r", "", headers("h", 5, 4, 5*time.Second))
		}
		if d := time.Since(began); d != 0 {
			t.Errorf("it waited %v", d)
		}
	})
}

func TestLimiterSharesWhatDiscordShares(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		for _, route := range []string{"POST messages", "PATCH message"} {
			b, _ := l.enter(t.Context(), route, "1")
			l.leave(b, route, "1", headers("shared", 1, 0, time.Second))
		}
		began := time.Now()
		b, err := l.enter(t.Context(), "PATCH message", "1")
		if err != nil || time.Since(began) != time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
		l.leave(b, "PATCH message", "1", nil)
		if b, _ = l.enter(t.Context(), "PATCH message", "2"); time.Since(began) != time.Second {
			t.Error("another channel waited")
		}
		l.leave(b, "PATCH message", "2", nil)
	})
}

func TestLimiterAfterA429(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLimiter(time.Now)
		b, _ := l.enter(t.Context(), "POST x", "")
		l.empty(b, 3*time.Second)
		l.leave(b, "POST x", "", http.Header{}) // which says nothing
		began := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		var w *waitError
		if _, err := l.enter(ctx, "POST x", ""); !errors.As(err, &w) || time.Since(began) != 0 {
			t.Errorf("got %v after %v", err, time.Since(began))
		}
		if b, err := l.enter(t.Context(), "POST x", ""); err != nil || time.Since(began) != 3*time.Second {
			t.Errorf("got %v after %v", err, time.Since(began))
		} else {
			l.leave(b, "POST x", "", nil)
		}
		ctx, cancel = context.WithCancel(t.Context())
		l.empty(b, time.Hour)
		time.AfterFunc(time.Second, cancel)
		if b, _ = l.enter(t.Context(), "POST y", ""); b != nil {
			l.empty(b, time.Hour)
			l.leave(b, "POST y", "", nil)
		}
		if _, err := l.enter(ctx, "POST y", ""); !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
	})
}

func TestPaceIsBelowDiscords(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(time.Now, 10, 100)
		began := time.Now()
		for range 25 {
			if err := p.enter(t.Context(), false); err != nil {
				t.Fatal(err)
			}
		}
		if d := time.Since(began); d != 2*time.Second {
			t.Errorf("25 calls took %v", d)
		}
		p.pause(3*time.Second, false)
		if err := p.enter(t.Context(), true); err != nil || time.Since(began) != 2*time.Second {
			t.Error("an interaction waited")
		}
		p.pause(time.Second, true)
		if err := p.enter(t.Context(), true); err != nil || time.Since(began) != 3*time.Second {
			t.Error("an interaction did not wait")
		}
		if err := p.enter(t.Context(), false); err != nil || time.Since(began) != 5*time.Second {
			t.Errorf("a call went after %v", time.Since(began))
		}
	})
}

func TestRefusalsAreForgotten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPace(time.Now, 10, 3)
		p.count(401, "")
		p.count(403, "")
		p.count(429, "shared") // does not count
		if err := p.enter(t.Context(), true); err != nil {
			t.Error(err)
		}
		time.Sleep(6 * time.Minute)
		p.count(429, "user")
		if err := p.enter(t.Context(), true); !errors.Is(err, ErrRefused) {
			t.Errorf("got %v", err)
		}
		time.Sleep(6 * time.Minute)
		if err := p.enter(t.Context(), true); err != nil || p.recent().limited != 1 {
			t.Errorf("got %v and %+v", err, p.recent())
		}
	})
}

func TestSequence(t *testing.T) {
	var q sequence
	for i, c := range []struct {
		n     int64
		first bool
		low   int64
	}{{1, true, 1}, {1, false, 1}, {3, true, 1}, {3, false, 1}, {2, true, 3}, {2, false, 3}, {6, true, 3}} {
		if got := q.first(c.n); got != c.first || q.low != c.low {
			t.Errorf("step %d: %v with low %d, want %v with %d", i, got, q.low, c.first, c.low)
		}
	}
	for n := int64(7); n < 3000; n++ {
		q.first(n)
	}
	if q.low != 2999 || q.high != 2999 || len(q.above) != 0 {
		t.Errorf("a gap is waited for: low %d, high %d, %d above", q.low, q.high, len(q.above))
	}
}

func TestRecentForgetsTheOldest(t *testing.T) {
	var r recent
	for i := range remembered + 1 {
		if !r.first(fmt.Sprint(i)) {
			t.Fatal(i)
		}
	}
	if r.first("1") || !r.first("0") || len(r.names) != remembered {
		t.Errorf("%d remembered", len(r.names))
	}
}

func TestBackoffGrowsAndHasABound(t *testing.T) {
	var c chance
	for n, want := range []time.Duration{1, 2, 4, 8, 10, 10} {
		if d := c.backoff(n, time.Second, 10*time.Second); d < want*time.Second/2 || d > want*time.Second {
			t.Errorf("%d: %v", n, d)
		}
	}
	if d := c.backoff(1<<40, time.Hour, 2*time.Hour); d > 2*time.Hour || d < time.Hour {
		t.Errorf("got %v", d)
	}
}

func TestMend(t *testing.T) {
	for in, want := range map[string]string{
		`{"a":1}`:                       `{"a":1}`,
		`{"components":[]}`:             `{"components":[]}`,
		`{"components":[{"type":2}]}`:   `{"components":[{"type":2}]}`,
		`[{"components":[{"type":99}]}`: `[{"components":[{"type":99}]}`, // no JSON
		`{"components":[{"type":99},{"type":1,"components":[{"type":19},{"type":2}]}],"id":12345678901234567890}`: `{"components":[{"components":[{"type":2}],"type":1}],"id":12345678901234567890}`,
		`{"components":[{"type":18,"id":1,"component":{"type":4,"value":"x"}}]}`:                                  `{"components":[{"components":[{"type":4,"value":"x"}],"id":1,"type":1}]}`,
		`{"components":[{"type":9,"accessory":{"type":77},"components":[]}]}`:                                     `{"components":[{"components":[],"type":9}]}`,
		`{"resolved":{"messages":{"1":{"components":[{"type":20}]}}}}`:                                            `{"resolved":{"messages":{"1":{"components":[]}}}}`,
	} {
		if got := string(mend([]byte(in))); got != want {
			t.Errorf("%s:\n got %s\nwant %s", in, got, want)
		}
	}
}

func TestEventsHaveTheirPlace(t *testing.T) {
	c := &discordgo.Channel{ID: "c"}
	g := &discordgo.Guild{ID: "g"}
	m := &discordgo.Message{ID: "m", ChannelID: "c", Author: &discordgo.User{}}
	for _, x := range []struct {
		data      any
		key, once string
		ok        bool
	}{
		{nil, "", "", false},
		{&discordgo.InteractionCreate{Interaction: &discordgo.Interaction{ID: "i", Token: "t", ChannelID: "c"}}, "", "ii", true},
		{&discordgo.InteractionCreate{}, "", "", false},
		{&discordgo.MessageCreate{Message: m}, "c", "mm", true},
		{&discordgo.MessageCreate{Message: &discordgo.Message{}}, "", "", false},
		{&discordgo.MessageUpdate{Message: m}, "c", "", true},
		{&discordgo.MessageUpdate{}, "", "", false},
		{&discordgo.MessageDelete{Message: m}, "", "", true},
		{&discordgo.MessageDelete{}, "", "", false},
		{&discordgo.MessageDeleteBulk{ChannelID: "c"}, "", "", true},
		{&discordgo.ChannelCreate{Channel: c}, "c", "", true},
		{&discordgo.ChannelUpdate{Channel: c}, "c", "", true},
		{&discordgo.ChannelDelete{Channel: c}, "c", "", true},
		{&discordgo.ThreadCreate{Channel: c}, "c", "", true},
		{&discordgo.ThreadUpdate{Channel: c}, "c", "", true},
		{&discordgo.ThreadDelete{}, "", "", false},
		{&discordgo.ThreadMembersUpdate{ID: "c"}, "c", "", true},
		{&discordgo.ThreadListSync{GuildID: "g"}, "g", "", true},
		{&discordgo.GuildCreate{Guild: g}, "g", "", true},
		{&discordgo.GuildUpdate{Guild: g}, "g", "", true},
		{&discordgo.GuildDelete{Guild: g}, "g", "", true},
		{&discordgo.GuildRoleCreate{GuildRole: &discordgo.GuildRole{GuildID: "g"}}, "g", "", true},
		{&discordgo.GuildRoleUpdate{GuildRole: &discordgo.GuildRole{GuildID: "g"}}, "g", "", true},
		{&discordgo.GuildRoleDelete{GuildID: "g"}, "g", "", true},
		{&discordgo.Ready{}, "", "", true},
	} {
		e := &Event{Data: x.data}
		if ok := e.place(); ok != x.ok || e.key != x.key || e.once != x.once {
			t.Errorf("%T: %v in %q, once %q", x.data, ok, e.key, e.once)
		}
	}
}

func TestTheQueueIsBounded(t *testing.T) {
	c := Config{}
	c.fill()
	c.Limits.Handlers, c.Limits.Queue = 1, 2
	d := newDispatcher(c, &chance{})
	hold, handled := make(chan struct{}), make(chan string, 10)
	d.open(t.Context(), func(_ context.Context, e *Event) {
		<-hold
		handled <- e.Data.(*discordgo.MessageCreate).ID
	})
	take := func(i int) {
		d.take(0, "MESSAGE_CREATE", &discordgo.MessageCreate{Message: &discordgo.Message{ID: fmt.Sprint(i), ChannelID: "c", Author: &discordgo.User{}}})
	}
	for i := range 5 {
		take(i)
	}
	close(hold)
	want := func(i int) {
		t.Helper()
		if got := <-handled; got != fmt.Sprint(i) {
			t.Errorf("got %s, want %d", got, i)
		}
	}
	for i := range 3 { // one runs, two wait, the rest are dropped
		want(i)
	}
	take(2) // came before
	take(4) // was dropped, and is caught up with
	want(4)
	if err := d.drain(time.Minute); err != nil || len(handled) != 0 || len(d.lanes) != 0 {
		t.Errorf("%v, %d more, %d lanes", err, len(handled), len(d.lanes))
	}
}

func FuzzMend(f *testing.F) {
	f.Add([]byte(`{"components":[{"type":18,"component":{"type":4}},{"type":17,"components":[{"type":9,"accessory":{"type":50}}]}]}`))
	f.Add([]byte(`[{"components":null},{"components":[null,1,{"type":"x"}]}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		got := mend(data)
		if json.Valid(data) && !json.Valid(got) {
			t.Errorf("%s became %s", data, got)
		}
		var m discordgo.Message
		// Discord writes its keys in lower case and without escapes.
		plain := bytes.Equal(bytes.ToLower(data), data) && !bytes.Contains(data, []byte(`\u`))
		if err := json.Unmarshal(got, &m); err != nil && json.Valid(data) && plain && errorOfComponents(err) {
			t.Errorf("%s: %v", got, err)
		}
	})
}

// errorOfComponents reports whether an error is the one that mend is there for.
func errorOfComponents(err error) bool {
	return err != nil && len(err.Error()) > 23 && err.Error()[:23] == "unknown component type:"
}

func FuzzNewError(f *testing.F) {
	f.Add([]byte(`{"code":50035,"message":"Invalid Form Body","errors":{"content":{"_errors":[{"code":"X","message":"too long"}]}}}`))
	f.Add([]byte(`<html>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if e, _ := newError("do it", 400, data); e.Error() == "" {
			t.Error("an error without words")
		}
	})
}
