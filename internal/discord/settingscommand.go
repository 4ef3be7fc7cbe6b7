package discord

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// settingsCommand answers /settings.
func (b *Bot) settingsCommand(ctx context.Context, i *interaction, a args) error {
	switch {
	case i.GuildID == "":
		return b.tell(ctx, i, "Settings are a server's. Use this in one.")
	case !i.by.manages:
		return b.tell(ctx, i, "Only those with **Manage Server** can see and change the settings.")
	case a.sub() == "set":
		return b.setSettings(ctx, i, a)
	}
	return b.showSettings(ctx, i, a.text("channel"), "")
}

// showSettings tells what holds in the server, or in a channel.
func (b *Bot) showSettings(ctx context.Context, i *interaction, channel, first string) error {
	var s Settings
	where := "In this server:"
	_, err := b.read(ctx, settingsKept, settingsKey(i.GuildID, ""), &s)
	if channel != "" && err == nil {
		where = "In <#" + channel + ">:"
		s, err = b.settings(ctx, place{guild: i.GuildID, channel: channel, parent: channel})
	}
	if err != nil {
		return err
	}
	return b.tell(ctx, i, show.Truncate(strings.TrimSpace(first+"\n"+where+"\n"+s.words()), show.MaxContent))
}

// words say what is set.
func (s Settings) words() string {
	lines := []string{
		"- Questions that do not mention me: " + either(set(s.Unasked), "answered, if they have a question mark or reply to me", "not answered"),
		"- Commands answer: " + either(set(s.Private), "privately unless they say otherwise", "for all to see unless they say otherwise"),
	}
	outlets := "all"
	if len(s.Outlets) > 0 {
		outlets = names(s.Outlets)
	}
	who := "everyone"
	if len(s.Roles) > 0 {
		who = roles(s.Roles) + ", and those who manage the server"
	}
	budget := "any number"
	if s.Budget != nil && *s.Budget > 0 {
		budget = fmt.Sprint(*s.Budget)
	}
	return strings.Join(append(lines, "- Outlets whose coverage is seen: "+outlets, "- Who may use me: "+who,
		"- Questions a day, in the whole server: "+budget), "\n")
}

func either(yes bool, then, otherwise string) string {
	if yes {
		return then
	}
	return otherwise
}

// setSettings changes what is given, and shows what then holds.
func (b *Bot) setSettings(ctx context.Context, i *interaction, a args) error {
	channel := a.text("channel")
	if channel != "" && a.number("budget") != nil {
		return b.tell(ctx, i, "The budget is the whole server's: set it without `channel`.")
	}
	outlets, problem := b.outlets(i.GuildID, a.text("outlets"))
	if problem != "" {
		return b.tell(ctx, i, problem)
	}
	doc := Doc{Collection: settingsKept, Key: settingsKey(i.GuildID, channel)}
	err := change(ctx, b, doc, func(s *Settings) error {
		s.take(a, outlets, i.GuildID)
		return nil
	})
	if err != nil {
		return err
	}
	b.log.Info("settings were changed", "id", i.id, "guild", i.GuildID, "channel", channel, "by", i.by.id)
	content, err := b.wantsContent(ctx)
	if err != nil {
		return err
	}
	if err := b.showSettings(ctx, i, channel, "Changed."+b.aboutContent(content, set(a.flag("unasked")))); err != nil {
		return err
	}
	b.fitIntents(content)
	return nil
}

// fairIntents is how often the bot connects anew because it no longer needs to
// read all messages: somebody who switches back and forth must not use up the
// day's session starts, of which Discord gives 1000.
var fairIntents = Rate{5, time.Hour}

// fitIntents connects anew where the settings need other intents. What is not
// needed any more may stay until the next start: nothing is then made of it.
func (b *Bot) fitIntents(content bool) {
	if content == b.content.Load() {
		return
	}
	if !content {
		if ok, _, _ := b.limits.take("intents", fairIntents); !ok {
			b.log.Info("the intent to read messages is kept though it is not needed: it was changed often")
			return
		}
	}
	now := b.config.Session.Now()
	b.left.Store(&now)
	b.restart(errIntents)
}

// aboutContent says what it takes to answer messages that do not mention the bot,
// where that was just switched on.
func (b *Bot) aboutContent(wanted, switchedOn bool) string {
	switch {
	case switchedOn && b.refused.Load():
		return " But I may not read messages that do not mention me: switch **Message Content Intent** on in the application's Bot page, and start me again."
	case switchedOn && wanted && !b.content.Load():
		return " I connect anew to read messages that do not mention me; it needs **Message Content Intent** in the application's Bot page."
	}
	return ""
}

// take changes settings to what was given.
func (s *Settings) take(a args, outlets []string, guildID string) {
	if v := a.flag("unasked"); v != nil {
		s.Unasked = v
	}
	if v := a.flag("private"); v != nil {
		s.Private = v
	}
	if a.text("outlets") != "" {
		s.Outlets = outlets
	}
	switch r := a.text("allow"); {
	case r == guildID: // the role @everyone has the server's id
		s.Roles = nil
	case r != "" && !slices.Contains(s.Roles, r):
		s.Roles = append(s.Roles, r)
	}
	if r := a.text("disallow"); r != "" {
		s.Roles = slices.DeleteFunc(s.Roles, func(other string) bool { return other == r })
	}
	if n := a.number("budget"); n != nil {
		s.Budget = n
	}
}

// outlets reads a list of names; all is none. A name that no article has that the
// server sees is a mistake, for it would hide everything.
func (b *Bot) outlets(guild, typed string) (list []string, problem string) {
	if strings.EqualFold(typed, "all") {
		return nil, ""
	}
	known := b.desk.Extent(here(guild, rag.Filter{})).Outlets
	for parts := strings.Split(typed, ","); len(parts) > 0; {
		if strings.TrimSpace(parts[0]) == "" {
			parts = parts[1:]
			continue
		}
		name, taken := longest(parts, known)
		if taken == 0 {
			return nil, show.Truncate(fmt.Sprintf("There is no coverage of %s. There is of: %s.", show.Line(strings.TrimSpace(parts[0])), names(known)), show.MaxContent)
		}
		list, parts = append(list, name), parts[taken:]
	}
	if typed != "" && len(list) == 0 { // which must not open everything
		return nil, "There is no outlet in that. Write names with commas between, or `all`."
	}
	return list, ""
}

// longest is the known name that the most of these parts, put together again,
// begin with: a name may have commas of its own.
func longest(parts, known []string) (name string, taken int) {
	for n := len(parts); n > 0; n-- {
		typed := strings.TrimSpace(strings.Join(parts[:n], ","))
		if at := slices.IndexFunc(known, func(o string) bool { return strings.EqualFold(o, typed) }); at >= 0 {
			return known[at], n
		}
	}
	return "", 0
}
