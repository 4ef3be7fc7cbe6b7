package discord_test

import (
	"slices"
	"strings"
	"testing"

	"newsdesk/internal/standin"
)

// planned schedules the briefing that the scenarios are about.
func (r *room) planned(more standin.Options) string {
	r.t.Helper()
	o := standin.Options{"days": "weekdays", "time": "07:30", "zone": "Asia/Baghdad"}
	for name, value := range more {
		o[name] = value
	}
	return r.told(r.alice, "briefing schedule", o)
}

func (r *room) toldChannels() []string {
	r.desk.mu.Lock()
	defer r.desk.mu.Unlock()
	return slices.Clone(r.desk.agenda.told)
}

// briefingNow: what all see counts as told, what one person sees does not.
func briefingNow(t *testing.T, r *room) {
	_, reply := r.slash(r.ruth, "briefing now", standin.Options{"private": true, "topics": "the ferry, , dams،rivers"})
	if !reply.Message.Ephemeral() {
		t.Error("the private briefing is for all to see")
	}
	r.saying("At a glance 0")
	if told := r.toldChannels(); len(told) != 0 {
		t.Errorf("after a private briefing there was told %v", told)
	}
	if o := r.desk.agenda.orders[0]; strings.Join(o.Topics, "|") != "the ferry|dams|rivers" || o.Channel != r.channel {
		t.Errorf("the order is %+v", o)
	}
	r.slash(r.ruth, "briefing now", nil)
	m := r.saying("At a glance 0")
	holds(t, m.Content, "**Briefing of 2 March 2026**", "-# 1 new article", "The ferry to Basra opened on Friday.", "[1]")
	if len(m.Attachments) != 2 || len(m.Components) == 0 {
		t.Errorf("the files are %+v and the buttons %v", m.Attachments, labels(m))
	}
	r.slash(r.ruth, "briefing now", nil)
	r.saying("Nothing new since yesterday.")
	r.stop()
	if told := r.toldChannels(); len(told) != 2 || told[0] != r.channel+` "ferry"` {
		t.Errorf("there was told %v", told)
	}
}

// TestBriefingsInTurn asks for a briefing while the one before is there to be read,
// and does not count as told yet.
func TestBriefingsInTurn(t *testing.T) {
	r := newRoom(t)
	hold := make(chan struct{})
	r.desk.mu.Lock()
	r.desk.agenda.hold = hold
	r.desk.mu.Unlock()
	r.slash(r.ruth, "briefing now", nil)
	r.saying("At a glance 0")
	r.slash(r.alice, "briefing now", nil)
	close(hold)
	r.saying("Nothing new since yesterday.")
}

// longBriefing is in as many messages as are read, and whole in its files.
func longBriefing(t *testing.T, r *room) {
	r.slash(r.ruth, "briefing now", standin.Options{"length": "long"})
	if m := r.saying("The rest is in the file."); len(m.Attachments) != 2 {
		t.Errorf("the files are %+v", m.Attachments)
	}
	if n := len(r.posted(r.channel, r.alice)); n != 20 {
		t.Errorf("the briefing fills %d messages, want 20", n)
	}
}

func briefingSchedules(t *testing.T, r *room) {
	desk, err := r.AddRole(r.guild, "desk", 0)
	r.must(err)
	other, err := r.AddChannel(r.guild, "syria-desk")
	r.must(err)
	holds(t, r.told(r.ruth, "briefing list", nil), "No briefing is scheduled here")
	holds(t, r.told(r.ruth, "briefing schedule", standin.Options{"days": "daily", "time": "7", "zone": "UTC"}), "Manage Server")
	words := r.planned(standin.Options{"topics": "the ferry, dams", "outlets": "ina", "role": desk, "skip_empty": true, "length": "brief"})
	holds(t, words, "Scheduled", "`brief1` weekdays at 07:30 (Asia/Baghdad) in <#"+r.channel+">", "on the ferry, dams", "of INA", "brief", "<@&"+desk+">",
		"not when nothing is new", "Next Tuesday 3 March 2026 at 07:30, <t:1772523000:R>", "cannot be pinged by me")
	r.planned(standin.Options{"channel": other})
	p := r.desk.agenda.plans
	if len(p) != 2 || p[0].By != r.alice || p[0].Guild != r.guild || p[0].Role != desk || !p[0].SkipEmpty || p[1].Channel != other {
		t.Errorf("the plans are %+v", p)
	}
	// Who does not manage the server may not see each channel, and so not each schedule.
	list := r.told(r.ruth, "briefing list", nil)
	if holds(t, list, "`brief1`", "Last: 2026-03-02, sent"); strings.Contains(list, "brief2") {
		t.Errorf("the list is %q", list)
	}
	holds(t, r.told(r.alice, "briefing list", nil), "`brief1`", "`brief2`")
	holds(t, r.told(r.ruth, "briefing preview", standin.Options{"id": "brief2"}), "There is no briefing brief2 here")
	holds(t, r.told(r.ruth, "briefing pause", standin.Options{"id": "brief1"}), "Manage Server")
	holds(t, r.told(r.alice, "briefing pause", standin.Options{"id": "BRIEF1"}), "Paused", "**Paused**")
	holds(t, r.told(r.alice, "briefing resume", standin.Options{"id": "brief1"}), "It goes on", "Next Tuesday")
	holds(t, r.told(r.alice, "briefing remove", standin.Options{"id": "brief1"}), "Removed", "weekdays at 07:30")
	holds(t, r.told(r.alice, "briefing remove", standin.Options{"id": "brief1"}), "There is no briefing brief1")
	holds(t, r.told(r.alice, "forget-me", nil), "2 schedules of briefings that you made or paused go on")
}

// impossibleBriefing is told all that is wrong with it at once.
func impossibleBriefing(t *testing.T, r *room) {
	words := r.told(r.alice, "briefing schedule", standin.Options{"days": "31 February", "time": "25:61", "zone": "Baghdad", "outlets": "nobody", "role": r.guild})
	holds(t, words, "Nothing is scheduled", "There is no coverage of nobody", "I never ping everyone", "February has no day 31", `\*no\* hour`)
	holds(t, r.planned(standin.Options{"outlets": "nobody"}), "There is no coverage of nobody")
	if n := len(r.desk.agenda.plans); n != 0 {
		t.Errorf("%d were scheduled", n)
	}
}

// briefingPreview shows one person what would be told, as the channel's settings
// let it be seen, and tells nothing.
func briefingPreview(t *testing.T, r *room) {
	r.planned(nil)
	_, reply := r.slash(r.ruth, "briefing preview", standin.Options{"id": "brief1"})
	if !reply.Message.Ephemeral() {
		t.Error("the preview is for all to see")
	}
	holds(t, r.saying("At a glance 0").Content, "-# Preview of `brief1`; it does not count as told.", "**Briefing of 2 March 2026**")
	r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "outlets": "INA"})
	r.slash(r.ruth, "briefing preview", standin.Options{"id": "brief1"})
	r.saying("Nothing new since yesterday.")
	r.slash(r.ruth, "briefing now", standin.Options{"outlet": "Shafaq News"})
	r.saying("Here I only see the coverage of INA")
	if told := r.toldChannels(); len(told) != 0 {
		t.Errorf("there was told %v", told)
	}
}

func briefingCompletes(t *testing.T, r *room) {
	r.planned(nil)
	for _, c := range []struct{ option, typed, name, value string }{
		{"zone", "baghd", "Asia/Baghdad (now 12:00)", "Asia/Baghdad"},
		{"zone", "new york", "America/New_York (now 04:00)", "America/New_York"},
		{"zone", "", "UTC (now 09:00)", "UTC"},
		{"days", "week", "weekdays", "weekdays"},
		{"outlets", "INA, sha", "INA, Shafaq News", "INA, Shafaq News"},
		{"id", "week", "weekdays at 07:30 (Asia/Baghdad) (brief1)", "brief1"},
	} {
		command, o := "briefing schedule", standin.Options{"days": "d", "time": "t", "zone": "z"}
		if c.option == "id" {
			command, o = "briefing pause", standin.Options{}
		}
		o[c.option] = c.typed
		choices, err := r.Autocomplete(r.ctx, r.channel, r.alice, command, o, c.option)
		r.must(err)
		if len(choices) == 0 || choices[0].Name != c.name || choices[0].Value != c.value {
			t.Errorf("%s of %q: %+v", c.option, c.typed, choices)
		}
	}
}
