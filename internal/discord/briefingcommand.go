package discord

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// briefingName is what the command is called.
const briefingName = "briefing"

// maxList is how long a list with commas can be, in characters.
const maxList = 500

// maxID is how long a schedule's id can be; those that there are have eight.
const maxID = 60

func briefingOptions() []*option {
	length := &option{Type: discordgo.ApplicationCommandOptionString, Name: "length", Description: "How much it tells; otherwise standard", Choices: []*discordgo.ApplicationCommandOptionChoice{
		{Name: "brief", Value: "brief"}, {Name: "standard", Value: "standard"}, {Name: "long", Value: "long"},
	}}
	topics := func() *option {
		return words("topics", "What it is about, with commas between; nothing: all coverage", maxList, false)
	}
	id := func() *option { return completed(words("id", "Which one: /briefing list has the ids", maxID, true)) }
	return []*option{
		sub("now", "What is new here since the last briefing", topics(),
			completed(words("outlet", "Only coverage of this outlet", 100, false)), length,
			yesNo("private", "Only you see it, and it does not count as told")),
		sub("schedule", "Have a briefing posted by itself (Manage Server)",
			completed(words("days", "Such as weekdays, daily, sun-thu, first monday, 1,15 or last day", maxList, true)),
			words("time", "By the clock on the wall there, such as 07:30", 20, true),
			completed(words("zone", "The time zone, such as Asia/Baghdad", maxID, true)),
			topics(),
			completed(words("outlets", "Only coverage of these outlets, with commas between", maxList, false)), length,
			&option{Type: discordgo.ApplicationCommandOptionRole, Name: "role", Description: "A role to ping, in its first message alone"},
			yesNo("skip_empty", "Post nothing where nothing is new"),
			&option{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where to; otherwise here", ChannelTypes: []discordgo.ChannelType{
				discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildVoice,
				discordgo.ChannelTypeGuildPublicThread, discordgo.ChannelTypeGuildPrivateThread, discordgo.ChannelTypeGuildNewsThread,
			}}),
		sub("list", "Which briefings are scheduled"),
		sub("preview", "What a scheduled briefing would tell now; only you see it", id()),
		sub("pause", "Post it no more until it is resumed (Manage Server)", id()),
		sub("resume", "Post it again, from the next time on (Manage Server)", id()),
		sub("remove", "Delete a schedule (Manage Server)", id()),
	}
}

// managed are the subcommands for those with Manage Server.
var managed = []string{"schedule", "pause", "resume", "remove"}

// briefingCommand answers /briefing.
func (b *Bot) briefingCommand(ctx context.Context, i *interaction, a args) error {
	if i.GuildID == "" {
		return b.tell(ctx, i, "Briefings are a server's. Use this in one.")
	}
	s, _, err := b.quickSettings(ctx, i)
	switch {
	case err != nil:
		return err
	case slices.Contains(managed, a.sub()) && !i.by.manages:
		return b.tell(ctx, i, "Only those with **Manage Server** can do that. `/briefing now`, `/briefing list` and `/briefing preview` are for all.")
	case !s.allows(i.by):
		return b.tell(ctx, i, s.closed())
	}
	switch a.sub() {
	case "now":
		return b.briefNow(ctx, i, a)
	case "schedule":
		return b.scheduleBriefing(ctx, i, a)
	case "list":
		return b.listBriefings(ctx, i)
	}
	return b.withBriefing(ctx, i, a)
}

// withBriefing does what is asked with a schedule.
func (b *Bot) withBriefing(ctx context.Context, i *interaction, a args) error {
	s, err := b.briefing(ctx, i, a.text("id"))
	if errors.Is(err, rag.ErrNotFound) {
		return b.tell(ctx, i, noBriefing(a.text("id")))
	}
	if err != nil {
		return err
	}
	if a.sub() == "preview" {
		return b.previewBriefing(ctx, i, &s)
	}
	words, err := b.alterBriefing(ctx, i, a.sub(), s)
	if errors.Is(err, rag.ErrNotFound) { // removed meanwhile
		words, err = noBriefing(s.ID), nil
	}
	if err != nil {
		return err
	}
	b.log.Info("a briefing's schedule was changed", "id", i.id, "schedule", s.ID, "how", a.sub(), "by", i.by.id)
	return b.tell(ctx, i, words)
}

func noBriefing(id string) string {
	return fmt.Sprintf("There is no briefing %s here. `/briefing list` has those that there are.", show.Line(show.Label(id, maxID)))
}

// alterBriefing pauses, resumes or removes a schedule.
func (b *Bot) alterBriefing(ctx context.Context, i *interaction, how string, s Scheduled) (string, error) {
	switch how {
	case "pause":
		now, err := b.desk.PauseBriefing(ctx, i.GuildID, s.ID, i.by.id)
		return "Paused. `/briefing resume` goes on with it.\n" + now.line(), err
	case "resume":
		now, err := b.desk.ResumeBriefing(ctx, i.GuildID, s.ID)
		return "It goes on. What was due meanwhile is not posted.\n" + now.line(), err
	}
	return "Removed: " + strings.TrimPrefix(s.line(), "- "), b.desk.RemoveBriefing(ctx, i.GuildID, s.ID)
}

// briefings are the schedules that somebody may know of: those of the channel they
// are in, and of all for who manages the server. Others may not see each channel.
func (b *Bot) briefings(ctx context.Context, i *interaction) ([]Scheduled, error) {
	all, err := b.desk.Scheduled(ctx, i.GuildID)
	if i.by.manages {
		return all, err
	}
	return slices.DeleteFunc(all, func(s Scheduled) bool { return s.Channel != i.ChannelID }), err
}

// briefing is one of them.
func (b *Bot) briefing(ctx context.Context, i *interaction, id string) (Scheduled, error) {
	all, err := b.briefings(ctx, i)
	if err != nil {
		return Scheduled{}, err
	}
	id = strings.ToLower(strings.Trim(id, "` "))
	for _, s := range all {
		if s.ID == id {
			return s, nil
		}
	}
	return Scheduled{}, rag.ErrNotFound
}

// listBriefings tells which there are, those of the channel first.
func (b *Bot) listBriefings(ctx context.Context, i *interaction) error {
	all, err := b.briefings(ctx, i)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return b.tell(ctx, i, "No briefing is scheduled here. Those who manage the server make one: `/briefing schedule days: weekdays time: 07:30 zone: Asia/Baghdad`. `/briefing now` tells what is new at once.")
	}
	slices.SortStableFunc(all, func(s, t Scheduled) int { return elsewhere(s, i.ChannelID) - elsewhere(t, i.ChannelID) })
	words := ""
	for n := range all {
		last, err := b.desk.LastBriefing(ctx, i.GuildID, all[n].ID)
		if err != nil {
			return err
		}
		line := all[n].line() + "\n"
		if last != "" {
			line = all[n].line() + "\n  -# Last: " + show.Line(show.Label(last, listUnits)) + "\n"
		}
		if show.Len(words)+show.Len(line) > show.MaxContent-listRoom {
			words += fmt.Sprintf("-# And %d more.", len(all)-n)
			break
		}
		words += line
	}
	return b.tell(ctx, i, strings.TrimSpace(words))
}

// listRoom is for the line that says how many more there are.
const listRoom = 40

func elsewhere(s Scheduled, channel string) int {
	if s.Channel == channel {
		return 0
	}
	return 1
}
