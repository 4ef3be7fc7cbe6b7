package standin_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/standin"
)

func TestMessagesAreSentEditedReadAndDeleted(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	s := r.session()
	asked := r.say(r.ruth, "what happened?")
	sent, err := s.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{
		Content:         "  see <@" + r.alice + "> and @everyone  ",
		Embeds:          []*discordgo.MessageEmbed{{Title: "Sources", Description: "one", URL: "https://example.com", Fields: []*discordgo.MessageEmbedField{{Name: "n", Value: "v"}}}},
		Components:      buttons("sources", "wrong"),
		AllowedMentions: &discordgo.MessageAllowedMentions{},
		Reference:       &discordgo.MessageReference{MessageID: asked.ID, ChannelID: r.channel},
	})
	r.must(err)
	if !strings.HasPrefix(sent.Content, "see <@") || len(sent.Mentions) != 0 || sent.MentionEveryone || sent.Type != discordgo.MessageTypeReply {
		t.Errorf("sent: %q pings %d, everyone %t, type %d", sent.Content, len(sent.Mentions), sent.MentionEveryone, sent.Type)
	}
	if sent.ReferencedMessage == nil || sent.ReferencedMessage.ID != asked.ID || len(sent.Embeds) != 1 || len(sent.Components) != 1 {
		t.Errorf("sent: %+v", sent)
	}
	r.clock.Advance(time.Second)
	edited, err := s.ChannelMessageEdit(r.channel, sent.ID, "mended")
	r.must(err)
	if edited.Content != "mended" || edited.EditedTimestamp == nil || len(edited.Embeds) != 1 || len(edited.Components) != 1 {
		t.Errorf("edited: %+v", edited)
	}
	page, err := s.ChannelMessages(r.channel, 1, "", asked.ID, "")
	r.must(err)
	if len(page) != 1 || page[0].ID != sent.ID {
		t.Errorf("page after the question: %v", page)
	}
	page, err = s.ChannelMessages(r.channel, 10, sent.ID, "", "")
	r.must(err)
	if len(page) != 1 || page[0].ID != asked.ID {
		t.Errorf("page before the answer: %v", page)
	}
	r.must(s.MessageReactionAdd(r.channel, asked.ID, "👀"))
	if m, _ := r.Message(r.channel, asked.ID, r.ruth); len(m.Reactions) != 1 || m.Reactions[0].Me || m.Reactions[0].Count != 1 {
		t.Errorf("reactions: %+v", m.Reactions)
	}
	users, err := s.MessageReactions(r.channel, asked.ID, "👀", 10, "", "")
	r.must(err)
	if len(users) != 1 || users[0].ID != r.Bot().ID {
		t.Errorf("reacted: %v", users)
	}
	r.must(s.MessageReactionRemove(r.channel, asked.ID, "👀", "@me"))
	r.must(s.ChannelTyping(r.channel))
	r.must(s.ChannelMessageDelete(r.channel, sent.ID))
	_, err = s.ChannelMessage(r.channel, sent.ID)
	refused(t, err, 404, 10008)
}

func buttons(ids ...string) []discordgo.MessageComponent {
	var row discordgo.ActionsRow
	for _, id := range ids {
		row.Components = append(row.Components, discordgo.Button{Label: id, Style: discordgo.SecondaryButton, CustomID: id})
	}
	return []discordgo.MessageComponent{row}
}

func TestEnforcedNoncePostsOnce(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	endpoint := discordgo.EndpointChannelMessages(r.channel)
	body := map[string]any{"content": "once", "nonce": "n1", "enforce_nonce": true}
	remove := r.Inject(standin.Fault{Method: "POST", Route: "/channels/{channel_id}/messages", Times: 1, Effect: standin.Effect{Name: "stored, then silent", HangupAfter: true}})
	defer remove()
	if _, err := s.Request("POST", endpoint, body); err == nil {
		t.Fatal("the connection was to break after the message was stored")
	}
	if n := len(r.Messages(r.channel, r.ruth)); n != 1 {
		t.Fatalf("%d messages, want the one whose answer was lost", n)
	}
	_, err := s.Request("POST", endpoint, body)
	r.must(err)
	if n := len(r.Messages(r.channel, r.ruth)); n != 1 {
		t.Errorf("%d messages after the second try, want 1", n)
	}
}

func TestUploadsAreServedBack(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	var picture bytes.Buffer
	r.must(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 7, 5))))
	m, err := s.ChannelMessageSendComplex(r.channel, &discordgo.MessageSend{Files: []*discordgo.File{
		{Name: "a chart.png", Reader: bytes.NewReader(picture.Bytes())},
		{Name: "../../notes.html", ContentType: "text/html", Reader: strings.NewReader("<script>alert(1)</script>")},
	}})
	r.must(err)
	if len(m.Attachments) != 2 || m.Attachments[0].Filename != "a_chart.png" || m.Attachments[0].Width != 7 || m.Attachments[1].Filename != "notes.html" {
		t.Fatalf("attachments: %+v", m.Attachments)
	}
	resp, err := r.client.Get(m.Attachments[0].URL)
	r.must(err)
	got, _ := io.ReadAll(resp.Body)
	_ = resp.Body.Close()
	if !bytes.Equal(got, picture.Bytes()) || resp.Header.Get("Content-Type") != "image/png" {
		t.Errorf("got %d bytes of %s", len(got), resp.Header.Get("Content-Type"))
	}
	resp, err = r.client.Get(m.Attachments[1].URL)
	r.must(err)
	_ = resp.Body.Close()
	if d := resp.Header.Get("Content-Disposition"); d != "attachment" {
		t.Errorf("a page is served with disposition %q", d)
	}
	m, err = s.ChannelMessageEditComplex(&discordgo.MessageEdit{Channel: r.channel, ID: m.ID, Attachments: &[]*discordgo.MessageAttachment{m.Attachments[0]}})
	r.must(err)
	if len(m.Attachments) != 1 {
		t.Errorf("%d attachments are left, want 1", len(m.Attachments))
	}
	_, err = s.ChannelFileSend(r.channel, "big.bin", bytes.NewReader(make([]byte, 10<<20+1)))
	refused(t, err, 413, 40005)
}

func TestThreads(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	asked := r.say(r.ruth, "go on")
	th, err := b.MessageThreadStart(r.channel, asked.ID, "Basra", 1440)
	r.must(err)
	if th.ID != asked.ID || th.ParentID != r.channel || th.ThreadMetadata.AutoArchiveDuration != 1440 {
		t.Errorf("thread: %+v", th)
	}
	next(b, func(c *discordgo.ThreadCreate) bool { return c.NewlyCreated })
	next(b, func(m *discordgo.MessageUpdate) bool {
		return m.Flags&discordgo.MessageFlagsHasThread != 0 && m.Thread != nil
	})
	_, err = b.MessageThreadStart(r.channel, asked.ID, "again", 1440)
	refused(t, err, 400, 160004)
	_, err = r.Say(th.ID, r.ruth, "and then?")
	r.must(err)
	next(b, func(m *discordgo.MessageCreate) bool { return m.ChannelID == th.ID && m.Content == "and then?" })
	alone, err := b.ThreadStart(r.channel, "A standalone one", discordgo.ChannelTypeGuildPublicThread, 60)
	r.must(err)
	active, err := b.GuildThreadsActive(r.guild)
	r.must(err)
	if len(active.Threads) != 2 || active.Threads[0].ID != alone.ID || len(active.Members) != 2 {
		t.Errorf("active: %+v", active)
	}
	archived, locked := true, true
	_, err = b.ChannelEdit(alone.ID, &discordgo.ChannelEdit{Archived: &archived})
	r.must(err)
	active, err = b.GuildThreadsActive(r.guild)
	r.must(err)
	if len(active.Threads) != 1 {
		t.Errorf("%d threads are active, want 1", len(active.Threads))
	}
	_, err = b.ChannelMessageSend(alone.ID, "this wakes it")
	r.must(err)
	_, err = b.ChannelEdit(alone.ID, &discordgo.ChannelEdit{Archived: &archived, Locked: &locked})
	r.must(err)
	_, err = b.ChannelMessageSend(alone.ID, "this does not")
	refused(t, err, 400, 50083)
	_, err = b.MessageThreadStart(r.channel, r.say(r.ruth, "x").ID, strings.Repeat("n", 101), 1440)
	refused(t, err, 400, 50035)
	r.must(b.ThreadJoin(th.ID))
	r.must(r.DeleteChannel(th.ID))
	next(b, func(c *discordgo.ThreadDelete) bool { return c.ID == th.ID })
	_, err = b.ChannelMessageSend(th.ID, "too late")
	refused(t, err, 404, 10003)
}

func TestWhatTheBotCanAskAboutItsPlace(t *testing.T) {
	r := newRoom(t, standin.Config{Shards: 3})
	s := r.session()
	me, err := s.User("@me")
	r.must(err)
	gw, err := s.GatewayBot()
	r.must(err)
	if me.ID != r.Bot().ID || !me.Bot || gw.Shards != 3 || gw.SessionStartLimit.Remaining != 1000 {
		t.Errorf("me %+v, gateway %+v", me, gw)
	}
	app, err := s.Application("@me")
	r.must(err)
	if app.ID != me.ID || app.Flags&(1<<19) == 0 {
		t.Errorf("application: %+v", app)
	}
	if _, err := s.Request("GET", discordgo.EndpointAPI+"applications/@me", nil); err != nil {
		t.Error(err)
	}
	g, err := s.GuildWithCounts(r.guild)
	r.must(err)
	channels, err := s.GuildChannels(r.guild)
	r.must(err)
	roles, err := s.GuildRoles(r.guild)
	r.must(err)
	members, err := s.GuildMembers(r.guild, "", 10)
	r.must(err)
	member, err := s.GuildMember(r.guild, r.ruth)
	r.must(err)
	if g.ApproximateMemberCount != 3 || len(channels) != 1 || len(roles) != 2 || len(members) != 3 || member.User.Username != "ruth" {
		t.Errorf("guild %+v, %d channels, %d roles, %d members, %+v", g, len(channels), len(roles), len(members), member)
	}
	c, err := s.Channel(r.channel)
	r.must(err)
	if c.Name != "iraq-desk" || c.GuildID != r.guild {
		t.Errorf("channel: %+v", c)
	}
	dm, err := s.UserChannelCreate(r.ruth)
	r.must(err)
	if dm.Type != discordgo.ChannelTypeDM || len(dm.Recipients) != 1 {
		t.Errorf("direct messages: %+v", dm)
	}
	_, err = s.ChannelMessageSend(dm.ID, "psst")
	r.must(err)
	r.RefuseDMs(r.ruth, true)
	_, err = s.ChannelMessageSend(dm.ID, "psst")
	refused(t, err, 403, 50007)
	guilds, err := s.UserGuilds(10, "", "", false)
	r.must(err)
	if len(guilds) != 1 {
		t.Errorf("guilds: %v", guilds)
	}
	r.must(s.GuildLeave(r.guild))
	_, err = s.Guild(r.guild)
	refused(t, err, 403, 50001)
	_, err = s.ChannelMessageSend(r.channel, "still here")
	refused(t, err, 403, 50001)
}

func TestKickAndInvitation(t *testing.T) {
	r := newRoom(t, standin.Config{})
	b := r.open(everything)
	r.must(r.KickBot(r.guild))
	next(b, func(g *discordgo.GuildDelete) bool { return g.ID == r.guild && !g.Unavailable })
	r.say(r.ruth, "is it gone?")
	r.must(r.InviteBot(r.guild))
	next(b, anyOf[*discordgo.GuildCreate])
	r.say(r.ruth, "it is back")
	if m := next(b, anyOf[*discordgo.MessageCreate]); m.Content != "it is back" {
		t.Errorf("heard %q, said while it was out", m.Content)
	}
}

func TestPermissions(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	m := r.say(r.ruth, "hello")
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.BotRole(r.guild), Deny: standin.PermSendMessages | standin.PermAddReactions | standin.PermCreateThreads}))
	_, err := s.ChannelMessageSend(r.channel, "no")
	refused(t, err, 403, 50013)
	refused(t, s.MessageReactionAdd(r.channel, m.ID, "👍"), 403, 50013)
	_, err = s.MessageThreadStart(r.channel, m.ID, "no", 60)
	refused(t, err, 403, 50013)
	refused(t, s.ChannelMessageDelete(r.channel, m.ID), 403, 50013)
	_, err = s.ChannelMessageEdit(r.channel, m.ID, "mine now")
	refused(t, err, 403, 50005)
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.Bot().ID, Type: 1, Deny: standin.PermViewChannel}))
	_, err = s.ChannelMessages(r.channel, 10, "", "", "")
	refused(t, err, 403, 50001)
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.Bot().ID, Type: 1}))
	r.must(r.SetRole(r.guild, r.BotRole(r.guild), standin.PermAdministrator))
	_, err = s.ChannelMessageSend(r.channel, "an administrator may")
	r.must(err)
	r.must(r.SetOverwrite(r.channel, standin.Overwrite{ID: r.guild, Deny: standin.PermSendMessages}))
	if _, err := r.Say(r.channel, r.ruth, "may I?"); err == nil {
		t.Error("ruth spoke where nobody may")
	}
}

func TestRefusals(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	s := r.session()
	send := func(m discordgo.MessageSend) error {
		_, err := s.ChannelMessageSendComplex(r.channel, &m)
		return err
	}
	long := strings.Repeat("x", 2001)
	bad := map[string]struct {
		field string
		send  discordgo.MessageSend
	}{
		"content":   {"content", discordgo.MessageSend{Content: long}},
		"utf16":     {"content", discordgo.MessageSend{Content: strings.Repeat("😀", 1001)}},
		"embeds":    {"embeds", discordgo.MessageSend{Embeds: slicesOf(11, &discordgo.MessageEmbed{Title: "t"})}},
		"sum":       {"embeds", discordgo.MessageSend{Embeds: slicesOf(2, &discordgo.MessageEmbed{Description: strings.Repeat("x", 3001)})}},
		"title":     {"embeds.0.title", discordgo.MessageSend{Embeds: slicesOf(1, &discordgo.MessageEmbed{Title: strings.Repeat("x", 257)})}},
		"no text":   {"embeds.0.description", discordgo.MessageSend{Embeds: slicesOf(1, &discordgo.MessageEmbed{})}},
		"field":     {"embeds.0.fields.0.value", discordgo.MessageSend{Embeds: slicesOf(1, &discordgo.MessageEmbed{Fields: []*discordgo.MessageEmbedField{{Name: "n", Value: strings.Repeat("x", 1025)}}})}},
		"scheme":    {"embeds.0.url", discordgo.MessageSend{Embeds: slicesOf(1, &discordgo.MessageEmbed{Title: "t", URL: "javascript:alert(1)"})}},
		"rows":      {"components", discordgo.MessageSend{Content: "x", Components: slicesOf(6, buttons("a")[0])}},
		"custom_id": {"components.0.components.0.custom_id", discordgo.MessageSend{Content: "x", Components: buttons(strings.Repeat("x", 101))}},
		"label":     {"components.0.components.0.label", discordgo.MessageSend{Content: "x", Components: buttons(strings.Repeat("x", 81))}},
		"twice":     {"components.0.components.1.custom_id", discordgo.MessageSend{Content: "x", Components: buttons("a", "a")}},
		"reply":     {"message_reference", discordgo.MessageSend{Content: "x", Reference: &discordgo.MessageReference{MessageID: "1", ChannelID: r.channel}}},
		"mentions":  {"allowed_mentions.parse.0", discordgo.MessageSend{Content: "x", AllowedMentions: &discordgo.MessageAllowedMentions{Parse: []discordgo.AllowedMentionType{"all"}}}},
	}
	for name, c := range bad {
		e := refused(t, send(c.send), 400, 50035)
		if !hasError(e.ResponseBody, c.field) {
			t.Errorf("%s: no error at %s in %s", name, c.field, e.ResponseBody)
		}
	}
	refused(t, send(discordgo.MessageSend{}), 400, 50006)
	refused(t, send(discordgo.MessageSend{Content: " \n "}), 400, 50006)
	_, err := s.ChannelMessageSend("123", "x")
	refused(t, err, 404, 10003)
	_, err = s.ChannelMessageEdit(r.channel, "123", "x")
	refused(t, err, 404, 10008)
	_, err = s.Guild("123")
	refused(t, err, 404, 10004)
	_, err = s.User("123")
	refused(t, err, 404, 10013)
	_, err = s.GuildMember(r.guild, r.AddUser("stranger").ID)
	refused(t, err, 404, 10007)
	refused(t, s.MessageReactionAdd(r.channel, r.say(r.ruth, "x").ID, "thumbsup"), 400, 10014)
	_, err = s.Request("GET", discordgo.EndpointAPI+"no/such/route", nil)
	refused(t, err, 404, 0)
	_, err = s.Request("PUT", discordgo.EndpointChannelMessages(r.channel), map[string]any{})
	refused(t, err, 405, 0)
	_, err = s.RequestRaw("POST", discordgo.EndpointChannelMessages(r.channel), "application/json", []byte("{"), "", 0)
	refused(t, err, 400, 50109)
	_, err = s.Request("POST", discordgo.EndpointChannelMessages(r.channel), map[string]any{"content": 5})
	refused(t, err, 400, 50035)
	s.Token = "Bot wrong"
	_, err = s.User("@me")
	refused(t, err, 401, 0)
}

func slicesOf[T any](n int, v T) []T {
	list := make([]T, n)
	for i := range list {
		list[i] = v
	}
	return list
}

// hasError reports whether a refusal's body has errors at a field.
func hasError(body []byte, field string) bool {
	var e struct {
		Errors map[string]any `json:"errors"`
	}
	if json.Unmarshal(body, &e) != nil {
		return false
	}
	at := e.Errors
	for part := range strings.SplitSeq(field, ".") {
		at, _ = at[part].(map[string]any)
	}
	list, _ := at["_errors"].([]any)
	return len(list) > 0
}

func TestOldMessagesAreEditedSeldom(t *testing.T) {
	r := newRoom(t, standin.Config{Unlimited: true})
	s := r.session()
	m, err := s.ChannelMessageSend(r.channel, "young")
	r.must(err)
	r.clock.Advance(61 * time.Minute)
	for range 5 {
		_, err := s.ChannelMessageEdit(r.channel, m.ID, "old")
		r.must(err)
	}
	_, err = s.ChannelMessageEdit(r.channel, m.ID, "old", discordgo.WithRetryOnRatelimit(false))
	var e *discordgo.RateLimitError
	if !errors.As(err, &e) || !strings.Contains(e.Message, "older than 1 hour") {
		t.Errorf("got %v", err)
	}
}

func TestRateLimits(t *testing.T) {
	wire := standin.NewManualClock(time.Now())
	r := newRoom(t, standin.Config{Wire: wire})
	post := func() *http.Response {
		req, err := http.NewRequest("POST", r.url+"/api/v10/channels/"+r.channel+"/messages", strings.NewReader(`{"content":"x"}`))
		r.must(err)
		req.Header.Set("Authorization", "Bot "+r.Token())
		req.Header.Set("Content-Type", "application/json")
		resp, err := r.client.Do(req)
		r.must(err)
		return resp
	}
	for left := 4; left >= 0; left-- {
		resp := post()
		_ = resp.Body.Close()
		if got := resp.Header.Get("X-RateLimit-Remaining"); resp.StatusCode != 200 || got != string(rune('0'+left)) {
			t.Fatalf("status %d with %s left, want %d", resp.StatusCode, got, left)
		}
	}
	resp := post()
	var body struct {
		RetryAfter float64 `json:"retry_after"`
		Global     bool    `json:"global"`
	}
	r.must(json.NewDecoder(resp.Body).Decode(&body))
	_ = resp.Body.Close()
	if resp.StatusCode != 429 || body.RetryAfter < 4.9 || body.Global || resp.Header.Get("Retry-After") != "5" || resp.Header.Get("X-RateLimit-Bucket") == "" {
		t.Errorf("status %d, body %+v, header %v", resp.StatusCode, body, resp.Header)
	}
	wire.Advance(5 * time.Second)
	resp = post()
	_ = resp.Body.Close()
	if resp.StatusCode != 200 {
		t.Errorf("status %d after the wait", resp.StatusCode)
	}
}

func TestFaultsOfREST(t *testing.T) {
	r := newRoom(t, standin.Config{})
	s := r.session()
	s.ShouldRetryOnRateLimit, s.MaxRestRetries = false, 0
	get := func() error { _, err := s.Channel(r.channel); return err }
	cases := []struct {
		effect standin.Effect
		want   string
	}{
		{standin.RateLimited(time.Millisecond), "Rate limit exceeded"},
		{standin.RateLimitedGlobally(time.Millisecond), "Rate limit exceeded"},
		{standin.RateLimitedGloballyBare(time.Millisecond), "Rate limit exceeded"},
		{standin.RateLimitedWithoutRetry(), "Rate limit exceeded"},
		{standin.RateLimitedHTML(time.Second), "invalid character"},
		{standin.ServerError(500), "HTTP 500"},
		{standin.ServerError(502), "HTTP 502"},
		{standin.ServerError(503), "HTTP 503"},
	}
	for _, c := range cases {
		remove := r.Inject(standin.Fault{Route: "/channels/*", Times: 1, Effect: c.effect})
		if err := get(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.effect.Name, err, c.want)
		}
		if err := get(); err != nil {
			t.Errorf("after %s: %v", c.effect.Name, err)
		}
		remove()
	}
	// A GET that breaks is tried again by net/http itself.
	r.Inject(standin.Fault{Method: "POST", Times: 1, Effect: standin.Effect{Name: "hang up", Hangup: true}})
	if _, err := s.ChannelMessageSend(r.channel, "lost"); err == nil || !strings.Contains(err.Error(), "EOF") {
		t.Errorf("got %v, want a broken connection", err)
	}
	r.Inject(standin.Fault{Method: "POST", Effect: standin.Effect{Name: "stall", StallAfter: true}})
	client := &http.Client{Transport: r.client.Transport, Timeout: 2 * time.Second}
	if _, err := s.ChannelMessageSend(r.channel, "stored", discordgo.WithClient(client)); err == nil {
		t.Error("the send was to time out")
	}
	if list := r.Messages(r.channel, r.ruth); len(list) != 1 || list[0].Content != "stored" {
		t.Errorf("messages: %v", list)
	}
}

func TestCallsAreLoggedWithoutSecrets(t *testing.T) {
	r := newRoom(t, standin.Config{Token: "very-secret-token"})
	s := r.session()
	_, err := s.ChannelMessageSend(r.channel, "leak: very-secret-token")
	r.must(err)
	calls := r.Calls(func(c standin.Call) bool { return c.Method == "POST" })
	if len(calls) != 1 || calls[0].Route != "/channels/{channel_id}/messages" || calls[0].Status != 200 || !strings.Contains(calls[0].Body, "{bot token}") {
		t.Fatalf("calls: %+v", calls)
	}
	if text, _ := json.Marshal(calls); strings.Contains(string(text), "very-secret") {
		t.Errorf("the token is in the log: %s", text)
	}
}
