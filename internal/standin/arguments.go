package standin

import (
	"fmt"
	"slices"
)

// arguments turns what a person gave into a command's options as the bot gets
// them.
type arguments struct {
	d        *Discord
	channel  *channel
	focused  string // the option being completed; empty: the command is run
	resolved map[string]map[string]any
	left     Options // what has not been used
}

// build goes down the path of groups and subcommands to the options.
func (a *arguments) build(options []Option, path []string) ([]map[string]any, error) {
	if len(path) > 0 {
		for _, o := range options {
			if o.Name == path[0] && o.Type <= OptionGroup {
				list, err := a.build(o.Options, path[1:])
				return []map[string]any{{"name": o.Name, "type": o.Type, "options": list}}, err
			}
		}
		return nil, fmt.Errorf("no subcommand %q", path[0])
	}
	list := []map[string]any{}
	for _, o := range options {
		if o.Type <= OptionGroup {
			return nil, fmt.Errorf("a subcommand is needed, such as %q", o.Name)
		}
		v, err := a.value(o)
		if err != nil {
			return nil, err
		}
		if v != nil {
			list = append(list, v)
		}
	}
	return list, nil
}

// value is one option with its value; nil if it was not given.
func (a *arguments) value(o Option) (map[string]any, error) {
	given, ok := a.left[o.Name]
	delete(a.left, o.Name)
	v := map[string]any{"name": o.Name, "type": o.Type, "value": given}
	switch {
	case o.Name == a.focused:
		if !o.Autocomplete {
			return nil, fmt.Errorf("option %q has no autocomplete", o.Name)
		}
		// What is typed so far need not fit yet, and is a text whatever the type.
		v["focused"] = true
		if v["value"] = ""; ok {
			v["value"] = fmt.Sprint(given)
		}
		return v, nil
	case !ok && o.Required && a.focused == "":
		return nil, fmt.Errorf("option %q is required", o.Name)
	case !ok:
		return nil, nil
	}
	if err := o.fits(given); err != nil {
		return nil, fmt.Errorf("option %q: %w", o.Name, err)
	}
	value, err := a.resolve(o, given)
	if err != nil {
		return nil, fmt.Errorf("option %q: %w", o.Name, err)
	}
	v["value"] = value
	return v, nil
}

// fits says whether a value has the option's type, bounds and choices.
func (o *Option) fits(given any) error {
	switch v := given.(type) {
	case bool:
		return o.typed(given, OptionBoolean)
	case File:
		return o.typed(given, OptionAttachment)
	case int:
		if err := o.typed(given, OptionInteger, OptionNumber); err != nil {
			return err
		}
		return o.within(float64(v))
	case float64:
		if err := o.typed(given, OptionNumber); err != nil {
			return err
		}
		return o.within(v)
	case string:
		if err := o.typed(given, OptionString, OptionUser, OptionChannel, OptionRole, OptionMentionable); err != nil || o.Type != OptionString {
			return err
		}
		n := length(v)
		if o.MinLength != nil && n < *o.MinLength || o.MaxLength != nil && n > *o.MaxLength || n > 6000 {
			return fmt.Errorf("%d characters do not fit", n)
		}
		return o.offers(v)
	}
	return fmt.Errorf("%T is no type of value", given)
}

func (o *Option) typed(given any, kinds ...int) error {
	if !slices.Contains(kinds, o.Type) {
		return fmt.Errorf("%T does not fit type %d", given, o.Type)
	}
	return nil
}

// within checks a number against the bounds.
func (o *Option) within(n float64) error {
	if o.MinValue != nil && n < *o.MinValue || o.MaxValue != nil && n > *o.MaxValue {
		return fmt.Errorf("%v is out of bounds", n)
	}
	return o.offers(n)
}

// offers checks a value against the choices, if there are any.
func (o *Option) offers(v any) error {
	if len(o.Choices) == 0 || slices.ContainsFunc(o.Choices, func(c Choice) bool { return c.Value == v }) {
		return nil
	}
	return fmt.Errorf("%v is not among the choices", v)
}

// resolve adds what an ID stands for, or stores a file, and returns the value
// as the bot gets it.
func (a *arguments) resolve(o Option, given any) (any, error) {
	if f, ok := given.(File); ok {
		if len(f.Data) > maxFile {
			return nil, errTooLarge
		}
		at := a.d.attach(a.channel.id, []upload{{File: f}}, nil, true)[0]
		a.put("attachments", at.ID, at)
		return at.ID, nil
	}
	id, ok := given.(string)
	if !ok || o.Type == OptionString {
		return given, nil
	}
	found := false
	if u := a.d.users[id]; u != nil && (o.Type == OptionUser || o.Type == OptionMentionable) {
		a.put("users", id, *u)
		found = true
		if g := a.channel.guild; g != nil && g.members[id] != nil {
			m := g.members[id].view()
			m.User = nil
			a.put("members", id, m)
		}
	}
	if g := a.channel.guild; g != nil && g.role(id) != nil && (o.Type == OptionRole || o.Type == OptionMentionable) {
		a.put("roles", id, *g.role(id))
		found = true
	}
	if c := a.d.channels[id]; c != nil && o.Type == OptionChannel {
		v := c.view(a.d, a.d.bot.ID)
		v.Permissions = a.d.permissions(c, a.d.bot.ID)
		a.put("channels", id, v)
		found = true
	}
	if !found {
		return nil, fmt.Errorf("there is no %s", id)
	}
	return id, nil
}

func (a *arguments) put(kind, id string, v any) {
	if a.resolved[kind] == nil {
		a.resolved[kind] = map[string]any{}
	}
	a.resolved[kind][id] = v
}
