package standin

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// messageBody is what a request says of a message. A field that is nil was not
// in the request, or was null.
type messageBody struct {
	Content         *string          `json:"content"`
	Nonce           any              `json:"nonce"`
	EnforceNonce    bool             `json:"enforce_nonce"`
	TTS             bool             `json:"tts"`
	Embeds          *[]Embed         `json:"embeds"`
	AllowedMentions *allowedMentions `json:"allowed_mentions"`
	Reference       *Reference       `json:"message_reference"`
	Components      *[]Component     `json:"components"`
	Flags           *int             `json:"flags"`
	Attachments     *[]attachmentRef `json:"attachments"`
	StickerIDs      []string         `json:"sticker_ids"`
	Poll            json.RawMessage  `json:"poll"`
}

// attachmentRef describes an upload by its index, or keeps a file by its ID.
type attachmentRef struct {
	ID          json.RawMessage `json:"id"`
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

// key is the reference's ID without quotes.
func (a attachmentRef) key() string { return strings.Trim(string(a.ID), `"`) }

// allowedMentions says which mentions of a text ping.
type allowedMentions struct {
	Parse       []string `json:"parse"`
	Users       []string `json:"users"`
	Roles       []string `json:"roles"`
	RepliedUser bool     `json:"replied_user"`
}

// check notes what is wrong with the choice of mentions.
func (a *allowedMentions) check(f *form) {
	if a == nil {
		return
	}
	for i, p := range a.Parse {
		if p != "users" && p != "roles" && p != "everyone" {
			f.bad(fmt.Sprintf("allowed_mentions.parse.%d", i), "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone').")
		}
	}
	if slices.Contains(a.Parse, "users") && len(a.Users) > 0 || slices.Contains(a.Parse, "roles") && len(a.Roles) > 0 {
		f.bad("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", "parse and users or roles are mutually exclusive")
	}
	if len(a.Users) > 100 || len(a.Roles) > 100 {
		f.bad("allowed_mentions.users", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.")
	}
}

// settable are the flags that a bot may set on a message.
const settable = FlagSuppressEmbeds | FlagEphemeral | FlagSilent | FlagComponentsV2

// flag sets the flags that the body asks for.
func (b *messageBody) flag(m *message) {
	if b.Flags != nil {
		// COMPONENTS_V2 cannot be taken back; others than these cannot be set.
		m.flags = m.flags&^(settable&^FlagEphemeral&^FlagComponentsV2) | *b.Flags&settable
	}
	// Who sees a message is settled when it is made.
	if m.flags &^= FlagEphemeral; m.viewer != "" {
		m.flags |= FlagEphemeral
	}
}

// fill checks the body and puts it into m: all of it for a new message, what
// the body speaks of for an edit. It changes m only where there is no error.
func (b *messageBody) fill(d *Discord, m *message, files []upload) error {
	next := *m
	var f form
	b.flag(&next)
	v2 := next.flags&FlagComponentsV2 != 0
	if b.Content != nil {
		next.content = strings.TrimSpace(*b.Content)
		f.atMost("content", *b.Content, maxContent)
	}
	if b.Embeds != nil {
		next.embeds = checkEmbeds(&f, *b.Embeds)
	}
	if b.Components != nil {
		next.components = checkComponents(&f, *b.Components, v2)
	}
	if v2 && (next.content != "" || len(next.embeds) > 0) {
		f.bad("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2")
	}
	b.AllowedMentions.check(&f)
	if s, ok := b.Nonce.(string); ok {
		f.atMost("nonce", s, maxNonce)
	}
	kept := b.keep(&f, &next)
	if len(files)+len(kept) > maxFiles {
		f.bad("attachments", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	if err := f.err(); err != nil {
		return err
	}
	if err := checkUploads(files); err != nil {
		return err
	}
	next.fitsFor(d)
	b.mention(d, &next)
	next.attachments = append(kept, d.attach(m.channel.id, files, b.Attachments, next.viewer != "")...)
	if next.isEmpty() && len(b.Poll) == 0 && len(b.StickerIDs) == 0 {
		return errEmptyMessage
	}
	*m = next
	return nil
}

// fitsFor drops what the bot may not post where it is bound by permissions.
func (m *message) fitsFor(d *Discord) {
	if m.webhook || m.author.ID != d.bot.ID {
		return
	}
	if len(m.embeds) > 0 && !d.permissions(m.channel, d.bot.ID).has(PermEmbedLinks) {
		m.embeds = nil
	}
}

// keep returns the attachments that an edit leaves in place.
func (b *messageBody) keep(f *form, m *message) []Attachment {
	if b.Attachments == nil {
		return slices.Clone(m.attachments)
	}
	var kept []Attachment
	for i, ref := range *b.Attachments {
		f.atMost(fmt.Sprintf("attachments.%d.description", i), ref.Description, 1024)
		for _, a := range m.attachments {
			if a.ID == ref.key() {
				kept = append(kept, a)
			}
		}
	}
	return kept
}

// Mentions in a text: of a user, of a role, of everyone.
var (
	userMention     = regexp.MustCompile(`<@!?(\d+)>`)
	roleMention     = regexp.MustCompile(`<@&(\d+)>`)
	everyoneMention = regexp.MustCompile(`@(everyone|here)\b`)
)

// mention fills who the message pings: those in the text that allowed_mentions
// lets through, and the author of the message that it answers.
func (b *messageBody) mention(d *Discord, m *message) {
	a := b.AllowedMentions
	if a == nil {
		a = &allowedMentions{Parse: []string{"users", "roles", "everyone"}, RepliedUser: true}
	}
	p := permAll
	if m.channel.guild != nil {
		p = d.permissions(m.channel, m.author.ID)
	}
	m.mentions, m.mentionRoles, m.mentionEveryone = nil, nil, false
	for _, id := range mentioned(userMention, m.content) {
		if d.users[id] != nil && (slices.Contains(a.Parse, "users") || slices.Contains(a.Users, id)) {
			m.mentions = append(m.mentions, id)
		}
	}
	for _, id := range mentioned(roleMention, m.content) {
		if m.channel.guild != nil && m.channel.guild.role(id) != nil && (slices.Contains(a.Parse, "roles") || slices.Contains(a.Roles, id)) {
			m.mentionRoles = append(m.mentionRoles, id)
		}
	}
	m.mentionEveryone = everyoneMention.MatchString(m.content) && slices.Contains(a.Parse, "everyone") && p.has(PermMentionEveryone)
	if m.reference == nil || m.kind != MessageReply || !a.RepliedUser {
		return
	}
	if c := d.channels[m.reference.ChannelID]; c != nil {
		if to := c.message(m.reference.MessageID); to != nil && !slices.Contains(m.mentions, to.author.ID) {
			m.mentions = append(m.mentions, to.author.ID)
		}
	}
}

// mentioned are the distinct IDs that a pattern finds.
func mentioned(pattern *regexp.Regexp, text string) []string {
	var ids []string
	for _, m := range pattern.FindAllStringSubmatch(text, -1) {
		if !slices.Contains(ids, m[1]) {
			ids = append(ids, m[1])
		}
	}
	return ids
}

// refer resolves a message_reference for a new message.
func (b *messageBody) refer(d *Discord, m *message) error {
	r := b.Reference
	if r == nil {
		return nil
	}
	to := m.channel.message(r.MessageID)
	if r.ChannelID != "" && r.ChannelID != m.channel.id {
		to = nil
	}
	if to == nil || to.viewer != "" {
		if r.FailIfNotExists != nil && !*r.FailIfNotExists {
			return nil
		}
		return badForm("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
	}
	m.kind = MessageReply
	m.reference = &Reference{MessageID: to.id, ChannelID: m.channel.id, GuildID: m.channel.guildID()}
	return d.needFor(m.author.ID, m.channel, PermReadHistory)
}
