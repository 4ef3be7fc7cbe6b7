package prompts

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the wanted prompts in testdata")

// TestPrompts compares the exact prompts: each case of testdata has its data as
// answer.json, repair.json, summary.json or standalone.json, and the messages wanted.
func TestPrompts(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	set := load(t, "")
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { checkCase(t, set, file) })
	}
}

func checkCase(t *testing.T, set *Set, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	messages, err := renderCase(set, archive.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: archive.Comment, Files: archive.Files[:1]}
	for _, m := range messages {
		got.Files = append(got.Files, txtar.File{Name: m.Role, Data: []byte(m.Content + "\n")})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(string(txtar.Format(archive)), string(txtar.Format(got))); diff != "" && !*update {
		t.Errorf("the prompt changed (go test ./prompts -update accepts it):\n%s", diff)
	}
}

func renderCase(set *Set, data txtar.File) ([]Message, error) {
	switch data.Name {
	case "answer.json":
		return rendered(data.Data, set.Answer)
	case "repair.json":
		return rendered(data.Data, set.Repair)
	case "summary.json":
		return rendered(data.Data, set.Summary)
	default:
		return rendered(data.Data, set.Standalone)
	}
}

func rendered[T any](data []byte, render func(T) ([]Message, error)) ([]Message, error) {
	var d T
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, err
	}
	return render(d)
}

func load(t *testing.T, dir string) *Set {
	t.Helper()
	set, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func TestFolderReplacesOnePrompt(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "answer.tmpl", `{{define "system"}}Be brief.{{end}}{{define "user"}}{{.Question}}{{end}}`)
	set := load(t, dir)
	got, err := set.Answer(Answer{Fence: testFence, Question: "Who?"})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Message{{System, "Be brief."}, {User, "Who?"}}, got); diff != "" {
		t.Error(diff)
	}
	got, err = set.Standalone(Standalone{Fence: testFence, Question: "Who?"})
	if err != nil || !strings.Contains(got[0].Content, "You rewrite the last question") {
		t.Errorf("the prompts that the folder does not have are not the embedded ones: %v %v", got, err)
	}
}

func TestLoadReportsEachProblemWithItsFileAndLine(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "answer.tmpl", "{{define \"system\"}}x{{end}}\n{{define \"user\"}}{{if}}{{end}}")
	write(t, dir, "repair.tmpl", "{{define \"system\"}}x{{end}}\n{{define \"user\"}}\n{{.Sentense}}{{end}}")
	write(t, dir, "standalone.tmpl", `{{define "system"}}x{{end}}`)
	write(t, dir, "anwser.tmpl", "")
	_, err := Load(dir)
	if err == nil {
		t.Fatal("loaded")
	}
	for _, want := range []string{
		filepath.Join(dir, "answer.tmpl") + ":2:", filepath.Join(dir, "repair.tmpl") + ":3:",
		filepath.Join(dir, "standalone.tmpl"), filepath.Join(dir, "anwser.tmpl") + ": is none of the prompts",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not in: %v", want, err)
		}
	}
	if _, err := Load(filepath.Join(dir, "absent")); err == nil {
		t.Error("a folder that is not there was loaded")
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestStandaloneIsBounded(t *testing.T) {
	turns := make([]Turn, 50)
	for i := range turns {
		turns[i] = Turn{strings.Repeat("س", 5000), strings.Repeat("<<<", 5000)}
	}
	got, err := load(t, "").Standalone(Standalone{Fence: testFence, Question: "And he?", Turns: turns})
	if err != nil {
		t.Fatal(err)
	}
	if n := len([]rune(got[1].Content)); n > 2*MaxTurns*(MaxTurnText+200) {
		t.Errorf("the prompt has %d characters", n)
	}
}

func TestRefused(t *testing.T) {
	for reply, want := range map[string]bool{
		"NOT IN COVERAGE": true, " not in coverage.\n": true, "**NOT  IN COVERAGE**": true,
		"NOT IN COVERAGE\nThe passages speak of other things.": true,
		"It is not in coverage of the day [1].":                false, "": false,
		"The delegation left. NOT IN COVERAGE": false,
	} {
		if got := Refused(reply); got != want {
			t.Errorf("Refused(%q) = %v", reply, got)
		}
	}
}
