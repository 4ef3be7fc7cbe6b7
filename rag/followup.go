package rag

import (
	"slices"
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// Standalone is a question's text made to stand on its own: in a conversation,
// 'and who led it?' is about the thing just spoken of. Words of the question
// that point back are replaced by what the last turn was about, and that turn's
// by what the one before it was.
func Standalone(q Question) string {
	var last Turn
	for _, t := range q.History {
		last = Turn{Question: standAlone(t.Question, last), Answer: t.Answer}
	}
	return standAlone(q.Text, last)
}

func standAlone(question string, last Turn) string {
	if last == (Turn{}) {
		return question
	}
	tokens := text.Tokenize(question)
	if s, ok := replacePronoun(question, tokens, last); ok {
		return s
	}
	if elliptic(question, tokens) {
		return strings.TrimRight(question, "?؟ ") + " " + topicOf(last.Question) + "?"
	}
	return question
}

// Words that point back, and to what.
var (
	pointsToPerson = map[string]bool{"he": true, "him": true, "his": true, "she": true, "her": true}
	pointsToThing  = map[string]bool{"it": true, "its": true, "they": true, "them": true, "their": true}
	pointsToPlace  = map[string]bool{"there": true}
)

func replacePronoun(question string, tokens []text.Token, last Turn) (string, bool) {
	for _, t := range tokens {
		var referent string
		switch {
		case pointsToPerson[t.Folded]:
			referent = lastOf(last, fact.Person, fact.Name)
		case pointsToThing[t.Folded]:
			referent = topicOf(last.Question)
		case pointsToPlace[t.Folded]:
			referent = lastOf(last, fact.Place)
		}
		if referent != "" {
			return question[:t.Start] + referent + question[t.End:], true
		}
	}
	return "", false
}

// lastOf is the name of a kind that was spoken of last: the answer's first, for
// it leads with what was asked, else the question's.
func lastOf(last Turn, kinds ...fact.Kind) string {
	for _, words := range []string{last.Answer, last.Question} {
		for _, kind := range kinds {
			for _, f := range fact.Find(words) {
				if f.Kind == kind {
					return f.Of(words)
				}
			}
		}
	}
	return ""
}

// topicOf is what a question is about: its content without the words that ask
// and without its verb.
func topicOf(question string) string {
	ask := fact.Ask(question)
	content := ask.Content
	if v := mainVerb(question, ask); v >= 0 && v < len(content) {
		content = slices.Delete(slices.Clone(content), v, v+1)
	}
	var parts []string
	for _, p := range content {
		parts = append(parts, p.Of(question))
	}
	return strings.Join(parts, " ")
}

// mainVerb is which of the content words of a question is its verb, or -1: the
// first of 'who led the team', and after an auxiliary the last of the run of
// words that follows it, 'did the delegation arrive in Damascus'.
func mainVerb(question string, ask fact.Question) int {
	content := ask.Content
	if ask.Want == fact.Who && !ask.Defines {
		return 0
	}
	from := -1
	for t := range text.Tokens(question) {
		if auxiliaries[t.Folded] && from < 0 {
			from = t.End
		}
		if t.Folded == "been" && from >= 0 { // 'has the bridge been opened'
			return slices.IndexFunc(content, func(p text.Span) bool { return p.Start > t.End })
		}
	}
	last := -1
	for i, p := range content {
		if from < 0 || p.Start < from {
			continue
		}
		if last >= 0 && p.Start-content[last].End > 1 {
			break
		}
		last = i
	}
	return last
}

// ellipticWords is how few content words make a question that leans on the last.
const ellipticWords = 1

// elliptic reports whether a question has too little of its own: 'and when?',
// 'what about Qatar?'.
func elliptic(question string, tokens []text.Token) bool {
	if len(tokens) == 0 {
		return false
	}
	content := 0
	for _, t := range tokens {
		if !text.IsStop(t.Folded) {
			content++
		}
	}
	opens := tokens[0].Folded
	leads := opens == "and" || opens == "but" || opens == "so" || opens == "why" || opens == "when" || opens == "where" ||
		strings.HasPrefix(strings.ToLower(question), "what about") || strings.HasPrefix(strings.ToLower(question), "how about")
	return leads && content <= ellipticWords || content == 0
}
