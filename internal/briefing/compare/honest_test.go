package compare_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/compare"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

func paper(outlet string, day int, title, body string) rag.Article {
	return rag.Article{ID: rag.ArticleID(outlet), Title: title, Outlet: outlet, Published: rag.Day(2025, time.April, day), Body: body, Imported: time.Now()}
}

// compared is a comparison of articles on a topic, and its report in plain words.
func compared(t *testing.T, topic string, articles ...rag.Article) (compare.Comparison, string) {
	t.Helper()
	_, l := librarytest.Open(t, articles...)
	c := compare.Make(gather(t, l, material.Scope{Topic: topic}), compare.Options{})
	if err := c.Verify(t.Context(), &rag.Verifier{}); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	r := c.Report()
	for _, n := range r.Notes {
		b.WriteString(n + "\n")
	}
	for _, s := range r.Sections {
		b.WriteString("== " + s.Heading + "\n")
		for _, row := range s.Rows {
			b.WriteString(row.Label + "| " + row.Text + "\n")
		}
	}
	return c, b.String()
}

// TestNotOneThing: how many share a bed, and the dead of another town, are no other
// values of a fact.
func TestNotOneThing(t *testing.T) {
	c, said := compared(t, "Basra",
		paper("Radio", 6, "Basra hospitals fill after water turns foul", `Hospitals in Basra filled on Sunday after the drinking water turned foul. Beds ran out in Basra and patients were being treated two to a mattress. The nurses were taken away one night, a guard said. One elderly asthmatic died in Diwaniyah.`),
		paper("Agency", 12, "Basra water illness slows", `Hospitals in Basra said on Saturday that the illness from foul drinking water slowed. Four nurses were kidnapped in Basra and are held. The department of Basra put the total number treated at 1,150. Delegates said Basra, where three people died after sewage got into the drinking water, should be helped.`),
	)
	if len(c.Differences) > 0 {
		t.Errorf("it differs in what is not one thing:\n%s", said)
	}
}

// TestCopyWithAnotherFigure: copies are one side, but for one whose figure differs.
func TestCopyWithAnotherFigure(t *testing.T) {
	body := `A fire in the port of Basra killed 12 workers on Tuesday, the civil defence said. The blaze began in a store of paint and burned for nine hours. Forty engines came from three provinces to the port.`
	_, said := compared(t, "", paper("Herald", 12, "Port fire", body), paper("Courier", 12, "Fire in port", body), paper("Mail", 12, "Port of Basra burns", body))
	if !strings.Contains(said, "Herald has the one report on it: a comparison needs two. 2 articles only copy another report") {
		t.Errorf("of copies it says:\n%s", said)
	}
	_, said = compared(t, "", paper("Herald", 12, "Port fire", body), paper("Courier", 12, "Fire in port", strings.Replace(body, "12 workers", "21 workers", 1)))
	if !strings.Contains(said, "12 — Herald") || !strings.Contains(said, "21 — Courier") {
		t.Errorf("the other figure of a copy is lost:\n%s", said)
	}
	if strings.Contains(said, "== Agreed") || strings.Contains(said, "== Much alike") {
		t.Errorf("a copied sentence is no agreement of two:\n%s", said)
	}
}

// TestStandsOnce: what is set against another side's is not one side's alone.
func TestStandsOnce(t *testing.T) {
	for _, c := range readCases(t) {
		_, said := compared(t, "", c.articles(t)...)
		before, only, found := strings.Cut(said, "== Reported by one side only\n")
		if !found {
			continue
		}
		for row := range strings.Lines(only) {
			if _, words, _ := strings.Cut(row, "| "); strings.Contains(before, words) {
				t.Errorf("%s: one side's alone and yet another's: %s", c.ID, words)
			}
		}
	}
}
