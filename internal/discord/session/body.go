package session

import (
	"bytes"
	"encoding/json"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// A Message is one to send: to a channel, or as an answer to an interaction.
// Nobody is pinged by it but the members of Ping.
type Message struct {
	Content    string
	Embeds     []*discordgo.MessageEmbed
	Components []discordgo.MessageComponent
	Files      []File
	// Flags may be those to suppress embeds (and with them link previews) and
	// notifications, to use components v2 and, of an answer to an interaction,
	// to be ephemeral.
	Flags discordgo.MessageFlags
	// ReplyTo is the message of the same channel that this one answers; where it
	// was deleted meanwhile the message is posted all the same. Not of answers to
	// interactions, which Discord links itself.
	ReplyTo string
	// Ping is the id of the one role whose mention in the content pings; empty:
	// none does.
	Ping string
	// Nonce, at most 25 characters, makes two sends to one channel within a few
	// minutes one message; empty: each call has its own. Not of follow-ups.
	Nonce string
}

// An Edit changes a message; what is nil stays. Nobody is pinged by it.
type Edit struct {
	Content    *string
	Embeds     *[]*discordgo.MessageEmbed
	Components *[]discordgo.MessageComponent
	Flags      *discordgo.MessageFlags
	// Files are added to those that the message has, without their
	// descriptions; with DropFiles they take the place of all.
	Files     []File
	DropFiles bool
}

// A File goes with a message; at most 10 MiB.
type File struct {
	Name        string
	Description string // for those who cannot see it
	ContentType string // empty: application/octet-stream
	Data        []byte
}

// pings is what allowed_mentions is: nothing that is found in the text, nobody
// who is replied to, and at most one role that is named here.
type pings struct {
	Parse       []string `json:"parse"`
	Roles       []string `json:"roles,omitempty"`
	RepliedUser bool     `json:"replied_user"`
}

// messageBody is a message as Discord takes it. It is made by [Message.wire]
// and [Edit.wire] only, which allow no mention but of [Message.Ping].
type messageBody struct {
	Content         *string                       `json:"content,omitempty"`
	Embeds          *[]*discordgo.MessageEmbed    `json:"embeds,omitempty"`
	Components      *[]discordgo.MessageComponent `json:"components,omitempty"`
	Flags           *discordgo.MessageFlags       `json:"flags,omitempty"`
	Attachments     *[]attachment                 `json:"attachments,omitempty"`
	AllowedMentions pings                         `json:"allowed_mentions"`
	Reference       *reference                    `json:"message_reference,omitempty"`
	Nonce           string                        `json:"nonce,omitempty"`
	EnforceNonce    bool                          `json:"enforce_nonce,omitempty"`

	files []File
}

type attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type reference struct {
	MessageID string `json:"message_id"`
	FailIfNot bool   `json:"fail_if_not_exists"`
}

// wire is the message as Discord takes it.
func (m *Message) wire() *messageBody {
	b := &messageBody{AllowedMentions: pings{Parse: []string{}}}
	if m.Content != "" {
		b.Content = &m.Content
	}
	if len(m.Embeds) > 0 {
		b.Embeds = &m.Embeds
	}
	if len(m.Components) > 0 {
		b.Components = &m.Components
	}
	if m.Flags != 0 {
		b.Flags = &m.Flags
	}
	if m.Ping != "" {
		b.AllowedMentions.Roles = []string{m.Ping}
	}
	if m.ReplyTo != "" {
		b.Reference = &reference{MessageID: m.ReplyTo}
	}
	b.attach(m.Files, len(m.Files) > 0)
	return b
}

// wire is the edit as Discord takes it.
func (e *Edit) wire() *messageBody {
	b := &messageBody{Content: e.Content, Embeds: e.Embeds, Components: e.Components, Flags: e.Flags, AllowedMentions: pings{Parse: []string{}}}
	// A nil list would be null, which Discord refuses.
	if b.Embeds != nil && *b.Embeds == nil {
		b.Embeds = &[]*discordgo.MessageEmbed{}
	}
	if b.Components != nil && *b.Components == nil {
		b.Components = &[]discordgo.MessageComponent{}
	}
	b.attach(e.Files, e.DropFiles)
	return b
}

// attach describes the files. In an edit the list says which files the message
// has after: without it the old ones stay, and the new ones go undescribed.
func (b *messageBody) attach(files []File, list bool) {
	b.files = files
	if !list {
		return
	}
	b.Attachments = &[]attachment{}
	for i, f := range files {
		*b.Attachments = append(*b.Attachments, attachment{strconv.Itoa(i), f.Name, f.Description})
	}
}

// encode writes v, which holds the body, as JSON or, with files, as a form.
func (b *messageBody) encode(v any) (*payload, error) {
	if len(b.files) == 0 {
		return jsonBody(v)
	}
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write the body: %w", err)
	}
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	if err := writePart(w, `form-data; name="payload_json"`, "application/json", data); err != nil {
		return nil, err
	}
	for i, f := range b.files {
		kind := f.ContentType
		if kind == "" {
			kind = "application/octet-stream"
		}
		head := fmt.Sprintf(`form-data; name="files[%s]"; filename="%s"`, strconv.Itoa(i), quotes.Replace(f.Name))
		if err := writePart(w, head, kind, f.Data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("write the body: %w", err)
	}
	return &payload{w.FormDataContentType(), buf.Bytes()}, nil
}

// quotes keeps a file's name within its quotes and on its line.
var quotes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\r", "", "\n", "")

func writePart(w *multipart.Writer, disposition, kind string, data []byte) error {
	h := textproto.MIMEHeader{"Content-Disposition": {disposition}, "Content-Type": {quotes.Replace(kind)}}
	p, err := w.CreatePart(h)
	if err == nil {
		_, err = p.Write(data)
	}
	if err != nil {
		return fmt.Errorf("write the body: %w", err)
	}
	return nil
}
