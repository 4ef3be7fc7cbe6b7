package discord

import (
	"context"
	_ "embed"
	"slices"
	"strings"
	"time"
)

// zones are the names of the IANA's time zones that are a region's and a city's,
// one a line: those that zone.tab, backward and the like of release 2025b name.
//
//go:embed zones.txt
var zones string

// dayChoices are days as they can be written; others can be typed.
var dayChoices = []string{
	"weekdays", "daily", "sun-thu", "mon,wed,fri", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "weekend",
	"first monday", "last friday", "1,15", "1", "last day",
}

// completeBriefing offers what an argument of /briefing could be.
func (b *Bot) completeBriefing(ctx context.Context, i *interaction, name, typed string, add func(name, value string)) error {
	switch name {
	case "days":
		for _, d := range dayChoices {
			if within(d, typed) {
				add(d, d)
			}
		}
	case "zone":
		return b.completeZone(ctx, i, typed, add)
	case "id":
		all, err := b.briefings(ctx, i)
		for n := range all {
			if words := all[n].choice(); within(words, typed) {
				add(words, all[n].ID)
			}
		}
		return err
	}
	return nil
}

// completeZone offers zones with what their clocks show, the server's own first.
func (b *Bot) completeZone(ctx context.Context, i *interaction, typed string, add func(name, value string)) error {
	all, err := b.desk.Scheduled(ctx, i.GuildID)
	if err != nil {
		return err
	}
	var list []string
	for _, s := range all {
		if !s.Next.IsZero() {
			list = append(list, s.Next.Location().String())
		}
	}
	list = append(list, strings.Fields(zones)...)
	offered := 0
	for n, zone := range list {
		if offered == maxChoices {
			return nil
		}
		if slices.Contains(list[:n], zone) || !within(strings.ReplaceAll(zone, "_", " "), strings.ReplaceAll(typed, "_", " ")) {
			continue
		}
		if loc, err := time.LoadLocation(zone); err == nil {
			add(zone+" (now "+b.clock.Now().In(loc).Format("15:04")+")", zone)
			offered++
		}
	}
	return nil
}

// completeList offers names for the last item of a list with commas between.
func completeList(known []string, typed string, add func(name, value string)) {
	before, last := "", typed
	if at := strings.LastIndex(typed, ","); at >= 0 {
		before, last = strings.TrimSpace(typed[:at])+", ", typed[at+1:]
	}
	for _, k := range known {
		if within(k, last) && !slices.Contains(strings.Split(before, ", "), k) {
			add(before+k, before+k)
		}
	}
}
