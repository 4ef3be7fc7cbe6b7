package session

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// Since calls visit with the messages of a channel since a time, oldest first,
// until it returns false or there are no more.
func (r *REST) Since(ctx context.Context, channelID string, since time.Time, visit func(*discordgo.Message) bool) error {
	for after := idAt(since); ; {
		list, err := r.Messages(ctx, channelID, after, maxCatchUp)
		if err != nil {
			return err
		}
		for _, m := range list {
			if !visit(m) {
				return nil
			}
			after = m.ID
		}
		if len(list) < maxCatchUp {
			return nil
		}
	}
}
