package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// listedSources is how many sources a list names: with a line for each that says
// how it fares, and its reason where it does not work, as many as a message holds.
const listedSources = 12

// following lists what is followed for a server, and what is for everybody.
func (b *Bot) following(ctx context.Context, i *interaction) error {
	all, err := b.desk.Followed(ctx, AudienceOf(i.GuildID))
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return b.tell(ctx, i, "Nothing is followed. Those with **Manage Server** add a feed with `/coverage add link:`.")
	}
	var lines []string
	for k := range all[:min(len(all), listedSources)] {
		lines = append(lines, all[k].line())
	}
	if rest := len(all) - listedSources; rest > 0 {
		lines = append(lines, fmt.Sprintf("-# and %d more", rest))
	}
	return b.tell(ctx, i, show.Truncate(strings.Join(lines, "\n"), show.MaxContent))
}

// line says how a source fares.
func (f *Followed) line() string {
	whose := ""
	if f.Own {
		whose = ", of this server alone (`" + f.ID + "`)"
	}
	said := fmt.Sprintf("- **%s** %s%s\n-# %s; last worked %s", show.Line(f.State), f.link(), whose, show.Line(f.Kind), stamp(f.Worked))
	if !f.Due.IsZero() {
		said += ", next " + stamp(f.Due)
	}
	if f.Added > 0 {
		said += fmt.Sprintf("; %d new, %d changed, %d withdrawn", f.Added, f.Changed, f.Withdrawn)
	}
	if f.Why != "" {
		said += "\n-# " + show.Line(show.Label(f.Why, reasonUnits))
	}
	return said
}

// link is the source's address, harmless and without a preview.
func (f *Followed) link() string {
	_, name, ok := strings.Cut(f.Address, "://")
	if !ok {
		name = f.Address
	}
	return show.Link(show.Label(name, reasonUnits), f.Address)
}

// stamp is a time as Discord shows it in the zone of who reads it.
func stamp(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return fmt.Sprintf("<t:%d:R>", t.Unix())
}

// unfollow follows a source of the server no longer.
func (b *Bot) unfollow(ctx context.Context, i *interaction, id string) error {
	gone, err := b.desk.Unfollow(ctx, AudienceOf(i.GuildID), id)
	if errors.Is(err, rag.ErrNotFound) {
		return b.tell(ctx, i, "This server follows no "+show.Line(show.Label(id, maxArticleID))+". Choose one of those that are offered while you type.")
	}
	if err != nil {
		return err
	}
	b.log.Info("a source is followed no longer", "id", i.id, "source", gone.ID, "by", i.by.id)
	return b.tell(ctx, i, "Followed no longer: "+gone.link()+". Its articles stay.")
}

// completeSources offers the sources that a server has of its own.
func (b *Bot) completeSources(ctx context.Context, audience, typed string, add func(name, value string)) error {
	all, err := b.desk.Followed(ctx, audience)
	for _, f := range all {
		if f.Own && within(f.Address+" "+f.ID, typed) {
			add(f.Address, f.ID)
		}
	}
	return err
}

// ofFeed says that a feed is followed.
func (a Added) ofFeed() string {
	lines := []string{fmt.Sprintf("From now on I follow this %s for this server alone: %s.", show.Line(a.Follows.Kind), a.Follows.link())}
	switch {
	case a.Follows.Why != "":
		lines = append(lines, "It could not be read just now: "+show.Line(show.Label(a.Follows.Why, reasonUnits)))
	case a.Follows.Added > 0:
		lines = append(lines, fmt.Sprintf("%d of its articles can be asked about now; what it has only in part is read from its pages.", a.Follows.Added))
	default:
		lines = append(lines, "Its articles are read from their pages, one after another; ask in a minute.")
	}
	return show.Truncate(strings.Join(append(lines, "`/coverage sources` shows how it fares, `/coverage unfollow` ends it."), "\n"), show.MaxContent)
}
