package standin

import "fmt"

// survey walks the components of one message or modal.
type survey struct {
	form      *form
	v2        bool
	count     int
	text      int
	customIDs map[string]bool
}

// look numbers one component and notes what is wrong with it.
func (s *survey) look(path string, c *Component) {
	s.count++
	if c.ID == 0 {
		c.ID = s.count
	}
	if !s.v2 && c.Type >= Section && c.Type != Label {
		s.form.bad(path, "COMPONENT_TYPE_INVALID", fmt.Sprintf("Component type %d needs the flag IS_COMPONENTS_V2.", c.Type))
		return
	}
	switch {
	case c.Type == ActionRow:
		s.row(path, c)
	case c.Type == Button:
		s.button(path, c)
	case c.isSelect():
		s.menu(path, c)
	case c.Type == Section:
		s.section(path, c)
	case c.Type == TextDisplay:
		s.form.between(path+".content", c.Content, 1, maxComponentText)
		s.text += length(c.Content)
	case c.Type == MediaGallery:
		if len(c.Items) < 1 || len(c.Items) > 10 {
			s.form.bad(path+".items", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 10 in length.")
		}
	case c.Type == TextInput:
		s.input(path, c)
	case c.Type == Thumbnail || c.Type == FileComponent || c.Type == Separator || c.Type == Container || c.Type == Label:
	default:
		s.form.bad(path+".type", "UNION_TYPE_CHOICES", "Value of field \"type\" must be one of (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 17).")
	}
}

// row notes what is wrong with an action row.
func (s *survey) row(path string, c *Component) {
	if len(c.Components) < 1 || len(c.Components) > maxRowButtons {
		s.form.bad(path+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	menus := 0
	for i := range c.Components {
		if c.Components[i].isSelect() {
			menus++
		}
	}
	if menus > 1 || menus == 1 && len(c.Components) > 1 {
		s.form.bad(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
	}
}

// unique notes a custom ID that is missing, too long or used twice.
func (s *survey) unique(path string, c *Component) {
	s.form.between(path+".custom_id", c.CustomID, 1, maxCustomID)
	if s.customIDs[c.CustomID] {
		s.form.bad(path+".custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
	}
	s.customIDs[c.CustomID] = true
}

// button notes what is wrong with a button.
func (s *survey) button(path string, c *Component) {
	s.form.choice(path+".style", c.Style, 1, 2, 3, 4, 5, 6)
	s.form.atMost(path+".label", c.Label, maxLabel)
	if c.Label == "" && c.Emoji == nil {
		s.form.bad(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A button must have a label or an emoji.")
	}
	if c.Style != linkButton {
		s.unique(path, c)
		if c.URL != "" {
			s.form.bad(path, "BUTTON_COMPONENT_URL_NOT_ALLOWED", "Only link buttons have a url.")
		}
		return
	}
	if c.CustomID != "" {
		s.form.bad(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified")
	}
	if c.URL == "" {
		s.form.bad(path+".url", "BASE_TYPE_REQUIRED", "This field is required")
	}
	s.form.atMost(path+".url", c.URL, maxLink)
	s.form.link(path+".url", c.URL)
}

// menu notes what is wrong with a select menu.
func (s *survey) menu(path string, c *Component) {
	s.unique(path, c)
	s.form.atMost(path+".placeholder", c.Placeholder, maxPlaceholder)
	if c.Type != StringSelect {
		return
	}
	if len(c.Options) < 1 || len(c.Options) > maxSelectOptions {
		s.form.bad(path+".options", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 25 in length.")
	}
	values := map[string]bool{}
	for i, o := range c.Options {
		at := fmt.Sprintf("%s.options.%d", path, i)
		s.form.between(at+".label", o.Label, 1, maxOptionText)
		s.form.between(at+".value", o.Value, 1, maxOptionText)
		s.form.atMost(at+".description", o.Description, maxOptionText)
		if values[o.Value] {
			s.form.bad(at+".value", "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[o.Value] = true
	}
	least, most := c.bounds()
	if least < 0 || least > maxSelectOptions || most < least || most > len(c.Options) {
		s.form.bad(path+".max_values", "SELECT_COMPONENT_INVALID_MAX_VALUES", "max_values does not fit the options")
	}
}

// bounds is how few and how many options of a menu may be chosen.
func (c *Component) bounds() (least, most int) {
	least, most = 1, 1
	if c.MinValues != nil {
		least = *c.MinValues
	}
	if c.MaxValues != nil {
		most = *c.MaxValues
	}
	return least, most
}

// section notes what is wrong with a section.
func (s *survey) section(path string, c *Component) {
	if len(c.Components) < 1 || len(c.Components) > 3 {
		s.form.bad(path+".components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 3 in length.")
	}
	if c.Accessory == nil {
		s.form.bad(path+".accessory", "BASE_TYPE_REQUIRED", "This field is required")
	}
}

// input notes what is wrong with a text field of a modal.
func (s *survey) input(path string, c *Component) {
	s.unique(path, c)
	s.form.choice(path+".style", c.Style, 1, 2)
	s.form.atMost(path+".label", c.Label, maxTextLabel)
	s.form.atMost(path+".placeholder", c.Placeholder, 100)
	s.form.atMost(path+".value", c.Value, maxTextInput)
	if c.MinLength < 0 || c.MinLength > maxTextInput || c.MaxLength < 0 || c.MaxLength > maxTextInput {
		s.form.bad(path+".max_length", "NUMBER_TYPE_MAX", "int value should be less than or equal to 4000.")
	}
}
