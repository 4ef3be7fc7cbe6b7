package eval

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// answerOf is an answer that quotes a whole file.
func answerOf(file, words string) rag.Answer {
	return rag.Answer{
		Engine:  rag.Extractive,
		Claims:  []rag.Claim{{Text: words, Citations: []int{1}}},
		Sources: []rag.Source{{Article: rag.Article{File: file, Body: words}, Span: text.Span{End: len(words)}}},
	}
}

func TestReadCasesTakesTheContractsFields(t *testing.T) {
	cases, err := ReadCases(strings.NewReader("\xef\xbb\xbf" + `{"_id":7,"text":"and who led it?","since":"2025-03-01","until":"2025-03-31","outlet":"Wire","history":[{"q":"Who came?","a":"A team."}],"answers":["Shatri"]}

{"id":"b","question":"Who won?","outlet":["A","B"],"refuse":true}
`))
	if err != nil {
		t.Fatal(err)
	}
	c := cases[0]
	if c.Name() != "7" || c.Question != "and who led it?" || c.Since != "2025-03-01" || c.Until != "2025-03-31" {
		t.Errorf("case %+v", c)
	}
	if diff := cmp.Diff([]rag.Turn{{Question: "Who came?", Answer: "A team."}}, c.Turns()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]Outlets{{"Wire"}, {"A", "B"}}, []Outlets{c.Outlets, cases[1].Outlets}); diff != "" {
		t.Error(diff)
	}
	for _, bad := range []string{`{"id":"a","refuse":true}`, `{"id":"a","question":"Who?"}`, `{"id":`, `{"id":[1],"question":"Who?","refuse":true}`} {
		if _, err := ReadCases(strings.NewReader("\n" + bad)); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error %v, want one that names line 2", bad, err)
		}
	}
}

func TestLinesToBeEditedAreNoCases(t *testing.T) {
	const set = `{"id":"a","question":"Who?","edit":true,"note":"say who"}
{"id":"b","question":"Who?","refuse":true,"edit":false,"note":"done"}
no JSON object`
	if n := Unfinished([]byte(set)); n != 1 {
		t.Errorf("%d lines wait, want 1", n)
	}
	good, _ := strings.CutSuffix(set, "no JSON object")
	cases, err := ReadCases(strings.NewReader(good))
	if err != nil || len(cases) != 1 || cases[0].Name() != "b" {
		t.Errorf("cases %+v, %v", cases, err)
	}
	if _, err := ReadCases(strings.NewReader(strings.ReplaceAll(good, `"edit":true,`, ""))); err == nil || !strings.Contains(err.Error(), "line 1") {
		t.Errorf("without edit and answers: error %v, want one that names line 1", err)
	}
}

func TestJudge(t *testing.T) {
	given, declined := answerOf("f.txt", "It arrived on Friday."), rag.Answer{Refused: true}
	elsewhere := answerOf("f.txt", "It arrived on Friday.")
	elsewhere.Claims[0].Text = "It never arrived."
	for _, tt := range []struct {
		c      Case
		answer rag.Answer
		want   Fault
	}{
		{Case{Answers: []string{"friday"}, Files: []string{"f.txt"}}, given, Right},
		{Case{Answers: []string{"Friday"}}, given, Right}, // any source will do
		{Case{Answers: []string{"Friday"}, Files: []string{"g.txt"}}, given, WrongSource},
		{Case{Answers: []string{"Monday"}}, given, NoFact},
		{Case{Answers: []string{"Friday"}, Resolved: "14 March 2025"}, given, NoDate},
		{Case{Answers: []string{"Friday"}}, declined, WronglyDenied},
		{Case{Refuse: true}, declined, Right},
		{Case{Refuse: true}, given, WronglyGiven},
		{Case{Answers: []string{"Friday"}}, elsewhere, NotVerbatim},
	} {
		if got := tt.c.Judge(&tt.answer); got != tt.want {
			t.Errorf("%+v: fault %q, want %q", tt.c, got, tt.want)
		}
	}
}

func TestAskGivesTheWholeCase(t *testing.T) {
	var clock time.Time
	now := func() time.Time { clock = clock.Add(time.Second); return clock }
	cases := []Case{{Line: Line{ID: "a", Question: "Who?", Outlets: Outlets{"Wire"}}, Kind: "fact", Answers: []string{"Wire"}}}
	outcomes, err := Ask(t.Context(), cases, func(_ context.Context, c Case) (rag.Answer, error) {
		return answerOf("", strings.Join(c.Outlets, " ")), nil
	}, now)
	if err != nil || len(outcomes) != 1 || outcomes[0].Fault != Right || outcomes[0].Took != time.Second {
		t.Errorf("outcomes %+v, %v", outcomes, err)
	}
	keys, tallies := Count(outcomes, func(c Case) string { return c.Kind })
	if len(keys) != 1 || tallies["fact"].String() != "1 of 1 (100%)" {
		t.Errorf("tallies %v", tallies)
	}
}

func TestPercentile(t *testing.T) {
	times := []time.Duration{4, 1, 3, 2}
	for p, want := range map[float64]time.Duration{0: 1, 25: 1, 50: 2, 51: 3, 95: 4, 100: 4} {
		if got := Percentile(times, p); got != want {
			t.Errorf("percentile %v is %d, want %d", p, got, want)
		}
	}
	if Percentile(nil, 50) != 0 {
		t.Error("no times, but a percentile")
	}
}
