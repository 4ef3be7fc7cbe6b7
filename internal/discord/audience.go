package discord

import (
	"context"
	"fmt"
	"slices"

	"newsdesk/rag"
)

// AudienceOf is the audience that a server is, by its id: who is in it sees what was
// added to the coverage in it, besides everybody's. A direct message is in no server,
// and sees everybody's alone.
func AudienceOf(guild string) string {
	if guild == "" {
		return ""
	}
	return "discord:" + guild
}

// here narrows a filter to what a server may see.
func here(guild string, f rag.Filter) rag.Filter {
	f.Audience = AudienceOf(guild)
	return f
}

// notHome says why a server's managers cannot withdraw everybody's coverage.
const notHome = "That article is everybody's, and everybody's coverage is not changed from this server. Who runs me says by `DISCORD_HOME` from which it is."

// isHome reports whether the managers of a server may withdraw everybody's coverage:
// of those servers that are named, or where none is, of the first server alone that
// the bot was in. What a server added itself its own managers withdraw.
func (b *Bot) isHome(ctx context.Context, guildID string) (bool, error) {
	if len(b.config.Home) > 0 {
		return slices.Contains(b.config.Home, guildID), nil
	}
	if b.home.Load() == nil {
		if err := b.findHome(ctx); err != nil {
			return false, err
		}
	}
	home := b.home.Load()
	return home != nil && *home == guildID, nil
}

// findHome looks whether the bot is in one server alone.
func (b *Bot) findHome(ctx context.Context) error {
	all, err := b.discord.Guilds(ctx)
	if err != nil {
		return fmt.Errorf("see which servers there are: %w", err)
	}
	if len(all) == 1 {
		b.home.Store(&all[0].ID)
	}
	return nil
}

// mayRemove reports whether the managers of a server may withdraw an article.
func (b *Bot) mayRemove(ctx context.Context, guildID string, a *rag.Article) (bool, error) {
	if a.Audience != "" {
		return a.Audience == AudienceOf(guildID), nil
	}
	return b.isHome(ctx, guildID)
}
