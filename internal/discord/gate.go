package discord

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// refusal is why somebody is not answered, in words for them; "" where they are.
type refusal struct {
	words string
	// again is set where they were told a moment ago: who only wrote a message is
	// then not told once more.
	again bool
}

// gate says whether a person may ask now.
func (b *Bot) gate(ctx context.Context, by person, at place, s Settings) (refusal, error) {
	if !s.allows(by) {
		ok, _, _ := b.limits.take("closed "+at.guild+" "+by.id, fairClosed)
		return refusal{s.closed(), !ok}, nil
	}
	if ok, when, first := b.limits.take("person "+by.id, b.config.Limits.Person); !ok {
		return refusal{fmt.Sprintf("You have asked a lot at once. Try again %s.", moment(when)), !first}, nil
	}
	if at.direct() {
		return refusal{}, nil
	}
	if ok, when, first := b.limits.take("server "+at.guild, b.config.Limits.Server); !ok {
		return refusal{fmt.Sprintf("This server has asked a lot at once. Try again %s.", moment(when)), !first}, nil
	}
	return b.spend(ctx, at, s)
}

// spend takes one question of the server's budget for the day.
func (b *Bot) spend(ctx context.Context, at place, s Settings) (refusal, error) {
	if s.Budget == nil || *s.Budget <= 0 {
		return refusal{}, nil
	}
	today := b.clock.Now().UTC().Truncate(24 * time.Hour)
	tomorrow := today.Add(24 * time.Hour)
	doc := Doc{Collection: budgetsKept, Key: at.guild + "/" + today.Format(time.DateOnly), Expires: tomorrow.Add(time.Hour)}
	spent := 0
	err := change(ctx, b, doc, func(n *int) error {
		*n++
		spent = *n
		return nil
	})
	if err != nil || spent <= *s.Budget {
		return refusal{}, err
	}
	words := fmt.Sprintf("This server has asked its %d questions of today. The next one can be asked %s.", *s.Budget, moment(tomorrow))
	return refusal{words, spent > *s.Budget+1}, nil
}

// moment is a time that Discord draws as seen from the reader's clock. It is
// rounded up, so that who comes then is not early.
func moment(t time.Time) string {
	return fmt.Sprintf("<t:%d:R>", t.Add(time.Second-1).Unix())
}

// fairClosed is how often who may not use the bot is told so, if they only wrote a
// message: others read it too.
var fairClosed = Rate{1, 10 * time.Minute}

// managesServer finds out whether who wrote a message manages the server, which
// a message does not say.
func (b *Bot) managesServer(ctx context.Context, guildID string, by person) bool {
	g, err := b.discord.Guild(ctx, guildID)
	if err != nil {
		b.log.Info("taking a person for no manager", "guild", guildID, "err", err)
		return false
	}
	// Who sees no channel as such may see this one, and manages the server all the same.
	seen := []*discordgo.PermissionOverwrite{{ID: g.ID, Allow: discordgo.PermissionViewChannel}}
	return session.Compute(g, seen, by.id, by.roles)&discordgo.PermissionManageGuild != 0
}

// closed tells somebody that they may not use the bot.
func (s Settings) closed() string {
	return "Here I only answer those with one of these roles: " + roles(s.Roles) + "."
}

// listedRoles is how many roles are named; any number can be set.
const listedRoles = 20

// roles names roles; nobody is pinged by it.
func roles(ids []string) string {
	all := make([]string, 0, listedRoles)
	for _, id := range ids[:min(len(ids), listedRoles)] {
		all = append(all, "<@&"+id+">")
	}
	if rest := len(ids) - len(all); rest > 0 {
		return strings.Join(all, ", ") + fmt.Sprintf(" and %d more", rest)
	}
	return strings.Join(all, ", ")
}
