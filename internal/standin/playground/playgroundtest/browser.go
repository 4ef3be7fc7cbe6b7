// Package playgroundtest drives the playground's page in a Chromium: what tests of the
// page, and of the bot behind it, have in common.
//
// A [Browser] is for all tests of a package; [Browser.Visit] opens a [Tab] in it, whose
// methods do what a person does and wait for what a person sees. A tab that the console
// warns of fails its test.
package playgroundtest

import (
	"context"
	"iter"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long a tab may take for all that a test does in it: many times what
// the longest test takes on two busy cores.
const patience = 90 * time.Second

// Browser is a Chromium, started by the first test that visits it. The zero value is
// ready; end it with [Browser.End].
type Browser struct {
	once sync.Once
	ctx  context.Context // nil: there is none on this machine
	err  error
	end  func()
}

// names are what Chromium is called, by system.
var names = [...]string{"chromium", "chromium-browser", "google-chrome", "chrome"}

// start starts a Chromium with a folder of its own.
func (b *Browser) start() {
	path := ""
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil && path == "" {
			path = found
		}
	}
	if path == "" {
		return
	}
	dir, err := os.MkdirTemp("", "playground-chromium")
	if err != nil {
		b.err = err
		return
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.UserDataDir(dir), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(1280, 860), chromedp.Flag("lang", "en-GB"))
	all, endAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(all)
	b.end = func() {
		_ = chromedp.Cancel(ctx)
		end()
		endAll()
		_ = os.RemoveAll(dir)
	}
	b.ctx, b.err = ctx, chromedp.Do(ctx)
}

// End ends the browser, if it runs.
func (b *Browser) End() {
	if b.end != nil {
		b.end()
	}
}

// Visit opens a tab, in a profile of its own, that comes in by a link of the
// playground's and waits until the page is ready. Where there is no Chromium the test
// is skipped.
func (b *Browser) Visit(t testing.TB, link string) *Tab {
	t.Helper()
	b.Start(t)
	return newTab(b.ctx, t, chromedp.WithNewBrowserContext()).enter(link)
}

// Start starts the browser unless it runs, for who measures what follows. Where there is
// no Chromium the test is skipped.
func (b *Browser) Start(t testing.TB) {
	t.Helper()
	b.once.Do(b.start)
	if b.err != nil {
		t.Fatal(b.err)
	}
	if b.ctx == nil {
		t.Skip("there is no Chromium on this machine: install Debian's package chromium for the tests in a browser")
	}
}

// Another opens one more tab of the same profile, which is another person.
func (b *Tab) Another() *Tab {
	b.t.Helper()
	return newTab(b.ctx, b.t).enter(Value[string](b, `location.origin`))
}

// newTab opens an empty tab that is closed when the test ends.
func newTab(parent context.Context, t testing.TB, options ...chromedp.ContextOption) *Tab {
	t.Helper()
	ctx, end := chromedp.NewContext(parent, options...)
	ctx, cancel := context.WithTimeout(ctx, patience)
	b := &Tab{t: t, ctx: ctx}
	// Each tab is as if it had the focus, however many are open at once.
	if err := chromedp.Do(ctx, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
		return err //nolint:wrapcheck // the test shows it
	})); err != nil {
		t.Fatal(err)
	}
	listening, stop := context.WithCancel(ctx)
	messages := chromedp.Console(listening)
	var heard sync.WaitGroup
	heard.Go(func() { b.listen(messages) })
	t.Cleanup(func() {
		stop()
		heard.Wait()
		cancel()
		end()
		if said := b.complaints(); said != "" {
			t.Errorf("the console says: %s", said)
		}
	})
	return b
}

// enter goes to the page and waits until it is ready.
func (b *Tab) enter(address string) *Tab {
	b.t.Helper()
	b.Do(chromedp.Navigate(address))
	b.Until(`document.documentElement.dataset.state === 'open'`)
	return b
}

// listen keeps what the console warns of.
func (b *Tab) listen(messages iter.Seq2[chromedp.ConsoleMessage, error]) {
	for m, err := range messages {
		if err != nil {
			return
		}
		if m.IsException() || m.Type == "error" || m.Type == "warning" || m.Type == "assert" {
			b.mu.Lock()
			b.said = append(b.said, m.String())
			b.mu.Unlock()
		}
	}
}

// complaints are what the console warned of.
func (b *Tab) complaints() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return strings.Join(b.said, "\n")
}
