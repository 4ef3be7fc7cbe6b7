package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

const (
	// amendEvery is how often it is looked whether the coverage changed, and so
	// answers may hold what no longer stands: before most people have copied them.
	amendEvery = 2 * time.Minute
	// amendLooks is how often the answers are gone through after a change: one that
	// was being made meanwhile is kept by the second time.
	amendLooks = 2
	// amendAnyway is after how long they are gone through though nothing changed: a
	// briefing may be posted long after it was composed.
	amendAnyway = time.Hour
)

// amending keeps what was posted true until ctx ends.
func (b *Bot) amending(ctx context.Context) {
	var last map[rag.ArticleID]time.Time
	var looked time.Time
	looks := 0
	for ctx.Err() == nil {
		came := b.came()
		if !maps.Equal(came, last) || b.clock.Now().Sub(looked) >= amendAnyway {
			last, looks = came, 0
		}
		if looks < amendLooks {
			looks, looked = looks+1, b.clock.Now()
			if err := b.Amend(ctx); err != nil && ctx.Err() == nil {
				looks = 0
				b.log.Error("cannot look through what was answered", "err", err)
			}
		}
		due := make(chan struct{})
		stop := b.clock.AfterFunc(amendEvery, func() { close(due) })
		select {
		case <-due:
		case <-ctx.Done():
			stop()
		}
	}
}

// came is when each article of the coverage, whosever it is, came as it is now.
func (b *Bot) came() map[rag.ArticleID]time.Time {
	came := map[rag.ArticleID]time.Time{}
	for _, a := range b.desk.Articles(rag.Filter{Audience: rag.AnyAudience}) {
		came[a.ID] = a.Imported
	}
	return came
}

// Amend says under each answer in a channel which of its sentences no longer stand
// in the articles that they cite: those were changed or withdrawn. Each is said
// once, where the bot may still write.
func (b *Bot) Amend(ctx context.Context) error {
	came := b.came()
	var stale []*Kept
	err := EachKept(ctx, b.shelf, func(k *Kept) error {
		if k.Private || len(k.Messages) == 0 || !k.suspect(came) {
			return nil
		}
		stale = append(stale, k)
		return nil
	})
	if err != nil {
		return err
	}
	var failed []error
	for _, k := range stale {
		if err := b.amend(ctx, k); err != nil { // the others are to be true all the same
			failed = append(failed, fmt.Errorf("answer %s: %w", k.ID, err))
		}
		if ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// EachKept calls visit with the answers that are kept.
func EachKept(ctx context.Context, shelf Reader, visit func(*Kept) error) error {
	return shelf.Docs(ctx, answersKept, "", func(doc Doc) error {
		k := new(Kept)
		if err := unmarshal(doc, k); err != nil {
			return err
		}
		return visit(k)
	})
}

// suspect reports whether an article that an answer cites is gone or came anew
// since it was asked for.
func (k *Kept) suspect(came map[rag.ArticleID]time.Time) bool {
	return slices.ContainsFunc(k.Passages, func(p KeptPassage) bool {
		at, there := came[p.Article]
		return !p.Amended && (!there || at.After(k.Asked))
	})
}

// amend finds which passages of an answer no longer stand, and says so under it.
func (b *Bot) amend(ctx context.Context, k *Kept) error {
	var lines []string
	var found []int
	for i := range k.Passages {
		p := &k.Passages[i]
		if p.Amended {
			continue
		}
		s, err := b.source(ctx, p)
		if err != nil {
			return err
		}
		if s.Len() > 0 {
			continue
		}
		found = append(found, i)
		lines = append(lines, amendment(i+1, s.Article.Body == "", b.clock.Now()))
	}
	if len(found) == 0 {
		return nil
	}
	if err := b.writeUnder(ctx, k, lines); err != nil && !gone(err) && !forbidden(err) {
		return err
	} else if err != nil {
		b.log.Info("cannot say that an answer no longer stands", "answer", k.ID, "err", err)
	}
	b.log.Info("an answer no longer stands", "answer", k.ID, "passages", len(found))
	return b.noteAmended(ctx, k, found)
}

// amendment says that the sentence of a citation no longer stands.
func amendment(number int, withdrawn bool, now time.Time) string {
	what := "its article was changed and has this sentence no more"
	if withdrawn {
		what = "its article was withdrawn"
	}
	return fmt.Sprintf("-# **Corrected %s:** [%d] no longer stands: %s.", now.Format("2 January 2006"), number, what)
}

// writeUnder adds lines to the last message of an answer, or below it where they
// do not fit.
func (b *Bot) writeUnder(ctx context.Context, k *Kept, lines []string) error {
	added := strings.Join(lines, "\n")
	last := k.Messages[len(k.Messages)-1]
	m, err := b.discord.Message(ctx, k.Channel, last)
	if err != nil {
		return err
	}
	if strings.Contains(m.Content, added) {
		return nil // it was written, and the note of it was lost
	}
	content := m.Content + "\n" + added
	if show.Len(content) <= show.MaxContent {
		_, err = b.discord.Edit(ctx, k.Channel, last, session.Edit{Content: &content})
		return err
	}
	_, err = b.discord.Send(ctx, k.Channel, session.Message{Content: show.Truncate(added, show.MaxContent), ReplyTo: last, Nonce: amendNonce(k.ID, added)})
	return err
}

// amendNonce is the same whenever these lines are written under an answer, and
// another for others: of two messages of one nonce within minutes one is lost.
func amendNonce(answer, lines string) string {
	sum := sha256.Sum256([]byte(answer + "/" + lines))
	return hex.EncodeToString(sum[:12]) // 24 characters; Discord takes 25
}

// noteAmended notes that it was said of these passages.
func (b *Bot) noteAmended(ctx context.Context, k *Kept, passages []int) error {
	return b.alterKept(ctx, k.ID, func(now *Kept) {
		for _, i := range passages {
			if i < len(now.Passages) {
				now.Passages[i].Amended = true
			}
		}
	})
}
