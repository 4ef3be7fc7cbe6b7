package discord

import (
	"context"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/rag"
)

// turnsKept is how many turns a conversation remembers: a follow-up leans on
// what was just spoken of, and older turns mislead more than they help.
const turnsKept = 6

// talk is a conversation in a thread or a direct message.
type talk struct {
	// Opened is set where the bot started the thread, to be asked on there.
	Opened bool `json:"opened,omitempty"`
	// Answers are the last ones, oldest first.
	Answers []string `json:"answers"`
}

// last are the latest of a conversation.
func last(answers []string) []string { return answers[max(0, len(answers)-turnsKept):] }

// follows are the answers that a question builds on: where it replies to one, that
// and those before it; else the talk of the thread or direct message.
func (b *Bot) follows(ctx context.Context, at place, replied *discordgo.Message) ([]string, error) {
	if replied != nil {
		before, err := b.answerIn(ctx, at.guild, replied)
		if before != nil || err != nil {
			return last(append(slices.Clone(before.followed()), before.id())), err
		}
	}
	if !at.thread && !at.direct() {
		return nil, nil
	}
	var t talk
	_, err := b.read(ctx, talksKept, at.channel, &t)
	return last(t.Answers), err
}

func (k *Kept) followed() []string {
	if k == nil {
		return nil
	}
	return k.Follows
}

func (k *Kept) id() string {
	if k == nil {
		return ""
	}
	return k.ID
}

// said is what the claims say: what a next question may refer to.
func (k *Kept) said() string {
	said := make([]string, len(k.Claims))
	for i := range k.Claims {
		said[i] = k.Claims[i].Text
	}
	return strings.Join(said, " ")
}

// answerIn finds the answer that a message of the bot's in a server shows: by the
// buttons under it, and for the first parts of a long one by what is noted of it.
func (b *Bot) answerIn(ctx context.Context, guild string, m *discordgo.Message) (*Kept, error) {
	if m.Author == nil || m.Author.ID != b.me {
		return nil, nil
	}
	id := answerUnder(m.Components)
	if id == "" {
		if _, err := b.read(ctx, messagesKept, m.ID, &id); err != nil || id == "" {
			return nil, err
		}
	}
	k, err := b.keptIn(ctx, guild, id)
	if k == nil || k.Private {
		return nil, err
	}
	return k, err
}

// history are the turns of some answers of a server. Those that are kept no longer
// are left out.
func (b *Bot) history(ctx context.Context, guild string, answers []string) ([]rag.Turn, error) {
	var turns []rag.Turn
	for _, id := range answers {
		k, err := b.keptIn(ctx, guild, id)
		if err != nil {
			return nil, err
		}
		if k != nil {
			turns = append(turns, rag.Turn{Question: k.Standalone, Answer: k.said()})
		}
	}
	return turns, nil
}

// join notes, in a thread or a direct message, that an answer is part of the talk
// there, before it looks finished: who asks on at once is understood. What is
// private is no part of one.
func (b *Bot) join(ctx context.Context, a *asking, k *Kept) {
	if a.private {
		return
	}
	if err := b.rememberTalk(ctx, a.at, k); err != nil {
		b.log.Error("cannot note that an answer is part of a talk", "id", a.id, "err", err)
	}
}

// remember notes which messages show an answer. A private one is shown to nobody
// who could reply.
func (b *Bot) remember(ctx context.Context, a *asking, k *Kept) {
	if a.private {
		return
	}
	k.Messages = a.sheet.ids()
	if err := b.rememberParts(ctx, k); err != nil {
		b.log.Error("cannot note where an answer is", "id", a.id, "err", err)
	}
}

// rememberParts notes the messages of an answer, and of those before the last one,
// which has the buttons, whose they are. An answer that was deleted or forgotten
// meanwhile stays so.
func (b *Bot) rememberParts(ctx context.Context, k *Kept) error {
	if len(k.Messages) == 0 {
		return nil
	}
	err := b.alterKept(ctx, k.ID, func(now *Kept) { now.Messages = k.Messages })
	if err != nil {
		return err
	}
	for _, m := range k.Messages[:len(k.Messages)-1] {
		doc := Doc{Collection: messagesKept, Key: m, Owner: owner(k.Person), Expires: k.Asked.Add(b.config.Keep)}
		if err := b.write(ctx, doc, k.ID); err != nil {
			return err
		}
	}
	return nil
}

// rememberTalk adds an answer to the talk of its thread or direct message.
func (b *Bot) rememberTalk(ctx context.Context, at place, k *Kept) error {
	if !at.thread && !at.direct() {
		return nil
	}
	doc := Doc{Collection: talksKept, Key: at.channel, Expires: k.Asked.Add(b.config.Keep)}
	if at.direct() {
		doc.Owner = owner(k.Person)
	}
	return change(ctx, b, doc, func(t *talk) error {
		t.Answers = last(append(t.Answers, k.ID))
		return nil
	})
}
