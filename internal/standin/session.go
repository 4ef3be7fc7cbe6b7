package standin

import (
	"encoding/json"
	"strconv"
	"time"
)

// Intent is a set of the gateway's intents.
type Intent int

// The intents that events of the stand-in need.
const (
	IntentGuilds          Intent = 1 << 0
	IntentGuildMembers    Intent = 1 << 1
	IntentGuildPresences  Intent = 1 << 8
	IntentGuildMessages   Intent = 1 << 9
	IntentGuildReactions  Intent = 1 << 10
	IntentGuildTyping     Intent = 1 << 11
	IntentDirectMessages  Intent = 1 << 12
	IntentDirectReactions Intent = 1 << 13
	IntentDirectTyping    Intent = 1 << 14
	IntentMessageContent  Intent = 1 << 15
	allIntents            Intent = 1<<17 - 1 | 3<<20 | 3<<24
)

// session is what a client identified, connected or not.
type session struct {
	id      string
	intents Intent
	shard   [2]int
	seq     int64
	replay  []frame // the last frames, for a resume
	conn    *conn   // nil while disconnected
	gone    time.Time
}

// frame is one packet as it goes over the wire.
type frame struct {
	seq  int64
	data []byte
}

// event is what a dispatch tells the sessions that asked for it.
type event struct {
	kind    string
	guild   string   // empty: a direct message
	channel *channel // which the bot must be able to see; nil: none
	intents Intent   // of which the session must have one; 0: none
	payload func(*session) any
}

// dispatch sends an event to every session that should have it, and keeps it
// for those that resume.
func (d *Discord) dispatch(e event) {
	if e.channel != nil && !d.permissions(e.channel, d.bot.ID).has(PermViewChannel) {
		return
	}
	if g := d.guilds[e.guild]; g != nil && g.members[d.bot.ID] == nil {
		return
	}
	for _, s := range d.sessions {
		if d.expired(s) {
			d.forget(s)
			continue
		}
		if e.intents != 0 && s.intents&e.intents == 0 || !s.has(e.guild) {
			continue
		}
		d.send(s, e.kind, e.payload(s))
	}
}

// has reports whether a guild, or the direct messages, belong to the session's
// shard.
func (s *session) has(guildID string) bool {
	n, _ := strconv.ParseUint(guildID, 10, 64)
	return int((n>>22)%uint64(s.shard[1])) == s.shard[0]
}

// send gives one session one dispatch.
func (d *Discord) send(s *session, kind string, payload any) {
	s.seq++
	data, err := json.Marshal(map[string]any{"op": 0, "t": kind, "s": s.seq, "d": payload})
	if err != nil {
		d.log.Error("gateway event does not marshal", "kind", kind, "err", err)
		return
	}
	f := frame{s.seq, data}
	s.replay = append(s.replay, f)
	if len(s.replay) > maxReplay {
		s.replay = append([]frame(nil), s.replay[len(s.replay)/2:]...)
	}
	if s.conn != nil {
		s.conn.event(f)
	}
}

// expired reports whether a session has been without a connection for too long.
func (d *Discord) expired(s *session) bool {
	return s.conn == nil && d.wire.Now().Sub(s.gone) > sessionLife
}

// forget ends a session for good.
func (d *Discord) forget(s *session) {
	delete(d.sessions, s.id)
	if s.conn != nil {
		s.conn.session = nil
	}
}

// newSession makes the session of a connection that identified, and sends READY
// and the guilds.
func (d *Discord) newSession(c *conn, intents Intent, shard [2]int) {
	s := &session{id: d.newToken(32), intents: intents, shard: shard, conn: c}
	d.sessions[s.id] = s
	c.session = s
	var guilds []*guild
	unavailable := []any{}
	for _, id := range d.guildOrder {
		if g := d.guilds[id]; g.members[d.bot.ID] != nil && s.has(id) {
			guilds = append(guilds, g)
			unavailable = append(unavailable, map[string]any{"id": id, "unavailable": true})
		}
	}
	d.publish(Event{Kind: EventReady, SessionID: s.id})
	d.send(s, "READY", map[string]any{
		"v": c.version, "user": d.me(), "guilds": unavailable, "session_id": s.id, "shard": s.shard,
		"resume_gateway_url": d.gatewayURL(), "application": map[string]any{"id": d.appID, "flags": d.appFlags()},
		"private_channels": []any{}, "_trace": []string{"standin"},
	})
	if intents&IntentGuilds != 0 {
		for _, g := range guilds {
			d.send(s, "GUILD_CREATE", d.guildCreate(g))
		}
	}
}

// resume takes a session up on a new connection: what was missed, then RESUMED.
// It reports false where that cannot be done.
func (d *Discord) resume(c *conn, s *session, seq int64) bool {
	first := s.seq - int64(len(s.replay)) + 1
	if seq+1 < first || seq > s.seq {
		return false
	}
	if s.conn != nil {
		s.conn.session = nil
		s.conn.drop()
	}
	s.conn, c.session = c, s
	for _, f := range s.replay {
		if f.seq > seq {
			c.event(f)
		}
	}
	d.publish(Event{Kind: EventResumed, SessionID: s.id})
	d.send(s, "RESUMED", map[string]any{"_trace": []string{"standin"}})
	return true
}

// me is the bot's user as the bot itself sees it.
func (d *Discord) me() any {
	return struct {
		User
		Verified bool    `json:"verified"`
		MFA      bool    `json:"mfa_enabled"`
		Locale   string  `json:"locale"`
		Email    *string `json:"email"`
	}{User: d.bot, Verified: true, Locale: "en-US"}
}

// Flags of an application: the privileged intents that its settings allow, for
// an application in fewer than 100 guilds.
const (
	appMembersLimited        = 1 << 15
	appMessageContentLimited = 1 << 19
)

func (d *Discord) appFlags() int {
	flags := 0
	if !d.config.RefuseMembers {
		flags |= appMembersLimited
	}
	if !d.config.RefuseMessageContent {
		flags |= appMessageContentLimited
	}
	return flags
}

// gatewayURL is where the gateway is.
func (d *Discord) gatewayURL() string {
	return "ws" + d.base()[len("http"):] + "/gateway"
}
