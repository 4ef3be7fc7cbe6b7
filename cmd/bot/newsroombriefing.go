package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/page"
	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
)

// Brief composes a briefing of what is new to a channel.
func (n *newsroom) Brief(ctx context.Context, o discord.BriefingOrder) (discord.Brief, error) {
	return n.brief(ctx, &o, n.zoneOf(ctx, o.Channel))
}

// brief composes a briefing by the clocks of a zone.
func (n *newsroom) brief(ctx context.Context, o *discord.BriefingOrder, zone *time.Location) (discord.Brief, error) {
	told, err := n.desk.pieces.Told(ctx, o.Channel)
	if err != nil {
		return discord.Brief{}, err
	}
	made, err := n.desk.pieces.Briefing(ctx, briefing.Order{Topics: o.Topics, Filter: o.Filter, Length: briefing.Length(o.Length), Told: told, Zone: zone})
	if err != nil {
		return discord.Brief{}, err
	}
	telling, err := json.Marshal(made.Telling)
	if err != nil {
		return discord.Brief{}, fmt.Errorf("write what a briefing tells: %w", err)
	}
	brief := discord.Brief{Telling: telling}
	if brief.Report = made.Report; !made.Nothing {
		brief.Files, err = briefingFiles(&made, zone)
	}
	return brief, err
}

// zoneOf is the zone of a channel's schedules; UTC where there is none.
func (n *newsroom) zoneOf(ctx context.Context, channel string) *time.Location {
	all, _ := n.book.All(ctx) // those that can be read
	for _, s := range all {
		if s.Channel == channel {
			return zoneNamed(s.Zone)
		}
	}
	return time.UTC
}

// zoneNamed is a zone by its name, which was checked when it was stored.
func zoneNamed(name string) *time.Location {
	if loc, err := time.LoadLocation(name); err == nil {
		return loc
	}
	return time.UTC
}

// briefingFiles are the whole of a briefing: Markdown, for notes, and a page of
// HTML, to be read by itself.
func briefingFiles(made *briefing.Briefing, zone *time.Location) ([]discordsession.File, error) {
	var html bytes.Buffer
	if err := page.HTML(&html, &made.Report); err != nil {
		return nil, err
	}
	name := "briefing-" + made.Telling.At.In(zone).Format(time.DateOnly)
	return []discordsession.File{
		{Name: name + ".md", Description: made.Title, ContentType: "text/markdown", Data: []byte(page.Markdown(&made.Report))},
		{Name: name + ".html", Description: made.Title, ContentType: "text/html", Data: html.Bytes()},
	}, nil
}

// Remember notes that a channel was told a briefing.
func (n *newsroom) Remember(ctx context.Context, channel string, telling json.RawMessage) error {
	var t briefing.Telling
	if err := json.Unmarshal(telling, &t); err != nil {
		return fmt.Errorf("read what a briefing told: %w", err)
	}
	return n.desk.pieces.Remember(ctx, channel, t)
}

// Schedule makes a schedule.
func (n *newsroom) Schedule(ctx context.Context, p discord.Plan) (discord.Scheduled, error) {
	r := schedule.Request{
		Guild: p.Guild, Channel: p.Channel, By: p.By, Days: p.Days, At: p.At, Zone: p.Zone,
		Topics: p.Topics, Outlets: p.Outlets, Length: p.Length, Role: p.Role, SkipEmpty: p.SkipEmpty,
	}
	var s schedule.Schedule
	err := r.Check()
	if err == nil && !p.Try {
		s, err = n.book.Add(ctx, r)
	}
	if problems := problemsOf(err); len(problems) > 0 {
		return discord.Scheduled{}, &discord.ImpossibleError{Problems: problems}
	}
	if err != nil || p.Try {
		return discord.Scheduled{}, err
	}
	return n.scheduled(s), nil
}

// problemsOf are the mistakes that an error of the schedules tells, in words.
func problemsOf(err error) []string {
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var all []string
		for _, one := range several.Unwrap() {
			all = append(all, problemsOf(one)...)
		}
		return all
	}
	if w, ok := errors.AsType[*schedule.Wrong](err); ok {
		return []string{fmt.Sprintf("%s “%s”: %s. Write %s.", w.What, w.Got, w.Why, w.Write)}
	}
	return nil
}

// Scheduled are a server's schedules.
func (n *newsroom) Scheduled(ctx context.Context, guild string) ([]discord.Scheduled, error) {
	list, err := n.book.List(ctx, guild)
	if err != nil && list == nil {
		return nil, err
	}
	if err != nil {
		n.desk.log.Error("some schedules of briefings cannot be read", "err", err)
	}
	all := make([]discord.Scheduled, len(list))
	for i, s := range list {
		all[i] = n.scheduled(s)
	}
	return all, nil
}

// scheduled is a schedule as the bot on Discord sees it.
func (n *newsroom) scheduled(s schedule.Schedule) discord.Scheduled {
	d := discord.Scheduled{
		ID: string(s.ID), Channel: s.Channel, When: fmt.Sprintf("%s at %s (%s)", s.Days, s.At, s.Zone),
		Topics: s.Topics, Outlets: s.Outlets, Length: s.Length, Role: s.Role, SkipEmpty: s.SkipEmpty,
	}
	if s.Paused != nil {
		d.Paused, d.Why = true, s.Paused.Why
	}
	if next, err := s.Next(n.desk.pieces.Now(), 1); err == nil && len(next) == 1 {
		d.Next = next[0]
	}
	return d
}

// LastBriefing says what became of a schedule's last briefing.
func (n *newsroom) LastBriefing(ctx context.Context, guild, id string) (string, error) {
	runs, err := n.book.Runs(ctx, guild, schedule.ID(id))
	if err != nil || len(runs) == 0 {
		return "", err
	}
	last := runs[0]
	words := fmt.Sprintf("%s, %s", last.Date, last.State)
	if last.Why != "" {
		words += ": " + last.Why
	}
	return words, nil
}

// PauseBriefing pauses a schedule.
func (n *newsroom) PauseBriefing(ctx context.Context, guild, id, by string) (discord.Scheduled, error) {
	s, err := n.book.Pause(ctx, guild, schedule.ID(id), by, "")
	return n.scheduled(s), err
}

// ResumeBriefing has a schedule go on.
func (n *newsroom) ResumeBriefing(ctx context.Context, guild, id string) (discord.Scheduled, error) {
	s, err := n.book.Resume(ctx, guild, schedule.ID(id))
	return n.scheduled(s), err
}

// RemoveBriefing deletes a schedule.
func (n *newsroom) RemoveBriefing(ctx context.Context, guild, id string) error {
	return n.book.Remove(ctx, guild, schedule.ID(id))
}

// Disown forgets that a person made or paused schedules, and that they added
// sources, which are not counted: these show nobody's name.
func (n *newsroom) Disown(ctx context.Context, person string) (int, error) {
	if _, err := n.desk.keeper.Forget(ctx, person); err != nil {
		return 0, err
	}
	return n.book.Disown(ctx, person)
}
