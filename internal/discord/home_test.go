package discord_test

import (
	"testing"

	"newsdesk/internal/standin"
)

// TestCoverageHasAHome: a stranger who invites the bot to a server of their own
// manages what that adds, and not everybody's coverage.
func TestCoverageHasAHome(t *testing.T) {
	r := newRoom(t)
	holds(t, r.told(r.alice, "coverage remove", standin.Options{"article": "bridge"}), "Withdrawn")
	mallory := r.AddUser("mallory").ID
	elsewhere := r.AddGuild("Elsewhere", mallory)
	r.must(r.Join(elsewhere, mallory))
	channel, err := r.AddChannel(elsewhere, "general")
	r.must(err)
	_, reply := r.slashIn(channel, mallory, "coverage remove", standin.Options{"article": "ferry"})
	refused(t, "a stranger withdraws an article", reply, "not changed from this server")
	holds(t, r.told(r.alice, "coverage show", standin.Options{"article": "bridge"}), "There is no article")

	// Started in two servers, the bot cannot tell which is home.
	r.stop()
	r.open()
	_, reply = r.slashIn(r.channel, r.alice, "coverage remove", standin.Options{"article": "ferry"})
	refused(t, "who of two is home", reply, "not changed from this server")
	// Named, it is.
	r.stop()
	r.config.Home = []string{r.guild}
	r.open()
	_, reply = r.slashIn(channel, mallory, "coverage remove", standin.Options{"article": "ferry"})
	refused(t, "a stranger withdraws an article", reply, "not changed from this server")
	holds(t, r.told(r.alice, "coverage remove", standin.Options{"article": "ferry"}), "Withdrawn")
}
