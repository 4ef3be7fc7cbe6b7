package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/schedule"
	discordstandin "newsdesk/internal/standin"
)

const (
	monday  = "2026-03-02"
	tuesday = "2026-03-03"
)

// sendRoute is where messages are posted.
const sendRoute = "/channels/{channel_id}/messages"

func TestBriefingComesOnceAtItsMinute(t *testing.T) {
	m := newMorning(t, nil)
	m.replan(discordstandin.Options{"role": m.role})
	m.turn(4*time.Minute + 59*time.Second)
	if n := len(m.briefings()); n != 0 {
		t.Fatalf("a second early there are %d messages", n)
	}
	m.turn(time.Second)
	m.ended(monday, schedule.Sent)
	all := m.wholeOnce(monday)
	first := all[0].Content
	for _, want := range []string{"<@&" + m.role + ">", "**Briefing of 2 March 2026**", "2 new articles since 1 March 2026, 07:00 (Asia/Baghdad)", "**At a glance**", "The ferry to Basra opened on Friday", "Mosul dam"} {
		if !strings.Contains(first, want) {
			t.Errorf("the first message does not say %q:\n%s", want, first)
		}
	}
	if strings.Contains(first, "late") {
		t.Errorf("on time, it says that it is late: %s", first)
	}
	// On the next day only what is new is told.
	m.turn(12 * time.Hour)
	m.publish(choirNews)
	m.turn(12 * time.Hour)
	said := ""
	for _, msg := range m.wholeOnce(tuesday) {
		said += msg.Content
	}
	if !strings.Contains(said, "choir") || strings.Contains(said, "The ferry to Basra opened") {
		t.Errorf("the second briefing says:\n%s", said)
	}
}

// TestBriefingThroughRestarts ends the bot whenever a part has come, and starts
// another one.
func TestBriefingThroughRestarts(t *testing.T) {
	m := newMorning(t, nil)
	m.replan(discordstandin.Options{"length": "long", "role": m.role})
	m.publish(otherNews...)
	restarts := 0
	m.turn(5 * time.Minute)
	for {
		_, err := m.seen.Until(m.ctx, func(e discordstandin.Event) bool {
			return e.Kind == discordstandin.EventMessage && strings.Contains(e.Message.Content, monday)
		})
		m.must(err)
		m.duty[len(m.duty)-1].end()
		restarts++
		m.open()
		m.turn(0)
		if r := m.run(monday, func(r schedule.Run) bool { return r.Sent > 0 || !r.Ended.IsZero() }); !r.Ended.IsZero() || r.Sent >= r.Of-1 {
			break
		}
	}
	if all := m.wholeOnce(monday); len(all) < 3 || restarts < 2 {
		t.Errorf("there are %d messages and were %d restarts: %v", len(all), restarts, all)
	}
}

// TestEndsWhileAPartIsOnItsWay has the bot end while Discord takes its time with a
// part: that one arrives, and what is left comes from the next bot.
func TestEndsWhileAPartIsOnItsWay(t *testing.T) {
	m := newMorning(t, nil)
	m.publish(otherNews...)
	slow := m.Inject(discordstandin.Fault{Method: "POST", Route: sendRoute, Effect: discordstandin.Effect{Name: "slow", Delay: 300 * time.Millisecond}})
	m.turn(5 * time.Minute)
	m.run(monday, func(r schedule.Run) bool { return !r.Tried.IsZero() })
	m.first.end()
	slow()
	m.open()
	if n := len(m.briefings()); n < 1 {
		t.Error("the part that was on its way did not arrive")
	}
	m.wholeOnce(monday)
}

// TestBriefingUnderMischief has whatever Discord can do wrong happen meanwhile.
func TestBriefingUnderMischief(t *testing.T) {
	for _, mischief := range discordstandin.Mischiefs() {
		t.Run(mischief.Name, func(t *testing.T) {
			m := newMorning(t, nil)
			m.replan(discordstandin.Options{"role": m.role})
			m.publish(otherNews...)
			if mischief.Name == "an answer that never comes" && testing.Short() {
				t.Skip("it takes ten seconds a message")
			}
			end := mischief.Begin(m.Discord)
			m.turn(5 * time.Minute)
			r := m.run(monday, func(r schedule.Run) bool { return !r.Ended.IsZero() || r.Failures > 0 })
			end()
			if r.Ended.IsZero() {
				m.turn(time.Minute)
			}
			m.wholeOnce(monday)
		})
	}
}

// TestLostAnswer has each answer to a part lost for so long that Discord has
// forgotten the nonce: the part is found in the channel.
func TestLostAnswer(t *testing.T) {
	m := newMorning(t, nil)
	m.publish(otherNews...)
	end := m.Inject(discordstandin.Fault{Method: "POST", Route: sendRoute, Effect: discordstandin.Effect{Name: "lost", HangupAfter: true}})
	m.turn(5 * time.Minute)
	m.run(monday, func(r schedule.Run) bool { return r.Failures > 0 })
	end()
	if n := len(m.briefings()); n != 1 {
		t.Fatalf("there are %d messages", n)
	}
	for range 60 { // others write more than a page of history
		_, err := m.Say(m.channel, m.alice, "what a day")
		m.must(err)
		_, err = m.Say(m.channel, m.alice, "what a night")
		m.must(err)
	}
	m.turn(20 * time.Minute)
	m.wholeOnce(monday)
	if read := m.Calls(func(c discordstandin.Call) bool { return c.Method == "GET" && c.Route == sendRoute }); len(read) == 0 {
		t.Error("the channel was not looked at")
	}
}

// TestLastAnswerLost has the last part's answer lost: that it was told is remembered
// all the same.
func TestLastAnswerLost(t *testing.T) {
	m := newMorning(t, discordstandin.Options{"length": "brief", "skip_empty": true})
	end := m.Inject(discordstandin.Fault{Method: "POST", Route: sendRoute, Effect: discordstandin.Effect{Name: "lost", HangupAfter: true}})
	m.turn(5 * time.Minute)
	m.run(monday, func(r schedule.Run) bool { return r.Failures > 0 })
	end()
	m.turn(20 * time.Minute)
	if all := m.wholeOnce(monday); len(all) != 1 {
		t.Fatalf("the brief briefing has %d messages", len(all))
	}
	m.turn(24 * time.Hour)
	m.ended(tuesday, schedule.Skipped)
}

// TestChannelIsLost pauses a schedule whose channel is gone or closed, and tells its
// maker once.
func TestChannelIsLost(t *testing.T) {
	for name, lose := range map[string]func(m *morning) error{
		"deleted": func(m *morning) error { return m.DeleteChannel(m.channel) },
		"no send": func(m *morning) error {
			return m.SetOverwrite(m.channel, discordstandin.Overwrite{ID: m.guild, Deny: discordstandin.PermSendMessages})
		},
		"no view": func(m *morning) error {
			return m.SetOverwrite(m.channel, discordstandin.Overwrite{ID: m.guild, Deny: discordstandin.PermViewChannel})
		},
		"kicked": func(m *morning) error { return m.KickBot(m.guild) },
	} {
		t.Run(name, func(t *testing.T) {
			m := newMorning(t, nil)
			m.must(lose(m))
			m.turn(5 * time.Minute)
			m.ended(monday, schedule.Failed)
			s := m.schedule()
			if s.Paused == nil || s.Paused.Untold != "" {
				t.Fatalf("the schedule is %+v", s)
			}
			dm, err := m.OpenDM(m.alice)
			m.must(err)
			if told := m.Messages(dm, m.alice); len(told) != 1 || !strings.Contains(told[0].Content, "is paused") || !strings.Contains(told[0].Content, string(s.ID)) {
				t.Errorf("its maker was told %+v", told)
			}
		})
	}
}

// TestFilesMayNotBeAttached posts the words then.
func TestFilesMayNotBeAttached(t *testing.T) {
	m := newMorning(t, nil)
	m.must(m.SetOverwrite(m.channel, discordstandin.Overwrite{ID: m.guild, Deny: discordstandin.PermAttachFiles}))
	m.turn(5 * time.Minute)
	r := m.ended(monday, schedule.Sent)
	all := m.briefings()
	if len(all) != r.Of || len(all[len(all)-1].Attachments) > 0 {
		t.Errorf("the channel has %+v", all)
	}
}

func TestLateAfterRestart(t *testing.T) {
	m := newMorning(t, nil)
	m.first.end()
	m.turn(3*time.Hour + 5*time.Minute)
	m.open()
	if first := m.wholeOnce(monday)[0].Content; !strings.HasPrefix(first, "This comes 3 hours late: it was due <t:1772424000:f>.\n**Briefing") {
		t.Errorf("it says %q", first)
	}
	// Past its window it does not come at all.
	m.duty[len(m.duty)-1].end()
	m.turn(21*time.Hour + 13*time.Hour)
	m.open()
	m.ended(tuesday, schedule.Missed)
}

func TestNothingNew(t *testing.T) {
	for _, skip := range []bool{true, false} {
		t.Run(fmt.Sprint("skip ", skip), func(t *testing.T) {
			m := newMorning(t, discordstandin.Options{"skip_empty": skip})
			m.turn(5 * time.Minute)
			m.wholeOnce(monday)
			m.turn(24 * time.Hour)
			if skip {
				m.ended(tuesday, schedule.Skipped)
				return
			}
			if all := m.wholeOnce(tuesday); len(all) != 1 || !strings.Contains(all[0].Content, "Nothing new since 2 March 2026, 07:00 (Asia/Baghdad)") {
				t.Errorf("it says %+v", all)
			}
		})
	}
}

// TestWhatCountsAsTold previews, asks privately, and asks for all to see: only the
// last of these counts. A briefing of one topic tells nothing of the others.
func TestWhatCountsAsTold(t *testing.T) {
	m := newMorning(t, discordstandin.Options{"skip_empty": true})
	if said := m.command("briefing preview", discordstandin.Options{"id": string(m.schedule().ID)}); !strings.Contains(said, "The ferry to Basra opened") {
		t.Errorf("the preview says %q", said)
	}
	m.command("briefing now", discordstandin.Options{"private": true})
	if said := m.now(discordstandin.Options{"topics": "Mosul dam"}); !strings.Contains(said, "two gates") || strings.Contains(said, "choir") {
		t.Errorf("of the dam it says %q", said)
	}
	m.turn(5 * time.Minute)
	said := ""
	for _, msg := range m.wholeOnce(monday) {
		said += msg.Content
	}
	if !strings.Contains(said, "The ferry to Basra opened") || strings.Contains(said, "repaired two gates") {
		t.Errorf("the briefing says:\n%s", said)
	}
	m.turn(time.Hour)
	m.publish(choirNews)
	if said := m.now(nil); !strings.Contains(said, "choir") || strings.Contains(said, "The ferry to Basra opened") {
		t.Errorf("what is new is %q", said)
	}
	m.turn(23 * time.Hour)
	m.ended(tuesday, schedule.Skipped)
}

// TestSettingsHoldForBriefings: a channel's outlets are those of its briefings.
func TestSettingsHoldForBriefings(t *testing.T) {
	m := newMorning(t, nil)
	m.command("settings set", discordstandin.Options{"channel": m.channel, "outlets": "INA"})
	m.turn(5 * time.Minute)
	for _, msg := range m.wholeOnce(monday) {
		if strings.Contains(msg.Content, "dam") {
			t.Errorf("it says %s", msg.Content)
		}
	}
}

// TestTwoBotsOnOneRecord has both find the briefing due at once.
func TestTwoBotsOnOneRecord(t *testing.T) {
	m := newMorning(t, nil)
	m.open()
	m.publish(otherNews...)
	m.turn(5 * time.Minute)
	m.wholeOnce(monday)
	m.turn(24 * time.Hour)
	m.ended(tuesday, schedule.Sent)
	m.wholeOnce(tuesday)
}

// TestImpossibleSchedule is told all that is wrong with it.
func TestImpossibleSchedule(t *testing.T) {
	m := newMorning(t, nil)
	said := m.command("briefing schedule", discordstandin.Options{"days": "31 February", "time": "25:61", "zone": "Atlantis"})
	for _, want := range []string{"Nothing is scheduled", "February has no day 31", `time “25\:61”`, "zone “Atlantis”: there is no such zone"} {
		if !strings.Contains(said, want) {
			t.Errorf("it does not say %q: %s", want, said)
		}
	}
	if said := m.command("forget-me", nil); !strings.Contains(said, "A schedule of briefings that you made or paused goes on") {
		t.Errorf("it says %q", said)
	}
	if s := m.schedule(); s.By != "" {
		t.Errorf("its maker is still %s", s.By)
	}
}

// TestBriefingIsAmended: where a sentence of a briefing no longer stands, the message
// says so, and 'bot corrections' lists the briefing once.
func TestBriefingIsAmended(t *testing.T) {
	m := newMorning(t, nil)
	m.turn(5 * time.Minute)
	m.ended(monday, schedule.Sent)
	m.turn(time.Hour)
	changed := ferryNews
	changed.Body = strings.Replace(ferryNews.Body, "opened on Friday", "opened on Thursday", 1)
	m.publish(changed)
	found, err := m.first.desk.pieces.Corrections(m.ctx, m.first.desk.answered)
	m.must(err)
	if len(found) != 1 || found[0].Kind != "briefing" || len(found[0].Stale) != 1 || found[0].Stale[0].Instead == nil {
		t.Errorf("what no longer stands is %+v", found)
	}
	m.turn(5 * time.Minute)
	_, err = m.seen.Until(m.ctx, func(e discordstandin.Event) bool {
		return e.Kind == discordstandin.EventEdit && strings.Contains(e.Message.Content, "no longer stands: its article was changed")
	})
	m.must(err)
}
