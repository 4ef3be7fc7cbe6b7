package briefing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/story"
	"newsdesk/rag"
)

// Length is how much a briefing tells.
type Length string

// The lengths.
const (
	Brief    Length = "brief"
	Standard Length = "standard"
	Long     Length = "long"
)

// Lengths are all lengths, the shortest first.
var Lengths = []Length{Brief, Standard, Long}

// extent is how much there is of each part of a briefing.
type extent struct {
	stories, sentences int // how many stories, and sentences of each
	numbers, quotes    int
	ahead, differences int
}

// extents were chosen by what is read: a brief is one message of Discord, a
// standard one some four, as long as a meeting opens with; a long one is for a
// desk's Monday.
var extents = map[Length]extent{
	Brief:    {stories: 3, sentences: 1, numbers: 0, quotes: 0, ahead: 2, differences: 1},
	Standard: {stories: 6, sentences: 2, numbers: 3, quotes: 3, ahead: 4, differences: 3},
	Long:     {stories: 12, sentences: 4, numbers: 6, quotes: 6, ahead: 8, differences: 6},
}

// Order asks for a briefing.
type Order struct {
	Topics []string // what it is about; none: all coverage
	rag.Filter
	Length Length // "" is Standard
	// Since is from when on what came is new, where nothing was told before;
	// zero: the last FirstReach.
	Since time.Time
	// Told is what its readers were told before.
	Told Told
	// Zone is whose times and dates it names; nil: the clock's.
	Zone *time.Location
}

// FirstReach is how far back a first briefing looks: a day, as it will from then on.
const FirstReach = 24 * time.Hour

// Briefing is a report for a team, with what it tells.
type Briefing struct {
	rag.Report
	// Nothing says that there is nothing new to tell.
	Nothing bool
	Telling Telling
}

// Briefing composes a briefing of what is new.
func (d *Desk) Briefing(ctx context.Context, o Order) (Briefing, error) {
	if err := d.Stories.Sync(ctx); err != nil {
		return Briefing{}, fmt.Errorf("compose a briefing: %w", err)
	}
	c := &composing{desk: d, order: o, now: d.Now(), extent: extents[Standard]}
	if o.Zone != nil {
		c.now = c.now.In(o.Zone)
	}
	if e, ok := extents[o.Length]; ok {
		c.extent = e
	}
	c.telling = Telling{Form: tellingForm, At: c.now, Topics: o.Topics, Outlets: o.Outlets, Stories: map[story.ID]ToldStory{}}
	if err := c.compose(ctx); err != nil {
		return Briefing{}, fmt.Errorf("compose a briefing: %w", err)
	}
	return Briefing{Report: c.report, Nothing: c.report.Refusal != "", Telling: c.telling}, nil
}

// composing is a briefing while it is composed.
type composing struct {
	desk   *Desk
	order  Order
	now    time.Time
	extent extent

	last    time.Time              // when what is asked for was last told; zero: never
	seen    map[rag.ArticleID]bool // of the articles from shortly before, those told of
	since   time.Time
	fresh   []*material.Article // what is new, by date
	passed  int                 // how many more there are than were read
	stories []*news             // of it, the weightiest first
	said    map[string]bool     // sentences that were told or stand in this report, folded
	// toldBefore are the sentences that earlier briefings told, folded.
	toldBefore map[string]bool
	report     rag.Report
	telling    Telling

	failures int    // how often in a row a model failed
	failed   string // why it failed the last time
}

// compose fills the report.
func (c *composing) compose(ctx context.Context) error {
	c.report = rag.Report{Title: c.title(), Engine: rag.Extractive, Extent: c.desk.Library.Extent(c.order.Filter)}
	c.remember()
	if len(c.topics()) == 0 {
		c.report.Refusal = noWords(strings.Join(c.order.Topics, ", "))
		return nil
	}
	if err := c.gather(ctx); err != nil {
		return err
	}
	c.group()
	if err := c.tellStories(ctx); err != nil {
		return err
	}
	after, err := c.sinceLast(ctx)
	if err != nil {
		return err
	}
	c.report.Sections = append(c.report.Sections, after...)
	if len(c.report.Sections) == 0 {
		c.report.Refusal = c.nothing()
		return nil
	}
	c.report.Notes = append([]string{c.basis()}, c.report.Notes...)
	c.excuse()
	c.addSections(c.numbers(), c.quotations(), c.ahead())
	return nil
}

// addSections adds those that have rows.
func (c *composing) addSections(sections ...rag.Section) {
	for _, s := range sections {
		if len(s.Rows) > 0 {
			c.report.Sections = append(c.report.Sections, s)
		}
	}
}

func (c *composing) title() string {
	title := "Briefing of " + c.now.Format("2 January 2006")
	if len(c.order.Topics) > 0 {
		title += ": " + shortened(strings.Join(c.order.Topics, ", "))
	}
	return title
}

// nothing says that there is nothing new, and since when.
func (c *composing) nothing() string {
	if c.report.Extent.Articles == 0 && c.order.Empty() {
		return noCoverage
	}
	about := ""
	if len(c.order.Topics) > 0 {
		about = " about “" + shortened(strings.Join(c.order.Topics, "”, “")) + "”"
	}
	had := strings.TrimPrefix(c.report.Extent.String(), "It ")
	return fmt.Sprintf("Nothing new%s since %s. The coverage %s", about, c.clock(c.since), had)
}

// clock writes a time for people, and where clocks show it where that was said.
func (c *composing) clock(t time.Time) string {
	const layout = "2 January 2006, 15:04"
	if c.order.Zone == nil {
		return t.In(c.now.Location()).Format(layout)
	}
	return t.In(c.order.Zone).Format(layout) + " (" + c.order.Zone.String() + ")"
}

// basis says what the briefing rests on.
func (c *composing) basis() string {
	undated, unnamed, early := 0, 0, 0
	var outlets []string
	for _, a := range c.fresh {
		switch {
		case !a.Published.Known():
			undated++
		case a.Published.Time.After(c.now.Add(FirstReach)): // more than what zones make of today
			early++
		}
		if a.Outlet == "" {
			unnamed++
			continue
		}
		outlets = append(outlets, a.Outlet)
	}
	slices.Sort(outlets)
	outlets = slices.Compact(outlets)
	if len(c.fresh) == 0 {
		return "No new articles since " + c.clock(c.since) + "."
	}
	note := fmt.Sprintf("%s since %s", material.Count(len(c.fresh)+c.passed, "new article"), c.clock(c.since))
	if len(outlets) > 0 && unnamed == 0 {
		note += " from " + material.List(outlets)
	}
	note += fmt.Sprintf(", %s.", stories(len(c.stories)))
	if len(outlets) > 0 && unnamed > 0 {
		note += fmt.Sprintf(" From %s; %d without a stated outlet.", material.List(outlets), unnamed)
	}
	return note + c.caveats(undated, early)
}

// caveats are what must be known of the dates of what is new, and of what was not
// read.
func (c *composing) caveats(undated, early int) string {
	note := ""
	if undated > 0 {
		note += fmt.Sprintf(" %d undated.", undated)
	}
	if early > 0 {
		note += fmt.Sprintf(" %d dated after today, which cannot be.", early)
	}
	if c.passed > 0 {
		note += fmt.Sprintf(" That is more than can be read for one briefing: %d were read and %d left out.", len(c.fresh), c.passed)
	}
	return note
}

func stories(n int) string {
	if n == 1 {
		return "in 1 story"
	}
	return fmt.Sprintf("in %d stories", n)
}
