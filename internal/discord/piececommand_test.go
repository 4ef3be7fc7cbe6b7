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
