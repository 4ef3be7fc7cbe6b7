package playground

import (
	"context"
	"errors"

	"newsdesk/internal/standin"
)

// act is something that a tab can ask.
type act struct {
	do    func(*tab, context.Context, *request) (any, error)
	waits bool // for the bot, or for the explainer
}

// acts are all that a tab can ask.
var acts = map[string]act{
	"hello":    {do: (*tab).hello},
	"open":     {do: (*tab).open},
	"send":     {do: (*tab).say},
	"edit":     {do: (*tab).edit},
	"delete":   {do: (*tab).remove},
	"react":    {do: (*tab).react},
	"unreact":  {do: (*tab).unreact},
	"type":     {do: (*tab).typing},
	"thread":   {do: (*tab).thread},
	"commands": {do: (*tab).commands},
	"complete": {do: (*tab).complete, waits: true},
	"run":      {do: (*tab).command},
	"menu":     {do: (*tab).menu},
	"press":    {do: (*tab).press},
	"select":   {do: (*tab).choose},
	"submit":   {do: (*tab).submit},
	"explain":  {do: (*tab).explain, waits: true},
}

// welcome is what a tab is told first.
type welcome struct {
	Me       string   `json:"me"`
	Bot      string   `json:"bot"`
	Server   string   `json:"server"`
	DM       string   `json:"dm"`
	People   []face   `json:"people"`
	Channels []place  `json:"channels"`
	Roles    []named  `json:"roles"`
	Examples []string `json:"examples"`
	Sends    string   `json:"sends,omitempty"`
}

// named is a role as the page offers it.
type named struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// roles are those of the server.
func (p *Playground) roles() []named {
	var list []named
	for _, g := range p.discord.Guilds() {
		for _, r := range g.Roles {
			if g.ID == p.guild {
				list = append(list, named{r.ID, r.Name})
			}
		}
	}
	return list
}

// hello makes the tab somebody, and starts to tell it what happens.
func (t *tab) hello(_ context.Context, r *request) (any, error) {
	if len(r.Tab) == 0 || len(r.Tab) > 64 || len(r.Person) > 20 {
		return nil, errors.New("a tab has a name of 1 to 64 characters")
	}
	t.person = t.p.take(t, r.Person, r.Tab)
	dm, err := t.p.discord.OpenDM(t.person.user.ID)
	if err != nil {
		return nil, err
	}
	// From before what is told now, so that nothing is missed in between.
	seen := t.p.discord.Subscribe()
	t.work.Go(func() { t.watch(seen) })
	t.p.tellPeople()
	return welcome{
		Me: t.person.user.ID, Bot: t.p.discord.Bot().ID, Server: t.p.config.Server, DM: dm, People: t.p.people(),
		Channels: t.places(), Roles: t.p.roles(), Examples: t.p.config.Examples, Sends: t.p.config.Sends,
	}, nil
}

// maxHistory is how many messages of a channel a page gets, the last ones: a run's
// history, which a page still draws at once.
const maxHistory = 500

// open returns the messages of a channel.
func (t *tab) open(_ context.Context, r *request) (any, error) {
	if !t.visible(r.Channel) {
		return nil, errors.New("there is no such channel any more")
	}
	all := t.p.discord.Messages(r.Channel, t.person.user.ID)
	if len(all) > maxHistory {
		all = all[len(all)-maxHistory:]
	}
	if all == nil {
		all = []standin.Message{}
	}
	return all, nil
}

func (t *tab) say(_ context.Context, r *request) (any, error) {
	draft := standin.Draft{Text: r.Text, ReplyTo: r.Reply, Quiet: r.Quiet}
	for _, f := range r.Files {
		draft.Files = append(draft.Files, f.given())
	}
	return t.p.discord.Send(r.Channel, t.person.user.ID, draft)
}

func (t *tab) edit(_ context.Context, r *request) (any, error) {
	return nil, t.p.discord.Edit(r.Channel, t.person.user.ID, r.Message, r.Text)
}

func (t *tab) remove(_ context.Context, r *request) (any, error) {
	return nil, t.p.discord.Delete(r.Channel, t.person.user.ID, r.Message)
}

func (t *tab) react(_ context.Context, r *request) (any, error) {
	return nil, t.p.discord.React(r.Channel, t.person.user.ID, r.Message, r.Emoji)
}

func (t *tab) unreact(_ context.Context, r *request) (any, error) {
	return nil, t.p.discord.Unreact(r.Channel, t.person.user.ID, r.Message, r.Emoji)
}

func (t *tab) typing(_ context.Context, r *request) (any, error) {
	return nil, t.p.discord.Type(r.Channel, t.person.user.ID)
}

// thread starts the thread of a message and returns its ID.
func (t *tab) thread(_ context.Context, r *request) (any, error) {
	return t.p.discord.StartThread(r.Channel, t.person.user.ID, r.Message, r.Name)
}

// commands are those that the person can use in a channel.
func (t *tab) commands(_ context.Context, r *request) (any, error) {
	list := t.p.discord.Commands(r.Channel, t.person.user.ID)
	if list == nil {
		list = []standin.Command{}
	}
	return list, nil
}

// complete returns what the bot offers for an argument.
func (t *tab) complete(ctx context.Context, r *request) (any, error) {
	list, err := t.p.discord.Autocomplete(ctx, r.Channel, t.person.user.ID, r.Name, r.arguments(), r.Focused)
	if list == nil {
		list = []standin.Choice{}
	}
	return list, err
}

// interaction is what somebody did that the bot is to answer; how, comes as events
// with the same ID.
func interaction(i *standin.Interaction, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return i.ID, nil
}

func (t *tab) command(_ context.Context, r *request) (any, error) {
	return interaction(t.p.discord.SlashCommand(r.Channel, t.person.user.ID, r.Name, r.arguments()))
}

func (t *tab) menu(_ context.Context, r *request) (any, error) {
	return interaction(t.p.discord.MessageCommand(r.Channel, t.person.user.ID, r.Name, r.Message))
}

func (t *tab) press(_ context.Context, r *request) (any, error) {
	return interaction(t.p.discord.ClickButton(r.Channel, t.person.user.ID, r.Message, r.CustomID))
}

func (t *tab) choose(_ context.Context, r *request) (any, error) {
	return interaction(t.p.discord.SelectMenu(r.Channel, t.person.user.ID, r.Message, r.CustomID, r.Values...))
}

func (t *tab) submit(_ context.Context, r *request) (any, error) {
	return interaction(t.p.discord.SubmitModal(r.Interaction, t.person.user.ID, r.Fields))
}

// explain tells how a message that the person sees came about.
func (t *tab) explain(_ context.Context, r *request) (any, error) {
	m, ok := t.p.discord.Message(r.Channel, r.Message, t.person.user.ID)
	if !ok {
		return nil, errors.New("there is no such message any more")
	}
	return t.p.explain(&m, t.person.user.ID), nil
}
