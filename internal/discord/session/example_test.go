package session_test

import (
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

// A bot that answers every message of a person's, here at a stand-in's.
func Example() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	d := standin.New(standin.Config{})
	defer d.Close(context.Background())
	url, err := d.Start("127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	ruth := d.AddUser("ruth").ID
	desk, _ := d.AddChannel(d.AddGuild("Newsroom", ruth), "iraq-desk")

	s, err := session.New(session.Config{Token: d.Token(), APIURL: url, MessageContent: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	err = s.Run(ctx, func(ctx context.Context, e *session.Event) {
		switch v := e.Data.(type) {
		case *discordgo.GuildCreate:
			_, _ = d.Say(desk, ruth, "Good morning!")
		case *discordgo.MessageCreate:
			if v.Author.Bot {
				return
			}
			e.Release() // the next question need not wait for this answer
			answer, err := s.Send(ctx, v.ChannelID, session.Message{Content: "Good morning, " + v.Author.Username + ".", ReplyTo: v.ID})
			if err != nil {
				fmt.Println(e.ID, err)
				return
			}
			fmt.Println(answer.Content)
			stop()
		}
	})
	fmt.Println(err)
	// Output:
	// Good morning, ruth.
	// <nil>
}
