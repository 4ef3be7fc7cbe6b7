package discord

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"newsdesk/internal/discord/show"
	"newsdesk/rag"
)

// Briefings composes the briefings of a server's channels and keeps their schedules.
type Briefings interface {
	Briefer
	Timetable
}

// Briefer composes briefings, and knows what each channel was told.
type Briefer interface {
	// Brief composes a briefing of what is new to a channel. One of nothing is a
	// report with a refusal, and no error.
	Brief(ctx context.Context, o BriefingOrder) (Brief, error)
	// Remember notes that a channel was told a briefing. It may be called again
	// for one briefing.
	Remember(ctx context.Context, channel string, telling json.RawMessage) error
}

// Timetable keeps schedules. What belongs to one server is not found from another:
// the error wraps rag.ErrNotFound.
type Timetable interface {
	// Schedule makes a schedule. What is wrong with the plan is an *[ImpossibleError].
	Schedule(ctx context.Context, p Plan) (Scheduled, error)
	// Scheduled are a server's schedules, oldest first. Where some can't be read it
	// returns the others, without an error.
	Scheduled(ctx context.Context, guild string) ([]Scheduled, error)
	// LastBriefing says in words what became of a schedule's last briefing; "": there
	// was none.
	LastBriefing(ctx context.Context, guild, id string) (string, error)
	PauseBriefing(ctx context.Context, guild, id, by string) (Scheduled, error)
	ResumeBriefing(ctx context.Context, guild, id string) (Scheduled, error)
	RemoveBriefing(ctx context.Context, guild, id string) error
	// Disown forgets that a person made or paused schedules, and returns how many
	// named them. The schedules stay.
	Disown(ctx context.Context, person string) (int, error)
}

// BriefingOrder asks for a briefing.
type BriefingOrder struct {
	Channel string   // what it was told before is left out
	Topics  []string // none: all coverage
	Length  string   // "brief", "standard" or "long"; "": standard
	rag.Filter
}

// Brief is a briefing. Its Files are the whole of it, and go with its last message.
type Brief struct {
	Made
	Telling json.RawMessage // what it tells, for Briefer.Remember
}

// Plan is a schedule as a person writes it.
type Plan struct {
	Guild, Channel, By string
	Days, At, Zone     string
	Topics, Outlets    []string // none: all
	Length             string
	Role               string // to ping; "": none
	SkipEmpty          bool
	// Try only finds out what is wrong with it.
	Try bool
}

// Scheduled is a schedule as it is kept.
type Scheduled struct {
	ID, Channel     string
	When            string    // in words: "weekdays at 07:30 (Asia/Baghdad)"
	Next            time.Time // in its zone; zero: never
	Topics, Outlets []string
	Length, Role    string
	SkipEmpty       bool
	Paused          bool
	Why             string // it is paused, where that was not somebody's wish
}

// ImpossibleError is that a schedule can't be as it was written.
type ImpossibleError struct {
	Problems []string // in words for people, each with what to write instead
}

func (e *ImpossibleError) Error() string { return strings.Join(e.Problems, "; ") }

const (
	// briefingMessages is how many messages a briefing fills: a channel is not read
	// further. A long one of a large day takes some fifteen.
	briefingMessages = 20
	// briefingRoom is left in each message for what stands above it (whom it is for,
	// and how late it is) and below it (which briefing it is of).
	briefingRoom = 200
)

// BriefingContents are the messages of a briefing, with room above and below.
func BriefingContents(made *Brief) []string {
	contents := show.ReportIn(&made.Report, show.MaxContent-briefingRoom)
	if len(contents) <= briefingMessages {
		return contents
	}
	contents = contents[:briefingMessages]
	last := &contents[briefingMessages-1]
	*last = show.Truncate(*last, show.MaxContent-briefingRoom-show.Len(restInFile)) + restInFile
	return contents
}

const restInFile = "\n-# The rest is in the file."

// Visible narrows a filter to what the settings of a channel let be seen in it; ok
// is false where nothing is left. A channel that can't be reached is taken for no
// thread: whoever writes there will see.
func (b *Bot) Visible(ctx context.Context, guild, channel string, f rag.Filter) (narrowed rag.Filter, ok bool, err error) {
	at, err := b.place(ctx, guild, channel)
	if err != nil && !gone(err) && !forbidden(err) {
		return f, false, err
	}
	s, err := b.settings(ctx, at)
	if err != nil {
		return f, false, err
	}
	narrowed, ok = s.filter(f)
	return narrowed, ok, nil
}
