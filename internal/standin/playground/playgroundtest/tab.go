package playgroundtest

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Tab is a tab of a browser that shows the playground. Its methods end the test where
// what they wait for does not come.
type Tab struct {
	t    testing.TB
	ctx  context.Context
	mu   sync.Mutex
	said []string // warnings and errors of the console
}

// Do runs steps in the tab.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%v\n%s", err, b.Text())
	}
}

// Text is what the page shows, for a test's failure.
func (b *Tab) Text() string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(b.ctx), 5*time.Second)
	defer cancel()
	s, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
	return "The page shows:\n" + s
}

// Value is that of an expression of the page's.
func Value[T any](b *Tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("%.300s: %.500v", expression, err)
	}
	return v
}

// conditionHolds is how long a condition may take to hold: the slowest, a bot's answer,
// takes a tenth of a second on an idle machine.
const conditionHolds = 15 * time.Second

// Until waits for a condition of the page's to hold.
func (b *Tab) Until(condition string) {
	b.t.Helper()
	held := Value[bool](b, fmt.Sprintf(`new Promise((done) => {
		const started = performance.now();
		const look = () => {
			let held = false;
			try { held = !!(%s); } catch {}
			if (held || performance.now() - started > %d) done(held);
			else setTimeout(look, 15);
		};
		look();
	})`, condition, conditionHolds.Milliseconds()))
	if !held {
		b.t.Fatalf("never came true: %s\n%s\nthe console says %q", condition, b.Text(), b.complaints())
	}
}

// Quoted is a text as JavaScript writes it.
func Quoted(s string) string {
	q, _ := json.Marshal(s)
	return string(q)
}

// Shows waits for an element that has some words.
func (b *Tab) Shows(selector, words string) {
	b.t.Helper()
	b.Until(fmt.Sprintf(`[...document.querySelectorAll(%s)].some((e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.includes(%s))`, Quoted(selector), Quoted(words)))
}

// Gone waits until no element that is shown has the words.
func (b *Tab) Gone(selector, words string) {
	b.t.Helper()
	b.Until(fmt.Sprintf(`![...document.querySelectorAll(%s)].some((e) => e.checkVisibility({ visibilityProperty: true }) && e.textContent.includes(%s))`, Quoted(selector), Quoted(words)))
}

// Find is an expression for the last element that has some words.
func Find(selector, words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%s)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && (e.textContent + (e.getAttribute('aria-label') ?? '')).includes(%s)).at(-1)`, Quoted(selector), Quoted(words))
}

// Click presses the last element that has some words, with the mouse.
func (b *Tab) Click(selector, words string) {
	b.t.Helper()
	b.Until(Find(selector, words))
	x, y := b.Middle(Find(selector, words))
	b.Do(chromedp.MouseClickXY(x, y))
}

// Middle is where the middle of an element is in the window.
func (b *Tab) Middle(element string) (x, y float64) {
	b.t.Helper()
	at := Value[[]float64](b, fmt.Sprintf(`(() => { const e = %s; e.scrollIntoView({ block: 'nearest' }); const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()`, element))
	return at[0], at[1]
}

// Keys presses keys, wherever the focus is.
func (b *Tab) Keys(keys string, modifiers ...kb.Modifier) {
	b.t.Helper()
	for i, part := range strings.Split(keys, kb.Enter) {
		if i > 0 {
			b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error { return enter(ctx, modifiers) }))
		}
		if part != "" {
			b.Do(chromedp.KeyEvent(part, chromedp.KeyModifiers(modifiers...)))
		}
	}
}

// enter presses Enter as a keyboard does: where the page takes the key, no character
// follows. The library's own sends one in any case.
func enter(ctx context.Context, modifiers []kb.Modifier) error {
	key := input.DispatchKeyEventParams{Type: kb.KeyDown, Key: "Enter", Code: "Enter", Text: "\r", UnmodifiedText: "\r", WindowsVirtualKeyCode: 13, NativeVirtualKeyCode: 13}
	for _, m := range modifiers {
		key.Modifiers |= m.Int64()
	}
	if _, err := chromedp.Call(ctx, input.DispatchKeyEvent, key); err != nil {
		return fmt.Errorf("press Enter: %w", err)
	}
	key.Type, key.Text, key.UnmodifiedText = kb.KeyUp, "", ""
	_, err := chromedp.Call(ctx, input.DispatchKeyEvent, key)
	return err
}

// Says writes in the message field and sends it.
func (b *Tab) Says(words string) {
	b.t.Helper()
	b.Do(chromedp.Focus(chromedp.CSS("#say")))
	b.Keys(words)
	b.Until(`document.getElementById('say').value === ` + Quoted(words))
	b.Keys(kb.Enter)
	b.Until(`document.getElementById('say').value === ''`)
}

// Asks mentions the bot and waits for its whole answer.
func (b *Tab) Asks(question string) {
	b.t.Helper()
	n := Value[int](b, `document.querySelectorAll('[data-key^=sources]').length`)
	b.Says("@newsdesk " + question)
	b.Until(fmt.Sprintf(`document.querySelectorAll('[data-key^=sources]').length === %d`, n+1))
}

// Focused waits until the element that has the focus fits a selector.
func (b *Tab) Focused(selector string) {
	b.t.Helper()
	b.Until(`document.activeElement.matches(` + Quoted(selector) + `)`)
}

// Appear makes the page dark or light, and of a size.
func (b *Tab) Appear(scheme string, width int64) {
	b.t.Helper()
	b.Do(chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		name, feature := "prefers-color-scheme", []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: feature})
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}), chromedp.EmulateViewport(width, 860))
}

// Picture keeps a picture of the page where PLAYGROUND_PICTURES says.
func (b *Tab) Picture(name string) {
	b.t.Helper()
	dir := os.Getenv("PLAYGROUND_PICTURES")
	if dir == "" {
		return
	}
	shot, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	must(b.t, err)
	must(b.t, os.MkdirAll(dir, 0o755))
	must(b.t, os.WriteFile(filepath.Join(dir, name+".png"), shot, 0o644))
}

// Pastes puts words into the message field at once.
func (b *Tab) Pastes(words string) {
	b.t.Helper()
	b.Do(chromedp.Focus(chromedp.CSS("#say")))
	Value[bool](b, `document.execCommand('insertText', false, `+Quoted(words)+`)`)
}

// RightClick presses the right button of the mouse at a place in the window.
func RightClick(x, y float64) chromedp.Action[chromedp.Void] {
	return chromedp.MouseClickXY(x, y, chromedp.Button("right"))
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Leave goes away from the page, whose server may end then without a warning.
func (b *Tab) Leave() {
	b.t.Helper()
	b.Do(chromedp.Navigate("about:blank"))
}
