package playground_test

import (
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"newsdesk/internal/standin/playground/playgroundtest"
)

// faults has axe look at the page and returns its serious and critical faults, one a
// line.
const faults = `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
	.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replaceAll('\n', ' '))).join('\n'))`

// TestEverybodyCanUseIt has axe-core look at the page, dark and light.
func TestEverybodyCanUseIt(t *testing.T) {
	t.Parallel()
	name := os.Getenv("AXE_JS")
	if name == "" {
		t.Skip("AXE_JS names no file: put axe-core's axe.min.js there to check the page for people with disabilities")
	}
	axe, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b := newRoom(t, explained).visit(t)
	b.Do(chromedp.Evaluate[chromedp.Void](string(axe)))
	for _, v := range views(b) {
		v.open()
		for _, scheme := range []string{"light", "dark"} {
			b.Appear(scheme, 1280)
			if found := playgroundtest.Value[string](b, faults); found != "" {
				t.Errorf("%s, %s:\n%s", v.name, scheme, found)
			}
			b.Picture("axe-" + strings.ReplaceAll(v.name, " ", "-") + "-" + scheme)
		}
		v.shut()
	}
}

// view is how the page can look, and the way there and back.
type view struct {
	name       string
	open, shut func()
}

// views are those that are checked, each from where the one before left the page.
func views(b *playgroundtest.Tab) []view {
	return []view{
		{"the first view", func() {}, func() {}},
		{"an answer with its sources", func() {
			b.Asks("who opened the ferry?")
			b.Click(".button", "Sources")
			b.Shows(".only-you", "Only you")
		}, func() {}},
		{"all that a message can have", func() {
			b.Says("@newsdesk everything")
			b.Shows(".container", "Two stories are new.")
		}, func() {}},
		{"the commands", func() { b.Keys("/"); b.Shows("[role=option]", "/ask") }, func() {}},
		{"a command's fields", func() { b.Keys("ask "); b.Focused("#option-question") }, func() {}},
		{"a command's mistakes", func() { b.Keys("\r"); b.Shows(".slot-wrong", "required") }, func() {}},
		{"what a field offers", func() { b.Click(".option", "outlet"); b.Shows("[role=option]", "Example Wire") }, func() { b.Click(".command .round", "Cancel") }},
		{"a form", func() { b.Click(".button", "Wrong"); b.Focused("#field-what") }, func() { b.Click(".modal .button", "Cancel") }},
		{"a message's menu", func() {
			x, y := b.Middle(`document.querySelector('.message .words')`)
			b.Do(playgroundtest.RightClick(x, y))
			b.Shows(".menu-item", "Check against coverage")
		}, func() { b.Keys("\u001b") }},
		{"the drawer", func() {
			b.Click("#drawer-button", "What happened")
			b.Shows(".claims", "Hanan Saleh")
			b.Click(".part summary", "Requests to Discord")
			b.Click(".call summary", "PATCH")
			b.Shows(".call pre", "content")
		}, func() { b.Click(".drawer .round", "Close") }},
		{"a thread", func() {
			b.Click(".button", "Continue in thread")
			b.Click(".thread-card", "The ferry to Basra")
			b.Shows(".message", "Ask on here.")
		}, func() {}},
	}
}
