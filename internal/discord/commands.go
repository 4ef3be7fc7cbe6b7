package discord

import (
	"context"

	"github.com/bwmarrin/discordgo"
)

// The names of the commands of a message's menu.
const (
	checkMenu = "Check against coverage"
	aboutMenu = "Ask about this"
)

// commands are what does each command.
func (b *Bot) commands() map[string]func(context.Context, *interaction, args) error {
	return map[string]func(context.Context, *interaction, args) error{
		"ask": b.askCommand, "check": b.checkCommand, "coverage": b.coverageCommand, "settings": b.settingsCommand, briefingName: b.briefingCommand,
		Summary: b.pieceCommand(Summary), Timeline: b.pieceCommand(Timeline), Comparison: b.pieceCommand(Comparison), Quotations: b.pieceCommand(Quotations),
		"help": b.helpCommand, "forget-me": b.forgetCommand, checkMenu: b.checkMenuCommand, aboutMenu: b.aboutCommand,
	}
}

// definitions are the commands as Discord is told of them. It shows to nobody
// those that they may not use, and it is checked again here all the same.
func definitions() []*discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	anywhere := []discordgo.InteractionContextType{discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM}
	inServers := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	return append([]*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Ask the coverage a question", Contexts: &anywhere, Options: []*option{
			words("question", "What you want to know", maxQuestion, true),
			words("since", "Only coverage published on or after this day, such as 2025-03-14", 10, false),
			words("until", "Only coverage published on or before this day", 10, false),
			completed(words("outlet", "Only coverage of this outlet", 100, false)),
			yesNo("private", "Only you see the answer"),
		}},
		{Name: "check", Description: "Check the claims of a text against the coverage", Contexts: &anywhere, Options: []*option{
			words("text", "The text to check", maxChecked, true),
			yesNo("private", "Only you see the result"),
		}},
		{Name: "coverage", Description: "What coverage there is", Contexts: &anywhere, Options: coverageOptions()},
		{Name: briefingName, Description: "What is new, and briefings that come by themselves", Contexts: &inServers, Options: briefingOptions()},
		{Name: "settings", Description: "How I behave in this server", Contexts: &inServers, DefaultMemberPermissions: &manage, Options: settingsOptions()},
		{Name: "help", Description: "What I can do, with examples", Contexts: &anywhere},
		{Name: "forget-me", Description: "Delete your questions, their answers and your feedback from my records", Contexts: &anywhere},
		{Name: checkMenu, Type: discordgo.MessageApplicationCommand, Contexts: &anywhere},
		{Name: aboutMenu, Type: discordgo.MessageApplicationCommand, Contexts: &anywhere},
	}, pieceDefinitions(&anywhere)...)
}

type option = discordgo.ApplicationCommandOption

func coverageOptions() []*option {
	article := func() *option {
		return completed(words("article", "Its headline or id", maxArticleID, true))
	}
	return []*option{
		sub("status", "How much there is, of whom, and from when"),
		sub("search", "Find articles", completed(words("query", "Words to look for", 200, true))),
		sub("show", "Show one article's head", article()),
		sub("sources", "What is followed, when it last worked, and why not since"),
		sub("add", "Store a file's articles, or follow a feed, for this server alone (Manage Server)", &option{
			Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "Text, Markdown, HTML, mail, Word, PDF, CSV, JSON or JSONL, also packed",
		}, words("link", "The address of an article or a feed on the web, instead of a file", maxLink, false)),
		sub("unfollow", "Follow a feed of this server no longer (Manage Server)", completed(words("source", "Its address or id", maxArticleID, true))),
		sub("remove", "Withdraw an article (Manage Server)", article()),
	}
}

func settingsOptions() []*option {
	channel := func(description string) *option {
		return &option{
			Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: description,
			ChannelTypes: []discordgo.ChannelType{
				discordgo.ChannelTypeGuildText, discordgo.ChannelTypeGuildNews, discordgo.ChannelTypeGuildVoice, discordgo.ChannelTypeGuildForum,
			},
		}
	}
	none := 0.0
	return []*option{
		sub("show", "What is set", channel("What holds in this channel")),
		sub("set", "Change what is set, for the server or for one channel",
			channel("Only for this channel; otherwise for the whole server"),
			yesNo("unasked", "Answer questions that do not mention me"),
			yesNo("private", "Commands answer privately unless they say otherwise"),
			words("outlets", "Whose coverage can be seen: names with commas between, or 'all'", 500, false),
			&option{Type: discordgo.ApplicationCommandOptionRole, Name: "allow", Description: "A role that may use me, besides those set; @everyone lets all"},
			&option{Type: discordgo.ApplicationCommandOptionRole, Name: "disallow", Description: "A role that no longer may use me"},
			&option{Type: discordgo.ApplicationCommandOptionInteger, Name: "budget", Description: "Questions a day for the whole server; 0 for any number", MinValue: &none, MaxValue: 1e6},
		),
	}
}

func sub(name, description string, options ...*option) *option {
	return &option{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: description, Options: options}
}

func words(name, description string, most int, required bool) *option {
	return &option{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description, MaxLength: most, Required: required}
}

func yesNo(name, description string) *option {
	return &option{Type: discordgo.ApplicationCommandOptionBoolean, Name: name, Description: description}
}

func completed(o *option) *option {
	o.Autocomplete = true
	return o
}
