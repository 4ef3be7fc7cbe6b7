package standin

import "slices"

// metaRoutes are those about the bot itself and the gateway.
func (d *Discord) metaRoutes() []route {
	return []route{
		{"GET /gateway", true, func(*call) (any, error) { return map[string]any{"url": d.gatewayURL()}, nil }},
		{"GET /gateway/bot", false, d.gatewayBot},
		{"GET /users/@me", false, func(*call) (any, error) { return d.me(), nil }},
		{"GET /users/{user_id}", false, d.getUser},
		{"GET /users/@me/guilds", false, d.myGuilds},
		{"DELETE /users/@me/guilds/{guild_id}", false, d.leaveGuild},
		{"POST /users/@me/channels", false, d.createDM},
		{"GET /applications/@me", false, d.getApplication},
		{"GET /oauth2/applications/@me", false, d.getApplication},
	}
}

func (d *Discord) gatewayBot(*call) (any, error) {
	return map[string]any{
		"url": d.gatewayURL(), "shards": d.config.Shards,
		"session_start_limit": map[string]any{
			"total": d.config.SessionStarts, "remaining": max(0, d.starts.remaining), "reset_after": 14400000, "max_concurrency": 1,
		},
	}, nil
}

func (d *Discord) getUser(c *call) (any, error) {
	u := d.users[c.PathValue("user_id")]
	if u == nil {
		return nil, errUnknownUser
	}
	return *u, nil
}

func (d *Discord) myGuilds(*call) (any, error) {
	list := []any{}
	for _, id := range d.guildOrder {
		g := d.guilds[id]
		if g.members[d.bot.ID] == nil {
			continue
		}
		list = append(list, map[string]any{
			"id": g.id, "name": g.name, "icon": nil, "banner": nil, "owner": false,
			"permissions": g.permissions(d.bot.ID).String(), "features": []string{},
		})
	}
	return list, nil
}

func (d *Discord) leaveGuild(c *call) (any, error) {
	return nil, d.removeBot(c.PathValue("guild_id"))
}

func (d *Discord) createDM(c *call) (any, error) {
	var p struct {
		RecipientID string `json:"recipient_id"`
	}
	if err := c.decode(&p); err != nil {
		return nil, err
	}
	if !isID(p.RecipientID) {
		return nil, badForm("recipient_id", "NUMBER_TYPE_COERCE", "Value is not snowflake.")
	}
	if p.RecipientID == d.bot.ID {
		return nil, errCannotDM
	}
	dm, err := d.dm(p.RecipientID)
	if err != nil {
		return nil, err
	}
	return dm.view(d, d.bot.ID), nil
}

// getApplication answers with the application; its owner is the first person.
func (d *Discord) getApplication(*call) (any, error) {
	owner, n := d.bot, 0
	for _, u := range d.users {
		if !u.Bot && (owner.Bot || before(u.ID, owner.ID)) {
			owner = *u
		}
	}
	for _, g := range d.guilds {
		if g.members[d.bot.ID] != nil {
			n++
		}
	}
	return map[string]any{
		"id": d.appID, "name": d.bot.Username, "icon": nil, "description": "", "type": nil, "bot": d.bot,
		"bot_public": true, "bot_require_code_grant": false, "verify_key": "0000000000000000000000000000000000000000000000000000000000000000",
		"flags": d.appFlags(), "flags_new": "0", "redirect_uris": []string{}, "interactions_endpoint_url": nil,
		"role_connections_verification_url": nil, "owner": owner, "approximate_guild_count": n,
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0,
		"explicit_content_filter": 0, "team": nil, "eligible_oauth2_scopes": []string{},
	}, nil
}

// guildRoutes are those about guilds, their members and roles.
func (d *Discord) guildRoutes() []route {
	return []route{
		{"GET /guilds/{guild_id}", false, d.inGuild(func(c *call, g *guild) (any, error) {
			v := g.fields()
			if c.q("with_counts") == "true" {
				v["approximate_member_count"], v["approximate_presence_count"] = len(g.members), len(g.members)
			}
			return v, nil
		})},
		{"GET /guilds/{guild_id}/channels", false, d.inGuild(d.guildChannels)},
		{"GET /guilds/{guild_id}/roles", false, d.inGuild(func(_ *call, g *guild) (any, error) { return g.fields()["roles"], nil })},
		{"GET /guilds/{guild_id}/members", false, d.inGuild(d.guildMembers)},
		{"GET /guilds/{guild_id}/members/{user_id}", false, d.inGuild(d.guildMember)},
		{"GET /guilds/{guild_id}/threads/active", false, d.inGuild(func(_ *call, g *guild) (any, error) { return d.activeThreads(g, ""), nil })},
	}
}

// inGuild is an endpoint of a guild that the bot is in.
func (d *Discord) inGuild(f func(*call, *guild) (any, error)) endpoint {
	return func(c *call) (any, error) {
		g := d.guilds[c.PathValue("guild_id")]
		if g == nil {
			return nil, errUnknownGuild
		}
		if g.members[d.bot.ID] == nil {
			return nil, errMissingAccess
		}
		return f(c, g)
	}
}

func (d *Discord) guildChannels(_ *call, g *guild) (any, error) {
	list := []Channel{}
	for _, c := range d.sortedChannels() {
		// Discord lists channels that the bot cannot see, too.
		if c.guild == g && !c.isThread() {
			list = append(list, c.view(d, d.bot.ID))
		}
	}
	return list, nil
}

// sortedMembers are a guild's members, by user ID.
func (g *guild) sortedMembers() []*member {
	var list []*member
	for _, m := range g.members {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b *member) int { return compareIDs(a.user.ID, b.user.ID) })
	return list
}

func (d *Discord) guildMembers(c *call, g *guild) (any, error) {
	limit, err := c.limit("limit", 1, 1, 1000)
	if err != nil {
		return nil, err
	}
	if d.config.RefuseMembers {
		return nil, errMissingAccess
	}
	list := []Member{}
	for _, m := range g.sortedMembers() {
		if after := c.q("after"); (after == "" || before(after, m.user.ID)) && len(list) < limit {
			list = append(list, m.view())
		}
	}
	return list, nil
}

func (d *Discord) guildMember(c *call, g *guild) (any, error) {
	id := c.PathValue("user_id")
	if id == "@me" {
		id = d.bot.ID
	}
	m := g.members[id]
	switch {
	case m != nil:
		return m.view(), nil
	case d.users[id] == nil:
		return nil, errUnknownUser
	}
	return nil, errUnknownMember
}
