package session

import (
	"context"
	"net/http"
	"sync"
	"time"
)

// pace is what all calls share: Discord's limit of requests a second, the
// pauses that it asked for, and the count of its refusals.
type pace struct {
	now     func() time.Time
	refused int // refusals in 10 min at which calls stop

	turn chan struct{} // held by the call that waits for the second's room

	mu      sync.Mutex
	starts  []time.Time // of the last calls, a ring of as many as a second has
	next    int
	bot     time.Time // until when the bot's own calls wait
	all     time.Time // until when all calls wait, those of interactions too
	minutes [11]tally
}

// tally counts the refusals of one minute.
type tally struct {
	minute                           int64
	unauthorized, forbidden, limited int
}

func newPace(now func() time.Time, perSecond, refused int) *pace {
	return &pace{now: now, refused: refused, turn: make(chan struct{}, 1), starts: make([]time.Time, perSecond)}
}

// enter waits until a call may go. Discord exempts the calls that an
// interaction's token opens from its limit of all.
func (p *pace) enter(ctx context.Context, exempt bool) error {
	if p.recent().sum() >= p.refused {
		return ErrRefused
	}
	if exempt {
		for wait := p.paused(true); wait > 0; wait = p.paused(true) {
			if err := waitFor(ctx, wait, nil); err != nil {
				return err
			}
		}
		return nil
	}
	select {
	case p.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.turn }()
	for wait := p.take(); wait > 0; wait = p.take() {
		if err := waitFor(ctx, wait, nil); err != nil {
			return err
		}
	}
	return nil
}

// paused is how long a pause still lasts.
func (p *pace) paused(exempt bool) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.pausedLocked(exempt)
}

func (p *pace) pausedLocked(exempt bool) time.Duration {
	until := p.all
	if !exempt && p.bot.After(until) {
		until = p.bot
	}
	return until.Sub(p.now())
}

// take counts a call, or says how long it must wait.
func (p *pace) take() time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	if wait := p.pausedLocked(false); wait > 0 {
		return wait
	}
	now := p.now()
	if oldest := p.starts[p.next]; !oldest.IsZero() {
		if wait := time.Second - now.Sub(oldest); wait > 0 {
			return min(wait, time.Second)
		}
	}
	p.starts[p.next] = now
	p.next = (p.next + 1) % len(p.starts)
	return 0
}

// pause stops the bot's calls, or all of them, for a while.
func (p *pace) pause(d time.Duration, all bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	until := p.now().Add(d)
	if until.After(p.bot) {
		p.bot = until
	}
	if all && until.After(p.all) {
		p.all = until
	}
}

// count notes a refusal. Those of a limit that others share do not count.
func (p *pace) count(status int, scope string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	minute := p.now().Unix() / 60
	t := &p.minutes[minute%int64(len(p.minutes))]
	if t.minute != minute {
		*t = tally{minute: minute}
	}
	switch {
	case status == http.StatusUnauthorized:
		t.unauthorized++
	case status == http.StatusForbidden:
		t.forbidden++
	case status == http.StatusTooManyRequests && scope != "shared":
		t.limited++
	}
}

// recent sums the refusals of the last 10 minutes up.
func (p *pace) recent() tally {
	p.mu.Lock()
	defer p.mu.Unlock()
	minute := p.now().Unix() / 60
	var sum tally
	for _, t := range p.minutes {
		if minute-t.minute <= 10 {
			sum.unauthorized += t.unauthorized
			sum.forbidden += t.forbidden
			sum.limited += t.limited
		}
	}
	return sum
}

func (t tally) sum() int { return t.unauthorized + t.forbidden + t.limited }
