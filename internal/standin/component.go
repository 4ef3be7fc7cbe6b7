package standin

import (
	"encoding/json"
	"fmt"
	"iter"
	"slices"
)

// Types of component.
const (
	ActionRow         = 1
	Button            = 2
	StringSelect      = 3
	TextInput         = 4
	UserSelect        = 5
	RoleSelect        = 6
	MentionableSelect = 7
	ChannelSelect     = 8
	Section           = 9
	TextDisplay       = 10
	Thumbnail         = 11
	MediaGallery      = 12
	FileComponent     = 13
	Separator         = 14
	Container         = 17
	Label             = 18
)

// linkButton is the style of a button that opens an address.
const linkButton = 5

// A Component is any part of a message's or a modal's form; which fields mean
// something depends on its type.
type Component struct {
	Type         int            `json:"type"`
	ID           int            `json:"id,omitempty"`
	CustomID     string         `json:"custom_id,omitempty"`
	Style        int            `json:"style,omitempty"`
	Label        string         `json:"label,omitempty"`
	Emoji        *partialEmoji  `json:"emoji,omitempty"`
	URL          string         `json:"url,omitempty"`
	Disabled     bool           `json:"disabled,omitempty"`
	Placeholder  string         `json:"placeholder,omitempty"`
	MinValues    *int           `json:"min_values,omitempty"`
	MaxValues    *int           `json:"max_values,omitempty"`
	Options      []SelectOption `json:"options,omitempty"`
	ChannelTypes []int          `json:"channel_types,omitempty"`
	Components   []Component    `json:"components,omitempty"`
	Accessory    *Component     `json:"accessory,omitempty"`
	Component    *Component     `json:"component,omitempty"`
	Content      string         `json:"content,omitempty"`
	Description  string         `json:"description,omitempty"`
	Media        *Media         `json:"media,omitempty"`
	Items        []MediaItem    `json:"items,omitempty"`
	File         *Media         `json:"file,omitempty"`
	Spoiler      bool           `json:"spoiler,omitempty"`
	Divider      *bool          `json:"divider,omitempty"`
	Spacing      int            `json:"spacing,omitempty"`
	AccentColor  *int           `json:"accent_color,omitempty"`
	Value        string         `json:"value,omitempty"`
	MinLength    int            `json:"min_length,omitempty"`
	MaxLength    int            `json:"max_length,omitempty"`
	Required     *bool          `json:"required,omitempty"`
}

// partialEmoji is an emoji as components write it.
type partialEmoji struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name"`
	Animated bool   `json:"animated,omitempty"`
}

// A SelectOption is a line of a select menu.
type SelectOption struct {
	Label       string        `json:"label"`
	Value       string        `json:"value"`
	Description string        `json:"description,omitempty"`
	Emoji       *partialEmoji `json:"emoji,omitempty"`
	Default     bool          `json:"default,omitempty"`
}

// Media is a picture or file of a component.
type Media struct {
	ID       string `json:"id,omitempty"`
	URL      string `json:"url"`
	ProxyURL string `json:"proxy_url,omitempty"`
}

// A MediaItem is a picture of a gallery.
type MediaItem struct {
	Media       Media   `json:"media"`
	Description *string `json:"description"`
	Spoiler     bool    `json:"spoiler"`
}

// MarshalJSON writes the component as Discord answers it: what its type always
// has is there, also where it is empty.
func (c Component) MarshalJSON() ([]byte, error) {
	type plain Component
	if c.Type == MediaGallery || c.Type == TextInput || c.Type == Label || c.Type == ActionRow || c.Type == Button {
		return json.Marshal(plain(c))
	}
	b, err := json.Marshal(plain(c))
	if err != nil {
		return nil, err
	}
	var m map[string]any
	if err := json.Unmarshal(b, &m); err != nil {
		return nil, err
	}
	for name, value := range c.always() {
		if _, ok := m[name]; !ok {
			m[name] = value
		}
	}
	return json.Marshal(m)
}

// always is what an answer has of a component of this type besides what was sent.
func (c *Component) always() map[string]any {
	switch c.Type {
	case StringSelect, UserSelect, RoleSelect, MentionableSelect, ChannelSelect:
		return map[string]any{"min_values": 1, "max_values": 1}
	case TextDisplay:
		return map[string]any{"content": ""}
	case Thumbnail:
		return map[string]any{"description": nil, "spoiler": false}
	case FileComponent:
		return map[string]any{"name": nil, "size": nil, "spoiler": false}
	case Separator:
		return map[string]any{"divider": true, "spacing": 1}
	case Container:
		return map[string]any{"accent_color": nil, "spoiler": false, "components": []any{}}
	}
	return nil
}

// children are the components directly inside c.
func (c *Component) children() iter.Seq2[string, *Component] {
	return func(yield func(string, *Component) bool) {
		for i := range c.Components {
			if !yield(fmt.Sprintf("components.%d", i), &c.Components[i]) {
				return
			}
		}
		if c.Accessory != nil && !yield("accessory", c.Accessory) {
			return
		}
		if c.Component != nil {
			yield("component", c.Component)
		}
	}
}

// walk calls f for c and all inside it.
func (c *Component) walk(path string, f func(path string, c *Component)) {
	f(path, c)
	for at, child := range c.children() {
		child.walk(path+"."+at, f)
	}
}

// isSelect reports whether the component is a menu.
func (c *Component) isSelect() bool {
	return c.Type == StringSelect || c.Type >= UserSelect && c.Type <= ChannelSelect
}

// Find returns the component with a custom ID, or nil.
func Find(components []Component, customID string) *Component {
	var found *Component
	for i := range components {
		components[i].walk("", func(_ string, c *Component) {
			if found == nil && c.CustomID == customID && customID != "" {
				found = c
			}
		})
	}
	return found
}

// checkComponents notes what is wrong with a message's components and returns
// them numbered, as they will be stored.
func checkComponents(f *form, components []Component, v2 bool) []Component {
	stored := cloneComponents(components)
	limit := maxRows
	if v2 {
		limit = maxComponents
	}
	if len(stored) > limit {
		f.bad("components", "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between 1 and %d in length.", limit))
	}
	s := survey{form: f, v2: v2, customIDs: map[string]bool{}}
	for i := range stored {
		path := fmt.Sprintf("components.%d", i)
		if !v2 && stored[i].Type != ActionRow {
			f.bad(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1,).")
		}
		stored[i].walk(path, s.look)
	}
	if s.count > maxComponents {
		f.bad("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "The maximum number of components is 40.")
	}
	if v2 && s.text > maxComponentText {
		f.bad("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", "Displayable text size exceeds maximum size of 4000")
	}
	return stored
}

// cloneComponents copies components to any depth.
func cloneComponents(components []Component) []Component {
	out := make([]Component, len(components))
	for i, c := range components {
		c.Components = cloneComponents(c.Components)
		c.Options = slices.Clone(c.Options)
		c.Items = slices.Clone(c.Items)
		c.Accessory, c.Component = cloneComponent(c.Accessory), cloneComponent(c.Component)
		out[i] = c
	}
	return out
}

func cloneComponent(c *Component) *Component {
	if c == nil {
		return nil
	}
	return &cloneComponents([]Component{*c})[0]
}
