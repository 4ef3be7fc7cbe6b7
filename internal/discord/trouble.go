package discord

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// gone reports whether there is nobody, or no place, to answer any more: the
// message, channel or server was deleted, or the bot was removed. It is nobody's
// mistake, and nothing more is tried.
func gone(err error) bool {
	for _, target := range []error{
		session.ErrUnknownMessage, session.ErrUnknownChannel, session.ErrUnknownGuild,
		session.ErrUnknownInteraction, session.ErrAcknowledged, session.ErrCannotDM,
	} {
		if errors.Is(err, target) {
			return true
		}
	}
	return false
}

// forbidden reports whether the bot lacks a permission.
func forbidden(err error) bool {
	return errors.Is(err, session.ErrMissingPermissions) || errors.Is(err, session.ErrMissingAccess) ||
		errors.Is(err, session.ErrArchived)
}

// sorry is what people are told of a fault of ours. The log has the id too.
func sorry(id string) string {
	return fmt.Sprintf("Something went wrong on my side, and it is in the log as `%s`. Ask again; if it happens again, give that id to those who run me.", id)
}

// lastWords bounds how long is taken to tell of a failure, when the time for the
// work itself may be over: long enough for a rate limit, and shorter than the
// grace at shutdown.
const lastWords = 8 * time.Second

// afterwards is a context for last words: it lives on when ctx has ended.
func afterwards(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), lastWords)
}

// why is what went wrong in words for people.
func (b *Bot) why(ctx context.Context, id string, err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("That took too long, and I gave up (`%s`). Ask again, perhaps for less at once.", id)
	case ctx.Err() != nil:
		return fmt.Sprintf("I am being restarted and could not finish this (`%s`). Ask again in a minute.", id)
	}
	return sorry(id)
}

// trouble ends an asking that failed: it tells the person as far as it can.
func (b *Bot) trouble(ctx context.Context, a *asking, err error) {
	log := b.log.With("id", a.id, "channel", a.at.channel, "err", err)
	switch {
	case errors.Is(context.Cause(ctx), errWithdrawn):
		log.Info("the question was deleted")
		b.withdraw(ctx, a)
		return
	case gone(err):
		log.Info("nobody is there to answer any more")
		return
	case forbidden(err):
		log.Warn("a permission is missing")
		b.lacking(ctx, a, err)
		return
	}
	log.Error("cannot answer")
	if err := a.sheet.show(ctx, []string{b.why(ctx, a.id, err)}, nil); err != nil {
		b.log.Info("cannot say that an answer failed", "id", a.id, "err", err)
	}
}

// errPanic is that the handling of an event panicked.
var errPanic = errors.New("the handling panicked")

// panicked is deferred while an asking is handled: where that panics the person is
// told so, in place of what was written, and nowhere else.
func (b *Bot) panicked(ctx context.Context, a *asking) {
	if p := recover(); p != nil {
		if a.from != nil {
			a.from.told = true
		}
		b.trouble(ctx, a, errPanic)
		panic(p) // the session logs it, with its id
	}
}

// errWithdrawn is that a question was deleted while it was answered.
var errWithdrawn = errors.New("the question was deleted")

// deletedKept is how many deletions are remembered, for questions that wait for
// the one before them in their channel.
const deletedKept = 4096

// withdrawn stops the answer to a message that was deleted, or keeps it from
// being begun.
func (b *Bot) withdrawn(messageID string) {
	b.deleted.Add(messageID, struct{}{})
	if stop, ok := b.running.Load(messageID); ok {
		stop.(context.CancelCauseFunc)(errWithdrawn)
	}
}

// withdraw takes away what there is of an answer to a question that was deleted.
func (b *Bot) withdraw(ctx context.Context, a *asking) {
	if err := a.sheet.show(ctx, nil, nil); err != nil {
		b.log.Info("cannot take back an answer", "id", a.id, "err", err)
	}
}

// lacking tells the person who asked, in a direct message, which permission the
// bot lacks where they asked. One who takes no direct messages is not told.
func (b *Bot) lacking(ctx context.Context, a *asking, err error) {
	if ok, _, _ := b.limits.take("told "+a.by.id, Rate{1, 10 * time.Minute}); !ok {
		return
	}
	late, cancel := afterwards(ctx)
	defer cancel()
	dm, opened := b.discord.DM(late, a.by.id)
	if opened == nil {
		_, opened = b.discord.Send(late, dm.ID, session.Message{Content: lackingWords(a.at, err)})
	}
	if opened != nil {
		b.log.Info("cannot say which permission is missing", "id", a.id, "err", opened)
	}
}

// lackingWords name the permission.
func lackingWords(at place, err error) string {
	where := fmt.Sprintf("<#%s>", at.channel)
	switch {
	case errors.Is(err, session.ErrArchived):
		return fmt.Sprintf("I can't answer in %s: the thread is closed, and I lack **Manage Threads** to open it.", where)
	case errors.Is(err, session.ErrMissingAccess):
		return fmt.Sprintf("I can't answer in %s: I lack **View Channel** there, or was removed from the server. Somebody who manages it can mend that.", where)
	case at.thread:
		return fmt.Sprintf("I can't answer in %s: I lack **Send Messages in Threads** there. Somebody who manages the server can mend that.", where)
	}
	return fmt.Sprintf("I can't answer in %s: I lack **Send Messages** there. Somebody who manages the server can mend that.", where)
}

// lacks names the first of these permissions that the bot does not have, "" for
// none.
func lacks(has int64, needed ...int64) string {
	names := map[int64]string{
		discordgo.PermissionViewChannel: "View Channel", discordgo.PermissionSendMessages: "Send Messages",
		discordgo.PermissionSendMessagesInThreads: "Send Messages in Threads", discordgo.PermissionCreatePublicThreads: "Create Public Threads",
		discordgo.PermissionReadMessageHistory: "Read Message History",
	}
	for _, p := range needed {
		if has&p == 0 && has&discordgo.PermissionAdministrator == 0 {
			return names[p]
		}
	}
	return ""
}
