package sources

import (
	"container/heap"
	"context"
	"errors"
	"net/url"
	"sync"
	"time"
)

// jobKey is a source that is to be asked for, or a page of it.
type jobKey struct {
	source ID
	page   string // the key of its document; "": the source itself
}

// job is one that waits in the line.
type job struct {
	jobKey
	host  string
	due   time.Time
	place int // in its queue; -1: it is not in it
}

// queue is the jobs of one host, the first one due first.
type queue struct {
	jobs []*job
	busy bool // one of them is under way
}

func (q *queue) Len() int           { return len(q.jobs) }
func (q *queue) Less(i, j int) bool { return q.jobs[i].due.Before(q.jobs[j].due) }
func (q *queue) Swap(i, j int) {
	q.jobs[i], q.jobs[j] = q.jobs[j], q.jobs[i]
	q.jobs[i].place, q.jobs[j].place = i, j
}
func (q *queue) Push(x any) {
	j := x.(*job)
	j.place = len(q.jobs)
	q.jobs = append(q.jobs, j)
}
func (q *queue) Pop() any {
	last := len(q.jobs) - 1
	j := q.jobs[last]
	q.jobs, j.place = q.jobs[:last], -1
	return j
}

// line is all that is to be done, while this process keeps the sources. Only
// run's goroutine touches it. The documents are the truth: what it knows of a job
// it reads there, again whenever the job has changed.
type line struct {
	k       *Keeper
	jobs    map[jobKey]*job
	queues  map[string]*queue
	active  map[ID]bool     // sources that are asked for by themselves
	damaged map[string]bool // documents that were complained of
	folders map[ID]following
	ended   chan *job
	running int
	workers sync.WaitGroup
}

// following is a folder that a worker follows.
type following struct {
	life   string // of the source that it is
	cancel context.CancelFunc
	now    chan struct{} // has it looked through at once
}

func newLine(k *Keeper) *line {
	return &line{
		k: k, jobs: map[jobKey]*job{}, queues: map[string]*queue{}, active: map[ID]bool{}, damaged: map[string]bool{},
		folders: map[ID]following{}, ended: make(chan *job, k.c.Hosts),
	}
}

// run has workers do what is due, until ctx ends and they have returned.
func (l *line) run(ctx context.Context) {
	defer l.workers.Wait()
	l.lookAtAll(ctx)
	look := time.NewTicker(l.k.look)
	defer look.Stop()
	for ctx.Err() == nil {
		timer := time.NewTimer(l.start(ctx))
		select {
		case <-timer.C:
		case j := <-l.ended:
			l.running--
			l.queues[j.host].busy = false
			l.lookAt(ctx, j.jobKey)
		case <-l.k.nudge:
			for key := range l.k.told() {
				l.lookAt(ctx, key)
			}
		case <-look.C:
			l.lookAtAll(ctx)
		case <-ctx.Done():
		}
		timer.Stop()
	}
}

// start has workers begin what can be begun now, and returns how long there is
// nothing else to begin.
func (l *line) start(ctx context.Context) time.Duration {
	const long = time.Hour
	for l.running < l.k.c.Hosts {
		now := l.k.c.Now()
		host, at := l.first()
		if host == "" {
			return long
		}
		if at.After(now) {
			return min(at.Sub(now), long)
		}
		q := l.queues[host]
		j := heap.Pop(q).(*job)
		delete(l.jobs, j.jobKey)
		q.busy = true
		l.running++
		l.workers.Go(func() { l.work(ctx, j) })
	}
	return long
}

// first is the host that can be asked first, and when.
func (l *line) first() (string, time.Time) {
	var first string
	var when time.Time
	for host, q := range l.queues {
		if q.busy {
			continue
		}
		if len(q.jobs) == 0 {
			delete(l.queues, host)
			continue
		}
		if first != "" && !q.jobs[0].due.Before(when) {
			continue
		}
		at := later(q.jobs[0].due, l.k.hosts.ready(host, l.k.c.Gap))
		if first == "" || at.Before(when) {
			first, when = host, at
		}
	}
	return first, when
}

// work does a job.
func (l *line) work(ctx context.Context, j *job) {
	defer func() { l.ended <- j }() // has room for all that can be under way
	var err error
	if j.page == "" {
		_, err = l.k.visit(ctx, j.source, false)
	} else {
		err = l.k.visitPage(ctx, j.jobKey)
	}
	if err != nil && ctx.Err() == nil && !errors.Is(err, ErrHeld) && !errors.Is(err, ErrUnknown) {
		l.k.c.Log.Error("can't visit a source", "source", j.source, "page", j.page, "err", err)
		pause(ctx, renewEvery) // our own trouble, a full disk: not in a circle
	}
}

// set puts a job in the line, or moves it there.
func (l *line) set(key jobKey, address string, due time.Time) {
	l.remove(key)
	u, err := url.Parse(address)
	if err != nil {
		return
	}
	j := &job{jobKey: key, host: u.Hostname(), due: due}
	q := l.queues[j.host]
	if q == nil {
		q = &queue{}
		l.queues[j.host] = q
	}
	l.jobs[key] = j
	heap.Push(q, j)
}

// remove takes a job out of the line.
func (l *line) remove(key jobKey) {
	j := l.jobs[key]
	if j == nil {
		return
	}
	heap.Remove(l.queues[j.host], j.place)
	delete(l.jobs, key)
}
