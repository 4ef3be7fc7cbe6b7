package main

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"

	"newsdesk/internal/coverage"
	"newsdesk/rag"
)

// ofOne are the endings of files of one article.
var ofOne = []string{".txt", ".html", ".htm"}

// noteOrigin notes which article a file of one article holds.
func (in *intake) noteOrigin(source coverage.Source, id rag.ArticleID) {
	name := strings.TrimSuffix(strings.ToLower(source.Path), ".gz")
	path, err := filepath.Abs(source.Path)
	if err != nil || !slices.Contains(ofOne, filepath.Ext(name)) || source.Modified.IsZero() { // the seeds have no place
		return
	}
	if in.origins == nil {
		in.origins = map[string]rag.ArticleID{}
	}
	in.origins[path] = id
}

// replaceByOrigin withdraws what a file held before its text was changed so much
// that it is another article by its lead.
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
			if err := in.record.Remove(in.ctx, old); err != nil && !errors.Is(err, rag.ErrNotFound) {
				return err
			} else if err == nil {
				in.Added, in.Replaced = in.Added-1, in.Replaced+1
			}
		}
	}
	return in.record.SetOrigins(in.ctx, in.origins)
}
