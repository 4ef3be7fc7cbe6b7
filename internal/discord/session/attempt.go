package session

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// request builds one request of the call.
func (c *call) request(ctx context.Context) (*http.Request, error) {
	if c.body == nil {
		return http.NewRequestWithContext(ctx, c.method, c.url, nil)
	}
	req, err := http.NewRequestWithContext(ctx, c.method, c.url, bytes.NewReader(c.body.data))
	if err == nil {
		req.Header.Set("Content-Type", c.body.kind)
	}
	return req, err
}

// attempts sends a call until it is answered for good, and returns the answer.
func (r *REST) attempts(ctx context.Context, c *call) ([]byte, error) {
	uncertain := false // an attempt may have done it
	for n := 0; ; n++ {
		v := r.attempt(ctx, c, n)
		if v.err == nil {
			return v.data, nil
		}
		if uncertain && c.done != nil && errors.Is(v.err, c.done) {
			return nil, errDone
		}
		uncertain = uncertain || v.uncertain
		if !v.again || n+1 >= r.limits.Attempts || ctx.Err() != nil || uncertain && c.once {
			return nil, v.finally(uncertain)
		}
		r.log.Info("discord call is repeated", "id", c.id, "op", c.op, "attempt", n+1, "wait", v.wait, "err", v.err)
		if err := waitFor(ctx, v.wait, nil); err != nil {
			return nil, v.finally(uncertain)
		}
	}
}

// verdict is what came of one attempt.
type verdict struct {
	data      []byte
	err       error
	again     bool // it may be repeated
	uncertain bool // Discord may have done it all the same
	global    bool // it was a 429 of more than the bucket
	// wait is before a repeat; 0 after a 429 in a bucket, which makes it wait.
	wait time.Duration
}

// finally is the error to return; uncertain is whether any attempt was.
func (v *verdict) finally(uncertain bool) error {
	if uncertain && v.again {
		return fmt.Errorf("%w: %w", ErrUncertain, v.err)
	}
	return v.err
}

// attempt waits for the limits and sends once, for the n-th time from 0.
func (r *REST) attempt(ctx context.Context, c *call, n int) *verdict {
	var b *bucket
	if c.access != asAnswer {
		var err error
		if b, err = r.limiter.enter(ctx, c.route, c.major); err != nil {
			return &verdict{err: err}
		}
	}
	var header http.Header
	if b != nil {
		defer func() { r.limiter.leave(b, c.route, c.major, header) }()
	}
	if err := r.pace.enter(ctx, c.access != asBot); err != nil {
		return &verdict{err: err}
	}
	one, cancel := context.WithTimeout(ctx, r.each(c))
	defer cancel()
	var wrote atomic.Bool
	one = httptrace.WithClientTrace(one, &httptrace.ClientTrace{WroteHeaders: func() { wrote.Store(true) }})
	a, err := r.send(one, c)
	if err != nil {
		return &verdict{err: err, again: true, uncertain: wrote.Load(), wait: r.backoff(n)}
	}
	v := r.judge(c, b, a, n)
	if !v.global && a.tells() {
		header = a.header
	}
	return v
}

// tells reports whether an answer's headers speak of the bucket, or by their
// silence say that there is none. Those of a failure say nothing.
func (a *answered) tells() bool {
	return a.status < 500 && (a.status != http.StatusTooManyRequests || a.header.Get("X-RateLimit-Limit") != "")
}

// backoff is the wait before a repeat where Discord does not say.
func (r *REST) backoff(n int) time.Duration {
	return r.rand.backoff(n, r.limits.Retry, 20*r.limits.Retry)
}

// judge says what an answer means.
func (r *REST) judge(c *call, b *bucket, a *answered, n int) *verdict {
	status := a.status
	if status >= 200 && status < 300 {
		return &verdict{data: a.data}
	}
	e, said := newError(c.op, status, a.data)
	r.pace.count(status, a.header.Get("X-RateLimit-Scope"))
	switch {
	case status == http.StatusTooManyRequests && !errors.Is(e, ErrTooManyEdits):
		return r.limited(c, b, a.header, e, said, n)
	case status >= 500 || status == http.StatusRequestTimeout:
		return &verdict{err: e, again: true, uncertain: true, wait: r.backoff(n)}
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		r.log.Warn("discord refused a call", "id", c.id, "op", c.op, "status", status, "code", e.Code)
	}
	return &verdict{err: e}
}

// limited reads a 429: whom it stops, and for how long.
func (r *REST) limited(c *call, b *bucket, h http.Header, e *Error, said *refusal, n int) *verdict {
	html := said == nil
	if html {
		said = &refusal{}
	}
	wait := statedWait(h, said)
	if e.RetryAfter = wait; wait <= 0 {
		wait = 2 * r.backoff(n)
	}
	v := &verdict{err: e, again: true}
	v.global = html || said.Global || h.Get("X-RateLimit-Global") != "" || h.Get("X-RateLimit-Scope") == "global"
	switch {
	case v.global:
		// HTML comes from the machine before Discord's, which stops the address.
		r.pace.pause(wait, html || c.access != asBot)
	case b != nil:
		r.limiter.empty(b, wait)
	default:
		v.wait = wait
	}
	r.log.Warn("discord limits the rate", "id", c.id, "op", c.op, "wait", wait, "global", v.global, "html", html)
	return v
}

// statedWait is how long a 429 asks to wait, or 0. The body is the most exact.
func statedWait(h http.Header, said *refusal) time.Duration {
	if said.RetryAfter > 0 && said.RetryAfter < 1e6 {
		return time.Duration(said.RetryAfter * float64(time.Second))
	}
	if after := seconds(h.Get("X-RateLimit-Reset-After")); after > 0 {
		return after
	}
	return seconds(h.Get("Retry-After"))
}
