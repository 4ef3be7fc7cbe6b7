package eval

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newsdesk/rag"
)

func TestHasClaims(t *testing.T) {
	for set, want := range map[string]bool{
		"": false,
		`{"id":"a","question":"Who?","refuse":true}`:             false,
		`{"id":"a","text":"Who?","answers":["x"],"label":"who"}`: false, // a question set's own label
		`{"id":"a","text":"It rained.","label":true}`:            true,
		"\xef\xbb\xbf\n" + `{"id":"a","label":false}`:            true,
		`{"id":` + "\n" + `{"id":"a","label":false}`:             true,
		`{"id":"a","text":"x"}` + "\n" + `{"label":true}`:        true,
		"not json": false,
	} {
		if got := HasClaims([]byte(set)); got != want {
			t.Errorf("%q: %t, want %t", set, got, want)
		}
	}
}

func TestReadClaims(t *testing.T) {
	claims, err := ReadClaims(strings.NewReader("\xef\xbb\xbf" + `{"_id":7,"text":"It rained.","articles":["a","b"],"label":false,"kind":"number","held":true}` + "\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []LabelledClaim{{Line: Line{OtherID: "7", Text: "It rained.", Articles: []string{"a", "b"}}, Kind: "number", Held: true}}
	if diff := cmp.Diff(want, claims); diff != "" {
		t.Error(diff)
	}
	for bad, why := range map[string]string{
		`{"id":`: "not a JSON object",
		`{"id":"a","text":"It rained.","articles":["a"]}`:                 `has no "label"`,
		`{"id":"a","text":"It rained.","articles":["a"],"label":null}`:    `has no "label"`,
		`{"id":"a","text":"It rained.","articles":["a"],"label":"true"}`:  `"label" must not be a JSON string`,
		`{"id":"a","text":"It rained.","articles":"a","label":true}`:      `"articles" must not be a JSON string`,
		`{"id":"a","text":"It rained.","label":true}`:                     `needs a "text" and the ids of "articles"`,
		`{"id":"a","articles":["a"],"label":true}`:                        `needs a "text"`,
		`{"id":"a","text":"` + strings.Repeat("x", 1<<20) + `"}`:          "too long",
		`{"id":{},"text":"It rained.","articles":["a"],"label":true}`:     "an id must be a string or a number",
		`[{"id":"a","text":"It rained.","articles":["a"],"label":false}]`: "not a JSON object",
	} {
		_, err := ReadClaims(strings.NewReader("\n" + bad))
		if err == nil || !strings.Contains(err.Error(), "line 2: ") || !strings.Contains(err.Error(), why) {
			t.Errorf("%.80s: error %v, want one that names line 2 and says %s", bad, err, why)
		}
	}
}

// verdicts is a fake checker: it finds what the claim's text says.
func verdicts(_ context.Context, c LabelledClaim) (rag.Finding, error) {
	return rag.Finding{Verdict: rag.Verdict(c.Text), Reason: strings.Join(c.Articles, " ")}, nil
}

func TestCheckClaims(t *testing.T) {
	claim := func(kind string, label, held bool, verdict rag.Verdict) LabelledClaim {
		return LabelledClaim{Line: Line{Text: string(verdict), Articles: []string{"a", "b"}}, Kind: kind, Label: label, Held: held}
	}
	var clock time.Time
	now := func() time.Time { clock = clock.Add(time.Second); return clock }
	outcomes, err := CheckClaims(t.Context(), []LabelledClaim{
		claim("number", false, false, rag.Contradicted),
		claim("voice", true, true, rag.Supported),
		claim("number", false, true, rag.Supported),
		claim("voice", true, false, rag.Partly),
		claim("number", true, false, rag.Translated),
	}, verdicts, now)
	if err != nil {
		t.Fatal(err)
	}
	if o := outcomes[0]; !o.Right() || o.Took != time.Second || o.Finding.Reason != "a b" {
		t.Errorf("outcome %+v", o)
	}
	groups, tallies := CountClaims(outcomes)
	if diff := cmp.Diff([]ClaimGroup{{"number", false}, {"voice", true}, {"number", true}}, groups); diff != "" {
		t.Error(diff)
	}
	want := map[ClaimGroup]Tally{{"number", false}: {1, 2}, {"voice", true}: {1, 2}, {"number", true}: {1, 1}}
	if diff := cmp.Diff(want, tallies); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(ClaimTotals{Kept: Tally{2, 3}, Caught: Tally{1, 2}}, TotalClaims(outcomes)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(ClaimTotals{Kept: Tally{1, 1}, Caught: Tally{0, 1}}, TotalClaims(HeldOut(outcomes))); diff != "" {
		t.Error(diff)
	}
	broken := errors.New("the verifier is gone")
	_, err = CheckClaims(t.Context(), []LabelledClaim{{Line: Line{ID: "x"}}}, func(context.Context, LabelledClaim) (rag.Finding, error) {
		return rag.Finding{}, broken
	}, now)
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), "claim x") {
		t.Errorf("error %v, want one of claim x that wraps %v", err, broken)
	}
}
