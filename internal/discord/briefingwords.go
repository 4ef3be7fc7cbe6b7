package discord

import (
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
)

// listUnits bounds the topics, and the outlets, that a line about a schedule names.
const listUnits = 200

// line is a schedule in a line of a list.
func (s *Scheduled) line() string {
	parts := []string{fmt.Sprintf("- `%s` %s in <#%s>", s.ID, show.Line(s.When), s.Channel)}
	add := func(label, text string) {
		if text != "" {
			parts = append(parts, label+text)
		}
	}
	add("on ", show.Line(show.Label(strings.Join(s.Topics, ", "), listUnits)))
	add("of ", show.Line(show.Label(strings.Join(s.Outlets, ", "), listUnits)))
	add("", s.Length)
	if s.Role != "" {
		add("pings ", "<@&"+s.Role+">")
	}
	if s.SkipEmpty {
		add("", "not when nothing is new")
	}
	return strings.Join(parts, " · ") + s.state()
}

// state says whether a schedule is paused or when it is next due.
func (s *Scheduled) state() string {
	switch {
	case s.Paused && s.Why != "":
		return "\n  -# **Paused**: " + show.Line(s.Why)
	case s.Paused:
		return "\n  -# **Paused**"
	case s.Next.IsZero():
		return "\n  -# Never due again"
	}
	return "\n  -# Next " + dueWords(s.Next)
}

// dueWords is a time by the clock of its zone, and as seen from the reader's.
func dueWords(t time.Time) string {
	return fmt.Sprintf("%s, <t:%d:R>", t.Format("Monday 2 January 2006 at 15:04"), t.Unix())
}

// choice is a schedule as it is offered while somebody types.
func (s *Scheduled) choice() string {
	words := s.When
	if s.Paused {
		words = "paused: " + words
	}
	if len(s.Topics) > 0 {
		words += " · " + strings.Join(s.Topics, ", ")
	}
	return words + " (" + s.ID + ")"
}

// lateWords say how late a briefing is.
func lateWords(late time.Duration) string {
	late = late.Round(time.Minute)
	hours, minutes := int(late/time.Hour), int(late%time.Hour/time.Minute)
	switch {
	case hours == 0:
		return plural(minutes, "minute")
	case minutes == 0:
		return plural(hours, "hour")
	}
	return plural(hours, "hour") + " " + plural(minutes, "minute")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
