package discord_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// TestTypingIsTheFirstSign is apart from the scenarios: under a rate limit the
// sign may come late, and the answer does not wait for it.
func TestTypingIsTheFirstSign(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	e, err := r.seen.Until(r.ctx, func(e standin.Event) bool {
		return e.UserID == r.Bot().ID || e.Message != nil && e.Message.Author.ID == r.Bot().ID
	})
	r.must(err)
	if e.Kind != standin.EventTyping || e.ChannelID != r.channel {
		t.Errorf("the first sign is %+v", e)
	}
	r.answer()
}

func mention(t *testing.T, r *room) {
	asked := r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	holds(t, m.Content, "The ferry to Basra opened on Friday. [1]", "It carries 40 cars. [2]", "**Sources**", "[1] [2] [Ferry to Basra opens](<https://news.example/ferry>)")
	if m.Reference == nil || m.Reference.MessageID != asked.ID {
		t.Errorf("it replies to %+v", m.Reference)
	}
	if want := []string{"Sources", "Continue in thread", "Helpful", "Wrong", "Delete"}; !slices.Equal(labels(m), want) {
		t.Errorf("the buttons are %v", labels(m))
	}
	if q := r.desk.questions(); len(q) != 1 || q[0].Text != "when did the ferry open?" || len(q[0].History) != 0 {
		t.Errorf("it asked %+v", q)
	}
	if n := len(r.posted(r.channel, r.ruth)); n != 1 {
		t.Errorf("%d messages were posted", n)
	}
}

func directMessage(t *testing.T, r *room) {
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	_, err = r.Say(dm, r.ruth, "When did the ferry open?")
	r.must(err)
	m := r.answer()
	holds(t, m.Content, "opened on Friday")
	if slices.Contains(labels(m), "Continue in thread") {
		t.Error("a direct message offers a thread")
	}
	_, err = r.Say(dm, r.ruth, "how much does it carry?")
	r.must(err)
	holds(t, r.answer().Content, "40 cars")
	history := r.desk.questions()[1].History
	if len(history) != 1 || history[0].Question != "When did the ferry open?" || !strings.Contains(history[0].Answer, "on Friday") {
		t.Errorf("the follow-up has the history %+v", history)
	}
}

func replyChain(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	first := r.answer()
	_, err := r.Send(r.channel, r.alice, standin.Draft{Text: "and how much does it carry?", ReplyTo: first.ID})
	r.must(err)
	second := r.answer()
	_, err = r.Send(r.channel, r.ruth, standin.Draft{Text: "who said it?", ReplyTo: second.ID})
	r.must(err)
	r.answer()
	history := r.desk.questions()[2].History
	if len(history) != 2 || history[1].Question != "how many cars does the ferry carry?" {
		t.Errorf("the third question has the history %+v", history)
	}
	r.mention(r.channel, r.ruth, "when did the ferry open again?")
	r.answer()
	if h := r.desk.questions()[3].History; len(h) != 0 {
		t.Errorf("a question that replies to nothing has the history %+v", h)
	}
}

func askCommand(t *testing.T, r *room) {
	i, reply := r.slash(r.ruth, "ask", standin.Options{"question": "When did the *ferry* open?", "since": "2025-03-01", "outlet": "shafaq news"})
	if reply.Type != standin.ReplyDeferred || reply.Message.Ephemeral() {
		t.Errorf("the first answer is %+v", reply)
	}
	m := r.answer()
	holds(t, m.Content, "> When did the \\*ferry\\* open?\nThe ferry to Basra opened")
	if o, ok := i.Original(); !ok || o.ID != m.ID {
		t.Errorf("the answer is %v, not the deferred message %v", m.ID, o.ID)
	}
	f := r.desk.questions()[0].Filter
	if f.Since.Format(time.DateOnly) != "2025-03-01" || !slices.Equal(f.Outlets, []string{"shafaq news"}) {
		t.Errorf("the filter is %+v", f)
	}
	for arg, bad := range map[string]standin.Options{
		"`since` is not a day": {"question": "ferry?", "since": "yesterday"}, "no day lies between": {"question": "ferry?", "since": "2025-03-02", "until": "2025-03-01"},
		"no question": {"question": " ,, "},
	} {
		holds(t, r.told(r.ruth, "ask", bad), arg)
	}
}

func privateAsk(t *testing.T, r *room) {
	_, reply := r.slash(r.ruth, "ask", standin.Options{"question": "When did the ferry open?", "private": true})
	if !reply.Message.Ephemeral() {
		t.Error("the first sign is for all to see")
	}
	m := r.answer()
	holds(t, m.Content, "opened on Friday")
	if got := r.posted(r.channel, r.alice); len(got) != 0 {
		t.Errorf("others see %+v", got)
	}
	if want := []string{"Sources", "Helpful", "Wrong"}; !slices.Equal(labels(m), want) {
		t.Errorf("the buttons are %v", labels(m))
	}
	_, sources := r.press(m, r.ruth, "Sources")
	if !sources.Message.Ephemeral() || len(sources.Message.Embeds) != 1 {
		t.Errorf("the sources are %+v", sources.Message)
	}
}

// drafts holds an answer between its sentences: what there is of it is seen,
// and not edited more often than every 1.2 s.
func drafts(t *testing.T, r *room) {
	step := make(chan struct{})
	r.desk.during = func(ctx context.Context, _ rag.Question, n int) error {
		select {
		case <-step:
		case <-ctx.Done():
		}
		return ctx.Err()
	}
	r.mention(r.channel, r.ruth, "tell me of the ferry")
	step <- struct{}{}
	step <- struct{}{}
	first := r.saying("…")
	holds(t, first.Content, "opened on Friday. [1] …")
	if strings.Contains(first.Content, "40 cars") || len(first.Components) > 0 {
		t.Errorf("the draft is %q with %v", first.Content, labels(first))
	}
	step <- struct{}{}
	m := r.answer()
	holds(t, m.Content, "40 cars. [2]")
	if m.ID != first.ID {
		t.Error("the answer is another message than its draft")
	}
	edits := map[string]bool{} // what was repeated is one
	for _, c := range r.Calls(func(c standin.Call) bool { return c.Method == "PATCH" && c.Status == 200 }) {
		edits[c.Body] = true
	}
	if len(edits) != 1 {
		t.Errorf("%d edits, want the last one alone", len(edits))
	}
}

func TestDraftsArePaced(t *testing.T) {
	r := newRoom(t)
	step := make(chan struct{})
	r.desk.during = func(ctx context.Context, _ rag.Question, n int) error {
		if n != 2 { // the second sentence follows the first at once
			<-step
		}
		return ctx.Err()
	}
	r.mention(r.channel, r.ruth, "tell me everything")
	step <- struct{}{}
	step <- struct{}{}
	r.saying("…")
	step <- struct{}{} // the third: both wait for their time
	go func() {
		for range 57 {
			step <- struct{}{}
		}
	}()
	r.answer()
	posts := r.Calls(func(c standin.Call) bool { return strings.Contains(c.Route, "messages") })
	if len(posts) > 8 { // a draft, and the three parts of the whole with what they take
		t.Errorf("%d calls for an answer of 60 sentences at once", len(posts))
	}
}

func longAnswer(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "tell me everything")
	last := r.answer()
	all := r.posted(r.channel, r.ruth)
	if len(all) < 3 || all[len(all)-1].ID != last.ID {
		t.Fatalf("the answer has %d messages", len(all))
	}
	marks := 0
	for _, m := range all {
		marks += strings.Count(m.Content, "about the ferry. [")
		if len(m.Content) > 2000 || len(m.Components) > 0 && m.ID != last.ID {
			t.Errorf("a part has %d bytes and %v", len(m.Content), labels(m))
		}
	}
	if marks != 60 {
		t.Errorf("%d of 60 sentences are shown", marks)
	}
	_, err := r.Send(r.channel, r.ruth, standin.Draft{Text: "is it all?", ReplyTo: all[0].ID})
	r.must(err)
	r.answer()
	if h := r.desk.questions()[1].History; len(h) != 1 {
		t.Errorf("a reply to the first part has the history %+v", h)
	}
	_, page := r.press(last, r.ruth, "Sources")
	next, err := r.ClickButton(r.channel, r.ruth, page.Message.ID, button(t, page.Message, "Next"))
	r.must(err)
	turned, err := next.Answered(r.ctx)
	r.must(err)
	if turned.Type != standin.ReplyUpdate || len(turned.Message.Embeds) == 0 {
		t.Errorf("the next page is %+v", turned)
	}
	r.press(last, r.ruth, "Delete")
	for range all {
		_, err := r.seen.UntilKind(r.ctx, standin.EventDelete)
		r.must(err)
	}
	for _, m := range all {
		if _, left := r.Message(r.channel, m.ID, r.ruth); left {
			t.Errorf("a part of it is left: %q", m.Content)
		}
	}
}

// privateLongAnswer has follow-ups, for which Discord has no nonce.
func privateLongAnswer(t *testing.T, r *room) {
	r.slash(r.ruth, "ask", standin.Options{"question": "tell me everything", "private": true})
	r.answer()
	sentences := 0
	for _, m := range r.posted(r.channel, r.ruth) {
		sentences += strings.Count(m.Content, "about the ferry. [")
	}
	if sentences != 60 {
		t.Errorf("%d of 60 sentences are shown", sentences)
	}
	if others := r.posted(r.channel, r.alice); len(others) != 0 {
		t.Errorf("others see %+v", others)
	}
}

// manyAtOnce puts questions in all three ways before any is answered.
func manyAtOnce(t *testing.T, r *room) {
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	_, err = r.Say(dm, r.ruth, "who won the cup?")
	r.must(err)
	r.answer()
	_, err = r.Say(dm, r.ruth, "when did the ferry open?")
	r.must(err)
	r.mention(r.channel, r.ruth, "tell me everything")
	_, err = r.SlashCommand(r.channel, r.ruth, "ask", standin.Options{"question": "who won the cup?"})
	r.must(err)
	for range 3 {
		r.answer()
	}
	if direct := r.posted(dm, r.ruth); len(direct) != 2 || len(r.desk.questions()) != 4 {
		t.Errorf("%d direct messages for %d questions", len(direct), len(r.desk.questions()))
	}
	sentences, declined := 0, 0
	for _, m := range r.posted(r.channel, r.ruth) {
		sentences += strings.Count(m.Content, "about the ferry. [")
		declined += strings.Count(m.Content, "does not say")
	}
	if sentences != 60 || declined != 1 {
		t.Errorf("%d sentences of 60, and %d refusals", sentences, declined)
	}
}

func decline(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "who won the cup?")
	m := r.answer()
	holds(t, m.Content, "The coverage does not say.", "2 articles", "**The closest coverage**", "Ferry to Basra opens", "You could ask: *What did Fuad Hussein say?*")
	if slices.Contains(labels(m), "Sources") {
		t.Error("a refusal has sources")
	}
}

var quoted = regexp.MustCompile("`([0-9a-z]{7})`")

func failureHasAnID(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "break")
	m := r.saying("went wrong")
	id := quoted.FindStringSubmatch(m.Content)
	if id == nil || !strings.Contains(r.log.String(), "id="+id[1]) || !strings.Contains(r.log.String(), "secret detail") {
		t.Errorf("%q; the log is %s", m.Content, r.log)
	}
	if strings.Contains(m.Content, "secret") {
		t.Errorf("it tells people %q", m.Content)
	}
	for _, question := range []string{"break", "panic"} {
		_, _ = r.slash(r.ruth, "ask", standin.Options{"question": question, "private": true})
		holds(t, r.saying("went wrong").Content, "`")
	}
	r.mention(r.channel, r.ruth, "panic")
	holds(t, r.saying("went wrong").Content, "`")
}
