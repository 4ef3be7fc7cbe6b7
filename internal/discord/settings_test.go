package discord_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
)

func settings(t *testing.T, r *room) {
	holds(t, r.told(r.alice, "settings show", nil), "In this server:", "not answered", "for all to see", "seen: all", "use me: everyone", "any number")
	holds(t, r.told(r.alice, "settings set", standin.Options{"outlets": "nobody"}), "There is no coverage of nobody. There is of: Shafaq News, INA.")
	holds(t, r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "budget": 3}), "without `channel`")
	holds(t, r.told(r.alice, "settings set", standin.Options{"private": true, "budget": 40}), "Changed.", "privately unless", "whole server: 40")
	holds(t, r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "outlets": "ina"}), "In <#"+r.channel+">", "seen: INA", "privately unless")
	// The channel now has the coverage of one outlet, wherever it is asked for.
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	holds(t, r.answer().Content, "does not say")
	if f := r.desk.questions()[0].Filter; len(f.Outlets) != 1 || f.Outlets[0] != "INA" {
		t.Errorf("the filter is %+v", f)
	}
	holds(t, r.told(r.ruth, "coverage status", nil), "**1 article**")
	holds(t, r.told(r.ruth, "coverage show", standin.Options{"article": "ferry"}), "There is no article")
	_, reply := r.slash(r.ruth, "ask", standin.Options{"question": "ferry?", "outlet": "Shafaq News"})
	if !reply.Message.Ephemeral() {
		t.Error("the answer is not private by default")
	}
	holds(t, r.saying("Here I only see").Content, "the coverage of INA")
	other, err := r.AddChannel(r.guild, "syria-desk")
	r.must(err)
	r.mention(other, r.ruth, "when did the ferry open?")
	holds(t, r.answer().Content, "on Friday")
	holds(t, r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "outlets": "all"}), "seen: all")
}

func onlyRoles(t *testing.T, r *room) {
	desk, err := r.AddRole(r.guild, "desk", 0)
	r.must(err)
	bob := r.AddUser("bob").ID
	r.must(r.Join(r.guild, bob, desk))
	holds(t, r.told(r.alice, "settings set", standin.Options{"allow": desk}), "<@&"+desk+">, and those who manage")
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	holds(t, r.saying("I only answer").Content, "<@&"+desk+">")
	holds(t, r.told(r.ruth, "coverage status", nil), "I only answer")
	r.mention(r.channel, bob, "when did the ferry open?")
	r.answer()
	holds(t, r.told(r.alice, "settings set", standin.Options{"allow": r.guild}), "use me: everyone")
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.answer()
}

func unasked(t *testing.T, r *room) {
	_, err := r.Say(r.channel, r.ruth, "when did the ferry open?")
	r.must(err)
	r.clock.Advance(time.Minute) // or it would be caught up with
	holds(t, r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "unasked": true}), "Message Content Intent")
	r.reconnected() // with the intent
	for _, text := range []string{"good morning", "when did the ferry open?"} {
		_, err = r.Say(r.channel, r.ruth, text)
		r.must(err)
	}
	m := r.answer()
	holds(t, m.Content, "on Friday")
	// In a thread that the bot opened everything is for it.
	r.press(m, r.ruth, "Continue in thread")
	r.saying("Ask on in")
	_, err = r.Say(m.ID, r.ruth, "and how much does it carry")
	r.must(err)
	holds(t, r.answer().Content, "40 cars")
	other, err := r.AddChannel(r.guild, "syria-desk")
	r.must(err)
	_, err = r.Say(other, r.ruth, "when did the ferry open?")
	r.must(err)
	r.mention(other, r.ruth, "when did the ferry open?")
	r.answer()
	if n := len(r.desk.questions()); n != 3 {
		t.Errorf("%d questions were answered, want 3", n)
	}
}

// TestContentIntentRefused has the bot go on where its application may not ask
// for the intent that the settings need.
func TestContentIntentRefused(t *testing.T) {
	r := newRoom(t, func(_ *room, c *standin.Config) { c.RefuseMessageContent = true })
	r.told(r.alice, "settings set", standin.Options{"unasked": true})
	_, err := r.seen.UntilKind(r.ctx, standin.EventReady)
	r.must(err)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.answer()
	holds(t, r.log.String(), "Message Content Intent")
	holds(t, r.told(r.alice, "settings set", standin.Options{"unasked": true}), "start me again")
}

func limited(l discord.Limits) roomOption {
	return func(r *room, _ *standin.Config) { r.config.Limits = l }
}

func fairLimit(t *testing.T, r *room) {
	for range 2 {
		r.mention(r.channel, r.ruth, "when did the ferry open?")
		r.answer()
	}
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	holds(t, r.saying("asked a lot").Content, "Try again <t:1772442030:R>")
	r.mention(r.channel, r.ruth, "when did the ferry open?") // told once
	r.mention(r.channel, r.alice, "when did the ferry open?")
	r.answer()
	r.slash(r.ruth, "ask", standin.Options{"question": "ferry?", "private": true})
	r.saying("asked a lot")
	r.clock.Advance(30 * time.Second)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	r.answer()
	told := 0
	for _, m := range r.posted(r.channel, r.ruth) {
		if strings.Contains(m.Content, "asked a lot") && !m.Ephemeral() {
			told++
		}
	}
	if told != 1 {
		t.Errorf("in the channel it was told %d times", told)
	}
}

func serverLimitAndBudget(t *testing.T, r *room) {
	r.told(r.alice, "settings set", standin.Options{"budget": 2})
	for range 2 {
		r.mention(r.channel, r.ruth, "when did the ferry open?")
		r.answer()
	}
	r.mention(r.channel, r.alice, "when did the ferry open?")
	holds(t, r.saying("questions of today").Content, "its 2 questions", "<t:1772496000:R>")
	r.mention(r.channel, r.alice, "when did the ferry open?")
	holds(t, r.saying("This server has asked a lot").Content, "Try again")
	r.clock.Advance(15 * time.Hour)
	r.mention(r.channel, r.alice, "when did the ferry open?")
	r.answer()
}
