package playground_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"newsdesk/internal/standin/playground/playgroundtest"
)

func TestTwoTabsAreTwoPeople(t *testing.T) {
	t.Parallel()
	ruth := newRoom(t).visit(t)
	alice := ruth.Another()
	ruth.Shows(".me", "Ruth")
	ruth.Shows(".me", "Manages the server")
	alice.Shows(".me", "Alice")
	alice.Shows(".me", "A member")
	ruth.Asks("who opened the ferry?")
	alice.Shows(".message .words", "Hanan Saleh")
	ruth.Click(".button", "Sources")
	ruth.Shows(".only-you", "Only you can see this")
	alice.Says("Thank you, @Ruth.")
	ruth.Shows(".mention-me", "@Ruth")
	if n := playgroundtest.Value[int](alice, `document.querySelectorAll('.only-you').length`); n != 0 {
		t.Error("Alice sees what is for Ruth's eyes")
	}
	alice.Keys("I write")
	ruth.Shows(".typing", "Alice is typing…")
	// What is said in another channel is marked there.
	alice.Click(".place", "briefings")
	alice.Shows(".header h2", "briefings")
	alice.Says("@Ruth look here")
	ruth.Shows(".badge", "1")
	ruth.Click(".place", "briefings")
	ruth.Shows(".message", "look here")
	ruth.Gone(".badge", "1")
}

func TestReloadKeepsTheHistory(t *testing.T) {
	t.Parallel()
	ruth := newRoom(t).visit(t)
	ruth.Asks("who opened the ferry?")
	ruth.Click(".button", "Sources")
	ruth.Shows(".only-you", "Only you can see this")
	ruth.Click(".place", "newsdesk")
	ruth.Shows(".header h2", "newsdesk")
	ruth.Says("when was that?")
	ruth.Shows(".message .words", "Hanan Saleh")
	alice := ruth.Another()
	alice.Shows(".message .words", "Hanan Saleh")
	ruth.Do(chromedp.Reload())
	ruth.Until(`document.documentElement.dataset.state === 'open'`)
	ruth.Shows(".me", "Ruth")
	ruth.Shows(".header h2", "newsdesk")
	ruth.Shows(".message .words", "when was that?")
	ruth.Click(".place", "iraq-desk")
	ruth.Shows(".only-you", "Only you can see this")
	alice.Do(chromedp.Reload())
	alice.Shows(".me", "Alice")
}

func TestTheConnectionComesBack(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Says("before")
	b.Shows(".message", "before")
	playgroundtest.Value[bool](b, `import('/web/world.js').then(({ world }) => { world.socket.ws.close(); return true; })`)
	b.Until(`document.documentElement.dataset.state === 'lost'`)
	b.Until(`document.documentElement.dataset.state === 'open'`)
	b.Shows(".me", "Ruth")
	b.Shows(".message", "before")
	b.Says("after")
	b.Shows(".message", "after")
}

func TestADirectMessageNeedsNoMention(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Click(".place", "newsdesk")
	b.Shows(".welcome", "Only you two are here")
	b.Says("who opened the ferry?")
	b.Shows(".message .words", "Hanan Saleh")
}

func TestEverythingIsShown(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Says("@newsdesk everything")
	b.Shows(".container", "Two stories are new.")
	for selector, words := range map[string]string{
		".heading-1": "Heading", ".words ul ul li": "nested", ".words ol li": "second", ".words p.small": "small print", ".fence": `fmt.Println("<b>code</b>")`,
		".words s": "struck", ".words u": "under", ".words em": "it", ".words .code": "code", ".mention": "#iraq-desk", ".embed-title a": "Ferry to Basra opens", ".embed-footer": "Example Wire",
		".embed-fields dt": "Cars", ".foreign": "A picture that is not loaded: pictures.example", ".file a": "notes.csv", ".file-size": "12 B", ".reaction": "👍 1", "a.button": "Open", ".section .button": "More",
	} {
		b.Shows(selector, words)
	}
	b.Until(`document.querySelector('.files .picture').naturalWidth === 320`)
	b.Until(`document.querySelector('.button-success').disabled`)
	b.Gone(".spoiled", "hidden words")
	b.Click(".spoiler", "hidden words")
	b.Shows(".spoiler-open", "hidden words")
	b.Click(".reaction", "👍")
	b.Shows(".reaction[aria-pressed=true]", "2")
	playgroundtest.Value[bool](b, `(() => { const s = document.querySelector('.log select'); s.value = 'bridge'; return s.dispatchEvent(new Event('change', { bubbles: true })); })()`)
	b.Shows(".message.ephemeral", "You chose bridge.")
	b.Appear("light", 1280)
	b.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.heading-1').scrollIntoView()`))
	b.Picture("everything-light")
	b.Appear("dark", 800)
	b.Picture("everything-dark-800")
}

// TestTheEndStaysInView has much said, opens a form below it, and scrolls away.
func TestTheEndStaysInView(t *testing.T) {
	t.Parallel()
	ruth := newRoom(t).visit(t)
	alice := ruth.Another()
	const atEnd = `(() => { const l = document.getElementById('log'); return l.scrollHeight > l.clientHeight && l.scrollHeight - l.scrollTop - l.clientHeight < 2; })()`
	ruth.Says("@newsdesk everything")
	ruth.Shows(".container", "Two stories are new.")
	ruth.Until(atEnd)
	ruth.Keys("/ask ")
	ruth.Focused("#option-question")
	ruth.Until(atEnd)
	ruth.Keys(kb.Escape)
	ruth.Do(chromedp.Evaluate[chromedp.Void](`document.getElementById('log').scrollTop = 0`))
	ruth.Until(`document.getElementById('log').scrollTop === 0`)
	alice.Says("Are you there?")
	ruth.Shows(".pill", "New messages")
	ruth.Until(`document.getElementById('log').scrollTop < 100`)
	ruth.Click(".pill", "New messages")
	ruth.Until(atEnd)
	ruth.Until(`document.querySelector('.pill').hidden`)
}

func TestFilesAreSent(t *testing.T) {
	t.Parallel()
	r := newRoom(t)
	b := r.visit(t)
	path := filepath.Join(t.TempDir(), "articles.jsonl")
	r.must(os.WriteFile(path, []byte(`{"title": "One"}`), 0o600))
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#composer .box input[type=file]"), []string{path}))
	b.Shows(".chip", "articles.jsonl")
	b.Says("here is a file")
	b.Shows(".file a", "articles.jsonl")
	b.Gone(".chip", "articles.jsonl")
	if got := playgroundtest.Value[string](b, `fetch(document.querySelector('.file a').href).then((r) => r.text())`); got != `{"title": "One"}` {
		t.Errorf("the file holds %q", got)
	}
	b.Keys("/coverage add ")
	b.Focused("#option-file")
	b.Do(chromedp.SetUploadFiles(chromedp.CSS("#option-file"), []string{path}))
	b.Until(`!!document.querySelector('#option-file').files.length`)
	b.Click(".run", "Run")
	b.Shows(".message.ephemeral", "Stored articles.jsonl.")
}

func TestTheDrawerTellsWhatHappened(t *testing.T) {
	t.Parallel()
	b := newRoom(t, explained).visit(t)
	b.Appear("light", 1360)
	b.Click("#drawer-button", "What happened")
	b.Shows(".drawer-empty", "Ask something")
	b.Asks("who opened the ferry?")
	for selector, words := range map[string]string{
		".asked": "Understood as Who opened the ferry to Basra?", ".fact": "example-model", ".claims": "It was opened by Hanan Saleh, the minister of transport.",
		".verdict-supported": "supported", ".struck": "It will carry 900 cars by summer.", ".claims .remark": "No passage says 900.", ".passages li.cited": "Ferry to Basra opens", ".scores": "0.62",
	} {
		b.Shows(selector, words)
	}
	b.Picture("drawer-light")
	b.Click(".part summary", "Timings")
	b.Shows(".scores", "840 ms")
	b.Click(".part summary", "Requests to Discord")
	b.Until(`document.querySelectorAll('.call').length >= 3`)
	b.Click(".call summary", "PATCH")
	b.Shows(".call pre", `"content": "The ferry to Basra was opened`)
	b.Appear("dark", 1360)
	b.Picture("drawer-dark")
	b.Keys(kb.Escape)
	b.Until(`document.querySelector('.drawer').hidden`)
	b.Focused("#drawer-button")
}

func TestAnUnexplainedMessageStillHasItsRequests(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Asks("who opened the ferry?")
	b.Do(chromedp.Evaluate[chromedp.Void](`document.querySelectorAll('.message')[1].focus()`))
	b.Click(".message:focus .tool", "What happened")
	b.Shows(".drawer-empty", "Nothing more is kept of this message")
	b.Shows(".drawer-about", "The answer that you chose.")
	b.Until(`document.querySelectorAll('.call').length === 3`)
}

// TestByKeyboardAlone goes through what a person does without a mouse.
func TestByKeyboardAlone(t *testing.T) {
	t.Parallel()
	b := newRoom(t, explained).visit(t)
	b.Focused("#say")
	b.Keys("@ne")
	b.Shows("[role=option]", "@newsdesk")
	b.Until(`document.getElementById(document.activeElement.getAttribute('aria-activedescendant')).textContent.includes('@newsdesk')`)
	b.Keys(kb.Tab)
	b.Until(`document.activeElement.value === '@newsdesk '`)
	b.Keys("one")
	b.Keys(kb.Enter, kb.ModifierShift)
	b.Keys("two" + kb.Enter)
	b.Shows(".message .words", "Hanan Saleh")
	b.Until(`document.querySelector('.message .words p').textContent === '@newsdesk one\ntwo'`)
	toACommandByKeys(b)
	toAButtonByKeys(b)
}

// toACommandByKeys goes to a message, to its menu, and to a command of it.
func toACommandByKeys(b *playgroundtest.Tab) {
	b.Until(`!!document.querySelector('[data-key=sources]')`)
	b.Keys(kb.ArrowUp)
	b.Focused(".message:last-child")
	b.Keys(kb.ArrowUp)
	b.Focused(".message:nth-last-child(2)")
	b.Keys(kb.F10, kb.ModifierShift)
	b.Focused(".menu-item")
	b.Keys(kb.ArrowDown + kb.ArrowDown + kb.ArrowDown + kb.ArrowDown + kb.ArrowDown)
	b.Until(`document.activeElement.textContent === 'Check against coverage'`)
	b.Keys(kb.Enter)
	b.Shows(".message.ephemeral", "1 claim")
	b.Focused(".message")
	b.Keys(kb.ContextMenu)
	b.Focused(".menu-item")
	b.Keys(kb.Escape)
	b.Focused(".message")
}

// toAButtonByKeys goes from a message to the buttons of the next.
func toAButtonByKeys(b *playgroundtest.Tab) {
	b.Keys(kb.ArrowDown)
	b.Keys(kb.Tab + kb.Tab)
	for range 6 {
		if playgroundtest.Value[bool](b, `document.activeElement.dataset.key === 'sources'`) {
			break
		}
		b.Keys(kb.Tab)
	}
	b.Focused("[data-key=sources]")
	b.Keys(kb.Enter)
	b.Shows(".embed-title", "Ferry to Basra opens")
	b.Focused("[data-key=sources]")
}

func TestRepliesAndReactions(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Says("First words.")
	b.Shows(".message", "First words.")
	b.Keys(kb.ArrowUp)
	b.Keys(kb.F10, kb.ModifierShift)
	b.Keys(kb.ArrowDown + kb.Enter)
	b.Shows(".reply-bar", "Replying to Ruth")
	b.Says("Second words.")
	b.Shows(".above-words", "First words.")
	b.Keys(kb.ArrowUp)
	b.Keys(kb.ContextMenu)
	b.Keys(kb.ArrowRight + kb.ArrowRight + kb.Enter)
	b.Shows(".message:last-child .reaction", "😂 1")
	b.Click(".message:last-child .reaction", "😂")
	b.Gone(".reaction", "😂")
	b.Do(chromedp.Evaluate[chromedp.Void](`document.querySelector('.message:last-child').focus()`))
	b.Keys(kb.ContextMenu)
	b.Click(".menu-item", "Delete message")
	b.Gone(".message .words", "Second words.")
}

func TestOnesOwnWordsAreEdited(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Says("@Alice, it carries 40 cars.")
	b.Shows(".mention", "@Alice")
	b.Keys(kb.ArrowUp)
	b.Keys(kb.ContextMenu)
	b.Click(".menu-item", "Edit")
	b.Shows(".reply-bar", "Editing your message")
	b.Until(`document.getElementById('say').value === '@Alice, it carries 40 cars.'`)
	b.Keys(kb.Escape)
	b.Until(`document.getElementById('say').value === '' && document.querySelector('.reply-bar').hidden`)
	b.Keys(kb.ArrowUp)
	b.Keys(kb.ContextMenu)
	b.Click(".menu-item", "Edit")
	b.Keys(" And people." + kb.Enter)
	b.Shows(".message .words", "@Alice, it carries 40 cars. And people. (edited)")
	b.Until(`document.querySelectorAll('.message').length === 1 && document.querySelector('.reply-bar').hidden`)
}

func TestArabicReadsFromTheRight(t *testing.T) {
	t.Parallel()
	b := newRoom(t).visit(t)
	b.Pastes("@newsdesk echo وصل الوزير إلى بغداد يوم الجمعة. [1]\nHe met his counterpart. [2]\n> والتقى نظيره")
	b.Keys(kb.Enter)
	b.Shows(".message .words", "والتقى نظيره")
	for selector, want := range map[string]string{".message:last-child blockquote": "rtl", ".message:last-child .words > p": "rtl"} {
		if got := playgroundtest.Value[string](b, fmt.Sprintf(`getComputedStyle(document.querySelector(%s)).direction`, playgroundtest.Quoted(selector))); got != want {
			t.Errorf("%s reads %s", selector, got)
		}
	}
	b.Click(".example", "متى يفتتح الجسر")
	b.Shows(".message .words", "Hanan Saleh")
	b.Appear("light", 800)
	b.Picture("arabic-light-800")
}
