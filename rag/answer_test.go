package rag_test

import (
	"strings"
	"testing"

	"newsdesk/rag"
)

func ask(t *testing.T, a *rag.Answerer, q rag.Question) rag.Answer {
	t.Helper()
	answer, err := a.Answer(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestRefusalSaysWhatThereIs(t *testing.T) {
	a := newAnswerer(t, seedArticles(t)...)
	answer := ask(t, a, rag.Question{Text: "Who won the World Cup?"})
	if !answer.Refused || len(answer.Claims) != 0 || len(answer.Sources) != 0 {
		t.Fatalf("not refused: %+v", answer)
	}
	if got, want := answer.Text(), "The coverage does not say. It has 2 articles: 1 of 14 March 2025, 1 undated."; got != want {
		t.Errorf("refusal %q, want %q", got, want)
	}
	if len(answer.Closest) == 0 || answer.Closest[0].Body != "" {
		t.Errorf("closest %v: want articles without their bodies", answer.Closest)
	}
}

func TestNoCoverage(t *testing.T) {
	answer := ask(t, newAnswerer(t), rag.Question{Text: "Who won?"})
	if !answer.Refused || !strings.Contains(answer.Text(), "no coverage") {
		t.Errorf("answered %q", answer.Text())
	}
}

func TestUndatedResolvesNothing(t *testing.T) {
	a := newAnswerer(t, seedArticles(t)...)
	answer := ask(t, a, rag.Question{Text: "When did the Iraqi delegation arrive in Damascus?"})
	if !strings.Contains(answer.Text(), "on Friday,") || strings.Contains(answer.Text(), "[14") {
		t.Errorf("answered %q: 'on Friday' of an undated article has no date", answer.Text())
	}
	if !strings.Contains(answer.Text(), "undated") {
		t.Errorf("answered %q: it does not say that its source is undated", answer.Text())
	}
}

func TestFollowUps(t *testing.T) {
	for _, c := range []struct{ question, answer, next, want string }{
		{"When did the Iraqi delegation arrive in Damascus?", "On Friday.", "and who led it?", "and who led Iraqi delegation Damascus?"},
		{"Who leads the service?", "Hamid Al-Shatri leads it.", "When did he visit Damascus?", "When did Hamid Al-Shatri visit Damascus?"},
		{"Where did they meet?", "They met in Doha.", "Who else went there?", "Who else went Doha?"},
		{"Who brokered the meeting in Doha?", "Qatar.", "and when?", "and when meeting Doha?"},
		{"Who brokered the meeting in Doha?", "Qatar.", "Who is Fareed Saadon?", "Who is Fareed Saadon?"},
		{"", "", "and who led it?", "and who led it?"},
	} {
		var history []rag.Turn
		if c.question != "" {
			history = []rag.Turn{{Question: c.question, Answer: c.answer}}
		}
		if got := rag.Standalone(rag.Question{Text: c.next, History: history}); got != c.want {
			t.Errorf("after %q, %q stands alone as %q, want %q", c.question, c.next, got, c.want)
		}
	}
}

func TestTopicLastsThroughAConversation(t *testing.T) {
	a := newAnswerer(t, seedArticles(t)...)
	var history []rag.Turn
	for _, c := range []struct{ question, want string }{
		{"When did the Iraqi delegation arrive in Damascus?", "touched down in Damascus on Friday"},
		{"and who led it?", "Hamid Al-Shatri"},
		{"and what did it discuss?", "counter-terrorism"},
	} {
		answer := ask(t, a, rag.Question{Text: c.question, History: history})
		if !strings.Contains(answer.Text(), c.want) {
			t.Errorf("%s, understood as %q: answered %q, want %q in it", c.question, answer.Standalone, answer.Text(), c.want)
		}
		history = append(history, rag.Turn{Question: c.question, Answer: answer.Text()})
	}
}

func TestAnnotated(t *testing.T) {
	a := newAnswerer(t, seedArticles(t)...)
	answer := ask(t, a, rag.Question{Text: "When did Syria's foreign ministry slam the violence?"})
	if answer.Refused || !strings.Contains(answer.Text(), "on Wednesday [12 March 2025] slammed") {
		t.Errorf("answered %q", answer.Text())
	}
	if c := answer.Claims[0]; c.Text != answer.Sources[0].Quote() || strings.Contains(c.Text, "[") {
		t.Errorf("the claim %q is not the source's words", c.Text)
	}
}

func FuzzAnswer(f *testing.F) {
	a := newAnswerer(f, seedArticles(f)...)
	for _, s := range []string{"Who led it?", "من قاد الوفد؟", "how many", "\xff", "What's the name of", "tell me: who?", "the death toll of"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, question string) {
		answer, err := a.Answer(t.Context(), rag.Question{Text: question})
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range answer.Claims {
			if c.Text != answer.Sources[i].Quote() {
				t.Errorf("claim %q is not verbatim", c.Text)
			}
		}
	})
}
