package standin

import (
	"errors"
	"slices"
	"time"
)

// Types of interaction.
const (
	interactCommand      = 2
	interactComponent    = 3
	interactAutocomplete = 4
	interactModal        = 5
)

// Types of the bot's first answer to an interaction.
const (
	ReplyMessage        = 4
	ReplyDeferred       = 5
	ReplyDeferredUpdate = 6
	ReplyUpdate         = 7
	ReplyChoices        = 8
	ReplyModal          = 9
)

// ErrNoAnswer is what a person sees when the bot does not answer within 3 s.
var ErrNoAnswer = errors.New("the application did not respond")

// A Modal is a form that the bot opened for a person.
type Modal struct {
	InteractionID string      `json:"interaction_id"`
	CustomID      string      `json:"custom_id"`
	Title         string      `json:"title"`
	Components    []Component `json:"components"`
}

// interaction is what a person did and what the bot made of it.
type interaction struct {
	id      string
	token   string
	kind    int
	user    *User
	channel *channel
	at      time.Time
	data    map[string]any
	command *Command     // of a command or autocomplete
	source  *message     // whose component was used
	origin  *interaction // that opened the modal

	answer    int  // the type of the first answer; 0: none yet
	failed    bool // the 3 s passed
	original  *message
	followups []string
	modal     *Modal
	choices   []Choice
	stop      func()
	done      chan struct{} // closed at the first answer or failure
}

// interact starts an interaction's life: it gets its IDs, its 3 s and goes to
// the bot.
func (d *Discord) interact(it *interaction) *Interaction {
	d.sweep()
	it.id, it.token, it.at = d.newID(), tokenPrefix+d.newToken(64), d.clock.Now()
	it.done = make(chan struct{})
	d.interactions[it.token], d.byID[it.id] = it, it
	d.waiting = append(d.waiting, it)
	it.stop = d.after(d.clock, interactionReply, func() { d.fail(it) })
	d.publish(Event{Kind: EventInteraction, InteractionID: it.id, GuildID: it.channel.guildID(), ChannelID: it.channel.id, UserID: it.user.ID})
	d.dispatch(event{kind: "INTERACTION_CREATE", guild: it.channel.guildID(), payload: func(*session) any { return d.interactionPayload(it) }})
	return &Interaction{ID: it.id, d: d, it: it}
}

// sweep forgets interactions whose token has been dead for as long as it lived,
// and the oldest where there are too many.
func (d *Discord) sweep() {
	now, n := d.clock.Now(), 0
	for n < len(d.waiting) && (now.Sub(d.waiting[n].at) > 2*interactionLife || len(d.waiting)-n >= d.config.Keep) {
		d.waiting[n].stop()
		d.waiting[n].end()
		delete(d.interactions, d.waiting[n].token)
		delete(d.byID, d.waiting[n].id)
		n++
	}
	d.waiting = slices.Delete(d.waiting, 0, n)
}

// fail ends the 3 s.
func (d *Discord) fail(it *interaction) {
	if it.answer != 0 || it.failed {
		return
	}
	it.failed = true
	it.end()
	d.publish(Event{Kind: EventFailed, InteractionID: it.id, GuildID: it.channel.guildID(), ChannelID: it.channel.id, UserID: it.user.ID, Viewer: it.user.ID})
}

// end wakes those who wait for the first answer.
func (it *interaction) end() {
	select {
	case <-it.done:
	default:
		close(it.done)
	}
}

// acknowledge notes the first answer.
func (d *Discord) acknowledge(it *interaction, kind int) {
	it.answer = kind
	it.stop()
	it.end()
	e := Event{InteractionID: it.id, GuildID: it.channel.guildID(), ChannelID: it.channel.id, UserID: it.user.ID, Viewer: it.user.ID}
	switch kind {
	case ReplyModal:
		e.Kind, e.Modal = EventModal, it.modal
		d.publish(e)
	case ReplyChoices:
		e.Kind, e.Choices = EventChoices, it.choices
		d.publish(e)
	}
	e.Kind, e.Modal, e.Choices = EventAcknowledged, nil, nil
	d.publish(e)
}

// interactionPayload is what the bot gets.
func (d *Discord) interactionPayload(it *interaction) map[string]any {
	c, g := it.channel, it.channel.guild
	channel := c.view(d, d.bot.ID)
	channel.Permissions = d.permissions(c, it.user.ID)
	v := map[string]any{
		"id": it.id, "application_id": d.appID, "type": it.kind, "data": it.data, "channel_id": c.id, "channel": channel,
		"token": it.token, "version": 1, "locale": d.locale(it.user.ID), "entitlements": []any{}, "attachment_size_limit": maxFile,
		"app_permissions": d.permissions(c, d.bot.ID).String(), "authorizing_integration_owners": it.owners(),
	}
	if it.source != nil {
		// The message is shown with its content, whatever the intents.
		v["message"] = it.source.view(d, it.user.ID)
	}
	if g == nil {
		v["user"], v["context"] = *it.user, 1
		return v
	}
	m := g.members[it.user.ID].view()
	m.Permissions = channel.Permissions
	v["member"], v["guild_id"], v["guild_locale"], v["context"] = m, g.id, "en-US", 0
	v["guild"] = map[string]any{"id": g.id, "locale": "en-US", "features": []string{}}
	return v
}

// locale is the language of a user's client.
func (d *Discord) locale(userID string) string {
	if l := d.locales[userID]; l != "" {
		return l
	}
	return "en-US"
}

// owners says that the guild, or for a direct message nobody, installed the
// application.
func (it *interaction) owners() map[string]string {
	if g := it.channel.guildID(); g != "" {
		return map[string]string{"0": g}
	}
	return map[string]string{"0": "0"}
}

// metadata is what a message says of the interaction that it answers.
func (it *interaction) metadata() map[string]any {
	v := map[string]any{"id": it.id, "type": it.kind, "user": *it.user, "authorizing_integration_owners": it.owners()}
	switch {
	case it.kind == interactComponent:
		v["interacted_message_id"] = it.source.id
	case it.kind == interactModal && it.origin != nil:
		v["triggering_interaction_metadata"] = it.origin.metadata()
	}
	return v
}

// reply is a message of the bot's that answers the interaction, not yet filled.
func (d *Discord) reply(it *interaction, b *messageBody) *message {
	m := &message{channel: it.channel, author: &d.bot, webhook: true, tts: b.TTS, metadata: it.metadata()}
	if b.Flags != nil && *b.Flags&FlagEphemeral != 0 {
		m.viewer = it.user.ID
	}
	return m
}

// first is the message that is the first answer: it names the command above it,
// or points to the message whose component was used.
func (d *Discord) first(it *interaction, b *messageBody) *message {
	m := d.reply(it, b)
	switch {
	case it.command != nil:
		m.kind = MessageSlashCommand
		if it.command.Type != ChatCommand {
			m.kind = MessageMenuCommand
		}
		m.info = &InteractionInfo{ID: it.id, Type: it.kind, Name: it.command.Name, User: *it.user}
	case it.source != nil:
		m.kind = MessageReply
		m.reference = &Reference{MessageID: it.source.id, ChannelID: it.channel.id, GuildID: it.channel.guildID()}
	}
	return m
}

// byToken finds the interaction of a webhook's path whose answers may still be
// changed.
func (d *Discord) byToken(c *call) (*interaction, error) {
	it := d.interactions[c.PathValue("webhook_token")]
	switch {
	case it == nil || c.PathValue("webhook_id") != d.appID || it.answer == 0:
		return nil, errUnknownWebhook
	case d.clock.Now().Sub(it.at) > interactionLife:
		return nil, errInvalidWebhookToken
	case d.channels[it.channel.id] != it.channel:
		return nil, errUnknownChannel
	case it.channel.guild != nil && it.channel.guild.members[d.bot.ID] == nil:
		return nil, errUnknownWebhook
	}
	return it, nil
}
