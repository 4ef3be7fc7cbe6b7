package discord

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"newsdesk/rag"
)

// The collections on the shelf. Keys are Discord's ids or random ones.
const (
	answersKept  = "discord.answers"  // by the answer's id: Kept
	messagesKept = "discord.messages" // by a message's id: the id of the answer that it shows
	talksKept    = "discord.talks"    // by a thread's or direct channel's id: talk
	votesKept    = "discord.votes"    // by answer's id/person's id: vote
	checksKept   = "discord.checks"   // by a check's id: what can be shared
	subjectsKept = "discord.subjects" // by an interaction's id: the message that a form asks about
	settingsKept = "discord.settings" // by a server's id, or server's id/channel's id: Settings
	budgetsKept  = "discord.budgets"  // by server's id/day: how many questions
	commandsKept = "discord.commands" // by application's id/scope: what is registered
)

// owner is a person as the owner of documents.
func owner(userID string) string { return "discord:" + userID }

// read decodes a document into v; it reports false where there is none.
func (b *Bot) read(ctx context.Context, collection, key string, v any) (bool, error) {
	doc, err := b.shelf.Doc(ctx, collection, key)
	if errors.Is(err, rag.ErrNotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if err := json.Unmarshal(doc.Body, v); err != nil {
		return false, fmt.Errorf("read %q of %q: %w", key, collection, err)
	}
	return true, nil
}

// write stores v in place of what a document holds.
func (b *Bot) write(ctx context.Context, doc Doc, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("write %q of %q: %w", doc.Key, doc.Collection, err)
	}
	doc.Body = body
	return b.shelf.UpdateDoc(ctx, doc.Collection, doc.Key, func(*Doc) (*Doc, error) { return &doc, nil })
}

// change reads a document into v, has change alter that, and stores it. The
// document's other fields are those of doc. Change must be quick.
func change[T any](ctx context.Context, b *Bot, doc Doc, alter func(v *T) error) error {
	return b.shelf.UpdateDoc(ctx, doc.Collection, doc.Key, func(old *Doc) (*Doc, error) {
		var v T
		if old != nil {
			if err := json.Unmarshal(old.Body, &v); err != nil {
				return nil, fmt.Errorf("read %q of %q: %w", doc.Key, doc.Collection, err)
			}
		}
		if err := alter(&v); err != nil {
			return nil, err
		}
		body, err := json.Marshal(v)
		doc.Body = body
		return &doc, err
	})
}
