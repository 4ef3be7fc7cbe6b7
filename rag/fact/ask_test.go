package fact

import (
	"os"
	"strings"
	"testing"

	"newsdesk/rag/text"
)

type askCase struct {
	want, focus, question string
	defines               bool
}

func askCases(t testing.TB) []askCase {
	t.Helper()
	data, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	var cases []askCase
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if f := strings.SplitN(line, "|", 3); len(f) == 3 && line[0] != '#' {
			want, defines := strings.CutSuffix(f[0], "*")
			cases = append(cases, askCase{want, f[1], f[2], defines})
		}
	}
	return cases
}

func TestAsk(t *testing.T) {
	cases := askCases(t)
	if len(cases) < 150 {
		t.Fatalf("%d questions, want 150", len(cases))
	}
	for _, c := range cases {
		q := Ask(c.question)
		if q.Want.String() != c.want || q.Defines != c.defines || c.focus != "-" && q.Focus != text.Fold(c.focus) {
			t.Errorf("%q: %s, defines %v, focus %q, want %s, %v, %q", c.question, q.Want, q.Defines, q.Focus, c.want, c.defines, c.focus)
		}
	}
	t.Logf("%d questions", len(cases))
}
