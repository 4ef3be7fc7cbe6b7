package session

import (
	"context"
	"net/http"
	"net/url"

	"github.com/bwmarrin/discordgo"
)

// get is a call that reads.
func get[T any](ctx context.Context, r *REST, op, address, route, major string) (T, error) {
	return fetch[T](ctx, r, &call{op: op, method: http.MethodGet, url: address, route: "GET " + route, major: major})
}

// Me gets the bot's user.
func (r *REST) Me(ctx context.Context) (*discordgo.User, error) {
	return get[*discordgo.User](ctx, r, "get the bot's user", discordgo.EndpointUser("@me"), "me", "")
}

// An Application is what Discord knows of the bot's application.
type Application struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Flags        int    `json:"flags"`
	Public       bool   `json:"bot_public"`
	CodeGrant    bool   `json:"bot_require_code_grant"`
	Endpoint     string `json:"interactions_endpoint_url"` // where set, interactions do not come by the gateway
	ApproxGuilds int    `json:"approximate_guild_count"`
}

// Flags of an application: the privileged intent to read messages, verified
// and for a bot in fewer than 100 servers.
const (
	flagContent        = 1 << 18
	flagContentLimited = 1 << 19
)

// MessageContent reports whether the application's settings allow the intent.
func (a *Application) MessageContent() bool {
	return a.Flags&(flagContent|flagContentLimited) != 0
}

// Application gets the bot's application.
func (r *REST) Application(ctx context.Context) (*Application, error) {
	return get[*Application](ctx, r, "get the application", discordgo.EndpointApplication("@me"), "application", "")
}

// GatewayBot gets the gateway's address, how many shards Discord recommends and
// how often the bot may still identify today.
func (r *REST) GatewayBot(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	return get[*discordgo.GatewayBotResponse](ctx, r, "get the gateway", discordgo.EndpointGatewayBot, "gateway", "")
}

// Guilds lists the servers that the bot is in, with the bot's permissions there.
func (r *REST) Guilds(ctx context.Context) ([]*discordgo.UserGuild, error) {
	const page = 200
	var all []*discordgo.UserGuild
	for after := ""; ; {
		address := discordgo.EndpointUserGuilds("@me") + "?limit=200"
		if after != "" {
			address += "&after=" + url.QueryEscape(after)
		}
		list, err := get[[]*discordgo.UserGuild](ctx, r, "list the bot's servers", address, "guilds", "")
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
		if len(list) < page || list[len(list)-1].ID == after {
			return all, nil
		}
		after = list[len(list)-1].ID
	}
}

// Guild gets a server with its roles.
func (r *REST) Guild(ctx context.Context, guildID string) (*discordgo.Guild, error) {
	return get[*discordgo.Guild](ctx, r, "get server "+guildID, discordgo.EndpointGuild(guildID), "guild", guildID)
}

// GuildChannels lists a server's channels, without threads.
func (r *REST) GuildChannels(ctx context.Context, guildID string) ([]*discordgo.Channel, error) {
	return get[[]*discordgo.Channel](ctx, r, "list the channels of server "+guildID, discordgo.EndpointGuildChannels(guildID), "guild channels", guildID)
}

// Member gets a member of a server.
func (r *REST) Member(ctx context.Context, guildID, userID string) (*discordgo.Member, error) {
	return get[*discordgo.Member](ctx, r, "get member "+userID+" of server "+guildID, discordgo.EndpointGuildMember(guildID, userID), "member", guildID)
}

// commands is where the application's commands are: a server's, or where that
// is empty the global ones.
func commands(appID, guildID string) (address, of string) {
	if guildID == "" {
		return discordgo.EndpointApplicationGlobalCommands(appID), "the global commands"
	}
	return discordgo.EndpointApplicationGuildCommands(appID, guildID), "the commands of server " + guildID
}

// Commands lists the application's commands: a server's own, or with an empty
// guildID the global ones.
func (r *REST) Commands(ctx context.Context, appID, guildID string) ([]*discordgo.ApplicationCommand, error) {
	address, of := commands(appID, guildID)
	return get[[]*discordgo.ApplicationCommand](ctx, r, "list "+of, address, "commands", guildID)
}

// SetCommands replaces the application's commands, a server's own or the global
// ones, by these.
func (r *REST) SetCommands(ctx context.Context, appID, guildID string, list []*discordgo.ApplicationCommand) ([]*discordgo.ApplicationCommand, error) {
	address, of := commands(appID, guildID)
	if list == nil {
		list = []*discordgo.ApplicationCommand{}
	}
	body, err := jsonBody(list)
	if err != nil {
		return nil, opError("set "+of, err)
	}
	c := &call{op: "set " + of, method: http.MethodPut, url: address, route: "PUT commands", major: guildID, body: body}
	return fetch[[]*discordgo.ApplicationCommand](ctx, r, c)
}
