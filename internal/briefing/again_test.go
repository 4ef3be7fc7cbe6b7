package briefing_test

import (
	"testing"
	"time"

	"newsdesk/internal/briefing"
)

// TestCorrectedOnce: a correction is told once, in zones of half an hour too.
func TestCorrectedOnce(t *testing.T) {
	r := newRoom(t)
	order := briefing.Order{Zone: time.FixedZone("Asia/Kabul", 4*60*60+30*60)}
	r.add(fire)
	r.tell(order)
	if err := r.library.Remove(t.Context(), fire.ID); err != nil {
		t.Fatal(err)
	}
	r.later(time.Hour)
	first := r.tell(order)
	says(t, &first.Report, "== Withdrawn: ")
	r.later(time.Hour)
	if again := r.tell(order); !again.Nothing {
		t.Errorf("it is said again:\n%s", written(&again.Report))
	}
}

// TestNotQuiet: a story of which something came is not called quiet, though that was
// not told or is of no topic that is asked for.
func TestNotQuiet(t *testing.T) {
	r := newRoom(t)
	third := report("fire-4", "Gazette", 3, "Owner of Basra paint warehouse charged over fire",
		`A judge in Basra charged the owner of the paint warehouse in which nine people died in a fire on Monday. His lawyer said that he had applied for a licence.`)
	r.add(fire, fireNext, third)
	r.tell(briefing.Order{})
	r.later(5 * 24 * time.Hour)
	r.add(report("fire-5", "Gazette", 7, "Basra paint warehouse fire: owner freed",
		`The owner of the paint warehouse in Basra in which nine people died in a fire was freed on bail, a judge in Basra said.`))
	r.later(3 * 24 * time.Hour)
	r.add(budget)
	b := r.tell(briefing.Order{Topics: []string{"parliament budget"}})
	says(t, &b.Report, "Parliament passes the budget")
	saysNot(t, &b.Report, "Gone quiet")
	r.later(4 * 24 * time.Hour)
	b = r.tell(briefing.Order{Topics: []string{"parliament budget"}})
	says(t, &b.Report, "== Gone quiet", "since 7 March 2026")
}

// TestAheadByTheCalendarOfItsReaders: what is today where they are is not ahead, and
// what is tomorrow there is.
func TestAheadByTheCalendarOfItsReaders(t *testing.T) {
	hearing := report("hearing", "Herald", 1, "Ministry plans hearings on the port of Basra",
		`Minister Razzaq Saadawi, director Farhan Fartousi and harbour master Karim Dulaimi of Umm Qasr plan hearings on the port of Basra, the ministry said. `+
			`Lawyers of the dockers will be heard in Baghdad on 2 March 2026. `+
			`Owners of the cranes are to speak in Mosul on 3 March 2026. `+
			`Engineers who built the piers meet in Erbil on 4 March 2026.`)
	for name, c := range map[string]struct {
		zone  *time.Location
		hours time.Duration // after half past seven of 2 March in UTC
		first string
	}{
		"the same day": {time.UTC, 0, "3 March 2026"},
		"a day on":     {time.FixedZone("NZDT", 13*60*60), 6 * time.Hour, "4 March 2026"},
		"a day before": {time.FixedZone("HST", -10*60*60), 0, "2 March 2026"},
	} {
		t.Run(name, func(t *testing.T) {
			r := newRoom(t)
			r.later(c.hours)
			r.add(hearing)
			b := r.tell(briefing.Order{Zone: c.zone, Length: briefing.Brief})
			says(t, &b.Report, "== What to watch \n"+c.first+"|")
		})
	}
}
