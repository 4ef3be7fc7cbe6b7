package discord_test

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"

	"newsdesk/internal/standin"
)

// nothing is text of which nothing can be seen.
const nothing = "\u200b\u2060\u200b"

// TestInvisibleQuestion asks nothing, at length.
func TestInvisibleQuestion(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, nothing)
	r.saying("Ask me about the coverage")
	holds(t, r.told(r.ruth, "ask", standin.Options{"question": nothing}), "There is no question in that")
	holds(t, r.told(r.ruth, "check", standin.Options{"text": nothing}), "There is no text to check")
	r.mention(r.channel, r.ruth, "\u202efer\u200bry\u202c opened?")
	m := r.answer()
	if q := r.desk.questions(); len(q) != 1 || q[0].Text != "ferry opened?" {
		t.Errorf("asked was %+q", q)
	}
	r.press(m, r.ruth, "Continue in thread")
	r.saying("Ask on in")
}

// TestInvisibleNames has an article whose headline and outlet show nothing: it
// must not take what else is offered with it.
func TestInvisibleNames(t *testing.T) {
	r := newRoom(t)
	evil := ferry
	evil.Title, evil.Outlet = nothing, nothing
	r.desk.articles[ferry.ID] = evil
	for _, c := range []struct{ command, option, want string }{
		{"ask", "outlet", "INA"}, {"coverage search", "query", "A bridge for Mosul"}, {"coverage show", "article", "untitled —"},
	} {
		o := standin.Options{c.option: ""}
		if c.command == "ask" {
			o["question"] = "q"
		}
		choices, err := r.Autocomplete(r.ctx, r.channel, r.ruth, c.command, o, c.option)
		if err != nil || len(choices) == 0 || !strings.HasPrefix(choices[0].Name, c.want) {
			t.Errorf("%s of /%s: %v, %v", c.option, c.command, choices, err)
		}
	}
	holds(t, r.told(r.ruth, "coverage status", nil), "(a name that shows nothing), INA")
}

// TestLinesOfACheckedMessage has a line end a claim, as in a list.
func TestLinesOfACheckedMessage(t *testing.T) {
	r := newRoom(t)
	said, err := r.Say(r.channel, r.alice, "<@"+r.Bot().ID+"> The ferry opened on Friday\n\nThe moon is full")
	r.must(err)
	r.answer()
	i, err := r.MessageCommand(r.channel, r.ruth, "Check against coverage", said.ID)
	r.must(err)
	_, err = i.Answered(r.ctx)
	r.must(err)
	holds(t, r.answer().Content, "**2 claims**")
}

// TestLongFileName keeps the ending, by which the file is read.
func TestLongFileName(t *testing.T) {
	r := newRoom(t)
	r.slash(r.alice, "coverage add", standin.Options{"file": standin.File{Name: strings.Repeat("a", 250) + ".txt", Data: []byte("The dam was closed.")}})
	m := r.saying("1 new")
	if holds(t, m.Content, "aaa.txt"); len(m.Content) > 300 {
		t.Errorf("the name is shown whole: %q", m.Content)
	}
}

// TestFileThatUnpacksWithoutEnd is not read at all.
func TestFileThatUnpacksWithoutEnd(t *testing.T) {
	r := newRoom(t)
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	_, err := w.Write(bytes.Repeat([]byte(" "), 1<<20))
	r.must(err)
	r.must(w.Close())
	file := bytes.Repeat(packed.Bytes(), 101) // gzip's parts may follow one another
	r.slash(r.alice, "coverage add", standin.Options{"file": standin.File{Name: "a.txt", Data: file}})
	holds(t, r.saying("Nothing of a.txt").Content, "unpacks to more than 100 MiB")
	if _, added := r.desk.articles["added"]; added {
		t.Error("it was read")
	}
}
