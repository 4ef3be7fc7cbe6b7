package briefing_test

import (
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/story"
	"newsdesk/internal/record"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// room is a desk with a clock that is turned by hand.
type room struct {
	*briefing.Desk
	t       testing.TB
	record  *record.Record
	library *rag.Library
	now     time.Time
}

func newRoom(t testing.TB) *room {
	r := &room{t: t, now: time.Date(2026, 3, 2, 7, 30, 0, 0, time.UTC)}
	clock := func() time.Time { return r.now }
	r.record, r.library = librarytest.OpenAt(t, t.TempDir(), clock)
	r.Desk = &briefing.Desk{
		Library: r.library, Shelf: r.record, Now: clock,
		Stories: story.New(story.Config{Coverage: r.record, Shelf: r.record, Now: clock, Log: slog.New(slog.DiscardHandler)}),
	}
	return r
}

// add stores articles as they come now.
func (r *room) add(articles ...rag.Article) {
	r.t.Helper()
	for i := range articles {
		articles[i].Imported = r.now
	}
	if _, err := r.library.Add(r.t.Context(), articles); err != nil {
		r.t.Fatal(err)
	}
}

// tell composes the next briefing of a channel, checks it and has it told.
func (r *room) tell(o briefing.Order) briefing.Briefing {
	r.t.Helper()
	told, err := r.Told(r.t.Context(), "desk")
	if err != nil {
		r.t.Fatal(err)
	}
	o.Told = told
	b, err := r.Briefing(r.t.Context(), o)
	if err != nil {
		r.t.Fatal(err)
	}
	checkRows(r.t, &b.Report)
	if err := r.Remember(r.t.Context(), "desk", b.Telling); err != nil {
		r.t.Fatal(err)
	}
	return b
}

// later turns the clock.
func (r *room) later(d time.Duration) { r.now = r.now.Add(d) }

// checkRows fails the test unless each row cites, and is the coverage's own words
// or was verified.
func checkRows(t testing.TB, r *rag.Report) {
	t.Helper()
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			if row.Verdict != rag.Supported || len(row.Citations) == 0 {
				t.Errorf("%q is %s and cites %v", row.Text, row.Verdict, row.Citations)
				continue
			}
			if r.Engine != rag.Extractive {
				continue
			}
			first := r.Sources[row.Citations[0]-1]
			if !strings.HasPrefix(first.Article.Body[first.Start:], row.Text) {
				t.Errorf("%q is not what it cites: %q", row.Text, first.Quote())
			}
		}
	}
}

// written is a report in plain words, a line a row.
func written(r *rag.Report) string {
	var b strings.Builder
	fmt.Fprintln(&b, r.Title, r.Refusal)
	for _, n := range r.Notes {
		fmt.Fprintln(&b, "note:", n)
	}
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "== %s %s\n", s.Heading, s.Note)
		for _, row := range s.Rows {
			fmt.Fprintf(&b, "%s| %s\n", row.Label, row.Text)
		}
	}
	return b.String()
}

func says(t testing.TB, r *rag.Report, wanted ...string) {
	t.Helper()
	for _, w := range wanted {
		if !strings.Contains(written(r), w) {
			t.Errorf("the report does not say %q:\n%s", w, written(r))
		}
	}
}

func saysNot(t testing.TB, r *rag.Report, unwanted ...string) {
	t.Helper()
	for _, w := range unwanted {
		if strings.Contains(written(r), w) {
			t.Errorf("the report says %q:\n%s", w, written(r))
		}
	}
}

func report(id, outlet string, day int, title, body string) rag.Article {
	return rag.Article{
		ID: rag.ArticleID(id), Title: title, Outlet: outlet, URL: "https://" + strings.ToLower(outlet) + ".test/" + id,
		Published: rag.Day(2026, time.March, day), Body: body,
	}
}

var (
	fire = report("fire-1", "Herald", 2, "Warehouse fire kills four near Basra",
		`A fire in a paint warehouse near Basra killed four people on Monday, the governor's office said. `+
			`Firefighters needed six hours to put out the blaze in the warehouse. `+
			`“We had warned the owner twice about the missing licence,” governor Asaad Al-Eidani told reporters. `+
			`The inquiry into the fire will be published on 20 March 2026.`)
	fireCopy = report("fire-2", "Courier", 2, "Fire near Basra", fire.Body)
	fireNext = report("fire-3", "Herald", 3, "Death toll in Basra warehouse fire rises to nine",
		`The fire in a paint warehouse near Basra on Monday killed nine people, the health directorate said on Tuesday. `+
			`Two firefighters are among the dead of the warehouse fire. The owner of the warehouse was arrested at Najaf airport.`)
	budget = report("budget-1", "Gazette", 2, "Parliament passes the budget",
		`Parliament in Baghdad passed the budget of 198 trillion dinars late on Monday with 180 votes for and 92 against. `+
			`Finance minister Taif Sami said after the budget vote in Baghdad that salaries would be paid on time. `+
			`“Nobody in this country will have to wait for his pay again,” lawmaker Hanan Fatlawi said.`)
)

// TestBriefings follows a channel over some days: what is new is told, once, and
// what became of it afterwards.
func TestBriefings(t *testing.T) {
	r := newRoom(t)
	r.add(fire, fireCopy, budget)
	b := r.tell(briefing.Order{})
	says(t, &b.Report,
		"Briefing of 2 March 2026", "3 new articles since 1 March 2026, 07:30 from Courier, Gazette and Herald, in 2 stories.",
		"Parliament passes the budget (single source: Gazette)| Parliament in Baghdad passed the budget of 198 trillion dinars",
		"(single source: Herald)| A fire in a paint warehouse near Basra killed four people on Monday", // the copy is no second voice
		"== Quotes", "Hanan Fatlawi (lawmaker)| “Nobody in this country will have to wait",
		"== What to watch", "20 March 2026| The inquiry into the fire will be published",
	)
	if b.Nothing {
		t.Error("there is nothing new")
	}

	r.later(24 * time.Hour)
	b = r.tell(briefing.Order{})
	if !b.Nothing || len(b.Sections) > 0 {
		t.Errorf("all was told, and yet:\n%s", written(&b.Report))
	}
	says(t, &b.Report, "Nothing new since 2 March 2026, 07:30.")

	r.later(time.Hour)
	r.add(fireNext)
	r.later(23 * time.Hour)
	b = r.tell(briefing.Order{})
	says(t, &b.Report, "1 new article since", "killed nine people", "Going on: 1 new article")
	saysNot(t, &b.Report, "198 trillion", "| A fire in a paint warehouse near Basra killed four people on Monday, the governor's office said.\n== ")
	says(t, &b.Report, "== Changed: ", "told before, 2 March 2026: four|", "now, 3 March 2026: nine|")

	// The first report is corrected, and the budget's withdrawn.
	r.later(time.Hour)
	corrected := fire
	corrected.Body = strings.Replace(fire.Body, "killed four people", "killed five people", 1)
	r.add(corrected)
	if err := r.library.Remove(t.Context(), budget.ID); err != nil {
		t.Fatal(err)
	}
	found, err := r.Corrections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 || found[len(found)-1].Title != "Briefing of 2 March 2026" {
		t.Errorf("what no longer stands is %+v, want the first briefing among it", found)
	}
	r.later(23 * time.Hour)
	b = r.tell(briefing.Order{})
	says(t, &b.Report,
		"== Corrected: Warehouse fire kills four near Basra You were told on 2 March 2026: “A fire in a paint warehouse near Basra killed four people on Monday",
		"now| A fire in a paint warehouse near Basra killed five people",
		"== Withdrawn: Parliament passes the budget",
	)
	r.later(24 * time.Hour)
	b = r.tell(briefing.Order{})
	saysNot(t, &b.Report, "Corrected", "Withdrawn")
}

// TestGoneQuiet: a story of some weight of which nothing more comes is said to have
// gone quiet, once.
func TestGoneQuiet(t *testing.T) {
	r := newRoom(t)
	third := report("fire-4", "Gazette", 3, "Owner of Basra paint warehouse charged over fire",
		`A judge in Basra charged the owner of the paint warehouse in which nine people died in a fire on Monday. His lawyer said that he had applied for a licence.`)
	r.add(fire, fireNext, third)
	r.tell(briefing.Order{})
	for range 6 {
		r.later(24 * time.Hour)
		if b := r.tell(briefing.Order{}); !b.Nothing {
			t.Fatalf("too early:\n%s", written(&b.Report))
		}
	}
	r.later(24 * time.Hour)
	b := r.tell(briefing.Order{})
	says(t, &b.Report, "== Gone quiet Nothing new of “", "since 2 March 2026")
	r.later(24 * time.Hour)
	if b := r.tell(briefing.Order{}); !b.Nothing {
		t.Errorf("it is said again:\n%s", written(&b.Report))
	}
}

func TestTopicsAndOutlets(t *testing.T) {
	r := newRoom(t)
	r.add(fire, budget)
	b := r.tell(briefing.Order{Topics: []string{"the budget"}})
	says(t, &b.Report, "Briefing of 2 March 2026: the budget", "198 trillion")
	saysNot(t, &b.Report, "warehouse")
	b, err := r.Briefing(t.Context(), briefing.Order{Topics: []string{"volcanoes of Iceland"}})
	if err != nil {
		t.Fatal(err)
	}
	says(t, &b.Report, "Nothing new about “volcanoes of Iceland” since")
	b, err = r.Briefing(t.Context(), briefing.Order{Filter: rag.Filter{Outlets: []string{"Herald"}}})
	if err != nil {
		t.Fatal(err)
	}
	saysNot(t, &b.Report, "198 trillion")
}

// TestNothingIsLostBetween: what comes in the moment of a briefing, and what another
// process stored shortly before it, is told by it or by the next one, never twice.
func TestNothingIsLostBetween(t *testing.T) {
	r := newRoom(t)
	r.add(fire)
	b := r.tell(briefing.Order{})
	saysNot(t, &b.Report, "budget")
	late := budget
	late.Imported = r.now.Add(-2 * time.Minute) // by another process, and seen only now
	if _, err := r.library.Add(t.Context(), []rag.Article{late}); err != nil {
		t.Fatal(err)
	}
	r.later(24 * time.Hour)
	b = r.tell(briefing.Order{})
	says(t, &b.Report, "1 new article", "198 trillion")
	saysNot(t, &b.Report, "warehouse")
}

func TestLengths(t *testing.T) {
	rows := map[briefing.Length]int{}
	for _, length := range briefing.Lengths {
		r := newRoom(t)
		for i := range 15 {
			r.add(report(fmt.Sprint("s", i), "Herald", 2, fmt.Sprintf("Council of town %c decides", 'A'+i),
				fmt.Sprintf("The council of %[1]s decided on Monday to build a bridge for %[2]d million dinars. The mayor of %[1]s said that work begins in the autumn of the year. A school in %[1]s gets %[3]d new rooms, a councillor said.",
					[]string{"Amara", "Kut", "Samarra", "Tikrit", "Duhok", "Sinjar", "Hilla", "Karbala", "Najaf", "Ramadi", "Fallujah", "Baquba", "Kirkuk", "Halabja", "Zakho"}[i], 100+i*7, 3+i)))
		}
		b := r.tell(briefing.Order{Length: length})
		for _, s := range b.Sections {
			rows[length] += len(s.Rows)
		}
	}
	if !(rows[briefing.Brief] < rows[briefing.Standard] && rows[briefing.Standard] < rows[briefing.Long]) {
		t.Errorf("rows by length: %v", rows)
	}
}

// TestSum: tellings add up in whatever order they are read, and twice is once.
func TestSum(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 3, day, 7, 0, 0, 0, time.UTC) }
	said := func(day int, words string) briefing.Said {
		return briefing.Said{Article: "a", Quote: words, At: at(day)}
	}
	first := briefing.Telling{Form: 1, At: at(1), Said: []briefing.Said{said(1, "one"), said(1, "two")}}
	second := briefing.Telling{Form: 1, At: at(2), Said: []briefing.Said{said(2, "three")}, Amended: []briefing.Said{said(1, "two")}}
	newer := briefing.Telling{Form: 9, At: at(3), Said: []briefing.Said{said(3, "in another form")}}
	for _, order := range [][]briefing.Telling{{first, second, newer}, {newer, second, first}} {
		told := briefing.Sum(order...)
		var words []string
		for _, s := range told.Said {
			words = append(words, s.Quote)
		}
		if !slices.Equal(words, []string{"one", "three"}) || !told.At.Equal(at(2)) {
			t.Errorf("told is %q at %s", words, told.At)
		}
	}
	if told := briefing.Sum(); !told.At.IsZero() || len(told.Said) > 0 {
		t.Errorf("of nothing: %+v", told)
	}
}
