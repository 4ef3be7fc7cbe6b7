package main

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/internal/discord"
	"newsdesk/internal/eval"
	discordstandin "newsdesk/internal/standin"
	"newsdesk/prompts"
)

func TestCaseOfWrong(t *testing.T) {
	const question, wrong = "When did the minister arrive in Iraq?", "The minister arrived in Iraq on Thursday. [1]"
	for name, tt := range map[string]struct {
		said    []remark
		refused bool
		want    caseJSON
	}{
		"a fact":           {said: []remark{{"The day.", "“Friday”."}}, want: caseJSON{Answers: []string{"Friday"}}},
		"its facts":        {said: []remark{{"", "The minister had been in Doha by Thursday and arrived in Iraq on Friday."}}, want: caseJSON{Answers: []string{"Friday"}}},
		"a short sentence": {said: []remark{{"", "It was Friday."}}, want: caseJSON{Answers: []string{"Friday"}}},
		"what is not so":   {said: []remark{{"", "It was Friday, not Thursday."}}, want: caseJSON{Edit: true, Answers: []string{"It was Friday, not Thursday"}}},
		"no facts":         {said: []remark{{"", "Nobody has said when he did arrive there"}}, want: caseJSON{Answers: []string{"Nobody has said when he did arrive there"}}},
		"in the comment":   {said: []remark{{"It should say “Friday”", ""}}, want: caseJSON{Answers: []string{"Friday"}}},
		"two agree":        {said: []remark{{"The day.", "Friday"}, {"", "friday."}}, want: caseJSON{Answers: []string{"Friday"}}},
		"to be declined":   {said: []remark{{"", "The coverage does not say."}}, want: caseJSON{Refuse: true}},
		"as a model would": {said: []remark{{"", prompts.Refusal}}, want: caseJSON{Refuse: true}},
		"a decline, wrong": {said: []remark{{"", "Friday"}}, refused: true, want: caseJSON{Answers: []string{"Friday"}}},
		"declined wrongly": {said: []remark{{"", "The coverage does not say."}}, refused: true, want: caseJSON{Edit: true, Answers: []string{"The coverage does not say"}}},
		"two differ":       {said: []remark{{"", "Friday"}, {"", "Monday"}}, want: caseJSON{Edit: true, Answers: []string{"Friday", "Monday"}}},
		"one only objects": {said: []remark{{"", "Friday"}, {"Not the minister!", ""}}, want: caseJSON{Edit: true, Answers: []string{"Friday"}}},
		"nothing said":     {want: caseJSON{Edit: true}},
	} {
		got := caseOf(&judged{Kept: discord.Kept{Question: question, Answer: wrong, Refused: tt.refused}, wrong: true, said: tt.said}, held{whole: true})
		tt.want.ID, tt.want.Kind, tt.want.Question, tt.want.Note = got.ID, "wrong", question, got.Note
		if diff := cmp.Diff(tt.want, got); diff != "" || got.Edit != (got.Note != "") {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// TestCaseKeepsFilters: what narrowed a question narrows its case, and the case
// is read as any line of a set.
func TestCaseKeepsFilters(t *testing.T) {
	j := &judged{wrong: true, said: []remark{{"", "Friday"}}, Kept: discord.Kept{
		Question: "When was it?", Filter: discord.KeptFilter{Since: "2025-03-01", Visible: []string{"INA", "<@100000000000000001>"}},
	}}
	var line bytes.Buffer
	if err := printJSON(&line, caseOf(j, held{})); err != nil {
		t.Fatal(err)
	}
	cases, err := eval.ReadCases(&line)
	if err != nil || len(cases) != 1 {
		t.Fatalf("it reads as %+v, %v", cases, err)
	}
	q, err := filterFlags{}.question(theQuestion, cases[0].Line)
	if err != nil || q.Since.Format(time.DateOnly) != "2025-03-01" || !cmp.Equal(q.Outlets, []string{"INA", unknownOutlet}) {
		t.Errorf("it asks %+v, %v", q, err)
	}
	other := *j
	other.Filter = discord.KeptFilter{}
	if caseOf(&other, held{}).ID == caseOf(j, held{}).ID {
		t.Error("the same question of other coverage is the same case")
	}
}

// TestEvalFromFilteredFeedback asks on Discord with a filter, says what the answer
// should say, and has the case ask the same.
func TestEvalFromFilteredFeedback(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d := startOnDiscord(t, dir)
	asked := discordstandin.Options{"question": "When did Syria's foreign minister arrive in Iraq?", "since": "2025-03-01", "until": "2025-03-31"}
	if _, err := d.SlashCommand(d.channel, d.ruth, "ask", asked); err != nil {
		t.Fatal(err)
	}
	d.shouldSay(t, d.answer(t), "It was on Friday.")
	d.end(t)
	set, _ := hereWith(t, []string{"DATA_DIR=" + dir}, "eval", "--from-feedback")
	if want := `"since":"2025-03-01","until":"2025-03-31","answers":["Friday"]}`; !strings.Contains(set, want) || strings.Contains(set, `"edit"`) {
		t.Errorf("the set lacks %s\n%s", want, set)
	}
}
