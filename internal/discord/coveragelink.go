package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// maxLink is how long a link can be to be typed, in characters: longer ones are
// not of articles.
const maxLink = 2000

// addLink stores the article at a link, and tells what was stored.
func (b *Bot) addLink(ctx context.Context, i *interaction, link string) error {
	if _, err := b.discord.Defer(ctx, i.Interaction, true); err != nil {
		return err
	}
	added, err := b.desk.AddLink(ctx, AudienceOf(i.GuildID), i.by.id, link)
	words := added.ofLink()
	if unreadable := (*UnreadableError)(nil); errors.As(err, &unreadable) {
		words = show.Truncate("Nothing was added from that link: "+show.Line(show.Label(unreadable.Reason, reasonUnits))+".", show.MaxContent)
	} else if err != nil {
		return err
	} else {
		b.log.Info("a link was added to the coverage", "id", i.id, "by", i.by.id, "article", added.Article.ID)
	}
	_, err = b.discord.EditOriginal(ctx, i.Interaction, session.Edit{Content: &words})
	return err
}

// reasonUnits is how long a reason can be that is shown: the longest of ours,
// with an address in it.
const reasonUnits = 500

// ofLink says what became of a link's article, or of all where it leads to a
// list of them.
func (a Added) ofLink() string {
	if a.Follows != nil {
		return a.ofFeed()
	}
	if a.New+a.Replaced+a.Unchanged+a.Everybodys != 1 {
		return a.words("that link")
	}
	became := "New, and can be asked about now, in this server alone"
	switch {
	case a.Everybodys > 0:
		became = "Everybody's coverage already, and can be asked about"
	case a.Replaced > 0:
		became = "Replaced, and can be asked about now, in this server alone"
	case a.Unchanged > 0:
		became = "Unchanged, and can be asked about, in this server alone"
	}
	stored, _ := show.Articles([]rag.Article{a.Article}, 0)
	lines := []string{became + ":", strings.TrimSpace(stored)}
	for _, p := range a.Problems[:min(len(a.Problems), listedProblems)] {
		lines = append(lines, fmt.Sprintf("- %s", show.Line(show.Label(p, reasonUnits))))
	}
	return show.Truncate(strings.Join(lines, "\n"), show.MaxContent)
}
