package standin

import (
	"slices"
	"time"
)

// guild is a server as the stand-in keeps it.
type guild struct {
	id       string
	name     string
	owner    string
	botRole  string
	roles    []*Role // by position; the first is everyone's
	members  map[string]*member
	channels []string
}

// member is a user's part in a guild.
type member struct {
	user   *User
	nick   string
	roles  []string
	joined time.Time
}

// role returns a role of the guild, or nil.
func (g *guild) role(id string) *Role {
	for _, r := range g.roles {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// newUser makes a user and remembers it.
func (d *Discord) newUser(name string) *User {
	u := &User{ID: d.newID(), Username: name, Discriminator: "0", GlobalName: &name}
	d.users[u.ID] = u
	return u
}

// AddUser makes a person, who is in no guild yet.
func (d *Discord) AddUser(name string) User {
	d.mu.Lock()
	defer d.mu.Unlock()
	return *d.newUser(name)
}

// AddBot makes another application's bot, for one that should not be answered.
func (d *Discord) AddBot(name string) User {
	d.mu.Lock()
	defer d.mu.Unlock()
	u := d.newUser(name)
	u.Bot = true
	return *u
}

// AddGuild makes a guild that the owner (a user's ID) and the bot are in, and
// returns its ID. It has no channels yet.
func (d *Discord) AddGuild(name, ownerID string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := &guild{id: d.newID(), name: name, owner: ownerID, members: map[string]*member{}}
	g.roles = []*Role{{ID: g.id, Name: "@everyone", Permissions: permOfEveryone}}
	d.guilds[g.id] = g
	d.guildOrder = append(d.guildOrder, g.id)
	if u := d.users[ownerID]; u != nil {
		g.members[ownerID] = &member{user: u, joined: d.clock.Now()}
	}
	d.invite(g)
	return g.id
}

// invite puts the bot into a guild with a role of its own.
func (d *Discord) invite(g *guild) {
	role := &Role{ID: d.newID(), Name: d.bot.Username, Permissions: d.config.BotPermissions, Position: len(g.roles), Managed: true}
	g.roles, g.botRole = append(g.roles, role), role.ID
	g.members[d.bot.ID] = &member{user: &d.bot, roles: []string{role.ID}, joined: d.clock.Now()}
	d.dispatch(event{kind: "GUILD_CREATE", guild: g.id, intents: IntentGuilds, payload: func(*session) any { return d.guildCreate(g) }})
	d.publish(Event{Kind: EventGuild, GuildID: g.id})
}

// InviteBot puts the bot back into a guild that it was kicked from.
func (d *Discord) InviteBot(guildID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[guildID]
	if g == nil {
		return errUnknownGuild
	}
	if g.members[d.bot.ID] == nil {
		d.invite(g)
	}
	return nil
}

// Outage makes a guild unavailable, as when one of Discord's own machines
// fails, or available again.
func (d *Discord) Outage(guildID string, down bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[guildID]
	if g == nil {
		return errUnknownGuild
	}
	e := event{kind: "GUILD_CREATE", guild: g.id, intents: IntentGuilds, payload: func(*session) any { return d.guildCreate(g) }}
	if down {
		e.kind = "GUILD_DELETE"
		e.payload = func(*session) any { return map[string]any{"id": g.id, "unavailable": true} }
	}
	d.dispatch(e)
	return nil
}

// KickBot takes the bot out of a guild, as a moderator does.
func (d *Discord) KickBot(guildID string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.removeBot(guildID)
}

// removeBot takes the bot out of a guild.
func (d *Discord) removeBot(guildID string) error {
	g := d.guilds[guildID]
	if g == nil || g.members[d.bot.ID] == nil {
		return errUnknownGuild
	}
	// Sessions learn of it while the bot is still one of those who may know.
	d.dispatch(event{kind: "GUILD_DELETE", guild: g.id, intents: IntentGuilds, payload: func(*session) any { return map[string]any{"id": g.id} }})
	delete(g.members, d.bot.ID)
	g.roles = slices.DeleteFunc(g.roles, func(r *Role) bool { return r.ID == g.botRole })
	delete(d.commands, g.id)
	d.publish(Event{Kind: EventGuildLeave, GuildID: g.id, UserID: d.bot.ID})
	return nil
}

// Join puts a user into a guild.
func (d *Discord) Join(guildID, userID string, roles ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g, u := d.guilds[guildID], d.users[userID]
	if g == nil {
		return errUnknownGuild
	}
	if u == nil {
		return errUnknownUser
	}
	m := &member{user: u, roles: roles, joined: d.clock.Now()}
	g.members[userID] = m
	d.dispatch(event{kind: "GUILD_MEMBER_ADD", guild: g.id, intents: IntentGuildMembers, payload: func(*session) any {
		return struct {
			Member
			GuildID string `json:"guild_id"`
		}{m.view(), g.id}
	}})
	return nil
}

// AddRole makes a role and returns its ID.
func (d *Discord) AddRole(guildID, name string, p Permission) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[guildID]
	if g == nil {
		return "", errUnknownGuild
	}
	r := &Role{ID: d.newID(), Name: name, Permissions: p, Position: len(g.roles)}
	g.roles = append(g.roles, r)
	d.roleChanged(g, "GUILD_ROLE_CREATE", *r)
	return r.ID, nil
}

// SetRole changes what a role allows; the guild's own ID is everyone's role and
// [Discord.BotRole] is the bot's.
func (d *Discord) SetRole(guildID, roleID string, p Permission) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	g := d.guilds[guildID]
	if g == nil {
		return errUnknownGuild
	}
	r := g.role(roleID)
	if r == nil {
		return errUnknownRole
	}
	r.Permissions = p
	d.roleChanged(g, "GUILD_ROLE_UPDATE", *r)
	return nil
}

func (d *Discord) roleChanged(g *guild, kind string, r Role) {
	d.dispatch(event{kind: kind, guild: g.id, intents: IntentGuilds, payload: func(*session) any {
		return map[string]any{"guild_id": g.id, "role": r}
	}})
	d.publish(Event{Kind: EventPermissions, GuildID: g.id})
}

// BotRole is the ID of the role that the bot has in a guild, or empty.
func (d *Discord) BotRole(guildID string) string {
	d.mu.Lock()
	defer d.mu.Unlock()
	if g := d.guilds[guildID]; g != nil && g.members[d.bot.ID] != nil {
		return g.botRole
	}
	return ""
}

// SetLocale sets the language of a user's client, "en-US" unless set.
func (d *Discord) SetLocale(userID, locale string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.locales[userID] = locale
}

// RefuseDMs makes a user refuse, or take again, direct messages of the bot.
func (d *Discord) RefuseDMs(userID string, refuse bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.noDM[userID] = refuse
}
