package schedule

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/rag"
)

// schedulesKept is the collection of the schedules, by ID.
const schedulesKept = "briefing.schedules"

// MaxSchedules bounds the schedules of one server: more than a newsroom has
// desks, and few enough that each is looked at whenever something changes.
const MaxSchedules = 100

// Book keeps the schedules of all servers, for commands. What belongs to one
// server is not found from another: the error is [rag.ErrNotFound].
type Book struct {
	shelf   Shelf
	now     func() time.Time
	changed chan struct{} // wakes the Runner of this process
}

// NewBook opens the book that is on a shelf, by a clock.
func NewBook(shelf Shelf, now func() time.Time) *Book {
	return &Book{shelf: shelf, now: now, changed: make(chan struct{}, 1)}
}

// wake has the Runner of this process look at the book.
func (b *Book) wake() {
	select {
	case b.changed <- struct{}{}:
	default: // it is woken already
	}
}

// Wake has the Runner of this process look at once: after the clock was set.
func (b *Book) Wake() { b.wake() }

// Check reports what is wrong with a request, a [Wrong] for each thing.
func (r Request) Check() error {
	_, err := r.schedule()
	return err
}

// Add makes a schedule. Where the request is wrong its error wraps a [Wrong]
// for each thing that is.
func (b *Book) Add(ctx context.Context, r Request) (Schedule, error) {
	s, err := r.schedule()
	if err != nil {
		return s, err
	}
	others, err := b.List(ctx, r.Guild)
	if err != nil && !errors.Is(err, ErrNewer) {
		return s, err
	}
	if len(others) >= MaxSchedules { // of two that are added at once both may pass: a bound, not a count
		return s, wrong("schedule", r.Days, "fewer, and remove one first", "this server has %d already", len(others))
	}
	s.ID = ID(strings.ToLower(rand.Text()[:8]))
	s.Created = b.now().UTC()
	s.From = s.Created
	err = b.shelf.UpdateDoc(ctx, schedulesKept, string(s.ID), func(old *Doc) (*Doc, error) {
		if old != nil {
			return nil, errors.New("the name is taken; try again")
		}
		return scheduleDoc(s)
	})
	if err != nil {
		return s, fmt.Errorf("add schedule %s: %w", s.ID, err)
	}
	b.wake()
	return s, nil
}

func scheduleDoc(s Schedule) (*Doc, error) {
	body, err := encode(s)
	return &Doc{Collection: schedulesKept, Key: string(s.ID), Body: body}, err
}

// List returns a server's schedules, oldest first. Where some can't be read it
// returns the others with an error that tells which.
func (b *Book) List(ctx context.Context, guild string) ([]Schedule, error) {
	all, err := b.All(ctx)
	return slices.DeleteFunc(all, func(s Schedule) bool { return s.Guild != guild }), err
}

// All is List of all servers.
func (b *Book) All(ctx context.Context) ([]Schedule, error) {
	var list []Schedule
	var problems []error
	err := b.shelf.Docs(ctx, schedulesKept, "", func(doc Doc) error {
		s, err := decode[Schedule](doc)
		if err != nil {
			problems = append(problems, err)
		} else {
			list = append(list, s)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list schedules: %w", err)
	}
	slices.SortStableFunc(list, func(a, b Schedule) int { return a.Created.Compare(b.Created) })
	return list, errors.Join(problems...)
}

// Get returns a server's schedule.
func (b *Book) Get(ctx context.Context, guild string, id ID) (Schedule, error) {
	s, err := b.find(ctx, id)
	if err == nil && s.Guild != guild {
		err = rag.ErrNotFound
	}
	if err != nil {
		return Schedule{}, fmt.Errorf("get schedule %q: %w", clip(string(id), maxQuoted), err)
	}
	return s, nil
}

// find returns a schedule of any server.
func (b *Book) find(ctx context.Context, id ID) (Schedule, error) {
	if !id.possible() {
		return Schedule{}, rag.ErrNotFound
	}
	doc, err := b.shelf.Doc(ctx, schedulesKept, string(id))
	if err != nil {
		return Schedule{}, err
	}
	return decode[Schedule](doc)
}

// Next are the next n times of a server's schedule, in its zone; see [Words].
func (b *Book) Next(ctx context.Context, guild string, id ID, n int) ([]time.Time, error) {
	s, err := b.Get(ctx, guild, id)
	if err != nil {
		return nil, err
	}
	return s.Next(b.now(), n)
}

// Pause stops a schedule until it is resumed. A briefing under way ends with
// the part that is being sent.
func (b *Book) Pause(ctx context.Context, guild string, id ID, by, why string) (Schedule, error) {
	return b.alter(ctx, "pause", guild, id, func(s *Schedule) {
		if s.Paused == nil {
			s.Paused = &Pause{At: b.now().UTC(), By: by, Why: clip(strings.ToValidUTF8(why, ""), maxReason)}
		}
	})
}

// Resume has a schedule go on. What was due while it was paused is not sent.
func (b *Book) Resume(ctx context.Context, guild string, id ID) (Schedule, error) {
	return b.alter(ctx, "resume", guild, id, func(s *Schedule) {
		if s.Paused != nil {
			s.Paused, s.From = nil, b.now().UTC()
		}
	})
}

// Remove deletes a schedule, one of this version of Newsdesk. The record of
// its runs stays until it expires.
func (b *Book) Remove(ctx context.Context, guild string, id ID) error {
	_, err := b.alter(ctx, "remove", guild, id, func(s *Schedule) { s.ID = "" })
	return err
}

// alter changes a server's schedule. A change that takes the ID away deletes it.
func (b *Book) alter(ctx context.Context, verb, guild string, id ID, change func(*Schedule)) (Schedule, error) {
	s, err := Schedule{}, rag.ErrNotFound
	if id.possible() {
		err = b.shelf.UpdateDoc(ctx, schedulesKept, string(id), func(old *Doc) (doc *Doc, err error) {
			if old == nil {
				return nil, rag.ErrNotFound
			}
			if s, err = decode[Schedule](*old); err != nil {
				return nil, err
			}
			if s.Guild != guild {
				return nil, rag.ErrNotFound
			}
			if change(&s); s.ID == "" {
				return nil, nil
			}
			return scheduleDoc(s)
		})
	}
	if err != nil {
		return Schedule{}, fmt.Errorf("%s schedule %q: %w", verb, clip(string(id), maxQuoted), err)
	}
	b.wake()
	return s, nil
}

// Disown forgets who made or paused schedules: a person may ask for that, and
// the team's briefings go on. It returns how many schedules named them.
func (b *Book) Disown(ctx context.Context, person string) (int, error) {
	var theirs []Schedule
	err := b.shelf.Docs(ctx, schedulesKept, "", func(doc Doc) error {
		s, err := decode[Schedule](doc)
		if err == nil && (s.By == person || s.Paused != nil && s.Paused.By == person) {
			theirs = append(theirs, s)
		}
		return nil // one that can't be read is not ours to change
	})
	if person == "" || err != nil {
		return 0, err
	}
	for n, s := range theirs {
		if _, err := b.alter(ctx, "disown", s.Guild, s.ID, func(s *Schedule) { s.disown(person) }); err != nil && !errors.Is(err, rag.ErrNotFound) {
			return n, err
		}
	}
	return len(theirs), nil
}

func (s *Schedule) disown(person string) {
	if s.By == person {
		s.By = ""
	}
	if s.Paused != nil && s.Paused.By == person {
		s.Paused.By = ""
	}
}

// Runs returns what became of a server's schedule, latest first; what is
// longer ago than [Retention] is gone.
func (b *Book) Runs(ctx context.Context, guild string, id ID) ([]Run, error) {
	if _, err := b.Get(ctx, guild, id); err != nil {
		return nil, err
	}
	var runs []Run
	err := b.runs(ctx, id, func(r Run) { runs = append(runs, r) })
	slices.Reverse(runs)
	return runs, err
}

// runs visits a schedule's runs that can be read, oldest first.
func (b *Book) runs(ctx context.Context, id ID, visit func(Run)) error {
	err := b.shelf.Docs(ctx, runsKept, string(id)+"/", func(doc Doc) error {
		if r, err := decode[Run](doc); err == nil {
			visit(r)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("list the runs of schedule %s: %w", id, err)
	}
	return nil
}
