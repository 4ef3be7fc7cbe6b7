package discord

import (
	"context"
	"slices"

	"newsdesk/rag"
)

// Settings are what the managers of a server have chosen, for the server or for
// one of its channels. What is unset in a channel is as in the server.
type Settings struct {
	// Unasked has questions answered that do not mention the bot. It needs the
	// privileged intent MESSAGE_CONTENT.
	Unasked *bool `json:"unasked,omitempty"`
	// Private has commands answer privately unless they say otherwise.
	Private *bool `json:"private,omitempty"`
	// Outlets are whose coverage can be seen; none: all.
	Outlets []string `json:"outlets,omitempty"`
	// Roles are who may use the bot; none: everyone.
	Roles []string `json:"roles,omitempty"`
	// Budget is how many questions a server may ask a day; nil or 0: any number.
	Budget *int `json:"budget,omitempty"`

	// audience is that of the server where they hold, which nobody chooses.
	audience string
}

// over are the settings of a channel over those of its server.
func (s Settings) over(server Settings) Settings {
	if s.Unasked == nil {
		s.Unasked = server.Unasked
	}
	if s.Private == nil {
		s.Private = server.Private
	}
	if len(s.Outlets) == 0 {
		s.Outlets = server.Outlets
	}
	if len(s.Roles) == 0 {
		s.Roles = server.Roles
	}
	s.Budget = server.Budget // a day's money is the server's
	s.audience = server.audience
	return s
}

func set(b *bool) bool { return b != nil && *b }

// allows reports whether a person may use the bot. Who manages the server may.
func (s Settings) allows(p person) bool {
	return len(s.Roles) == 0 || p.manages || slices.ContainsFunc(p.roles, func(r string) bool { return slices.Contains(s.Roles, r) })
}

// filter is f without what the place may not see; ok is false where nothing is left.
func (s Settings) filter(f rag.Filter) (narrowed rag.Filter, ok bool) {
	f.Audience = s.audience
	if len(s.Outlets) == 0 {
		return f, true
	}
	if len(f.Outlets) == 0 {
		f.Outlets = s.Outlets
		return f, true
	}
	f.Outlets = slices.DeleteFunc(slices.Clone(f.Outlets), func(o string) bool {
		return !rag.Filter{Outlets: s.Outlets}.Passes(&rag.Article{Outlet: o})
	})
	return f, len(f.Outlets) > 0
}

// sees reports whether all these outlets' coverage may be seen.
func (s Settings) sees(outlets []string) bool {
	f, _ := s.filter(rag.Filter{})
	return !slices.ContainsFunc(outlets, func(o string) bool { return !f.Passes(&rag.Article{Outlet: o}) })
}

// settingsKey names the settings of a server, or of a channel of it.
func settingsKey(guildID, channelID string) string {
	if channelID == "" {
		return guildID
	}
	return guildID + "/" + channelID
}

// settings are those that hold in a place. In a direct message none are set.
func (b *Bot) settings(ctx context.Context, at place) (Settings, error) {
	var server, channel Settings
	if at.direct() {
		return server, nil
	}
	server.audience = AudienceOf(at.guild)
	if _, err := b.read(ctx, settingsKept, settingsKey(at.guild, ""), &server); err != nil {
		return server, err
	}
	_, err := b.read(ctx, settingsKept, settingsKey(at.guild, at.parent), &channel)
	return channel.over(server), err
}

// wantsContent reports whether the bot should ask for MESSAGE_CONTENT: some place
// has messages answered that do not mention it, and Discord has not refused.
func (b *Bot) wantsContent(ctx context.Context) (bool, error) {
	found := false
	err := b.shelf.Docs(ctx, settingsKept, "", func(doc Doc) error {
		var s Settings
		if err := unmarshal(doc, &s); err != nil {
			return err
		}
		found = found || set(s.Unasked)
		return nil
	})
	return found && !b.refused.Load(), err
}
