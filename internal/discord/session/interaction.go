package session

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/bwmarrin/discordgo"
)

// callback is the first answer to an interaction.
type callback struct {
	Type discordgo.InteractionResponseType `json:"type"`
	Data any                               `json:"data,omitempty"`
}

// callbackResponse is what Discord says of it.
type callbackResponse struct {
	Interaction struct {
		MessageID string `json:"response_message_id"`
	} `json:"interaction"`
	Resource struct {
		Message *discordgo.Message `json:"message"`
	} `json:"resource"`
}

// Defer says that an answer will come, which [REST.EditOriginal] then is. It
// returns the message that says so, by which the answer can still be edited as
// any message of the bot's ([REST.Edit]) after 15 min, unless it is ephemeral.
func (r *REST) Defer(ctx context.Context, i *discordgo.Interaction, ephemeral bool) (*discordgo.Message, error) {
	data := map[string]any{}
	if ephemeral {
		data["flags"] = discordgo.MessageFlagsEphemeral
	}
	body, err := jsonBody(callback{discordgo.InteractionResponseDeferredChannelMessageWithSource, data})
	if err != nil {
		return nil, err
	}
	return r.respond(ctx, i, "defer the answer to", body)
}

// DeferUpdate says that the message whose component was used may change later,
// by [REST.EditOriginal]; the person sees nothing.
func (r *REST) DeferUpdate(ctx context.Context, i *discordgo.Interaction) error {
	return r.quietly(ctx, i, "defer the update of", callback{Type: discordgo.InteractionResponseDeferredMessageUpdate})
}

// Reply answers with a message.
func (r *REST) Reply(ctx context.Context, i *discordgo.Interaction, m Message) (*discordgo.Message, error) {
	return r.respondWith(ctx, i, "answer", discordgo.InteractionResponseChannelMessageWithSource, m.wire())
}

// Update answers by changing the message whose component was used.
func (r *REST) Update(ctx context.Context, i *discordgo.Interaction, e Edit) (*discordgo.Message, error) {
	return r.respondWith(ctx, i, "update the message of", discordgo.InteractionResponseUpdateMessage, e.wire())
}

// A Modal is a form to open.
type Modal struct {
	CustomID   string
	Title      string                       // at most 45 characters
	Components []discordgo.MessageComponent // 1 to 5 rows of one text input
}

// OpenModal answers with a form.
func (r *REST) OpenModal(ctx context.Context, i *discordgo.Interaction, m Modal) error {
	return r.quietly(ctx, i, "open a form for", callback{discordgo.InteractionResponseModal, map[string]any{
		"custom_id": m.CustomID, "title": m.Title, "components": m.Components,
	}})
}

// Complete answers an autocomplete with at most 25 choices.
func (r *REST) Complete(ctx context.Context, i *discordgo.Interaction, choices []*discordgo.ApplicationCommandOptionChoice) error {
	if choices == nil {
		choices = []*discordgo.ApplicationCommandOptionChoice{}
	}
	return r.quietly(ctx, i, "complete an option of", callback{discordgo.InteractionApplicationCommandAutocompleteResult, map[string]any{"choices": choices}})
}

// respondWith answers with a message or the change of one.
func (r *REST) respondWith(ctx context.Context, i *discordgo.Interaction, verb string, kind discordgo.InteractionResponseType, b *messageBody) (*discordgo.Message, error) {
	body, err := b.encode(callback{kind, b})
	if err != nil {
		return nil, err
	}
	return r.respond(ctx, i, verb, body)
}

// answer is the call of a first answer. One that is repeated after its answer
// was lost is refused as acknowledged: then it was.
func answer(i *discordgo.Interaction, verb string, body *payload) *call {
	return &call{
		op: verb + " interaction " + i.ID, method: http.MethodPost, url: discordgo.EndpointInteractionResponse(i.ID, i.Token),
		access: asAnswer, body: body, done: ErrAcknowledged,
	}
}

// quietly answers with what is no message.
func (r *REST) quietly(ctx context.Context, i *discordgo.Interaction, verb string, v callback) error {
	body, err := jsonBody(v)
	if err != nil {
		return opError(verb+" interaction "+i.ID, err)
	}
	return done(r.do(ctx, answer(i, verb, body)))
}

// respond answers, and returns the message that there is then.
func (r *REST) respond(ctx context.Context, i *discordgo.Interaction, verb string, body *payload) (*discordgo.Message, error) {
	c := answer(i, verb, body)
	c.url += "?with_response=true"
	out, err := fetch[callbackResponse](ctx, r, c)
	switch {
	case errors.Is(err, errDone):
		return r.Original(ctx, i)
	case err != nil:
		return nil, err
	case out.Resource.Message != nil:
		return out.Resource.Message, nil
	}
	return &discordgo.Message{ID: out.Interaction.MessageID, ChannelID: i.ChannelID, GuildID: i.GuildID}, nil
}

// hook is a call that the interaction's token opens, for 15 min. It has a
// bucket of its own, and is not held back by the limit of all.
func hook(i *discordgo.Interaction, method, verb, messageID string) *call {
	c := &call{
		op: fmt.Sprintf("%s interaction %s", verb, i.ID), method: method, access: asInteraction,
		route: method + " webhook", major: i.Token, url: discordgo.EndpointFollowupMessage(i.AppID, i.Token),
	}
	if messageID != "" {
		c.route, c.url = method+" webhook message", discordgo.EndpointFollowupMessageActions(i.AppID, i.Token, messageID)
	}
	return c
}

const original = "@original"

// Original gets the first answer, or the message whose update was deferred.
func (r *REST) Original(ctx context.Context, i *discordgo.Interaction) (*discordgo.Message, error) {
	return fetch[*discordgo.Message](ctx, r, hook(i, http.MethodGet, "get the answer to", original))
}

// EditOriginal changes the first answer, or fills the deferred one.
func (r *REST) EditOriginal(ctx context.Context, i *discordgo.Interaction, e Edit) (*discordgo.Message, error) {
	return r.message(ctx, hook(i, http.MethodPatch, "edit the answer to", original), e.wire())
}

// DeleteOriginal deletes the first answer.
func (r *REST) DeleteOriginal(ctx context.Context, i *discordgo.Interaction) error {
	return r.deleteHook(ctx, hook(i, http.MethodDelete, "delete the answer to", original))
}

// FollowUp posts another message after the first answer. Discord takes no nonce
// here: the error is [ErrUncertain] where it may have been posted all the same.
// What must not be lost is better a [REST.EditOriginal] or a [REST.Send].
func (r *REST) FollowUp(ctx context.Context, i *discordgo.Interaction, m Message) (*discordgo.Message, error) {
	c := hook(i, http.MethodPost, "follow up on", "")
	c.url, c.once = c.url+"?wait=true", true
	return r.message(ctx, c, m.wire())
}

// EditFollowUp changes a message that followed.
func (r *REST) EditFollowUp(ctx context.Context, i *discordgo.Interaction, messageID string, e Edit) (*discordgo.Message, error) {
	return r.message(ctx, hook(i, http.MethodPatch, "edit message "+messageID+" of", messageID), e.wire())
}

// DeleteFollowUp deletes a message that followed.
func (r *REST) DeleteFollowUp(ctx context.Context, i *discordgo.Interaction, messageID string) error {
	return r.deleteHook(ctx, hook(i, http.MethodDelete, "delete message "+messageID+" of", messageID))
}

func (r *REST) deleteHook(ctx context.Context, c *call) error {
	c.done = ErrUnknownMessage
	return done(r.do(ctx, c))
}
