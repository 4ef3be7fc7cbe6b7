package main

import (
	"strings"
	"time"

	"newsdesk/internal/briefing"
)

type briefingCmd struct {
	Topic  []string `help:"Only of this topic; may be repeated." placeholder:"TOPIC" sep:"none"`
	Outlet []string `help:"Only coverage of this outlet; may be repeated." placeholder:"NAME" sep:"none"`
	Since  string   `help:"What came since this day is new; otherwise what came in the last 24 hours." placeholder:"D"`
	Length string   `help:"How long: brief, standard or long." enum:"brief,standard,long" default:"standard"`
	Reader string   `help:"Remember under this name what is told, and tell what is new to it since." placeholder:"NAME"`
	outFlags
}

// Help is shown by 'bot briefing --help'.
func (briefingCmd) Help() string {
	return `Examples:
  bot briefing
  bot briefing --since 2025-03-10 --length long
  bot briefing --topic pipeline --topic "arrests of Syrians" --html -o monday.html
  bot briefing --reader morning            (the next one tells only what is new since)

It has the new stories by weight, what changed, was corrected or went quiet since the reader's last one, numbers,
quotes and dates ahead. On Discord, /briefing schedule has it posted by itself.`
}

// longestReader bounds the name of a reader, in bytes.
const longestReader = 100

// Run prints a briefing.
func (c *briefingCmd) Run(s *session) error {
	since, err := day("--since", c.Since)
	if err != nil {
		return err
	}
	if since.After(time.Now()) {
		return usagef("--since %s is still to come: nothing can be new since then", c.Since)
	}
	if len(c.Reader) > longestReader || strings.ContainsAny(c.Reader, "/\x00") {
		return usagef("--reader %q: a name has at most %d bytes and no slash", clipped(c.Reader), longestReader)
	}
	return withDesk(s, func(d *desk) error {
		o := briefing.Order{Topics: worded(c.Topic), Length: briefing.Length(c.Length), Since: since, Filter: everything()}
		o.Outlets = worded(c.Outlet)
		if c.Reader != "" {
			if o.Told, err = d.pieces.Told(s.ctx, readers+c.Reader); err != nil {
				return err
			}
		}
		b, err := d.pieces.Briefing(s.ctx, o)
		if err != nil {
			return err
		}
		if err := c.write(s, &piece{Report: b.Report, form: briefingForm(&b)}); err != nil {
			return err
		}
		if c.Reader == "" || d.record.ReadOnly() {
			return nil
		}
		return d.pieces.Remember(s.ctx, readers+c.Reader, b.Telling)
	})
}

// readers is what the names of readers at a terminal begin with where it is kept
// what they were told, beside channels.
const readers = "reader:"

// worded are the texts that have words, without white space around them.
func worded(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = strings.Join(strings.Fields(s), " "); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

type briefingJSON struct {
	pieceJSON
	At      string `json:"at"`
	Nothing bool   `json:"nothing_new"`
}

func briefingForm(b *briefing.Briefing) briefingJSON {
	form := briefingJSON{pieceForm("briefing", "", &b.Report), b.Telling.At.UTC().Format(time.RFC3339), b.Nothing}
	return form
}
