package sources

import (
	"context"
	"crypto/rand"
	"log/slog"
	random "math/rand/v2"
	"sync"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
)

const (
	// leaseJob is the lease's name.
	leaseJob = "sources"
	// renewEvery is how often the lease is renewed, a third of what the record
	// gives, so that a busy machine may be late twice.
	renewEvery = 10 * time.Second
	// loseAfter is how long a lease is trusted that can't be renewed: shorter
	// than it lasts, so that nobody else asks yet when this process stops.
	loseAfter = 20 * time.Second
	// lookEvery is how long a change by another process goes unseen.
	lookEvery = 10 * time.Second
	// releaseTime is what giving the lease back may take at the end.
	releaseTime = 3 * time.Second
)

const (
	// DefaultGap is how long a host is left alone after a request. Crawlers
	// that are called polite leave one to ten seconds; a feed and its new pages
	// are there in half a minute all the same.
	DefaultGap = 2 * time.Second
	// DefaultHosts is how many hosts are asked side by side: 500 feeds are asked
	// for some 50 times a minute and most answer within a second, so that a
	// dozen that hang for half a minute do not hold the others up.
	DefaultHosts = 16
)

// Config is what a Keeper works with.
type Config struct {
	Shelf  Shelf
	Leases Leases
	Getter Getter
	Reader Reader
	Store  Store
	Folder Folder // nil: folders are not read
	// Observer is told what happens; nil: nobody.
	Observer Observer
	Log      *slog.Logger     // nil: none
	Now      func() time.Time // nil: time.Now
	// Rand returns numbers from 0 to 1, in any goroutine; nil: the runtime's.
	Rand func() float64
	// UserAgent is who asks, as robots.txt may name it; the Getter sends it.
	UserAgent string
	Gap       time.Duration // between two requests to a host; 0: DefaultGap
	Hosts     int           // asked side by side; 0: DefaultHosts
}

func (c Config) filled() Config {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Rand == nil {
		c.Rand = random.Float64
	}
	if c.Gap <= 0 {
		c.Gap = DefaultGap
	}
	if c.Hosts <= 0 {
		c.Hosts = DefaultHosts
	}
	return c
}

// A Keeper keeps coverage current. Its methods may be called from several
// goroutines, and work whether or not it runs.
type Keeper struct {
	c     Config
	me    string // no other keeper's, not in another process either
	look  time.Duration
	quick quickness                      // of following folders
	watch func() (watcher, error)        // hears of changes in folders
	hosts *gate                          // one request at a time to each
	turns *gate                          // one visit at a time to each source and page
	rules *lru.Cache[string, *hostRules] // of the hosts asked last
	lead  chan struct{}                  // held by who holds the lease in this process

	mu      sync.Mutex
	news    map[jobKey]bool // what the line is to look at again
	nudge   chan struct{}   // there is something in news
	runs    bool            // Run is under way
	leading bool            // and it holds the lease
}

// New returns a Keeper.
func New(c Config) *Keeper {
	c = c.filled()
	rules, _ := lru.New[string, *hostRules](knownHosts) // fails only for a size below 1
	return &Keeper{
		c: c, me: rand.Text(), look: lookEvery, quick: patient(), watch: newWatcher,
		hosts: newGate(c.Now), turns: newGate(c.Now), rules: rules, lead: make(chan struct{}, 1),
		news: map[jobKey]bool{}, nudge: make(chan struct{}, 1),
	}
}

// tell has the line look at something again.
func (k *Keeper) tell(keys ...jobKey) {
	k.mu.Lock()
	for _, key := range keys {
		k.news[key] = true
	}
	k.mu.Unlock()
	select {
	case k.nudge <- struct{}{}:
	default:
	}
}

// told returns what the line was told to look at.
func (k *Keeper) told() map[jobKey]bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	news := k.news
	k.news = map[jobKey]bool{}
	return news
}

// Run asks for what is due, until ctx ends: then requests under way are broken
// off, and Run returns when all its goroutines have. It waits its turn where
// another process asks. A Keeper is run at most once at a time.
func (k *Keeper) Run(ctx context.Context) {
	k.set(func() { k.runs = true })
	defer k.set(func() { k.runs = false })
	for ctx.Err() == nil {
		_, err := k.leased(ctx, func(ctx context.Context) {
			k.set(func() { k.leading = true })
			defer k.set(func() { k.leading = false })
			k.rules.Purge() // others may have learned more meanwhile
			k.hosts.begin(k.c.Now())
			newLine(k).run(ctx)
		})
		if err != nil && ctx.Err() == nil {
			k.c.Log.Error("can't lease the right to ask for sources", "err", err)
		}
		pause(ctx, renewEvery)
	}
}

func (k *Keeper) set(by func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	by()
}

// leased calls f while this process holds the lease, whose loss ends f's context.
// It reports whether it got the lease, and so called f.
func (k *Keeper) leased(ctx context.Context, f func(ctx context.Context)) (bool, error) {
	select {
	case k.lead <- struct{}{}:
		defer func() { <-k.lead }()
	case <-ctx.Done():
		return false, ctx.Err()
	}
	return k.holding(ctx, f)
}

// holding does what leased does, for who is the only one in this process.
func (k *Keeper) holding(ctx context.Context, f func(ctx context.Context)) (bool, error) {
	asked := k.c.Now()
	if ok, err := k.c.Leases.Lease(ctx, leaseJob, k.me); err != nil || !ok {
		return false, err
	}
	held, cancel := context.WithCancel(ctx)
	var renewing sync.WaitGroup
	renewing.Go(func() { defer cancel(); k.renew(held, asked) })
	f(held)
	cancel()
	renewing.Wait()
	end, done := context.WithTimeout(context.WithoutCancel(ctx), releaseTime)
	defer done()
	return true, k.c.Leases.Release(end, leaseJob, k.me)
}

// renew renews the lease until ctx ends or the lease is lost. Good is when it was
// last asked for with success.
func (k *Keeper) renew(ctx context.Context, good time.Time) {
	for {
		if !pause(ctx, renewEvery) {
			return
		}
		asked := k.c.Now()
		try, cancel := context.WithTimeout(ctx, good.Add(loseAfter).Sub(asked))
		ok, err := k.c.Leases.Lease(try, leaseJob, k.me)
		cancel()
		switch {
		case ok && err == nil:
			good = asked
		case err == nil || k.c.Now().Sub(good) >= loseAfter:
			k.c.Log.Warn("another process asks for the sources now, or the lease can't be renewed", "err", err)
			return
		}
	}
}

// pause waits, and reports whether ctx is still there.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}
