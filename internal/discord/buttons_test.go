package discord_test

import (
	"strings"
	"testing"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
)

func sources(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	_, reply := r.press(m, r.alice, "Sources")
	if !reply.Message.Ephemeral() || len(reply.Message.Embeds) != 1 {
		t.Fatalf("the sources are %+v", reply.Message)
	}
	e := reply.Message.Embeds[0]
	holds(t, e.Title+e.Description, "Ferry to Basra opens", "The ministry announced it", "**The ferry to Basra opened on Friday.**", "**It carries 40 cars.**")
	r.must(r.desk.Remove(r.ctx, ferry.ID))
	_, reply = r.press(m, r.alice, "Sources")
	if e := reply.Message.Embeds[0]; strings.Contains(e.Description, "on Friday") {
		t.Errorf("a withdrawn article is quoted: %q", e.Description)
	}
}

func thread(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	i, reply := r.press(m, r.ruth, "Continue in thread")
	if !reply.Message.Ephemeral() {
		t.Error("the thread is announced to all")
	}
	done := r.saying("Ask on in <#")
	thread := strings.TrimSuffix(strings.TrimPrefix(done.Content, "Ask on in <#"), ">.")
	if thread != m.ID {
		t.Errorf("the thread is %s, the message %s", thread, m.ID)
	}
	if o, _ := i.Original(); o.Content != done.Content {
		t.Errorf("the answer is %q", o.Content)
	}
	holds(t, r.posted(thread, r.ruth)[1].Content, "mention me")
	r.mention(thread, r.alice, "how much does it carry?")
	second := r.answer()
	holds(t, second.Content, "40 cars")
	if h := r.desk.questions()[1].History; len(h) != 1 || h[0].Question != "when did the ferry open?" {
		t.Errorf("in the thread the history is %+v", h)
	}
	for _, l := range labels(second) {
		if l == "Continue in thread" {
			t.Error("a thread offers a thread")
		}
	}
	_, err := r.Say(thread, r.alice, "how is it without a mention?")
	r.must(err)
	// Pressed again, the button finds the thread.
	r.press(m, r.alice, "Continue in thread")
	r.saying("Ask on in <#" + thread)
	if n := len(r.desk.questions()); n != 2 {
		t.Errorf("%d questions were asked, want 2: none without a mention", n)
	}
}

func threadWithoutPermission(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	r.must(r.SetRole(r.guild, r.guild, standin.PermViewChannel|standin.PermSendMessages|standin.PermReadHistory|standin.PermUseCommands))
	r.must(r.SetRole(r.guild, r.BotRole(r.guild), standin.PermViewChannel|standin.PermSendMessages|standin.PermReadHistory))
	_, reply := r.press(m, r.ruth, "Continue in thread")
	holds(t, reply.Message.Content, "I lack **Create Public Threads**")
}

func feedback(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	_, reply := r.press(m, r.alice, "Helpful")
	holds(t, reply.Message.Content, "Thank you")
	i, reply := r.press(m, r.ruth, "Wrong")
	if reply.Modal == nil {
		t.Fatalf("the answer is %+v, want a form", reply)
	}
	sent, err := r.SubmitModal(i.ID, r.ruth, map[string]string{"what": " It was Thursday. "})
	r.must(err)
	thanks, err := sent.Answered(r.ctx)
	r.must(err)
	if !thanks.Message.Ephemeral() {
		t.Error("the thanks are for all to see")
	}
	var all []discord.Feedback
	r.must(discord.EachFeedback(r.ctx, r.shelf, func(f discord.Feedback) error {
		all = append(all, f)
		return nil
	}))
	if len(all) != 2 {
		t.Fatalf("the feedback is %+v", all)
	}
	for _, f := range all {
		a := f.Answer
		if f.Helpful != (f.Person == r.alice) || !f.Helpful && f.Comment != "It was Thursday." {
			t.Errorf("the feedback is %+v", f)
		}
		if a.Question != "when did the ferry open?" || a.Person != r.ruth || a.Channel != r.channel || a.Guild != r.guild ||
			len(a.Passages) != 2 || a.Passages[0].Article != ferry.ID || a.Passages[0].Quote != ferry.Body[a.Passages[0].Start:a.Passages[0].End] {
			t.Errorf("it is of %+v", a)
		}
	}
}

func deleteAnswer(t *testing.T, r *room) {
	bob := r.AddUser("bob").ID
	r.must(r.Join(r.guild, bob))
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	_, reply := r.press(m, bob, "Delete")
	holds(t, reply.Message.Content, "Manage Messages")
	r.press(m, r.ruth, "Delete")
	e, err := r.seen.UntilKind(r.ctx, standin.EventDelete)
	r.must(err)
	if e.MessageID != m.ID {
		t.Errorf("message %s was deleted, not %s", e.MessageID, m.ID)
	}
	_, _ = r.slash(r.ruth, "ask", standin.Options{"question": "when did the ferry open?"})
	m = r.answer()
	r.press(m, r.alice, "Delete") // who may manage messages
	_, err = r.seen.UntilKind(r.ctx, standin.EventDelete)
	r.must(err)
}

func forgetMe(t *testing.T, r *room) {
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	r.press(m, r.ruth, "Helpful")
	holds(t, r.told(r.ruth, "forget-me", nil), "Deleted: all")
	holds(t, r.told(r.ruth, "forget-me", nil), "I kept nothing of you.")
	_, reply := r.press(m, r.alice, "Sources")
	holds(t, reply.Message.Content, "kept no longer")
	r.press(m, r.ruth, "Delete") // the button itself says who asked
	_, err := r.seen.UntilKind(r.ctx, standin.EventDelete)
	r.must(err)
}
