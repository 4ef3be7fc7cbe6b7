package standin_test

import (
	"context"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/standin"
)

// A bot that greets, a person who speaks, and what that person then sees.
func Example() {
	ctx := context.Background()
	d := standin.New(standin.Config{})
	defer d.Close(ctx)
	if _, err := d.Start("127.0.0.1:0"); err != nil {
		fmt.Println(err)
		return
	}
	ruth := d.AddUser("ruth").ID
	desk, _ := d.AddChannel(d.AddGuild("Newsroom", ruth), "iraq-desk")

	bot, _ := discordgo.New("Bot " + d.Token())
	bot.Client = &http.Client{Transport: d.Transport(&http.Transport{DisableKeepAlives: true})}
	bot.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages
	bot.AddHandler(func(s *discordgo.Session, m *discordgo.MessageCreate) {
		if m.Author.ID == ruth {
			_, _ = s.ChannelMessageSendReply(m.ChannelID, "Good morning, ruth.", m.Reference())
		}
	})
	seen := d.Subscribe()
	defer seen.Close()
	if err := bot.Open(); err != nil {
		fmt.Println(err)
		return
	}
	defer bot.Close()
	_, _ = seen.UntilKind(ctx, standin.EventHeartbeat)

	_, _ = d.Say(desk, ruth, "Good morning!")
	_, _ = seen.Until(ctx, func(e standin.Event) bool {
		return e.Kind == standin.EventMessage && e.Message.Author.ID == d.Bot().ID
	})
	for _, m := range d.Messages(desk, ruth) {
		fmt.Printf("%s: %s\n", m.Author.Username, m.Content)
	}
	// Output:
	// ruth: Good morning!
	// newsdesk: Good morning, ruth.
}
