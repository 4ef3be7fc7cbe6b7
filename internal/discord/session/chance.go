package session

import (
	"context"
	"math/rand/v2"
	"sync"
	"time"
)

// chance is a source of random numbers for many goroutines.
type chance struct {
	mu sync.Mutex
	r  *rand.Rand // nil: the runtime's
}

func (c *chance) uint64() uint64 {
	if c.r == nil {
		return rand.Uint64()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.r.Uint64()
}

// between is a time from least to most.
func (c *chance) between(least, most time.Duration) time.Duration {
	if most <= least {
		return least
	}
	return least + time.Duration(c.uint64()%uint64(most-least))
}

// letters are Crockford's: none is mistaken for another when read aloud.
const letters = "0123456789abcdefghjkmnpqrstvwxyz"

// word is n random letters, 5 bits each; n is at most 12.
func (c *chance) word(n int) string {
	b, v := make([]byte, n), c.uint64()
	for i := range b {
		b[i] = letters[v&31]
		v >>= 5
	}
	return string(b)
}

// backoff is the wait before the n-th repeat (n from 0): it doubles from first
// up to most, and a random half of it is taken off, so that those who failed
// together do not come back together.
func (c *chance) backoff(n int, first, most time.Duration) time.Duration {
	d := min(first<<min(n, 16), most)
	if d <= 0 {
		d = most
	}
	return c.between(d/2, d)
}

// sleep waits, or returns why the context ended.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
