package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// interaction is what somebody did: a command, a button, a form, or typing.
type interaction struct {
	*discordgo.Interaction
	id string // for people to quote
	by person
	// told is set where the person was told of a failure, and need not be again.
	told bool
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
	if over, err := b.hurried(ctx, i); over {
		if err != nil {
			b.log.Info("cannot say that it was a lot at once", "id", i.id, "err", err)
		}
		return
	}
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

// What one person may do besides asking, so that nobody keeps the others waiting:
// twice a second is faster than anybody reads, and an option is completed at most
// as often as somebody types.
var (
	fairActs   = Rate{100, 500 * time.Millisecond}
	fairTyping = Rate{50, 200 * time.Millisecond}
)

// hurried reports whether somebody does too much at once, and tells them. To who
// types nothing is offered then.
func (b *Bot) hurried(ctx context.Context, i *interaction) (bool, error) {
	if i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		if ok, _, _ := b.limits.take("typing "+i.by.id, fairTyping); ok {
			return false, nil
		}
		return true, b.discord.Complete(ctx, i.Interaction, nil)
	}
	ok, again, _ := b.limits.take("acts "+i.by.id, fairActs)
	if ok {
		return false, nil
	}
	return true, b.tell(ctx, i, fmt.Sprintf("That was a lot at once. Try again %s.", moment(again)))
}

// failed tells of a failure, as the first answer or in place of it.
func (b *Bot) failed(ctx context.Context, i *interaction, err error) {
	log := b.log.With("id", i.id, "channel", i.ChannelID, "err", err)
	if gone(err) || errors.Is(err, session.ErrTokenExpired) {
		log.Info("nobody is there to answer any more")
		return
	}
	log.Error("cannot do what was asked")
	if i.told || i.Type == discordgo.InteractionApplicationCommandAutocomplete {
		return
	}
	words := b.why(ctx, i.id, err)
	if forbidden(err) {
		words = lackingWords(place{guild: i.GuildID, channel: i.ChannelID}, err)
	}
	late, cancel := afterwards(ctx)
	defer cancel()
	// As a first answer it could be taken for done where only the one before was.
	_, told := b.followUp(late, i, session.Message{Content: words, Flags: discordgo.MessageFlagsEphemeral})
	if errors.Is(told, session.ErrTokenExpired) { // there is no first answer yet
		told = b.tell(late, i, words)
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
	if id == "" {
		return b.tell(ctx, i, staleButton)
	}
	switch verb {
	case pressWrong:
		k, err := b.answerOf(ctx, i, id)
		if err != nil {
			return err
		}
		if k == nil {
			return b.tell(ctx, i, "This answer is kept no longer, so there is nothing to note it of.")
		}
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
