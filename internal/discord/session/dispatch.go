package session

import (
	"context"
	"fmt"
	"log/slog"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// dispatcher hands events to the handler: in order within a lane, in a bounded
// number of goroutines.
type dispatcher struct {
	now    func() time.Time
	rand   *chance
	log    *slog.Logger
	limits Limits

	mu      sync.Mutex
	handle  Handler
	base    context.Context
	cancel  context.CancelFunc
	recent  recent
	lanes   map[string]*lane
	free    pool // of events that wait for nobody: interactions, above all
	ordered pool // of events of lanes
	waiting int  // in lanes and pools
	closed  bool
	waited  []*discordgo.MessageCreate // that waited when it was closed
	idle    chan struct{}              // closed when it is closed and nothing runs
}

// pool is a bounded number of goroutines and what waits for one. There are two,
// so that interactions, which have 3 s, need not wait for long answers.
type pool struct {
	ready   []*Event
	running int
}

// pool is where an event runs.
func (d *dispatcher) pool(e *Event) *pool {
	if e.key == "" {
		return &d.free
	}
	return &d.ordered
}

// lane is where the events of one channel or server wait for each other. It
// exists while one of them is handled.
type lane struct{ queue []*Event }

func newDispatcher(c Config, r *chance) *dispatcher {
	return &dispatcher{now: c.Now, rand: r, log: c.Log, limits: c.Limits, lanes: map[string]*lane{}, idle: make(chan struct{}), closed: true}
}

// open takes events from now on. Handlers outlive ctx, for their grace.
func (d *dispatcher) open(ctx context.Context, handle Handler) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.handle, d.closed = handle, false
	d.base, d.cancel = context.WithCancel(context.WithoutCancel(ctx))
}

// take queues an event of discordgo's. It never waits.
func (d *dispatcher) take(shard int, kind string, data any) { d.takeIn(shard, kind, data, nil) }

// takeIn is take for an event that says in which channel it happened.
func (d *dispatcher) takeIn(shard int, kind string, data any, in *discordgo.Channel) {
	e := &Event{ID: d.rand.word(7), Type: kind, Shard: shard, At: d.now(), Data: data, Channel: in}
	e.free = func() { d.next(e) }
	if data == nil {
		return // of a kind that discordgo does not know
	}
	if !e.place() {
		d.log.Warn("event does not decode and is dropped", "type", kind, "shard", shard)
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	switch {
	case d.closed:
		return
	case d.waiting >= d.limits.Queue: // and is none that came: it may be caught up with
		d.log.Error("event is dropped: too many wait", "type", kind, "waiting", d.waiting)
		return
	case !d.recent.first(e.once):
		return
	}
	d.waiting++
	if l := d.lanes[e.key]; l != nil {
		l.queue = append(l.queue, e)
		return
	}
	if e.key != "" {
		d.lanes[e.key] = &lane{}
	}
	d.start(e)
}

// start runs an event whose turn it is as soon as its pool has room.
func (d *dispatcher) start(e *Event) {
	p := d.pool(e)
	p.ready = append(p.ready, e)
	d.fill(p)
}

// fill runs what a pool has room for.
func (d *dispatcher) fill(p *pool) {
	for p.running < d.limits.Handlers && len(p.ready) > 0 {
		e := p.ready[0]
		p.ready[0] = nil
		p.ready = p.ready[1:]
		d.waiting--
		p.running++
		go d.run(e)
	}
}

// next frees the event's lane for the one behind it.
func (d *dispatcher) next(e *Event) {
	if e.key == "" {
		return
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	l := d.lanes[e.key]
	switch {
	case l == nil:
	case len(l.queue) == 0:
		delete(d.lanes, e.key)
	default:
		e := l.queue[0]
		l.queue = l.queue[1:]
		d.start(e)
	}
}

// run handles one event.
func (d *dispatcher) run(e *Event) {
	defer d.done(e)
	defer e.Release()
	ctx, cancel := context.WithTimeout(context.WithValue(d.base, idKey{}, e.ID), d.limits.Handler)
	defer cancel()
	defer func() {
		if p := recover(); p != nil {
			d.log.Error("handler panicked", "id", e.ID, "type", e.Type, "err", panicText(p), "stack", string(debug.Stack()))
		}
	}()
	d.handle(ctx, e)
}

// panicText says what a panic is about, without a value that could hold a
// message's text.
func panicText(p any) string {
	if err, ok := p.(runtime.Error); ok {
		return err.Error()
	}
	return fmt.Sprintf("a panic with a %T", p)
}

// done frees a goroutine's place.
func (d *dispatcher) done(e *Event) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.pool(e)
	p.running--
	d.fill(p)
	d.rest()
}

// rest notes that nothing runs any more.
func (d *dispatcher) rest() {
	if !d.closed || d.free.running+d.ordered.running > 0 {
		return
	}
	select {
	case <-d.idle:
	default:
		close(d.idle)
	}
}

// close takes no more events and drops those that wait.
func (d *dispatcher) close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.closed = true
	if d.waiting > 0 {
		d.log.Warn("events are dropped at shutdown", "waiting", d.waiting)
	}
	d.noteWaited()
	d.free.ready, d.ordered.ready, d.waiting = nil, nil, 0
	clear(d.lanes)
	d.rest()
}

// noteWaited notes which messages wait, those of a channel in their order.
func (d *dispatcher) noteWaited() {
	all := d.ordered.ready
	for _, l := range d.lanes {
		all = append(all, l.queue...)
	}
	for _, e := range all {
		if m, ok := e.Data.(*discordgo.MessageCreate); ok {
			d.waited = append(d.waited, m)
		}
	}
}

// drain waits for the handlers under way: for their grace, and then, with their
// contexts cancelled, once more.
func (d *dispatcher) drain(grace time.Duration) error {
	d.close()
	defer d.cancel()
	for range 2 {
		t := time.NewTimer(grace)
		defer t.Stop()
		select {
		case <-d.idle:
			return nil
		case <-t.C:
			d.cancel()
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return fmt.Errorf("end the Discord session: %d handlers did not return within %v of being cancelled", d.free.running+d.ordered.running, grace)
}

// recent remembers the last names that it was given.
type recent struct {
	names map[string]struct{}
	ring  []string
	at    int
}

// remembered is how many interactions and messages are told from their repeats:
// more than a session can be behind when it resumes.
const remembered = 16384

// first reports whether a name is given for the first time; the empty one
// always is.
func (r *recent) first(name string) bool {
	if name == "" {
		return true
	}
	if r.names == nil {
		r.names, r.ring = map[string]struct{}{}, make([]string, remembered)
	}
	if _, ok := r.names[name]; ok {
		return false
	}
	delete(r.names, r.ring[r.at])
	r.names[name], r.ring[r.at] = struct{}{}, name
	r.at = (r.at + 1) % len(r.ring)
	return true
}
