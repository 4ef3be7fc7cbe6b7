package discord_test

import (
	"strings"
	"testing"

	"newsdesk/internal/standin"
)

func checkCommand(t *testing.T, r *room) {
	r.slash(r.ruth, "check", standin.Options{"text": "The ferry opened on Friday. The moon is full."})
	holds(t, r.saying("claims").Content, "**2 claims**: 1 supported; 1 not in the coverage.", "> The ferry to Basra opened on Friday.")
	if n := len(r.posted(r.channel, r.alice)); n != 1 {
		t.Errorf("others see %d messages, want the check", n)
	}
}

func checkMessageAndShare(t *testing.T, r *room) {
	said, err := r.Say(r.channel, r.alice, "The ferry opened on Friday.")
	r.must(err)
	i, err := r.MessageCommand(r.channel, r.ruth, "Check against coverage", said.ID)
	r.must(err)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	if !reply.Message.Ephemeral() {
		t.Error("the check is for all to see")
	}
	m := r.answer()
	holds(t, m.Content, "1 supported")
	if n := len(r.posted(r.channel, r.alice)); n != 0 {
		t.Errorf("others see %d messages", n)
	}
	r.press(m, r.ruth, "Share")
	shared := r.saying("Checked against the coverage for")
	holds(t, shared.Content, "1 supported")
	if len(r.posted(r.channel, r.alice)) != 1 {
		t.Error("the shared check is not seen")
	}
	_, reply = r.press(m, r.ruth, "Share")
	holds(t, reply.Message.Content, "shared already")
}

func askAboutMessage(t *testing.T, r *room) {
	said, err := r.Say(r.channel, r.alice, "The ferry to Basra opened.")
	r.must(err)
	i, err := r.MessageCommand(r.channel, r.ruth, "Ask about this", said.ID)
	r.must(err)
	reply, err := i.Answered(r.ctx)
	r.must(err)
	if reply.Modal == nil {
		t.Fatalf("the answer is %+v, want a form", reply)
	}
	_, err = r.SubmitModal(i.ID, r.ruth, map[string]string{"question": "How much does it carry?"})
	r.must(err)
	holds(t, r.answer().Content, "> How much does it carry?", "40 cars")
	if h := r.desk.questions()[0].History; len(h) != 1 || h[0].Answer != "The ferry to Basra opened." {
		t.Errorf("the history is %+v", h)
	}
}

func coverageCommand(t *testing.T, r *room) {
	holds(t, r.told(r.ruth, "coverage status", nil), "**2 articles** from 2 outlets: Shafaq News, INA", "14 March 2025 (1 undated)", "Last added <t:1772323200:R>")
	holds(t, r.told(r.ruth, "coverage search", standin.Options{"query": "ferry"}), "Ferry to Basra opens", "1 to 1 of 1 article")
	choices, err := r.Autocomplete(r.ctx, r.channel, r.ruth, "coverage show", standin.Options{"article": "bas fer"}, "article")
	r.must(err)
	if len(choices) != 1 || choices[0].Value != "ferry" || choices[0].Name != "Ferry to Basra opens — Shafaq News 2025-03-14" {
		t.Errorf("the choices are %+v", choices)
	}
	choices, err = r.Autocomplete(r.ctx, r.channel, r.ruth, "ask", standin.Options{"question": "q", "outlet": "shaf"}, "outlet")
	r.must(err)
	if len(choices) != 1 || choices[0].Value != "Shafaq News" {
		t.Errorf("the outlets are %+v", choices)
	}
	_, reply := r.slash(r.ruth, "coverage show", standin.Options{"article": "ferry"})
	if len(reply.Message.Embeds) != 1 || !strings.Contains(reply.Message.Embeds[0].Title, "Ferry to Basra opens") {
		t.Errorf("the article is %+v", reply.Message)
	}
	holds(t, r.told(r.ruth, "coverage show", standin.Options{"article": "no *such*"}), `There is no article no \*such\* here`)
}

func coverageIsManaged(t *testing.T, r *room) {
	story := standin.File{Name: "story.txt", Type: "text/plain", Data: []byte("The dam was closed.")}
	holds(t, r.told(r.ruth, "coverage add", standin.Options{"file": story}), "Manage Server")
	holds(t, r.told(r.ruth, "coverage remove", standin.Options{"article": "ferry"}), "Manage Server")
	_, reply := r.slash(r.alice, "coverage add", standin.Options{"file": story})
	if !reply.Message.Ephemeral() {
		t.Error("it is answered for all to see")
	}
	holds(t, r.saying("story.txt").Content, "1 new, 0 replaced", "- line 2: no text")
	if got := r.desk.articles["added"].Body; got != "The dam was closed." {
		t.Errorf("stored was %q", got)
	}
	r.slash(r.alice, "coverage add", standin.Options{"file": standin.File{Name: "a.exe", Data: []byte("MZ")}})
	holds(t, r.saying("a.exe").Content, "Nothing of a.exe can be read: is not a kind of file that is read.")
	holds(t, r.told(r.alice, "coverage remove", standin.Options{"article": "Ferry to Basra opens"}), "Withdrawn", "Ferry to Basra opens")
	holds(t, r.told(r.alice, "coverage remove", standin.Options{"article": "ferry"}), "There is no article")
}

func help(t *testing.T, r *room) {
	// The example is of the coverage where one is found in time, else any.
	words := strings.Replace(r.told(r.ruth, "help", nil), "Who led the delegation?", "What did Fuad Hussein say?", -1)
	holds(t, words, "/ask question: What did Fuad Hussein say?", "/check", "30 days", "/forget-me")
}

func TestCommandsAreRegisteredOnce(t *testing.T) {
	r := newRoom(t)
	puts := func() int {
		return len(r.Calls(func(c standin.Call) bool { return c.Method == "PUT" && strings.Contains(c.Route, "/commands") }))
	}
	if n := puts(); n != 1 {
		t.Fatalf("commands were registered %d times", n)
	}
	r.stop()
	r.open()
	if n := puts(); n != 1 {
		t.Errorf("commands were registered again: %d times", n)
	}
	// In development they are a server's, and the global ones go.
	r.stop()
	r.config.Guild = r.guild
	r.open()
	if n := puts(); n != 3 {
		t.Errorf("the commands were registered elsewhere by %d calls, want 3", n)
	}
	names := map[string]int{}
	for _, c := range r.Commands(r.channel, r.alice) {
		if names[c.Name]++; names[c.Name] > 1 {
			t.Errorf("%s is listed twice", c.Name)
		}
	}
	for _, name := range []string{"ask", "check", "coverage", "settings", "help", "forget-me", "Check against coverage", "Ask about this"} {
		if names[name] == 0 {
			t.Errorf("there is no command %s", name)
		}
	}
	for _, c := range r.Commands(r.channel, r.ruth) {
		if c.Name == "settings" {
			t.Error("settings are offered to all")
		}
	}
}
