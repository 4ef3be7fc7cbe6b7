package timeline

import (
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// vague reports whether words for a time leave open when it was.
func vague(value string) bool {
	for _, p := range []string{"recent ", "coming ", "past ", "next ", "this year", "this month", "last decade", "this quarter"} {
		if strings.HasPrefix(value, p) && value != "next week" && value != "next month" && value != "next year" {
			return true
		}
	}
	return false
}

// leadTimes is among how many sentences from the top the day of what the lead tells
// may be said: 'The attack took place on Wednesday' stands second or third.
const leadTimes = 5

// today is the day's news of an article whose lead names no time: the lead, on the
// day of publication, or without a day where the article has none.
func today(a *material.Article, told []event) (event, bool) {
	all := a.Sentences()
	if len(all) == 0 || aside(a) {
		return event{}, false
	}
	lead := all[0]
	if !newsy(lead) || dayBelow(lead, told) {
		return event{}, false
	}
	e := event{certainty: Unknown, told: lead}
	if a.Published.Known() {
		e.certainty = Published
		e.from = midnight(a.Published.Time)
		e.to = e.from.AddDate(0, 0, 1)
	}
	return e, true
}

// newsy reports whether a sentence without any time, but for that of its dateline,
// tells what has happened.
func newsy(s *material.Sentence) bool {
	l := newLine(s)
	for _, f := range s.Facts {
		if f.Kind.Temporal() && f.Kind != fact.TimeOfDay && !l.datelined(f) {
			return false
		}
	}
	if s.Leans || len(s.Tokens) < leastWords || opinion(s) || strings.HasSuffix(s.Words, "?") {
		return false
	}
	if l.foreign() {
		return true
	}
	for _, c := range l.clauses {
		f := l.force(c, c.to)
		if f.done && !f.denied && !f.maybe && !unreal[c.opens] {
			return true
		}
		if f.state || f.maybe {
			return false
		}
	}
	return false
}

// dayBelow reports whether a sentence close below the lead says when that was.
func dayBelow(lead *material.Sentence, told []event) bool {
	for _, e := range told {
		if e.told.Ordinal > 0 && e.told.Ordinal < leadTimes && !e.ahead && e.certainty != Stated && shareWords(lead, e.told) >= sameNews {
			return true
		}
	}
	return false
}

// sameNews is how many words that carry meaning a sentence shares with the lead when
// it goes on with it: two are a party and the deed.
const sameNews = 2

func shareWords(a, b *material.Sentence) int {
	n := 0
	has := map[string]bool{}
	for _, t := range a.Tokens {
		has[t.Stem] = has[t.Stem] || !text.IsStop(t.Folded)
	}
	for _, t := range b.Tokens {
		if has[t.Stem] {
			has[t.Stem] = false
			n++
		}
	}
	return n
}

// opinion reports whether a sentence speaks for its writer.
func opinion(s *material.Sentence) bool {
	for _, t := range s.Tokens {
		switch t.Folded {
		case "i", "we", "my", "our", "us", "you", "your":
			return true
		}
	}
	return false
}

// asides are the beginnings of headlines of pieces that tell no news of the day.
var asides = []string{"opinion", "analysis", "explainer", "explained", "comment", "editorial", "column", "review", "profile", "what ", "why ", "how ",
	"who ", "factbox", "timeline", "q&a", "interview", "podcast", "letter", "in pictures", "background", "obituary"}

// aside reports whether an article is a comment or explains.
func aside(a *material.Article) bool {
	if a.TitleDerived {
		return false
	}
	title := strings.ToLower(strings.TrimSpace(a.Article.Title))
	if strings.HasSuffix(title, "?") {
		return true
	}
	for _, p := range asides {
		if strings.HasPrefix(title, p) {
			return true
		}
	}
	return false
}
