package standin

import (
	"encoding/json"
	"fmt"
	"slices"
)

// interactionRoutes are those that an interaction's token opens.
func (d *Discord) interactionRoutes() []route {
	const hook = "/webhooks/{webhook_id}/{webhook_token}"
	list := []route{
		{"POST /interactions/{interaction_id}/{interaction_token}/callback", true, d.callback},
		{"POST " + hook, true, d.followUp},
	}
	for _, at := range []string{hook + "/messages/@original", hook + "/messages/{message_id}"} {
		list = append(list,
			route{"GET " + at, true, d.onReply(func(_ *call, _ *interaction, m *message) (any, error) { return m.view(d, d.bot.ID), nil })},
			route{"PATCH " + at, true, d.onReply(d.editReply)},
			route{"DELETE " + at, true, d.onReply(d.deleteReply)},
		)
	}
	return list
}

// callbackBody is the first answer to an interaction.
type callbackBody struct {
	Type int             `json:"type"`
	Data json.RawMessage `json:"data"`
}

// answersTo says which first answers fit which interaction.
func answersTo(it *interaction) []int {
	switch {
	case it.kind == interactAutocomplete:
		return []int{ReplyChoices}
	case it.kind == interactComponent:
		return []int{ReplyMessage, ReplyDeferred, ReplyDeferredUpdate, ReplyUpdate, ReplyModal}
	case it.kind == interactModal && it.source != nil:
		return []int{ReplyMessage, ReplyDeferred, ReplyDeferredUpdate, ReplyUpdate}
	case it.kind == interactModal:
		return []int{ReplyMessage, ReplyDeferred}
	}
	return []int{ReplyMessage, ReplyDeferred, ReplyModal}
}

// callback takes the first answer: within 3 s, and once.
func (d *Discord) callback(c *call) (any, error) {
	it := d.byID[c.PathValue("interaction_id")]
	switch {
	case it == nil || it.token != c.PathValue("interaction_token") || it.failed:
		return nil, errUnknownInteraction
	case it.answer != 0:
		return nil, errAcknowledged
	case d.clock.Now().Sub(it.at) > interactionReply || d.channels[it.channel.id] != it.channel:
		return nil, errUnknownInteraction
	}
	var b callbackBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if !slices.Contains(answersTo(it), b.Type) {
		return nil, badForm("type", "BASE_TYPE_CHOICES", fmt.Sprintf("Value must be one of %v for this interaction.", answersTo(it)))
	}
	if err := d.takeAnswer(it, &b, c.files); err != nil {
		return nil, err
	}
	d.acknowledge(it, b.Type)
	if c.q("with_response") != "true" {
		return nil, nil
	}
	return d.callbackResponse(it), nil
}

// takeAnswer does what the first answer says.
func (d *Discord) takeAnswer(it *interaction, b *callbackBody, files []upload) error {
	if b.Type == ReplyChoices {
		return it.takeChoices(b.Data)
	}
	if b.Type == ReplyModal {
		return it.takeModal(b.Data)
	}
	var m messageBody
	if len(b.Data) > 0 {
		if err := (&call{payload: b.Data}).decode(&m); err != nil {
			return err
		}
	}
	if (b.Type == ReplyDeferredUpdate || b.Type == ReplyUpdate) && it.channel.message(it.source.id) != it.source {
		return errUnknownMessage
	}
	switch b.Type {
	case ReplyDeferredUpdate:
		it.original = it.source
	case ReplyUpdate:
		it.original = it.source
		return d.edit(it.source, &m, files)
	case ReplyDeferred:
		it.original = d.first(it, &m)
		it.original.flags = FlagLoading
		if it.original.viewer != "" {
			it.original.flags |= FlagEphemeral
		}
		d.post(it.original)
	case ReplyMessage:
		original := d.first(it, &m)
		if err := m.fill(d, original, files); err != nil {
			return err
		}
		it.original = original
		d.post(original)
	}
	return nil
}

// takeChoices keeps what autocomplete offers.
func (it *interaction) takeChoices(data json.RawMessage) error {
	var p struct {
		Choices []Choice `json:"choices"`
	}
	if err := (&call{payload: data}).decode(&p); err != nil {
		return err
	}
	var f form
	checkChoices(&f, "data.choices", p.Choices, it.focusedKind())
	if err := f.err(); err != nil {
		return err
	}
	it.choices = orEmpty(p.Choices)
	return nil
}

// focusedKind is the type of the option that is being completed.
func (it *interaction) focusedKind() int {
	kind := OptionString
	var look func(any)
	look = func(v any) {
		list, _ := v.([]map[string]any)
		for _, o := range list {
			if o["focused"] == true {
				kind, _ = o["type"].(int)
			}
			look(o["options"])
		}
	}
	look(it.data["options"])
	return kind
}

// takeModal keeps the form to show.
func (it *interaction) takeModal(data json.RawMessage) error {
	var p Modal
	if err := (&call{payload: data}).decode(&p); err != nil {
		return err
	}
	var f form
	f.between("data.custom_id", p.CustomID, 1, maxCustomID)
	f.between("data.title", p.Title, 1, maxModalTitle)
	if len(p.Components) < 1 || len(p.Components) > maxRows {
		f.bad("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
	}
	stored := checkModal(&f, p.Components)
	if err := f.err(); err != nil {
		return err
	}
	it.modal = &Modal{InteractionID: it.id, CustomID: p.CustomID, Title: p.Title, Components: stored}
	return nil
}

// checkModal notes what is wrong with a modal's components and returns them
// numbered.
func checkModal(f *form, components []Component) []Component {
	stored := cloneComponents(components)
	s := survey{form: f, v2: true, customIDs: map[string]bool{}}
	for i := range stored {
		path, c := fmt.Sprintf("data.components.%d", i), &stored[i]
		switch {
		case c.Type == ActionRow && len(c.Components) == 1 && c.Components[0].Type == TextInput:
			f.between(path+".components.0.label", c.Components[0].Label, 1, maxTextLabel)
		case c.Type == Label && c.Component != nil:
			f.between(path+".label", c.Label, 1, maxTextLabel)
			f.atMost(path+".description", c.Description, 100)
		case c.Type == TextDisplay:
		default:
			f.bad(path+".type", "UNION_TYPE_CHOICES", "A modal has rows of one text input, labels and text.")
		}
		c.walk(path, s.look)
	}
	return stored
}

// callbackResponse is what with_response answers with.
func (d *Discord) callbackResponse(it *interaction) any {
	v := map[string]any{"id": it.id, "type": it.kind, "channel_id": it.channel.id}
	withGuild(v, it.channel.guildID())
	body := map[string]any{"interaction": v}
	if m := it.original; m != nil {
		v["response_message_id"] = m.id
		v["response_message_loading"] = m.loading()
		v["response_message_ephemeral"] = m.viewer != ""
		if it.answer == ReplyMessage || it.answer == ReplyDeferred || it.answer == ReplyUpdate {
			kind := it.answer
			if kind == ReplyDeferred {
				kind = ReplyMessage // the resource of a deferred answer is its message
			}
			body["resource"] = map[string]any{"type": kind, "message": m.view(d, d.bot.ID)}
		}
	}
	return body
}

// followUp posts another message. The first one after a deferred answer fills
// that answer, as it does at Discord.
func (d *Discord) followUp(c *call) (any, error) {
	it, err := d.byToken(c)
	if err != nil {
		return nil, err
	}
	var b messageBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if m := it.original; m != nil && m.loading() && m.channel.message(m.id) == m {
		if err := d.edit(m, &b, c.files); err != nil {
			return nil, err
		}
		return m.view(d, d.bot.ID), nil
	}
	m := d.reply(it, &b)
	if it.original != nil && it.original.viewer == "" {
		m.kind = MessageReply
		m.reference = &Reference{MessageID: it.original.id, ChannelID: it.channel.id, GuildID: it.channel.guildID()}
	}
	if err := b.fill(d, m, c.files); err != nil {
		return nil, err
	}
	d.post(m)
	it.followups = append(it.followups, m.id)
	return m.view(d, d.bot.ID), nil
}

// onReply is an endpoint of the original answer or of a follow-up.
func (d *Discord) onReply(f func(*call, *interaction, *message) (any, error)) endpoint {
	return func(c *call) (any, error) {
		it, err := d.byToken(c)
		if err != nil {
			return nil, err
		}
		id := c.PathValue("message_id")
		switch {
		case id == "" && it.original == nil:
			return nil, errUnknownMessage
		case id == "":
			id = it.original.id
		case !slices.Contains(it.followups, id) && (it.original == nil || it.original.id != id):
			return nil, errUnknownMessage
		}
		m := it.channel.message(id)
		if m == nil {
			return nil, errUnknownMessage
		}
		return f(c, it, m)
	}
}

func (d *Discord) editReply(c *call, _ *interaction, m *message) (any, error) {
	var b messageBody
	if err := c.decode(&b); err != nil {
		return nil, err
	}
	if err := d.edit(m, &b, c.files); err != nil {
		return nil, err
	}
	return m.view(d, d.bot.ID), nil
}

func (d *Discord) deleteReply(_ *call, _ *interaction, m *message) (any, error) {
	d.remove(m)
	return nil, nil
}
