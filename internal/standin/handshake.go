package standin

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// identify starts a session.
func (c *conn) identify(data json.RawMessage) {
	d := c.d
	var p struct {
		Token    string `json:"token"`
		Intents  *int   `json:"intents"`
		Shard    []int  `json:"shard"`
		Compress bool   `json:"compress"`
	}
	err := json.Unmarshal(data, &p)
	switch {
	case err != nil || p.Intents == nil:
		d.closeConn(c, 4002)
		return
	case c.session != nil:
		d.closeConn(c, 4005)
		return
	}
	d.gatewayLog.Identifies = append(d.gatewayLog.Identifies, d.wire.Now())
	shard := [2]int{0, 1}
	if len(p.Shard) == 2 {
		shard = [2]int(p.Shard)
	}
	intents := Intent(*p.Intents)
	if code := d.refuseIdentify(p.Token, intents, shard, len(p.Shard)); code != 0 {
		d.closeConn(c, code)
		return
	}
	if d.gatewayFault.IgnoreIdentify {
		return
	}
	if !d.starts.allow(shard[0], d.wire.Now(), d.config.IdentifyEvery) || d.gatewayFault.takeInvalid(false) {
		d.invalidate(c, false)
		return
	}
	c.identified, c.compress = true, p.Compress
	d.newSession(c, intents, shard)
}

// refuseIdentify is the close code for an identify, or 0.
func (d *Discord) refuseIdentify(token string, intents Intent, shard [2]int, given int) int {
	switch {
	case d.gatewayFault.IdentifyCode != 0:
		return d.gatewayFault.IdentifyCode
	case bareToken(token) != d.token || d.starts.remaining <= 0:
		return 4004
	case given != 0 && given != 2 || shard[1] < 1 || shard[0] < 0 || shard[0] >= shard[1]:
		return 4010
	case intents&^allIntents != 0:
		return 4013
	case intents&IntentMessageContent != 0 && d.config.RefuseMessageContent,
		intents&IntentGuildMembers != 0 && d.config.RefuseMembers, intents&IntentGuildPresences != 0:
		return 4014
	}
	return 0
}

// bareToken is a token without "Bot ".
func bareToken(token string) string { return strings.TrimPrefix(token, "Bot ") }

// resume takes a session up, or says that it cannot.
func (c *conn) resume(data json.RawMessage) {
	d := c.d
	var p struct {
		Token     string `json:"token"`
		SessionID string `json:"session_id"`
		Seq       *int64 `json:"seq"`
	}
	err := json.Unmarshal(data, &p)
	switch {
	case err != nil || p.Seq == nil:
		d.closeConn(c, 4002)
		return
	case c.session != nil:
		d.closeConn(c, 4005)
		return
	case bareToken(p.Token) != d.token:
		d.closeConn(c, 4004)
		return
	}
	s := d.sessions[p.SessionID]
	switch {
	case d.gatewayFault.takeReconnect():
		c.send(map[string]any{"op": opReconnect, "s": nil, "t": nil, "d": nil})
	case d.gatewayFault.IgnoreResume:
	case d.gatewayFault.takeInvalid(true) || s == nil || d.expired(s):
		d.invalidate(c, false)
	case *p.Seq > s.seq:
		d.closeConn(c, 4007)
		d.forget(s)
	default:
		if c.identified = true; !d.resume(c, s, *p.Seq) {
			d.forget(s)
			d.invalidate(c, false)
			return
		}
		d.gatewayLog.Resumes++
	}
}

// invalidate sends op 9; a session that cannot be resumed is forgotten.
func (d *Discord) invalidate(c *conn, resumable bool) {
	if s := c.session; s != nil {
		if resumable {
			s.conn, s.gone = nil, d.wire.Now()
			c.session = nil
		} else {
			d.forget(s)
		}
	}
	c.identified = false
	d.publish(Event{Kind: EventInvalid})
	c.send(map[string]any{"op": opInvalid, "s": nil, "t": nil, "d": resumable})
}

// requestMembers answers op 8 with one chunk.
func (c *conn) requestMembers(data json.RawMessage) {
	var p struct {
		GuildID any      `json:"guild_id"` // a string, or a list of one in old clients
		Query   *string  `json:"query"`
		UserIDs []string `json:"user_ids"`
		Nonce   string   `json:"nonce"`
	}
	if err := json.Unmarshal(data, &p); err != nil {
		c.d.closeConn(c, 4002)
		return
	}
	if list, ok := p.GuildID.([]any); ok && len(list) == 1 {
		p.GuildID = list[0]
	}
	id, _ := p.GuildID.(string)
	g := c.d.guilds[id]
	if g == nil || p.Query != nil && *p.Query == "" && c.session.intents&IntentGuildMembers == 0 {
		return
	}
	members := []Member{}
	for _, m := range g.sortedMembers() {
		if p.Query != nil && strings.HasPrefix(m.user.Username, *p.Query) || slices.Contains(p.UserIDs, m.user.ID) {
			members = append(members, m.view())
		}
	}
	c.d.send(c.session, "GUILD_MEMBERS_CHUNK", map[string]any{
		"guild_id": g.id, "members": members, "chunk_index": 0, "chunk_count": 1, "nonce": p.Nonce,
	})
}

// startBudget counts identifies.
type startBudget struct {
	remaining int
	last      map[int]time.Time // by shard
}

// allow takes one identify; it reports false if it comes too soon.
func (b *startBudget) allow(shard int, now time.Time, every time.Duration) bool {
	b.remaining--
	if b.last == nil {
		b.last = map[int]time.Time{}
	}
	last, ok := b.last[shard]
	if ok && now.Sub(last) < every {
		return false
	}
	b.last[shard] = now
	return true
}
