package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
	"newsdesk/rag"
)

const (
	portal  = "https://discord.com/developers/applications"
	goLive  = "To go live: make an application at " + portal + ", set DISCORD_TOKEN to the token of its Bot page, and call bot doctor again, which then has the link to invite it. README.md tells it step by step."
	network = "See to the network, a proxy or firewall between, and DISCORD_API_URL if it is set; discordstatus.com tells of Discord's own faults."
)

// lookToken asks Discord who the token is; the other checks of Discord rest on it.
func (d *doctor) lookToken(ctx context.Context) finding {
	if strings.TrimSpace(d.config.DiscordToken) == "" {
		f := fine("DISCORD_TOKEN is not set: the bot answers in the terminal alone")
		f.mend = goLive
		return f
	}
	s, err := discordsession.New(discordsession.Config{
		Token: d.config.DiscordToken, APIURL: d.config.DiscordAPIURL,
		Limits: discordsession.Limits{Attempt: quickLook / 3, Attempts: 2},
	})
	if err != nil {
		return broken(err.Error(), "Copy the token anew from the application's Bot page; DISCORD_API_URL is empty for Discord itself.")
	}
	me, err := s.Me(ctx)
	switch {
	case errors.Is(err, discordsession.ErrUnauthorized):
		return broken("Discord does not know the token (401)", "Press Reset Token on the Bot page of the application at "+portal+" and set DISCORD_TOKEN to what it shows. It is neither the application's id nor its client secret.")
	case err != nil:
		return refusedByDiscord(err)
	}
	d.discord, d.me = s, me.ID
	d.add("Discord application", quickLook, d.lookApplication)
	d.add("Discord gateway", quickLook, d.lookGateway)
	d.add("Discord commands", quickLook, d.lookCommands)
	d.add("Discord servers", quickLook, d.lookServers)
	return fine("valid: the bot is %s at %s", me.Username, hostOf(d.config.DiscordAPIURL, "discord.com"))
}

// refusedByDiscord is for a call of Discord's that failed.
func refusedByDiscord(err error) finding {
	var refused *discordsession.Error
	switch {
	case errors.Is(err, discordsession.ErrRateLimited):
		return warned("Discord asks for patience: "+err.Error(), "Call bot doctor again in a minute.")
	case errors.As(err, &refused):
		return broken(err.Error(), "See what Discord says; discordstatus.com tells of its own faults.")
	case late(err):
		return broken("Discord does not answer in time", network)
	}
	return broken("Discord cannot be reached: "+err.Error(), network)
}

// lookApplication reads the application's settings.
func (d *doctor) lookApplication(ctx context.Context) finding {
	app, err := d.discord.Application(ctx)
	if err != nil {
		return refusedByDiscord(err)
	}
	d.app = app
	wanted, err := d.wantsContent(ctx)
	page := portal + "/" + app.ID
	switch {
	case err != nil:
		return broken(err.Error(), "The record does not read: see to it first.")
	case app.Endpoint != "":
		return broken(app.Name+" has an Interactions Endpoint URL, so that commands and buttons do not come to the bot", "Empty that field on the General Information page, "+page+"/information")
	case wanted && !app.MessageContent():
		return broken("a channel's settings have questions answered that do not mention the bot, and Message Content Intent is off", "Switch Message Content Intent on at "+page+"/bot, or in Discord: /settings set unasked:False")
	case app.CodeGrant:
		return warned(app.Name+" requires an OAuth2 code grant, so that its invite link fails", "Switch Requires OAuth2 Code Grant off at "+page+"/bot")
	}
	return fine("%s, with Message Content Intent %s", app.Name, d.intent(app.MessageContent(), wanted))
}

func (d *doctor) intent(on, wanted bool) string {
	switch {
	case on && wanted:
		return "on, as a channel's settings need it"
	case d.shut && on:
		return "on"
	case d.shut:
		return "off; whether it is needed stands in the record, which does not open"
	case on:
		return "on; no channel's settings need it"
	}
	return "off; it is not needed"
}

// What the bot on Discord keeps, by its own names: TestDoctorBesideTheBot has the
// bot write both.
const (
	settingsShelf = "discord.settings"
	commandsShelf = "discord.commands"
)

// wantsContent reports whether some settings have the bot answer what does not mention it.
func (d *doctor) wantsContent(ctx context.Context) (bool, error) {
	if d.record == nil {
		return false, nil
	}
	wanted := false
	err := d.record.Docs(ctx, settingsShelf, "", func(doc discord.Doc) error {
		var s discord.Settings
		if err := json.Unmarshal(doc.Body, &s); err != nil {
			return fmt.Errorf("read the settings of %s: %w", doc.Key, err)
		}
		wanted = wanted || s.Unasked != nil && *s.Unasked
		return nil
	})
	return wanted, err
}

// Bounds of the day's budget of session starts: the bot never uses the last two,
// for Discord resets the token after the last; below a twentieth something
// starts it again and again.
const (
	startsNeverUsed = 2
	startsFewPart   = 20
)

// lookGateway asks for the gateway and connects to it. It does not identify,
// which would cost one of the day's session starts.
func (d *doctor) lookGateway(ctx context.Context) finding {
	answer, err := d.discord.GatewayBot(ctx)
	if err != nil {
		return refusedByDiscord(err)
	}
	if err := hello(ctx, answer.URL); err != nil {
		return broken(fmt.Sprintf("%s does not answer: %v", hostOf(answer.URL, "the gateway"), err), "Let WebSocket connections (wss, port 443) through the proxy or firewall.")
	}
	l := answer.SessionStartLimit
	found := fmt.Sprintf("it answers, and %d of the day's %d session starts are left", l.Remaining, l.Total)
	again := time.Duration(l.ResetAfter) * time.Millisecond
	switch {
	case l.Remaining <= startsNeverUsed:
		return broken(found, fmt.Sprintf("Wait %v for new ones, and find out in the log why the bot starts so often.", again.Round(time.Minute)))
	case l.Remaining < l.Total/startsFewPart:
		return warned(found, "Find out in the log why the bot starts so often; after the last one Discord resets the token.")
	}
	return fine("%s", found)
}

// hello connects to the gateway, hears its greeting and leaves.
func hello(ctx context.Context, address string) error {
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("its address cannot be read")
	}
	if u.Path == "" {
		u.Path = "/"
	}
	u.RawQuery = "v=" + discordgo.APIVersion + "&encoding=json"
	dialer := websocket.Dialer{Proxy: http.ProxyFromEnvironment}
	ws, res, err := dialer.DialContext(ctx, u.String(), nil)
	if res != nil {
		defer res.Body.Close()
	}
	if err != nil {
		return err
	}
	defer func() { _ = ws.Close() }()
	stop := context.AfterFunc(ctx, func() { _ = ws.Close() })
	defer stop()
	var greeting struct {
		Op int `json:"op"`
	}
	const opHello = 10
	if err := ws.ReadJSON(&greeting); err != nil {
		return err
	}
	if greeting.Op != opHello {
		return fmt.Errorf("it greets with op %d", greeting.Op)
	}
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	_ = ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second)) // it may be gone
	return nil
}

// lookCommands lists the commands that Discord knows.
func (d *doctor) lookCommands(ctx context.Context) finding {
	if d.app == nil {
		return warned("not looked at, for the application could not be asked for", "Mend that first.")
	}
	guild, where, otherwise := d.config.DiscordGuild, "in every server", "with DISCORD_GUILD set to a server's id"
	if guild != "" {
		where, otherwise = "in server "+guild+" (DISCORD_GUILD)", "without DISCORD_GUILD"
	}
	list, err := d.discord.Commands(ctx, d.app.ID, guild)
	switch {
	case err != nil && guild != "":
		return broken("the commands "+where+" cannot be asked for: "+err.Error(), "Invite the bot to that server, or unset DISCORD_GUILD.")
	case err != nil:
		return refusedByDiscord(err)
	case len(list) > 0:
		return fine("%s %s", counted(len(list), "command"), where)
	}
	if d.record != nil {
		if _, err := d.record.Doc(ctx, commandsShelf, d.app.ID+"/"+guild); err == nil {
			return broken("Discord has none, though the record says that they are registered "+where,
				"Start the bot once "+otherwise+", end it, and start it as before: it then registers them anew.")
		} else if !errors.Is(err, rag.ErrNotFound) {
			return broken(err.Error(), "The record does not read: see to it first.")
		}
	}
	return warned("none are registered yet "+where, "Start the bot: it registers them.")
}
