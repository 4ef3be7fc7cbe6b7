package show

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

type embed = discordgo.MessageEmbed

func TestSources(t *testing.T) {
	for name, a := range map[string]rag.Answer{
		"sources": typical(), "sources_arabic": arabicAnswer(), "sources_hostile": answerOf(source(trap, "```")),
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, embedded(t, Sources(&a)...)) })
	}
	if got := Sources(&rag.Answer{}); got != nil {
		t.Errorf("of no sources: %v", got)
	}
}

func TestSourcesWithinLimits(t *testing.T) {
	a := manySources(40)
	pages := Sources(&a)
	embedded(t, pages...)
	if len(pages) != 4 {
		t.Errorf("40 short passages are on %d pages, want 4", len(pages))
	}
	long := visit
	long.Body = strings.Repeat("Long *words* of it, ", 90) + "ended. " + strings.Repeat("_Next_ ones, ", 90) + "ended. " + strings.Repeat("Last, ", 250) + "ended."
	a = answerOf(source(long, "_Next_"), source(long, "Last"), source(long, "Long"))
	embedded(t, Sources(&a)...)
	gone := rag.Source{Article: rag.Article{ID: "gone"}, Span: text.Span{Start: 3, End: 9}}
	golden(t, "sources_gone", embedded(t, Sources(&rag.Answer{Sources: []rag.Source{gone}, Claims: []rag.Claim{{Citations: []int{1}}}})...))
}

func checkedOf(whole, claim string, f rag.Finding) rag.Checked {
	at := strings.Index(whole, claim)
	return rag.Checked{Span: text.Span{Start: at, End: at + len(claim)}, Finding: f}
}

func TestCheck(t *testing.T) {
	whole := "He arrived on Monday. He met Fuad Hussein. The ferry carries 40 cars and *sank*. <@1> rules. It was denied. Wasel."
	friday, ferry := source(visit, "Syria's"), source(undatedOne, "It carries")
	golden(t, "check", messages(t, Check(whole, []rag.Checked{
		checkedOf(whole, "He arrived on Monday.", rag.Finding{Verdict: rag.Contradicted, Reason: "the coverage has “Friday” for “Monday”", Value: "Friday", Supports: []rag.Source{friday}}),
		checkedOf(whole, "He met Fuad Hussein.", rag.Finding{Verdict: rag.Supported, Supports: []rag.Source{source(visit, "In Baghdad")}}),
		checkedOf(whole, "The ferry carries 40 cars and *sank*.", rag.Finding{Verdict: rag.Partly, Reason: "the coverage does not say so", Supports: []rag.Source{ferry, friday}}),
		checkedOf(whole, "<@1> rules.", rag.Finding{Verdict: rag.Unsupported, Reason: "nothing in the coverage speaks of it"}),
		checkedOf(whole, "It was denied.", rag.Finding{Verdict: rag.Contradicted, Reason: "somebody else said it", Value: "Fuad Hussein", Supports: []rag.Source{friday}}),
		checkedOf(whole, "Wasel.", rag.Finding{Verdict: rag.Translated, Supports: []rag.Source{source(arabic, "وصل")}}),
	})...))
	golden(t, "check_none", messages(t, Check("Who?", nil)...))
}

func TestCheckOfALongText(t *testing.T) {
	one := strings.Repeat("Words of a claim ", 100) + "ended. "
	whole := strings.Repeat(one, 5)
	var all []rag.Checked
	for i := range 5 {
		all = append(all, rag.Checked{
			Span:    text.Span{Start: i * len(one), End: (i + 1) * len(one)},
			Finding: rag.Finding{Verdict: rag.Unsupported, Reason: "nothing in the coverage speaks of it"},
		})
	}
	got := Check(whole, all)
	messages(t, got...)
	if n := strings.Count(strings.Join(got, "\n"), "? **Not in the coverage**"); n != 5 {
		t.Errorf("%d claims are shown, want 5", n)
	}
}

func TestCoverage(t *testing.T) {
	x := rag.Extent{
		Articles: 137, Undated: 12, First: rag.Day(2025, time.March, 1), Last: rag.Day(2025, time.May, 14),
		Outlets: []string{"Shafaq News", "شفق نيوز", "*INA*"},
	}
	added := time.Unix(1741700000, 0)
	many := x
	for i := range 30 {
		many.Outlets = append(many.Outlets, fmt.Sprint("Outlet ", i))
	}
	golden(t, "extent", messages(t, Extent(x, added), Extent(many, time.Time{}), Extent(rag.Extent{}, added),
		Extent(rag.Extent{Articles: 1, Undated: 1}, added), Extent(rag.Extent{Articles: 1, First: x.First, Last: x.First, Outlets: x.Outlets[:1]}, added)))
	all := []rag.Article{visit, undatedOne, arabic, trap}
	for i := range 20 {
		a := visit
		a.Title = fmt.Sprintf("Report %d", i)
		all = append(all, a)
	}
	var pages []string
	for i := range 4 { // the last is the third again
		page, n := Articles(all, i)
		if n != 3 {
			t.Errorf("page %d is of %d, want 3", i, n)
		}
		pages = append(pages, page)
	}
	none, _ := Articles(nil, 5)
	golden(t, "articles", messages(t, append(pages, none)...))
	long := visit
	long.Title, long.Outlet, long.URL = strings.Repeat("_*", 200), strings.Repeat("ـ~", 90), "https://a.example/"+strings.Repeat("x", 480)
	page, _ := Articles([]rag.Article{long, long, long, long, long, long, long, long, long, long}, 0)
	if messages(t, page); strings.Count(page, "\n") != PageArticles {
		t.Errorf("the page of long lines is %q", page)
	}
}

func TestArticle(t *testing.T) {
	a := visit
	a.Imported = time.Unix(1741700000, 0)
	golden(t, "article", embedded(t, []*embed{Article(&a), Article(&undatedOne), Article(&arabic), Article(&trap), Article(&rag.Article{})}))
}
