package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/bwmarrin/discordgo"

	discordsession "newsdesk/internal/discord/session"
)

// permission is one that the bot needs where it answers.
type permission struct {
	bit  int64
	name string // as Discord's pages have it
}

// needed are the permissions that the bot is invited with. Using commands is for
// people to be allowed, not for the bot.
var needed = []permission{
	{discordgo.PermissionViewChannel, "View Channels"},
	{discordgo.PermissionSendMessages, "Send Messages"},
	{discordgo.PermissionReadMessageHistory, "Read Message History"},
	{discordgo.PermissionEmbedLinks, "Embed Links"},
	{discordgo.PermissionAttachFiles, "Attach Files"},
	{discordgo.PermissionCreatePublicThreads, "Create Public Threads"},
	{discordgo.PermissionSendMessagesInThreads, "Send Messages in Threads"},
}

// invitation is the link by which those who manage a server invite the bot.
func invitation(appID string) string {
	var all int64
	for _, p := range needed {
		all |= p.bit
	}
	return fmt.Sprintf("https://discord.com/oauth2/authorize?client_id=%s&scope=bot+applications.commands&permissions=%d", appID, all)
}

// mostServers is how many servers are looked into: three calls each, all within
// Discord's limits.
const mostServers = 20

// lookServers lists the servers that the bot is in; each is then looked into.
func (d *doctor) lookServers(ctx context.Context) finding {
	list, err := d.discord.Guilds(ctx)
	switch {
	case err != nil:
		return refusedByDiscord(err)
	case len(list) == 0:
		return warned("the bot is in none", "Open this link as one who manages a server, and choose it: "+invitation(d.appID()))
	}
	var names []string
	for i, g := range list {
		names = append(names, g.Name)
		if i < mostServers {
			d.add("Discord server", quickLook, func(ctx context.Context) finding { return d.lookServer(ctx, g.ID) })
		}
	}
	if len(list) > mostServers {
		return fine("%s: %s; the first %d are looked into", counted(len(list), "server"), few(names), mostServers)
	}
	return fine("%s: %s", counted(len(list), "server"), few(names))
}

// appID is the application's id, which a bot's user has had too since 2016.
func (d *doctor) appID() string {
	if d.app != nil {
		return d.app.ID
	}
	return d.me
}

// server is one as far as the bot's permissions need it.
type server struct {
	*discordgo.Guild
	channels []*discordgo.Channel
	me       *discordgo.Member
	myID     string
}

// lookServer names the permissions that the bot lacks in a server.
func (d *doctor) lookServer(ctx context.Context, id string) finding {
	s := server{myID: d.me}
	var err error
	if s.Guild, err = d.discord.Guild(ctx, id); err != nil {
		return refusedByDiscord(err)
	}
	if s.channels, err = d.discord.GuildChannels(ctx, id); err != nil {
		return refusedByDiscord(err)
	}
	if s.me, err = d.discord.Member(ctx, id, d.me); err != nil {
		return refusedByDiscord(err)
	}
	return s.judge(d.appID())
}

// rights is what the bot may do in the text channels of a server.
type rights struct {
	texts, seen, answers int
	lacks                map[string][]string // channels by permission
}

// count goes through the channels in which people ask. One that the bot cannot
// see is counted alone: most are meant to be hidden.
func (s *server) count() rights {
	r := rights{lacks: map[string][]string{}}
	for _, c := range s.channels {
		if c.Type != discordgo.ChannelTypeGuildText && c.Type != discordgo.ChannelTypeGuildNews {
			continue
		}
		r.texts++
		p := discordsession.Compute(s.Guild, c.PermissionOverwrites, s.myID, s.me.Roles)
		if p&discordgo.PermissionViewChannel == 0 {
			continue
		}
		r.seen++
		if p&discordgo.PermissionSendMessages != 0 {
			r.answers++
		}
		for _, n := range needed {
			if p&n.bit == 0 {
				r.lacks[n.name] = append(r.lacks[n.name], "#"+c.Name)
			}
		}
	}
	return r
}

// judge says what the rights come to.
func (s *server) judge(appID string) finding {
	r := s.count()
	mend := "In the server's settings, or in those of the channel, allow it to the bot's role; or invite it anew: " + invitation(appID)
	switch {
	case r.texts == 0:
		return warned(s.Name+" has no text channel", "Make one.")
	case r.seen == 0:
		return broken(fmt.Sprintf("%s: it lacks View Channels in all %s", s.Name, counted(r.texts, "text channel")), mend)
	}
	var lacks []string
	for _, n := range needed {
		if in := r.lacks[n.name]; len(in) > 0 {
			lacks = append(lacks, n.name+" in "+few(in))
		}
	}
	sees := fmt.Sprintf("%s: it sees %d of %s", s.Name, r.seen, counted(r.texts, "text channel"))
	switch {
	case len(lacks) > 0 && r.answers == 0:
		return broken(sees+" and can answer in none; it lacks "+strings.Join(lacks, "; "), mend)
	case len(lacks) > 0:
		return warned(sees+"; it lacks "+strings.Join(lacks, "; "), mend)
	case !s.usable():
		return warned(sees+"; no role has Use Application Commands, so that people see no /ask", "Allow it to @everyone, or to those who may ask.")
	}
	return fine("%s and has there what it needs", sees)
}

// usable reports whether somebody who is not an administrator may use commands.
func (s *server) usable() bool {
	return slices.ContainsFunc(s.Roles, func(r *discordgo.Role) bool {
		return r.Permissions&discordgo.PermissionUseApplicationCommands != 0 && !slices.Contains(s.me.Roles, r.ID)
	})
}
