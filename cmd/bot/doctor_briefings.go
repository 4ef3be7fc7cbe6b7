package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"newsdesk/internal/briefing/schedule"
)

// lookBriefings tells which briefing is due next on Discord, and which are paused
// because their channel cannot be written in.
func (d *doctor) lookBriefings(ctx context.Context) finding {
	switch {
	case d.shut:
		return warned("not looked at: the record does not open", "Mend that first.")
	case d.record == nil:
		return fine("none is scheduled")
	}
	all, err := schedule.NewBook(d.record, time.Now).All(ctx)
	if err != nil {
		return warned(fmt.Sprintf("%s readable; not readable: %v", counted(len(all), "schedule"), err), "Update Newsdesk, or make those anew with /briefing schedule.")
	}
	if len(all) == 0 {
		return fine("none is scheduled")
	}
	next, stopped, resting := standing(all)
	said := counted(len(all), "schedule")
	if resting > 0 {
		said += fmt.Sprintf(", %d of them paused", resting)
	}
	if next != "" {
		said += ", the next one due " + next
	}
	if len(stopped) > 0 {
		return warned(said+"; stopped for want of a channel: "+strings.Join(stopped, ", "), "Let the bot see and write in the channel and call /briefing resume in Discord, or /briefing remove.")
	}
	return fine("%s", said)
}

// standing is when the next of some schedules is due, in words, which of them the
// bot itself paused, and how many are paused at all.
func standing(all []schedule.Schedule) (next string, stopped []string, paused int) {
	var first time.Time
	for _, s := range all {
		if s.Paused != nil {
			paused++
			if s.Paused.By == "" && s.Paused.Why != "" {
				stopped = append(stopped, string(s.ID))
			}
			continue
		}
		due, err := s.Next(time.Now(), 1)
		if err == nil && len(due) == 1 && (first.IsZero() || due[0].Before(first)) {
			first, next = due[0], schedule.Words(due[0])
		}
	}
	return next, stopped, paused
}
