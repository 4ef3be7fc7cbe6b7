package eval

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// cited is an answer from "claim 1 2|another 3": its claims with what each
// cites, of sources that quote "s1", "s2" and "s3".
func cited(claims string) rag.Answer {
	const body = "s1 s2 s3"
	var a rag.Answer
	for i := range 3 {
		a.Sources = append(a.Sources, rag.Source{Article: rag.Article{Body: body}, Span: text.Span{Start: 3 * i, End: 3*i + 2}})
	}
	for claim := range strings.SplitSeq(claims, "|") {
		words := strings.Fields(claim)
		c := rag.Claim{Text: words[0]}
		for _, n := range words[1:] {
			c.Citations = append(c.Citations, int(n[0]-'0'))
		}
		a.Claims = append(a.Claims, c)
	}
	return a
}

// supportedBy is a fake checker: claim "a" is supported by evidence that holds
// all sentences of one of the sets that held lists for it.
func supportedBy(held map[string][]string) Supports {
	return func(_ context.Context, claim string, evidence []rag.Passage) (bool, error) {
		var quotes []string
		for _, p := range evidence {
			quotes = append(quotes, p.Text())
		}
		return slices.ContainsFunc(held[claim], func(set string) bool {
			return !slices.ContainsFunc(strings.Fields(set), func(s string) bool { return !slices.Contains(quotes, s) })
		}), nil
	}
}

func TestMeasureCitations(t *testing.T) {
	for _, tt := range []struct {
		name, claims string
		held         map[string][]string
		want         Citations
	}{
		{"one source that supports", "a 1", map[string][]string{"a": {"s1"}}, Citations{1, 1}},
		{"one source that does not", "a 1", nil, Citations{0, 0}},
		{"no citation at all", "a", map[string][]string{"a": {"s1"}}, Citations{0, 0}},
		{"a number that no source has", "a 1 9", map[string][]string{"a": {"s1"}}, Citations{0, 0}},
		{"number zero", "a 0", map[string][]string{"a": {"s1"}}, Citations{0, 0}},
		{"two that are needed together", "a 1 2", map[string][]string{"a": {"s1 s2"}}, Citations{1, 1}},
		{"two of which each supports", "a 1 2", map[string][]string{"a": {"s1", "s2"}}, Citations{1, 1}},
		{"one that is not needed", "a 1 2", map[string][]string{"a": {"s1"}}, Citations{1, 0.5}},
		{"one beside two that are needed", "a 1 2 3", map[string][]string{"a": {"s1 s3"}}, Citations{1, 2.0 / 3}},
		// Each of two pairs supports, so that the third citation is not needed
		// and does not support alone; the shared one is in both pairs.
		{"two ways to support", "a 1 2 3", map[string][]string{"a": {"s1 s2", "s1 s3"}}, Citations{1, 1.0 / 3}},
		{"unsupported with three", "a 1 2 3", nil, Citations{0, 0}},
		{"sentences count alike, citations too", "a 1|b 1 2 3", map[string][]string{"a": {"s1"}}, Citations{0.5, 0.25}},
		{"an uncited sentence beside a good one", "a 1|b", map[string][]string{"a": {"s1"}}, Citations{0.5, 1}},
		{"the same source twice", "a 1 1", map[string][]string{"a": {"s1"}}, Citations{1, 1}},
	} {
		a := cited(tt.claims)
		got, err := MeasureCitations(t.Context(), &a, supportedBy(tt.held))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestMeasureCitationsGivesTheQuotedSentenceInItsArticle(t *testing.T) {
	a := cited("a 2")
	_, err := MeasureCitations(t.Context(), &a, func(_ context.Context, claim string, evidence []rag.Passage) (bool, error) {
		if claim != "a" || len(evidence) != 1 || evidence[0].Text() != "s2" || evidence[0].Article.Body != "s1 s2 s3" {
			t.Errorf("claim %q with evidence %+v", claim, evidence)
		}
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestMeasureCitationsEndsAtAnError(t *testing.T) {
	broken := errors.New("the verifier is gone")
	for calls := range 3 { // at the whole, at the first alone, at what is left without it
		left := calls
		a := cited("a 1 2")
		_, err := MeasureCitations(t.Context(), &a, func(_ context.Context, _ string, evidence []rag.Passage) (bool, error) {
			if left == 0 {
				return false, broken
			}
			left--
			return len(evidence) == 2, nil
		})
		if !errors.Is(err, broken) {
			t.Errorf("after %d calls: error %v, want %v", calls, err, broken)
		}
	}
}

func TestCiteAndSummarise(t *testing.T) {
	const ms = 1_000_000
	given := func(claims string, fault Fault, dropped int) Outcome {
		a := cited(claims)
		a.Dropped = dropped
		return Outcome{Answer: a, Fault: fault, Took: 2 * ms}
	}
	declined := func(fault Fault) Outcome {
		return Outcome{Answer: rag.Answer{Refused: true}, Fault: fault, Took: 10 * ms}
	}
	outcomes := []Outcome{
		given("a 1", Right, 2), given("a 1 2", Right, 0), given("b 1", NoFact, 1), given("a 1", WronglyGiven, 0),
		declined(Right), declined(WronglyDenied),
	}
	for i := range outcomes[:2] { // a first sentence that was taken back is not the answer's
		outcomes[i].Answer.Timings.First = ms
	}
	outcomes[0].Answer.Engine, outcomes[1].Answer.Engine = rag.Model, rag.Extractive
	if err := Cite(t.Context(), outcomes, supportedBy(map[string][]string{"a": {"s1"}})); err != nil {
		t.Fatal(err)
	}
	if outcomes[4].Cited != nil || outcomes[0].Cited == nil {
		t.Errorf("citations of a refusal %v, of an answer %v", outcomes[4].Cited, outcomes[0].Cited)
	}
	want := Summary{
		Answered: Tally{2, 4}, Declined: Tally{1, 2}, Cited: Citations{0.75, 0.625}, Measured: 4, Dropped: 3,
		Took: Spread{6, 2 * ms, 10 * ms}, First: Spread{1, ms, ms},
	}
	if diff := cmp.Diff(want, Summarise(outcomes)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(Summary{}, Summarise(nil)); diff != "" {
		t.Error(diff)
	}
	broken := errors.New("the verifier is gone")
	err := Cite(t.Context(), outcomes, func(context.Context, string, []rag.Passage) (bool, error) { return false, broken })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
