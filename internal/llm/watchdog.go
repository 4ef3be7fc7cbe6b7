package llm

import (
	"context"
	"sync"
	"time"
)

// watchdog cancels a request when what is expected next does not come in time.
type watchdog struct {
	cancel context.CancelCauseFunc

	mu    sync.Mutex
	timer *time.Timer
}

// watch returns a context that the watchdog ends, with the reason as its cause.
func watch(ctx context.Context) (context.Context, *watchdog) {
	ctx, cancel := context.WithCancelCause(ctx)
	return ctx, &watchdog{cancel: cancel}
}

// expect ends the request with err unless the watchdog is told something else
// within the limit.
func (w *watchdog) expect(limit time.Duration, err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.halt()
	w.timer = time.AfterFunc(limit, func() { w.cancel(err) })
}

// rest expects nothing for a while.
func (w *watchdog) rest() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.halt()
}

func (w *watchdog) halt() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

// stop ends the watch and the context.
func (w *watchdog) stop() {
	w.rest()
	w.cancel(context.Canceled)
}
