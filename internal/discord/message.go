package discord

import (
	"context"
	"regexp"
	"strings"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/internal/discord/show"
)

// message answers a message that somebody wrote, if it is meant for the bot.
func (b *Bot) message(ctx context.Context, e *session.Event, m *discordgo.Message) {
	if !fromPerson(m) || m.Author.ID == b.me {
		return
	}
	if known, _ := b.taken.ContainsOrAdd(m.ID, struct{}{}); known {
		return
	}
	mentioned := b.mentioned(m)
	if !mentioned && m.GuildID != "" && (m.Content == "" || !b.content.Load()) {
		return // not for us, or not for us to read
	}
	p := &channelPaper{bot: b, channel: m.ChannelID, replyTo: m.ID, nonce: m.ID}
	if mentioned || m.GuildID == "" {
		// A sign at once, whatever it takes to find out more.
		sign, end := b.typing.begin(ctx, m.ChannelID)
		defer end()
		p.after = sign
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	b.running.Store(m.ID, stop)
	defer b.running.Delete(m.ID)
	if b.deleted.Contains(m.ID) {
		return
	}
	a := b.askingBy(e, m)
	a.sheet = &sheet{paper: p}
	defer b.panicked(ctx, a)
	if err := b.asked(ctx, a, m, mentioned); err != nil {
		b.trouble(ctx, a, err)
	}
}

// askingBy is what a message asks, as far as it says so itself.
func (b *Bot) askingBy(e *session.Event, m *discordgo.Message) *asking {
	a := &asking{id: e.ID, key: m.ID, by: personOf(m.Member, m.Author), text: b.words(m), release: e.Release}
	a.at = place{guild: m.GuildID, channel: m.ChannelID, parent: m.ChannelID}
	a.by.id = m.Author.ID
	return a
}

// asked finds out what is needed to answer a message, and answers it.
func (b *Bot) asked(ctx context.Context, a *asking, m *discordgo.Message, mentioned bool) error {
	at, err := b.place(ctx, m.GuildID, m.ChannelID)
	if err != nil {
		return err
	}
	if a.at = at; !at.thread && !at.direct() {
		// In a talk the next question waits, for it may build on this one.
		a.release()
	}
	s, err := b.settings(ctx, at)
	if err != nil {
		return err
	}
	if !mentioned && !at.direct() {
		meant, err := b.meant(ctx, m, at, s)
		if !meant || err != nil {
			return err
		}
		_, end := b.typing.begin(ctx, m.ChannelID)
		defer end()
	}
	if err := b.knowRights(ctx, a, m.Member != nil, s); err != nil {
		return err
	}
	if !mentioned && !at.direct() && !s.allows(a.by) {
		return nil // they did not ask the bot, and need not be told that they may not
	}
	b.talking.Add(m.ChannelID, m.GuildID)
	if a.text == "" {
		return b.nothingAsked(ctx, a)
	}
	if a.follows, err = b.follows(ctx, at, m.ReferencedMessage); err != nil {
		return err
	}
	b.ask(ctx, a, s)
	return nil
}

// knowRights finds out what a message does not say of who wrote it, where it
// decides whether they may ask: whether they manage the server and, of a message
// that was caught up with, their roles.
func (b *Bot) knowRights(ctx context.Context, a *asking, told bool, s Settings) error {
	if a.at.direct() {
		return nil
	}
	if !told && len(s.Roles) > 0 {
		member, err := b.discord.Member(ctx, a.at.guild, a.by.id)
		if err != nil {
			return err
		}
		a.by.roles = member.Roles
	}
	if !s.allows(a.by) {
		a.by.manages = b.managesServer(ctx, a.at.guild, a.by)
	}
	return nil
}

// nothingAsked tells somebody who called the bot and asked nothing what to do.
func (b *Bot) nothingAsked(ctx context.Context, a *asking) error {
	if ok, _, _ := b.limits.take("person "+a.by.id, b.config.Limits.Person); !ok {
		return nil
	}
	return a.sheet.show(ctx, []string{"Ask me about the coverage in the same message, or see `/help`."}, nil)
}

// fromPerson reports whether a person wrote a message: no bot, no webhook and not
// Discord itself.
func fromPerson(m *discordgo.Message) bool {
	return m.Author != nil && !m.Author.Bot && m.WebhookID == "" &&
		(m.Type == discordgo.MessageTypeDefault || m.Type == discordgo.MessageTypeReply)
}

// mentioned reports whether a message mentions the bot, as a reply to it does
// unless its author switched that off.
func (b *Bot) mentioned(m *discordgo.Message) bool {
	for _, u := range m.Mentions {
		if u.ID == b.me {
			return true
		}
	}
	return false
}

// meant reports whether a message that does not mention the bot is a question
// to it, where the managers have switched that on: in a thread that the bot
// opened all is, elsewhere what replies to the bot or has a question mark.
func (b *Bot) meant(ctx context.Context, m *discordgo.Message, at place, s Settings) (bool, error) {
	if !set(s.Unasked) {
		return false, nil
	}
	if r := m.ReferencedMessage; r != nil && r.Author != nil {
		return r.Author.ID == b.me, nil
	}
	if at.thread {
		var t talk
		if _, err := b.read(ctx, talksKept, at.channel, &t); err != nil || t.Opened {
			return t.Opened, err
		}
	}
	return strings.ContainsAny(m.Content, "?؟"), nil
}

// words are what a message says to the bot, as a question.
func (b *Bot) words(m *discordgo.Message) string { return plain(b.lines(m)) }

// lines are a message's text without the mention of the bot, and with the names
// of others in place of their mentions.
func (b *Bot) lines(m *discordgo.Message) string {
	s := strings.NewReplacer("<@"+b.me+">", " ", "<@!"+b.me+">", " ").Replace(m.Content)
	for _, u := range m.Mentions {
		s = strings.NewReplacer("<@"+u.ID+">", u.Username, "<@!"+u.ID+">", u.Username).Replace(s)
	}
	return s
}

// marked matches what Discord draws as something else: emoji of a server,
// channels, roles and times.
var marked = regexp.MustCompile(`<(?:a?:(\w+):\d+|#\d+|@&\d+|t:-?\d+(?::\w)?)>`)

// maxPlain is more than the longest message has, in UTF-16 units.
const maxPlain = 2 * show.MaxContent

// plain is text of a message as a question: one line, without Discord's markup
// and without what cannot be seen, which is no question.
func plain(s string) string {
	s = marked.ReplaceAllString(s, "$1")
	return strings.TrimLeft(show.Label(s, maxPlain), ",:;- ")
}

// tell answers an interaction privately with a few words.
func (b *Bot) tell(ctx context.Context, i *interaction, words string) error {
	_, err := b.discord.Reply(ctx, i.Interaction, session.Message{
		Content: words, Flags: discordgo.MessageFlagsEphemeral | discordgo.MessageFlagsSuppressEmbeds,
	})
	return err
}
