package standin

import "fmt"

// Purge deletes messages of a server's channel at once, as a moderator's bot does:
// the gateway tells of them all in one event.
func (d *Discord) Purge(channelID string, messageIDs ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil || c.guild == nil {
		return fmt.Errorf("purge channel %s: %w", channelID, errUnknownChannel)
	}
	for _, id := range messageIDs {
		if m := c.message(id); m != nil {
			d.drop(m)
		}
	}
	d.dispatch(event{kind: "MESSAGE_DELETE_BULK", guild: c.guildID(), channel: c, intents: IntentGuildMessages, payload: func(*session) any {
		return withGuild(map[string]any{"ids": messageIDs, "channel_id": c.id}, c.guildID())
	}})
	return nil
}
