package schedule

import (
	"bytes"
	"context"
	"errors"
	"time"

	"newsdesk/rag"
)

// maxMissed bounds how many briefings are recorded as missed after a long
// absence, the latest of them: two months of daily ones.
const maxMissed = 60

// plan is what a runner has worked out about a schedule.
type plan struct {
	body         []byte // of the document that it was read from
	schedule     Schedule
	table        table
	latest, next due
	done         bool // nothing is left to do for the latest
	broken       bool // the document can't be read
}

// plan returns what is known about the schedule of a document. It returns the
// error of one that can't be read once.
func (r *Runner) plan(doc Doc, now time.Time) (*plan, error) {
	p := r.plans[doc.Key]
	if p == nil || !bytes.Equal(p.body, doc.Body) {
		p = &plan{body: doc.Body}
		r.plans[doc.Key] = p
		if err := p.read(doc); err != nil {
			p.broken = true
			return p, err
		}
	}
	if !p.broken && (!now.Before(p.next.at) || now.Before(p.latest.at)) { // also when the clock was set back
		p.latest, p.next = p.table.latest(now), p.table.after(now)
		p.done = p.latest.at.IsZero()
	}
	return p, nil
}

func (p *plan) read(doc Doc) (err error) {
	if p.schedule, err = decode[Schedule](doc); err != nil {
		return err
	}
	p.table, err = p.schedule.table()
	return err
}

// look does for one schedule what can be done now and returns when to look at
// it again, zero where only a change can make that needed.
func (r *Runner) look(ctx, work context.Context, doc Doc, now time.Time) (time.Time, error) {
	p, err := r.plan(doc, now)
	if err != nil || p.broken {
		return time.Time{}, err
	}
	if pause := p.schedule.Paused; pause != nil {
		return r.lookPaused(ctx, work, p, now)
	}
	if p.done {
		return p.next.at, nil
	}
	run, err := r.settle(ctx, p, now)
	if err != nil {
		p.done = errors.Is(err, ErrNewer) // the run is a newer Newsdesk's, which sees to it
		return time.Time{}, err
	}
	if run.ended() || run.Due.IsZero() {
		p.done = true
		return p.next.at, nil
	}
	return r.attend(ctx, work, run, now), nil
}

// lookPaused sees to it that a paused schedule's maker is told why, where that
// is still to be done.
func (r *Runner) lookPaused(ctx, work context.Context, p *plan, now time.Time) (time.Time, error) {
	if p.schedule.Paused.Untold == "" || p.done {
		return time.Time{}, nil
	}
	run, err := r.find(ctx, runKey(p.schedule.ID, p.schedule.Paused.Untold))
	if errors.Is(err, rag.ErrNotFound) || err == nil && run.ended() {
		p.done = true
		return time.Time{}, nil
	}
	if err != nil {
		return time.Time{}, err
	}
	return r.attend(ctx, work, run, now), nil
}

// settle returns the run of the latest briefing that was due, and makes it if
// there is none yet; the zero Run where none is to be. Before that it ends what
// is left of earlier ones, the earliest first: so where a run exists, all before
// it have ended.
func (r *Runner) settle(ctx context.Context, p *plan, now time.Time) (Run, error) {
	run, err := r.find(ctx, runKey(p.schedule.ID, p.latest.date.String()))
	if !errors.Is(err, rag.ErrNotFound) {
		return run, err
	}
	missed, err := r.unsettled(ctx, p, now)
	if err != nil {
		return Run{}, err
	}
	for i := len(missed) - 1; i >= 0; i-- {
		if err := r.miss(ctx, p, missed[i]); err != nil {
			return Run{}, err
		}
	}
	if p.latest.at.Before(p.schedule.From) {
		return Run{}, nil
	}
	return r.record(ctx, newRun(p.schedule, p.table, p.latest), nil)
}

// unsettled are the briefings before the latest that have no run that has
// ended, latest first.
func (r *Runner) unsettled(ctx context.Context, p *plan, now time.Time) ([]due, error) {
	var list []due
	for d := p.table.before(p.latest); len(list) < maxMissed && now.Sub(d.at) < Retention/2; d = p.table.before(d) {
		run, err := r.find(ctx, runKey(p.schedule.ID, d.date.String()))
		switch {
		case errors.Is(err, rag.ErrNotFound):
			if d.at.Before(p.schedule.From) {
				return list, nil
			}
		case errors.Is(err, ErrNewer), err == nil && run.ended():
			return list, nil
		case err != nil:
			return nil, err
		}
		list = append(list, d)
	}
	return list, nil
}

// miss records that a briefing was not sent and will not be.
func (r *Runner) miss(ctx context.Context, p *plan, d due) error {
	_, err := r.record(ctx, newRun(p.schedule, p.table, d), func(run *Run) {
		now := r.now()
		if run.ended() || run.Claim.live(now) {
			return // its worker ends it
		}
		if d.at.Before(p.schedule.From) {
			run.end(Skipped, "the schedule was paused", now)
		} else {
			run.overdue("Newsdesk was not running in time, and the next one was due", now)
		}
	})
	return err
}

// record writes a run unless there is one, changes it and returns what is there.
func (r *Runner) record(ctx context.Context, run Run, change func(*Run)) (Run, error) {
	err := r.book.shelf.UpdateDoc(ctx, runsKept, run.key(), func(old *Doc) (doc *Doc, err error) {
		if old != nil {
			if run, err = decode[Run](*old); err != nil {
				return nil, err
			}
		}
		if change != nil {
			change(&run)
		}
		return run.doc()
	})
	return run, err
}
