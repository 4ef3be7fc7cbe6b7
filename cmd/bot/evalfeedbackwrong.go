package main

import (
	"cmp"
	"regexp"
	"strings"

	"newsdesk/internal/discord"
	"newsdesk/prompts"
	"newsdesk/rag/fact"
)

// correct wants what somebody wrote that the answer should say, whatever the
// source. Where all who wrote anything agree on that, the case is finished, unless
// it is not plain what is meant: a decline in place of a decline, or a sentence
// that says what is not so.
func (c *caseJSON) correct(j *judged, h held) {
	right, agreed := agreedRight(j.said)
	switch declined := declining.MatchString(right); {
	case agreed && declined && !j.Refused:
		c.Refuse = true
	case agreed && !declined && !(sentence(right) && negative.MatchString(right)):
		c.Answers = wantedWords(c.Question, right, j.Answer)
	default:
		c.leave(j, h, "The answer was found wrong"+quoted(j.said))
		c.Answers = rightWords(j)
	}
}

// right is what a remark says that the answer should say, "" where it does not
// set that apart.
func (r remark) right() string { return unquoted(cmp.Or(r.should, shouldSay(r.comment))) }

// agreedRight is what all remarks say that the answer should say. One that only
// says what is wrong may be of something else: then they do not agree.
func agreedRight(said []remark) (string, bool) {
	if len(said) == 0 {
		return "", false
	}
	right := said[0].right()
	for _, r := range said[1:] {
		if !strings.EqualFold(r.right(), right) {
			return "", false
		}
	}
	return right, right != ""
}

// shortRight is how many words are a fact, to come as they are: 387 of the 392
// answers of the question sets in rag/testdata have so few. More is a sentence,
// which an answer may say in other words.
const shortRight = 6

// clause matches what is a sentence however short: 'It was Friday'.
var clause = regexp.MustCompile(`(?i)^(?:it|this|that|there|he|she|they|these|those)\b`)

// sentence reports whether what is right is more than a fact.
func sentence(right string) bool {
	return len(strings.Fields(right)) > shortRight || clause.MatchString(right)
}

// negative matches what has facts that are not so: 'Friday, not Thursday'.
var negative = regexp.MustCompile(`(?i)\b(?:not|never|nor|instead|rather)\b|n['’]t\b`)

// wantedWords are the words that an answer must have for what is right: a fact
// itself, and of a sentence the facts that the question asks for, those before all
// that the wrong answer lacks; where it has none, all of it.
func wantedWords(question, right, wrong string) []string {
	if !sentence(right) {
		return []string{right}
	}
	said := []discord.KeptClaim{{Text: right}}
	for _, known := range [][]fact.Fact{fact.Find(wrong), nil} {
		if facts := keyFacts(question, said, known...); len(facts) > 0 {
			return facts
		}
	}
	return []string{right}
}

// declining matches who wants the answer declined: as the bot itself says it, or
// the line that a model is asked for.
var declining = regexp.MustCompile(`(?i)^(?:the coverage does(?:n.t| not) say|` + regexp.QuoteMeta(unquoted(prompts.Refusal)) + `)$`)

// unquoted is what is right without the quotation marks and the full stop that
// belong to how it was written.
func unquoted(s string) string { return strings.Trim(s, " .,;!\"“”«»") }

func quoted(said []remark) string {
	var all []string
	for _, r := range said {
		words := r.comment
		if r.should != "" {
			words = strings.TrimSpace(words + " It should say: " + r.should)
		}
		all = append(all, words)
	}
	if len(all) == 0 {
		return ", without a word why"
	}
	return ": “" + strings.Join(all, "” and “") + "”"
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

// rightWords are what remarks may say is right, for the editor to choose from:
// what they set apart, else their facts that neither question nor answer has.
func rightWords(j *judged) []string {
	var words []string
	known := append(fact.Find(j.Question), fact.Find(j.Answer)...)
	for _, r := range j.said {
		if right := r.right(); right != "" {
			words = appendOnce(words, right)
			continue
		}
		for _, f := range fact.Find(r.comment) {
			if !stated(known, f) {
				words = appendOnce(words, f.Of(r.comment))
			}
		}
	}
	return words
}
