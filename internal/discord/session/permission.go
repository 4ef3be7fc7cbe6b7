package session

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"
)

// Permissions computes what the bot may do in a channel or thread, as a set of
// discordgo.Permission bits. In a direct message it may do what there is to do.
func (r *REST) Permissions(ctx context.Context, channelID string) (int64, error) {
	c, err := r.Channel(ctx, channelID)
	if err != nil {
		return 0, err
	}
	if c.GuildID == "" {
		return inDirect, nil
	}
	overwrites := c.PermissionOverwrites
	if c.IsThread() && c.ParentID != "" {
		parent, err := r.Channel(ctx, c.ParentID)
		if err != nil {
			return 0, err
		}
		overwrites = parent.PermissionOverwrites
	}
	me, err := r.Me(ctx)
	if err != nil {
		return 0, err
	}
	g, err := r.Guild(ctx, c.GuildID)
	if err != nil {
		return 0, err
	}
	m, err := r.Member(ctx, c.GuildID, me.ID)
	if err != nil {
		return 0, err
	}
	return Compute(g, overwrites, me.ID, m.Roles), nil
}

// inDirect is what a bot may do in a direct message.
const inDirect = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionEmbedLinks |
	discordgo.PermissionAttachFiles | discordgo.PermissionReadMessageHistory | discordgo.PermissionAddReactions | discordgo.PermissionUseApplicationCommands

// everything is what an owner or administrator may do.
const everything int64 = 1<<53 - 1

// Compute is what a member may do where the overwrites hold, in Discord's
// order: the roles together, everyone's overwrite, the roles' overwrites
// together, the member's own. Who cannot see a channel can do nothing in it.
func Compute(g *discordgo.Guild, overwrites []*discordgo.PermissionOverwrite, userID string, roles []string) int64 {
	if g.OwnerID == userID {
		return everything
	}
	var p int64
	for _, role := range g.Roles {
		if role.ID == g.ID || slices.Contains(roles, role.ID) {
			p |= role.Permissions
		}
	}
	if p&discordgo.PermissionAdministrator != 0 {
		return everything
	}
	var everyone, ofRoles, own discordgo.PermissionOverwrite
	for _, o := range overwrites {
		switch {
		case o.ID == g.ID:
			everyone = *o
		case o.Type == discordgo.PermissionOverwriteTypeMember && o.ID == userID:
			own = *o
		case o.Type == discordgo.PermissionOverwriteTypeRole && slices.Contains(roles, o.ID):
			ofRoles.Allow, ofRoles.Deny = ofRoles.Allow|o.Allow, ofRoles.Deny|o.Deny
		}
	}
	for _, o := range []discordgo.PermissionOverwrite{everyone, ofRoles, own} {
		p = p&^o.Deny | o.Allow
	}
	if p&discordgo.PermissionViewChannel == 0 {
		return 0
	}
	return p
}
