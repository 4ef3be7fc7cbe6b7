package schedule

import (
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"sync"
	"time"
)

const (
	// PollTime is how long a change of the book by another process, or of the
	// clock, goes unseen: less than a minute, and looking costs a millisecond.
	PollTime = 30 * time.Second
	// GraceTime is what a step that is under way has to end when the bot stops:
	// a send takes a second or two, and who stops a service kills it after some
	// ten seconds (docker stop).
	GraceTime = 8 * time.Second
	// workers is how many briefings are composed or sent at once. Half past
	// seven is when all desks want theirs; composing keeps a core busy, and
	// questions are to be answered meanwhile.
	workers = 4
)

// Runner sends what is due. Several processes may each have one on one shelf.
type Runner struct {
	book      *Book
	composer  Composer
	deliverer Deliverer
	log       *slog.Logger
	me        string        // no other runner's, not in another process either
	poll      time.Duration // PollTime, but for tests of a year
	slots     chan struct{} // as many as may work at once
	workers   sync.WaitGroup
	plans     map[string]*plan // by schedule; only Run's goroutine touches it

	mu   sync.Mutex
	busy map[ID]bool      // has a worker
	rest map[ID]time.Time // its worker failed: not before then again
}

// NewRunner returns a runner for a book, and takes its time from the book's clock.
// A book has at most one.
func NewRunner(book *Book, c Composer, d Deliverer, log *slog.Logger) *Runner {
	return &Runner{
		book: book, composer: c, deliverer: d, log: log, me: rand.Text(), poll: PollTime,
		slots: make(chan struct{}, workers), plans: map[string]*plan{}, busy: map[ID]bool{}, rest: map[ID]time.Time{},
	}
}

func (r *Runner) now() time.Time { return r.book.now() }

// Run sends briefings until ctx ends. Then a step that is under way has
// GraceTime to end, no other begins, and Run returns; what is left is taken up
// by another process at once, or by this one when it is back.
func (r *Runner) Run(ctx context.Context) {
	work, cancel := linger(ctx, GraceTime)
	defer cancel()
	defer r.workers.Wait()
	for ctx.Err() == nil {
		timer := time.NewTimer(r.round(ctx, work))
		select {
		case <-timer.C:
		case <-r.book.changed:
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// linger returns a context that outlives another by a grace.
func linger(ctx context.Context, grace time.Duration) (context.Context, context.CancelFunc) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		timer := time.AfterFunc(grace, cancel)
		context.AfterFunc(work, func() { timer.Stop() })
	})
	return work, func() { stop(); cancel() }
}

// round looks at every schedule once, has workers begin what can be done now,
// and returns how long there is nothing else to do.
func (r *Runner) round(ctx, work context.Context) time.Duration {
	docs, err := r.schedules(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.Error("can't read the schedules", "err", err)
	}
	now := r.now()
	next := now.Add(r.poll)
	for _, doc := range docs {
		again, err := r.look(ctx, work, doc, now)
		if err != nil && ctx.Err() == nil {
			r.log.Error("can't look after a schedule", "schedule", doc.Key, "err", err)
		}
		if err == nil && !again.IsZero() && again.Before(next) {
			next = again
		}
	}
	return max(0, next.Sub(r.now()))
}

// schedules returns the documents of all schedules, and drops the plans of those
// that are no more.
func (r *Runner) schedules(ctx context.Context) ([]Doc, error) {
	var docs []Doc
	err := r.book.shelf.Docs(ctx, schedulesKept, "", func(doc Doc) error {
		docs = append(docs, doc)
		return nil
	})
	if err != nil {
		return nil, err
	}
	kept := make(map[string]*plan, len(docs))
	for _, doc := range docs {
		kept[doc.Key] = r.plans[doc.Key]
	}
	r.plans = kept
	return docs, nil
}

// attend has a worker take a run further if it can be now, and returns when to
// look again; zero where the worker's end will be the time.
func (r *Runner) attend(ctx, work context.Context, run Run, now time.Time) time.Time {
	at := run.ready(now)
	r.mu.Lock()
	defer r.mu.Unlock()
	if rest := r.rest[run.Schedule]; rest.After(at) {
		at = rest
	}
	if r.busy[run.Schedule] {
		return time.Time{}
	}
	if at.After(now) {
		return at
	}
	r.busy[run.Schedule] = true
	r.workers.Go(func() { r.labour(ctx, work, run) })
	return time.Time{}
}

// labour works on a run when there is a slot for it.
func (r *Runner) labour(ctx, work context.Context, run Run) {
	select {
	case r.slots <- struct{}{}:
		defer func() { <-r.slots }()
	case <-ctx.Done():
	}
	err := r.work(ctx, work, run.key())
	if errors.Is(err, errTaken) {
		err = nil
	}
	if err != nil && ctx.Err() == nil {
		r.log.Error("can't take a briefing further", "run", run.key(), "err", err)
	}
	r.mu.Lock()
	delete(r.busy, run.Schedule)
	delete(r.rest, run.Schedule)
	if err != nil {
		r.rest[run.Schedule] = r.now().Add(r.poll) // so that a record that fails is not asked without end
	}
	r.mu.Unlock()
	r.book.wake()
}
