package discord

import (
	"context"
	"fmt"
	"strings"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// helpCommand answers /help.
func (b *Bot) helpCommand(ctx context.Context, i *interaction, _ args) error {
	s, _, err := b.quickSettings(ctx, i)
	if err != nil {
		return err
	}
	f, _ := s.filter(rag.Filter{})
	return b.tellInTime(ctx, i, func() (string, error) {
		return show.Truncate(b.help(b.example(ctx, f)), show.MaxContent), nil
	})
}

// example is a question that the coverage answers, "" where none is found.
func (b *Bot) example(ctx context.Context, f rag.Filter) string {
	latest := b.desk.Articles(f)
	return b.suggest(ctx, rag.Question{Filter: f}, &rag.Answer{Closest: latest[:min(len(latest), 3)]})
}

// help says what the bot can do.
func (b *Bot) help(example string) string {
	if example == "" {
		example = "Who led the delegation?"
	}
	example = show.Line(example)
	lines := []string{
		"I answer questions about the coverage. Each sentence was checked against the passage that it cites; what the coverage does not say, I decline.",
		"**Ask**",
		fmt.Sprintf("- Mention me: <@%s> %s", b.me, example),
		"- `/ask question: " + strings.ReplaceAll(example, "`", "") + "` with `since`, `until`, `outlet` and `private`",
		"- Write to me directly, or reply to an answer of mine to ask on: *And when was that?*",
		"- **Continue in thread** under an answer opens a place to ask on, **Sources** shows its passages.",
		"**Check**",
		"- `/check text: …`, or a message's menu > Apps > *" + checkMenu + "*, compares each claim with the coverage.",
		"- A message's menu > Apps > *" + aboutMenu + "* asks about what it says.",
		"**Put together**",
		"- `/summary`, `/timeline`, `/compare` and `/quotes` of a topic, such as `/timeline topic: the pipeline`",
		"- `/briefing now`: what is new since the last one here; `/briefing list`, `/briefing preview`",
		"**Look up**",
		"- `/coverage status`, `/coverage search`, `/coverage show`, `/coverage sources`",
		"**Your data**",
		fmt.Sprintf("- Questions, answers and feedback are kept for %s. `/forget-me` deletes yours at once.", days(b.config.Keep.Hours())),
		"Those who manage the server: `/settings`, `/briefing schedule` (`pause`, `resume`, `remove`), `/coverage add`, `/coverage unfollow`, `/coverage remove`.",
	}
	return strings.Join(lines, "\n")
}

// days says hours as days where they are.
func days(hours float64) string {
	if n := int(hours / 24); n >= 2 {
		return fmt.Sprintf("%d days", n)
	}
	return fmt.Sprintf("%.0f hours", hours)
}
