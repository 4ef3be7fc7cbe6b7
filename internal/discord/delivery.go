package discord

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
	"newsdesk/rag"
)

// Post is a message that comes by itself, and answers nobody.
type Post struct {
	Guild, Channel string
	Content        string
	// Mark is small print below the content, which no other message has: it says
	// what the message is of, and is what it is found by.
	Mark  string
	Files []session.File
	Role  string        // pinged; "": nobody is
	Due   time.Time     // when it was to come
	Late  time.Duration // how late it is, which its first line says; 0: on time
	Nonce string        // at most 25 characters: two posts of one nonce within minutes are one
	// Tried is when it was first tried.
	Tried time.Time
}

// ErrOutOfReach is wrapped where trying again can't help: the channel or person is
// gone, or may not be written to.
var ErrOutOfReach = errors.New("out of reach")

// codeNotText is Discord's refusal of a message in a channel that has none.
const codeNotText = 50008

// outOfReach marks an error after which nothing is to be tried again.
func outOfReach(err error) error {
	if gone(err) || forbidden(err) || session.Code(err) == codeNotText {
		return fmt.Errorf("%w: %w", ErrOutOfReach, err)
	}
	return err
}

// calls is the session of now, for what runs beside the handlers of events.
func (b *Bot) calls() *session.Session { return b.current.Load() }

// Post posts a message and returns its id. Where the bot may not attach files it
// goes without them.
func (b *Bot) Post(ctx context.Context, p Post) (string, error) {
	m := session.Message{Content: p.text(), Files: p.Files, Ping: p.pinged(), Nonce: p.Nonce, Flags: discordgo.MessageFlagsSuppressEmbeds}
	sent, err := b.calls().Send(ctx, p.Channel, m)
	if len(m.Files) > 0 && errors.Is(err, session.ErrMissingPermissions) {
		m.Files = nil
		sent, err = b.calls().Send(ctx, p.Channel, m)
	}
	if err != nil {
		return "", outOfReach(err)
	}
	return sent.ID, nil
}

// KeepPosted keeps what a post cites, as long as answers are kept, so that it is said
// under the message where some of it no longer stands. It may be called again.
func (b *Bot) KeepPosted(ctx context.Context, p Post, message, title string, passages []KeptPassage) error {
	now := b.clock.Now()
	k := &Kept{
		ID: message, Question: title, Engine: rag.Extractive, Passages: passages,
		Guild: p.Guild, Channel: p.Channel, Messages: []string{message}, Asked: p.Due, Posted: true, // what came since it was composed counts, too
	}
	return b.write(ctx, Doc{Collection: answersKept, Key: k.ID, Expires: now.Add(b.config.Keep)}, k)
}

// pinged is the role that a post pings: never @everyone, which has the server's id.
func (p *Post) pinged() string {
	if p.Role == p.Guild {
		return ""
	}
	return p.Role
}

// text is what a post says: whom it is for and that it is late, the content, and
// its mark.
func (p *Post) text() string {
	var above []string
	if role := p.pinged(); role != "" {
		above = append(above, "<@&"+role+">")
	}
	if p.Late > 0 {
		above = append(above, fmt.Sprintf("This comes %s late: it was due <t:%d:f>.", lateWords(p.Late), p.Due.Unix()))
	}
	return strings.TrimSpace(strings.Join(above, " ")+"\n"+p.Content) + "\n" + p.mark()
}

func (p *Post) mark() string { return "-# " + p.Mark }

// marks reports whether a message has the mark of a post as a line of its own: the
// last, but where it was amended.
func (p *Post) marks(content string) bool {
	return strings.HasSuffix(content, "\n"+p.mark()) || strings.Contains(content, "\n"+p.mark()+"\n-# ")
}

// beforeTried is how long before its first try a post is looked for: Discord's
// clock and ours may differ.
const beforeTried = time.Minute

// Posted looks whether a post that was tried stands in its channel, and returns its
// message's id; "" where it does not.
func (b *Bot) Posted(ctx context.Context, p Post) (string, error) {
	me, err := b.calls().Me(ctx)
	if err != nil {
		return "", err
	}
	has, err := b.calls().Permissions(ctx, p.Channel)
	if err != nil {
		return "", outOfReach(err)
	}
	if lack := lacks(has, discordgo.PermissionViewChannel); lack != "" {
		return "", nil // nothing can be posted there either, and to try says why
	}
	if lack := lacks(has, discordgo.PermissionReadMessageHistory); lack != "" {
		// Discord would show an empty channel, and the post might be there twice.
		return "", fmt.Errorf("look whether a message was posted in channel %s: the bot lacks %s there", p.Channel, lack)
	}
	found := ""
	err = b.calls().Since(ctx, p.Channel, p.Tried.Add(-beforeTried), func(m *discordgo.Message) bool {
		if m.Author != nil && m.Author.ID == me.ID && p.marks(m.Content) {
			found = m.ID
		}
		return found == ""
	})
	return found, outOfReach(err)
}

// Codes of Discord's for a person to whom no direct message can be opened: there is
// no such account any more, or it shares no server with the bot.
const (
	codeNoUser   = 10013
	codeNoShared = 50278
)

// Direct writes a person a direct message.
func (b *Bot) Direct(ctx context.Context, userID, text, nonce string) error {
	dm, err := b.calls().DM(ctx, userID)
	if err == nil {
		_, err = b.calls().Send(ctx, dm.ID, session.Message{Content: text, Nonce: nonce})
	}
	if code := session.Code(err); code == codeNoUser || code == codeNoShared {
		return fmt.Errorf("%w: %w", ErrOutOfReach, err)
	}
	return outOfReach(err)
}
