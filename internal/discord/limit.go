package discord

import (
	"sync"
	"time"
)

// Rate is how often something may happen: Burst at once, and one more each Every.
type Rate struct {
	Burst int
	Every time.Duration
}

// Limits are what is fair. A question with a chat model costs money and some
// seconds of a machine's time.
type Limits struct {
	Person Rate // of one person
	Server Rate // of all people of a server together
}

// fair is what Limits are unless they are set. A person reads an answer in more
// than six seconds, and can put what they have prepared at once; a server is a
// newsroom of some hundred people, who all ask when something has happened.
var fair = Limits{Person: Rate{20, 6 * time.Second}, Server: Rate{300, 200 * time.Millisecond}}

// limiter counts by key in token buckets.
type limiter struct {
	now func() time.Time

	mu      sync.Mutex
	buckets map[string]*bucket
}

// bucket holds tokens as they were at a time.
type bucket struct {
	tokens float64
	at     time.Time
	full   time.Time // when it is full again, and need not be remembered
	told   bool      // that it is empty, since it last had a token
}

func newLimiter(now func() time.Time) *limiter {
	return &limiter{now: now, buckets: map[string]*bucket{}}
}

// bucketsKept is how many buckets there may be before full ones are swept out.
const bucketsKept = 4096

// take uses a token of a key. Where there is none it reports when there will be
// one, and whether that is told for the first time.
func (l *limiter) take(key string, r Rate) (ok bool, again time.Time, first bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	b := l.buckets[key]
	if b == nil {
		l.sweep(now)
		b = &bucket{tokens: float64(r.Burst), at: now}
		l.buckets[key] = b
	}
	b.tokens = min(float64(r.Burst), b.tokens+float64(now.Sub(b.at))/float64(r.Every))
	b.at = now
	if b.tokens < 1 {
		first, b.told = !b.told, true
		return false, now.Add(time.Duration((1 - b.tokens) * float64(r.Every))), first
	}
	b.tokens, b.told = b.tokens-1, false
	b.full = now.Add(time.Duration((float64(r.Burst) - b.tokens) * float64(r.Every)))
	return true, time.Time{}, false
}

// sweep forgets full buckets where there are many.
func (l *limiter) sweep(now time.Time) {
	if len(l.buckets) < bucketsKept {
		return
	}
	for key, b := range l.buckets {
		if !b.full.After(now) {
			delete(l.buckets, key)
		}
	}
}
