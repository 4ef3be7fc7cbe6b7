package voice_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/voice"
	"newsdesk/rag"
)

const (
	wire = `A fire broke out in a warehouse on the outskirts of Basra on Tuesday, killing at least four people and injuring eleven, the governor's office said. ` +
		`Firefighters needed six hours to bring the blaze under control, according to the civil defence directorate. ` +
		`The warehouse stored paint and solvents for a company whose licence had expired in March. ` +
		`Two of the dead were employees and two were passers-by, a hospital official said on condition of anonymity. ` +
		`The interior ministry has opened an investigation.`
	other = `Four people died when a paint store went up in flames near Basra, officials say. ` +
		`It took crews until the evening to put it out; the owner, who had no valid licence, could not be reached. ` +
		`The governor promised an inquiry and said that two of the victims had worked there.`
	third = `Parliament in Baghdad passed the budget late on Monday after eleven hours of debate, with 180 votes for and 92 against. ` +
		`The finance minister said that salaries would be paid on time.`
)

func at(day int, body string) rag.Article {
	return rag.Article{ID: rag.ArticleID(fmt.Sprint(day)), Published: rag.Day(2026, time.March, day), Body: body}
}

func TestOf(t *testing.T) {
	sentences := strings.SplitAfter(wire, ". ")
	changed := strings.NewReplacer("warehouse", "depot", "Firefighters", "Fire crews").Replace(wire)
	undated := at(9, wire)
	undated.Published = rag.Date{}
	for name, c := range map[string]struct {
		articles []rag.Article
		want     []int
	}{
		"nothing":                          {nil, []int{}},
		"two reporters":                    {[]rag.Article{at(1, wire), at(2, other)}, []int{0, 1}},
		"to the letter":                    {[]rag.Article{at(1, wire), at(2, other), at(3, wire)}, []int{0, 1, 0}},
		"the earlier is the original":      {[]rag.Article{at(5, wire), at(2, wire)}, []int{1, 1}},
		"an undated one is no original":    {[]rag.Article{undated, at(2, wire)}, []int{1, 1}},
		"cut":                              {[]rag.Article{at(1, wire), at(2, sentences[0]+sentences[1])}, []int{0, 0}},
		"some words changed":               {[]rag.Article{at(1, wire), at(2, changed)}, []int{0, 0}},
		"with a credit and a line":         {[]rag.Article{at(1, wire), at(2, "Basra, our desk. "+wire+" This report was produced with agencies.")}, []int{0, 0}},
		"one sentence in common":           {[]rag.Article{at(1, wire), at(2, other+" "+sentences[0])}, []int{0, 1}},
		"a round-up is none of its parts":  {[]rag.Article{at(1, other), at(2, third), at(3, other+" "+third+" "+wire)}, []int{0, 1, 2}},
		"too short to tell":                {[]rag.Article{at(1, "More follows soon."), at(2, "More follows soon.")}, []int{0, 1}},
		"no words":                         {[]rag.Article{at(1, ""), at(2, "…")}, []int{0, 1}},
		"Arabic, with and without harakat": {[]rag.Article{at(1, "أعلنت وزارة الداخلية العراقية يوم الأحد اعتقال سبعة أشخاص في بغداد بتهمة التزوير والاحتيال المالي"), at(2, "أعلنتْ وزارةُ الداخلية العراقية يوم الأحد اعتقال سبعة أشخاص في بغداد بتهمة التزوير والاحتيال المالي")}, []int{0, 0}},
	} {
		t.Run(name, func(t *testing.T) {
			if got := voice.Of(c.articles); !slices.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

// TestCopies: two prints tell what Of tells of two articles.
func TestCopies(t *testing.T) {
	sentences := strings.SplitAfter(wire, ". ")
	for name, c := range map[string]struct {
		earlier, later string
		want           bool
	}{
		"to the letter":     {wire, wire, true},
		"cut":               {wire, sentences[0] + sentences[1], true},
		"two reporters":     {wire, other, false},
		"a round-up":        {other, other + " " + third + " " + wire, false},
		"too short to tell": {"More follows soon.", "More follows soon.", false},
		"no words":          {"", "…", false},
	} {
		earlier, later := at(1, c.earlier), at(2, c.later)
		if got := voice.Read(&later).Copies(voice.Read(&earlier)); got != c.want {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
		if got := voice.Of([]rag.Article{earlier, later})[1] == 0; got != c.want {
			t.Errorf("%s: Of says %v, want %v", name, got, c.want)
		}
	}
}
