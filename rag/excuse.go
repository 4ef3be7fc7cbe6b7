package rag

import (
	"regexp"
	"strings"

	"newsdesk/prompts"
)

// excuses reports whether a sentence of a model says no more than that there is
// no answer: the line that it was asked for, or an excuse in prose. Such a
// sentence is about the passages or the model itself, so nothing can hold it.
// One that quotes, or cites and does not speak of passages, is a claim.
func excuses(d drafted) bool {
	if prompts.Refused(d.Text) {
		return true
	}
	if strings.ContainsAny(d.Text, `"“”«»`) {
		return false
	}
	return aboutPassages.MatchString(d.Text) || len(d.Cites) == 0 && excuse.MatchString(d.Text)
}

// excuse is how models say that they do not know, in the languages of the
// questions.
var excuse = regexp.MustCompile(`(?i)` +
	`^(?:(?:i['’]m|i am|we['’]re|we are) (?:very )?sorry|sorry,|(?:my )?apologies|unfortunately, (?:i|we|the|there|none|no)\b)|` +
	`\bas an? (?:ai|artificial|large)\b.*\b(?:model|assistant)\b|` +
	`\b(?:i|we) (?:cannot|can['’]t|can not|could not|couldn['’]t|do not|don['’]t|did not|didn['’]t|was not able to|am (?:not able|unable) to|` +
	`have no) (?:\w+ ){0,3}(?:answer|find|know|determine|provide|see|help|assist|information|locate|confirm)\b|` +
	`\bthere is (?:no|not enough|insufficient) (?:information|mention|answer|data|coverage)\b|` +
	`^(?:عذرا|عذرًا|آسف)|^لا (?:أستطيع|يمكنني|توجد معلومات)|^(?:المقاطع|النصوص|المقالات) .{0,40}لا (?:تذكر|تحتوي|تتضمن|تجيب)|^لا (?:تذكر|تحتوي|تتضمن|تجيب) (?:المقاطع|النصوص|المقالات)|` +
	`^(?:désolé|je suis désolé|je ne (?:peux|sais|trouve))|les (?:articles|passages|textes) ne (?:répondent|mentionnent|contiennent|précisent)`)

// aboutPassages is what is denied of the passages, which is no claim though it may
// cite.
var aboutPassages = regexp.MustCompile(`(?i)` +
	`\b(?:the|these|those|none of the|no)(?: \w+){0,3} (?:passages?|articles?|sources?|coverage|context|texts?|documents?|excerpts?)(?: \w+){0,4} ` +
	`(?:do(?:es)? not|don['’]t|doesn['’]t|did not|didn['’]t|cannot|contains? no|has no|have no|fails? to|mentions?|says?|answers?|is silent|are silent)` +
	`(?: \w+){0,3}\b|` +
	`\b(?:is|are|was|were) not (?:mentioned|specified|stated|answered|covered|provided|given|found|included|discussed|described|addressed)\b` +
	`(?: \w+){0,2} (?:in|by) (?:the|these|any|this)(?: \w+){0,3} (?:passages?|articles?|sources?|coverage|context|texts?|documents?|excerpts?)`)
