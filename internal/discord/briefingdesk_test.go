package discord_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/discord/session"
	"newsdesk/rag"
)

// agenda is what a desk has of briefings.
type agenda struct {
	told   []string      // channel and telling of each briefing that counts
	hold   chan struct{} // if set, nothing counts before it is closed
	orders []discord.BriefingOrder
	plans  []discord.Plan
	kept   []discord.Scheduled
	owners map[string]string // by id
}

// Brief tells of the ferry what was not told in the channel; of football nothing.
func (d *desk) Brief(_ context.Context, o discord.BriefingOrder) (discord.Brief, error) {
	d.mu.Lock()
	told := slices.Clone(d.agenda.told)
	d.agenda.orders = append(d.agenda.orders, o)
	d.mu.Unlock()
	var made discord.Brief
	made.Title = "Briefing of 2 March 2026"
	made.Telling = json.RawMessage(`"ferry"`)
	if slices.Contains(told, o.Channel+` "ferry"`) || !o.Passes(&ferry) || slices.Contains(o.Topics, "football") {
		made.Refusal = "Nothing new since yesterday."
		return made, nil
	}
	answer := answerOf(rag.Question{}, ferry, "The ferry to Basra opened on Friday.")
	made.Sources = answer.Sources
	made.Notes = []string{"1 new article since yesterday."}
	sections := 1
	if o.Length == "long" {
		sections = 200
	}
	for i := range sections {
		made.Sections = append(made.Sections, rag.Section{Heading: fmt.Sprint("At a glance ", i), Rows: []rag.Row{{Label: strings.Repeat("Ferry ", 60), Claim: answer.Claims[0]}}})
	}
	made.Files = []session.File{{Name: "briefing.md", Data: []byte("# all")}, {Name: "briefing.html", Data: []byte("<p>all</p>")}}
	return made, nil
}

func (d *desk) Remember(_ context.Context, channel string, telling json.RawMessage) error {
	d.mu.Lock()
	hold := d.agenda.hold
	d.mu.Unlock()
	if hold != nil {
		<-hold
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.agenda.told = append(d.agenda.told, channel+" "+string(telling))
	return nil
}

// Schedule takes any plan but one for never, which has two faults.
func (d *desk) Schedule(_ context.Context, p discord.Plan) (discord.Scheduled, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if p.Days == "31 February" {
		return discord.Scheduled{}, &discord.ImpossibleError{Problems: []string{"days “31 February”: February has no day 31. Write 'daily'.", "time “25:61”: *no* hour. Write '07:30'."}}
	}
	if p.Try {
		return discord.Scheduled{}, nil
	}
	d.agenda.plans = append(d.agenda.plans, p)
	s := discord.Scheduled{
		ID: fmt.Sprint("brief", len(d.agenda.plans)), Channel: p.Channel, When: p.Days + " at " + p.At + " (" + p.Zone + ")", Next: time.Date(2026, 3, 3, 7, 30, 0, 0, time.UTC),
		Topics: p.Topics, Outlets: p.Outlets, Length: p.Length, Role: p.Role, SkipEmpty: p.SkipEmpty,
	}
	d.agenda.kept = append(d.agenda.kept, s)
	if d.agenda.owners == nil {
		d.agenda.owners = map[string]string{}
	}
	d.agenda.owners[s.ID] = p.By
	return s, nil
}

func (d *desk) Scheduled(context.Context, string) ([]discord.Scheduled, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.agenda.kept), nil
}

func (d *desk) LastBriefing(_ context.Context, _, id string) (string, error) {
	if id == "brief1" {
		return "2026-03-02, sent", nil
	}
	return "", nil
}

// alterBriefing changes a schedule; a change that takes the id away deletes it.
func (d *desk) alterBriefing(id string, change func(*discord.Scheduled)) (discord.Scheduled, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	at := slices.IndexFunc(d.agenda.kept, func(s discord.Scheduled) bool { return s.ID == id })
	if at < 0 {
		return discord.Scheduled{}, rag.ErrNotFound
	}
	change(&d.agenda.kept[at])
	s := d.agenda.kept[at]
	if s.ID == "" {
		d.agenda.kept = slices.Delete(d.agenda.kept, at, at+1)
	}
	return s, nil
}

func (d *desk) PauseBriefing(_ context.Context, _, id, _ string) (discord.Scheduled, error) {
	return d.alterBriefing(id, func(s *discord.Scheduled) { s.Paused = true })
}

func (d *desk) ResumeBriefing(_ context.Context, _, id string) (discord.Scheduled, error) {
	return d.alterBriefing(id, func(s *discord.Scheduled) { s.Paused = false })
}

func (d *desk) RemoveBriefing(_ context.Context, _, id string) error {
	_, err := d.alterBriefing(id, func(s *discord.Scheduled) { s.ID = "" })
	return err
}

func (d *desk) Disown(_ context.Context, person string) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for id, owner := range d.agenda.owners {
		if owner == person {
			n++
			d.agenda.owners[id] = ""
		}
	}
	return n, nil
}
