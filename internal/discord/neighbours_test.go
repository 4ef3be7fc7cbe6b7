package discord_test

import (
	"fmt"
	"strings"
	"testing"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
)

// elsewhere is another server with a channel, and mallory who manages it. Alice is in
// it, too.
func (r *room) elsewhere() (channel, mallory string) {
	r.t.Helper()
	mallory = r.AddUser("mallory").ID
	guild := r.AddGuild("Elsewhere", mallory)
	r.must(r.Join(guild, mallory))
	r.must(r.Join(guild, r.alice))
	channel, err := r.AddChannel(guild, "general")
	r.must(err)
	return channel, mallory
}

// toldIn runs a command in a channel and returns what it answers at once.
func (r *room) toldIn(channel, user, name string, o standin.Options) string {
	r.t.Helper()
	_, reply := r.slashIn(channel, user, name, o)
	return fmt.Sprint(reply.Message.Content, reply.Message.Embeds)
}

// TestEachServerHasItsOwnCoverage has two servers add, and neither see or remove what
// the other did, in whichever way it asks.
func TestEachServerHasItsOwnCoverage(t *testing.T) {
	r := newRoom(t)
	channel, mallory := r.elsewhere()
	r.must(r.Join(r.guild, mallory)) // who is in both sees in each what it has
	story := standin.File{Name: "story.txt", Type: "text/plain", Data: []byte("The dam was closed.")}
	r.slashIn(channel, mallory, "coverage add", standin.Options{"file": story})
	holds(t, r.saying("1 new").Content, "in this server alone")

	added := standin.Options{"article": "added"}
	for _, user := range []string{r.alice, mallory} {
		holds(t, r.told(user, "coverage show", added), "There is no article")
		holds(t, r.told(user, "coverage status", nil), "2 articles")
		choices, err := r.Autocomplete(r.ctx, r.channel, user, "coverage show", standin.Options{"article": "add"}, "article")
		if len(choices) != 0 || err != nil {
			t.Errorf("%v is offered, %v", choices, err)
		}
	}
	holds(t, r.told(r.alice, "coverage remove", added), "There is no article")
	r.slash(r.alice, "summary", standin.Options{"article": "added", "private": true})
	r.saying("There is no article added here")
	dm, err := r.OpenDM(mallory)
	r.must(err)
	holds(t, r.toldIn(dm, mallory, "coverage show", added), "There is no article")
	holds(t, r.toldIn(dm, mallory, "coverage add", standin.Options{"file": story}), "in a server, by those who manage it")

	holds(t, r.toldIn(channel, mallory, "coverage show", added), "The dam was closed")
	holds(t, r.toldIn(channel, mallory, "coverage status", nil), "3 articles", "1 of them only this server sees")
	choices, err := r.Autocomplete(r.ctx, channel, mallory, "coverage show", standin.Options{"article": "add"}, "article")
	if len(choices) != 1 || err != nil {
		t.Errorf("%v is offered, %v", choices, err)
	}
	r.slashIn(channel, mallory, "summary", standin.Options{"article": "added", "private": true})
	r.saying("summary:")
	holds(t, r.toldIn(channel, mallory, "coverage remove", added), "Withdrawn")
	holds(t, r.toldIn(channel, mallory, "coverage show", added), "There is no article")
}

// TestOutletsOfOthersAreNotNamed sets outlets: what others alone have is unknown.
func TestOutletsOfOthersAreNotNamed(t *testing.T) {
	r := newRoom(t)
	channel, mallory := r.elsewhere()
	own := bridge
	own.ID, own.Outlet, own.Audience = "added", "Quiet Gazette", discord.AudienceOf(r.guild)
	r.desk.put(own)
	for _, asked := range []standin.Options{{"outlets": "Quiet Gazette"}, {"outlets": "Nobody"}} {
		said := r.toldIn(channel, mallory, "settings set", asked)
		holds(t, said, "There is no coverage of", "Shafaq News")
		if strings.Contains(strings.SplitN(said, "There is of", 2)[1], "Quiet") {
			t.Errorf("it names what another server has: %q", said)
		}
	}
	holds(t, r.told(r.alice, "settings set", standin.Options{"outlets": "quiet gazette"}), "seen: Quiet Gazette")
	choices, err := r.Autocomplete(r.ctx, channel, mallory, "ask", standin.Options{"outlet": "quiet"}, "outlet")
	if len(choices) != 0 || err != nil {
		t.Errorf("%v is offered, %v", choices, err)
	}
}

// TestNothingIsTakenAlong replays in one server, as somebody who is in both, what an
// answer in the other one can be asked for, and asks on from it.
func TestNothingIsTakenAlong(t *testing.T) {
	r := newRoom(t)
	channel, _ := r.elsewhere()
	own := ferry
	own.Audience = discord.AudienceOf(r.guild)
	r.desk.put(own)
	r.mention(r.channel, r.alice, "when did the ferry open?")
	public := r.answer()
	r.slash(r.alice, "ask", standin.Options{"question": "When did the ferry open?", "private": true})
	private := answerID(t, r.answer())
	for _, id := range []string{answerID(t, public), private} {
		m := r.forged(channel, "sources/"+id, "page/"+id+"/0", "thread/"+id, "wrong/"+id, "helpful/"+id)
		for _, row := range m.Components {
			what := row.Components[0].CustomID
			refused(t, what, r.click(m, r.alice, what), "kept no longer")
		}
		forged := r.forged(channel, "helpful/"+id) // under which the bot finds the answer
		_, err := r.Send(channel, r.alice, standin.Draft{Text: "<@" + r.Bot().ID + "> How many cars does it carry?", ReplyTo: forged.ID})
		r.must(err)
		r.saying("The coverage does not say")
	}
	for _, q := range r.desk.questions()[2:] {
		if len(q.History) > 0 || q.Audience == discord.AudienceOf(r.guild) {
			t.Errorf("elsewhere %q is asked with %v of %q", q.Text, q.History, q.Audience)
		}
	}
	// In a direct message the passage of a private answer is not there.
	dm, err := r.OpenDM(r.alice)
	r.must(err)
	m := r.forged(dm, "sources/"+private)
	reply := r.click(m, r.alice, "sources/"+private)
	if said := fmt.Sprintf("%+v", reply.Message); strings.Contains(said, "ferry") || strings.Contains(said, "Ferry") {
		t.Errorf("in a direct message it shows %s", said)
	}
	if reply := r.click(public, r.alice, button(t, public, "Sources")); !strings.Contains(fmt.Sprintf("%+v", reply.Message.Embeds), "Ferry") {
		t.Errorf("where it was given, it shows %+v", reply.Message)
	}
}
