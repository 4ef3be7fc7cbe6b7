package discord_test

import (
	"strings"
	"testing"

	"newsdesk/internal/standin"
)

func pieceCommands(t *testing.T, r *room) {
	r.slash(r.ruth, "timeline", standin.Options{"topic": "the ferry"})
	m := r.saying("timeline: the ferry")
	holds(t, m.Content, "**timeline: the ferry**", "**Part 0**", "**14 March 2025** · ", "[1]", "**Sources**", "Shafaq News")
	if len(m.Attachments) != 1 || m.Attachments[0].Filename != "picture.png" {
		t.Errorf("the files are %+v, want the picture once", m.Attachments)
	}
	_, reply := r.press(m, r.alice, "Sources")
	if len(reply.Message.Embeds) == 0 || !reply.Message.Ephemeral() {
		t.Errorf("its sources are %+v", reply.Message)
	}
	r.slash(r.ruth, "summary", standin.Options{"topic": "football"})
	holds(t, r.saying("No coverage is about").Content, "summary: football", "**The closest coverage**")
	holds(t, r.told(r.ruth, "summary", standin.Options{"since": "yesterday"}), "`since` is not a day")
	r.slash(r.ruth, "summary", standin.Options{"article": "no such", "private": true})
	r.saying("There is no article no such here")
}

// longPiece: what is longer than a channel should be filled with is in a file.
func longPiece(t *testing.T, r *room) {
	r.slash(r.ruth, "summary", standin.Options{"topic": "long"})
	m := r.saying("The rest is in the file.")
	if len(m.Attachments) != 2 {
		t.Errorf("the files are %+v, want the picture and the page", m.Attachments)
	}
	if n := len(r.posted(r.channel, r.alice)); n != 5 {
		t.Errorf("the piece fills %d messages, want 5", n)
	}
}

func TestPieceFails(t *testing.T) {
	r := newRoom(t)
	r.slash(r.ruth, "quotes", standin.Options{"topic": "fails"})
	if m := r.saying("went wrong"); strings.Contains(m.Content, "secret") {
		t.Errorf("an error's detail is shown: %s", m.Content)
	}
}

// TestPictureIsShownOnce loses Discord's answer to the message that has the
// picture: said again, it does not have it twice.
func TestPictureIsShownOnce(t *testing.T) {
	for _, topic := range []string{"the ferry", "long"} { // in the first message, and in one that follows
		t.Run(topic, func(t *testing.T) {
			r := newRoom(t)
			for _, route := range []string{"/webhooks/*", "/channels/*"} {
				r.Inject(standin.Fault{Route: route, Times: 1, Every: 2, Effect: standin.Effect{HangupAfter: true}})
			}
			r.slash(r.ruth, "timeline", standin.Options{"topic": topic})
			r.answer()
			r.stop()
			files := map[string]int{}
			for _, m := range r.posted(r.channel, r.ruth) {
				for _, f := range m.Attachments {
					files[f.Filename]++
				}
			}
			if n := files["picture.png"]; n != 1 {
				t.Errorf("the files are %v, want the picture once", files)
			}
		})
	}
}

// TestPieceWithoutAttachFiles: what may not be sent into the channel with its files
// follows on the command.
func TestPieceWithoutAttachFiles(t *testing.T) {
	r := newRoom(t, func(_ *room, c *standin.Config) {
		c.BotPermissions = standin.PermViewChannel | standin.PermSendMessages | standin.PermSendInThreads | standin.PermReadHistory
	})
	r.must(r.SetRole(r.guild, r.guild, standin.PermViewChannel|standin.PermUseCommands))
	r.slash(r.ruth, "timeline", standin.Options{"topic": "long"})
	if m := r.saying("The rest is in the file."); len(m.Attachments) != 2 {
		t.Errorf("the files are %+v, want the picture and the page", m.Attachments)
	}
	r.answer()
}
