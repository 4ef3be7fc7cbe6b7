package briefing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/summary"
	"newsdesk/rag"
)

// What the code says around the sentences of the coverage is true, too.

// composed is a briefing of everything.
func (r *room) composed() *rag.Report {
	r.t.Helper()
	b, err := r.Briefing(r.t.Context(), briefing.Order{Length: briefing.Long})
	if err != nil {
		r.t.Fatal(err)
	}
	return &b.Report
}

// TestOneOutletIsOneVoice: an outlet that reports thrice is a single source, and one
// that is not stated is not counted as if it were.
func TestOneOutletIsOneVoice(t *testing.T) {
	r := newRoom(t)
	last := report("fire-5", "Herald", 4, "Owner of Basra paint warehouse charged over fire",
		`A judge in Basra charged the owner of the paint warehouse in which nine people died in a fire on Monday. His lawyer said that he had applied for a licence.`)
	r.add(fire, fireNext, last)
	got := r.composed()
	says(t, got, "(single source: Herald)", "3 new articles, single source: Herald.", "3 new articles since 1 March 2026, 07:30 from Herald, in 1 story.")
	saysNot(t, got, "voices")

	r = newRoom(t)
	unnamed := last
	unnamed.Outlet = ""
	r.add(fire, fireNext, unnamed)
	says(t, r.composed(), "(2 voices)", "2 voices: Herald; 1 not named.", "in 1 story. From Herald; 1 without a stated outlet.")
}

// TestLeadIsTheWeightiest: a story begins with what matters most of it, not with
// what is oldest.
func TestLeadIsTheWeightiest(t *testing.T) {
	r := newRoom(t)
	old := report("old", "Gazette", 1, "Basra paint warehouse to be inspected", `Inspectors will visit a paint warehouse in Basra after Easter, a clerk said.`)
	second := report("second", "Courier", 3, "Warehouse fire near Basra killed nine", `Nine people died in the fire in a paint warehouse near Basra, hospitals said, and the fire in the warehouse burned for six hours.`)
	r.add(old, fire, fireNext, second)
	for _, s := range r.composed().Sections {
		for _, row := range s.Rows {
			if s.Heading == "At a glance" && strings.Contains(row.Text, "Inspectors") {
				t.Errorf("the lead of %q is %q", row.Label, row.Text)
			}
		}
	}
}

func TestNumbersAreNumbers(t *testing.T) {
	r := newRoom(t)
	r.add(
		report("n1", "Herald", 1, "Bridge of Kut closed", `The two cities have disputed the bridge of Kut for long, the mayor of Kut said. The bridge of Kut was closed after 14 cracks were found in it on Sunday.`),
		report("n2", "Courier", 2, "Bridge of Kut stays closed", `The bridge of Kut was closed after 17 cracks were found in it on Sunday. One of the engineers of the bridge of Kut has resigned, his office said.`),
	)
	var numbers []string
	for _, s := range r.composed().Sections {
		for _, row := range s.Rows {
			if s.Heading == "Numbers" {
				numbers = append(numbers, row.Text)
			}
		}
	}
	if all := strings.Join(numbers, "\n"); strings.Contains(all, "two cities") || strings.Contains(all, "One of") || len(numbers) > 1 {
		t.Errorf("the numbers are:\n%s", all)
	}
}

func TestNoCoverage(t *testing.T) {
	r := newRoom(t)
	says(t, r.composed(), "There is no coverage yet. Store some with: bot ingest PATH...")
	r.add(fire)
	r.later(48 * time.Hour)
	says(t, r.composed(), "Nothing new since 3 March 2026, 07:30. The coverage has 1 article")
}

func TestDatedAfterToday(t *testing.T) {
	r := newRoom(t)
	coming := fire
	coming.Published = rag.Day(2030, time.May, 1)
	r.add(coming)
	says(t, r.composed(), "1 dated after today, which cannot be.")
}

// TestWordlessTopics: all coverage is not about a smile.
func TestWordlessTopics(t *testing.T) {
	r := newRoom(t)
	r.add(fire, budget)
	for _, topic := range []string{"😀", "?!", "the of and"} {
		refusal := "has no word by which coverage could be found"
		got, err := r.Summary(t.Context(), material.Scope{Topic: topic}, summary.Short)
		if err != nil || !strings.Contains(got.Refusal, refusal) {
			t.Errorf("summary of %q: %v %s", topic, err, written(&got))
		}
		b, err := r.Briefing(t.Context(), briefing.Order{Topics: []string{topic}})
		if err != nil || !b.Nothing || !strings.Contains(b.Refusal, refusal) {
			t.Errorf("briefing of %q: %v %s", topic, err, written(&b.Report))
		}
		b, err = r.Briefing(t.Context(), briefing.Order{Topics: []string{topic, "budget"}})
		if err != nil || b.Nothing || strings.Contains(written(&b.Report), "warehouse") {
			t.Errorf("briefing of %q and the budget: %v %s", topic, err, written(&b.Report))
		}
	}
}

func TestLongTopics(t *testing.T) {
	r := newRoom(t)
	r.add(fire)
	got, err := r.Summary(t.Context(), material.Scope{Topic: strings.Repeat("volcano ", 10_000)}, summary.Short)
	if err != nil || len(got.Title) > 500 || len(got.Refusal) > 600 {
		t.Errorf("%v: a title of %d bytes, a refusal of %d", err, len(got.Title), len(got.Refusal))
	}
}

// TestTooLongToRead: that only the beginning of an article was read is said.
func TestTooLongToRead(t *testing.T) {
	r := newRoom(t)
	var body strings.Builder
	for i := range 8000 {
		fmt.Fprintf(&body, "The council of Kut approved %d million dinars for the roads of quarter %d.\n\n", i+7, i)
	}
	r.add(report("long", "Gazette", 1, "All decisions", body.String()), fire)
	got, err := r.Summary(t.Context(), material.Scope{}, summary.Short)
	if err != nil {
		t.Fatal(err)
	}
	says(t, &got, "Too long to be read whole, so that only the beginning was: “All decisions”.")
}

// TestCorrectionsOfOneArticle stand together, and so does what is withdrawn with it.
func TestCorrectionsOfOneArticle(t *testing.T) {
	r := newRoom(t)
	r.add(fire)
	r.tell(briefing.Order{Length: briefing.Long})
	if err := r.library.Remove(t.Context(), fire.ID); err != nil {
		t.Fatal(err)
	}
	r.later(time.Hour)
	b := r.tell(briefing.Order{})
	if n := strings.Count(written(&b.Report), "== Withdrawn: "); n != 1 {
		t.Errorf("one article is withdrawn %d times:\n%s", n, written(&b.Report))
	}
	says(t, &b.Report, "note: No new articles since")
	saysNot(t, &b.Report, "0 new", "in 0 stories")
}

// late is a model that fails after its time.
type late struct{ asked int }

func (l *late) Summarise(context.Context, rag.Brief) (rag.Answer, error) {
	l.asked++
	return rag.Answer{Engine: rag.Model, Fallback: "The model took too long"}, nil
}

// TestModelThatFails is said, and not waited for at every story.
func TestModelThatFails(t *testing.T) {
	r := newRoom(t)
	for i, town := range strings.Fields("Amara Kut Samarra Tikrit Duhok Sinjar") {
		r.add(report(fmt.Sprint("s", i), "Herald", 2, "Council of "+town, fmt.Sprintf("The council of %s decided on Monday to build %d bridges over the canal.", town, 10+i)))
	}
	model := &late{}
	r.Writer = model
	if got := r.composed(); got.Fallback != "The model took too long" || len(got.Sections) == 0 {
		t.Errorf("the fallback is %q", got.Fallback)
	}
	if model.asked > 2 {
		t.Errorf("a model that fails was asked %d times", model.asked)
	}
}
