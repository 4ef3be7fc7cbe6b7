package rag_test

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"newsdesk/prompts"
	"newsdesk/rag"
)

var update = flag.Bool("update", false, "rewrite the wanted answers in testdata")

// scripted is a model that gives canned replies, in pieces of a few letters, and
// keeps what it was asked.
type scripted struct {
	replies []string
	failing error // after the last reply, instead of its end
	asked   [][]rag.Message
}

func (*scripted) Name() string { return "scripted" }

func (s *scripted) Generate(ctx context.Context, messages []rag.Message, onText func(string) error) (rag.Usage, error) {
	n := len(s.asked)
	s.asked = append(s.asked, messages)
	if n >= len(s.replies) {
		return rag.Usage{}, errors.New("nothing more to say")
	}
	for rest := s.replies[n]; rest != ""; {
		if err := ctx.Err(); err != nil {
			return rag.Usage{}, err
		}
		size := min(5, len(rest))
		if err := onText(rest[:size]); err != nil {
			return rag.Usage{}, err
		}
		rest = rest[size:]
	}
	if n+1 == len(s.replies) {
		return rag.Usage{}, s.failing
	}
	return rag.Usage{}, nil
}

// withAuthor gives an answerer a model.
func withAuthor(t testing.TB, a *rag.Answerer, g rag.Generator) *rag.Answerer {
	t.Helper()
	set, err := prompts.Load("")
	if err != nil {
		t.Fatal(err)
	}
	a.Author = &rag.Author{Generator: g, Prompts: set, Random: rand.Reader, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelDebug}))}
	return a
}

// TestWrittenAnswers runs the cases of testdata/answers: articles, a question,
// the replies of a model (draft, then repairs), and the wanted answer with each
// state that was shown before it.
func TestWrittenAnswers(t *testing.T) {
	files, err := filepath.Glob("testdata/answers/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { testWritten(t, file) })
	}
}

func testWritten(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var articles []rag.Article
	var question rag.Question
	model := &scripted{}
	var wanted *txtar.File
	for i := range archive.Files {
		f := &archive.Files[i]
		text := strings.TrimSpace(string(f.Data))
		switch {
		case strings.HasSuffix(f.Name, ".article"):
			articles = append(articles, article(t, f.Name, text))
		case f.Name == "question":
			question.Text = text
		case f.Name == "history":
			asked, answered, _ := strings.Cut(text, "\n")
			question.History = []rag.Turn{{Question: asked, Answer: answered}}
		case strings.HasPrefix(f.Name, "reply"):
			model.replies = append(model.replies, text)
		case f.Name == "fails":
			model.failing = errors.New(text)
		case f.Name == "want":
			wanted = f
		}
	}
	got := play(t, withAuthor(t, newAnswerer(t, articles...), model), question, model)
	if *update {
		wanted.Data = []byte(got)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got != string(wanted.Data) {
		t.Errorf("got\n%s\nwant\n%s(go test ./rag -run TestWrittenAnswers -update accepts it)", got, wanted.Data)
	}
}

// article reads a file of a case: a line of JSON and the text.
func article(t *testing.T, name, s string) rag.Article {
	t.Helper()
	var head struct {
		Title, Outlet, URL, Published string
	}
	line, body, _ := strings.Cut(s, "\n")
	if err := json.Unmarshal([]byte(line), &head); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	a := rag.Article{ID: rag.ArticleID(strings.TrimSuffix(name, ".article")), Title: head.Title, Outlet: head.Outlet, URL: head.URL, Body: body}
	if head.Published != "" {
		var year, month, day int
		if _, err := fmt.Sscanf(head.Published, "%d-%d-%d", &year, &month, &day); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		a.Published = rag.Day(year, time.Month(month), day)
	}
	return a
}

// play answers and writes down what was shown, the answer and its sources.
func play(t *testing.T, a *rag.Answerer, q rag.Question, model *scripted) string {
	t.Helper()
	var b strings.Builder
	answer, err := a.Stream(t.Context(), q, func(so rag.Answer) error {
		fmt.Fprintf(&b, "shown: %s\n", so.Text())
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(&b, "asked: %d times\nunderstood: %s\nengine: %s, dropped %d, refused %v\nanswer: %s\n",
		len(model.asked), answer.Standalone, answer.Engine, answer.Dropped, answer.Refused, answer.Text())
	for _, c := range answer.Claims {
		fmt.Fprintf(&b, "claim: %s %v %s\n", c.Text, c.Citations, c.Verdict)
	}
	for i := range answer.Sources {
		fmt.Fprintf(&b, "source: [%d] %s %q\n", i+1, answer.Sources[i].Article.ID, answer.Sources[i].Quote())
	}
	return b.String()
}
