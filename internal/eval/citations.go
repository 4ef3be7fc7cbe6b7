package eval

import (
	"context"
	"fmt"
	"slices"

	"newsdesk/rag"
)

// Supports reports whether evidence, taken together, supports a claim.
type Supports func(ctx context.Context, claim string, evidence []rag.Passage) (bool, error)

// Citations are the citation recall and precision of one answer, from 0 to 1,
// as section 4.3 of Gao, Yen, Yu and Chen, "Enabling Large Language Models to
// Generate Text with Citations" (EMNLP 2023, the ALCE benchmark) has them.
//
// Recall is the share of sentences whose citations, taken together, support
// them. Precision is the share of citations that are of use: the sentence has
// recall, and the citation supports it alone or is needed, in that the others
// do not support the sentence without it. An answer that cites nothing has
// precision 0. A number that no source has takes recall from its sentence and
// is a citation of no use; ALCE's own program leaves it out of the count.
//
// Here a sentence is a claim of the answer, and a citation's evidence is the
// one sentence that it quotes, with its article whole around it, so that the
// checker can tell whom a pronoun means. ALCE gives the cited passage of 100
// words: these measures are stricter.
type Citations struct{ Recall, Precision float64 }

// MeasureCitations measures an answer that has claims.
func MeasureCitations(ctx context.Context, a *rag.Answer, supports Supports) (Citations, error) {
	var supported, useful, cited int
	for i := range a.Claims {
		c := &a.Claims[i]
		cited += len(c.Citations)
		evidence, complete := evidenceOf(a, c)
		if !complete || len(evidence) == 0 {
			continue
		}
		holds, err := supports(ctx, c.Text, evidence)
		if err != nil {
			return Citations{}, err
		}
		if !holds {
			continue
		}
		supported++
		n, err := usefulCitations(ctx, c.Text, evidence, supports)
		if err != nil {
			return Citations{}, err
		}
		useful += n
	}
	return Citations{
		Recall:    share(float64(supported), float64(len(a.Claims))),
		Precision: share(float64(useful), float64(cited)),
	}, nil
}

// evidenceOf returns the sentences that a claim cites, and whether each of its
// citations has one.
func evidenceOf(a *rag.Answer, c *rag.Claim) (evidence []rag.Passage, complete bool) {
	for _, n := range c.Citations {
		if n < 1 || n > len(a.Sources) {
			return nil, false
		}
		source := &a.Sources[n-1]
		evidence = append(evidence, rag.Passage{Article: source.Article, Span: source.Span})
	}
	return evidence, true
}

// usefulCitations counts those of a supported claim that support it alone or
// that the others need.
func usefulCitations(ctx context.Context, claim string, evidence []rag.Passage, supports Supports) (int, error) {
	if len(evidence) == 1 {
		return 1, nil
	}
	useful := 0
	for i := range evidence {
		alone, err := supports(ctx, claim, evidence[i:i+1])
		if err != nil {
			return 0, err
		}
		if alone {
			useful++
			continue
		}
		without, err := supports(ctx, claim, slices.Delete(slices.Clone(evidence), i, i+1))
		if err != nil {
			return 0, err
		}
		if !without {
			useful++
		}
	}
	return useful, nil
}

// Cite measures the citations of every answer that says something, and leaves
// them in its outcome.
func Cite(ctx context.Context, outcomes []Outcome, supports Supports) error {
	for i := range outcomes {
		o := &outcomes[i]
		if o.Answer.Refused || len(o.Answer.Claims) == 0 {
			continue
		}
		cited, err := MeasureCitations(ctx, &o.Answer, supports)
		if err != nil {
			return fmt.Errorf("citations of question %s: %w", o.Case.Name(), err)
		}
		o.Cited = &cited
	}
	return nil
}
