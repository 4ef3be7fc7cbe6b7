package main

import (
	"fmt"
	"path/filepath"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/record"
	"newsdesk/seeds"
)

// stockCoverage stores what COVERAGE names, or the seeds in a record that never
// held anything. Inputs that cannot be read are named; the rest serves.
func (r *stockroom) stockCoverage(s *session) error {
	if r.record.ReadOnly() {
		return nil
	}
	if len(s.config.Coverage) > 0 {
		return r.stockConfigured(s)
	}
	if head, err := r.record.Head(s.ctx); err != nil || head > 0 {
		return err
	}
	listing, err := coverage.FindFS(seeds.FS())
	if err != nil {
		return err
	}
	_, err = r.ingest(s, listing)
	return err
}

// stockPatience is how long a command waits at its start for the addresses of
// COVERAGE that are not stored yet: who asks a question waits no longer for a site
// that is down.
const stockPatience = 10 * time.Second

// stockConfigured stores what COVERAGE names, but for the articles that were
// withdrawn and the files that have not changed since they were stored whole, and
// follows its addresses. A file with mistakes is read again by every command,
// which names them.
func (r *stockroom) stockConfigured(s *session) error {
	from, unreadable := find(s.config.Coverage)
	new(tally).note(s, unreadable)
	if err := r.followConfigured(s, from.pages); err != nil {
		return err
	}
	from.pages = nil
	files, err := r.changed(s, &from)
	if err != nil || len(files) == 0 {
		return err
	}
	done, err := r.ingestFrom(s, from, true)
	if err != nil {
		return err
	}
	var whole []record.File
	for i, source := range from.Sources {
		if done.unread[source.Path] == nil {
			whole = append(whole, files[i])
		}
	}
	return r.record.Take(s.ctx, whole)
}

// changed leaves in the inputs the files that are not as they were when they
// were stored, and returns how they are now, in the order of their names.
func (r *stockroom) changed(s *session, from *inputs) ([]record.File, error) {
	taken, err := r.record.Taken(s.ctx)
	if err != nil {
		return nil, err
	}
	var sources []coverage.Source
	var files []record.File
	for _, source := range from.Sources {
		path, err := filepath.Abs(source.Path) // of a relative one, another folder has another
		if err != nil {
			return nil, fmt.Errorf("find %s: %w", source.Path, err)
		}
		file := record.File{Path: path, Size: source.Size, Modified: source.Modified.UnixNano()}
		if !taken[file] {
			sources, files = append(sources, source), append(files, file)
		}
	}
	from.Sources = sources
	return files, nil
}
