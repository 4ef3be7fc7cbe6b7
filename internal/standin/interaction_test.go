package standin_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/standin"
)

// commands are those that the tests use.
func commands() []*discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	text := discordgo.ApplicationCommandOptionString
	return []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Ask the coverage", Options: []*discordgo.ApplicationCommandOption{
			{Type: text, Name: "question", Description: "What to ask", Required: true, MaxLength: 300},
			{Type: text, Name: "outlet", Description: "Of one outlet", Autocomplete: true},
			{Type: discordgo.ApplicationCommandOptionBoolean, Name: "private", Description: "Only you see it"},
		}},
		{Name: "coverage", Description: "What is indexed", DefaultMemberPermissions: &manage, Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add", Options: []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "A file"},
			}},
		}},
		{Name: "Check against coverage", Type: discordgo.MessageApplicationCommand},
	}
}

// register makes the test's commands global ones.
func (b *bot) register() {
	b.r.t.Helper()
	list, err := b.ApplicationCommandBulkOverwrite(b.r.Bot().ID, "", commands())
	b.r.must(err)
	if len(list) != len(commands()) || list[0].ID == "" {
		b.r.t.Fatalf("registered %+v", list)
	}
}

// answer is an interaction response with a message.
func answer(kind discordgo.InteractionResponseType, data discordgo.InteractionResponseData) *discordgo.InteractionResponse {
	return &discordgo.InteractionResponse{Type: kind, Data: &data}
}

// ask runs /ask as ruth and returns her interaction and the bot's.
func (r *room) ask(b *bot, options standin.Options) (*standin.Interaction, *discordgo.Interaction) {
	r.t.Helper()
	hers, err := r.SlashCommand(r.channel, r.ruth, "ask", options)
	r.must(err)
	return hers, next(b, anyOf[*discordgo.InteractionCreate]).Interaction
}

var question = standin.Options{"question": "what happened?"}

func TestSlashCommandIsAnswered(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	hers, its := r.ask(b, standin.Options{"question": "what happened?", "private": true})
	data := its.ApplicationCommandData()
	if data.GetOption("question").StringValue() != "what happened?" || !data.GetOption("private").BoolValue() || its.Member.User.ID != r.ruth || its.GuildID != r.guild {
		t.Errorf("interaction: %+v", its)
	}
	r.must(b.InteractionRespond(its, answer(discordgo.InteractionResponseChannelMessageWithSource, discordgo.InteractionResponseData{
		Content: "this", Flags: discordgo.MessageFlagsEphemeral, Components: buttons("sources"),
	})))
	reply, err := hers.Answered(r.ctx)
	r.must(err)
	if reply.Type != standin.ReplyMessage || reply.Message.Content != "this" || !reply.Message.Ephemeral() || reply.Message.Interaction.Name != "ask" {
		t.Errorf("reply: %+v", reply)
	}
	if n := len(r.Messages(r.channel, r.alice)); n != 0 {
		t.Errorf("alice sees %d messages, want none", n)
	}
	if n := len(r.Messages(r.channel, r.ruth)); n != 1 {
		t.Errorf("ruth sees %d messages, want 1", n)
	}
	_, err = b.ChannelMessage(r.channel, reply.Message.ID)
	refused(t, err, 404, 10008)
	if err := b.InteractionRespond(its, answer(4, discordgo.InteractionResponseData{Content: "again"})); err == nil {
		t.Error("answered twice")
	} else {
		refused(t, err, 400, 40060)
	}
	if list, _ := json.Marshal(r.Calls(nil)); strings.Contains(string(list), its.Token) {
		t.Error("an interaction's token is in the log of calls")
	}
}

func TestDeferredAnswerEditedAndFollowed(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	hers, its := r.ask(b, question)
	_, err := b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "too soon"})
	refused(t, err, 404, 10015)
	r.must(b.InteractionRespond(its, answer(discordgo.InteractionResponseDeferredChannelMessageWithSource, discordgo.InteractionResponseData{})))
	reply, err := hers.Answered(r.ctx)
	r.must(err)
	if !reply.Message.Loading() {
		t.Errorf("reply: %+v", reply.Message)
	}
	text := "a first sentence"
	m, err := b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	r.must(err)
	if m.Content != text || m.Flags&discordgo.MessageFlagsLoading != 0 || m.EditedTimestamp != nil {
		t.Errorf("edited: %+v", m)
	}
	f, err := b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "more", Flags: discordgo.MessageFlagsEphemeral})
	r.must(err)
	more := "even more"
	_, err = b.FollowupMessageEdit(its, f.ID, &discordgo.WebhookEdit{Content: &more})
	r.must(err)
	if list := hers.Followups(); len(list) != 1 || list[0].Content != more || !list[0].Ephemeral() {
		t.Errorf("follow-ups: %+v", list)
	}
	got, err := b.InteractionResponse(its)
	r.must(err)
	if got.ID != m.ID {
		t.Errorf("original %s, want %s", got.ID, m.ID)
	}
	r.must(b.FollowupMessageDelete(its, f.ID))
	r.must(b.InteractionResponseDelete(its))
	if _, ok := hers.Original(); ok {
		t.Error("the answer is still there")
	}
	_, err = b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	refused(t, err, 404, 10008)
}

func TestFirstFollowupFillsADeferredAnswer(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	hers, its := r.ask(b, question)
	r.must(b.InteractionRespond(its, answer(5, discordgo.InteractionResponseData{Flags: discordgo.MessageFlagsEphemeral})))
	_, err := b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "here"})
	r.must(err)
	if m, ok := hers.Original(); !ok || m.Content != "here" || !m.Ephemeral() || len(hers.Followups()) != 0 {
		t.Errorf("original: %+v", m)
	}
}

func TestInteractionsRunOut(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	late, its := r.ask(b, question)
	r.clock.Advance(3*time.Second + time.Millisecond)
	refused(t, b.InteractionRespond(its, answer(4, discordgo.InteractionResponseData{Content: "late"})), 404, 10062)
	if _, err := late.Answered(r.ctx); !errors.Is(err, standin.ErrNoAnswer) {
		t.Errorf("ruth got %v", err)
	}
	_, its = r.ask(b, question)
	r.clock.Advance(2 * time.Second)
	r.must(b.InteractionRespond(its, answer(5, discordgo.InteractionResponseData{})))
	r.clock.Advance(12 * time.Minute)
	text := "in time"
	_, err := b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	r.must(err)
	r.clock.Advance(3 * time.Minute)
	_, err = b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	refused(t, err, 401, 50027)
	_, err = b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "late"})
	refused(t, err, 401, 50027)
	its.Token = "unknown"
	_, err = b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "forged"})
	refused(t, err, 404, 10015)
}

func TestButtonsAndMenus(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	row := discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.SelectMenu{
		MenuType: discordgo.StringSelectMenu, CustomID: "pick", Options: []discordgo.SelectMenuOption{{Label: "A", Value: "a"}, {Label: "B", Value: "b"}},
	}}}
	m, err := b.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Content: "choose", Components: append(buttons("more"), row)})
	r.must(err)
	click, err := r.ClickButton(r.channel, r.ruth, m.ID, "more")
	r.must(err)
	its := next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	if d := its.MessageComponentData(); d.CustomID != "more" || d.ComponentType != discordgo.ButtonComponent || its.Message.ID != m.ID {
		t.Errorf("click: %+v", its)
	}
	r.must(b.InteractionRespond(its, answer(discordgo.InteractionResponseUpdateMessage, discordgo.InteractionResponseData{Content: "clicked", Components: m.Components})))
	reply, err := click.Answered(r.ctx)
	r.must(err)
	if reply.Type != standin.ReplyUpdate || reply.Message.Content != "clicked" || reply.Message.ID != m.ID {
		t.Errorf("reply: %+v", reply)
	}
	_, err = r.SelectMenu(r.channel, r.ruth, m.ID, "pick", "b")
	r.must(err)
	its = next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	if d := its.MessageComponentData(); !slices.Equal(d.Values, []string{"b"}) {
		t.Errorf("selection: %+v", d)
	}
	r.must(b.InteractionRespond(its, &discordgo.InteractionResponse{Type: discordgo.InteractionResponseDeferredMessageUpdate}))
	text := "chosen"
	_, err = b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	r.must(err)
	if m, _ := r.Message(r.channel, m.ID, r.alice); m.Content != "chosen" {
		t.Errorf("message: %q", m.Content)
	}
	for _, err := range []error{
		errorOf(r.SelectMenu(r.channel, r.ruth, m.ID, "pick", "c")), errorOf(r.SelectMenu(r.channel, r.ruth, m.ID, "pick")),
		errorOf(r.ClickButton(r.channel, r.ruth, m.ID, "none")), errorOf(r.ClickButton(r.channel, r.ruth, m.ID, "pick")),
		errorOf(r.ClickButton(r.channel, r.AddUser("stranger").ID, m.ID, "more")),
	} {
		if err == nil {
			t.Error("a person did what Discord's client does not let one do")
		}
	}
}

func TestButtonsOfEphemeralMessages(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(discordgo.IntentsGuilds)
	b.register()
	hers, its := r.ask(b, question)
	r.must(b.InteractionRespond(its, answer(4, discordgo.InteractionResponseData{Content: "only you", Flags: discordgo.MessageFlagsEphemeral, Components: buttons("share")})))
	m, _ := hers.Original()
	if _, err := r.ClickButton(r.channel, r.alice, m.ID, "share"); err == nil {
		t.Error("alice clicked what she cannot see")
	}
	click, err := r.ClickButton(r.channel, r.ruth, m.ID, "share")
	r.must(err)
	its = next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	if its.Message.Flags&discordgo.MessageFlagsEphemeral == 0 || its.Message.Content != "only you" {
		t.Errorf("its message: %+v", its.Message)
	}
	r.must(b.InteractionRespond(its, answer(7, discordgo.InteractionResponseData{Content: "shared", Components: []discordgo.MessageComponent{}})))
	_, err = b.FollowupMessageCreate(its, true, &discordgo.WebhookParams{Content: "for all"})
	r.must(err)
	if m, _ := click.Original(); m.Content != "shared" || len(m.Components) != 0 || !m.Ephemeral() {
		t.Errorf("original: %+v", m)
	}
	if list := r.Messages(r.channel, r.alice); len(list) != 1 || list[0].Content != "for all" {
		t.Errorf("alice sees %+v", list)
	}
	r.must(r.Delete(r.channel, r.ruth, m.ID))
	text := "gone"
	_, err = b.InteractionResponseEdit(its, &discordgo.WebhookEdit{Content: &text})
	refused(t, err, 404, 10008)
}

func errorOf[T any](_ T, err error) error { return err }

func TestModal(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	m, err := b.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Content: "answer", Components: buttons("wrong")})
	r.must(err)
	click, err := r.ClickButton(r.channel, r.ruth, m.ID, "wrong")
	r.must(err)
	its := next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	field := discordgo.TextInput{CustomID: "why", Label: "What is wrong?", Style: discordgo.TextInputParagraph, Required: true, MaxLength: 200}
	form := discordgo.InteractionResponseData{CustomID: "feedback", Title: strings.Repeat("t", 46), Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{field}}}}
	e := refused(t, b.InteractionRespond(its, answer(discordgo.InteractionResponseModal, form)), 400, 50035)
	if !hasError(e.ResponseBody, "data.title") {
		t.Errorf("no error at the title: %s", e.ResponseBody)
	}
	form.Title = "Wrong?"
	r.must(b.InteractionRespond(its, answer(discordgo.InteractionResponseModal, form)))
	reply, err := click.Answered(r.ctx)
	r.must(err)
	if reply.Modal == nil || reply.Modal.Title != "Wrong?" || standin.Find(reply.Modal.Components, "why") == nil {
		t.Fatalf("reply: %+v", reply)
	}
	if _, err := r.SubmitModal(click.ID, r.ruth, nil); err == nil {
		t.Error("submitted without what is required")
	}
	submitted, err := r.SubmitModal(click.ID, r.ruth, map[string]string{"why": "the date"})
	r.must(err)
	its = next(b, func(i *discordgo.InteractionCreate) bool { return i.Type == discordgo.InteractionModalSubmit }).Interaction
	data := its.ModalSubmitData()
	input := data.Components[0].(*discordgo.ActionsRow).Components[0].(*discordgo.TextInput)
	if data.CustomID != "feedback" || input.CustomID != "why" || input.Value != "the date" || its.Message.ID != m.ID {
		t.Errorf("submission: %+v", data)
	}
	r.must(b.InteractionRespond(its, answer(4, discordgo.InteractionResponseData{Content: "thanks", Flags: discordgo.MessageFlagsEphemeral})))
	if reply, err := submitted.Answered(r.ctx); err != nil || reply.Message.Content != "thanks" {
		t.Errorf("got %+v, %v", reply, err)
	}
	if _, err := r.SubmitModal(click.ID, r.ruth, map[string]string{"why": "again"}); err == nil {
		t.Error("submitted twice")
	}
}

func TestAutocomplete(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	b.respond(func(i *discordgo.Interaction) {
		o := i.ApplicationCommandData().GetOption("outlet")
		if !o.Focused || i.Type != discordgo.InteractionApplicationCommandAutocomplete {
			t.Errorf("interaction: %+v", i)
		}
		_ = b.InteractionRespond(i, answer(discordgo.InteractionApplicationCommandAutocompleteResult, discordgo.InteractionResponseData{
			Choices: []*discordgo.ApplicationCommandOptionChoice{{Name: o.StringValue() + "uters", Value: "reuters"}},
		}))
	})
	got, err := r.Autocomplete(r.ctx, r.channel, r.ruth, "ask", standin.Options{"outlet": "Re"}, "outlet")
	r.must(err)
	if len(got) != 1 || got[0].Name != "Reuters" || got[0].Value != "reuters" {
		t.Errorf("choices: %+v", got)
	}
}

func TestMessageCommandBringsItsTarget(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(discordgo.IntentsGuilds)
	b.register()
	claim := r.say(r.alice, "the dam was built in 1986")
	_, err := r.MessageCommand(r.channel, r.ruth, "Check against coverage", claim.ID)
	r.must(err)
	its := next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	data := its.ApplicationCommandData()
	if m := data.Resolved.Messages[data.TargetID]; data.TargetID != claim.ID || m == nil || m.Content != "the dam was built in 1986" {
		t.Errorf("data: %+v", data)
	}
}

func TestSubcommandWithAFile(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	options := standin.Options{"file": standin.File{Name: "a.txt", Data: []byte("text")}}
	if _, err := r.SlashCommand(r.channel, r.ruth, "coverage add", options); err == nil {
		t.Error("ruth, who may not manage the guild, ran it")
	}
	_, err := r.SlashCommand(r.channel, r.alice, "coverage add", options)
	r.must(err)
	data := next(b, anyOf[*discordgo.InteractionCreate]).ApplicationCommandData()
	id := data.Options[0].GetOption("file").Value.(string)
	if a := data.Resolved.Attachments[id]; a == nil || a.Filename != "a.txt" || a.Size != 4 {
		t.Errorf("resolved: %+v", data.Resolved)
	}
	for name, o := range map[string]standin.Options{
		"coverage": nil, "coverage drop": nil, "nothing": nil, "ask": {}, "ask ": {"question": 5}, " ask": {"question": "x", "colour": "red"},
	} {
		if _, err := r.SlashCommand(r.channel, r.alice, name, o); err == nil {
			t.Errorf("/%s ran with %v", name, o)
		}
	}
}

func TestCommandsAreRegistered(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	s := r.session()
	app := r.Bot().ID
	c, err := s.ApplicationCommandCreate(app, r.guild, commands()[0])
	r.must(err)
	again, err := s.ApplicationCommandCreate(app, r.guild, commands()[0])
	r.must(err)
	if again.ID != c.ID || again.Version == c.Version {
		t.Errorf("created %s again as %s", c.ID, again.ID)
	}
	edited, err := s.ApplicationCommandEdit(app, r.guild, c.ID, &discordgo.ApplicationCommand{Name: "ask", Description: "another"})
	r.must(err)
	if edited.Description != "another" || edited.ID != c.ID {
		t.Errorf("edited: %+v", edited)
	}
	list, err := s.ApplicationCommands(app, r.guild)
	r.must(err)
	global, err := s.ApplicationCommands(app, "")
	r.must(err)
	if len(list) != 1 || len(global) != 0 {
		t.Errorf("%d of the guild, %d global", len(list), len(global))
	}
	if got := r.Commands(r.channel, r.ruth); len(got) != 1 || got[0].Name != "ask" {
		t.Errorf("ruth can choose from %+v", got)
	}
	r.must(s.ApplicationCommandDelete(app, r.guild, c.ID))
	_, err = s.ApplicationCommand(app, r.guild, c.ID)
	refused(t, err, 404, 10063)
	for field, c := range map[string]*discordgo.ApplicationCommand{
		"name":                  {Name: "Ask Me", Description: "d"},
		"description":           {Name: "ask"},
		"options":               {Name: "ask", Description: "d", Options: slicesOf(26, commands()[0].Options[0])},
		"options.1":             {Name: "ask", Description: "d", Options: []*discordgo.ApplicationCommandOption{commands()[0].Options[1], commands()[0].Options[0]}},
		"options.0.choices":     {Name: "ask", Description: "d", Options: []*discordgo.ApplicationCommandOption{{Type: 3, Name: "o", Description: "d", Choices: slicesOf(26, &discordgo.ApplicationCommandOptionChoice{Name: "c", Value: "v"})}}},
		"options.0.description": {Name: "ask", Description: "d", Options: []*discordgo.ApplicationCommandOption{{Type: 3, Name: "o"}}},
	} {
		_, err := s.ApplicationCommandCreate(app, "", c)
		if e := refused(t, err, 400, 50035); !hasError(e.ResponseBody, field) {
			t.Errorf("no error at %s: %s", field, e.ResponseBody)
		}
	}
	_, err = s.ApplicationCommandBulkOverwrite(app, "", []*discordgo.ApplicationCommand{commands()[0], commands()[0]})
	refused(t, err, 400, 50035)
	_, err = s.ApplicationCommands("123", "")
	refused(t, err, 403, 20012)
}

func TestInteractionInDirectMessages(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	dm, err := r.OpenDM(r.ruth)
	r.must(err)
	_, err = r.SlashCommand(dm, r.ruth, "ask", question)
	r.must(err)
	its := next(b, anyOf[*discordgo.InteractionCreate]).Interaction
	if its.User == nil || its.User.ID != r.ruth || its.Member != nil || its.GuildID != "" || its.Context != discordgo.InteractionContextBotDM {
		t.Errorf("interaction: %+v", its)
	}
}

func TestWithResponseTellsTheMessage(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	b.register()
	_, its := r.ask(b, question)
	body, err := b.Request("POST", discordgo.EndpointInteractionResponse(its.ID, its.Token)+"?with_response=true", answer(4, discordgo.InteractionResponseData{Content: "x"}))
	r.must(err)
	var got struct {
		Resource struct{ Message struct{ ID, Content string } }
	}
	r.must(json.Unmarshal(body, &got))
	if got.Resource.Message.Content != "x" || got.Resource.Message.ID == "" {
		t.Errorf("got %s", body)
	}
}
