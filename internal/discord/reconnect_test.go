package discord_test

import (
	"testing"
	"time"

	"newsdesk/internal/standin"
)

// TestAskedWhileConnectingAnew asks while the bot changes what it may read: each
// question is answered, and once.
func TestAskedWhileConnectingAnew(t *testing.T) {
	r := newRoom(t, now, func(r *room, _ *standin.Config) { r.config.Session.Now = r.clock.Now }) // messages are as old as that says
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.answer()
	_, err := r.Say(r.channel, r.alice, "when did the ferry open?") // not to the bot, nor later on
	r.must(err)
	reached, free := r.held(1)
	r.mention(r.channel, r.ruth, "what did Fuad Hussein say?")
	<-reached // which holds the end of the session up
	r.told(r.alice, "settings set", standin.Options{"unasked": true})
	_, err = r.seen.UntilKind(r.ctx, standin.EventDisconnect)
	r.must(err)
	const meanwhile = 5
	for range meanwhile {
		r.mention(r.channel, r.ruth, "when did the ferry open?")
	}
	free()
	for range meanwhile + 1 {
		r.answer()
	}
	r.stop()
	if n, asked := len(r.posted(r.channel, r.ruth)), len(r.desk.questions()); n != meanwhile+2 || asked != n {
		t.Errorf("%d answers to %d questions, of which %d were looked at", n, meanwhile+2, asked)
	}
}

// TestAskedBeforeConnectingAnew asks in a talk, where a question waits for the one
// before it, some time before the bot connects anew: it is answered all the same,
// and so is the one that it waits for.
func TestAskedBeforeConnectingAnew(t *testing.T) {
	r := newRoom(t, now)
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	reached, free := r.held(1)
	_, err = r.Say(dm, r.ruth, "what did Fuad Hussein say?")
	r.must(err)
	r.await(reached)
	_, err = r.Say(dm, r.ruth, "when did the ferry open?")
	r.must(err)
	r.clock.Advance(time.Minute)
	r.told(r.alice, "settings set", standin.Options{"unasked": true})
	_, err = r.seen.UntilKind(r.ctx, standin.EventDisconnect)
	r.must(err)
	free()
	for range 2 {
		r.answer()
	}
	r.stop()
	if n, asked := len(r.posted(dm, r.ruth)), len(r.desk.questions()); n != 2 || asked != 2 {
		t.Errorf("%d answers to 2 questions, of which %d were looked at", n, asked)
	}
}
