package standin

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An Interaction is something that a person did and waits for the bot's answer to.
type Interaction struct {
	ID string
	d  *Discord
	it *interaction
}

// A Reply is the bot's first answer.
type Reply struct {
	Type    int // ReplyMessage and so on
	Message Message
	Modal   *Modal
	Choices []Choice
}

// Answered waits for the bot's first answer. It fails with [ErrNoAnswer] when
// 3 s have passed on the stand-in's clock.
func (i *Interaction) Answered(ctx context.Context) (Reply, error) {
	select {
	case <-i.it.done:
	case <-ctx.Done():
		return Reply{}, ctx.Err()
	}
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	switch {
	case i.it.failed:
		return Reply{}, ErrNoAnswer
	case i.it.answer == 0:
		return Reply{}, ErrClosed
	}
	r := Reply{Type: i.it.answer, Modal: i.it.modal, Choices: i.it.choices}
	if m := i.it.original; m != nil {
		r.Message = m.view(i.d, i.it.user.ID)
	}
	return r, nil
}

// Original is the message that answers the interaction as it is now; it reports
// false if there is none, or none any more.
func (i *Interaction) Original() (Message, bool) {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	m := i.it.original
	if m == nil || m.channel.message(m.id) != m {
		return Message{}, false
	}
	return m.view(i.d, i.it.user.ID), true
}

// Followups are the messages that came after, as the person sees them.
func (i *Interaction) Followups() []Message {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	var list []Message
	for _, id := range i.it.followups {
		if m := i.it.channel.message(id); m != nil {
			list = append(list, m.view(i.d, i.it.user.ID))
		}
	}
	return list
}

// Options are the arguments of a slash command by name: a string (of a user,
// channel or role the ID), an int, a float64, a bool or a [File].
type Options map[string]any

// SlashCommand runs a command as a person. A subcommand follows the command's
// name after a space: "coverage search".
func (d *Discord) SlashCommand(channelID, userID, name string, options Options) (*Interaction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	it, err := d.command(channelID, userID, name, options, "")
	if err != nil {
		return nil, fmt.Errorf("run /%s: %w", name, err)
	}
	return d.interact(it), nil
}

// Autocomplete asks the bot what to offer for the option named focused, of
// which options hold what was typed so far.
func (d *Discord) Autocomplete(ctx context.Context, channelID, userID, name string, options Options, focused string) ([]Choice, error) {
	d.mu.Lock()
	it, err := d.command(channelID, userID, name, options, focused)
	if err != nil {
		d.mu.Unlock()
		return nil, fmt.Errorf("complete %s of /%s: %w", focused, name, err)
	}
	it.kind = interactAutocomplete
	i := d.interact(it)
	d.mu.Unlock()
	r, err := i.Answered(ctx)
	if err != nil {
		return nil, fmt.Errorf("complete %s of /%s: %w", focused, name, err)
	}
	return r.Choices, nil
}

// command builds the interaction of a chat command.
func (d *Discord) command(channelID, userID, name string, options Options, focused string) (*interaction, error) {
	c, u, err := d.person(channelID, userID, PermUseCommands)
	if err != nil {
		return nil, err
	}
	path := strings.Fields(name)
	if len(path) == 0 {
		return nil, errUnknownCommand
	}
	cmd, err := d.usable(c, u, ChatCommand, path[0])
	if err != nil {
		return nil, err
	}
	a := arguments{d: d, channel: c, focused: focused, resolved: map[string]map[string]any{}, left: maps.Clone(options)}
	list, err := a.build(cmd.Options, path[1:])
	if err != nil {
		return nil, err
	}
	if len(a.left) > 0 {
		return nil, fmt.Errorf("no such option: %v", slices.Sorted(maps.Keys(a.left)))
	}
	data := map[string]any{"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "options": list}
	if len(a.resolved) > 0 {
		data["resolved"] = a.resolved
	}
	if cmd.GuildID != "" {
		data["guild_id"] = cmd.GuildID
	}
	return &interaction{kind: interactCommand, user: u, channel: c, command: cmd, data: data}, nil
}

// usable finds a command that a person may use in a channel; a guild's own
// comes before a global one.
func (d *Discord) usable(c *channel, u *User, kind int, name string) (*Command, error) {
	cmd := d.commands.named(c.guildID(), kind, name)
	if cmd == nil {
		cmd = d.commands.named("", kind, name)
	}
	if cmd == nil {
		return nil, errUnknownCommand
	}
	return cmd, d.mayUse(cmd, c, u.ID)
}

// mayUse says whether a person may use a command in a channel.
func (d *Discord) mayUse(cmd *Command, c *channel, userID string) error {
	p := d.permissions(c, userID)
	if !p.has(PermUseCommands) {
		return errMissingPermissions
	}
	place := 0
	if c.guild == nil {
		place = 1
		if cmd.DMPermission != nil && !*cmd.DMPermission && cmd.Contexts == nil {
			return errUnknownCommand
		}
	} else if c.guild.members[d.bot.ID] == nil {
		return errUnknownCommand
	}
	if cmd.Contexts != nil && !slices.Contains(*cmd.Contexts, place) {
		return errUnknownCommand
	}
	if cmd.DefaultMemberPermissions != nil && c.guild != nil && p != permAll {
		n, _ := strconv.ParseUint(*cmd.DefaultMemberPermissions, 10, 64)
		if n == 0 || !p.has(Permission(n)) {
			return errMissingPermissions
		}
	}
	return nil
}

// MessageCommand runs a command of a message's menu as a person.
func (d *Discord) MessageCommand(channelID, userID, name, messageID string) (*Interaction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	it, err := d.menuCommand(channelID, userID, name, messageID)
	if err != nil {
		return nil, fmt.Errorf("run %q on message %s: %w", name, messageID, err)
	}
	return d.interact(it), nil
}

func (d *Discord) menuCommand(channelID, userID, name, messageID string) (*interaction, error) {
	c, u, err := d.person(channelID, userID, PermUseCommands)
	if err != nil {
		return nil, err
	}
	cmd, err := d.usable(c, u, MessageCommand, name)
	if err != nil {
		return nil, err
	}
	m, err := d.find(channelID, messageID, userID)
	if err != nil {
		return nil, err
	}
	target := m.view(d, userID)
	data := map[string]any{
		"id": cmd.ID, "name": cmd.Name, "type": cmd.Type, "target_id": m.id,
		// The target is shown with its content, whatever the intents.
		"resolved": map[string]any{"messages": map[string]any{m.id: target}},
	}
	return &interaction{kind: interactCommand, user: u, channel: c, command: cmd, data: data}, nil
}

// ClickButton presses a button of a message as a person.
func (d *Discord) ClickButton(channelID, userID, messageID, customID string) (*Interaction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	it, err := d.component(channelID, userID, messageID, customID)
	if err == nil && it.data["component_type"] != Button {
		err = errors.New("it is no button")
	}
	if err != nil {
		return nil, fmt.Errorf("click %q of message %s: %w", customID, messageID, err)
	}
	return d.interact(it), nil
}

// SelectMenu chooses values of a menu of a message as a person.
func (d *Discord) SelectMenu(channelID, userID, messageID, customID string, values ...string) (*Interaction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	it, err := d.component(channelID, userID, messageID, customID)
	if err == nil {
		err = it.choose(Find(it.source.components, customID), values)
	}
	if err != nil {
		return nil, fmt.Errorf("select in %q of message %s: %w", customID, messageID, err)
	}
	return d.interact(it), nil
}

// choose puts the values into the interaction if the menu has them.
func (it *interaction) choose(menu *Component, values []string) error {
	if !menu.isSelect() {
		return errors.New("it is no menu")
	}
	if least, most := menu.bounds(); len(values) < least || len(values) > most {
		return fmt.Errorf("%d values chosen, want %d to %d", len(values), least, most)
	}
	for _, v := range values {
		if menu.Type == StringSelect && !slices.ContainsFunc(menu.Options, func(o SelectOption) bool { return o.Value == v }) {
			return fmt.Errorf("no option %q", v)
		}
	}
	it.data["values"] = orEmpty(values)
	return nil
}

// component builds the interaction of a message's component.
func (d *Discord) component(channelID, userID, messageID, customID string) (*interaction, error) {
	c, u, err := d.person(channelID, userID, 0)
	if err != nil {
		return nil, err
	}
	m, err := d.find(channelID, messageID, userID)
	if err != nil {
		return nil, err
	}
	p := Find(m.components, customID)
	switch {
	case p == nil:
		return nil, errors.New("no such component")
	case p.Disabled:
		return nil, errors.New("it is disabled")
	case c.guild != nil && c.guild.members[d.bot.ID] == nil:
		return nil, errUnknownWebhook
	}
	return &interaction{kind: interactComponent, user: u, channel: c, source: m, data: map[string]any{
		"custom_id": customID, "component_type": p.Type, "id": p.ID,
	}}, nil
}
