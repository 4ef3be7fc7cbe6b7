package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// document is one of the shelf's.
type document = discord.Doc

// TestCheckOfManyClaims checks a text of nothing but short sentences: it is
// counted whole, and fills no channel.
func TestCheckOfManyClaims(t *testing.T) {
	r := newRoom(t)
	r.slash(r.ruth, "check", standin.Options{"text": strings.Repeat("It is. ", 285)})
	holds(t, r.saying("**285 claims**").Content, "285 not in the coverage")
	holds(t, r.saying("260 claims more counted above").Content, "Check a shorter part")
	if n := len(r.posted(r.channel, r.alice)); n > 3 {
		t.Errorf("%d messages were posted", n)
	}
}

// TestManyRoles sets more roles than a message can name.
func TestManyRoles(t *testing.T) {
	r := newRoom(t)
	var s discord.Settings
	for i := range 120 {
		s.Roles = append(s.Roles, fmt.Sprintf("14779536113664%05d", i))
	}
	body, err := json.Marshal(s)
	r.must(err)
	r.must(r.shelf.Shelve(r.ctx, document{Collection: "discord.settings", Key: r.guild, Body: body}))
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	holds(t, r.saying("Here I only answer").Content, "and 100 more")
	holds(t, r.told(r.alice, "settings show", nil), "and 100 more")
}

// TestTooManyPresses presses and types without end: who does is told when to go
// on, and costs nothing.
func TestTooManyPresses(t *testing.T) {
	r := newRoom(t)
	for range 100 {
		r.told(r.ruth, "forget-me", nil)
	}
	holds(t, r.told(r.ruth, "forget-me", nil), "Try again <t:1772442001:R>")
	typed := standin.Options{"article": ""}
	for range 50 {
		_, err := r.Autocomplete(r.ctx, r.channel, r.ruth, "coverage show", typed, "article")
		r.must(err)
	}
	choices, err := r.Autocomplete(r.ctx, r.channel, r.ruth, "coverage show", typed, "article")
	if len(choices) != 0 || err != nil {
		t.Errorf("%v is offered, %v", choices, err)
	}
	r.clock.Advance(time.Second)
	choices, err = r.Autocomplete(r.ctx, r.channel, r.ruth, "coverage show", typed, "article")
	if len(choices) != 2 || err != nil {
		t.Errorf("a second later %v is offered, %v", choices, err)
	}
	holds(t, r.told(r.ruth, "coverage status", nil), "**2 articles**")
	holds(t, r.told(r.alice, "coverage status", nil), "**2 articles**") // others are not held up
}

// TestIntentSwitchedBackAndForth must not use up the day's session starts.
func TestIntentSwitchedBackAndForth(t *testing.T) {
	r := newRoom(t)
	for range 5 {
		for _, on := range []bool{true, false} {
			r.told(r.alice, "settings set", standin.Options{"unasked": on})
			_, err := r.seen.UntilKind(r.ctx, standin.EventReady)
			r.must(err)
		}
	}
	r.told(r.alice, "settings set", standin.Options{"unasked": true})
	_, err := r.seen.UntilKind(r.ctx, standin.EventReady)
	r.must(err)
	for _, on := range []bool{false, true, false} {
		r.told(r.alice, "settings set", standin.Options{"unasked": on})
	}
	_, err = r.Say(r.channel, r.ruth, "when did the ferry open?") // not to the bot
	r.must(err)
	r.mention(r.channel, r.ruth, "what did Fuad Hussein say?")
	r.answer()
	if n := len(r.Gateway().Identifies); n != 12 {
		t.Errorf("the bot identified %d times", n)
	}
	if q := r.desk.questions(); len(q) != 1 {
		t.Errorf("asked was %+v", q)
	}
}

// slowSearch is a newsroom whose search takes until it is let go.
type slowSearch struct {
	discord.Desk
	reached, over chan struct{}
}

func (s *slowSearch) Search(ctx context.Context, q rag.Query) ([]rag.Passage, error) {
	close(s.reached)
	<-s.over
	return s.Desk.Search(ctx, q)
}

// TestSlowSearch finds out late: Discord, which gives up after 3 s, is told in time.
func TestSlowSearch(t *testing.T) {
	slow := &slowSearch{reached: make(chan struct{}), over: make(chan struct{})}
	r := newRoom(t, func(r *room, _ *standin.Config) {
		slow.Desk = r.desk
		r.config.Desk, r.config.Clock = slow, r.clock
	})
	i, err := r.SlashCommand(r.channel, r.ruth, "coverage search", standin.Options{"query": "ferry"})
	r.must(err)
	<-slow.reached
	r.clock.Advance(time.Second)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	if reply.Type != standin.ReplyDeferred || !reply.Message.Ephemeral() {
		t.Errorf("the first sign is %+v", reply)
	}
	close(slow.over)
	holds(t, r.saying("1 to 1 of 1 article").Content, "Ferry to Basra opens")
}
