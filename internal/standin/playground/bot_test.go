package playground_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/standin"
)

// bot is a small bot that does all that a page must show.
type bot struct {
	*discordgo.Session
	r         *room
	transport *http.Transport
	leave     func()
	think     chan struct{} // what a question that says "slowly" waits for
}

// newBot brings a bot in, and returns when its commands are there.
func newBot(r *room) *bot {
	r.t.Helper()
	b := &bot{r: r, transport: &http.Transport{DisableKeepAlives: true}, leave: func() {}, think: make(chan struct{})}
	r.bot = b
	var err error
	b.Session, err = discordgo.New("Bot " + r.Token())
	r.must(err)
	b.Client = &http.Client{Transport: r.Transport(b.transport)}
	b.StateEnabled = false // its state races with itself
	b.LogLevel = -1
	b.Identify.Intents = discordgo.IntentsAllWithoutPrivileged | discordgo.IntentMessageContent
	b.AddHandler(func(_ *discordgo.Session, m *discordgo.MessageCreate) { b.hear(m.Message) })
	b.AddHandler(func(_ *discordgo.Session, i *discordgo.InteractionCreate) { b.react(i.Interaction) })
	seen := r.Subscribe()
	r.must(b.Open())
	// A session of discordgo that ends before its first heartbeat comes back.
	_, err = seen.UntilKind(r.ctx, standin.EventHeartbeat)
	r.must(err)
	b.leave = sync.OnceFunc(func() {
		closing.Go(func() { _ = b.Close() })
		_, _ = seen.UntilKind(r.ctx, standin.EventDisconnect)
		seen.Close()
	})
	_, err = b.ApplicationCommandBulkOverwrite(r.Bot().ID, "", definitions())
	r.must(err)
	return b
}

type option = discordgo.ApplicationCommandOption

func definitions() []*discordgo.ApplicationCommand {
	words := func(name, about string, required, completed bool) *option {
		return &option{Type: discordgo.ApplicationCommandOptionString, Name: name, Description: about, Required: required, Autocomplete: completed}
	}
	sub := func(name, about string, options ...*option) *option {
		return &option{Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Description: about, Options: options}
	}
	length := words("length", "How much it tells", false, false)
	for _, l := range []string{"brief", "standard", "long"} {
		length.Choices = append(length.Choices, &discordgo.ApplicationCommandOptionChoice{Name: l, Value: l})
	}
	least := 1.0
	return []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Ask the coverage a question", Options: []*option{
			words("question", "What you want to know", true, false),
			words("outlet", "Only coverage of this outlet", false, true),
			{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only you see the answer"},
		}},
		{Name: "briefing", Description: "What is new", Options: []*option{
			sub("now", "What is new here since the last briefing", length,
				&option{Type: discordgo.ApplicationCommandOptionInteger, Name: "stories", Description: "How many", MinValue: &least, MaxValue: 9},
				&option{Type: discordgo.ApplicationCommandOptionChannel, Name: "channel", Description: "Where to"}),
			sub("list", "Which briefings are scheduled"),
		}},
		{Name: "coverage", Description: "What coverage there is", Options: []*option{
			sub("add", "Store a file's articles", &option{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "A text or JSONL file", Required: true}),
		}},
		{Name: "form", Description: "Open a form"},
		{Name: "silence", Description: "Never answers"},
		{Name: "Check against coverage", Type: discordgo.MessageApplicationCommand},
		{Name: "Ask about this", Type: discordgo.MessageApplicationCommand},
	}
}

// The answer of the bot to whatever it is asked.
const (
	draft  = "The ferry to Basra opened on Monday …"
	answer = "The ferry to Basra was opened by **Hanan Saleh** on Monday, the ministry said. [1] It carries 40 cars. [2]\n" +
		"> وقالت الوزارة إن العبّارة تنقل 40 سيارة.\n\n**Sources**\n-# [1] [Ferry to Basra opens](<https://wire.example/ferry>) — Example Wire, 2 March 2026\n-# [2] [عبّارة البصرة](<https://ar.example/ferry>) — مثال, <t:1772438400:D>"
)

// hear answers those who mention the bot or write to it alone.
func (b *bot) hear(m *discordgo.Message) {
	if m.Author.Bot || m.GuildID != "" && !strings.Contains(m.Content, "<@"+b.r.Bot().ID+">") {
		return
	}
	_ = b.ChannelTyping(m.ChannelID)
	switch {
	case strings.Contains(m.Content, "everything"):
		b.everything(m.ChannelID)
		return
	case strings.Contains(m.Content, "echo"):
		_, text, _ := strings.Cut(m.Content, "echo ")
		_, _ = b.ChannelMessageSend(m.ChannelID, text)
		return
	}
	posted, err := b.ChannelMessageSendReply(m.ChannelID, draft, m.Reference())
	if err != nil {
		return
	}
	text, rows := answer, buttons()
	_, _ = b.ChannelMessageEditComplex(&discordgo.MessageEdit{ID: posted.ID, Channel: m.ChannelID, Content: &text, Components: &rows})
}

func buttons() []discordgo.MessageComponent {
	button := func(label string, style discordgo.ButtonStyle, id string) discordgo.Button {
		return discordgo.Button{Label: label, Style: style, CustomID: id}
	}
	return []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
		button("Sources", discordgo.PrimaryButton, "sources"), button("Continue in thread", discordgo.SecondaryButton, "thread"),
		button("Helpful", discordgo.SecondaryButton, "helpful"), button("Wrong", discordgo.SecondaryButton, "wrong"), button("Delete", discordgo.DangerButton, "delete"),
	}}}
}

// everything posts what a message can have: a picture, a file, embeds, a menu, a
// reaction, and the components that stand in the words' place.
func (b *bot) everything(channel string) {
	sent, _ := b.ChannelMessageSendComplex(channel, &discordgo.MessageSend{
		Content: "# Heading\n## Second\n- one\n  - nested\n- two\n1. first\n2. second\n-# small print\n```go\nfmt.Println(\"<b>code</b>\")\n```\n||hidden words|| ~~struck~~ __under__ *it* `code` <t:1772438400:R> <#" + channel + "> <@" + b.r.Bot().ID + ">",
		Files:   []*discordgo.File{{Name: "chart.png", ContentType: "image/png", Reader: picture()}, {Name: "notes.csv", ContentType: "text/csv", Reader: strings.NewReader("day,stories\n")}},
		Embeds:  []*discordgo.MessageEmbed{{Title: "[1] Ferry to Basra opens", URL: "https://wire.example/ferry", Description: "-# Example Wire, 2 March 2026\n\n[1] Before it. **It was opened by Hanan Saleh.** After it.", Color: 0x4f5bd5, Footer: &discordgo.MessageEmbedFooter{Text: "Example Wire"}, Image: &discordgo.MessageEmbedImage{URL: "https://pictures.example/far.png"}, Fields: []*discordgo.MessageEmbedField{{Name: "Cars", Value: "40", Inline: true}, {Name: "People", Value: "200", Inline: true}}}},
		Components: []discordgo.MessageComponent{
			discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{CustomID: "story", Placeholder: "Choose a story", Options: []discordgo.SelectMenuOption{{Label: "The ferry", Value: "ferry"}, {Label: "The bridge", Value: "bridge", Description: "in Mosul"}}}}},
			discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Open", Style: discordgo.LinkButton, URL: "https://wire.example/ferry"}, discordgo.Button{Label: "Not now", Style: discordgo.SuccessButton, CustomID: "no", Disabled: true}}},
		},
	})
	if sent != nil {
		_ = b.MessageReactionAdd(channel, sent.ID, "👍")
	}
	accent := 0x2f9e5b
	_, _ = b.ChannelMessageSendComplex(channel, &discordgo.MessageSend{Flags: discordgo.MessageFlagsIsComponentsV2, Components: []discordgo.MessageComponent{
		discordgo.Container{AccentColor: &accent, Components: []discordgo.MessageComponent{
			discordgo.TextDisplay{Content: "### Briefing\nTwo stories are new."}, discordgo.Separator{},
			discordgo.Section{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: "The ferry to Basra"}}, Accessory: discordgo.Button{Label: "More", Style: discordgo.SecondaryButton, CustomID: "helpful"}},
		}},
	}})
}

// picture is a small chart.
func picture() io.Reader {
	m := image.NewRGBA(image.Rect(0, 0, 320, 120))
	for x := range 320 {
		for y := range 120 {
			c := color.RGBA{240, 242, 247, 255}
			if x%40 > 12 && y > 110-(x/40)*12 {
				c = color.RGBA{79, 91, 213, 255}
			}
			m.Set(x, y, c)
		}
	}
	var buf bytes.Buffer
	_ = png.Encode(&buf, m)
	return &buf
}

func (b *bot) respond(i *discordgo.Interaction, kind discordgo.InteractionResponseType, data *discordgo.InteractionResponseData) {
	_ = b.InteractionRespond(i, &discordgo.InteractionResponse{Type: kind, Data: data})
}

// privately answers for the one who asked alone.
func (b *bot) privately(i *discordgo.Interaction, text string, embeds ...*discordgo.MessageEmbed) {
	b.respond(i, discordgo.InteractionResponseChannelMessageWithSource, &discordgo.InteractionResponseData{Content: text, Embeds: embeds, Flags: discordgo.MessageFlagsEphemeral})
}

// react answers interactions.
func (b *bot) react(i *discordgo.Interaction) {
	switch i.Type {
	case discordgo.InteractionApplicationCommandAutocomplete:
		b.complete(i)
	case discordgo.InteractionMessageComponent:
		b.pressed(i)
	case discordgo.InteractionModalSubmit:
		row := i.ModalSubmitData().Components[0].(*discordgo.ActionsRow)
		b.privately(i, "Thank you for: "+row.Components[0].(*discordgo.TextInput).Value)
	case discordgo.InteractionApplicationCommand:
		b.command(i)
	}
}

func (b *bot) complete(i *discordgo.Interaction) {
	var choices []*discordgo.ApplicationCommandOptionChoice
	for _, o := range i.ApplicationCommandData().Options {
		for _, name := range []string{"Example Wire", "Example Post", "Morning Sample"} {
			if o.Focused && strings.Contains(strings.ToLower(name), strings.ToLower(o.StringValue())) {
				choices = append(choices, &discordgo.ApplicationCommandOptionChoice{Name: name, Value: name})
			}
		}
	}
	b.respond(i, discordgo.InteractionApplicationCommandAutocompleteResult, &discordgo.InteractionResponseData{Choices: choices})
}

func (b *bot) pressed(i *discordgo.Interaction) {
	switch data := i.MessageComponentData(); data.CustomID {
	case "sources":
		b.privately(i, "", &discordgo.MessageEmbed{Title: "[1] Ferry to Basra opens", URL: "https://wire.example/ferry", Description: "-# Example Wire, 2 March 2026\n\n[1] Before it. **It was opened by Hanan Saleh.** After it."})
	case "wrong":
		b.openForm(i)
	case "thread":
		b.respond(i, discordgo.InteractionResponseDeferredMessageUpdate, nil)
		t, err := b.MessageThreadStartComplex(i.ChannelID, i.Message.ID, &discordgo.ThreadStart{Name: "The ferry to Basra"})
		if err == nil {
			_, _ = b.ChannelMessageSend(t.ID, "Ask on here.")
		}
	case "delete":
		b.respond(i, discordgo.InteractionResponseDeferredMessageUpdate, nil)
		_ = b.ChannelMessageDelete(i.ChannelID, i.Message.ID)
	case "story":
		b.privately(i, "You chose "+data.Values[0]+".")
	default:
		b.privately(i, "Noted.")
	}
}

func (b *bot) openForm(i *discordgo.Interaction) {
	field := func(f discordgo.TextInput) discordgo.MessageComponent {
		return discordgo.ActionsRow{Components: []discordgo.MessageComponent{f}}
	}
	b.respond(i, discordgo.InteractionResponseModal, &discordgo.InteractionResponseData{CustomID: "wrong", Title: "What is wrong?", Components: []discordgo.MessageComponent{
		field(discordgo.TextInput{CustomID: "what", Label: "What is wrong?", Style: discordgo.TextInputParagraph, Required: true, MinLength: 3, MaxLength: 500}),
		field(discordgo.TextInput{CustomID: "should", Label: "What should it say? (optional)", Style: discordgo.TextInputShort}),
	}})
}

func (b *bot) command(i *discordgo.Interaction) {
	data := i.ApplicationCommandData()
	switch data.Name {
	case "silence":
	case "form":
		b.openForm(i)
	case "ask":
		text, flags := answer, discordgo.MessageFlags(0)
		for _, o := range data.Options {
			if o.Name == "private" && o.BoolValue() {
				flags = discordgo.MessageFlagsEphemeral
			}
			if o.Name == "outlet" {
				text = "Only of " + o.StringValue() + ": " + text
			}
		}
		b.respond(i, discordgo.InteractionResponseDeferredChannelMessageWithSource, &discordgo.InteractionResponseData{Flags: flags})
		if strings.Contains(data.Options[0].StringValue(), "slowly") {
			select {
			case <-b.think:
			case <-b.r.ctx.Done():
			}
		}
		rows := buttons()
		_, _ = b.InteractionResponseEdit(i, &discordgo.WebhookEdit{Content: &text, Components: &rows})
	case "coverage":
		file := data.Resolved.Attachments[data.Options[0].Options[0].Value.(string)]
		b.privately(i, "Stored "+file.Filename+".")
	case "Check against coverage":
		b.privately(i, "**1 claim**: 1 supported.\n> "+data.Resolved.Messages[data.TargetID].Content)
	default:
		b.privately(i, "Done: "+data.Name)
	}
}
