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
		name, scheme  string
		width, height int64
		show          func(*playgroundtest.Tab)
	}{
		{"answer", "light", 1180, 800, pictureOfAnswer},
		{"check", "dark", 1180, 800, pictureOfCheck},
		{"briefing", "light", 1180, 860, pictureOfBriefing},
	} {
		t.Run(picture.name, func(t *testing.T) {
			b := chromium.Visit(t, play(t).link)
			b.Appear(picture.scheme, picture.width)
			b.Do(chromedp.EmulateViewport(picture.width, picture.height))
			picture.show(b)
			b.Picture(picture.name)
			b.Leave()
		})
	}
}

// pictureOfAnswer has an answer with its sources open, and what happened beside it.
func pictureOfAnswer(b *playgroundtest.Tab) {
	b.Asks(whoLed)
	b.Click(".button", "Sources")
	b.Shows(".message.ephemeral .embed strong", leader)
}

// pictureOfCheck has somebody's words checked against the coverage.
func pictureOfCheck(b *playgroundtest.Tab) {
	aCheck(nil, b)
}

// pictureOfBriefing has a briefing with its files.
func pictureOfBriefing(b *playgroundtest.Tab) {
	typed(b, "/briefing now ")
	b.Focused(".run")
	b.Keys(kb.Enter)
	b.Shows(".message .file a", ".html")
}
