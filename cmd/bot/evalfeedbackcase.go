package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"newsdesk/internal/discord"
)

// caseOf makes a case of an answer and what people said of it. The question is
// the one that stands alone, so that no other question need be shown with it.
func caseOf(j *judged, h held) caseJSON {
	c := caseJSON{Question: impersonal(cmp.Or(j.Standalone, j.Question)), Since: j.Filter.Since, Until: j.Filter.Until}
	for _, o := range j.Filter.Seen() {
		// An outlet without a name would let through what names none.
		c.Outlets = append(c.Outlets, cmp.Or(impersonal(o), unknownOutlet))
	}
	switch {
	case j.helpful && j.wrong:
		c.Kind = "disputed"
		c.leave(j, h, "Some found the answer helpful, others wrong"+quoted(j.said))
		c.Answers = rightWords(j)
	case j.helpful:
		c.Kind = "helpful"
		c.repeat(j, h)
	default:
		c.Kind = "wrong"
		c.correct(j, h)
	}
	return c.named()
}

// unknownOutlet is nobody's name.
const unknownOutlet = "?"

// leave leaves a case to an editor.
func (c *caseJSON) leave(j *judged, h held, why string) {
	c.Edit, c.Note = true, why
	if !strings.HasSuffix(why, ".”") {
		c.Note += "."
	}
	if h.whole && j.Answer != "" {
		c.Note += " The answer was: “" + impersonal(j.Answer) + "”"
	}
	c.Note += ` Give "answers" (or "refuse":true) and take out "edit".`
}

// repeat wants what was found helpful to come again: the decline, or from the
// same files the key facts, else the coverage's sentence whole.
func (c *caseJSON) repeat(j *judged, h held) {
	if j.Refused {
		c.Refuse = true
		return
	}
	if len(h.claims) == 0 {
		c.leave(j, h, "The answer was helpful, but its passages are no more in the coverage as it cited them")
		return
	}
	c.Files = h.files
	c.Answers = keyFacts(c.Question, h.claims)
	if len(c.Answers) == 0 && verbatimIn(j, h.claims[0]) {
		c.Answers = []string{h.claims[0].Text}
	}
	if len(c.Answers) == 0 {
		c.leave(j, h, "The answer was helpful, but has no fact that must come again word for word")
	}
}

// verbatimIn reports whether a claim is the coverage's own words.
func verbatimIn(j *judged, c discord.KeptClaim) bool {
	return slices.ContainsFunc(c.Citations, func(n int) bool { return j.Passages[n-1].Quote == c.Text })
}

// discordIDs are mentions of people, roles and channels, links to messages, and
// the bare numbers that Discord names them by.
var discordIDs = regexp.MustCompile(`<(?:@[!&]?|#)\d+>|https?://(?:\w+\.)?discord(?:app)?\.com/channels/\S*|\b\d{17,20}\b`)

// impersonal is what somebody wrote on one line, without Discord's ids.
func impersonal(s string) string {
	return strings.Join(strings.Fields(discordIDs.ReplaceAllString(s, " ")), " ")
}

func appendOnce(all []string, s string) []string {
	if s == "" || slices.Contains(all, s) {
		return all
	}
	return append(all, s)
}
