package main

import (
	"bytes"
	"math/rand/v2"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	modelstandin "newsdesk/internal/llm/standin"
	"newsdesk/internal/standin/playground"
	"newsdesk/rag"
)

// explainedBy asks the seeds a question, with a model of a personality or, "", without
// one, and returns how the answer came about and what the model said of its sentences.
func explainedBy(t *testing.T, personality, question string) (playground.Explanation, []modelstandin.Line) {
	t.Helper()
	var said []modelstandin.Line
	environ := []string{"DATA_DIR=" + t.TempDir()}
	if personality != "" {
		model := httptest.NewServer(modelstandin.New(modelstandin.Config{
			Rand: rand.New(rand.NewPCG(8, 4)), Said: func(r modelstandin.Reply) { said = append(said, r.Lines...) },
		}))
		t.Cleanup(model.Close)
		environ = append(environ, "OPENAI_BASE_URL="+model.URL+"/v1", "OPENAI_MODEL="+personality)
	}
	cfg, err := readConfig(environ, "")
	if err != nil {
		t.Fatal(err)
	}
	d, err := openDesk(newSession(t.Context(), world{stderr: &bytes.Buffer{}}, cfg))
	if err != nil {
		t.Fatal(err)
	}
	defer d.close()
	answer, err := d.answerer.Answer(t.Context(), rag.Question{Text: question, Filter: everything()})
	if err != nil {
		t.Fatal(err)
	}
	return explanation(&answer), said
}

// TestExplanation has answers of every kind say how they came about.
func TestExplanation(t *testing.T) {
	for _, test := range []struct {
		name, personality, question string
		engine, model               string
		refused                     bool
		note                        string // what it begins with
	}{
		{name: "in the coverage's words", question: whoLed, engine: "extractive"},
		{name: "declined", question: "Who won the chess olympiad in Reykjavik?", engine: "extractive", refused: true, note: "The coverage does not say."},
		{name: "a faithful model", personality: "faithful", question: whoLed, engine: "model", model: "faithful"},
		{name: "a lying model", personality: "invents-number", question: whoLed, engine: "model", model: "invents-number"},
		{name: "a model that is down", personality: "fails", question: whoLed, engine: "extractive", note: "The model"},
	} {
		t.Run(test.name, func(t *testing.T) {
			x, said := explainedBy(t, test.personality, test.question)
			if x.Asked != test.question || x.Engine != test.engine || x.Model != test.model || x.Refused != test.refused || !strings.HasPrefix(x.Note, test.note) || (x.Note == "") != (test.note == "") {
				t.Errorf("it is %q by %q %q, refused %v, noted %q", x.Asked, x.Engine, x.Model, x.Refused, x.Note)
			}
			if len(x.Timings) < 2 || x.Timings[0].Took <= 0 || (len(x.Timings) == 3) != (x.Engine == "model") {
				t.Errorf("it took %v", x.Timings)
			}
			checkClaims(t, &x)
			checkDropped(t, &x, said)
		})
	}
}

// checkClaims holds that each sentence stands in a passage that is shown as cited.
func checkClaims(t *testing.T, x *playground.Explanation) {
	t.Helper()
	if x.Refused != (len(x.Claims) == 0) || len(x.Passages) == 0 {
		t.Errorf("refused %v, with %d claims and %d passages", x.Refused, len(x.Claims), len(x.Passages))
	}
	for _, c := range x.Claims {
		if c.Verdict != "supported" || len(c.Cites) == 0 {
			t.Errorf("%q is %s, citing %v", c.Text, c.Verdict, c.Cites)
		}
		for _, s := range c.Cites {
			if !slices.ContainsFunc(x.Passages, func(p playground.Passage) bool {
				return p.Cited && p.Title == s.Title && p.Outlet == s.Outlet && p.Date == s.Date && strings.Contains(p.Text, s.Quote)
			}) {
				t.Errorf("no passage that is cited has [%d] %q", s.N, s.Quote)
			}
		}
	}
	for i, p := range x.Passages {
		if p.Rank != i+1 || p.Fused < 0 || i > 0 && p.Fused > x.Passages[i-1].Fused {
			t.Errorf("passage %d is of rank %d with %v", i+1, p.Rank, p.Fused)
		}
	}
}

// checkDropped holds that of what a model said what is false was left out, with reasons,
// and nothing else was.
func checkDropped(t *testing.T, x *playground.Explanation, said []modelstandin.Line) {
	t.Helper()
	lies := 0
	for _, l := range said {
		if !l.False {
			continue
		}
		lies++
		if slices.ContainsFunc(x.Claims, func(c playground.Claim) bool { return strings.Contains(c.Text, l.Text) }) {
			t.Errorf("the answer has the lie %q", l.Text)
		}
	}
	if (lies > 0) != (len(x.Dropped) > 0) {
		t.Errorf("of %d lies %d sentences were dropped", lies, len(x.Dropped))
	}
	for _, d := range x.Dropped {
		if d.Reason == "" || !slices.ContainsFunc(said, func(l modelstandin.Line) bool { return l.False && l.Text == d.Text }) {
			t.Errorf("%q was dropped for %q", d.Text, d.Reason)
		}
	}
}

// TestExplainedIsForgotten bounds what is kept of answers.
func TestExplainedIsForgotten(t *testing.T) {
	e := newExplained()
	for i := range explainedAnswers + 1 {
		e.note([]string{strconv.Itoa(i)}, &rag.Answer{Question: whoLed})
	}
	if _, ok := e.Explain("0"); ok {
		t.Error("the first answer is kept still")
	}
	if x, ok := e.Explain(strconv.Itoa(explainedAnswers)); !ok || x.Asked != whoLed {
		t.Errorf("the last answer is %+v, %v", x, ok)
	}
}
