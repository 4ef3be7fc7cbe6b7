package standin

import "strconv"

// Permission is a set of Discord's permission bits.
type Permission uint64

// The permissions that the stand-in knows.
const (
	PermKick            Permission = 1 << 1
	PermAdministrator   Permission = 1 << 3
	PermManageChannels  Permission = 1 << 4
	PermManageGuild     Permission = 1 << 5
	PermAddReactions    Permission = 1 << 6
	PermViewChannel     Permission = 1 << 10
	PermSendMessages    Permission = 1 << 11
	PermManageMessages  Permission = 1 << 13
	PermEmbedLinks      Permission = 1 << 14
	PermAttachFiles     Permission = 1 << 15
	PermReadHistory     Permission = 1 << 16
	PermMentionEveryone Permission = 1 << 17
	PermManageRoles     Permission = 1 << 28
	PermUseCommands     Permission = 1 << 31
	PermManageThreads   Permission = 1 << 34
	PermCreateThreads   Permission = 1 << 35
	PermPrivateThreads  Permission = 1 << 36
	PermSendInThreads   Permission = 1 << 38
	permAll             Permission = 1<<53 - 1
	permOfDirectMessage            = PermViewChannel | PermSendMessages | PermEmbedLinks | PermAttachFiles | PermReadHistory | PermAddReactions | PermUseCommands
	permOfEveryone                 = permOfDirectMessage | PermCreateThreads | PermPrivateThreads | PermSendInThreads
	permOfBot                      = permOfEveryone | PermManageThreads
)

// String is the set as Discord writes it: a decimal number.
func (p Permission) String() string { return strconv.FormatUint(uint64(p), 10) }

// has reports whether every permission of q is in p.
func (p Permission) has(q Permission) bool { return p&q == q }

// An Overwrite changes, in one channel, what a role or a member may do.
type Overwrite struct {
	ID    string     `json:"id"`
	Type  int        `json:"type"` // 0 a role, 1 a member
	Allow Permission `json:"allow,string"`
	Deny  Permission `json:"deny,string"`
}

// guildPermissions is what a member may do where no channel says otherwise.
func (g *guild) permissions(userID string) Permission {
	m := g.members[userID]
	if m == nil {
		return 0
	}
	if g.owner == userID {
		return permAll
	}
	p := g.role(g.id).Permissions
	for _, id := range m.roles {
		if r := g.role(id); r != nil {
			p |= r.Permissions
		}
	}
	if p.has(PermAdministrator) {
		return permAll
	}
	return p
}

// permissions is what a user may do in a channel, in Discord's order:
// everyone's overwrite, those of the roles together, that of the member.
func (d *Discord) permissions(c *channel, userID string) Permission {
	if c.guild == nil {
		for _, id := range c.recipients {
			if id == userID {
				return permOfDirectMessage
			}
		}
		return 0
	}
	p, m := c.guild.permissions(userID), c.guild.members[userID]
	if m == nil || p == permAll {
		return p
	}
	at := c
	if c.isThread() {
		if c.kind == ChannelPrivateThread && !c.hasMember(userID) && !p.has(PermManageThreads) {
			return 0
		}
		if at = d.channels[c.parent]; at == nil {
			return 0
		}
	}
	p = at.overwritten(p, m, userID)
	if !p.has(PermViewChannel) {
		return 0
	}
	return p
}

// overwritten is p after the channel's overwrites for a member.
func (c *channel) overwritten(p Permission, m *member, userID string) Permission {
	if o, ok := c.overwrites[c.guild.id]; ok {
		p = p&^o.Deny | o.Allow
	}
	var allow, deny Permission
	for _, id := range m.roles {
		o := c.overwrites[id]
		allow, deny = allow|o.Allow, deny|o.Deny
	}
	p = p&^deny | allow
	if o, ok := c.overwrites[userID]; ok {
		p = p&^o.Deny | o.Allow
	}
	return p
}

// need is nil if the bot may do all of want in the channel. One who cannot see
// a channel has no access; one who can lacks a permission.
func (d *Discord) need(c *channel, want Permission) error {
	return d.needFor(d.bot.ID, c, want)
}

// needFor is [Discord.need] for any user.
func (d *Discord) needFor(userID string, c *channel, want Permission) error {
	p := d.permissions(c, userID)
	if !p.has(PermViewChannel) {
		return errMissingAccess
	}
	if !p.has(want) {
		return errMissingPermissions
	}
	return nil
}

// sending is the permission to send a message into the channel.
func (c *channel) sending() Permission {
	if c.isThread() {
		return PermSendInThreads
	}
	return PermSendMessages
}
