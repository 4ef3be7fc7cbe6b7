package rag_test

import (
	"flag"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/internal/llm"
	"newsdesk/internal/llm/standin"
	"newsdesk/rag"
)

var runs = flag.Int("runs", 1000/thinned, "how many questions TestMixedPersonalities puts to the model")

// overheard keeps what the model's personalities wrote.
type overheard struct {
	mu      sync.Mutex
	replies []standin.Reply
}

func (o *overheard) said(r standin.Reply) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.replies = append(o.replies, r)
}

// take returns what was written since it was last called.
func (o *overheard) take() []standin.Reply {
	o.mu.Lock()
	defer o.mu.Unlock()
	all := o.replies
	o.replies = nil
	return all
}

// leastCaught is the share of runs in which no false sentence may get through.
const leastCaught = 0.99

// leastWritten is of how many runs one at least gives an answer by the model:
// half of the personalities fail, and many questions have no answer.
const leastWritten = 14

// TestMixedPersonalities: whatever a model writes or a service does, in at least
// 99 of 100 answers no sentence is false, and none is empty or late. The clock
// is synctest's, so that what stalls takes no time.
func TestMixedPersonalities(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var heard overheard
		network := standin.Serve(standin.New(standin.Config{Rand: rand.New(rand.NewPCG(7, 11)), Said: heard.said}))
		defer network.Close()
		var articles []rag.Article
		for _, p := range claimPassages(t) {
			articles = append(articles, p.Article)
		}
		a := newAnswerer(t, articles...)
		questions := mixedQuestions(t)
		r, wrong, written := rand.New(rand.NewPCG(1, 2)), 0, 0
		for n := range *runs {
			// A service of its own for each: the breaker of a shared one would
			// spare the model most of the questions.
			withAuthor(t, a, llm.NewChat(llm.Config{BaseURL: "http://model.test/v1", Model: standin.Mixed, HTTP: network.Client()}))
			a.Author.Log = slog.New(slog.DiscardHandler)
			question := questions[r.IntN(len(questions))]
			started := time.Now()
			answer, err := a.Answer(t.Context(), rag.Question{Text: question})
			if err != nil {
				t.Fatalf("run %d, %s: %v", n, question, err)
			}
			if took := time.Since(started); took > rag.DefaultAuthorLimit {
				t.Errorf("run %d, %s: %s", n, question, took)
			}
			checkForm(t, &answer)
			if answer.Engine == rag.Model && !answer.Refused {
				written++
			}
			if lie := falseIn(&answer, heard.take()); lie != "" {
				wrong++
				t.Logf("run %d, %s: %s", n, question, lie)
			}
		}
		t.Logf("a false sentence got through in %d of %d runs, of which %d gave the model's answer", wrong, *runs, written)
		if written < *runs/leastWritten {
			t.Errorf("only %d of %d answers are the model's: the test tests little", written, *runs)
		}
		if float64(wrong) > (1-leastCaught)*float64(*runs) {
			t.Errorf("false sentences got through in %d of %d runs", wrong, *runs)
		}
	})
}

func mixedQuestions(t *testing.T) []string {
	var all []string
	for _, set := range []string{"seed_questions", "seed_questions_b", "seed_questions_c", "seed_questions_d"} {
		for _, c := range readSet(t, set) {
			all = append(all, c.Question)
		}
	}
	for _, c := range readLines[labelled](t, "testdata/claims.jsonl") {
		if c.Label {
			all = append(all, "Is it true that "+strings.TrimRight(c.Text, ".")+"?")
		}
	}
	return all
}

// checkForm: an answer says something, each claim cites, and the sources are
// exactly those that are cited.
func checkForm(t *testing.T, a *rag.Answer) {
	t.Helper()
	if strings.TrimSpace(a.Text()) == "" || !a.Refused && len(a.Claims) == 0 {
		t.Errorf("%s: an empty answer", a.Question)
	}
	cited := map[int]bool{}
	next := 1
	for _, c := range a.Claims {
		if len(c.Citations) == 0 || c.Verdict != rag.Supported && c.Verdict != rag.Translated {
			t.Errorf("%s: %q cites %v and is %s", a.Question, c.Text, c.Citations, c.Verdict)
		}
		for _, n := range c.Citations {
			if n > next {
				t.Errorf("%s: [%d] is used before [%d]", a.Question, n, next)
			}
			if n == next {
				next++
			}
			cited[n] = true
		}
	}
	if len(cited) != len(a.Sources) {
		t.Errorf("%s: %d sources, %d cited", a.Question, len(a.Sources), len(cited))
	}
}

// falseIn is a sentence of an answer that the model knew to be false, and who
// wrote it, or "".
func falseIn(a *rag.Answer, replies []standin.Reply) string {
	if a.Engine != rag.Model {
		return ""
	}
	for _, reply := range replies {
		for _, line := range reply.Lines {
			for _, c := range a.Claims {
				if line.False && strings.EqualFold(bare(c.Text), bare(line.Text)) {
					return fmt.Sprintf("%s: %s", reply.Personality, c.Text)
				}
			}
		}
	}
	return ""
}

// bare is a sentence without what tidying changes.
func bare(s string) string { return strings.Trim(strings.Join(strings.Fields(s), " "), " .,;:*_`") }
