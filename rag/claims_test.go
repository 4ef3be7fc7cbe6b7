package rag_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"newsdesk/rag"
)

func TestSplitClaims(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"Was Assad toppled?", nil},
		{"The quake killed 212 people. Spain sent 56 rescuers.", []string{"The quake killed 212 people.", "Spain sent 56 rescuers."}},
		{
			"The quake killed 212 people, and Spain sent a team of rescuers.",
			[]string{"The quake killed 212 people", "Spain sent a team of rescuers."},
		},
		{
			"Banda won the run-off in Malawi; Chirwa conceded defeat on Monday.",
			[]string{"Banda won the run-off in Malawi", "Chirwa conceded defeat on Monday."},
		},
		{"Al-Shaibani arrived in Baghdad, and met Fuad Hussein there.", []string{"Al-Shaibani arrived in Baghdad, and met Fuad Hussein there."}},
		{"The ferry carried passengers and crew.", []string{"The ferry carried passengers and crew."}},
		{"“They waited for us, and we came at last,” he said.", []string{"“They waited for us, and we came at last,” he said."}},
	} {
		var got []string
		for _, span := range rag.SplitClaims(c.text) {
			got = append(got, span.Of(c.text))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

func TestCheckText(t *testing.T) {
	passages := claimPassages(t)
	search := func(_ context.Context, claim string) ([]rag.Passage, error) {
		if len(claim) < len("Nobody knows it.")+1 {
			return nil, nil
		}
		return []rag.Passage{passages["strike"]}, nil
	}
	var v rag.Verifier
	all, err := v.CheckText(t.Context(), "The union had demanded 15 percent. The union had demanded 20 percent. Nobody knows it.", search)
	if err != nil {
		t.Fatal(err)
	}
	var got []rag.Verdict
	for _, c := range all {
		got = append(got, c.Verdict)
	}
	if want := []rag.Verdict{rag.Supported, rag.Contradicted, rag.Unsupported}; !slices.Equal(got, want) {
		t.Fatalf("verdicts %v, want %v", got, want)
	}
	if all[1].Value != "15 percent" || len(all[1].Supports) == 0 {
		t.Errorf("contradicted claim has value %q and %d sources", all[1].Value, len(all[1].Supports))
	}
	broken := errors.New("the index is gone")
	_, err = v.CheckText(t.Context(), "It rained.", func(context.Context, string) ([]rag.Passage, error) { return nil, broken })
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want %v", err, broken)
	}
}
