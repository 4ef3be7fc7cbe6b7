package standin

import (
	"fmt"
	"maps"
	"slices"
)

// SubmitModal sends a form that the bot opened, with the values of its text
// fields by custom ID. A form is sent once.
func (d *Discord) SubmitModal(interactionID, userID string, values map[string]string) (*Interaction, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	origin := d.byID[interactionID]
	if origin == nil || origin.modal == nil || origin.user.ID != userID {
		return nil, fmt.Errorf("submit the modal of %s: there is none", interactionID)
	}
	list, err := origin.modal.fillIn(values)
	if err != nil {
		return nil, fmt.Errorf("submit the modal of %s: %w", interactionID, err)
	}
	it := &interaction{kind: interactModal, user: origin.user, channel: origin.channel, source: origin.source, origin: origin,
		data: map[string]any{"custom_id": origin.modal.CustomID, "components": list}}
	origin.modal = nil
	return d.interact(it), nil
}

// fillIn are the modal's components as they are submitted.
func (m *Modal) fillIn(values map[string]string) ([]any, error) {
	left := maps.Clone(values)
	var list []any
	for _, c := range m.Components {
		v := map[string]any{"type": c.Type, "id": c.ID}
		switch {
		case c.Type == ActionRow:
			field, err := c.Components[0].fieldValue(left)
			if err != nil {
				return nil, err
			}
			v["components"] = []any{field}
		case c.Type == Label:
			field, err := c.Component.fieldValue(left)
			if err != nil {
				return nil, err
			}
			v["component"] = field
		}
		list = append(list, v)
	}
	if len(left) > 0 {
		return nil, fmt.Errorf("no such field: %v", slices.Sorted(maps.Keys(left)))
	}
	return list, nil
}

// fieldValue takes a field's value out of those given, if it fits.
func (c *Component) fieldValue(left map[string]string) (map[string]any, error) {
	text, given := left[c.CustomID]
	if !given {
		text = c.Value
	}
	delete(left, c.CustomID)
	required := c.Required == nil || *c.Required
	most := c.MaxLength
	if most == 0 {
		most = maxTextInput
	}
	switch n := length(text); {
	case required && n == 0:
		return nil, fmt.Errorf("field %q is required", c.CustomID)
	case n > 0 && n < c.MinLength || n > most:
		return nil, fmt.Errorf("field %q has %d characters, want %d to %d", c.CustomID, n, c.MinLength, most)
	}
	v := map[string]any{"type": c.Type, "id": c.ID, "custom_id": c.CustomID}
	if c.Type == StringSelect {
		v["values"] = []string{text}
	} else {
		v["value"] = text
	}
	return v, nil
}
