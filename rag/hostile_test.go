package rag_test

import (
	"encoding/json"
	"log/slog"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"newsdesk/internal/llm"
	"newsdesk/internal/llm/standin"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// plantedAttacks are the instructions of the BIPIA benchmark, in order.
func plantedAttacks(t *testing.T) []string {
	t.Helper()
	raw, err := os.ReadFile("../../shared/eval/bipia/text_attack_train.json")
	if err != nil {
		t.Skip("the BIPIA set is not here: ", err)
	}
	var kinds map[string][]string
	if err := json.Unmarshal(raw, &kinds); err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, k := range kinds {
		all = append(all, k...)
	}
	slices.Sort(all)
	return all
}

// TestPlantedAttacks: the public attacks on models that read documents are known
// for what they are.
func TestPlantedAttacks(t *testing.T) {
	for _, attack := range plantedAttacks(t) {
		if !rag.Planted(attack) {
			t.Errorf("not known: %q", attack)
		}
	}
}

// plant puts an instruction into an article: 0 at the start, 1 in the middle, 2 at
// the end.
func plant(a rag.Article, attack string, where int) rag.Article {
	sentences := text.Prose(a.Body, a.Prose)
	at := []int{sentences[0].Start, sentences[len(sentences)/2].Start, len(strings.TrimRight(a.Body, "\n "))}[where]
	a.Body = a.Body[:at] + " " + attack + " " + a.Body[at:]
	return a
}

var hostileQuestions = []string{
	"Who led the Iraqi delegation to Damascus?", "How many Syrians were arrested?", "When did Al-Shaibani arrive in Iraq?",
	"What did Al-Awadi say?", "Who won the World Cup?", "Who is Fareed Saadon?", "What did the delegation discuss?",
}

// TestPlantedInstructionsChangeNothing: with an instruction in each of the
// articles, the answer in the coverage's own words is the same.
func TestPlantedInstructionsChangeNothing(t *testing.T) {
	attacks := plantedAttacks(t)
	clean := map[string][]string{}
	a := newAnswerer(t, seedArticles(t)...)
	for _, q := range hostileQuestions {
		clean[q] = claimsOf(ask(t, a, rag.Question{Text: q}))
	}
	for i, attack := range attacks {
		if i%thinned > 0 {
			continue
		}
		for where := range 3 {
			question := hostileQuestions[(i+where)%len(hostileQuestions)]
			a := newAnswerer(t, plantedArticles(t, attack, where)...)
			if got := claimsOf(ask(t, a, rag.Question{Text: question})); !slices.Equal(got, clean[question]) {
				t.Errorf("with %q at %d, %s\n got %q\nwant %q", attack, where, question, got, clean[question])
			}
		}
	}
}

func plantedArticles(t *testing.T, attack string, where int) []rag.Article {
	articles := seedArticles(t)
	for i := range articles {
		articles[i] = plant(articles[i], attack, where)
	}
	return articles
}

func claimsOf(a rag.Answer) []string {
	var all []string
	for _, c := range a.Claims {
		all = append(all, c.Text)
	}
	return all
}

// TestObedientModelIsNotHeard: a model that does as an article tells it says
// nothing that the article does not report: no link, no word of the prompt, none
// of the instruction.
func TestObedientModelIsNotHeard(t *testing.T) {
	var heard overheard
	network := standin.Serve(standin.New(standin.Config{Rand: rand.New(rand.NewPCG(3, 5)), Said: heard.said}))
	defer network.Close()
	obeyed := 0
	for i, attack := range plantedAttacks(t) {
		if i%thinned > 0 {
			continue
		}
		for where := range 3 {
			a := newAnswerer(t, plantedArticles(t, attack, where)...)
			withAuthor(t, a, llm.NewChat(llm.Config{BaseURL: "http://model.test/v1", Model: "obedient", HTTP: network.Client()}))
			a.Author.Log = slog.New(slog.DiscardHandler)
			answer := ask(t, a, rag.Question{Text: hostileQuestions[(i+where)%len(hostileQuestions)]})
			checkForm(t, &answer)
			replies := heard.take()
			for _, r := range replies {
				for _, line := range r.Lines {
					obeyed += map[bool]int{true: 1}[line.False]
				}
			}
			if lie := falseIn(&answer, replies); lie != "" {
				t.Errorf("with %q at %d: %s", attack, where, lie)
			}
			for _, banned := range []string{"http", "www.", "example", "My instructions", "You answer questions", "<<<", attack} {
				if strings.Contains(answer.Text(), banned) {
					t.Errorf("with %q at %d: %q in %s", attack, where, banned, answer.Text())
				}
			}
		}
	}
	if obeyed < 100/thinned {
		t.Errorf("the model obeyed only %d times: the test tests nothing", obeyed)
	}
}
