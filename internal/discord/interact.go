package discord

import (
	"context"
	"errors"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// interaction is what somebody did: a command, a button, a form, or typing.
type interaction struct {
	*discordgo.Interaction
	id string // for people to quote
	by person
}

// interact does what somebody asks for by an interaction, which must be answered
// within 3 s, be it by saying that an answer will come.
func (b *Bot) interact(ctx context.Context, id string, raw *discordgo.Interaction) {
	i := &interaction{Interaction: raw, id: id, by: personOf(raw.Member, raw.User)}
	defer func() {
		if p := recover(); p != nil {
			b.failed(ctx, i, errPanic)
			panic(p) // the session logs it, with its id
		}
	}()
	var err error
	switch raw.Type {
	case discordgo.InteractionApplicationCommand:
		err = b.command(ctx, i)
	case discordgo.InteractionApplicationCommandAutocomplete:
		err = b.complete(ctx, i)
	case discordgo.InteractionMessageComponent:
		err = b.press(ctx, i)
	case discordgo.InteractionModalSubmit:
		err = b.submit(ctx, i)
	}
	if err != nil {
		b.failed(ctx, i, err)
	}
}

// failed tells of a failure, as the first answer or in place of it.
func (b *Bot) failed(ctx context.Context, i *interaction, err error) {
	log := b.log.With("id", i.id, "channel", i.ChannelID, "err", err)
	if gone(err) || errors.Is(err, session.ErrTokenExpired) {
		log.Info("nobody is there to answer any more")
		return
	}
	log.Error("cannot do what was asked")
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return
	}
	words := b.why(ctx, i.id, err)
	if forbidden(err) {
		words = lackingWords(place{guild: i.GuildID, channel: i.ChannelID}, err)
	}
	late, cancel := afterwards(ctx)
	defer cancel()
	told := b.tell(late, i, words)
	if errors.Is(told, session.ErrAcknowledged) {
		_, told = b.discord.FollowUp(late, i.Interaction, session.Message{Content: words, Flags: discordgo.MessageFlagsEphemeral})
	}
	if told != nil {
		b.log.Info("cannot say that something failed", "id", i.id, "err", told)
	}
}

// command runs a command of the list in commands.go.
func (b *Bot) command(ctx context.Context, i *interaction) error {
	data := i.ApplicationCommandData()
	run, known := b.commands()[data.Name]
	if !known {
		return b.tell(ctx, i, "I do not know this command any more. Type `/` to see those that I know.")
	}
	return run(ctx, i, arguments(data.Options))
}

// submit takes a form that was filled in.
func (b *Bot) submit(ctx context.Context, i *interaction) error {
	data := i.ModalSubmitData()
	verb, id, _ := strings.Cut(data.CustomID, "/")
	switch verb {
	case pressWrong:
		return b.wrong(ctx, i, id, filled(data.Components))
	case formAbout:
		return b.askedAbout(ctx, i, id, filled(data.Components))
	}
	return b.tell(ctx, i, staleButton)
}

// filled are the values of a form's fields.
func filled(rows []discordgo.MessageComponent) map[string]string {
	values := map[string]string{}
	for _, r := range rows {
		if row, ok := r.(*discordgo.ActionsRow); ok {
			for _, c := range row.Components {
				if f, ok := c.(*discordgo.TextInput); ok {
					values[f.CustomID] = f.Value
				}
			}
		}
	}
	return values
}

// args are the arguments of a command, by name; the subcommand is under "".
type args map[string]*discordgo.ApplicationCommandInteractionDataOption

func arguments(list []*discordgo.ApplicationCommandInteractionDataOption) args {
	all := args{}
	for _, o := range list {
		if o.Type == discordgo.ApplicationCommandOptionSubCommand {
			all[""] = o
			for name, inner := range arguments(o.Options) {
				all[name] = inner
			}
			continue
		}
		all[o.Name] = o
	}
	return all
}

// sub is the subcommand, or "".
func (a args) sub() string {
	if o := a[""]; o != nil {
		return o.Name
	}
	return ""
}

// text is an argument of text, of an id or of a choice; "" where it was not given.
func (a args) text(name string) string {
	if o := a[name]; o != nil {
		if s, ok := o.Value.(string); ok {
			return strings.TrimSpace(s)
		}
	}
	return ""
}

// flag is an argument that is true or false; nil where it was not given.
func (a args) flag(name string) *bool {
	if o := a[name]; o != nil {
		if v, ok := o.Value.(bool); ok {
			return &v
		}
	}
	return nil
}

// number is a whole number; nil where it was not given.
func (a args) number(name string) *int {
	if o := a[name]; o != nil {
		if v, ok := o.Value.(float64); ok {
			n := int(v)
			return &n
		}
	}
	return nil
}

// focused is the argument that is being typed, and what of it there is.
func (a args) focused() (name, typed string) {
	for n, o := range a {
		if o.Focused {
			return n, a.text(n)
		}
	}
	return "", ""
}
