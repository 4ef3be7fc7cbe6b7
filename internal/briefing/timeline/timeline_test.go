package timeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/internal/coverage/coveragetest"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"newsdesk/seeds"
)

func seedArticles(t *testing.T) []rag.Article {
	t.Helper()
	return coveragetest.Read(t, seeds.FS())
}

// lines writes the rows of a timeline, each with the beginning of its sentence.
func lines(tl *timeline.Timeline) []string {
	var all []string
	for i := range tl.Rows {
		r := &tl.Rows[i]
		line := fmt.Sprintf("%s, %s: %.40s", r.Date(), r.Certainty, r.Told.Words)
		if r.Ahead {
			line = "ahead " + line
		}
		all = append(all, line)
	}
	return all
}

func TestSeeds(t *testing.T) {
	_, library := librarytest.Open(t, seedArticles(t)...)
	everything := []string{
		"1934, stated: In remarks to Shafaq News, Al-Sharifi un",
		"2003, stated: After the fall of Saddam Hussein in 2003",
		"2014, stated: The fight against ISIS in 2014 temporari",
		"December 2024, resolved: The rebels who ended up ousting Assad in",
		"1 to 14 March 2025, resolved: Iraq condemned the massacre of at least ",
		"10 to 14 March 2025, resolved: Iraq said earlier this week that it was ",
		"12 March 2025, resolved: Syria's foreign ministry on Wednesday sl",
		"14 March 2025, resolved: Syria's interim foreign minister arrived",
		"“on Friday”, unknown: An official Iraqi delegation touched dow",
		"ahead “in May”, unknown: Baghdad’s invitation for the Syrian pres",
	}
	for topic, want := range map[string][]string{
		"":                   everything,
		"Iraq":               nil, // any, but in order and verbatim
		"Syria Iraq":         nil,
		"pipeline":           {everything[0], everything[8]},
		"Brazilian football": {},
	} {
		t.Run(topic, func(t *testing.T) {
			set, err := material.Gather(t.Context(), library, material.Scope{Topic: topic})
			if err != nil {
				t.Fatal(err)
			}
			tl := timeline.Make(set, timeline.Options{})
			checkReport(t, &tl)
			if got := lines(&tl); want != nil && !slices.Equal(got, want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		})
	}
}

// checkReport holds a report to its timeline: verbatim rows that cite one source
// each, in order of time, the undated last and without a day.
func checkReport(t *testing.T, tl *timeline.Timeline) {
	t.Helper()
	r := tl.Report()
	n := 0
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			told := &tl.Rows[n]
			n++
			if len(row.Citations) != 1 || r.Sources[row.Citations[0]-1].Quote() != row.Text || row.Text != told.Told.Words {
				t.Errorf("%q is not what it cites", row.Text)
			}
			if !strings.HasPrefix(row.Label, told.Date()) {
				t.Errorf("%q is labelled %q", row.Text, row.Label)
			}
		}
	}
	if n != len(tl.Rows) {
		t.Errorf("the report has %d of %d rows", n, len(tl.Rows))
	}
	for i := range tl.Rows {
		if i > 0 && tl.Rows[i-1].Dated() && tl.Rows[i].Dated() && tl.Rows[i].From.Before(tl.Rows[i-1].From) || i > 0 && !tl.Rows[i-1].Dated() && tl.Rows[i].Dated() {
			t.Errorf("row %d, %s, is out of order", i, tl.Rows[i].Date())
		}
		if !tl.Rows[i].Dated() && !tl.Rows[i].From.IsZero() {
			t.Errorf("row %d is undated and has a day", i)
		}
	}
}

// TestEvents holds which times of a sentence are an event's, in an article of Friday
// 14 March 2025; a line of text that is the second sentence of its article.
func TestEvents(t *testing.T) {
	for sentence, want := range map[string][]string{
		"The minister arrived in Baghdad on Thursday.":                                             {"2025-03-13"},
		"The army has held the town since 2003.":                                                   {},
		"The curfew stays in force until May.":                                                     {},
		"He resigned days before the 2019 vote.":                                                   {},
		"They marked the tenth anniversary of the fall of Mosul in 2014.":                          {},
		"Exports were higher than in 2019.":                                                        {},
		"The insurgency of the post-2003 years has left its mark.":                                 {},
		"Saudi Arabia's 2001 peace initiative is praised by diplomats.":                            {},
		"The pipeline, first constructed by the British in 1934, is to be repaired.":               {"1934"},
		"The court could rule on Monday if the judges agree.":                                      {},
		"The two sides will meet in Doha on 20 May 2025.":                                          {"2025-05-20"},
		"The ministry said on Wednesday that the two sides will meet on Sunday.":                   {"2025-03-12", "2025-03-16"},
		"A bomb killed four people on 3 March and another wounded nine on 5 March.":                {"2025-03-03", "2025-03-05"},
		"The ship, built in 2004, left the harbour on Tuesday.":                                    {"2004", "2025-03-11"},
		"The school was closed in June of that year by the governor.":                              {},
		"Rebels captured the city after the fall of the governor in 2012.":                         {"2012"},
		"The government did not pay its workers in February.":                                      {},
		"The plan, called Vision 2030, is admired.":                                                {},
		"Every Friday the faithful gathered in the square.":                                        {},
		"“In 2014 we lost everything,” said the farmer.":                                           {},
		"The talks were held on 1 March, 2 March, 3 March, 4 March, 5 March, 6 March and 7 March.": {},
	} {
		a := rag.Article{ID: "a", Body: "Hundreds of people live in the valley.\n\n" + sentence, Published: rag.Day(2025, 3, 14)}
		tl := timeline.Make(gather(t, []rag.Article{a}, ""), timeline.Options{})
		got := []string{}
		for i := range tl.Rows {
			got = append(got, date(&tl.Rows[i]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", sentence, got, want)
		}
	}
}

func TestUndatedBorrowsNothing(t *testing.T) {
	set := gather(t, []rag.Article{
		{ID: "dated", Body: "The minister arrived in Baghdad on Friday.", Published: rag.Day(2025, 3, 14)},
		{ID: "undated", Body: "The delegation of the oil workers left Damascus on Friday. It met the governor yesterday."},
	}, "")
	tl := timeline.Make(set, timeline.Options{})
	checkReport(t, &tl)
	for i := range tl.Rows {
		if r := &tl.Rows[i]; r.Told.Of.ID == "undated" && (r.Dated() || r.Words == "") {
			t.Errorf("%q is dated %s by %q", r.Told.Words, r.Date(), r.Words)
		}
	}
	if len(tl.Rows) != 3 {
		t.Errorf("got %q", lines(&tl))
	}
}

func TestSameEventIsOneRow(t *testing.T) {
	set := gather(t, []rag.Article{
		{ID: "a", Body: "Gunmen killed four police officers in Kirkuk on Wednesday, the ministry said.", Published: rag.Day(2025, 3, 13)},
		{ID: "b", Body: "Four police officers were killed by gunmen in Kirkuk on Wednesday.", Published: rag.Day(2025, 3, 14)},
		{ID: "c", Body: "Parliament passed the budget on Wednesday after a long debate.", Published: rag.Day(2025, 3, 14)},
	}, "")
	tl := timeline.Make(set, timeline.Options{})
	if len(tl.Rows) != 2 {
		t.Fatalf("got %q", lines(&tl))
	}
	if also := len(tl.Rows[0].Also) + len(tl.Rows[1].Also); also != 1 {
		t.Errorf("%d other articles are said to tell an event, want 1", also)
	}
}

// TestMarks holds what stands beside a date: that it is of publication, or that the
// event was only told before it.
func TestMarks(t *testing.T) {
	set := gather(t, []rag.Article{
		{ID: "a", Body: "Gunmen attacked a checkpoint in the hills, killing three soldiers.", Published: rag.Day(2025, 3, 13)},
		{ID: "b", Body: "The two presidents will meet in Doha on 20 May 2025.", Published: rag.Day(2025, 3, 14)},
	}, "")
	for now, want := range map[time.Time][]string{
		{}: {"13 March 2025, published", "20 May 2025, ahead"},
		time.Date(2025, 3, 15, 0, 0, 0, 0, time.UTC): {"13 March 2025, published", "20 May 2025, ahead"},
		time.Date(2025, 9, 1, 0, 0, 0, 0, time.UTC):  {"13 March 2025, published", "20 May 2025, announced"},
	} {
		tl := timeline.Make(set, timeline.Options{Now: now})
		var got []string
		for _, s := range tl.Report().Sections {
			for _, row := range s.Rows {
				got = append(got, row.Label)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("read at %v: got %q, want %q", now, got, want)
		}
	}
}

func TestRows(t *testing.T) {
	var body strings.Builder
	for d := 1; d <= 28; d++ {
		fmt.Fprintf(&body, "Soldiers captured the village of Place%d on %d February 2025. Rain fell on Town%d on %d February 2025.\n\n", d, d, d, d)
	}
	set := gather(t, []rag.Article{{ID: "a", Body: body.String(), Published: rag.Day(2025, 3, 14)}}, "")
	for rows, want := range map[int]int{1: 1, 7: 7, 28: 28, 40: 40, 100: 56} {
		tl := timeline.Make(set, timeline.Options{Rows: rows})
		days := map[time.Time]bool{}
		for i := range tl.Rows {
			days[tl.Rows[i].From] = true
		}
		if len(tl.Rows) != want || tl.Left != 56-want || len(days) != min(28, want) {
			t.Errorf("of %d rows asked for there are %d on %d days, %d left", rows, len(tl.Rows), len(days), tl.Left)
		}
	}
	if n := len(timeline.Make(set, timeline.Options{}).Rows); n < 5 || n > 30 {
		t.Errorf("by default there are %d rows", n)
	}
}

func TestBadInput(t *testing.T) {
	now := time.Date(2025, 3, 14, 12, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		articles []rag.Article
		rows     int
		note     string
	}{
		"no coverage": {},
		"no event":    {articles: []rag.Article{{ID: "a", Body: "The valley is wide. It is home to many."}}, note: "no event"},
		"tomorrow":    {articles: []rag.Article{{ID: "a", Body: "Police arrested two men on Friday.", Published: rag.Day(2025, 3, 15)}}, rows: 1, note: "15 March 2025"},
		"2090":        {articles: []rag.Article{{ID: "a", Body: "Police arrested two men at the airport.", Published: rag.Day(2090, 1, 1)}}, rows: 1, note: "which cannot be"},
		"broken text": {articles: []rag.Article{{ID: "a", Body: "\xff\xfe on Friday \x00\n\n• on Friday\n\n”on 3 May 2025”", Published: rag.Day(2025, 3, 14)}}, note: "no event"},
	} {
		t.Run(name, func(t *testing.T) {
			set := &material.Set{}
			for _, a := range c.articles {
				set.Articles = append(set.Articles, &material.Article{Article: a})
			}
			tl := timeline.Make(set, timeline.Options{Now: now})
			checkReport(t, &tl)
			if len(tl.Rows) != c.rows || !strings.Contains(strings.Join(tl.Notes, " "), c.note) {
				t.Errorf("got %q, notes %q", lines(&tl), tl.Notes)
			}
		})
	}
}

// TestTodayWhereTheReaderIs: an article of today is of no day to come in a zone where
// it is yesterday in UTC, and what was due yesterday is over.
func TestTodayWhereTheReaderIs(t *testing.T) {
	now := time.Date(2025, 3, 15, 1, 0, 0, 0, time.FixedZone("Asia/Baghdad", 3*60*60))
	set := &material.Set{Articles: []*material.Article{
		{Article: rag.Article{ID: "b", Body: "The governor will open the bridge on Friday.", Published: rag.Day(2025, 3, 13)}},
		{Article: rag.Article{ID: "a", Body: "Police arrested two men at the airport.", Published: rag.Day(2025, 3, 15)}},
	}}
	tl := timeline.Make(set, timeline.Options{Now: now})
	if notes := strings.Join(tl.Notes, " "); strings.Contains(notes, "cannot be") {
		t.Errorf("the notes are %q", notes)
	}
	r := tl.Report()
	if got := r.Sections[0].Rows[0].Label; got != "14 March 2025, announced" {
		t.Errorf("what was due yesterday is marked %q", got)
	}
}

// many makes n articles over a year that come back to a few great days.
func many(n int) *material.Set {
	set := &material.Set{}
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		day := start.AddDate(0, 0, i*365/n)
		body := fmt.Sprintf("Soldiers captured the town of Place%d on %s. The ministry said so on Monday.\n\nThe war began on 3 January 2024 with an attack on Harbour%d. Nobody knows its end. The governor of Place%d said that many had fled since then.", i, day.Format("Monday"), i%7, i%50)
		set.Articles = append(set.Articles, &material.Article{Article: rag.Article{ID: rag.ArticleID(fmt.Sprint(i)), Body: body, Published: rag.Day(day.Year(), day.Month(), day.Day())}})
	}
	return set
}

func TestHuge(t *testing.T) {
	if testing.Short() {
		t.Skip("reads megabytes")
	}
	body := strings.Repeat("Soldiers captured the town of Place on 3 May 2024 after a siege of many weeks. ", 5<<20/80)
	set := &material.Set{Articles: []*material.Article{{Article: rag.Article{ID: "a", Body: body, Published: rag.Day(2025, 3, 14)}}}}
	if tl := timeline.Make(set, timeline.Options{}); len(tl.Rows) == 0 || len(tl.Rows) > 30 {
		t.Errorf("got %d rows", len(tl.Rows))
	}
}

func BenchmarkMake(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				set := many(n)
				b.StartTimer()
				timeline.Make(set, timeline.Options{})
			}
		})
	}
}

func FuzzMake(f *testing.F) {
	f.Add("The minister arrived on Friday. He left in May 2003, after the fall of 2001's king on 3 May, 4 May and since 5 May.", true)
	f.Add("وصل الوزير يوم الجمعة. في 21 أيلول", false)
	f.Fuzz(func(t *testing.T, body string, dated bool) {
		a := rag.Article{ID: "a", Body: body}
		if dated {
			a.Published = rag.Day(2025, 3, 14)
		}
		tl := timeline.Make(&material.Set{Articles: []*material.Article{{Article: a}}}, timeline.Options{Rows: 9})
		if len(tl.Rows) > 9 {
			t.Fatalf("%d rows", len(tl.Rows))
		}
		checkReport(t, &tl)
	})
}
