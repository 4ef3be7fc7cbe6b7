package standin

import (
	"fmt"
	"hash/fnv"
	"net/http"
	"strings"
	"time"
)

// limiter counts requests, on the wire's clock: a client waits in real time.
type limiter struct {
	buckets map[string]*bucket
	global  bucket
}

// bucket is one window of requests.
type bucket struct {
	used  int
	reset time.Time
}

// globalLimit is how many requests a bot may make in a second, those of
// interactions apart.
const globalLimit = 50

// window is how many requests a route allows in how long.
type window struct {
	limit  int
	within time.Duration
}

// windowOf is the window of a route. Discord does not document them and asks
// to read the headers; these are as seen in the wild, or near.
func windowOf(method, route string) window {
	switch {
	case strings.HasSuffix(route, "/@me") && strings.Contains(route, "/reactions/"):
		return window{1, 250 * time.Millisecond}
	case strings.HasPrefix(route, "/channels/") && strings.HasSuffix(route, "/messages") && method == http.MethodPost,
		strings.HasSuffix(route, "/messages/{message_id}") && method == http.MethodPatch,
		strings.HasSuffix(route, "/typing"), strings.HasPrefix(route, "/webhooks/"):
		return window{5, 5 * time.Second}
	case strings.HasSuffix(route, "/messages/{message_id}") && method == http.MethodDelete:
		return window{5, time.Second}
	case strings.Contains(route, "/commands") && method != http.MethodGet:
		return window{5, 20 * time.Second}
	case strings.HasSuffix(route, "/threads"):
		return window{50, 300 * time.Second}
	}
	return window{50, time.Second}
}

// take counts one request; it reports how long to wait if there is no room.
func (b *bucket) take(w window, now time.Time) (wait time.Duration) {
	if !now.Before(b.reset) {
		b.used, b.reset = 0, now.Add(w.within)
	}
	if b.used >= w.limit {
		return b.reset.Sub(now)
	}
	b.used++
	return 0
}

// limit counts a request and sets the headers; it returns the body of the 429
// where there were too many. Answers to interactions are not limited.
func (d *Discord) limit(h http.Header, r *http.Request, rt *routed) any {
	_, path, _ := strings.Cut(rt.pattern, " ")
	if strings.HasPrefix(path, "/interactions/") {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.wire.Now()
	if !d.config.Unlimited && !strings.HasPrefix(path, "/webhooks/") {
		if wait := d.limits.global.take(window{globalLimit, time.Second}, now); wait > 0 {
			h.Set("X-RateLimit-Global", "true")
			return limited(h, wait, "global")
		}
	}
	w := windowOf(r.Method, path)
	// The major parameters share a bucket: channel, guild, webhook with token.
	major := r.PathValue("channel_id") + r.PathValue("guild_id") + r.PathValue("webhook_token")
	key := r.Method + " " + path + " " + major
	b := d.limits.bucket(key, now)
	wait := b.take(w, now)
	if d.config.Unlimited {
		b.used, wait = min(b.used, 1), 0
	}
	sum := fnv.New64a()
	_, _ = sum.Write([]byte(r.Method + " " + path))
	h.Set("X-RateLimit-Bucket", fmt.Sprintf("%016x", sum.Sum64()))
	h.Set("X-RateLimit-Limit", fmt.Sprint(w.limit))
	h.Set("X-RateLimit-Remaining", fmt.Sprint(w.limit-b.used))
	h.Set("X-RateLimit-Reset", seconds(time.Duration(b.reset.UnixNano())))
	h.Set("X-RateLimit-Reset-After", seconds(b.reset.Sub(now)))
	if wait > 0 {
		return limited(h, wait, "user")
	}
	return nil
}

// bucket returns the bucket of a key; ended ones are swept out now and then.
func (l *limiter) bucket(key string, now time.Time) *bucket {
	if b := l.buckets[key]; b != nil {
		return b
	}
	if len(l.buckets) >= 1024 {
		for k, b := range l.buckets {
			if now.After(b.reset) {
				delete(l.buckets, k)
			}
		}
	}
	b := &bucket{}
	l.buckets[key] = b
	return b
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.3f", d.Seconds()) }

// limited is the body of a 429, whose headers it sets.
func limited(h http.Header, wait time.Duration, scope string) any {
	h.Set("Retry-After", fmt.Sprint(int((wait+time.Second-1)/time.Second)))
	h.Set("X-RateLimit-Scope", scope)
	h.Set("X-RateLimit-Reset-After", seconds(wait))
	return map[string]any{"message": "You are being rate limited.", "code": 0, "retry_after": float64(wait.Milliseconds()+1) / 1000, "global": scope == "global"}
}
