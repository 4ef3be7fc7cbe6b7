package session

import (
	"context"
	"strconv"
	"time"

	"github.com/bwmarrin/discordgo"
)

// A Gap is the event (of Type GAP) that Discord gave up a session which could
// not be resumed: what happened from Since until now was not told, and will not
// be. [Session.CatchUp] finds the messages; interactions are lost, and whoever
// made one was told so by Discord.
type Gap struct{ Since time.Time }

// maxCatchUp is how many messages of a channel are caught up with: one page.
const maxCatchUp = 100

// margin is how far before a gap is looked, for clocks that differ.
const margin = 5 * time.Second

// CatchUp hands the messages of a channel since a time to the handler, as events
// like any other: those that it had are left out. guildID is the channel's
// server, or empty. It returns how many messages it looked at, 100 at most.
func (s *Session) CatchUp(ctx context.Context, guildID, channelID string, since time.Time) (int, error) {
	list, err := s.Messages(ctx, channelID, idAt(since.Add(-margin)), maxCatchUp)
	if err != nil {
		return 0, err
	}
	for _, m := range list {
		m.GuildID = guildID
		s.dispatch.take(0, "MESSAGE_CREATE", &discordgo.MessageCreate{Message: m}) //nolint:contextcheck // its handler has a context of its own
	}
	return len(list), nil
}

// Waited are the messages that waited for their turn when [Session.Run] ended: no
// handler had them.
func (s *Session) Waited() []*discordgo.MessageCreate {
	s.dispatch.mu.Lock()
	defer s.dispatch.mu.Unlock()
	return s.dispatch.waited
}

// TakeAgain hands messages that waited in a session before this one to the
// handler, as events like any other.
func (s *Session) TakeAgain(list []*discordgo.MessageCreate) {
	for _, m := range list {
		s.dispatch.take(0, "MESSAGE_CREATE", m)
	}
}

// epoch is the first moment of Discord's IDs, in milliseconds.
const epoch = 1420070400000

// idAt is the least ID of a moment.
func idAt(t time.Time) string {
	return strconv.FormatInt(max(0, t.UnixMilli()-epoch)<<22, 10)
}
