package schedule

import (
	"context"
	"errors"
	"fmt"
	"time"

	"newsdesk/rag"
)

// work takes a run further, a step at a time, until it has ended, has to wait
// after a failure, or ctx ends. Steps are made with the context work.
func (r *Runner) work(ctx, work context.Context, key string) error {
	select {
	case <-ctx.Done():
		return nil // what was not begun is another life's
	default:
	}
	h, err := r.claim(work, key)
	if err != nil {
		return err
	}
	for h.run.Claim != nil {
		if ctx.Err() != nil {
			return h.release(work)
		}
		if err := h.step(work); err != nil {
			return err
		}
	}
	return nil
}

// step does the next thing for a run. A step that ends it, or that failed and is
// to be tried later, gives the claim back.
func (h *hold) step(ctx context.Context) error {
	s, err := h.book.find(ctx, h.run.Schedule)
	if errors.Is(err, rag.ErrNotFound) {
		return h.end(ctx, Skipped, "the schedule was removed")
	}
	if err != nil {
		return err
	}
	switch {
	case s.Paused != nil && s.Paused.Untold == h.run.Date:
		return h.tell(ctx, s)
	case s.Paused != nil || h.run.Due.Before(s.From):
		return h.end(ctx, Skipped, "the schedule was paused")
	case !h.now().Before(h.run.Until):
		return h.write(ctx, 0, func(run *Run) { run.overdue("its window was over", h.now()) })
	case h.run.Composed.IsZero():
		return h.compose(ctx, s)
	}
	return h.send(ctx, s)
}

// end ends the run.
func (h *hold) end(ctx context.Context, state State, why string) error {
	return h.write(ctx, 0, func(run *Run) { run.end(state, why, h.now()) })
}

// compose has the briefing written and stores it, the same bytes for every try
// to send it.
func (h *hold) compose(ctx context.Context, s Schedule) error {
	if err := h.write(ctx, ComposeTime, func(run *Run) { run.State = Composing }); err != nil {
		return err
	}
	began := h.now()
	c, err := h.composed(ctx, s)
	switch {
	case err != nil:
		return h.fail(ctx, err)
	case len(c.Parts) == 0 || c.Empty && s.SkipEmpty:
		return h.end(ctx, Skipped, "there was nothing new")
	}
	return h.write(ctx, SendTime, func(run *Run) {
		run.State, run.Why, run.Failures = Sending, "", 0
		run.Composed, run.Parts, run.Of, run.Memo = began.UTC(), c.Parts, len(c.Parts), c.Memo
	})
}

// send brings the next part to the channel.
func (h *hold) send(ctx context.Context, s Schedule) error {
	again := !h.run.Tried.IsZero()
	err := h.write(ctx, 2*SendTime, func(run *Run) {
		if !again {
			run.Tried = h.now().UTC()
		}
		if run.Sent == 0 {
			run.Late = run.late(h.now())
		}
	})
	if err != nil {
		return err
	}
	err = h.deliver(ctx, h.parcel(s), again)
	switch {
	case errors.Is(err, ErrGone):
		return h.gone(ctx, s, err)
	case err != nil:
		return h.fail(ctx, err)
	}
	return h.write(ctx, SendTime, func(run *Run) {
		run.Sent++
		run.Tried, run.Failures, run.Why = time.Time{}, 0, ""
		if run.Sent == len(run.Parts) {
			run.end(Sent, "", h.now())
		}
	})
}

// parcel is the part that is next.
func (h *hold) parcel(s Schedule) Parcel {
	i := h.run.Sent
	return Parcel{
		Schedule: s, Due: h.run.Due, Late: h.run.Late, Index: i, Of: len(h.run.Parts), Part: h.run.Parts[i],
		Nonce: h.run.nonce(fmt.Sprint("part ", i)), Tried: h.run.Tried,
	}
}

// gonePaused is what a schedule without a channel is paused with.
const gonePaused = "the channel is gone, or Newsdesk may not write in it"

// gone pauses the schedule, for its channel can't be written to. The next step
// tells its maker.
func (h *hold) gone(ctx context.Context, s Schedule, cause error) error {
	_, err := h.book.alter(ctx, "pause", s.Guild, s.ID, func(s *Schedule) {
		if s.Paused == nil {
			s.Paused = &Pause{At: h.now().UTC(), Why: gonePaused, Untold: h.run.Date}
		}
	})
	if err != nil && !errors.Is(err, rag.ErrNotFound) {
		return err
	}
	return h.write(ctx, SendTime, func(run *Run) { run.Why = reason(cause) })
}

// tell gives the schedule's maker the notice that it is paused. It is tried
// again like a part, until it can't arrive or the run's window is over.
func (h *hold) tell(ctx context.Context, s Schedule) error {
	if err := h.write(ctx, SendTime, func(*Run) {}); err != nil {
		return err
	}
	err := h.notify(ctx, s)
	if err != nil && !errors.Is(err, ErrGone) && h.now().Before(h.run.Until) {
		return h.fail(ctx, err)
	}
	_, err = h.book.alter(ctx, "note the telling of", s.Guild, s.ID, func(s *Schedule) {
		if s.Paused != nil && s.Paused.Untold == h.run.Date {
			s.Paused.Untold = ""
		}
	})
	if err != nil && !errors.Is(err, rag.ErrNotFound) {
		return err
	}
	return h.end(ctx, Failed, gonePaused+": "+h.run.Why)
}
