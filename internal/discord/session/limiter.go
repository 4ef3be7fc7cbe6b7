package session

import (
	"context"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// limiter keeps calls within the buckets that Discord's headers describe. A
// bucket lives while it is in use or its window runs, and no longer: there is
// one for each interaction, and 10,000 of those leave nothing behind.
type limiter struct {
	now func() time.Time

	mu      sync.Mutex
	hash    map[string]string // Discord's name of a route's bucket; routes are few
	buckets map[string]*bucket
	swept   time.Time
}

// bucket is a window of calls. Its fields but turn belong to the limiter's
// mutex.
type bucket struct {
	key string
	// turn is held by the one call that may decide, or wait, to go next: calls
	// of a bucket go in the order in which they came. Until the limits are known
	// it is held until the answer.
	turn   chan struct{}
	news   chan struct{} // wakes the one that waits: something came back
	users  int           // calls that wait, or whose answer is awaited
	flying int           // of these, sent
	known  bool
	limit  int // 0: there is none
	least  int // remaining, by the window's answers: they can overtake each other
	left   int // of these, without what is in flight
	reset  time.Time
	window time.Duration
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, hash: map[string]string{}, buckets: map[string]*bucket{}}
}

// enter waits until a call may go. The caller must leave the bucket after.
func (l *limiter) enter(ctx context.Context, route, major string) (*bucket, error) {
	b := l.join(route, major)
	select {
	case b.turn <- struct{}{}:
	case <-ctx.Done():
		l.quit(b)
		return nil, ctx.Err()
	}
	for {
		wait, known := l.take(b)
		if wait <= 0 {
			if known {
				<-b.turn
			}
			return b, nil
		}
		if err := waitFor(ctx, wait, b.news); err != nil {
			<-b.turn
			l.quit(b)
			return nil, err
		}
	}
}

// waitFor waits for a limit, or until there is news. Where the wait would
// outlast the context it does not wait at all.
func waitFor(ctx context.Context, d time.Duration, news <-chan struct{}) error {
	if end, ok := ctx.Deadline(); ok && time.Until(end) < d {
		return &waitError{d}
	}
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-news:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// waitError is that a limit is longer than the call may take.
type waitError struct{ wait time.Duration }

func (e *waitError) Error() string {
	return "a rate limit outlasts the call: try again in " + e.wait.Round(time.Millisecond).String()
}

// Is makes it an [ErrRateLimited].
func (*waitError) Is(target error) bool { return target == ErrRateLimited }

// join finds or makes the bucket of a route and claims it.
func (l *limiter) join(route, major string) *bucket {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := route
	if h := l.hash[route]; h != "" {
		id = h
	}
	key := id + " " + major
	b := l.buckets[key]
	if b == nil {
		l.sweep()
		b = &bucket{key: key, turn: make(chan struct{}, 1), news: make(chan struct{}, 1)}
		l.buckets[key] = b
	}
	b.users++
	return b
}

// quit gives up a claim without having sent.
func (l *limiter) quit(b *bucket) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.users--
	l.drop(b)
}

// drop forgets a bucket that says nothing that a new one would not.
func (l *limiter) drop(b *bucket) {
	if b.users == 0 && !l.now().Before(b.reset) && l.buckets[b.key] == b {
		delete(l.buckets, b.key)
	}
}

// sweep drops the buckets whose windows have ended, once a second at most.
func (l *limiter) sweep() {
	now := l.now()
	if now.Sub(l.swept) < time.Second {
		return
	}
	l.swept = now
	for _, b := range l.buckets {
		l.drop(b)
	}
}

// take takes one of what is left, or says how long to wait.
func (l *limiter) take(b *bucket) (wait time.Duration, known bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if b.limit > 0 && !now.Before(b.reset) {
		// A new window: what is in flight may count in it.
		b.least, b.left, b.reset = b.limit, max(1, b.limit-b.flying), now.Add(b.window)
	}
	if now.Before(b.reset) && b.left <= 0 {
		return b.reset.Sub(now), b.known
	}
	b.left--
	b.flying++
	return 0, b.known
}

// leave notes what an answer's headers say; h is nil where there was none.
func (l *limiter) leave(b *bucket, route, major string, h http.Header) {
	l.mu.Lock()
	defer l.mu.Unlock()
	held := !b.known
	b.users--
	b.flying--
	if h != nil {
		b.note(h, l.now())
		l.rename(b, route, major, h.Get("X-RateLimit-Bucket"))
	}
	if held {
		<-b.turn
	}
	b.wake()
	l.drop(b)
}

// note reads the headers of an answer into the bucket.
func (b *bucket) note(h http.Header, now time.Time) {
	limit, err := strconv.Atoi(h.Get("X-RateLimit-Limit"))
	remaining, err2 := strconv.Atoi(h.Get("X-RateLimit-Remaining"))
	after := seconds(h.Get("X-RateLimit-Reset-After"))
	if err != nil || err2 != nil || limit <= 0 || after <= 0 {
		if b.limit == 0 {
			b.known = true // the route has no bucket, or does not say
		}
		return
	}
	reset := now.Add(after)
	same := b.known && b.limit == limit && reset.Sub(b.reset).Abs() < max(after/4, 250*time.Millisecond)
	if same {
		remaining = min(remaining, b.least)
	}
	b.least, b.left = remaining, remaining-b.flying
	b.known, b.limit, b.window = true, limit, max(after, b.window)
	if !same || reset.After(b.reset) {
		b.reset = reset
	}
}

// wake makes the call that waits look again.
func (b *bucket) wake() {
	select {
	case b.news <- struct{}{}:
	default:
	}
}

// rename files a bucket under Discord's name for it, which routes can share.
func (l *limiter) rename(b *bucket, route, major, hash string) {
	if hash == "" || l.hash[route] == hash {
		return
	}
	l.hash[route] = hash
	key := hash + " " + major
	if l.buckets[key] == nil && l.buckets[b.key] == b {
		delete(l.buckets, b.key)
		b.key = key
		l.buckets[key] = b
	}
}

// empty notes a 429: nothing goes in this bucket for as long as Discord said,
// whatever its headers said before.
func (l *limiter) empty(b *bucket, wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	b.least, b.left, b.reset = 0, 0, l.now().Add(wait)
	b.wake()
}

// count is how many buckets there are.
func (l *limiter) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep()
	return len(l.buckets)
}

// seconds reads a header's decimal number of seconds.
func seconds(s string) time.Duration {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || f <= 0 || f > 1e6 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}
