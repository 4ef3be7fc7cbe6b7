package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"newsdesk/rag"
)

// LabelledClaim is a line of a claim set: a sentence, the articles that it is
// checked against, and whether they support it.
type LabelledClaim struct {
	Line
	Kind  string
	Label bool // it should hold
	Held  bool // kept out of tuning
}

// HasClaims reports whether a set has claims rather than questions: whether
// one of its lines has a label and asks nothing. Lines that are no JSON object
// are passed over.
func HasClaims(set []byte) bool {
	found := errors.New("found")
	err := eachLine(bytes.NewReader(set), func(line []byte) error {
		var has struct{ Label, Question, Query, Refuse, Answers json.RawMessage }
		if json.Unmarshal(line, &has) == nil && has.Label != nil &&
			has.Question == nil && has.Query == nil && has.Refuse == nil && has.Answers == nil {
			return found
		}
		return nil
	})
	return errors.Is(err, found)
}

// ReadClaims reads a claim set of one JSON object a line.
func ReadClaims(in io.Reader) ([]LabelledClaim, error) {
	var claims []LabelledClaim
	err := eachLine(in, func(line []byte) error {
		var c struct {
			Line
			Kind  string `json:"kind"`
			Label *bool  `json:"label"`
			Held  bool   `json:"held"`
		}
		if err := decode(line, &c); err != nil {
			return err
		}
		if c.Label == nil {
			return errors.New(`has no "label", as the claims beside it: true or false`)
		}
		if c.Words() == "" || len(c.Articles) == 0 {
			return errors.New(`a claim needs a "text" and the ids of "articles" to check it against`)
		}
		claims = append(claims, LabelledClaim{c.Line, c.Kind, *c.Label, c.Held})
		return nil
	})
	return claims, err
}

// Checker checks a claim against the articles that it names.
type Checker func(ctx context.Context, c LabelledClaim) (rag.Finding, error)

// ClaimOutcome is a claim and what was found of it.
type ClaimOutcome struct {
	Claim   LabelledClaim
	Finding rag.Finding
	Took    time.Duration
}

// Right reports whether a true claim was kept or a false one caught.
func (o *ClaimOutcome) Right() bool { return o.Finding.Holds() == o.Claim.Label }

// CheckClaims puts every claim to a checker in order. It ends at the checker's
// first error.
func CheckClaims(ctx context.Context, claims []LabelledClaim, check Checker, now func() time.Time) ([]ClaimOutcome, error) {
	outcomes := make([]ClaimOutcome, 0, len(claims))
	for _, c := range claims {
		started := now()
		finding, err := check(ctx, c)
		if err != nil {
			return nil, fmt.Errorf("claim %s: %w", c.Name(), err)
		}
		outcomes = append(outcomes, ClaimOutcome{c, finding, now().Sub(started)})
	}
	return outcomes, nil
}

// ClaimGroup is the true or the false claims of a kind.
type ClaimGroup struct {
	Kind  string
	Label bool
}

// CountClaims tallies outcomes by kind and label, in order of first use.
func CountClaims(outcomes []ClaimOutcome) ([]ClaimGroup, map[ClaimGroup]Tally) {
	return count(outcomes, func(o *ClaimOutcome) (ClaimGroup, bool) {
		return ClaimGroup{o.Claim.Kind, o.Claim.Label}, o.Right()
	})
}

// ClaimTotals are the true claims that were kept and the false ones that were
// caught.
type ClaimTotals struct{ Kept, Caught Tally }

// TotalClaims adds up outcomes.
func TotalClaims(outcomes []ClaimOutcome) ClaimTotals {
	_, tallies := count(outcomes, func(o *ClaimOutcome) (bool, bool) { return o.Claim.Label, o.Right() })
	return ClaimTotals{Kept: tallies[true], Caught: tallies[false]}
}

// HeldOut are the outcomes of the claims that were kept out of tuning.
func HeldOut(outcomes []ClaimOutcome) []ClaimOutcome {
	return slices.DeleteFunc(slices.Clone(outcomes), func(o ClaimOutcome) bool { return !o.Claim.Held })
}
