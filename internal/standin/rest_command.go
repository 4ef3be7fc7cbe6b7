package standin

import (
	"encoding/json"
	"fmt"
	"slices"
)

// commandRoutes are those about the application's commands, global and of a
// guild.
func (d *Discord) commandRoutes() []route {
	var list []route
	for _, at := range []string{"/applications/{application_id}/commands", "/applications/{application_id}/guilds/{guild_id}/commands"} {
		list = append(list,
			route{"GET " + at, false, d.ofApplication(d.listCommands)},
			route{"POST " + at, false, d.ofApplication(d.createCommand)},
			route{"PUT " + at, false, d.ofApplication(d.overwriteCommands)},
			route{"GET " + at + "/{command_id}", false, d.ofApplication(d.getCommand)},
			route{"PATCH " + at + "/{command_id}", false, d.ofApplication(d.editCommand)},
			route{"DELETE " + at + "/{command_id}", false, d.ofApplication(d.deleteCommand)},
		)
	}
	return list
}

// ofApplication is an endpoint of the bot's own application, and of a guild
// that it is in.
func (d *Discord) ofApplication(f func(c *call, guildID string) (any, error)) endpoint {
	return func(c *call) (any, error) {
		if c.PathValue("application_id") != d.appID {
			return nil, &apiError{status: 403, code: 20012, message: "You are not authorized to perform this action on this application"}
		}
		id := c.PathValue("guild_id")
		if g := d.guilds[id]; id != "" && (g == nil || g.members[d.bot.ID] == nil) {
			return nil, errMissingAccess
		}
		return f(c, id)
	}
}

func (d *Discord) listCommands(_ *call, guildID string) (any, error) {
	return orEmpty(d.commands[guildID]), nil
}

func (d *Discord) getCommand(c *call, guildID string) (any, error) {
	if cmd := d.commands.find(guildID, c.PathValue("command_id")); cmd != nil {
		return cmd, nil
	}
	return nil, errUnknownCommand
}

// createCommand makes a command, or overwrites the one of its type and name.
func (d *Discord) createCommand(c *call, guildID string) (any, error) {
	if len(c.payload) == 0 {
		return nil, errInvalidJSON
	}
	cmd, err := parseCommand(c.payload)
	if err != nil {
		return nil, err
	}
	var f form
	cmd.check(&f, "")
	if err := f.err(); err != nil {
		return nil, err
	}
	old := d.commands.named(guildID, cmd.Type, cmd.Name)
	next := slices.DeleteFunc(slices.Clone(d.commands[guildID]), func(c *Command) bool { return c == old })
	next = append(next, cmd)
	if err := countCommands(next); err != nil {
		return nil, err
	}
	d.adopt(cmd, guildID, old)
	d.setCommands(guildID, next)
	if old == nil {
		return created{cmd}, nil
	}
	return cmd, nil
}

// adopt gives a command its IDs; one that replaces another keeps its ID.
func (d *Discord) adopt(cmd *Command, guildID string, old *Command) {
	cmd.ID, cmd.ApplicationID, cmd.GuildID, cmd.Version = d.newID(), d.appID, guildID, d.newID()
	if old != nil {
		cmd.ID = old.ID
	}
	if cmd.IntegrationTypes == nil && guildID == "" {
		cmd.IntegrationTypes = []int{0}
	}
}

func (d *Discord) setCommands(guildID string, next []*Command) {
	d.commands[guildID] = next
	d.publish(Event{Kind: EventCommands, GuildID: guildID})
}

// countCommands refuses more commands than Discord keeps in one place.
func countCommands(list []*Command) error {
	n := map[int]int{}
	for _, c := range list {
		n[c.Type]++
	}
	if n[ChatCommand] > maxChatCommands || n[UserCommand] > maxMenuCommands || n[MessageCommand] > maxMenuCommands {
		return errTooManyCommands
	}
	return nil
}

func (d *Discord) overwriteCommands(c *call, guildID string) (any, error) {
	var raw []json.RawMessage
	if err := c.decode(&raw); err != nil {
		return nil, err
	}
	var f form
	next, seen := []*Command{}, map[string]bool{}
	for i, r := range raw {
		cmd, err := parseCommand(r)
		if err != nil {
			return nil, err
		}
		path := fmt.Sprint(i)
		cmd.check(&f, path)
		if key := fmt.Sprint(cmd.Type, cmd.Name); seen[key] {
			f.bad(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		} else {
			seen[key] = true
		}
		next = append(next, cmd)
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	if err := countCommands(next); err != nil {
		return nil, err
	}
	for _, cmd := range next {
		d.adopt(cmd, guildID, d.commands.named(guildID, cmd.Type, cmd.Name))
	}
	d.setCommands(guildID, next)
	return next, nil
}

func (d *Discord) editCommand(c *call, guildID string) (any, error) {
	old := d.commands.find(guildID, c.PathValue("command_id"))
	if old == nil {
		return nil, errUnknownCommand
	}
	if len(c.payload) == 0 {
		return nil, errInvalidJSON
	}
	next, err := old.patched(c.payload)
	if err != nil {
		return nil, err
	}
	next.Type = old.Type
	var f form
	next.check(&f, "")
	if err := f.err(); err != nil {
		return nil, err
	}
	if twin := d.commands.named(guildID, next.Type, next.Name); twin != nil && twin != old {
		return nil, badForm("name", "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
	}
	d.adopt(next, guildID, old)
	list := slices.Clone(d.commands[guildID])
	list[slices.Index(list, old)] = next
	d.setCommands(guildID, list)
	return next, nil
}

// patched is a copy of the command with what the payload speaks of changed. It
// shares nothing with the old one that decoding could write into.
func (c *Command) patched(payload []byte) (*Command, error) {
	var given map[string]json.RawMessage
	if err := json.Unmarshal(payload, &given); err != nil {
		return nil, errInvalidJSON
	}
	next := *c
	next.Options, next.NameLocalizations, next.DescriptionLocalizations = nil, nil, nil
	if err := json.Unmarshal(payload, &next); err != nil {
		return nil, errInvalidJSON
	}
	if _, ok := given["options"]; !ok {
		next.Options = c.Options
	}
	if _, ok := given["name_localizations"]; !ok {
		next.NameLocalizations = c.NameLocalizations
	}
	if _, ok := given["description_localizations"]; !ok {
		next.DescriptionLocalizations = c.DescriptionLocalizations
	}
	return &next, nil
}

func (d *Discord) deleteCommand(c *call, guildID string) (any, error) {
	old := d.commands.find(guildID, c.PathValue("command_id"))
	if old == nil {
		return nil, errUnknownCommand
	}
	d.setCommands(guildID, slices.DeleteFunc(slices.Clone(d.commands[guildID]), func(c *Command) bool { return c == old }))
	return nil, nil
}
