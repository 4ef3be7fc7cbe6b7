package discord_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/standin"
)

// TestAmend: an answer whose article was changed or withdrawn says so, once.
func TestAmend(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "When did the ferry open?")
	m := r.answer()
	holds(t, m.Content, "The ferry to Basra opened on Friday.")
	r.stop() // when all is noted; what follows is what the bot does every while
	shown := func() string {
		now, ok := r.Message(r.channel, m.ID, r.alice)
		if !ok {
			t.Fatal("the answer is gone")
		}
		return now.Content
	}
	r.must(r.bot.Amend(r.ctx))
	if got := shown(); got != m.Content {
		t.Fatalf("nothing changed, and the answer became %q", got)
	}
	// Changed elsewhere in the article: the sentence stands.
	changed := ferry
	changed.Imported = time.Now().Add(time.Hour)
	changed.Body = "A new beginning. " + ferry.Body
	r.desk.put(changed)
	r.must(r.bot.Amend(r.ctx))
	if got := shown(); strings.Contains(got, "Corrected") {
		t.Fatalf("the sentence stands, and the answer says %q", got)
	}
	changed.Body = strings.ReplaceAll(ferry.Body, "opened on Friday", "opened on Saturday")
	r.desk.put(changed)
	r.must(r.bot.Amend(r.ctx))
	r.must(r.bot.Amend(r.ctx))
	if got := shown(); strings.Count(got, "**Corrected") != 1 || !strings.Contains(got, "[1] no longer stands: its article was changed") {
		t.Fatalf("the answer says %q, want once that it no longer stands", got)
	}
	if m, _ = r.Message(r.channel, m.ID, r.alice); len(m.Components) == 0 {
		t.Error("the buttons are gone")
	}
}

func TestAmendWithdrawn(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "When did the ferry open?")
	m := r.answer()
	r.mention(r.channel, r.ruth, "What of the bridge?")
	other := r.answer()
	r.stop()
	r.desk.drop(ferry.ID)
	r.must(r.bot.Amend(r.ctx))
	now, _ := r.Message(r.channel, m.ID, r.alice)
	holds(t, now.Content, "**Corrected", "its article was withdrawn")
	// Where the answer was deleted, nothing is tried for ever.
	r.must(r.Delete(r.channel, r.alice, other.ID))
	r.desk.drop(bridge.ID)
	r.must(r.bot.Amend(r.ctx))
	all := func(standin.Call) bool { return true }
	calls := len(r.Calls(all))
	r.must(r.bot.Amend(r.ctx))
	if n := len(r.Calls(all)); n != calls {
		t.Errorf("%d calls were made for an answer that is gone", n-calls)
	}
}
