package main

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"newsdesk/internal/discord"
	"newsdesk/rag/fact"
)

// caseOf makes a case of an answer and what people said of it. The question is
// the one that stands alone, so that no other question need be shown with it.
func caseOf(j *judged, h held) caseJSON {
	c := caseJSON{Question: impersonal(cmp.Or(j.Standalone, j.Question))}
	switch {
	case j.helpful && j.wrong:
		c.Kind = "disputed"
		c.leave(j, h, "Some found the answer helpful, others wrong"+quoted(j.comments))
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

// correct wants what somebody wrote that the answer should say, whatever the
// source. The form has one field for what is wrong and what would be right: only
// where it says plainly which is which, the case is finished.
func (c *caseJSON) correct(j *judged, h held) {
	var should []string
	for _, comment := range j.comments {
		if words := shouldSay(comment); words != "" {
			should = appendOnce(should, words)
		}
	}
	if len(should) == 1 && len(j.comments) == 1 {
		c.Answers = should
		return
	}
	c.leave(j, h, "The answer was found wrong"+quoted(j.comments))
	c.Answers = rightWords(j)
}

func quoted(comments []string) string {
	if len(comments) == 0 {
		return ", without a word why"
	}
	return ": “" + strings.Join(comments, "” and “") + "”"
}

// saysWhatIsRight is a comment that sets the right words apart: 'should say
// "Thursday"', 'it should be: Thursday'.
var saysWhatIsRight = regexp.MustCompile(`(?i)\bshould (?:say|read|be)(?:\s*:?\s*["“«]([^"”»]+)["”»]|\s*:\s*([^\n]+))`)

// shouldSay is what a comment says that the answer should say, "" where it does
// not set that apart.
func shouldSay(comment string) string {
	m := saysWhatIsRight.FindStringSubmatch(comment)
	if m == nil {
		return ""
	}
	return strings.Trim(cmp.Or(m[1], m[2]), " .,;!")
}

// rightWords are what comments may say is right, for the editor to choose from:
// what they set apart, else their facts that neither question nor answer has.
func rightWords(j *judged) []string {
	var words []string
	known := append(fact.Find(j.Question), fact.Find(j.Answer)...)
	for _, comment := range j.comments {
		if should := shouldSay(comment); should != "" {
			words = appendOnce(words, should)
			continue
		}
		for _, f := range fact.Find(comment) {
			if !stated(known, f) {
				words = appendOnce(words, f.Of(comment))
			}
		}
	}
	return words
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
