package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/sources"
	"newsdesk/rag"
)

// ownSources is how many sources one server can have of its own: a desk's list, and
// no more than leaves the others their turn.
const ownSources = 50

// followTime is how long somebody who has a feed followed waits for its first
// reading: that goes on by itself.
const followTime = 45 * time.Second

// follow follows a source for an audience, and reads it.
func (n *newsroom) follow(ctx context.Context, s sources.Source) (discord.Added, error) {
	all, err := n.Followed(ctx, s.Audience)
	if err != nil {
		return discord.Added{}, err
	}
	own := 0
	for _, f := range all {
		if f.Own {
			own++
		}
	}
	if own >= ownSources {
		return discord.Added{}, &discord.UnreadableError{Reason: fmt.Sprintf("this server follows %d sources, and no more can be; end one with /coverage unfollow", own)}
	}
	added, err := n.desk.keeper.Add(ctx, s)
	switch {
	case errors.Is(err, sources.ErrKnown):
		return discord.Added{}, &discord.UnreadableError{Reason: "it is followed already"}
	case errors.Is(err, sources.ErrAddress), errors.Is(err, sources.ErrFull):
		return discord.Added{}, &discord.UnreadableError{Reason: err.Error()}
	case err != nil:
		return discord.Added{}, err
	}
	soon, done := context.WithTimeout(ctx, followTime)
	defer done()
	status, err := n.desk.keeper.Poll(soon, added.ID)
	if err != nil && soon.Err() == nil {
		return discord.Added{}, err
	}
	if err != nil {
		status = added // it is read by and by
	}
	f := followed(&status)
	return discord.Added{Follows: &f}, nil
}

// Followed lists what is followed for an audience or for everybody.
func (n *newsroom) Followed(ctx context.Context, audience string) ([]discord.Followed, error) {
	all, err := n.desk.keeper.List(ctx)
	if err != nil {
		return nil, err
	}
	var own, everybodys []discord.Followed
	for i := range all {
		switch f := followed(&all[i]); all[i].Audience {
		case "":
			everybodys = append(everybodys, f)
		case audience:
			f.Own = true
			own = append(own, f)
		}
	}
	return append(own, everybodys...), nil
}

// Unfollow follows a source of an audience no longer.
func (n *newsroom) Unfollow(ctx context.Context, audience, id string) (discord.Followed, error) {
	s, err := n.desk.keeper.Get(ctx, sources.ID(id))
	if errors.Is(err, sources.ErrUnknown) || err == nil && (s.Audience == "" || s.Audience != audience) {
		return discord.Followed{}, fmt.Errorf("unfollow %s: %w", id, rag.ErrNotFound)
	}
	if err == nil {
		err = n.desk.keeper.Remove(ctx, s.ID)
	}
	return followed(&s), err
}

// followed is a source as it is shown on Discord.
func followed(s *sources.Status) discord.Followed {
	f := discord.Followed{
		ID: string(s.ID), Kind: string(s.Kind), Address: withoutSecrets(s.Address), State: stateOf(s), Why: s.State.Why, Worked: s.State.Worked,
		Added: s.State.Added, Changed: s.State.Changed, Withdrawn: s.State.Withdrawn,
	}
	if s.Active() && s.Kind != sources.Files {
		f.Due = s.State.Due
	}
	if s.Kind == sources.Files { // of the bot's machine, whose paths are nobody's business here
		f.Address = "a folder"
		if f.Why != "" {
			f.Why = "it cannot be read; who runs the bot sees why with bot sources"
		}
	}
	return f
}

// withoutSecrets is an address without its query, in which a subscriber's key may be.
func withoutSecrets(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	u.RawQuery, u.User, u.Fragment = "", nil, ""
	return u.String()
}
