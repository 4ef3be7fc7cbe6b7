package standin

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Types of command.
const (
	ChatCommand    = 1
	UserCommand    = 2
	MessageCommand = 3
)

// Types of a command's option.
const (
	OptionSubcommand  = 1
	OptionGroup       = 2
	OptionString      = 3
	OptionInteger     = 4
	OptionBoolean     = 5
	OptionUser        = 6
	OptionChannel     = 7
	OptionRole        = 8
	OptionMentionable = 9
	OptionNumber      = 10
	OptionAttachment  = 11
)

// A Command is a command of the application's.
type Command struct {
	ID                       string            `json:"id"`
	ApplicationID            string            `json:"application_id"`
	GuildID                  string            `json:"guild_id,omitempty"`
	Version                  string            `json:"version"`
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations"`
	Options                  []Option          `json:"options,omitempty"`
	DefaultMemberPermissions *string           `json:"default_member_permissions"`
	DMPermission             *bool             `json:"dm_permission,omitempty"`
	Contexts                 *[]int            `json:"contexts"`
	IntegrationTypes         []int             `json:"integration_types,omitempty"`
	NSFW                     bool              `json:"nsfw"`
}

// An Option is an argument of a command, a subcommand or a group of those.
type Option struct {
	Type                     int               `json:"type"`
	Name                     string            `json:"name"`
	NameLocalizations        map[string]string `json:"name_localizations,omitempty"`
	Description              string            `json:"description"`
	DescriptionLocalizations map[string]string `json:"description_localizations,omitempty"`
	Required                 bool              `json:"required,omitempty"`
	Autocomplete             bool              `json:"autocomplete,omitempty"`
	Choices                  []Choice          `json:"choices,omitempty"`
	Options                  []Option          `json:"options,omitempty"`
	ChannelTypes             []int             `json:"channel_types,omitempty"`
	MinValue                 *float64          `json:"min_value,omitempty"`
	MaxValue                 *float64          `json:"max_value,omitempty"`
	MinLength                *int              `json:"min_length,omitempty"`
	MaxLength                *int              `json:"max_length,omitempty"`
}

// A Choice is a value that an option offers.
type Choice struct {
	Name              string            `json:"name"`
	NameLocalizations map[string]string `json:"name_localizations,omitempty"`
	Value             any               `json:"value"` // a string or a number
}

// commandSet holds the commands of each guild, and under "" the global ones.
type commandSet map[string][]*Command

// in are the commands at hand in a guild, or in direct messages.
func (s commandSet) in(guildID string) []*Command {
	list := slices.Clone(s[""])
	if guildID != "" {
		list = append(list, s[guildID]...)
	}
	return list
}

// find returns a command of one place by ID, or nil.
func (s commandSet) find(guildID, id string) *Command {
	for _, c := range s[guildID] {
		if c.ID == id {
			return c
		}
	}
	return nil
}

// named returns a command of one place by type and name, or nil.
func (s commandSet) named(guildID string, kind int, name string) *Command {
	for _, c := range s[guildID] {
		if c.Type == kind && c.Name == name {
			return c
		}
	}
	return nil
}

// chatName matches the names of chat commands and of options.
var chatName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

func validName(name string) bool {
	return chatName.MatchString(name) && !strings.ContainsFunc(name, func(r rune) bool { return unicode.ToLower(r) != r })
}

// check notes what is wrong with a command; path is empty, or where in a list
// it stands.
func (c *Command) check(f *form, path string) {
	at := func(field string) string { return strings.TrimPrefix(path+"."+field, ".") }
	f.choice(at("type"), c.Type, ChatCommand, UserCommand, MessageCommand)
	if c.Type == ChatCommand {
		f.name(at("name"), c.Name)
		f.between(at("description"), c.Description, 1, maxCommandDesc)
	} else {
		f.between(at("name"), c.Name, 1, maxCommandName)
		if c.Description != "" {
			f.bad(at("description"), "APPLICATION_COMMAND_DESCRIPTION_NOT_ALLOWED", "Context menu commands cannot have description")
		}
		if len(c.Options) > 0 {
			f.bad(at("options"), "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Context menu commands cannot have options")
		}
	}
	if p := c.DefaultMemberPermissions; p != nil {
		if _, err := strconv.ParseUint(*p, 10, 64); err != nil {
			f.bad(at("default_member_permissions"), "NUMBER_TYPE_COERCE", fmt.Sprintf("Value %q is not int.", *p))
		}
	}
	checkOptions(f, at("options"), c.Options, 0)
	if textOf(c.Options)+length(c.Name)+length(c.Description) > maxCommandText {
		f.bad(at("_"), "APPLICATION_COMMAND_TOO_LARGE", "Command exceeds maximum size (8000)")
	}
}

// name notes a name that no chat command or option may have.
func (f *form) name(path, name string) {
	switch {
	case name == "":
		f.bad(path, "BASE_TYPE_REQUIRED", "This field is required")
	case !validName(name):
		f.bad(path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

// checkOptions notes what is wrong with options; depth counts the groups and
// subcommands around them.
func checkOptions(f *form, path string, options []Option, depth int) {
	if len(options) > maxCommandOptions {
		f.bad(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	seen, optional, nested := map[string]bool{}, false, 0
	for i, o := range options {
		at := fmt.Sprintf("%s.%d", path, i)
		o.check(f, at, depth)
		if seen[o.Name] {
			f.bad(at, "APPLICATION_COMMAND_OPTIONS_NAMES_UNIQUE", "Option names must be unique")
		}
		seen[o.Name] = true
		if o.Required && optional {
			f.bad(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		if optional = optional || !o.Required; o.Type <= OptionGroup {
			nested++
		}
	}
	if nested > 0 && nested < len(options) {
		f.bad(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

// check notes what is wrong with one option.
func (o *Option) check(f *form, path string, depth int) {
	f.choice(path+".type", o.Type, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
	f.name(path+".name", o.Name)
	f.between(path+".description", o.Description, 1, maxCommandDesc)
	if o.Type == OptionGroup && depth > 0 || o.Type == OptionSubcommand && depth > 1 {
		f.bad(path+".type", "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command groups cannot be nested")
	}
	if o.Type <= OptionGroup {
		checkOptions(f, path+".options", o.Options, depth+1)
		return
	}
	if len(o.Options) > 0 {
		f.bad(path+".options", "APPLICATION_COMMAND_OPTIONS_NOT_ALLOWED", "Only sub-commands have options")
	}
	o.checkChoices(f, path)
	if o.MinLength != nil && (*o.MinLength < 0 || *o.MinLength > 6000) || o.MaxLength != nil && (*o.MaxLength < 1 || *o.MaxLength > 6000) {
		f.bad(path+".max_length", "NUMBER_TYPE_MAX", "int value should be between 1 and 6000.")
	}
}

// checkChoices notes what is wrong with what an option offers.
func (o *Option) checkChoices(f *form, path string) {
	hasText := o.Type == OptionString || o.Type == OptionInteger || o.Type == OptionNumber
	if o.Autocomplete && (len(o.Choices) > 0 || !hasText) {
		f.bad(path+".autocomplete", "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE_EXCLUSIVE", "Autocomplete goes with a text or a number without choices")
	}
	checkChoices(f, path+".choices", o.Choices, o.Type)
}

// checkChoices notes what is wrong with a list of choices for a type of option.
func checkChoices(f *form, path string, choices []Choice, kind int) {
	if len(choices) > maxCommandChoices {
		f.bad(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i, c := range choices {
		at := fmt.Sprintf("%s.%d", path, i)
		f.between(at+".name", c.Name, 1, maxChoiceText)
		text, isText := c.Value.(string)
		number, isNumber := c.Value.(float64)
		switch {
		case kind == OptionString && !isText, kind == OptionNumber && !isNumber, kind == OptionInteger && (!isNumber || number != float64(int64(number))):
			f.bad(at+".value", "BASE_TYPE_BAD_TYPE", "The value does not have the option's type.")
		case isText:
			f.between(at+".value", text, 1, maxChoiceText)
		}
	}
}

// textOf is how many characters options have in sum.
func textOf(options []Option) int {
	n := 0
	for _, o := range options {
		n += length(o.Name) + length(o.Description) + textOf(o.Options)
		for _, c := range o.Choices {
			n += length(c.Name)
			if s, ok := c.Value.(string); ok {
				n += length(s)
			}
		}
	}
	return n
}

// parseCommand reads a command from a request.
func parseCommand(payload json.RawMessage) (*Command, error) {
	c := &Command{Type: ChatCommand}
	if err := json.Unmarshal(payload, c); err != nil {
		return nil, errInvalidJSON
	}
	if c.Type == 0 {
		c.Type = ChatCommand
	}
	return c, nil
}
