package main

import (
	"errors"
	"path/filepath"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// noteOrigin notes which article a file of one article holds.
func (in *intake) noteOrigin(source coverage.Source, id rag.ArticleID) {
	path, err := filepath.Abs(source.Path)
	if err != nil || !coverage.HoldsOne(source.Path) || source.Modified.IsZero() { // the seeds have no place
		return
	}
	if in.origins == nil {
		in.origins = map[string]rag.ArticleID{}
	}
	in.origins[path] = id
}

// replaceByOrigin takes away what a file held before its text was changed so much
// that it is another article by its lead. It comes back if the change is undone.
func (in *intake) replaceByOrigin() error {
	if len(in.origins) == 0 {
		return nil
	}
	before, err := in.record.Origins(in.ctx)
	if err != nil {
		return err
	}
	held := map[rag.ArticleID]bool{}
	for path, id := range before {
		if _, read := in.origins[path]; !read {
			held[id] = true
		}
	}
	for _, id := range in.origins {
		held[id] = true
	}
	for path := range in.origins {
		if old := before[path]; old != "" && !held[old] {
			held[old] = true
			if err := in.record.Retract(in.ctx, old); err != nil && !errors.Is(err, rag.ErrNotFound) {
				return err
			} else if err == nil && in.Added > 0 {
				in.Added, in.Replaced = in.Added-1, in.Replaced+1
			}
		}
	}
	return in.record.SetOrigins(in.ctx, in.origins)
}
