package compare

import (
	"context"
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// Gather is [material.Gather] for a comparison. Where only one side speaks of the
// whole topic it takes those in that speak of whom or what the topic is: of
// 'al-Sharaa's past' one outlet has a past and another what he once did.
func Gather(ctx context.Context, l material.Library, s material.Scope) (*material.Set, error) {
	set, err := material.Gather(ctx, l, s)
	if err != nil || s.Topic == "" || len(names(set)) > 1 {
		return set, err
	}
	for _, core := range cores(s.Topic) {
		wide := s
		wide.Topic = core
		more, err := material.Gather(ctx, l, wide)
		if err != nil {
			return nil, err
		}
		if len(names(more)) > 1 {
			more.Topic = s.Topic
			return more, nil
		}
	}
	return set, nil
}

// names are the sides that a set has, copies counted.
func names(set *material.Set) map[string]bool {
	of, all := sideOf(set), map[string]bool{}
	for _, a := range set.Articles {
		all[of(a)] = true
	}
	return all
}

// mostCores is how many parts of a topic are tried.
const mostCores = 3

// cores are the parts of a topic that it may be about: its names, else its words
// that are not everyday ones.
func cores(topic string) []string {
	var all []string
	for _, f := range fact.Find(topic) {
		if f.Kind.Proper() {
			all = append(all, f.Of(topic))
		}
	}
	if all == nil {
		for t := range text.Tokens(topic) {
			if !text.IsStop(t.Folded) && !fact.IsCommon(t.Folded) {
				all = append(all, t.Span.Of(topic))
			}
		}
	}
	kept := all[:0]
	for _, c := range all[:min(mostCores, len(all))] {
		if c = strings.TrimSuffix(strings.TrimSuffix(c, "'s"), "’s"); !strings.EqualFold(c, topic) {
			kept = append(kept, c)
		}
	}
	return kept
}
