package playground_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"newsdesk/internal/standin/playground/playgroundtest"
)

func TestAMentionIsAnswered(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Shows(".sends", "Nothing that you type leaves this machine")
	b.Picture("first-light")
	b.Says("@newsdesk who opened the ferry?")
	b.Shows(".message .words", "Hanan Saleh")
	b.Shows(".message .edited", "(edited)")
	b.Shows(".above-words", "who opened the ferry?")
	b.Shows(".mention", "@newsdesk")
	b.Picture("answer-light")
}

func TestAnExampleIsAsked(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Click(".example", "How long is the new bridge")
	b.Shows(".message .words", "Hanan Saleh")
	b.Shows(".above-words", "How long is the new bridge")
}

func TestSourcesAreForOnesEyes(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Click(".button", "Sources")
	b.Shows(".message.ephemeral .embed-title", "Ferry to Basra opens")
	b.Shows(".only-you", "Only you can see this")
	b.Appear("dark", 1280)
	b.Picture("sources-dark")
	b.Click(".plain", "Dismiss message")
	b.Gone(".only-you", "Only you can see this")
}

func TestAFormIsFilledIn(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Click(".button", "Wrong")
	b.Focused("#field-what")
	b.Picture("form-light")
	b.Click(".modal .button", "Submit")
	b.Shows(".field-note", "This field is required.")
	b.Focused("#field-what")
	// The focus stays inside, however far one goes.
	for range 9 {
		b.Keys(kb.Tab)
	}
	b.Until(`document.activeElement === document.body || !!document.activeElement.closest('dialog')`)
	b.Click("#field-what", "")
	b.Keys("It was opened by somebody else.")
	b.Click(".modal .button", "Submit")
	b.Shows(".message.ephemeral", "Thank you for: It was opened by somebody else.")
	b.Gone("dialog", "What is wrong?")
}

func TestAFormIsPutAway(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Click(".button", "Wrong")
	b.Focused("#field-what")
	b.Keys(kb.Escape)
	b.Until(`!document.querySelector('dialog')`)
	b.Focused("[data-key=wrong]")
}

func TestAThreadGoesOn(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Click(".button", "Continue in thread")
	b.Shows(".threads .place", "The ferry to Basra")
	b.Click(".thread-card", "The ferry to Basra")
	b.Shows(".header h2", "The ferry to Basra")
	b.Shows(".message.starter", "Hanan Saleh")
	b.Shows(".message", "Ask on here.")
	b.Asks("and when?")
	b.Picture("thread-light")
	b.Click(".header .plain", "#iraq-desk")
	b.Shows(".thread-card", "3 messages ›")
}

func TestCommandsAreWritten(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Keys("/")
	b.Shows(".popup-title", "Commands")
	b.Shows("[role=option]", "/briefing now")
	b.Appear("dark", 1280)
	b.Picture("commands-dark")
	b.Keys("as")
	b.Until(`document.querySelectorAll('[role=option]').length === 1`)
	b.Keys(kb.Enter)
	b.Focused("#option-question")
	b.Keys(kb.Enter)
	b.Shows(".slot-wrong", "This option is required.")
	b.Keys("who opened the ferry?")
	b.Click(".option", "outlet")
	b.Shows("[role=option]", "Morning Sample")
	b.Keys("example")
	b.Until(`document.querySelectorAll('[role=option]').length === 2`)
	b.Picture("autocomplete-dark")
	b.Keys(kb.ArrowDown + kb.ArrowDown + kb.Enter)
	b.Until(`document.getElementById('option-outlet').value === 'Example Post'`)
	b.Focused(".run")
	b.Keys(kb.Enter)
	b.Shows(".message .words", "Only of Example Post")
	b.Shows(".above", "/ask")
	b.Focused("#say")
}

func TestCommandsSayWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Keys("/briefing now ")
	b.Click(".option", "stories")
	b.Keys("12" + kb.Enter)
	b.Shows(".slot-wrong", "1 to 9, please.")
	b.Click(".option", "length")
	b.Shows("[role=option]", "standard")
	b.Keys("l" + kb.Enter)
	b.Until(`document.getElementById('option-length').value === 'long'`)
	b.Click(".option", "channel")
	b.Shows("[role=option]", "#briefings")
	b.Keys("nowhere")
	b.Click("#option-stories", "")
	b.Keys(kb.Backspace + kb.Enter)
	b.Shows(".slot-wrong", "Choose one of those that are offered.")
	b.Focused("#option-channel")
	b.Keys(kb.Escape + kb.Escape)
	b.Focused("#say")
	b.Until(`document.querySelector('.command').checkVisibility() === false`)
}

func TestAPastedCommandIsTaken(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Pastes("/ask question: who opened it?")
	b.Until(`document.getElementById('option-question').value === 'who opened it?'`)
	b.Keys(kb.Enter)
	b.Shows(".message .words", "Hanan Saleh")
}

func TestSilenceIsTold(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	b := r.visit(t)
	b.Keys("/silence ")
	b.Focused(".run")
	seen := r.Subscribe()
	defer seen.Close()
	b.Keys(kb.Enter)
	b.Focused("#say")
	r.clock.Advance(4e9)
	b.Shows(".note", "the application did not respond")
}

func TestMessageCommands(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Says("The ferry carries 40 cars.")
	b.Shows(".message .words", "The ferry carries 40 cars.")
	x, y := b.Middle(playgroundtest.Find(".message .words", "The ferry carries"))
	b.Do(playgroundtest.RightClick(x, y))
	b.Shows(".menu-item", "Check against coverage")
	b.Picture("menu-light")
	b.Click(".menu-item", "Check against coverage")
	b.Shows(".message.ephemeral .words", "1 claim: 1 supported.")
	b.Shows(".above", "Check against coverage")
}

func TestThinkingIsShown(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	b := r.visit(t)
	b.Keys("/ask slowly" + kb.Enter)
	b.Shows(".message .thinking", "newsdesk is thinking…")
	b.Shows(".above", "Ruth used /ask")
	b.Picture("thinking-light")
	close(r.bot.think)
	b.Shows(".message .words", "Hanan Saleh")
	b.Gone(".thinking", "")
}

func TestAPrivateAnswerIsForOneAlone(t *testing.T) {
	t.Parallel()
	ruth := newRoom(t).visit(t)
	alice := ruth.Another()
	ruth.Keys("/ask who?")
	ruth.Click(".option", "private")
	ruth.Shows("[role=option]", "True")
	ruth.Keys("tr" + kb.Enter)
	ruth.Focused(".run")
	ruth.Keys(kb.Enter)
	ruth.Shows(".message.ephemeral .words", "Hanan Saleh")
	ruth.Says("Did you see it?")
	alice.Shows(".message", "Did you see it?")
	alice.Gone(".message", "Hanan Saleh")
}

func TestTheBotDeletesItsAnswer(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Click(".button", "Delete")
	b.Gone(".message .words", "Hanan Saleh")
	b.Shows(".message .words", "who opened the ferry?")
}

func TestTheLookIsKept(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Appear("light", 1280)
	b.Until(`getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'`)
	b.Click("#theme", "Appearance: as the system")
	b.Click("#theme", "Appearance: light")
	b.Focused("#theme")
	b.Until(`getComputedStyle(document.body).backgroundColor !== 'rgb(255, 255, 255)'`)
	b.Do(chromedp.Reload())
	b.Until(`document.documentElement.dataset.state === 'open'`)
	b.Shows("#theme", "")
	b.Until(`document.documentElement.dataset.theme === 'dark'`)
}

func TestASmallWindow(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Appear("dark", 420)
	b.Until(`!document.querySelector('.sidebar').checkVisibility()`)
	b.Click(".side-button", "Channels and people")
	b.Click(".place", "briefings")
	b.Shows(".header h2", "briefings")
	b.Until(`!document.querySelector('.sidebar').checkVisibility()`)
	b.Asks("who opened the ferry?")
	b.Until(`document.documentElement.scrollWidth <= 420`)
	b.Picture("small-dark-420")
}
