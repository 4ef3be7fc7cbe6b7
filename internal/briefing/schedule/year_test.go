package schedule

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/internal/record/librarytest"
)

// The proof: many schedules in many zones, two processes on one record that
// crash, restart and are away, a chat that fails, loses answers and forgets
// nonces. Afterwards every briefing is in its channel once, in order, or the
// record says why not and nobody could have sent it.

// chance decides what goes wrong, from a seed and what it is about: so a
// decision does not depend on the order in which goroutines run.
type chance uint64

func (c chance) of(what ...any) float64 {
	h := fnv.New64a()
	fmt.Fprint(h, uint64(c), what)
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return float64(x>>11) / (1 << 53)
}

// world is what the processes share.
type world struct {
	t     testing.TB
	seed  chance
	shelf Shelf
	chat  *chat
	poll  time.Duration
	until time.Time

	mu      sync.Mutex
	sends   map[string]int // by nonce
	up      [][2]time.Time // when some process ran
	crashes int
}

// life is one life of one process: when it has crashed, nothing it does has an
// effect any more and nothing answers it.
type life struct {
	*world
	name  string
	ops   atomic.Int64
	dead  atomic.Bool
	abort context.CancelFunc
	// charmed lives see no faults.
	charmed bool
}

var errDead = errors.New("the process has crashed")

// op is called before and after everything that a process does to the world.
func (l *life) op() error {
	if !l.charmed && !l.dead.Load() && l.seed.of("crash", l.name, l.ops.Add(1)) < 1./2000 {
		l.dead.Store(true)
		l.abort()
	}
	if l.dead.Load() {
		return errDead
	}
	return nil
}

func (l *life) Doc(ctx context.Context, collection, key string) (Doc, error) {
	if l.dead.Load() {
		return Doc{}, errDead
	}
	return l.shelf.Doc(ctx, collection, key)
}

func (l *life) Docs(ctx context.Context, collection, prefix string, visit func(Doc) error) error {
	if l.dead.Load() {
		return errDead
	}
	return l.shelf.Docs(ctx, collection, prefix, visit)
}

func (l *life) UpdateDoc(ctx context.Context, collection, key string, change func(*Doc) (*Doc, error)) error {
	if err := l.op(); err != nil {
		return err
	}
	if err := l.shelf.UpdateDoc(ctx, collection, key, change); err != nil {
		return err
	}
	return l.op()
}

// Compose takes a while, fails at times, and has nothing new at times. What the
// parts say is of the day, so that two compositions of one could be told apart.
func (l *life) Compose(ctx context.Context, a Assignment) (Composition, error) {
	day := fmt.Sprint(a.Schedule.Channel, " ", a.Due.Unix())
	pause(ctx, time.Duration(l.seed.of("write", day, l.name)*float64(time.Minute)))
	if err := l.op(); err != nil {
		return Composition{}, err
	}
	if l.seed.of("stuck", day, time.Now().Unix()/60) < 0.1 {
		return Composition{}, errTest
	}
	c := Composition{Empty: l.seed.of("empty", day) < 0.05, Memo: json.RawMessage(fmt.Sprintf("%q", day))}
	now := time.Now().UnixNano()
	for i := range 1 + int(l.seed.of("parts", day)*4) {
		c.Parts = append(c.Parts, fmt.Appendf(nil, "%s part %d by %s at %d", day, i, l.name, now))
	}
	return c, ctx.Err()
}

// Send fails before it arrives or after, is slow, or hangs.
func (l *life) Send(ctx context.Context, p Parcel) error {
	if err := l.op(); err != nil {
		return err
	}
	l.mu.Lock()
	l.sends[p.Nonce]++
	try := l.sends[p.Nonce]
	l.mu.Unlock()
	part := fmt.Sprint(p.Schedule.Channel, " ", p.Due.Unix(), " ", p.Index, " ", try)
	what := l.seed.of("send", part)
	pause(ctx, time.Duration(l.seed.of("slow", part)*float64(5*time.Second)))
	if try < 6 && what < 0.1 || l.dead.Load() {
		return errTest
	}
	l.chat.post(p)
	switch {
	case try < 6 && what < 0.2:
		return errTest
	case try < 6 && what < 0.22:
		pause(ctx, time.Hour)
		return ctx.Err()
	}
	return l.op()
}

func (l *life) Sent(ctx context.Context, p Parcel) (bool, error) {
	if err := l.op(); err != nil {
		return false, err
	}
	return l.chat.Sent(ctx, p)
}

func (l *life) Tell(context.Context, Notice) error { return errors.New("nothing is to be told") }

// pause waits, or until ctx ends.
func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// live runs one process, life after life, until the end.
func (w *world) live(process int) {
	for n := 0; time.Now().Before(w.until); n++ {
		name := fmt.Sprint(process, " ", n)
		ctx, cancel := context.WithCancel(w.t.Context())
		l := &life{world: w, name: name, abort: cancel}
		skew := time.Duration(process*7) * time.Second // their clocks differ
		r := NewRunner(NewBook(l, func() time.Time { return time.Now().Add(skew) }), l, l, quiet())
		r.poll = w.poll
		began := time.Now()
		ended := make(chan struct{})
		go func() { defer close(ended); r.Run(ctx) }()
		select { // killed or stopped in time, or it has crashed
		case <-time.After(min(time.Until(w.until), time.Duration(w.seed.of("life", name)*float64(6*24*time.Hour)))):
			l.dead.Store(w.seed.of("killed", name) < 0.5)
		case <-ctx.Done():
		}
		cancel()
		stopped := time.Now()
		<-ended
		w.note(began, stopped)
		time.Sleep(w.away(process, name))
	}
}

func (w *world) note(from, to time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.crashes++
	w.up = append(w.up, [2]time.Time{from, to})
}

// away is how long a process is gone: mostly seconds, at times hours, and every
// fifth week from Tuesday to Saturday, both.
func (w *world) away(process int, name string) time.Duration {
	now := time.Now().UTC()
	if _, week := now.ISOWeek(); week%5 == 0 && now.Weekday() >= time.Tuesday && now.Weekday() < time.Saturday {
		return time.Duration(6-now.Weekday()) * 24 * time.Hour
	}
	switch x := w.seed.of("away", name); {
	case x < 0.1:
		return time.Duration(x * 10 * float64(30*time.Hour))
	default:
		return time.Duration(x * float64(5*time.Minute))
	}
}

// running is for how long some process ran between two moments, at least.
func (w *world) running(from, to time.Time) time.Duration {
	var most time.Duration
	for _, u := range w.up {
		start, end := u[0], u[1]
		if start.Before(from) {
			start = from
		}
		if end.After(to) {
			end = to
		}
		most = max(most, end.Sub(start))
	}
	return most
}

// expected are the moments at which a schedule's briefings are due, found by
// looking at the clock on the wall minute by minute.
func expected(t testing.TB, s Schedule, from, until time.Time) map[string]time.Time {
	loc, err := time.LoadLocation(s.Zone)
	if err != nil {
		t.Fatal(err)
	}
	dues, seen := map[string]time.Time{}, Date{}
	start := dateOf(from.In(loc)).plus(-2)
	for at := time.Date(start.Year, start.Month, start.Day, 0, 0, 0, 0, loc); at.Before(until); at = at.Add(time.Minute) {
		wall := at.In(loc)
		today := dateOf(wall)
		if today == seen || wall.Hour()*60+wall.Minute() < int(s.At) {
			continue
		}
		if seen = today; !at.Before(from) && s.Days.On(today) {
			dues[today.String()] = at
		}
		at = at.Add(20 * time.Hour) // no date comes sooner
	}
	return dues
}

var worldZones = []string{
	"Asia/Baghdad", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Africa/Casablanca",
	"Africa/Cairo", "Asia/Kathmandu", "Pacific/Chatham", "America/Santiago", "Asia/Beirut", "UTC",
}

// populate makes the schedules.
func (w *world) populate(n int) []Schedule {
	days := []string{"daily", "daily", "weekdays", "sun-thu", "mon,wed", "first monday", "1,15", "31"}
	clocks := []string{"07:30", "07:30", "01:30", "02:15", "00:00", "18:00", "23:45", "00:30", "02:30"}
	book := NewBook(w.shelf, time.Now)
	var list []Schedule
	for i := range n {
		list = append(list, add(w.t, book, Request{
			Guild: fmt.Sprint("guild ", i%5), Channel: fmt.Sprint(i), By: "u", SkipEmpty: true,
			Days: days[i%len(days)], At: clocks[i%len(clocks)], Zone: worldZones[i%len(worldZones)],
		}))
	}
	return list
}

// tally is what a world came to.
type tally struct{ sent, late, skipped, missed, failed, parts, repeats, lives int }

// judge compares what was posted with what was due, and the record with both.
func (w *world) judge(list []Schedule, from time.Time) tally {
	posts := map[string][]post{}
	for _, p := range w.chat.posts {
		key := runKey(p.Schedule.ID, p.Due.In(zoneOf(w.t, p.Schedule)).Format(time.DateOnly))
		posts[key] = append(posts[key], p)
	}
	for nonce, n := range w.chat.byNonce {
		if n != 1 {
			w.t.Errorf("seed %d: a part was posted %d times: %s", w.seed, n, nonce)
		}
	}
	sum := tally{parts: len(w.chat.posts), repeats: w.chat.refused, lives: w.crashes}
	settled := w.until.Add(-MaxWindow)
	for _, s := range list {
		runs := map[string]Run{}
		if err := NewBook(w.shelf, time.Now).runs(context.WithoutCancel(w.t.Context()), s.ID, func(r Run) { runs[r.Date] = r }); err != nil {
			w.t.Fatal(err)
		}
		for date, due := range expected(w.t, s, from, settled) {
			key := runKey(s.ID, date)
			w.judgeRun(s, runs[date], posts[key], due, date, &sum)
			delete(posts, key)
			delete(runs, date)
		}
		for date, run := range runs {
			if run.Due.Before(settled) {
				w.t.Errorf("seed %d: %s in %s: %s was due on %s", w.seed, s.At, s.Zone, run.key(), date)
			}
		}
	}
	for key, p := range posts {
		if p[0].Due.Before(settled) {
			w.t.Errorf("seed %d: %s was not due and is posted", w.seed, key)
		}
	}
	return sum
}

func zoneOf(t testing.TB, s Schedule) *time.Location {
	tab, err := s.table()
	if err != nil {
		t.Fatal(err)
	}
	return tab.loc
}

// composition is what the parts of one composition share.
func composition(p post) string {
	_, by, _ := strings.Cut(string(p.Part), " by ")
	return by
}

// enough is for how long one process must have run in a window without a break
// for a briefing to be sent whatever went wrong: another's claim has to run
// out, and some tries fail.
const enough = 90 * time.Minute

// judgeRun judges one briefing.
func (w *world) judgeRun(s Schedule, run Run, posts []post, due time.Time, date string, sum *tally) {
	what := fmt.Sprintf("seed %d: %s of %s %s in %s", w.seed, date, s.Days, s.At, s.Zone)
	if run.Date == "" {
		w.t.Errorf("%s has no run", what)
		return
	}
	if !run.Due.Equal(due) {
		w.t.Errorf("%s was due at %v by the record, %v by the clock", what, run.Due, due)
	}
	for i, p := range posts {
		if p.Index != i || p.Of != run.Of {
			w.t.Errorf("%s: post %d is part %d of %d", what, i, p.Index, p.Of)
		}
		if composition(p) != composition(posts[0]) || p.at.Sub(due) < -10*time.Second || p.at.After(run.Until.Add(2*SendTime)) {
			w.t.Errorf("%s: post %d is %q at %v", what, i, p.Part, p.at)
		}
	}
	switch run.State {
	case Sent:
		sum.sent++
		if run.Late > 0 {
			sum.late++
		}
		if len(posts) != run.Of {
			w.t.Errorf("%s is recorded as sent, and %d of %d parts are posted", what, len(posts), run.Of)
		}
	case Skipped:
		sum.skipped++
		if len(posts) != 0 || w.seed.of("empty", fmt.Sprint(s.Channel, " ", due.Unix())) >= 0.05 {
			w.t.Errorf("%s was skipped, %q, with %d parts posted", what, run.Why, len(posts))
		}
	default:
		if run.State == Missed {
			sum.missed++
		} else {
			sum.failed++
		}
		if run.Why == "" || !run.ended() || run.State == Missed && len(posts) > 0 || w.running(due, run.Until) > enough {
			w.t.Errorf("%s is %q because %q, with %d parts posted, and a process ran for %v", what, run.State, run.Why, len(posts), w.running(due, run.Until))
		}
	}
}

// simulate lets some days go by.
func (w *world) simulate(days, schedules int) tally {
	w.chat, w.sends = newChat(), map[string]int{}
	sleepUntil(w.t, "2026-01-01T09:00:00")
	from := time.Now()
	w.until = from.AddDate(0, 0, days)
	list := w.populate(schedules)
	var processes sync.WaitGroup
	for i := range 2 {
		processes.Go(func() { w.live(i) })
	}
	processes.Wait()
	w.settle()
	if m, ok := w.shelf.(*memory); ok {
		m.archive = true
	}
	return w.judge(list, from)
}

// settle runs a process to which nothing happens, for a day, so that nothing is
// left open.
func (w *world) settle() {
	l := &life{world: w, name: "last", charmed: true}
	p := start(w.t, w.shelf, l, l)
	time.Sleep(24 * time.Hour)
	p.stop()
}

func simulation(t *testing.T, seed int, days, schedules int, poll time.Duration, shelf func(t *testing.T) Shelf) {
	t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			w := &world{t: t, seed: chance(seed), shelf: shelf(t), poll: poll}
			sum := w.simulate(days, schedules)
			t.Logf("%+v", sum)
			if sum.sent == 0 || sum.repeats == 0 || sum.late == 0 || days > 100 && (sum.missed == 0 || sum.skipped == 0) {
				t.Errorf("the world was too kind to prove anything: %+v", sum)
			}
		})
	})
}

func TestYear(t *testing.T) {
	for seed, days := range []int{30, 60, 365} {
		if days > 30 && (testing.Short() || thinned > 1) {
			t.Skip("a year takes ten seconds, a minute and more with -race")
		}
		simulation(t, seed, days, 50, time.Hour, func(*testing.T) Shelf { return newMemory() })
	}
}

// TestFortnightOnTheRecord is the same on the record that the bot has.
func TestFortnightOnTheRecord(t *testing.T) {
	simulation(t, 7, 14, 12, 10*time.Minute, func(t *testing.T) Shelf {
		r, _ := librarytest.OpenAt(t, t.TempDir(), time.Now)
		return r
	})
}
