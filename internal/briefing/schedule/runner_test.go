package schedule

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// scene runs a test in a bubble of its own, on the eve of 23 November 2026.
func scene(t *testing.T, name string, f func(t *testing.T, shelf *memory, w *writer, c *chat)) {
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			sleepUntil(t, "2026-11-22T12:00:00")
			f(t, newMemory(), &writer{}, newChat())
		})
	})
}

func TestDelivery(t *testing.T) {
	scene(t, "each day at its minute", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-25T00:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0", "24T04:30 2.0")
		checkRuns(t, p.book, s, "2026-11-24 sent", "2026-11-23 sent")
		first, second := w.calls[0], w.calls[1]
		if !first.Since.IsZero() || first.Memo != nil || first.Late != 0 {
			t.Errorf("the first was asked for with %+v", first)
		}
		if !second.Since.Equal(c.posts[0].at) || string(second.Memo) != "1" {
			t.Errorf("the second was asked for with %+v", second)
		}
		if got := Words(second.Due); got != "Tue 24 Nov 2026 07:30 (Asia/Baghdad)" {
			t.Errorf("the second was due %s", got)
		}
	})
	scene(t, "parts in order, under nonces that Discord takes", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.parts = 3
		p := start(t, shelf, w, c)
		add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0", "23T04:30 1.1", "23T04:30 1.2")
		if len(c.byNonce) != 3 {
			t.Errorf("the nonces are %v", c.byNonce)
		}
		for nonce := range c.byNonce {
			if len(nonce) > MaxNonce {
				t.Errorf("the nonce %q is too long", nonce)
			}
		}
	})
	scene(t, "nothing new is not sent, and does not count as told", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.make = func(_ context.Context, a Assignment) (Composition, error) {
			return Composition{Parts: [][]byte{[]byte("nothing")}, Empty: a.Due.Day() == 24, Memo: []byte(fmt.Sprint(a.Due.Day()))}, nil
		}
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-26T00:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 nothing", "25T04:30 nothing")
		checkRuns(t, p.book, s, "2026-11-25 sent", "2026-11-24 skipped", "2026-11-23 sent")
		if string(w.calls[2].Memo) != "23" {
			t.Errorf("the third was given the memo %s", w.calls[2].Memo)
		}
	})
	scene(t, "another process sees a new schedule within a minute", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-23T04:29:01")
		add(t, NewBook(shelf, time.Now), daily())
		sleepUntil(t, "2026-11-23T04:31:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0")
	})
}

func TestAbsence(t *testing.T) {
	scene(t, "back within the window it is sent, late", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		s := add(t, NewBook(shelf, time.Now), daily())
		sleepUntil(t, "2026-11-23T09:00:00")
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T09:00 1.0")
		if want := 4*time.Hour + 30*time.Minute; c.posts[0].Late != want || w.calls[0].Late != want {
			t.Errorf("late by %v for the deliverer and %v for the composer, want %v", c.posts[0].Late, w.calls[0].Late, want)
		}
		checkRuns(t, p.book, s, "2026-11-23 sent")
	})
	scene(t, "back after it, not at all", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		s := add(t, NewBook(shelf, time.Now), daily())
		sleepUntil(t, "2026-11-23T16:30:00")
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-24T00:00:00")
		p.stop()
		checkPosts(t, c)
		runs := checkRuns(t, p.book, s, "2026-11-23 missed")
		if runs[0].Why == "" {
			t.Error("no reason is recorded")
		}
	})
	scene(t, "of several only the latest", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		s := add(t, NewBook(shelf, time.Now), daily())
		sleepUntil(t, "2026-11-26T05:00:00")
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-26T12:00:00")
		p.stop()
		checkPosts(t, c, "26T05:00 1.0")
		checkRuns(t, p.book, s, "2026-11-26 sent", "2026-11-25 missed", "2026-11-24 missed", "2026-11-23 missed")
	})
	scene(t, "what was due while paused is not sent", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		if _, err := p.book.Pause(t.Context(), "g", s.ID, "u", "holidays"); err != nil {
			t.Fatal(err)
		}
		sleepUntil(t, "2026-11-25T05:00:00")
		if _, err := p.book.Resume(t.Context(), "g", s.ID); err != nil {
			t.Fatal(err)
		}
		sleepUntil(t, "2026-11-26T05:00:00")
		p.stop()
		checkPosts(t, c, "26T04:30 1.0")
		checkRuns(t, p.book, s, "2026-11-26 sent")
	})
}

func TestFailures(t *testing.T) {
	scene(t, "a lost answer is repeated under the same nonce", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.parts = 2
		c.after = func(context.Context, Parcel) error { c.after = nil; return errTest }
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0", "23T04:30 1.1")
		if c.refused != 1 || len(w.calls) != 1 {
			t.Errorf("%d sends were harmless repeats, %d compositions made, want 1 and 1", c.refused, len(w.calls))
		}
		checkRuns(t, p.book, s, "2026-11-23 sent")
	})
	scene(t, "a part whose nonce is forgotten is looked for", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.parts = 2
		c.after = func(context.Context, Parcel) error { return errTest }
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T04:30:01")
		p.stop()
		c.after = nil
		sleepUntil(t, "2026-11-23T08:00:00")
		p = start(t, shelf, w, c)
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0", "23T08:00 1.1")
		checkRuns(t, p.book, s, "2026-11-23 sent")
	})
	scene(t, "tried with longer waits until the window is over", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		var tries []time.Time
		c.before = func(context.Context, Parcel) error { tries = append(tries, time.Now()); return errTest }
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-24T00:00:00")
		p.stop()
		checkPosts(t, c)
		runs := checkRuns(t, p.book, s, "2026-11-23 failed")
		if !strings.Contains(runs[0].Why, errTest.Error()) || runs[0].Ended.Format("15:04") != "16:30" {
			t.Errorf("it ended at %v: %s", runs[0].Ended, runs[0].Why)
		}
		for i, want := range []time.Duration{15 * time.Second, 30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 10 * time.Minute, 10 * time.Minute} {
			if got := tries[i+1].Sub(tries[i]); got != want {
				t.Errorf("try %d came %v after the one before, want %v", i+2, got, want)
			}
		}
	})
	scene(t, "a composer that panics, fails and hangs is asked again", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		tries := 0
		w.make = func(ctx context.Context, a Assignment) (Composition, error) {
			switch tries++; tries {
			case 1:
				panic("oh")
			case 2:
				return Composition{}, errTest
			case 3:
				<-ctx.Done()
				return Composition{}, ctx.Err()
			case 4:
				return Composition{Parts: make([][]byte, MaxParts+1)}, nil
			}
			return Composition{Parts: [][]byte{[]byte("well")}}, nil
		}
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:36 well") // 15 s, 30 s, 3 min, 1 min and 2 min later
		checkRuns(t, p.book, s, "2026-11-23 sent")
	})
	scene(t, "a channel that is gone pauses the schedule and tells its maker", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		c.before = func(context.Context, Parcel) error { return fmt.Errorf("unknown channel: %w", ErrGone) }
		tells := 0
		c.tell = func(Notice) error {
			if tells++; tells < 3 {
				return errTest
			}
			return nil
		}
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-25T12:00:00")
		p.stop()
		checkPosts(t, c)
		runs := checkRuns(t, p.book, s, "2026-11-23 failed")
		if !strings.Contains(runs[0].Why, "gone") {
			t.Errorf("it failed because %q", runs[0].Why)
		}
		if len(c.notices) != 1 || c.notices[0].Schedule.By != "u" || !strings.Contains(c.notices[0].Text, string(s.ID)) {
			t.Errorf("the notices are %+v", c.notices)
		}
		s, err := p.book.Get(t.Context(), "g", s.ID)
		if err != nil || s.Paused == nil || s.Paused.Why == "" || s.Paused.Untold != "" {
			t.Errorf("the schedule is %+v with %+v, %v", s, s.Paused, err)
		}
	})
}

func TestTakingOver(t *testing.T) {
	scene(t, "a stopped process leaves the rest to the other at once", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.parts = 3
		c.after = func(context.Context, Parcel) error { time.Sleep(5 * time.Second); return nil }
		p := start(t, shelf, w, c)
		s := add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T04:30:02")
		q := start(t, shelf, w, c)
		p.stop()
		sleepUntil(t, "2026-11-23T04:31:00")
		q.stop()
		checkPosts(t, c, "23T04:30 1.0", "23T04:30 1.1", "23T04:30 1.2")
		if c.refused != 0 || len(w.calls) != 1 {
			t.Errorf("%d repeats, %d compositions", c.refused, len(w.calls))
		}
		checkRuns(t, q.book, s, "2026-11-23 sent")
	})
	scene(t, "a step under way has a bounded grace", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		c.before = func(ctx context.Context, _ Parcel) error { <-ctx.Done(); return ctx.Err() }
		p := start(t, shelf, w, c)
		add(t, p.book, daily())
		sleepUntil(t, "2026-11-23T04:30:01")
		before := time.Now()
		p.stop()
		if took := time.Since(before); took != GraceTime {
			t.Errorf("it took %v to stop, want %v", took, GraceTime)
		}
	})
	scene(t, "the claim of one that died runs out", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		s := add(t, NewBook(shelf, time.Now), daily())
		sleepUntil(t, "2026-11-23T04:30:00")
		dead := NewRunner(NewBook(shelf, time.Now), w, c, quiet())
		tab, err := s.table()
		if err != nil {
			t.Fatal(err)
		}
		run, err := dead.record(t.Context(), newRun(s, tab, tab.latest(time.Now())), nil)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := dead.claim(t.Context(), run.key()); err != nil {
			t.Fatal(err)
		}
		p := start(t, shelf, w, c)
		if _, err := dead.claim(t.Context(), run.key()); !errors.Is(err, errTaken) {
			t.Errorf("claimed twice: %v", err)
		}
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:31 1.0")
		checkRuns(t, p.book, s, "2026-11-23 sent")
	})
	scene(t, "a schedule that is removed between parts sends no more", func(t *testing.T, shelf *memory, w *writer, c *chat) {
		w.parts = 3
		book := NewBook(shelf, time.Now)
		s := add(t, book, daily())
		c.after = func(context.Context, Parcel) error { return book.Remove(t.Context(), "g", s.ID) }
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-23T12:00:00")
		p.stop()
		checkPosts(t, c, "23T04:30 1.0")
	})
}
