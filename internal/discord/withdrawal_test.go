package discord_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/standin"
)

// withdrawn waits until the bot has deleted a message of its own.
func (r *room) withdrawn() {
	r.t.Helper()
	_, err := r.seen.Until(r.ctx, func(e standin.Event) bool { return e.Kind == standin.EventDelete && e.UserID == r.Bot().ID })
	r.must(err)
}

// TestQuestionDeletedInATalk deletes a question where the next one waits for it:
// in a direct message. It is stopped at once, and one that waits is never begun.
func TestQuestionDeletedInATalk(t *testing.T) {
	r := newRoom(t)
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	reached, free := r.held(2)
	first, err := r.Say(dm, r.ruth, "when did the ferry open?")
	r.must(err)
	<-reached
	r.saying("…")
	second, err := r.Say(dm, r.ruth, "and the ferry's name?")
	r.must(err)
	r.must(r.Delete(dm, r.ruth, second.ID))
	r.must(r.Delete(dm, r.ruth, first.ID))
	r.withdrawn()
	free()
	_, err = r.Say(dm, r.ruth, "what did Fuad Hussein say?")
	r.must(err)
	holds(t, r.answer().Content, "safe")
	if q := r.desk.questions(); len(q) != 2 || !strings.Contains(q[1].Text, "Fuad") {
		t.Errorf("asked was %+v", q)
	}
}

// TestQuestionsPurged deletes a question among many at once.
func TestQuestionsPurged(t *testing.T) {
	r := newRoom(t)
	reached, _ := r.held(2)
	asked := r.mention(r.channel, r.ruth, "when did the ferry open?")
	<-reached
	r.saying("…")
	other, err := r.Say(r.channel, r.alice, "spam")
	r.must(err)
	r.must(r.Purge(r.channel, other.ID, asked.ID))
	r.withdrawn()
}

// TestForgottenWhileAnswered has somebody forgotten whose question and whose check
// are under way: nothing of them is kept once those are done.
func TestForgottenWhileAnswered(t *testing.T) {
	r := newRoom(t)
	reached, free := r.held(1)
	r.mention(r.channel, r.ruth, "tell me everything")
	<-reached
	r.told(r.ruth, "forget-me", nil)
	free()
	r.answer()
	r.stop()
	for _, collection := range []string{"discord.answers", "discord.messages", "discord.checks"} {
		r.must(r.shelf.Docs(r.ctx, collection, "", func(doc document) error {
			t.Errorf("%s still has %s", collection, doc.Key)
			return nil
		}))
	}
}

// TestPressedMonthsLater presses all that is under an answer and a check when they
// are kept no longer, and sends a form that was open meanwhile.
func TestPressedMonthsLater(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	r.slash(r.alice, "check", standin.Options{"text": "The ferry opened on Friday.", "private": true})
	check := r.answer()
	form, reply := r.press(m, r.alice, "Wrong")
	if reply.Modal == nil {
		t.Fatalf("the answer is %+v, want a form", reply)
	}
	r.clock.Advance(31 * 24 * time.Hour)
	sent, err := r.SubmitModal(form.ID, r.alice, map[string]string{"what": "It was Thursday."})
	r.must(err)
	reply, err = sent.Answered(r.ctx)
	r.must(err)
	refused(t, "the form", reply, "kept no longer")
	for _, label := range []string{"Sources", "Continue in thread", "Helpful", "Wrong"} {
		_, reply := r.press(m, r.ruth, label)
		refused(t, label, reply, "kept no longer")
	}
	_, reply = r.press(check, r.alice, "Share")
	refused(t, "Share", reply, "kept no longer")
	r.press(m, r.ruth, "Delete") // which says itself whose it is
	r.withdrawn()
	for _, collection := range []string{"discord.votes", "discord.checks", "discord.answers", "discord.talks"} {
		r.must(r.shelf.Docs(r.ctx, collection, "", func(doc document) error {
			t.Errorf("%s has %s", collection, doc.Key)
			return nil
		}))
	}
}
