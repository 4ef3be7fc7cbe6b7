package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
	"newsdesk/rag"
)

var (
	_ schedule.Composer  = (*courier)(nil)
	_ schedule.Deliverer = (*courier)(nil)
)

// courier composes the briefings that are due, and brings them to Discord.
type courier struct {
	newsroom *newsroom
	bot      *discord.Bot
}

// Compose writes a briefing of what its channel may see and was not told.
func (c *courier) Compose(ctx context.Context, a schedule.Assignment) (schedule.Composition, error) {
	s := &a.Schedule
	filter, open, err := c.bot.Visible(ctx, s.Guild, s.Channel, rag.Filter{Outlets: s.Outlets})
	if err != nil {
		return schedule.Composition{}, err
	}
	if !open {
		return composition(&briefingPart{Content: discord.UnseenThere(s.Outlets)})
	}
	o := &discord.BriefingOrder{Channel: s.Channel, Topics: s.Topics, Length: s.Length, Filter: filter}
	made, err := c.newsroom.brief(ctx, o, zoneNamed(s.Zone))
	if err != nil {
		return schedule.Composition{}, err
	}
	parts, err := partsOf(&made)
	return schedule.Composition{Parts: parts, Empty: made.Refusal != ""}, err
}

// composition is one of a single part that tells nothing.
func composition(p *briefingPart) (schedule.Composition, error) {
	part, err := json.Marshal(p)
	return schedule.Composition{Parts: [][]byte{part}, Empty: true}, err
}

// Send posts a part. After the last one the channel was told.
func (c *courier) Send(ctx context.Context, p schedule.Parcel) error {
	part, post, err := unwrapped(&p)
	if err != nil {
		return err
	}
	message, err := c.bot.Post(ctx, post)
	if err != nil {
		return asGone(err)
	}
	return c.told(ctx, post, message, part)
}

// Sent looks for a part in its channel.
func (c *courier) Sent(ctx context.Context, p schedule.Parcel) (bool, error) {
	part, post, err := unwrapped(&p)
	if err != nil {
		return false, err
	}
	message, err := c.bot.Posted(ctx, post)
	if err != nil || message == "" {
		return false, asGone(err)
	}
	return true, c.told(ctx, post, message, part)
}

// told notes what a channel was told once the last part of it is there, and what
// that cites, for it may have to be amended.
func (c *courier) told(ctx context.Context, post discord.Post, message string, part *briefingPart) error {
	telling, err := unpacked(part.Telling)
	if err != nil || len(telling) == 0 {
		return err
	}
	if err := c.newsroom.Remember(ctx, post.Channel, telling); err != nil {
		return err
	}
	var cited []discord.KeptPassage
	passages, err := unpacked(part.Passages)
	if err != nil || len(passages) == 0 {
		return err
	}
	if err := json.Unmarshal(passages, &cited); err != nil {
		return fmt.Errorf("read what a briefing cites: %w", err)
	}
	return c.bot.KeepPosted(ctx, post, message, part.Title, cited)
}

// Tell writes to who made a schedule.
func (c *courier) Tell(ctx context.Context, n schedule.Notice) error {
	return asGone(c.bot.Direct(ctx, n.Schedule.By, n.Text+" It was to come in <#"+n.Schedule.Channel+">.", n.Nonce))
}

// asGone is an error in the schedules' words.
func asGone(err error) error {
	if errors.Is(err, discord.ErrOutOfReach) {
		return fmt.Errorf("%w: %w", schedule.ErrGone, err)
	}
	return err
}

// unwrapped is a parcel's part, and the post that it is.
func unwrapped(p *schedule.Parcel) (*briefingPart, discord.Post, error) {
	part := new(briefingPart)
	if err := json.Unmarshal(p.Part, part); err != nil {
		return nil, discord.Post{}, fmt.Errorf("read a part of a briefing: %w", err)
	}
	date := p.Due.In(zoneNamed(p.Schedule.Zone)).Format(time.DateOnly)
	post := discord.Post{
		Guild: p.Schedule.Guild, Channel: p.Schedule.Channel, Content: part.Content, Nonce: p.Nonce, Due: p.Due, Tried: p.Tried,
		Mark: strings.Join([]string{string(p.Schedule.ID), date, fmt.Sprintf("%d of %d", p.Index+1, p.Of)}, " · "),
	}
	if p.Index == 0 {
		post.Role, post.Late = p.Schedule.Role, p.Late
	}
	for _, f := range part.Files {
		data, err := unpacked(f.Data)
		if err != nil {
			return nil, post, err
		}
		post.Files = append(post.Files, discordsession.File{Name: f.Name, Description: f.Description, ContentType: f.ContentType, Data: data})
	}
	return part, post, nil
}
