package discord_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/standin"
)

// forgotten are the mischiefs after which Discord replays nothing: messages are
// caught up with, and an interaction is lost, as who made it is told.
func forgotten(name string) bool {
	switch name {
	case "op 9", "op 9 on a resume", "close 4003", "close 4007", "close 4009":
		return true
	}
	return false
}

// now has the ids of messages agree with the time of connections.
func now(r *room, c *standin.Config) {
	r.clock = standin.NewManualClock(time.Now())
	c.Clock, r.config.Clock = r.clock, r.clock
}

// beating has a connection that has gone silent be noticed in time. Only where it
// must: Discord forgets a session whose beat is late by half an interval, and on a
// busy machine a short one is. What was said to it meanwhile may then be lost.
func beating(name string) roomOption {
	return func(_ *room, c *standin.Config) {
		if name == "a connection gone silent" {
			c.HeartbeatInterval = 3 * time.Second
		}
	}
}

// TestUnderMischief puts three questions, each another way, while Discord
// misbehaves: each is answered once, and with nothing left out.
func TestUnderMischief(t *testing.T) {
	for _, m := range standin.Mischiefs() {
		t.Run(m.Name, func(t *testing.T) {
			r := newRoom(t, now, beating(m.Name))
			dm, err := r.OpenDM(r.ruth)
			r.must(err)
			_, err = r.Say(dm, r.ruth, "who won the cup?") // a gap is looked for where there was talk
			r.must(err)
			r.answer()
			defer m.Begin(r.Discord)()
			_, err = r.Say(dm, r.ruth, "when did the ferry open?")
			r.must(err)
			r.mention(r.channel, r.ruth, "tell me everything")
			if forgotten(m.Name) {
				_, err := r.seen.UntilKind(r.ctx, standin.EventReady)
				r.must(err)
			}
			_, err = r.SlashCommand(r.channel, r.ruth, "ask", standin.Options{"question": "who won the cup?"})
			r.must(err)
			for range 3 {
				r.answer()
			}
			r.stop() // whatever would be said twice has been by then
			direct, all := r.posted(dm, r.ruth), r.posted(r.channel, r.ruth)
			if len(direct) != 2 || len(r.desk.questions()) != 4 {
				t.Errorf("%d direct messages for %d questions", len(direct), len(r.desk.questions()))
			}
			sentences, declined := 0, 0
			for _, m := range all {
				sentences += strings.Count(m.Content, "about the ferry. [")
				declined += strings.Count(m.Content, "does not say")
			}
			if sentences != 60 || declined != 1 {
				t.Errorf("%d sentences of 60, and %d refusals", sentences, declined)
			}
		})
	}
}
