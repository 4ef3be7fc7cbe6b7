package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/show"
)

// scheduleBriefing answers /briefing schedule.
func (b *Bot) scheduleBriefing(ctx context.Context, i *interaction, a args) error {
	return b.tellInTime(ctx, i, func() (string, error) {
		p, problems := b.plan(i, a)
		made, err := b.desk.Schedule(ctx, p)
		if wrong, ok := errors.AsType[*ImpossibleError](err); ok {
			for _, w := range wrong.Problems {
				problems = append(problems, show.Line(w))
			}
			err = nil
		}
		if err != nil {
			return "", err
		}
		if len(problems) > 0 {
			return show.Truncate("Nothing is scheduled:\n- "+strings.Join(problems, "\n- "), show.MaxContent), nil
		}
		b.log.Info("a briefing was scheduled", "id", i.id, "schedule", made.ID, "guild", i.GuildID, "channel", made.Channel, "by", i.by.id)
		words := "Scheduled. `/briefing preview` shows what it would tell now.\n" + made.line()
		return show.Truncate(strings.Join(append([]string{words}, b.obstacles(ctx, i.GuildID, &made)...), "\n"), show.MaxContent), nil
	})
}

// plan reads the arguments. With problems of its own, harmless to show, the plan is
// only tried, so that all that is wrong is said at once.
func (b *Bot) plan(i *interaction, a args) (p Plan, problems []string) {
	p = Plan{
		Guild: i.GuildID, Channel: a.text("channel"), By: i.by.id, Days: a.text("days"), At: a.text("time"), Zone: a.text("zone"),
		Topics: topicsOf(a.text("topics")), Length: a.text("length"), Role: a.text("role"),
	}
	if p.Channel == "" {
		p.Channel = i.ChannelID
	}
	if skip := a.flag("skip_empty"); skip != nil {
		p.SkipEmpty = *skip
	}
	var problem string
	if p.Outlets, problem = b.outlets(i.GuildID, a.text("outlets")); problem != "" {
		problems = append(problems, problem)
	}
	if p.Role == i.GuildID { // the role @everyone has the server's id
		problems = append(problems, "I never ping everyone. Name another `role`, or none.")
	}
	p.Try = len(problems) > 0
	return p, problems
}

// obstacles say what stands in a briefing's way as the permissions are now.
func (b *Bot) obstacles(ctx context.Context, guild string, s *Scheduled) []string {
	at, _ := b.place(ctx, guild, s.Channel) // where that fails, so does what follows
	has, err := b.calls().Permissions(ctx, s.Channel)
	if err != nil && !gone(err) && !forbidden(err) {
		b.log.Info("cannot see what stands in a briefing's way", "schedule", s.ID, "err", err)
		return nil
	}
	sending := int64(discordgo.PermissionSendMessages)
	if at.thread {
		sending = discordgo.PermissionSendMessagesInThreads
	}
	var all []string
	if lack := lacks(has, discordgo.PermissionViewChannel, sending, discordgo.PermissionAttachFiles, discordgo.PermissionReadMessageHistory); lack != "" {
		all = append(all, fmt.Sprintf("**But** I lack **%s** in <#%s>. Somebody who manages the server can mend that.", lack, s.Channel))
	}
	if s.Role != "" && has&discordgo.PermissionMentionEveryone == 0 && !b.mentionable(ctx, guild, s.Role) {
		all = append(all, fmt.Sprintf("**But** <@&%s> cannot be pinged by me: allow anyone to mention it, in the role's settings.", s.Role))
	}
	return all
}

// mentionable reports whether anybody may ping a role; where that is not known, too.
func (b *Bot) mentionable(ctx context.Context, guild, role string) bool {
	g, err := b.calls().Guild(ctx, guild)
	if err != nil {
		return true
	}
	for _, r := range g.Roles {
		if r.ID == role {
			return r.Mentionable
		}
	}
	return true
}
