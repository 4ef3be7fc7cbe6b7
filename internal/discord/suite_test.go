package discord_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
)

// scenario is something that people do with the bot and what comes of it, whatever
// the day is like.
type scenario struct {
	name     string
	run      func(*testing.T, *room)
	options  []roomOption
	fails    bool // the bot is made to fail, and its log may say so
	unfilled bool // Discord lets nobody fill the message that waits for the answer
	// but are mischiefs, by their names, under which it cannot hold, and why.
	but map[string]string
}

// doubled is why a private answer in several messages may have one of them twice.
const doubled = "follow-ups have no nonce at Discord, and a sentence twice is better than none"

// jumps is why a message may be said twice where its clock jumps by hours.
const jumps = "the nonce of a message that is being repeated is over when the clock jumps"

// lost are the mischiefs that do what was asked and do not say so.
func lost(why string) map[string]string {
	return map[string]string{"an answer lost": why, "an answer that never comes": why}
}

// scenarios are the suite. Each runs in a room of its own on a stand-in that
// behaves, and under each mischief.
var scenarios = []scenario{
	{name: "mention", run: mention},
	{name: "direct message", run: directMessage},
	{name: "reply chain", run: replyChain},
	{name: "ask command", run: askCommand},
	{name: "private ask", run: privateAsk},
	{name: "drafts", run: drafts},
	{name: "long answer", run: longAnswer},
	{name: "private long answer", run: privateLongAnswer, but: lost(doubled)},
	{name: "many at once", run: manyAtOnce},
	{name: "decline", run: decline},
	{name: "failure has an id", run: failureHasAnID, fails: true},
	{name: "sources", run: sources},
	{name: "thread", run: thread},
	{name: "thread without permission", run: threadWithoutPermission},
	{name: "feedback", run: feedback},
	{name: "delete", run: deleteAnswer},
	{name: "forget me", run: forgetMe},
	{name: "check command", run: checkCommand},
	{name: "check message and share", run: checkMessageAndShare},
	{name: "ask about message", run: askAboutMessage},
	{name: "pieces", run: pieceCommands},
	{name: "long piece", run: longPiece},
	{name: "briefing now", run: briefingNow},
	{name: "long briefing", run: longBriefing},
	{name: "schedules of briefings", run: briefingSchedules},
	{name: "impossible briefing", run: impossibleBriefing},
	{name: "preview of a briefing", run: briefingPreview},
	{name: "completion for briefings", run: briefingCompletes},
	{name: "coverage", run: coverageCommand},
	{name: "coverage is managed", run: coverageIsManaged},
	{name: "sources of coverage", run: coverageSources},
	{name: "help", run: help},
	{name: "settings", run: settings},
	{name: "roles", run: onlyRoles},
	{name: "unasked", run: unasked},
	{name: "fair limit", run: fairLimit, options: []roomOption{limited(discord.Limits{Person: discord.Rate{Burst: 2, Every: 30 * time.Second}})}},
	{name: "server limit and budget", run: serverLimitAndBudget, options: []roomOption{limited(discord.Limits{Server: discord.Rate{Burst: 3, Every: time.Minute}})}, but: lost(jumps)},
	{name: "bots are not answered", run: botsAreNotAnswered},
	{name: "markup is harmless", run: markupIsHarmless},
	{name: "token expires", run: tokenExpires(false)},
	{name: "token of a private answer expires", run: tokenExpires(true), unfilled: true},
	{name: "question deleted", run: questionDeleted},
	{name: "channel is lost", run: placeIsLost(loseChannel, false)},
	{name: "server is lost", run: placeIsLost(loseServer, false), unfilled: true},
	{name: "permission is lost", run: placeIsLost(losePermission(standin.PermSendMessages), true)},
	{name: "view is lost", run: placeIsLost(losePermission(standin.PermViewChannel), true)},
	{name: "no history permission", run: noHistoryPermission},
}

func TestScenarios(t *testing.T) {
	t.Run("behaved", func(t *testing.T) { runScenarios(t, nil) })
	if testing.Short() {
		return
	}
	for _, m := range standin.Mischiefs() {
		t.Run(m.Name, func(t *testing.T) { runScenarios(t, &m) })
	}
}

// runScenarios runs the suite under a mischief, nil for none.
func runScenarios(t *testing.T, m *standin.Mischief) {
	t.Parallel()
	for _, s := range scenarios {
		t.Run(s.name, func(t *testing.T) {
			options := s.options
			if m != nil {
				if why := s.but[m.Name]; why != "" {
					t.Skip(why)
				}
				options = append([]roomOption{under(*m)}, options...)
			}
			r := newRoom(t, options...)
			all := r.Subscribe()
			s.run(t, r)
			r.stop() // whatever would be said twice has been by then
			r.answersAll(all)
			r.saysAllOnce(!s.unfilled)
			if log := r.log.String(); !s.fails && strings.Contains(log, "level=ERROR") {
				t.Errorf("there is an error in the log:\n%s", log)
			}
		})
	}
}

// answersAll fails the test where something that a person did was not answered
// at all, of what a subscription saw.
func (r *room) answersAll(all *standin.Subscription) {
	r.t.Helper()
	all.Close()
	open := map[string]bool{}
	for {
		e, err := all.Next(r.ctx)
		if errors.Is(err, standin.ErrClosed) {
			break
		}
		r.must(err)
		switch e.Kind {
		case standin.EventInteraction:
			open[e.InteractionID] = true
		case standin.EventAcknowledged:
			delete(open, e.InteractionID)
		}
	}
	if len(open) > 0 {
		r.t.Errorf("%d interactions were not answered; the log is\n%s", len(open), r.log)
	}
}

// saysAllOnce fails the test where somebody sees two messages of the bot's that
// say the same to the same, or one that waits to be filled for ever.
func (r *room) saysAllOnce(filled bool) {
	r.t.Helper()
	for _, u := range r.Users() {
		for _, c := range r.Channels(u.ID) {
			said := map[string]bool{}
			for _, m := range r.posted(c.ID, u.ID) {
				to := fmt.Sprint(m.Metadata["id"])
				if m.Reference != nil {
					to += " " + m.Reference.MessageID
				}
				if said[to+" "+m.Content] && m.Content != "" {
					r.t.Errorf("%q is said twice", m.Content)
				}
				if said[to+" "+m.Content] = true; filled && m.Loading() {
					r.t.Errorf("a message was never filled: %+v", m)
				}
			}
		}
	}
}
