package standin

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// A Call is one REST request of the bot's as it is logged: the bot's token and
// those of interactions are masked, bodies are cut at 64 KiB.
type Call struct {
	N        int           `json:"n"`
	At       time.Time     `json:"at"`
	Method   string        `json:"method"`
	Route    string        `json:"route"` // as in Discord's documentation; empty: there is none
	Path     string        `json:"path"`
	Query    string        `json:"query,omitempty"`
	Body     string        `json:"body,omitempty"` // the JSON; of a multipart body payload_json
	Status   int           `json:"status"`         // 0: the connection was broken
	Response string        `json:"response,omitempty"`
	Took     time.Duration `json:"took"`
	Fault    string        `json:"fault,omitempty"` // which fault spoilt it
}

// An Exchange is a request and its answer on the wire, for a validator. The
// path is masked as in [Call]; the bodies are whole.
type Exchange struct {
	Method, Route, Path string
	RequestType         string
	Request             []byte // the JSON; of a multipart body payload_json
	Status              int
	Response            []byte
	Header              http.Header
	Fault               string // set if the answer is a fault's
}

// secret matches interaction tokens.
var secret = regexp.MustCompile(regexp.QuoteMeta(tokenPrefix) + `[A-Za-z0-9]*`)

// mask hides tokens.
func (d *Discord) mask(s string) string {
	s = secret.ReplaceAllString(s, "{token}")
	return strings.ReplaceAll(s, d.token, "{bot token}")
}

// loggable is a body as the log keeps it.
func (d *Discord) loggable(b []byte) string {
	s := d.mask(string(b[:min(len(b), maxLoggedBody)]))
	return strings.ToValidUTF8(s, "\uFFFD")
}

// logCall appends to the log, which keeps the last ones.
func (d *Discord) logCall(c Call) {
	d.callCount++
	c.N, c.At = d.callCount, d.clock.Now()
	d.calls = append(d.calls, c)
	// Some more are kept, so that not every call moves all the others.
	if n := len(d.calls) - d.config.Keep; n > d.config.Keep/4 {
		d.calls = slices.Delete(d.calls, 0, n)
	}
	d.publish(Event{Kind: EventCall, Call: &c})
}

// Calls returns the last REST requests, oldest first, that match accepts; a nil
// match accepts all.
func (d *Discord) Calls(match func(Call) bool) []Call {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []Call
	for _, c := range d.calls {
		if match == nil || match(c) {
			list = append(list, c)
		}
	}
	return list
}

// Messages returns what a user sees in a channel, oldest first: without other
// people's ephemeral messages, and nothing where the user may not read.
func (d *Discord) Messages(channelID, viewerID string) []Message {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil || !d.permissions(c, viewerID).has(PermViewChannel|PermReadHistory) {
		return nil
	}
	var list []Message
	for _, m := range c.messages {
		if m.visibleTo(viewerID) {
			list = append(list, m.view(d, viewerID))
		}
	}
	return list
}

// Message returns one message as a user sees it.
func (d *Discord) Message(channelID, messageID, viewerID string) (Message, bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	m, err := d.find(channelID, messageID, viewerID)
	if err != nil {
		return Message{}, false
	}
	return m.view(d, viewerID), true
}

// find returns a message that a user sees.
func (d *Discord) find(channelID, messageID, viewerID string) (*message, error) {
	c := d.channels[channelID]
	if c == nil {
		return nil, errUnknownChannel
	}
	if err := d.needFor(viewerID, c, PermReadHistory); err != nil {
		return nil, err
	}
	m := c.message(messageID)
	if m == nil || !m.visibleTo(viewerID) {
		return nil, errUnknownMessage
	}
	return m, nil
}

// Channels returns the channels, threads and direct messages that a user sees,
// oldest first.
func (d *Discord) Channels(userID string) []Channel {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []Channel
	for _, c := range d.sortedChannels() {
		if p := d.permissions(c, userID); p.has(PermViewChannel) {
			v := c.view(d, userID)
			v.Permissions = p
			list = append(list, v)
		}
	}
	return list
}

// Users returns everyone, the bot first.
func (d *Discord) Users() []User {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []User
	for _, u := range d.users {
		list = append(list, *u)
	}
	slices.SortFunc(list, func(a, b User) int { return compareIDs(a.ID, b.ID) })
	return list
}

// A Guild is a server with its people.
type Guild struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	OwnerID string   `json:"owner_id"`
	Roles   []Role   `json:"roles"`
	Members []Member `json:"members"`
}

// Guilds returns all guilds, oldest first, the bot in them or not.
func (d *Discord) Guilds() []Guild {
	d.mu.Lock()
	defer d.mu.Unlock()
	var list []Guild
	for _, id := range d.guildOrder {
		g := d.guilds[id]
		v := Guild{ID: g.id, Name: g.name, OwnerID: g.owner}
		for _, r := range g.roles {
			v.Roles = append(v.Roles, *r)
		}
		for _, m := range g.sortedMembers() {
			v.Members = append(v.Members, m.view())
		}
		list = append(list, v)
	}
	return list
}

// Commands returns the commands that a user can choose from in a channel: the
// guild's own and the global ones, without those that the user may not use.
func (d *Discord) Commands(channelID, userID string) []Command {
	d.mu.Lock()
	defer d.mu.Unlock()
	c := d.channels[channelID]
	if c == nil {
		return nil
	}
	var list []Command
	for _, cmd := range d.commands.in(c.guildID()) {
		if d.mayUse(cmd, c, userID) == nil {
			list = append(list, *cmd)
		}
	}
	return list
}
