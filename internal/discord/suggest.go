package discord

import (
	"context"
	"fmt"
	"slices"
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

// Examples are questions, at most n, that everybody's coverage answers, of as many
// of its latest articles as there are. Each was tried; none may be found in time.
func Examples(ctx context.Context, desk Desk, n int) []string {
	ctx, cancel := context.WithTimeout(ctx, suggestTime)
	defer cancel()
	var found []string
	latest := desk.Articles(rag.Filter{})
	var each [][]string // of an article
	for i := range latest[:min(len(latest), suggestTries)] {
		if a, err := desk.Article(ctx, latest[i].ID); err == nil {
			each = append(each, questionsOf(&a))
		}
	}
	for round := 0; len(found) < n && len(each) > 0 && ctx.Err() == nil; round++ {
		each = slices.DeleteFunc(each, func(all []string) bool { return round >= len(all) })
		for _, all := range each {
			if answer, err := desk.Verbatim(ctx, rag.Question{Text: all[round]}); err == nil && !answer.Refused && len(found) < n && !slices.Contains(found, all[round]) {
				found = append(found, all[round])
			}
		}
	}
	return found
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
