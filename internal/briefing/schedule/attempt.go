package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	// firstRetry is the wait after a first failure. The second try is then
	// within NonceTime of the first, where no look into the channel is needed.
	firstRetry = 15 * time.Second
	// lastRetry is the longest wait between tries: a chat that was down for an
	// hour is met again soon after it is back.
	lastRetry = 10 * time.Minute
)

// delay is the wait after so many failures in a row. It has no randomness: one
// runner at a time tries a run, and what is sent passes one rate limiter.
func delay(failures int) time.Duration {
	b := backoff.ExponentialBackOff{InitialInterval: firstRetry, Multiplier: 2, MaxInterval: lastRetry}
	wait := firstRetry
	for n := 0; n < failures && wait < lastRetry; n++ {
		wait = b.NextBackOff()
	}
	return wait
}

// reason is an error as it is stored.
func reason(err error) string { return clip(strings.ToValidUTF8(err.Error(), ""), maxReason) }

// fail notes a failed try and gives the run back until the next one.
func (h *hold) fail(ctx context.Context, cause error) error {
	if ctx.Err() != nil {
		return cause // the grace is over: not the run's failure
	}
	h.log.Warn("a briefing is tried again later", "run", h.run.key(), "err", cause)
	return h.write(ctx, 0, func(run *Run) {
		run.Failures++
		run.Why, run.NotBefore, run.Claim = reason(cause), h.now().Add(delay(run.Failures)).UTC(), nil
	})
}

// attempt calls f, which others wrote, for at most a time; a panic is a failure.
func attempt(ctx context.Context, most time.Duration, f func(context.Context) error) (err error) {
	ctx, cancel := context.WithTimeout(ctx, most)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return f(ctx)
}

// composed has the briefing composed.
func (h *hold) composed(ctx context.Context, s Schedule) (c Composition, err error) {
	since, memo, err := h.told(ctx)
	if err != nil {
		return c, err
	}
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		return c, err
	}
	a := Assignment{Schedule: s, Due: h.run.Due.In(loc), Late: h.run.late(h.now()), Since: since, Memo: memo}
	err = attempt(ctx, ComposeTime, func(ctx context.Context) error {
		c, err = h.composer.Compose(ctx, a)
		return errors.Join(err, c.check())
	})
	if err != nil {
		return c, fmt.Errorf("compose briefing %s: %w", h.run.key(), err)
	}
	return c, nil
}

// told returns when the schedule's last briefing that was sent was composed, and
// what it left for the next.
func (h *hold) told(ctx context.Context) (since time.Time, memo json.RawMessage, err error) {
	var docs []Doc
	err = h.book.shelf.Docs(ctx, runsKept, string(h.run.Schedule)+"/", func(doc Doc) error {
		docs = append(docs, doc)
		return nil
	})
	for _, doc := range slices.Backward(docs) {
		run, err := decode[Run](doc)
		if err == nil && run.State == Sent && run.Date < h.run.Date {
			return run.Composed, run.Memo, nil
		}
	}
	return time.Time{}, nil, err
}

// deliver posts a part, unless it was tried so long ago that its nonce may be
// forgotten by the time it arrives, and it stands in the channel already.
func (h *hold) deliver(ctx context.Context, p Parcel, again bool) error {
	err := attempt(ctx, 2*SendTime, func(ctx context.Context) error {
		if again && h.now().Sub(p.Tried) > NonceTime-SendTime {
			if found, err := h.deliverer.Sent(ctx, p); err != nil || found {
				return err
			}
		}
		return attempt(ctx, SendTime, func(ctx context.Context) error { return h.deliverer.Send(ctx, p) })
	})
	if err != nil {
		return fmt.Errorf("send part %d of %d of briefing %s: %w", p.Index+1, p.Of, h.run.key(), err)
	}
	return nil
}

// notify tells the schedule's maker that it is paused.
func (h *hold) notify(ctx context.Context, s Schedule) error {
	if s.By == "" {
		return ErrGone // nobody is known to have made it
	}
	err := attempt(ctx, SendTime, func(ctx context.Context) error {
		return h.deliverer.Tell(ctx, Notice{
			Schedule: s, Nonce: h.run.nonce("notice"),
			Text: fmt.Sprintf("The briefing %s is paused: %s. Give Newsdesk access to the channel and resume the briefing, or remove it.", s.ID, gonePaused),
		})
	})
	if err != nil {
		return fmt.Errorf("tell who made schedule %s that it is paused: %w", s.ID, err)
	}
	return nil
}
