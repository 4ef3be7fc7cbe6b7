package standin_test

import (
	"net/http"
	"testing"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/standin"
)

// BenchmarkInteraction is a slash command and its deferred answer, through real
// sockets.
func BenchmarkInteraction(b *testing.B) {
	d := standin.New(standin.Config{Unlimited: true, Keep: 500})
	if _, err := d.Start("127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	defer d.Close(b.Context())
	ruth := d.AddUser("ruth").ID
	desk, _ := d.AddChannel(d.AddGuild("Newsroom", ruth), "iraq-desk")
	s, _ := discordgo.New("Bot " + d.Token())
	transport := &http.Transport{MaxIdleConnsPerHost: 8}
	defer transport.CloseIdleConnections()
	s.Client = &http.Client{Transport: d.Transport(transport)}
	if _, err := s.ApplicationCommandCreate(d.Bot().ID, "", commands()[0]); err != nil {
		b.Fatal(err)
	}
	s.AddHandler(func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if err := s.InteractionRespond(i.Interaction, answer(5, discordgo.InteractionResponseData{})); err != nil {
			b.Error(err)
		}
	})
	events := d.Subscribe()
	if err := s.Open(); err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	if _, err := events.UntilKind(b.Context(), standin.EventHeartbeat); err != nil {
		b.Fatal(err)
	}
	events.Close()
	b.ReportAllocs()
	for b.Loop() {
		i, err := d.SlashCommand(desk, ruth, "ask", question)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := i.Answered(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
