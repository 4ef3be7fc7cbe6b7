package discord

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
)

// Feedback is what somebody said of an answer, with the answer.
type Feedback struct {
	Helpful bool
	Comment string // what is wrong, "" where they did not say
	Should  string // what the answer should say, "" where they did not say
	Person  string
	At      time.Time
	Answer  Kept
}

// vote is feedback as it stands on the shelf. The answer is kept once, beside it:
// who has their questions forgotten has them forgotten here too.
type vote struct {
	Answer  string    `json:"answer"`
	Helpful bool      `json:"helpful,omitempty"`
	Comment string    `json:"comment,omitempty"`
	Should  string    `json:"should,omitempty"`
	Person  string    `json:"person"`
	At      time.Time `json:"at"`
}

// EachFeedback calls visit with all feedback on a shelf whose answer is still
// kept, by answer. An error of visit ends it and is wrapped.
func EachFeedback(ctx context.Context, shelf Reader, visit func(Feedback) error) error {
	b := &Bot{shelf: readOnly{shelf}}
	return shelf.Docs(ctx, votesKept, "", func(doc Doc) error {
		var v vote
		if err := unmarshal(doc, &v); err != nil {
			return err
		}
		k, err := b.kept(ctx, v.Answer)
		if err != nil || k == nil {
			return err
		}
		return visit(Feedback{Helpful: v.Helpful, Comment: v.Comment, Should: v.Should, Person: v.Person, At: v.At, Answer: *k})
	})
}

// readOnly is a shelf of which nothing is written.
type readOnly struct{ Reader }

var errReadOnly = fmt.Errorf("write to the shelf: it was opened for reading")

func (readOnly) UpdateDoc(context.Context, string, string, func(*Doc) (*Doc, error)) error {
	return errReadOnly
}
func (readOnly) Unshelve(context.Context, string, string) error { return errReadOnly }
func (readOnly) Forget(context.Context, string) (int, error)    { return 0, errReadOnly }

// helpful notes that an answer helped.
func (b *Bot) helpful(ctx context.Context, i *interaction, k *Kept) error {
	if err := b.vote(ctx, i, k, vote{Helpful: true}); err != nil {
		return err
	}
	return b.tell(ctx, i, "Thank you: noted as helpful.")
}

// The fields of the form.
const (
	wrongField  = "what"
	shouldField = "should"
)

// How much somebody can write in these, in characters: a paragraph on what is
// wrong, and an answer, which is of a few sentences.
const (
	maxComment = 1000
	maxShould  = 500
)

// openWrong asks what is wrong with an answer.
func (b *Bot) openWrong(ctx context.Context, i *interaction, k *Kept) error {
	return b.discord.OpenModal(ctx, i.Interaction, session.Modal{
		CustomID: customID(pressWrong, k.ID), Title: "What is wrong with this answer?",
		Components: []discordgo.MessageComponent{
			field(discordgo.TextInput{
				CustomID: wrongField, Label: "What is wrong?", Style: discordgo.TextInputParagraph,
				Placeholder: "The day: the ministry's statement has another one", MaxLength: maxComment,
			}),
			field(discordgo.TextInput{
				CustomID: shouldField, Label: "What should it say? (optional)", Style: discordgo.TextInputParagraph,
				Placeholder: "The bare fact is best: Thursday", MaxLength: maxShould,
			}),
		},
	})
}

// field is a row of one field.
func field(f discordgo.TextInput) discordgo.MessageComponent {
	return discordgo.ActionsRow{Components: []discordgo.MessageComponent{f}}
}

// wrong notes what somebody says is wrong.
func (b *Bot) wrong(ctx context.Context, i *interaction, id string, fields map[string]string) error {
	k, err := b.kept(ctx, id)
	if err != nil {
		return err
	}
	if k == nil {
		return b.tell(ctx, i, "This answer is kept no longer, so there is nothing to note it of.")
	}
	v := vote{Comment: written(fields[wrongField], maxComment), Should: written(fields[shouldField], maxShould)}
	if err := b.vote(ctx, i, k, v); err != nil {
		return err
	}
	words := "Thank you: noted, with the question, the answer and its passages, for those who look after me."
	if v.Should != "" {
		words += " It should say:\n> " + show.Line(v.Should)
	}
	return b.tell(ctx, i, show.Truncate(words, show.MaxContent))
}

// written is what somebody wrote in a field. Discord holds a form to its limits;
// what comes in is bounded all the same.
func written(s string, most int) string {
	return strings.TrimSpace(show.Truncate(strings.ToValidUTF8(s, "\uFFFD"), most))
}

// vote keeps what a person says of an answer, in place of what they said before.
func (b *Bot) vote(ctx context.Context, i *interaction, k *Kept, v vote) error {
	v.Answer, v.Person, v.At = k.ID, i.by.id, b.clock.Now()
	return b.write(ctx, Doc{Collection: votesKept, Key: k.ID + "/" + i.by.id, Owner: owner(i.by.id), Expires: k.Asked.Add(b.config.Keep)}, v)
}
