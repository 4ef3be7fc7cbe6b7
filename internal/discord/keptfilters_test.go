package discord_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/discord"
	"newsdesk/internal/standin"
	"newsdesk/rag"
)

// shafaqOfMarch is what narrows the questions of these tests.
var shafaqOfMarch = standin.Options{"question": "When did the ferry open?", "since": "2025-03-01", "outlet": "shafaq news"}

// askedLast is the filter of the last question, as 'since outlets'.
func (r *room) askedLast() string {
	q := r.desk.questions()
	f := q[len(q)-1].Filter
	if f.Empty() {
		return ""
	}
	since := ""
	if !f.Since.IsZero() {
		since = f.Since.Format(time.DateOnly)
	}
	return strings.TrimSpace(since + " " + strings.Join(f.Outlets, ","))
}

// wantFilter fails the test unless the last question had a filter.
func (r *room) wantFilter(want string) {
	r.t.Helper()
	if got := r.askedLast(); got != want {
		r.t.Errorf("it asked of %q, want %q", got, want)
	}
}

// sameAgain is what a follow-up says of those questions' filter.
const sameAgain = "-# As before, only coverage of shafaq news, from 1 March 2025 on. `/ask` starts without that."

func TestFollowUpsKeepTheFilter(t *testing.T) {
	r := newRoom(t)
	_, _ = r.slash(r.ruth, "ask", shafaqOfMarch)
	first := r.answer()
	if strings.Contains(first.Content, "As before") {
		t.Errorf("the first answer says %q", first.Content)
	}
	r.press(first, r.ruth, "Continue in thread")
	r.saying("Ask on in <#")
	for range 2 { // the second one by what the first inherited
		r.mention(first.ID, r.alice, "how much does it carry?")
		m := r.answer()
		if !strings.HasPrefix(m.Content, sameAgain+"\nIt carries 40 cars.") {
			t.Errorf("the follow-up says %q", m.Content)
		}
		r.wantFilter("2025-03-01 shafaq news")
	}
	// The command says itself what it wants, and from then on that holds.
	_, _ = r.slashIn(first.ID, r.ruth, "ask", standin.Options{"question": "how is it?"})
	r.answer()
	r.wantFilter("")
	r.mention(first.ID, r.ruth, "and how safe is it?")
	if m := r.answer(); strings.Contains(m.Content, "As before") {
		t.Errorf("without a filter it says %q", m.Content)
	}
	r.wantFilter("")
	// Elsewhere a reply goes on from the answer that it replies to.
	_, err := r.Send(r.channel, r.alice, standin.Draft{Text: "how much does it carry?", ReplyTo: first.ID})
	r.must(err)
	holds(t, r.answer().Content, sameAgain)
	r.mention(r.channel, r.alice, "when did the ferry open?")
	r.answer()
	r.wantFilter("")
}

func TestChannelsOutletsAreThoseOfNow(t *testing.T) {
	r := newRoom(t)
	outlets := func(names string) {
		r.told(r.alice, "settings set", standin.Options{"channel": r.channel, "outlets": names})
	}
	reply := func(to standin.Message) standin.Message {
		_, err := r.Send(r.channel, r.ruth, standin.Draft{Text: "how much does it carry?", ReplyTo: to.ID})
		r.must(err)
		return r.until(func(m standin.Message) bool {
			return len(m.Components) > 0 || strings.Contains(m.Content, "Here I only see")
		})
	}
	outlets("Shafaq News")
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	open := r.answer()
	r.wantFilter("Shafaq News")
	k := r.keptOf(open)
	if want := (discord.KeptFilter{Visible: []string{"Shafaq News"}}); !slices.Equal(k.Filter.Visible, want.Visible) ||
		len(k.Filter.Outlets) > 0 || !slices.Equal(k.Filter.Seen(), want.Visible) {
		t.Errorf("it keeps the filter %+v", k.Filter)
	}
	outlets("all")
	if m := reply(open); strings.Contains(m.Content, "As before") {
		t.Errorf("it keeps a setting of the channel: %q", m.Content)
	}
	r.wantFilter("")
	_, _ = r.slash(r.ruth, "ask", shafaqOfMarch)
	narrow := r.answer()
	outlets("INA")
	holds(t, reply(narrow).Content, "Here I only see the coverage of INA. This conversation asks for that of shafaq news; `/ask` starts without that.")
}

// keptOf is what is kept of the answer that a message shows.
func (r *room) keptOf(m standin.Message) discord.Kept {
	r.t.Helper()
	var k discord.Kept
	r.must(json.Unmarshal(r.keptBody(m), &k))
	return k
}

func (r *room) keptBody(m standin.Message) []byte {
	r.t.Helper()
	doc, err := r.shelf.Doc(r.ctx, "discord.answers", strings.TrimPrefix(button(r.t, m, "Helpful"), "helpful/"))
	r.must(err)
	return doc.Body
}

// TestAnswersFromBeforeFilters reads an answer as it was kept when filters were not.
func TestAnswersFromBeforeFilters(t *testing.T) {
	r := newRoom(t)
	_, _ = r.slash(r.ruth, "ask", shafaqOfMarch)
	m := r.answer()
	k := r.keptOf(m)
	if k.Filter.Since != "2025-03-01" || !slices.Equal(k.Filter.Outlets, []string{"shafaq news"}) {
		t.Errorf("it keeps the filter %+v", k.Filter)
	}
	var fields map[string]any
	r.must(json.Unmarshal(r.keptBody(m), &fields))
	delete(fields, "filter")
	old, err := json.Marshal(fields)
	r.must(err)
	r.must(r.shelf.UpdateDoc(r.ctx, "discord.answers", k.ID, func(doc *discord.Doc) (*discord.Doc, error) {
		changed := *doc
		changed.Body = old
		return &changed, nil
	}))
	_, err = r.Send(r.channel, r.alice, standin.Draft{Text: "how much does it carry?", ReplyTo: m.ID})
	r.must(err)
	holds(t, r.answer().Content, "40 cars")
	r.wantFilter("")
}

func TestSeenOutlets(t *testing.T) {
	f := discord.KeptFilter{Outlets: []string{"ina", "AFP"}, Visible: []string{"INA", "Shafaq News"}}
	if got := f.Seen(); !slices.Equal(got, []string{"ina"}) {
		t.Errorf("seen are %v", got)
	}
	if got := (discord.KeptFilter{}).Seen(); got != nil {
		t.Errorf("without a filter seen are %v", got)
	}
}

// TestWhatItShouldSay fills in both fields of the form with what Discord would
// draw as something else.
func TestWhatItShouldSay(t *testing.T) {
	r := newRoom(t)
	r.mention(r.channel, r.ruth, "when did the ferry open?")
	m := r.answer()
	i, reply := r.press(m, r.ruth, "Wrong")
	if reply.Modal == nil || len(reply.Modal.Components) != 2 {
		t.Fatalf("the form is %+v", reply.Modal)
	}
	hostile := "**Thursday** @everyone <@" + r.alice + "> https://bad.example [1]"
	if _, err := r.SubmitModal(i.ID, r.ruth, map[string]string{"should": strings.Repeat("x", 501)}); err == nil {
		t.Error("more than 500 characters can be sent")
	}
	sent, err := r.SubmitModal(i.ID, r.ruth, map[string]string{"what": "The day.", "should": " " + hostile + "\n"})
	r.must(err)
	thanks, err := sent.Answered(r.ctx)
	r.must(err)
	holds(t, thanks.Message.Content, "It should say:\n> \\*\\*Thursday")
	for _, live := range []string{"**", "@everyone", "<@", "https://bad"} {
		if strings.Contains(thanks.Message.Content, live) {
			t.Errorf("it says %q, with %q", thanks.Message.Content, live)
		}
	}
	r.must(discord.EachFeedback(r.ctx, r.shelf, func(f discord.Feedback) error {
		if f.Comment != "The day." || f.Should != hostile || f.Answer.Passages[0].Article != rag.ArticleID("ferry") {
			t.Errorf("the feedback is %+v", f)
		}
		return nil
	}))
}
