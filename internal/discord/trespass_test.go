package discord_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord"
	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// forged posts, in the bot's name, a message whose buttons have these custom ids:
// Discord would let none but the bot do so.
func (r *room) forged(channel string, customIDs ...string) standin.Message {
	r.t.Helper()
	s, err := session.New(r.config.Session)
	r.must(err)
	var rows []discordgo.MessageComponent
	for _, id := range customIDs {
		rows = append(rows, discordgo.ActionsRow{Components: []discordgo.MessageComponent{
			discordgo.Button{Label: "Forged", Style: discordgo.PrimaryButton, CustomID: id},
		}})
	}
	sent, err := s.Send(r.ctx, channel, session.Message{Content: "forged", Components: rows})
	r.must(err)
	m, _ := r.Message(channel, sent.ID, r.alice)
	return m
}

// click presses a button by its custom id.
func (r *room) click(m standin.Message, user, customID string) standin.Reply {
	r.t.Helper()
	i, err := r.ClickButton(m.ChannelID, user, m.ID, customID)
	r.must(err)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	return reply
}

// answerID is the id of the answer that a message shows.
func answerID(t testing.TB, m standin.Message) string {
	t.Helper()
	_, id, _ := strings.Cut(button(t, m, "Helpful"), "/")
	return id
}

// refused fails the test unless an answer shows nothing but words that refuse.
func refused(t testing.TB, what string, reply standin.Reply, words string) {
	t.Helper()
	if len(reply.Message.Embeds) > 0 || reply.Modal != nil || !reply.Message.Ephemeral() || !strings.Contains(reply.Message.Content, words) {
		t.Errorf("%s: %q with %d embeds, form %v", what, reply.Message.Content, len(reply.Message.Embeds), reply.Modal)
	}
}

// TestForgedButtons presses, with ids of other people's and of other places, what
// the bot never put there.
func TestForgedButtons(t *testing.T) {
	r := newRoom(t)
	r.slash(r.alice, "ask", standin.Options{"question": "When did the ferry open?", "private": true})
	private := answerID(t, r.answer())
	other, err := r.AddChannel(r.guild, "syria-desk")
	r.must(err)
	r.mention(other, r.alice, "when did the ferry open?")
	elsewhere := answerID(t, r.answer())
	dm, err := r.OpenDM(r.alice)
	r.must(err)
	_, err = r.Say(dm, r.alice, "when did the ferry open?")
	r.must(err)
	direct := answerID(t, r.answer())
	for _, id := range []string{private, elsewhere, direct} {
		m := r.forged(r.channel, "sources/"+id, "page/"+id+"/0", "thread/"+id, "wrong/"+id, "helpful/"+id)
		for _, row := range m.Components {
			what := row.Components[0].CustomID
			refused(t, what, r.click(m, r.ruth, what), "kept no longer")
		}
	}
	m := r.forged(r.channel, "sources//", "sources", "x/y", "page/x/99999999999999999999", "delete//"+r.ruth)
	for _, row := range m.Components {
		what := row.Components[0].CustomID
		if reply := r.click(m, r.ruth, what); strings.Contains(reply.Message.Content, "went wrong") {
			t.Errorf("%s: %q", what, reply.Message.Content)
		}
	}
	if n := len(r.feedback()); n != 0 {
		t.Errorf("%d times it was noted what people say", n)
	}
}

// feedback is all that people said of answers.
func (r *room) feedback() []discord.Feedback {
	r.t.Helper()
	var all []discord.Feedback
	r.must(discord.EachFeedback(r.ctx, r.shelf, func(f discord.Feedback) error {
		all = append(all, f)
		return nil
	}))
	return all
}

// TestForgedDelete deletes the message that the button is under, and no answer of
// another's.
func TestForgedDelete(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.alice, "tell me everything")
	m := r.answer()
	forged := r.forged(r.channel, "delete/"+answerID(t, m)+"/"+r.ruth)
	r.click(forged, r.ruth, forged.Components[0].Components[0].CustomID)
	e, err := r.seen.UntilKind(r.ctx, standin.EventDelete)
	r.must(err)
	if e.MessageID != forged.ID {
		t.Errorf("message %s was deleted, want the forged one", e.MessageID)
	}
	_, reply := r.press(m, r.alice, "Sources")
	if len(reply.Message.Embeds) == 0 {
		t.Errorf("the answer is gone: %q", reply.Message.Content)
	}
}

// TestForgedShare shares no check of another's, and keeps nothing for an id that
// there is no check of.
func TestForgedShare(t *testing.T) {
	r := newRoom(t)
	r.slash(r.alice, "check", standin.Options{"text": "The ferry opened on Friday.", "private": true})
	m := r.answer()
	share := button(t, m, "Share")
	other, err := r.AddChannel(r.guild, "syria-desk")
	r.must(err)
	for _, channel := range []string{r.channel, other} {
		forged := r.forged(channel, share, "share/none")
		refused(t, share, r.click(forged, r.ruth, share), "kept no longer")
		refused(t, "share/none", r.click(forged, r.ruth, "share/none"), "kept no longer")
	}
	if _, err := r.shelf.Doc(r.ctx, "discord.checks", "none"); err == nil {
		t.Error("something is kept for a check that was never made")
	}
	r.press(m, r.alice, "Share")
	r.saying("Checked against the coverage for")
}

// TestNarrowedAfterwards has outlets hidden after they were quoted: no button
// opens them any more.
func TestNarrowedAfterwards(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	answer := r.answer()
	r.slash(r.ruth, "check", standin.Options{"text": "The ferry opened on Friday.", "private": true})
	check := r.answer()
	r.told(r.alice, "settings set", standin.Options{"outlets": "INA"})
	_, reply := r.press(answer, r.ruth, "Sources")
	for _, e := range reply.Message.Embeds {
		if strings.Contains(e.Description, "ministry") || strings.Contains(e.Description, "Friday") {
			t.Errorf("the passage is shown: %q", e.Description)
		}
	}
	_, reply = r.press(check, r.ruth, "Share")
	refused(t, "share", reply, "no longer seen here")
	r.told(r.alice, "settings set", standin.Options{"outlets": "all"})
	r.press(check, r.ruth, "Share") // it was not used up
	r.saying("Checked against the coverage for")
}

// TestButtonsNeedTheRoleToo has somebody who may not ask press the buttons of who
// may.
func TestButtonsNeedTheRoleToo(t *testing.T) {
	r := newRoom(t)
	desk, err := r.AddRole(r.guild, "desk", 0)
	r.must(err)
	r.told(r.alice, "settings set", standin.Options{"allow": desk})
	r.mention(r.channel, r.alice, "when did the ferry open?")
	m := r.answer()
	for _, label := range []string{"Sources", "Continue in thread", "Helpful", "Wrong"} {
		_, reply := r.press(m, r.ruth, label)
		refused(t, label, reply, "<@&"+desk+">")
	}
}

// TestManagersNeedNoRole asks in a message, which does not say what its author may
// do; who may not ask is told so once, and not by every message.
func TestManagersNeedNoRole(t *testing.T) {
	r := newRoom(t)
	desk, err := r.AddRole(r.guild, "desk", 0)
	r.must(err)
	chief, err := r.AddRole(r.guild, "chief", standin.PermManageGuild)
	r.must(err)
	eve := r.AddUser("eve").ID
	r.must(r.Join(r.guild, eve, chief))
	r.told(r.alice, "settings set", standin.Options{"allow": desk})
	// Channels are seen by those who are let into each.
	r.must(r.SetRole(r.guild, r.guild, standin.PermSendMessages|standin.PermReadHistory|standin.PermUseCommands))
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.guild, Allow: standin.PermViewChannel}))
	for range 3 {
		r.mention(r.channel, r.ruth, "when did the ferry open?")
	}
	r.saying("Here I only answer")
	for _, user := range []string{r.alice, eve} {
		r.mention(r.channel, user, "when did the ferry open?")
		r.answer()
	}
	r.stop()
	if n := len(r.posted(r.channel, r.ruth)); n != 3 {
		t.Errorf("%d messages were posted, want a refusal and two answers", n)
	}
}

// TestUncalledAndNotAllowed has somebody who may not ask write what would be
// answered without a mention: the bot says nothing.
func TestUncalledAndNotAllowed(t *testing.T) {
	r := newRoom(t)
	desk, err := r.AddRole(r.guild, "desk", 0)
	r.must(err)
	r.told(r.alice, "settings set", standin.Options{"allow": desk, "unasked": true})
	_, err = r.seen.UntilKind(r.ctx, standin.EventReady)
	r.must(err)
	for _, user := range []string{r.ruth, r.alice} {
		_, err = r.Say(r.channel, user, "when did the ferry open?")
		r.must(err)
	}
	r.answer()
	r.stop()
	if n := len(r.posted(r.channel, r.ruth)); n != 1 {
		t.Errorf("%d messages were posted, want the answer alone", n)
	}
}

// TestArchivedThreadIsNarrowed asks in a thread of which the bot was not told: it
// holds what is set for the channel, at the first word.
func TestArchivedThreadIsNarrowed(t *testing.T) {
	r := newRoom(t)
	r.told(r.alice, "settings set", standin.Options{"outlets": "INA", "channel": r.channel, "private": true})
	said, err := r.Say(r.channel, r.alice, "hello")
	r.must(err)
	thread, err := r.StartThread(r.channel, r.alice, said.ID, "old")
	r.must(err)
	r.must(r.Archive(thread, false))
	r.stop()
	r.open()
	choices, err := r.Autocomplete(r.ctx, thread, r.ruth, "coverage show", standin.Options{"article": "ferry"}, "article")
	if len(choices) != 0 || err != nil {
		t.Errorf("%v is offered, %v", choices, err)
	}
	_, reply := r.slashIn(thread, r.ruth, "coverage show", standin.Options{"article": "ferry"})
	refused(t, "coverage show", reply, "There is no article")
	_, reply = r.slashIn(thread, r.ruth, "check", standin.Options{"text": "The ferry opened on Friday."})
	if !reply.Message.Ephemeral() {
		t.Error("a check is shown to all where commands answer privately")
	}
	holds(t, r.saying("claim").Content, "1 not in the coverage")
	_, reply = r.slashIn(thread, r.ruth, "ask", standin.Options{"question": "ferry?"})
	if !reply.Message.Ephemeral() {
		t.Error("an answer is shown to all where commands answer privately")
	}
	r.answer()
}

// TestOutletsThatNameNothing must not open everything.
func TestOutletsThatNameNothing(t *testing.T) {
	r := newRoom(t)
	comma := bridge
	comma.ID, comma.Outlet = "added", "Reuters, London"
	r.desk.articles["added"] = comma
	r.told(r.alice, "settings set", standin.Options{"outlets": "INA"})
	holds(t, r.told(r.alice, "settings set", standin.Options{"outlets": " , ,"}), "There is no outlet in that")
	holds(t, r.told(r.alice, "settings show", nil), "seen: INA")
	holds(t, r.told(r.alice, "settings set", standin.Options{"outlets": "reuters, london, ina"}), "seen: Reuters, London, INA")
	holds(t, r.told(r.alice, "settings set", standin.Options{"outlets": "Reuters"}), "There is no coverage of Reuters")
}
