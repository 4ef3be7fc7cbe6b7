package main

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"newsdesk/internal/standin/playground/playgroundtest"
)

const (
	whoLed = "Who led the Iraqi delegation to Damascus?"
	leader = "Leading the team was Hamid Al-Shatri"
)

// TestPlayground has people use the bot in a browser, each with a bot of their own.
func TestPlayground(t *testing.T) {
	var chromium playgroundtest.Browser
	t.Cleanup(chromium.End)
	for name, use := range map[string]func(*testing.T, *playgroundtest.Tab){
		"an answer":            anAnswer,
		"a thread":             aThread,
		"a command":            aCommand,
		"a check":              aCheck,
		"a briefing":           aBriefing,
		"what happened":        whatHappened,
		"an Arabic question":   anArabicQuestion,
		"for everybody to use": forEverybody,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := play(t)
			b := chromium.Visit(t, p.link)
			use(t, b)
			b.Leave()
			p.leavesNothing()
		})
	}
}

// anAnswer opens its sources, and says what is wrong with it.
func anAnswer(_ *testing.T, b *playgroundtest.Tab) {
	b.Shows(".sends", "What you ask stays on this machine.")
	b.Asks(whoLed)
	b.Shows(".message .words", leader)
	b.Shows(".message .words", "[1] Iraqi delegation hits Damascus again: Beyond a diplomatic reset? — Shafaq News, undated")
	b.Click(".button", "Sources")
	b.Shows(".message.ephemeral .embed-title", "Iraqi delegation hits Damascus again")
	b.Shows(".message.ephemeral .embed strong", leader)
	b.Shows(".only-you", "Only you can see this")
	b.Click(".button", "Wrong")
	b.Focused("#field-what")
	b.Keys("He led another one.")
	b.Click("#field-should", "")
	b.Keys("Somebody else")
	b.Click(".modal .button", "Submit")
	b.Shows(".message.ephemeral", "Thank you: noted")
}

// aThread asks on where the first question is known.
func aThread(_ *testing.T, b *playgroundtest.Tab) {
	b.Asks(whoLed)
	b.Click(".button", "Continue in thread")
	b.Click(".thread-card", "")
	b.Shows(".message.starter", leader)
	b.Says("@newsdesk and who accompanied him?")
	b.Shows(".message:not(.starter) .words", "Border Forces Command")
}

// typed begins a command in the message field.
func typed(b *playgroundtest.Tab, command string) {
	b.Do(chromedp.Focus(chromedp.CSS("#say")))
	b.Keys(command)
}

// aCommand is written with what the bot offers for an outlet.
func aCommand(_ *testing.T, b *playgroundtest.Tab) {
	typed(b, "/ask ")
	b.Focused("#option-question")
	b.Keys(whoLed)
	b.Click(".option", "outlet")
	b.Keys("shaf")
	b.Shows("[role=option]", "Shafaq News")
	b.Keys(kb.ArrowDown + kb.Enter)
	b.Until(`document.getElementById('option-outlet').value === 'Shafaq News'`)
	b.Focused(".run")
	b.Keys(kb.Enter)
	b.Shows(".message .words", leader)
	b.Shows(".above", "/ask")
}

// rightClicked opens a message's menu.
func rightClicked(b *playgroundtest.Tab, words string) {
	b.Until(playgroundtest.Find(".message .words", words))
	x, y := b.Middle(playgroundtest.Find(".message .words", words))
	b.Do(playgroundtest.RightClick(x, y))
}

// draftText is what somebody wants checked: one claim is true, one is not, and of one
// the coverage says nothing.
const draftText = "Hamid Al-Shatri led the delegation. Iraq condemned the massacre of at least 2,000 civilians in coastal Syria. The delegation stayed at the Four Seasons hotel."

// aCheck is made by a message's menu.
func aCheck(_ *testing.T, b *playgroundtest.Tab) {
	b.Says(draftText)
	rightClicked(b, "Four Seasons")
	b.Click(".menu-item", "Check against coverage")
	b.Shows(".message.ephemeral", "3 claims")
	b.Shows(".message.ephemeral", "1 contradicted")
	b.Shows(".message.ephemeral", "1,383")
}

// aBriefing comes with files, which open.
func aBriefing(t *testing.T, b *playgroundtest.Tab) {
	typed(b, "/briefing now ")
	b.Focused(".run")
	b.Keys(kb.Enter)
	b.Shows(".message .file a", ".html")
	b.Shows(".message .file a", ".md")
	b.Shows(".message", "Damascus")
	for _, name := range []string{".html", ".md"} {
		file := playgroundtest.Value[string](b, `fetch(`+playgroundtest.Find(".message .file a", name)+`.href).then((r) => r.text())`)
		if len(file) < 500 {
			t.Errorf("the briefing's %s file is %q", name, file)
		}
	}
}

// whatHappened is shown beside an answer.
func whatHappened(t *testing.T, b *playgroundtest.Tab) {
	b.Asks(whoLed)
	b.Click("#drawer-button", "What happened")
	b.Shows(".asked-words", whoLed)
	b.Shows(".claims", leader)
	b.Shows(".claims .verdict", "supported")
	b.Shows(".claims blockquote", "Shafaq News, undated")
	b.Shows(".passages .cited", "Iraqi delegation hits Damascus again")
	if fused := playgroundtest.Value[[]float64](b, `[...document.querySelectorAll('.passages > li')].map((p) => Number([...p.querySelectorAll('.number')].at(-1).textContent))`); len(fused) < 2 || fused[0] <= 0 || fused[0] < fused[len(fused)-1] {
		t.Errorf("the passages' scores are %v", fused)
	}
	b.Click(".part summary", "Timings")
	b.Shows(".scores", "find passages")
	b.Shows(".scores .number", "ms")
	b.Click(".part summary", "Requests to Discord")
	b.Click(".call summary", "/messages")
	b.Shows(".call pre", leader)
}

// anArabicQuestion stands and is answered from the right.
func anArabicQuestion(_ *testing.T, b *playgroundtest.Tab) {
	const question = "من قاد الوفد العراقي إلى دمشق؟"
	b.Pastes("@newsdesk " + question)
	b.Keys(kb.Enter)
	b.Shows(".message .words", leader)
	b.Until(`(() => { const p = ` + playgroundtest.Find(".message .words p", question) + `; return getComputedStyle(p).direction === 'rtl' || p.closest('[dir=rtl]'); })()`)
	b.Until(`getComputedStyle(` + playgroundtest.Find(".message .words p", leader) + `).direction === 'ltr'`)
}

// faults has axe look at the page and returns its serious and critical faults, one a
// line.
const faults = `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical')
	.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target.join(' ') + ': ' + n.failureSummary.replaceAll('\n', ' '))).join('\n'))`

// forEverybody has axe-core look at what the bot posts, dark and light.
func forEverybody(t *testing.T, b *playgroundtest.Tab) {
	name := os.Getenv("AXE_JS")
	if name == "" {
		t.Skip("AXE_JS names no file: put axe-core's axe.min.js there to check the page for people with disabilities")
	}
	axe, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	b.Do(chromedp.Evaluate[chromedp.Void](string(axe)))
	for _, view := range []struct {
		name string
		open func()
	}{
		{"the first view", func() {}},
		{"an answer", func() { b.Asks(whoLed); b.Click(".button", "Sources"); b.Shows(".only-you", "Only you") }},
		{"a check", func() { aCheck(t, b) }},
		{"a briefing", func() { aBriefing(t, b) }},
		{"what happened", func() {
			b.Asks("Who is Fareed Saadon?")
			b.Click("#drawer-button", "What happened")
			b.Shows(".claims", "Saadon")
		}},
	} {
		view.open()
		for _, scheme := range []string{"light", "dark"} {
			b.Appear(scheme, 1280)
			if found := playgroundtest.Value[string](b, faults); found != "" {
				t.Errorf("%s, %s:\n%s", view.name, scheme, found)
			}
		}
	}
}
