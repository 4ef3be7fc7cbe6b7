package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsdesk/internal/discord"
	"newsdesk/internal/eval"
	discordstandin "newsdesk/internal/standin"
)

// mention asks in the channel and waits for the answer.
func (d *onDiscord) mention(t *testing.T, question string) discordstandin.Message {
	t.Helper()
	if _, err := d.Say(d.channel, d.ruth, "<@"+d.Bot().ID+"> "+question); err != nil {
		t.Fatal(err)
	}
	return d.answer(t)
}

// press presses a button under an answer and waits for what comes of it.
func (d *onDiscord) press(t *testing.T, m discordstandin.Message, label string) *discordstandin.Interaction {
	t.Helper()
	for _, row := range m.Components {
		for _, button := range row.Components {
			if button.Label != label {
				continue
			}
			i, err := d.ClickButton(d.channel, d.ruth, m.ID, button.CustomID)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := i.Answered(d.ctx); err != nil {
				t.Fatal(err)
			}
			return i
		}
	}
	t.Fatalf("no button %q under %q", label, m.Content)
	return nil
}

// wrong says what is wrong in the form under an answer.
func (d *onDiscord) wrong(t *testing.T, m discordstandin.Message, comment string) {
	t.Helper()
	d.fillIn(t, m, map[string]string{"what": comment})
}

// shouldSay says there what the answer should say.
func (d *onDiscord) shouldSay(t *testing.T, m discordstandin.Message, words string) {
	t.Helper()
	d.fillIn(t, m, map[string]string{"should": words})
}

// fillIn fills in the form under an answer.
func (d *onDiscord) fillIn(t *testing.T, m discordstandin.Message, fields map[string]string) {
	t.Helper()
	sent, err := d.SubmitModal(d.press(t, m, "Wrong").ID, d.ruth, fields)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sent.Answered(d.ctx); err != nil {
		t.Fatal(err)
	}
}

// holdsCases looks for the cases of what was judged.
func holdsCases(t *testing.T, set string) {
	t.Helper()
	for _, want := range []string{
		`"kind":"helpful","question":"Who led the Iraqi delegation to Damascus?","answers":["Hamid Al-Shatri"],"files":["003_c9eef49e8d2f478a.txt"]}`,
		`"kind":"helpful","question":"Which orchestra toured Japan?","refuse":true}`,
		`"kind":"wrong","question":"When did Syria's foreign minister arrive in Iraq?","answers":["Friday"]}`,
		`"kind":"wrong","question":"How many Syrians were arrested?","answers":["14","Mosul"],"edit":true,"note":"The answer was found wrong: “Ask : it was 14 in Mosul.” The answer was: `,
	} {
		if !strings.Contains(set, want) {
			t.Errorf("the set lacks %s\n%s", want, set)
		}
	}
}

// TestEvalFromFeedback has people judge answers on Discord, and scores the set
// that is made of it.
func TestEvalFromFeedback(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d := startOnDiscord(t, dir)
	d.press(t, d.mention(t, "Who led the Iraqi delegation to Damascus?"), "Helpful")
	d.press(t, d.mention(t, "Who led the Iraqi delegation to Damascus?"), "Helpful") // said twice, one case
	d.press(t, d.mention(t, "Which orchestra toured Japan?"), "Helpful")
	d.wrong(t, d.mention(t, "When did Syria's foreign minister arrive in Iraq?"), "It should say “Friday”.")
	d.wrong(t, d.mention(t, "How many Syrians were arrested?"), "Ask <@"+d.ruth+">: it was 14 in Mosul.")
	d.end(t)

	environ := []string{"DATA_DIR=" + dir}
	set, count := hereWith(t, environ, "eval", "--from-feedback")
	if !strings.Contains(count, `cases: 4; of these wait for an editor ("edit":true): 1`) {
		t.Errorf("it says %q", count)
	}
	for _, id := range []string{d.ruth, d.channel, d.guild} {
		if strings.Contains(set, id) {
			t.Errorf("the set has the id %s:\n%s", id, set)
		}
	}
	holdsCases(t, set)
	if again := here(t, dir, "eval", "--json", "--from-feedback"); again != set {
		t.Errorf("made again, the set differs:\n%s\n%s", set, again)
	}
	scoresAll(t, environ, set)
	here(t, dir, "articles", "remove", "003_c9eef49e8d2f478a.txt")
	set = here(t, dir, "eval", "--from-feedback")
	if strings.Contains(set, "Shatri") || !strings.Contains(set, "no more in the coverage") {
		t.Errorf("of a withdrawn article the set has\n%s", set)
	}
}

// scoresAll scores the set, all right, but for the line that waits.
func scoresAll(t *testing.T, environ []string, set string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "set.jsonl")
	if err := os.WriteFile(path, []byte(set), 0o600); err != nil {
		t.Fatal(err)
	}
	scored, waiting := hereWith(t, environ, "eval", path)
	if !strings.Contains(scored, "3 questions") || !strings.Contains(scored, "2 of 2 (100%)") || !strings.Contains(scored, "1 of 1 (100%)") ||
		!strings.Contains(waiting, "not scored: 1") {
		t.Errorf("scored:\n%s%s", scored, waiting)
	}
}

func TestEvalWithoutFeedback(t *testing.T) {
	set, said := hereWith(t, []string{"DATA_DIR=" + t.TempDir()}, "eval", "--from-feedback")
	if set != "" || !strings.Contains(said, "there is no feedback") {
		t.Errorf("it prints %q and says %q", set, said)
	}
	for _, args := range [][]string{{"eval", "--from-feedback", "set.jsonl"}, {"eval", "--from-feedback", "--articles", "a.jsonl"}, {"eval"}} {
		var problems bytes.Buffer
		code := run(t.Context(), world{args: args, environ: []string{"DATA_DIR=" + t.TempDir()}, stdin: strings.NewReader(""), stdout: &bytes.Buffer{}, stderr: &problems})
		if code != exitUsage || strings.Count(problems.String(), "\n") != 1 {
			t.Errorf("%v: exit %d: %s", args, code, problems.String())
		}
	}
}

func TestShouldSay(t *testing.T) {
	for comment, want := range map[string]string{
		"It should say “Thursday”, see the ministry.": "Thursday",
		`should be "13 Syrians"`:                      "13 Syrians",
		"This should read: 14 March 2025.":            "14 March 2025",
		"It should say more about Basra.":             "",
		`It should not say "Basra".`:                  "",
		"It was Thursday.":                            "",
	} {
		if got := shouldSay(comment); got != want {
			t.Errorf("%s: %q, want %q", comment, got, want)
		}
	}
}

func TestKeyFacts(t *testing.T) {
	for _, tt := range []struct {
		question, claim string
		want            []string
	}{
		{"Who opened the ferry to Basra?", "Minister Salim Hadi opened the Basra ferry on Friday.", []string{"Salim Hadi"}},
		{"When did the ferry to Basra open?", "Minister Salim Hadi opened the Basra ferry on Friday.", []string{"Friday"}},
		{"How many cars does the ferry carry?", "The ferry carries 40 cars.", []string{"40 cars"}},
		{"Who went with Hadi?", "Salim Hadi went with Iraqi officials and Omar Aziz.", []string{"Omar Aziz"}},
		{"What did Hadi say?", "Hadi told two Iraqi reporters that the ferry was “safe at last,” in 2024.", []string{"safe at last"}},
		{"Why was the ferry late?", "It was late because of a broken engine.", nil},
	} {
		got := keyFacts(tt.question, []discord.KeptClaim{{Text: tt.claim}})
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s\n%s", tt.question, diff)
		}
	}
}

func TestCaseOfDisputedAndPersonal(t *testing.T) {
	j := &judged{helpful: true, wrong: true, Kept: discord.Kept{
		ID: "100000000000000001", Person: "100000000000000002", Channel: "100000000000000003",
		Question: "What did <@100000000000000004> say in https://discord.com/channels/1/2/3 of 100000000000000005?", Refused: true, Answer: "The coverage does not say.",
	}}
	c := caseOf(j, held{whole: true})
	if c.Kind != "disputed" || !c.Edit || c.Question != "What did say in of ?" {
		t.Errorf("the case is %+v", c)
	}
	var line bytes.Buffer
	if err := printJSON(&line, c); err != nil || strings.Contains(line.String(), "00000000") {
		t.Errorf("printed %s, %v", line.String(), err)
	}
	if cases, err := eval.ReadCases(&line); err != nil || len(cases) > 0 {
		t.Errorf("it reads as %+v, %v", cases, err)
	}
}
