package discord

import (
	"context"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// Discord's limits of what is offered while somebody types.
const (
	maxChoices = 25
	maxChoice  = 100
)

// complete offers what an argument could be.
func (b *Bot) complete(ctx context.Context, i *interaction) error {
	s, _, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	f, _ := s.filter(rag.Filter{})
	var choices []*discordgo.ApplicationCommandOptionChoice
	offered := map[string]bool{}
	add := func(name, value string) {
		// What shows nothing would have Discord refuse all that is offered.
		if name = show.Label(name, maxChoice); name == "" || value == "" || show.Len(value) > maxChoice || len(choices) == maxChoices || offered[value] {
			return
		}
		offered[value] = true
		choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: value})
	}
	name, typed := arguments(i.ApplicationCommandData().Options).focused()
	if s.allows(i.by) {
		if err := b.offerFor(ctx, i, argument{name, typed, f}, add); err != nil {
			return err
		}
	}
	return b.discord.Complete(ctx, i.Interaction, choices)
}

// argument is one that is being typed, and the coverage that may be offered for it.
type argument struct {
	name, typed string
	filter      rag.Filter
}

// offerFor adds what an argument could be.
func (b *Bot) offerFor(ctx context.Context, i *interaction, a argument, add func(name, value string)) error {
	switch a.name {
	case "outlets":
		completeList(b.desk.Extent(a.filter).Outlets, a.typed, add)
	case "outlet":
		for _, o := range b.desk.Extent(a.filter).Outlets {
			if within(o, a.typed) {
				add(o, o)
			}
		}
	case "query", "topic":
		b.eachLike(a.filter, a.typed, func(found *rag.Article) { add(found.Title, show.Label(found.Title, maxChoice)) })
	case "source":
		return b.completeSources(ctx, AudienceOf(i.GuildID), a.typed, add)
	case "article":
		b.eachLike(a.filter, a.typed, func(found *rag.Article) { add(offer(found), string(found.ID)) })
	default:
		return b.completeBriefing(ctx, i, a.name, a.typed, add)
	}
	return nil
}

// offer is an article as a choice: its headline, outlet and day.
func offer(a *rag.Article) string {
	title := show.Label(a.Title, maxChoice)
	if title == "" {
		title = "untitled"
	}
	return title + " — " + a.Outlet + " " + a.Published.String()
}

// eachLike calls visit with the articles whose headline, outlet or id has what
// was typed, the latest first.
func (b *Bot) eachLike(f rag.Filter, typed string, visit func(*rag.Article)) {
	found := 0
	for _, a := range b.desk.Articles(f) {
		if within(a.Title+" "+a.Outlet+" "+string(a.ID), typed) {
			visit(&a)
			if found++; found == maxChoices {
				return
			}
		}
	}
}

// within reports whether a text has each word that was typed, or its beginning.
func within(text, typed string) bool {
	text = strings.ToLower(text)
	for _, w := range strings.Fields(strings.ToLower(typed)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
