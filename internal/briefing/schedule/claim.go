package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newsdesk/rag"
)

const (
	// ComposeTime bounds one composing: a model writes for a minute or two.
	ComposeTime = 3 * time.Minute
	// SendTime bounds one call of a Deliverer: a rate limit may hold a message
	// up for half a minute, and a part that was sent twice within NonceTime must
	// have been so for sure.
	SendTime = time.Minute
	// claimMargin is how much longer than its step a claim lasts: for the write
	// after the step, and for clocks of two processes that differ.
	claimMargin = 30 * time.Second
	// longestClaim is the longest that a claim lasts.
	longestClaim = ComposeTime + claimMargin
)

// Claim says who works on a run, and until when nobody else may. Each step
// renews it; after a crash it runs out.
type Claim struct {
	By    string    `json:"by"` // a runner, new in each process
	Until time.Time `json:"until"`
}

// live reports whether a claim still holds. One that would last longer than any
// can was made before the clock was set back, and does not.
func (c *Claim) live(now time.Time) bool {
	return c != nil && now.Before(c.Until) && c.Until.Sub(now) <= 2*longestClaim
}

var (
	errTaken = errors.New("another runner works on it, or it has ended")
	errLost  = errors.New("the claim ran out and another runner took the run over")
)

// hold is a claimed run in a worker's hand. The run is as it was last written.
type hold struct {
	*Runner
	run Run
}

// claim takes a run for this runner, or returns errTaken.
func (r *Runner) claim(ctx context.Context, key string) (*hold, error) {
	h := &hold{Runner: r}
	err := r.change(ctx, key, func(run *Run) error {
		now := r.now()
		if run.ended() || run.Claim.live(now) || run.ready(now).After(now) {
			return errTaken
		}
		run.Claim = &Claim{By: r.me, Until: now.Add(SendTime + claimMargin).UTC()}
		h.run = *run
		return nil
	})
	return h, err
}

// write changes the run that is held and keeps the claim for a step that takes
// no longer than lasts; a change may give the claim back. It fails with errLost
// where another runner has taken it.
func (h *hold) write(ctx context.Context, lasts time.Duration, change func(*Run)) error {
	return h.change(ctx, h.run.key(), func(run *Run) error {
		if run.ended() || run.Claim == nil || run.Claim.By != h.me {
			return errLost
		}
		run.Claim.Until = h.now().Add(lasts + claimMargin).UTC()
		change(run)
		h.run = *run
		return nil
	})
}

// release gives the claim back, so that another process need not wait for its end.
func (h *hold) release(ctx context.Context) error {
	return h.write(ctx, 0, func(run *Run) { run.Claim = nil })
}

// change changes a run's document.
func (r *Runner) change(ctx context.Context, key string, change func(*Run) error) error {
	err := r.book.shelf.UpdateDoc(ctx, runsKept, key, func(old *Doc) (*Doc, error) {
		if old == nil {
			return nil, rag.ErrNotFound
		}
		run, err := decode[Run](*old)
		if err != nil {
			return nil, err
		}
		if err := change(&run); err != nil {
			return nil, err
		}
		return run.doc()
	})
	if err != nil {
		return fmt.Errorf("write run %s: %w", key, err)
	}
	return nil
}

// find returns a run.
func (r *Runner) find(ctx context.Context, key string) (Run, error) {
	doc, err := r.book.shelf.Doc(ctx, runsKept, key)
	if err != nil {
		return Run{}, fmt.Errorf("read run %s: %w", key, err)
	}
	return decode[Run](doc)
}
