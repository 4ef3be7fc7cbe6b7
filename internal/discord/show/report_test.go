package show

import (
	"strings"
	"testing"
	"time"

	"newsdesk/rag"
)

func reportOf(title string, sections ...rag.Section) *rag.Report {
	r := &rag.Report{Title: title, Engine: rag.Extractive, Sections: sections}
	r.Sources = []rag.Source{
		source(visit, "Syria's interim"), source(undatedOne, "The ferry"), source(arabic, "وصل وزير"), source(trap, "@everyone"),
	}
	return r
}

func TestReport(t *testing.T) {
	row := func(label string, n int, r *rag.Report) rag.Row {
		return rag.Row{Label: label, Claim: claimOf(n, r.Sources[n-1])}
	}
	plain := reportOf("Timeline: Syria and Iraq")
	plain.Notes = []string{"It rests on 3 articles. Undated: “Ferry to Basra opens”."}
	plain.Sections = []rag.Section{
		{Rows: []rag.Row{row("14 March 2025", 1, plain), row("14 March 2025", 3, plain)}},
		{Heading: "Undated", Note: "Their articles state no date.", Rows: []rag.Row{row("on Monday", 2, plain)}},
	}
	hostile := reportOf("@everyone **[x](https://evil.example)**")
	hostile.Notes, hostile.Fallback, hostile.Dropped = []string{"<@1> discord.gg/abc"}, "The model took too long", 2
	hostile.Sections = []rag.Section{{Heading: "# ||h||", Note: "```n```", Rows: []rag.Row{row("1. **x** <#2>", 4, hostile), row("", 9%4, hostile)}}}
	long := reportOf("Briefing")
	for range 12 {
		s := rag.Section{Heading: "A story of some length"}
		for range 4 {
			s.Rows = append(s.Rows, row("new", 1, long), row("", 2, long))
		}
		long.Sections = append(long.Sections, s)
	}
	refused := &rag.Report{
		Title: "Summary: football", Refusal: "No coverage is about “football”.", Closest: []rag.Article{visit},
		Extent: rag.Extent{Articles: 1, First: rag.Day(2025, time.March, 14), Last: rag.Day(2025, time.March, 14)},
	}
	for name, r := range map[string]*rag.Report{
		"report_plain": plain, "report_hostile": hostile, "report_long": long, "report_refused": refused, "report_empty": {},
	} {
		t.Run(name, func(t *testing.T) { golden(t, name, messages(t, Report(r)...)) })
	}
}

// TestReportKeepsHeadings: no message ends with a heading whose rows follow in
// the next one.
func TestReportKeepsHeadings(t *testing.T) {
	r := reportOf("Briefing")
	for range 40 {
		r.Sections = append(r.Sections, rag.Section{
			Heading: "A story", Rows: []rag.Row{{Label: "new", Claim: rag.Claim{Text: strings.Repeat("Words of it. ", 30), Citations: []int{1}, Verdict: rag.Supported}}},
		})
	}
	for i, m := range Report(r) {
		lines := strings.Split(m, "\n")
		if last := lines[len(lines)-1]; strings.Contains(last, "**A story**") {
			t.Errorf("message %d ends with a heading", i)
		}
	}
}
