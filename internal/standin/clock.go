package standin

import (
	"slices"
	"sync"
	"time"
)

// A Clock tells the time and calls back after some of it has passed.
type Clock interface {
	Now() time.Time
	// AfterFunc calls f once, d from now, unless stop is called first. f must not
	// be called before AfterFunc has returned.
	AfterFunc(d time.Duration, f func()) (stop func())
}

// SystemClock is the clock on the wall.
func SystemClock() Clock { return systemClock{} }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

func (systemClock) AfterFunc(d time.Duration, f func()) func() {
	t := time.AfterFunc(max(d, 0), f)
	return func() { t.Stop() }
}

// A ManualClock stands still until it is turned.
type ManualClock struct {
	mu     sync.Mutex
	now    time.Time
	alarms []*alarm
}

// alarm is a call that a [ManualClock] owes.
type alarm struct {
	at time.Time
	f  func()
}

// NewManualClock returns a clock that stands at start.
func NewManualClock(start time.Time) *ManualClock { return &ManualClock{now: start} }

// Now returns the time to which the clock was last turned.
func (c *ManualClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// AfterFunc owes f a call from the [ManualClock.Advance] that passes d.
func (c *ManualClock) AfterFunc(d time.Duration, f func()) func() {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := &alarm{at: c.now.Add(max(d, 1)), f: f}
	c.alarms = append(c.alarms, a)
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.alarms = slices.DeleteFunc(c.alarms, func(b *alarm) bool { return a == b })
	}
}

// Advance turns the clock by d and makes, in order and before it returns, the
// calls that came due, each at its own time.
func (c *ManualClock) Advance(d time.Duration) {
	c.mu.Lock()
	end := c.now.Add(d)
	for {
		a := c.due(end)
		if a == nil {
			break
		}
		c.now = a.at
		c.mu.Unlock()
		a.f()
		c.mu.Lock()
	}
	c.now = end
	c.mu.Unlock()
}

// due removes and returns the earliest alarm that is not after end, or nil.
func (c *ManualClock) due(end time.Time) *alarm {
	if len(c.alarms) == 0 {
		return nil
	}
	a := slices.MinFunc(c.alarms, func(a, b *alarm) int { return a.at.Compare(b.at) })
	if a.at.After(end) {
		return nil
	}
	c.alarms = slices.DeleteFunc(c.alarms, func(b *alarm) bool { return a == b })
	return a
}
