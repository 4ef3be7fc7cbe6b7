package session_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"testing"
	"time"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// limited are all kinds of 429, each of about 100 ms.
func limited() map[string]standin.Effect {
	const wait = 100 * time.Millisecond
	html := standin.RateLimitedHTML(wait)
	html.Answer.Header["Retry-After"] = "0.1" // Discord's is whole seconds
	return map[string]standin.Effect{
		"429 of a bucket":                 standin.RateLimited(wait),
		"429 of all":                      standin.RateLimitedGlobally(wait),
		"429 of all, without Reset-After": standin.RateLimitedGloballyBare(wait),
		"429 without retry_after":         standin.RateLimitedWithoutRetry(),
		"429 in HTML":                     html,
	}
}

func TestTroubleIsGotOver(t *testing.T) {
	effects := limited()
	effects["500"], effects["502"], effects["503"] = standin.ServerError(500), standin.ServerError(502), standin.ServerError(503)
	effects["hang up"] = standin.Effect{Hangup: true}
	effects["hang up after"] = standin.Effect{HangupAfter: true}
	effects["stall after"] = standin.Effect{StallAfter: true}
	effects["delay"] = standin.Effect{Delay: 50 * time.Millisecond}
	for name, effect := range effects {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{Unlimited: true})
			s := r.session(func(c *session.Config) {
				c.Limits.Attempt, c.Limits.AnswerTry = 300*time.Millisecond, 300*time.Millisecond
			})
			r.Inject(standin.Fault{Route: "/channels/*", Times: 2, Effect: effect})
			m, err := s.Send(r.ctx, r.channel, session.Message{Content: "once"})
			r.must(err)
			r.Inject(standin.Fault{Route: "/channels/*", Times: 2, Effect: effect})
			_, err = s.Edit(r.ctx, r.channel, m.ID, session.Edit{Content: ptr("changed")})
			r.must(err)
			if got := r.contents(); !slices.Equal(got, []string{"changed"}) {
				t.Errorf("the channel has %q", got)
			}
			r.Inject(standin.Fault{Route: "/channels/*", Times: 2, Effect: effect})
			thread, err := s.StartThread(r.ctx, r.channel, session.Thread{Name: "aside", MessageID: m.ID})
			r.must(err)
			if thread.ID != m.ID {
				t.Errorf("thread %+v", thread)
			}
			r.Inject(standin.Fault{Route: "/channels/*", Times: 2, Effect: effect})
			r.must(s.Delete(r.ctx, r.channel, m.ID))
		})
	}
}

func TestTroubleIsNotEndless(t *testing.T) {
	effects := limited()
	effects["500"], effects["hang up"] = standin.ServerError(500), standin.Effect{Hangup: true}
	for name, effect := range effects {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			s := r.session(func(c *session.Config) { c.Limits.Attempts = 4 })
			r.Inject(standin.Fault{Effect: effect})
			_, err := s.Send(r.ctx, r.channel, session.Message{Content: "never"})
			if err == nil {
				t.Fatal("it was sent")
			}
			if effect.Answer != nil && effect.Answer.Status == 429 && !errors.Is(err, session.ErrRateLimited) {
				t.Errorf("got %v", err)
			}
			if n := len(r.Calls(nil)); n != 4 {
				t.Errorf("tried %d times", n)
			}
		})
	}
}

func TestCallsAreBounded(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(func(c *session.Config) { c.Limits.Call, c.Limits.Attempt = 2*time.Second, 500*time.Millisecond })
	r.Inject(standin.Fault{Effect: standin.Effect{Delay: patience}})
	began := time.Now()
	_, err := s.Send(r.ctx, r.channel, session.Message{Content: "never"})
	if !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, session.ErrUncertain) || time.Since(began) > patience/3 {
		t.Errorf("after %v: %v", time.Since(began), err)
	}
}

func TestALimitThatOutlastsTheCallIsNotWaitedFor(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	r.Inject(standin.Fault{Route: "/channels/*", Times: 1, Effect: standin.RateLimited(time.Hour)})
	began := time.Now()
	for range 2 { // the second finds the bucket empty
		_, err := s.Send(r.ctx, r.channel, session.Message{Content: "never"})
		if !errors.Is(err, session.ErrRateLimited) {
			t.Errorf("got %v", err)
		}
	}
	if time.Since(began) > 5*time.Second {
		t.Errorf("it waited %v", time.Since(began))
	}
}

func TestCancelEndsAWait(t *testing.T) {
	for name, effect := range map[string]standin.Effect{
		"bucket": standin.RateLimited(20 * time.Second), "global": standin.RateLimitedGlobally(20 * time.Second), "stall": {StallAfter: true},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t, standin.Config{})
			s := r.session(nil)
			r.Inject(standin.Fault{Effect: effect})
			seen := r.Subscribe()
			defer seen.Close()
			ctx, cancel := context.WithCancel(r.ctx)
			errs := make(chan error, 2)
			send := func() { errs <- second(s.Send(ctx, r.channel, session.Message{Content: "never"})) }
			go send()
			_, err := seen.UntilKind(r.ctx, standin.EventCall)
			r.must(err)
			go send() // waits behind the first
			cancel()
			began := time.Now()
			for range 2 {
				select {
				case err := <-errs:
					if !errors.Is(err, context.Canceled) {
						t.Errorf("got %v", err)
					}
				case <-r.ctx.Done():
					t.Fatal("it waits on")
				}
			}
			if time.Since(began) > patience/4 {
				t.Errorf("it took %v", time.Since(began))
			}
		})
	}
}

func TestAGlobalLimitStopsEveryone(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	other, err := r.AddChannel(r.guild, "other")
	r.must(err)
	i := r.interaction(s)
	const pause = 3 * time.Second
	r.Inject(standin.Fault{Route: "/channels/{channel_id}/typing", Times: 1, Effect: standin.RateLimitedGloballyBare(pause)})
	seen := r.Subscribe()
	defer seen.Close()
	began := time.Now()
	typed := make(chan error, 1)
	go func() { typed <- s.Typing(r.ctx, r.channel) }()
	_, err = seen.UntilKind(r.ctx, standin.EventCall)
	r.must(err)
	for s.Stats().Limited == 0 { // the answer is on its way
		runtime.Gosched()
	}
	// Interactions are exempt.
	_, err = s.Reply(r.ctx, i, session.Message{Content: "at once"})
	r.must(err)
	if d := time.Since(began); d > pause {
		t.Errorf("an interaction's answer took %v", d)
	}
	_, err = s.Send(r.ctx, other, session.Message{Content: "after"})
	r.must(err)
	if d := time.Since(began); d < pause {
		t.Errorf("a message came after %v", d)
	}
	r.must(<-typed)
}

func TestBucketsAreKept(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	errs := make(chan error)
	for range 7 { // 5 in 5 s are allowed
		go func() { errs <- second(s.Send(r.ctx, r.channel, session.Message{Content: "one of many"})) }()
	}
	for range 7 {
		r.must(<-errs)
	}
	if n := len(r.Calls(nil)); n != 7 || s.Stats().Limited != 0 {
		t.Errorf("%d calls, %d limited", n, s.Stats().Limited)
	}
}

func TestFiftyASecond(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	errs := make(chan error)
	const n = 70
	for range n {
		go func() { errs <- second(s.Channel(r.ctx, r.channel)) }()
	}
	for range n {
		r.must(<-errs)
	}
	if s.Stats().Limited != 0 {
		t.Errorf("%d limited", s.Stats().Limited)
	}
}

func TestCallsStopBeforeTheBan(t *testing.T) {
	r := newRoom(t, standin.Config{})
	now := time.Now()
	s := r.session(func(c *session.Config) { c.Limits.Refused = 3 })
	s.SetWireClock(func() time.Time { return now })
	r.Inject(standin.Fault{Times: 3, Effect: standin.Effect{Answer: &standin.Answer{Status: 403, Body: `{"message":"Missing Access","code":50001}`}}})
	for range 3 {
		if _, err := s.Me(r.ctx); !errors.Is(err, session.ErrMissingAccess) {
			t.Errorf("got %v", err)
		}
	}
	if _, err := s.Me(r.ctx); !errors.Is(err, session.ErrRefused) {
		t.Errorf("got %v", err)
	}
	if n := len(r.Calls(nil)); n != 3 {
		t.Errorf("%d calls", n)
	}
	now = now.Add(12 * time.Minute)
	_, err := s.Me(r.ctx)
	r.must(err)
}

func TestNonceMakesTwoSendsOne(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	for range 2 {
		_, err := s.Send(r.ctx, r.channel, session.Message{Content: "once", Nonce: "answer-17"})
		r.must(err)
	}
	if got := r.contents(); len(got) != 1 {
		t.Errorf("the channel has %q", got)
	}
}
