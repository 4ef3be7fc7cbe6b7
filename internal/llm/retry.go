package llm

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// Bounds of trying again: a first wait that lets a burst pass, and the longest
// that a service may ask for before it counts as down. The factor of two and
// the jitter of half a wait either way are the usual ones.
const (
	firstWait   = 500 * time.Millisecond
	maxWait     = 20 * time.Second
	waitsGrowBy = 2
)

// retrier tries a request again where that may help.
type retrier struct {
	Config
	tries uint
}

// retry calls do until it succeeds, fails for good or the bounds are reached.
// do returns with an error how long the service asked to be left alone. What is
// returned is the last error, also where the deadline leaves no time to wait.
func retry[T any](ctx context.Context, r retrier, do func() (T, time.Duration, error)) (T, error) {
	waits := &pace{ctx: ctx, waits: backoff.NewExponentialBackOff()}
	waits.waits.InitialInterval, waits.waits.Multiplier = firstWait, waitsGrowBy
	v, err := backoff.Retry(ctx, func() (v T, err error) {
		v, waits.asked, err = do()
		if err != nil && !passing(err) {
			err = backoff.Permanent(err)
		}
		return v, err
	}, backoff.WithBackOff(waits), backoff.WithMaxElapsedTime(0), backoff.WithMaxTries(r.tries), backoff.WithNotify(r.notify))
	var permanent *backoff.PermanentError
	if errors.As(err, &permanent) {
		err = permanent.Err
	}
	return v, err
}

func (r retrier) notify(err error, wait time.Duration) {
	r.Log.Warn("model request is tried again", "model", r.Model, "wait", wait, "err", err)
}

// pace is the waits between tries: growing and jittered, and on top of what
// the service asked for.
type pace struct {
	ctx   context.Context //nolint:containedctx // of the one call of retry that it belongs to
	waits *backoff.ExponentialBackOff
	asked time.Duration
}

// NextBackOff is the next wait; backoff.Stop where it is too long for the
// service to count as up, or for the caller to wait.
func (p *pace) NextBackOff() time.Duration {
	if p.asked > maxWait {
		return backoff.Stop
	}
	wait := min(p.waits.NextBackOff(), maxWait) + p.asked
	if deadline, ok := p.ctx.Deadline(); ok && time.Until(deadline) <= wait {
		return backoff.Stop
	}
	return wait
}

// Reset starts over.
func (p *pace) Reset() { p.waits.Reset() }

// askedWait reads how long a service asks to be left alone: Retry-After in
// seconds or as a date, or Azure's retry-after-ms. 0 where it does not say.
func askedWait(h http.Header, now time.Time) time.Duration {
	if ms, err := strconv.ParseFloat(h.Get("Retry-After-Ms"), 64); err == nil {
		return duration(ms / 1000)
	}
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil {
		return duration(seconds)
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}

// duration is a number of seconds, held between none and a day.
func duration(seconds float64) time.Duration {
	const day = 24 * time.Hour
	if !(seconds > 0) { // not a number is not above 0 either
		return 0
	}
	if seconds > day.Seconds() {
		return day
	}
	return time.Duration(seconds * float64(time.Second))
}
