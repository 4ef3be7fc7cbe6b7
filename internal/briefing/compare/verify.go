package compare

import (
	"context"
	"fmt"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// Verify tells of what is alike what is agreed: one sentence that a verifier finds
// supported by each of the others. Likeness of words, by which they were found, is
// no proof.
func (c *Comparison) Verify(ctx context.Context, v *rag.Verifier) error {
	for i := range c.Agreed {
		g := &c.Agreed[i]
		best, err := verified(ctx, v, g.Sentences)
		if err != nil {
			return fmt.Errorf("verify what is agreed: %w", err)
		}
		if len(best) == len(g.Sentences) {
			g.Sentences, g.Verified = best, true
		}
	}
	return nil
}

// verified is the sentence that most of the others support, and those, in order.
func verified(ctx context.Context, v *rag.Verifier, all []*material.Sentence) ([]*material.Sentence, error) {
	var best []*material.Sentence
	for i, claim := range all {
		group := []*material.Sentence{claim}
		for j, other := range all {
			if i == j {
				continue
			}
			f, err := v.Verify(ctx, claim.Words, []rag.Passage{around(other)})
			if err != nil {
				return nil, err
			}
			if f.Holds() {
				group = append(group, other)
			}
		}
		if len(group) > len(best) {
			best = group
		}
	}
	return best, nil
}

// around is a sentence with those beside it, which say who 'he' is.
func around(s *material.Sentence) rag.Passage {
	all := s.Of.Sentences()
	from, to := max(0, s.Ordinal-1), min(len(all)-1, s.Ordinal+1)
	return rag.Passage{Article: s.Of.Article, Span: text.Span{Start: all[from].Start, End: all[to].End}}
}
