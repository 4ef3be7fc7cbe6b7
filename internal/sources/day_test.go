package sources

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// tally counts what the observer is told.
type tally struct {
	mu   sync.Mutex
	all  []Asked
	took Took
}

func (c *tally) Asked(a Asked) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all = append(c.all, a)
}

func (c *tally) Took(t Took) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.took.Added, c.took.Changed, c.took.Withdrawn = c.took.Added+t.Added, c.took.Changed+t.Changed, c.took.Withdrawn+t.Withdrawn
	c.took.Lags = append(c.took.Lags, t.Lags...)
}

// reset forgets what was counted, and returns it.
func (c *tally) reset() *tally {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := &tally{all: c.all, took: c.took}
	c.all, c.took = nil, Took{}
	return old
}

// count is how many requests are as they are asked to be.
func (c *tally) count(is func(a Asked) bool) int {
	n := 0
	for _, a := range c.all {
		if is(a) {
			n++
		}
	}
	return n
}

// days is how a newsroom's days went.
type days struct {
	first, second *tally // day by day
	waits         []time.Duration
	lives         int
}

// live lets a newsroom follow n outlets for two days, with a process that is
// stopped or dies again and again, and checks what came of it.
func live(t *testing.T, n int, seed uint64) days {
	time.Sleep(time.Until(time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC))) // a Monday
	from := time.Now()
	to := from.Add(48 * time.Hour)
	in := newInternet(t, n, from, to)
	shelf, store := newMemory(), newLibrary()
	count := &tally{}
	out := days{}
	ids := map[int]ID{}
	for _, o := range in.outlets {
		k := New(Config{Shelf: shelf, Leases: shelf})
		s, err := k.Add(t.Context(), Source{Kind: Feed, Address: o.address})
		if err != nil {
			t.Fatal(err)
		}
		ids[o.n] = s.ID
	}
	rnd := rand.New(rand.NewPCG(seed, 1))
	half := time.AfterFunc(24*time.Hour, func() { out.first = count.reset() })
	defer half.Stop()
	for time.Now().Before(to) {
		ctx, cancel := context.WithDeadline(t.Context(), to)
		l := &life{memory: shelf, store: store, web: in, abort: cancel}
		l.steps.Store(int64(n * (10 + rnd.IntN(60))))
		k := New(Config{Shelf: l, Leases: l, Getter: l, Reader: plain{}, Store: l, Observer: count, UserAgent: "Newsdesk/1"})
		k.look = 10 * time.Minute
		if rnd.IntN(2) == 0 { // it ends in order
			timer := time.AfterFunc(time.Duration(rnd.IntN(4*3600))*time.Second, cancel)
			defer timer.Stop()
		}
		k.Run(ctx)
		cancel()
		out.lives++
		time.Sleep(time.Duration(1+rnd.IntN(300)) * time.Second)
	}
	out.second = count.reset()
	check(t, in, store, to)
	checkSources(t, New(Config{Shelf: shelf, Leases: shelf}), in, ids)
	for _, o := range in.outlets {
		for i, at := range o.news {
			if first, ok := store.first[o.id(i)]; ok && at.After(from.Add(24*time.Hour)) {
				out.waits = append(out.waits, first.Sub(at))
			}
		}
	}
	slices.Sort(out.waits)
	return out
}

// dying is how many requests may come before a Retry-After was over: who dies between
// an answer and its note does not know of it. It is one in dozens of lives.
const dying = 2

// check holds that each item was stored once, edits and withdrawals were noticed,
// and no site was asked for what it forbade.
func check(t *testing.T, in *internet, store *library, to time.Time) {
	if in.early > dying || in.barred > 0 {
		t.Errorf("%d requests came before a Retry-After was over, %d against robots.txt", in.early, in.barred)
	}
	for text, times := range store.times {
		if times != 1 {
			t.Errorf("%.8q was stored %d times", text, times)
		}
	}
	for _, o := range in.outlets {
		if o.way == "barred" || o.way == "gone" || o.way == "denied" {
			continue
		}
		for i, at := range o.news {
			if i < len(o.news)-window && at.Before(to.Add(-48*time.Hour)) || to.Sub(at) < 8*time.Hour {
				continue // was no longer, or is not yet, to be expected
			}
			gone := !o.withdrawn(i).IsZero()
			_, here := store.stored[o.id(i)]
			_, noticed := store.withdrawn[o.id(i)]
			_, was := store.first[o.id(i)]
			switch {
			case !was && !gone:
				t.Errorf("item %s of %v was lost (%s)", o.id(i), at, o.way)
			case here && gone && to.Sub(at) > 10*time.Hour && to.Sub(at) < 5*24*time.Hour && !noticed:
				t.Errorf("item %s of %v was withdrawn unnoticed (%s)", o.id(i), at, o.way)
			case here && to.Sub(at) > 32*time.Hour && to.Sub(at) < 48*time.Hour && store.stored[o.id(i)] != o.text(i, to):
				t.Errorf("item %s of %v was edited unnoticed (%s)", o.id(i), at, o.way)
			}
		}
	}
}

// checkSources holds that each source says how it stands.
func checkSources(t *testing.T, k *Keeper, in *internet, ids map[int]ID) {
	for _, o := range in.outlets {
		s, err := k.Get(t.Context(), ids[o.n])
		if err != nil {
			t.Fatal(err)
		}
		says := s.State.Why != ""
		if must := o.way == "barred" || o.way == "gone" || o.way == "denied"; must != says && o.way != "flaky" && o.way != "busy" {
			t.Errorf("%s (%s) says %q", o.address, o.way, s.State.Why)
		}
		if o.way == "gone" == s.State.Gone.IsZero() {
			t.Errorf("%s (%s) is gone since %v", o.address, o.way, s.State.Gone)
		}
	}
}

// shares are of the requests for feeds, in percent: those without a condition
// that could have had one, counting first visits; those of feeds that give no
// validators; and of all requests for what was had before, pages and robots.txt
// with them, those without a condition.
func (c *tally) shares() (bare, plain, again float64) {
	polls := c.count(func(a Asked) bool { return a.What == AskedSource })
	first := c.count(func(a Asked) bool { return a.What == AskedSource && !a.Conditional && !a.Again })
	none := c.count(func(a Asked) bool { return a.What == AskedSource && !a.Conditional && a.Again })
	had := c.count(func(a Asked) bool { return a.Again })
	without := c.count(func(a Asked) bool { return a.Again && !a.Conditional })
	percent := func(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
	return percent(first, polls), percent(none, polls), percent(without, had)
}

// most is how much of the requests for feeds may be without a condition, in
// percent, where the feed gives validators.
const most = 1

func TestDay(t *testing.T) {
	n, seeds := 60, []uint64{1, 2}
	if raced {
		n, seeds = 20, seeds[:1]
	}
	for _, seed := range seeds {
		synctest.Test(t, func(t *testing.T) {
			d := live(t, n, seed)
			bare, plain, again := d.second.shares()
			t.Logf("%d lives; on the second day %d requests; for feeds %.2f%% without a condition and %.2f%% for feeds that give no validators; of all for what was had before %.2f%%",
				d.lives, len(d.second.all), bare, plain, again)
			if bare > most {
				t.Errorf("%.2f%% of the requests for feeds are without a condition", bare)
			}
			if p95 := d.waits[len(d.waits)*95/100]; p95 > 30*time.Minute {
				t.Errorf("95 of 100 items wait up to %v", p95)
			}
		})
	}
}

// BenchmarkDay follows 500 feeds for two simulated days, of which the second is
// reported: run it with -benchtime 1x. The clock is virtual, so that ns/op says
// what two days cost this machine.
func BenchmarkDay(b *testing.B) {
	for b.Loop() {
		run := testing.InternalTest{Name: "day", F: func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { report(b, live(t, 500, 1)) })
		}}
		if !testing.RunTests(func(string, string) (bool, error) { return true, nil }, []testing.InternalTest{run}) {
			b.Fatal("the day went wrong")
		}
	}
}

func report(b *testing.B, d days) {
	bare, plain, again := d.second.shares()
	cold, _, _ := d.first.shares()
	var bytes int64
	for _, a := range d.second.all {
		bytes += a.Bytes
	}
	b.ReportMetric(float64(len(d.second.all)), "requests")
	b.ReportMetric(float64(d.second.count(func(a Asked) bool { return a.What == AskedSource })), "feed-requests")
	b.ReportMetric(float64(d.second.count(func(a Asked) bool { return a.What == AskedPage && !a.Again })), "first-page-requests")
	b.ReportMetric(bare, "%bare")
	b.ReportMetric(cold, "%bare-first-day")
	b.ReportMetric(plain, "%no-validators")
	b.ReportMetric(again, "%bare-again")
	b.ReportMetric(d.waits[len(d.waits)/2].Seconds(), "s-wait-p50")
	b.ReportMetric(d.waits[len(d.waits)*95/100].Seconds(), "s-wait-p95")
	b.ReportMetric(float64(bytes)/1e6, "MB")
	b.ReportMetric(float64(d.lives), "lives")
}
