package discord

import (
	"context"
	"fmt"
	"strings"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

const (
	// suggestTime bounds the search for a question to suggest: a refusal should
	// not be waited for longer than an answer.
	suggestTime = 1500 * time.Millisecond
	// suggestTries is how many questions are tried.
	suggestTries = 8
	// suggestSentences is how far into an article names are looked for: its lead.
	suggestSentences = 4
)

// suggest is a question near a declined one that the coverage does answer, ""
// where none is found in time. It is tried, not guessed.
func (b *Bot) suggest(ctx context.Context, q rag.Question, declined *rag.Answer) string {
	ctx, cancel := context.WithTimeout(ctx, suggestTime)
	defer cancel()
	tries := 0
	for i := range declined.Closest {
		a, err := b.desk.Article(ctx, declined.Closest[i].ID)
		if err != nil || !q.Passes(&a) {
			continue
		}
		for _, question := range questionsOf(&a) {
			if tries++; tries > suggestTries || ctx.Err() != nil {
				return ""
			}
			answer, err := b.desk.Verbatim(ctx, rag.Question{Text: question, Filter: q.Filter})
			if err == nil && !answer.Refused {
				return question
			}
		}
	}
	return ""
}

// questionsOf are questions that an article's first sentences may answer.
func questionsOf(a *rag.Article) []string {
	var all []string
	for i, s := range text.Prose(a.Body, a.Prose) {
		if i == suggestSentences {
			break
		}
		sentence := s.Of(a.Body)
		for _, f := range fact.Find(sentence) {
			name := f.Of(sentence)
			switch {
			case f.Kind == fact.Person && strings.Contains(sentence, name+" said"):
				all = append(all, fmt.Sprintf("What did %s say?", name))
			case f.Kind == fact.Person:
				all = append(all, fmt.Sprintf("What is said about %s?", name), fmt.Sprintf("Who is %s?", name))
			}
		}
	}
	if a.Title != "" {
		all = append(all, fmt.Sprintf("What happened: %s?", strings.TrimRight(a.Title, "?!. ")))
	}
	return all
}
