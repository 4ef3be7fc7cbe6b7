package discord

import (
	"context"
	"sync"
	"time"
)

// editEvery is how often a message is edited at most while an answer comes: a
// channel allows five edits in five seconds, all its messages together, and a
// sentence is read more slowly than that.
const editEvery = 1200 * time.Millisecond

// drafts writes what there is of an answer onto its sheet, beside the goroutine
// that makes the answer, which it never holds up. Of what comes faster than it
// may be shown only the latest is.
type drafts struct {
	bot    *Bot
	sheet  *sheet
	failed func(error) // called with what makes going on pointless

	mu     sync.Mutex
	latest []string
	wake   chan struct{}
	over   chan struct{}
	done   chan struct{}
}

// startDrafts begins; end must be called.
func (b *Bot) startDrafts(ctx context.Context, s *sheet, failed func(error)) *drafts {
	d := &drafts{bot: b, sheet: s, failed: failed, wake: make(chan struct{}, 1), over: make(chan struct{}), done: make(chan struct{})}
	go d.run(ctx)
	return d
}

// push says what there is now.
func (d *drafts) push(contents []string) {
	d.mu.Lock()
	d.latest = contents
	d.mu.Unlock()
	select {
	case d.wake <- struct{}{}:
	default:
	}
}

// end stops, and returns when the sheet is nobody else's any more.
func (d *drafts) end() {
	close(d.over)
	<-d.done
}

func (d *drafts) run(ctx context.Context) {
	defer close(d.done)
	for {
		select {
		case <-d.over:
			return
		case <-d.wake:
		}
		d.mu.Lock()
		contents := d.latest
		d.mu.Unlock()
		if err := d.sheet.show(ctx, contents, nil); err != nil {
			if gone(err) || forbidden(err) {
				d.failed(err)
				return
			}
			d.bot.log.Info("cannot show a part of an answer yet", "err", err)
		}
		if !d.pause() {
			return
		}
	}
}

// pause waits until the message may be edited again; it reports false at the end.
func (d *drafts) pause() bool {
	passed := make(chan struct{})
	stop := d.bot.clock.AfterFunc(editEvery, func() { close(passed) })
	defer stop()
	select {
	case <-d.over:
		return false
	case <-passed:
		return true
	}
}
