package session_test

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/standin"
)

func ptr[T any](v T) *T { return &v }

func TestMessages(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	asked := r.say("a question")
	m, err := s.Send(r.ctx, r.channel, session.Message{
		Content: "@everyone <@" + r.ruth + "> look", ReplyTo: asked.ID, Flags: discordgo.MessageFlagsSuppressEmbeds,
		Embeds:     []*discordgo.MessageEmbed{{Title: "Sources", Description: "[1] a"}},
		Components: []discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{discordgo.Button{Label: "Sources", CustomID: "s"}}}},
		Files:      []session.File{{Name: `a "b".txt`, Description: "all of it", ContentType: "text/plain", Data: []byte("one")}},
	})
	r.must(err)
	if len(m.Mentions) != 0 || m.MentionEveryone || m.Flags&discordgo.MessageFlagsSuppressEmbeds == 0 || len(m.Attachments) != 1 || len(m.Components) != 1 {
		t.Errorf("sent %+v", m)
	}
	if body := r.fetch(m.Attachments[0].URL); body != "one" {
		t.Errorf("the file has %q", body)
	}
	m, err = s.Edit(r.ctx, r.channel, m.ID, session.Edit{
		Content: ptr("changed"), Embeds: &[]*discordgo.MessageEmbed{}, Components: ptr([]discordgo.MessageComponent(nil)),
		Files: []session.File{{Name: "b.txt", Data: []byte("two")}}, Flags: ptr(discordgo.MessageFlags(0)),
	})
	r.must(err)
	if m.Content != "changed" || len(m.Embeds) != 0 || len(m.Components) != 0 || len(m.Attachments) != 2 || m.Flags != 0 {
		t.Errorf("edited %+v", m)
	}
	m, err = s.Edit(r.ctx, r.channel, m.ID, session.Edit{DropFiles: true})
	r.must(err)
	if len(m.Attachments) != 0 || m.Content != "changed" {
		t.Errorf("edited %+v", m)
	}
	got, err := s.Message(r.ctx, r.channel, m.ID)
	r.must(err)
	if got.Content != "changed" {
		t.Errorf("got %+v", got)
	}
	r.must(s.Typing(r.ctx, r.channel))
	r.must(s.Delete(r.ctx, r.channel, m.ID))
	if _, err := s.Message(r.ctx, r.channel, m.ID); !errors.Is(err, session.ErrUnknownMessage) {
		t.Errorf("got %v", err)
	}
	// The question is gone: the answer comes all the same.
	r.must(r.Delete(r.channel, r.ruth, asked.ID))
	_, err = s.Send(r.ctx, r.channel, session.Message{Content: "late", ReplyTo: asked.ID})
	r.must(err)
}

func (r *room) fetch(address string) string {
	r.t.Helper()
	res, err := r.client.Get(address)
	r.must(err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	r.must(err)
	return string(b)
}

func TestChannelsAndThreads(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	asked := r.say("a question")
	from, err := s.StartThread(r.ctx, r.channel, session.Thread{Name: "Basra", MessageID: asked.ID, Archive: 24 * time.Hour})
	r.must(err)
	if from.ID != asked.ID || from.Name != "Basra" || from.ParentID != r.channel {
		t.Errorf("thread %+v", from)
	}
	_, err = s.StartThread(r.ctx, r.channel, session.Thread{Name: "Basra", MessageID: asked.ID})
	if !errors.Is(err, session.ErrThreadExists) {
		t.Errorf("got %v", err)
	}
	for private, kind := range map[bool]discordgo.ChannelType{false: discordgo.ChannelTypeGuildPublicThread, true: discordgo.ChannelTypeGuildPrivateThread} {
		made, err := s.StartThread(r.ctx, r.channel, session.Thread{Name: "aside", Private: private})
		r.must(err)
		if made.Type != kind {
			t.Errorf("thread %+v", made)
		}
	}
	_, err = s.Send(r.ctx, from.ID, session.Message{Content: "in the thread"})
	r.must(err)
	c, err := s.Channel(r.ctx, r.channel)
	r.must(err)
	dm, err := s.DM(r.ctx, r.ruth)
	r.must(err)
	if c.Name != "iraq-desk" || dm.Type != discordgo.ChannelTypeDM {
		t.Errorf("channel %+v, direct message %+v", c, dm)
	}
	if p, err := s.Permissions(r.ctx, dm.ID); err != nil || p&discordgo.PermissionSendMessages == 0 {
		t.Errorf("permissions %d, %v", p, err)
	}
}

func TestWhatDoctorAsks(t *testing.T) {
	r := newRoom(t, standin.Config{Shards: 3})
	s := r.session(nil)
	me, err := s.Me(r.ctx)
	r.must(err)
	app, err := s.Application(r.ctx)
	r.must(err)
	gateway, err := s.GatewayBot(r.ctx)
	r.must(err)
	guilds, err := s.Guilds(r.ctx)
	r.must(err)
	guild, err := s.Guild(r.ctx, r.guild)
	r.must(err)
	channels, err := s.GuildChannels(r.ctx, r.guild)
	r.must(err)
	if me.ID != r.Bot().ID || app.ID != me.ID || !app.MessageContent() || gateway.Shards != 3 || gateway.SessionStartLimit.Remaining != 1000 {
		t.Errorf("me %v, application %+v, gateway %+v", me, app, gateway)
	}
	if len(guilds) != 1 || guilds[0].ID != r.guild || guild.Name != "Newsroom" || len(channels) != 1 {
		t.Errorf("guilds %v, guild %v, channels %v", guilds, guild, channels)
	}
	if _, err := s.Guild(r.ctx, "1"); !errors.Is(err, session.ErrUnknownGuild) {
		t.Errorf("got %v", err)
	}
}

func TestCommandsAreReplaced(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	list := []*discordgo.ApplicationCommand{{Name: "ask", Description: "ask the coverage"}}
	for _, guild := range []string{"", r.guild} {
		made, err := s.SetCommands(r.ctx, r.Bot().ID, guild, list)
		r.must(err)
		got, err := s.Commands(r.ctx, r.Bot().ID, guild)
		r.must(err)
		if len(made) != 1 || made[0].ID == "" || len(got) != 1 || got[0].ID != made[0].ID {
			t.Errorf("made %v, got %v", made, got)
		}
		got, err = s.SetCommands(r.ctx, r.Bot().ID, guild, nil)
		r.must(err)
		if len(got) != 0 {
			t.Errorf("got %v", got)
		}
	}
	_, err := s.SetCommands(r.ctx, r.Bot().ID, "", []*discordgo.ApplicationCommand{{Name: "Not A Name", Description: "x"}})
	if !errors.Is(err, session.ErrInvalidBody) || !strings.Contains(err.Error(), "name") {
		t.Errorf("got %v", err)
	}
}

func TestPermissions(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	has := func(want int64) bool {
		t.Helper()
		p, err := s.Permissions(r.ctx, r.channel)
		r.must(err)
		return p&want == want
	}
	if !has(discordgo.PermissionSendMessages | discordgo.PermissionViewChannel) {
		t.Error("it may not send")
	}
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.guild, Allow: 0, Deny: standin.PermSendMessages}))
	if has(discordgo.PermissionSendMessages) {
		t.Error("everyone's overwrite is not seen")
	}
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.BotRole(r.guild), Allow: standin.PermSendMessages, Deny: 0}))
	if !has(discordgo.PermissionSendMessages) {
		t.Error("the role's overwrite is not seen")
	}
	r.must(r.SetRole(r.guild, r.BotRole(r.guild), standin.PermAdministrator))
	if !has(discordgo.PermissionManageChannels) {
		t.Error("an administrator may not do all")
	}
}

func TestComputeKeepsDiscordsOrder(t *testing.T) {
	const view, send = discordgo.PermissionViewChannel, discordgo.PermissionSendMessages
	role := func(id string, p int64) *discordgo.Role { return &discordgo.Role{ID: id, Permissions: p} }
	over := func(id string, kind discordgo.PermissionOverwriteType, allow, deny int64) *discordgo.PermissionOverwrite {
		return &discordgo.PermissionOverwrite{ID: id, Type: kind, Allow: allow, Deny: deny}
	}
	g := &discordgo.Guild{ID: "g", OwnerID: "owner", Roles: []*discordgo.Role{role("g", view), role("a", send), role("b", 0)}}
	cases := []struct {
		user  string
		roles []string
		over  []*discordgo.PermissionOverwrite
		want  int64
	}{
		{"u", nil, nil, view},
		{"u", []string{"a"}, nil, view | send},
		{"u", []string{"a"}, []*discordgo.PermissionOverwrite{over("a", discordgo.PermissionOverwriteTypeRole, 0, send), over("b", discordgo.PermissionOverwriteTypeRole, send, 0)}, view},
		{"u", []string{"a", "b"}, []*discordgo.PermissionOverwrite{over("b", discordgo.PermissionOverwriteTypeRole, send, 0), over("a", discordgo.PermissionOverwriteTypeRole, 0, send)}, view | send},
		{"u", nil, []*discordgo.PermissionOverwrite{over("u", discordgo.PermissionOverwriteTypeMember, send, 0), over("g", discordgo.PermissionOverwriteTypeRole, 0, send)}, view | send},
		{"u", []string{"a"}, []*discordgo.PermissionOverwrite{over("g", discordgo.PermissionOverwriteTypeRole, 0, view)}, 0},
		{"owner", nil, []*discordgo.PermissionOverwrite{over("g", discordgo.PermissionOverwriteTypeRole, 0, view)}, 1<<53 - 1},
	}
	for i, c := range cases {
		if got := session.Compute(g, c.over, c.user, c.roles); got != c.want {
			t.Errorf("case %d: got %b, want %b", i, got, c.want)
		}
	}
}

func TestRefusalsHaveNames(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session(nil)
	asked := r.say("a question")
	shy := r.AddUser("shy").ID
	r.RefuseDMs(shy, true)
	dm, err := s.DM(r.ctx, shy)
	r.must(err)
	hidden, err := r.AddChannel(r.guild, "hidden")
	r.must(err)
	r.must(r.SetOverwrite(hidden, standin.Overwrite{ID: r.guild, Allow: 0, Deny: standin.PermViewChannel}))
	r.must(r.SetOverwrite(hidden, standin.Overwrite{ID: r.BotRole(r.guild), Allow: 0, Deny: standin.PermViewChannel}))
	quiet, err := r.AddChannel(r.guild, "quiet")
	r.must(err)
	r.must(r.SetOverwrite(quiet, standin.Overwrite{ID: r.BotRole(r.guild), Allow: 0, Deny: standin.PermSendMessages}))
	send := func(channel, text string) error {
		_, err := s.Send(r.ctx, channel, session.Message{Content: text})
		return err
	}
	for name, c := range map[string]struct {
		err, want error
		code      int
	}{
		"unknown channel": {send("1", "x"), session.ErrUnknownChannel, 10003},
		"hidden":          {send(hidden, "x"), session.ErrMissingAccess, 50001},
		"quiet":           {send(quiet, "x"), session.ErrMissingPermissions, 50013},
		"shy":             {send(dm.ID, "x"), session.ErrCannotDM, 50007},
		"too long":        {send(r.channel, strings.Repeat("x", 2001)), session.ErrInvalidBody, 50035},
		"empty":           {send(r.channel, ""), session.ErrInvalidBody, 50006},
		"unknown message": {s.Delete(r.ctx, r.channel, "1"), session.ErrUnknownMessage, 10008},
		"another's":       {second(s.Edit(r.ctx, r.channel, asked.ID, session.Edit{Content: ptr("x")})), nil, 50005},
	} {
		if c.want != nil && !errors.Is(c.err, c.want) || session.Code(c.err) != c.code {
			t.Errorf("%s: got %v, want %v", name, c.err, c.want)
		}
	}
	if n := s.Stats().Forbidden; n != 4 {
		t.Errorf("%d counted as forbidden", n)
	}
}

func second[T any](_ T, err error) error { return err }

func TestEditsOfAnOldMessageEnd(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	s := r.session(nil)
	m, err := s.Send(r.ctx, r.channel, session.Message{Content: "old"})
	r.must(err)
	r.clock.Advance(2 * time.Hour)
	for range 10 {
		if _, err = s.Edit(r.ctx, r.channel, m.ID, session.Edit{Content: ptr("new")}); err != nil {
			break
		}
	}
	if !errors.Is(err, session.ErrTooManyEdits) || errors.Is(err, session.ErrRateLimited) {
		t.Errorf("got %v", err)
	}
	if n := len(r.Calls(func(c standin.Call) bool { return c.Status == 429 })); n != 1 {
		t.Errorf("refused %d times", n)
	}
}

func TestBaseURL(t *testing.T) {
	for _, bad := range []string{"discord.com", "ftp://x", "://", "http://"} {
		if _, err := session.New(session.Config{Token: "x", APIURL: bad}); err == nil || !strings.Contains(err.Error(), "DISCORD_API_URL") {
			t.Errorf("%s: %v", bad, err)
		}
	}
	for _, bad := range []string{"", "Bot ", "a b"} {
		if _, err := session.New(session.Config{Token: bad}); err == nil || !strings.Contains(err.Error(), "DISCORD_TOKEN") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	var asked []string
	proxy := roundTripper(func(req *http.Request) (*http.Response, error) {
		asked = append(asked, req.URL.String(), req.Host, req.Header.Get("Authorization"))
		return &http.Response{StatusCode: 200, Body: io.NopCloser(bytes.NewReader([]byte(`{"id":"1"}`))), Request: req}, nil
	})
	s, err := session.New(session.Config{Token: "Bot x", APIURL: "https://proxy.example/discord/", HTTP: &http.Client{Transport: proxy}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Me(t.Context()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"https://proxy.example/discord/api/v9/users/@me", "proxy.example", "Bot x"}; !slices.Equal(asked, want) {
		t.Errorf("asked %q, want %q", asked, want)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }
