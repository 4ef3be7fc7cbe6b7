package discord

import (
	"context"
	"sync"
	"time"

	"newsdesk/internal/discord/session"
)

// signAfter is how long an answer to a command is waited for before it is said
// that one will come: Discord gives up after 3 s, and people wonder after one.
const signAfter = 800 * time.Millisecond

// tellInTime answers an interaction privately with words that may take a while to
// find.
func (b *Bot) tellInTime(ctx context.Context, i *interaction, find func() (string, error)) error {
	s := &sign{bot: b, to: i}
	stop := b.clock.AfterFunc(signAfter, func() { s.give(ctx) })
	defer stop()
	words, err := find()
	if given := s.end(); err != nil || !given {
		if err != nil {
			return err
		}
		return b.tell(ctx, i, words)
	}
	_, err = b.discord.EditOriginal(ctx, i.Interaction, session.Edit{Content: &words})
	return err
}

// sign is the sign that an answer will come: given once, unless the answer was
// there before.
type sign struct {
	bot *Bot
	to  *interaction

	mu          sync.Mutex
	given, over bool
}

func (s *sign) give(ctx context.Context) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.over {
		return
	}
	_, err := s.bot.discord.Defer(ctx, s.to.Interaction, true)
	if s.given = err == nil; err != nil {
		s.bot.log.Info("cannot say that an answer will come", "id", s.to.id, "err", err)
	}
}

// end keeps a sign from being given, and reports whether it was.
func (s *sign) end() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.over = true
	return s.given
}
