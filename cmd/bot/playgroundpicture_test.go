package main

import (
	"os"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"newsdesk/internal/standin/playground/playgroundtest"
)

// TestPlaygroundPictures makes the README's pictures where PLAYGROUND_PICTURES says:
// see 'make screenshots'.
func TestPlaygroundPictures(t *testing.T) {
	if os.Getenv("PLAYGROUND_PICTURES") == "" {
		t.Skip("PLAYGROUND_PICTURES names no folder: 'make screenshots' makes the pictures")
	}
	var chromium playgroundtest.Browser
	t.Cleanup(chromium.End)
	for _, picture := range []struct {
		name, scheme string
		height       int64
		show         func(*playgroundtest.Tab)
	}{
		{"answer", "light", 810, pictureOfAnswer},
		{"check", "dark", 740, pictureOfCheck},
		{"briefing", "light", 830, pictureOfBriefing},
	} {
		t.Run(picture.name, func(t *testing.T) {
			b := chromium.Visit(t, play(t).link)
			b.Appear(picture.scheme, pictureWidth)
			b.Do(chromedp.EmulateViewport(pictureWidth, picture.height))
			picture.show(b)
			// Neither the pointer nor the focus is on a message.
			b.Do(chromedp.MouseEvent(chromedp.MouseMoved, 100, 600))
			b.Do(chromedp.Focus(chromedp.CSS("#say")))
			b.Picture(picture.name)
			b.Leave()
		})
	}
}

// pictureWidth is that of a page whose words can still be read in the README, which is
// about two thirds as wide.
const pictureWidth = 1180

// pictureOfAnswer has an answer with its sources open.
func pictureOfAnswer(b *playgroundtest.Tab) {
	b.Asks(whoLed)
	b.Click(".button", "Sources")
	b.Shows(".message.ephemeral .embed strong", leader)
}

// pictureOfCheck has somebody's words checked against the coverage.
func pictureOfCheck(b *playgroundtest.Tab) {
	b.Says("Hamid Al-Shatri led the delegation. Iraq condemned the massacre of at least 2,000 civilians in coastal Syria. The talks were held in a hotel.")
	rightClicked(b, "in a hotel")
	b.Click(".menu-item", "Check against coverage")
	b.Shows(".message.ephemeral", "1 contradicted")
}

// pictureOfBriefing has the beginning of a briefing.
func pictureOfBriefing(b *playgroundtest.Tab) {
	b.Click(".place", "briefings")
	b.Shows(".header h2", "briefings")
	typed(b, "/briefing now ")
	b.Focused(".run")
	b.Keys(kb.Enter)
	b.Shows(".message .file a", ".html")
	playgroundtest.Value[bool](b, `(() => { `+playgroundtest.Find(".message", "Briefing of")+`.scrollIntoView({ block: 'start' }); return true; })()`)
}
