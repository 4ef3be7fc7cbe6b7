package sources

import (
	"fmt"
	"maps"
	"slices"
)

// note writes down how a look went.
func (f *folder) note(s *State, out found, t Took, why string) {
	now := f.k.c.Now()
	s.Asked, s.Why, s.Note = now, why, f.remark(out, why)
	s.Due = now.Add(f.wait())
	if why == "" {
		s.Worked, s.Failures = now, 0
	} else {
		s.Failures++
	}
	if t.Added+t.Changed+t.Withdrawn > 0 {
		s.News = now
	}
	s.Added, s.Changed, s.Withdrawn = s.Added+t.Added, s.Changed+t.Changed, s.Withdrawn+t.Withdrawn
}

// remark is what else there is to know of a folder.
func (f *folder) remark(out found, why string) string {
	var full, blind, deaf string
	if out.full {
		full = fmt.Sprintf("it has more than %d files, and only as many are followed", MaxFiles)
	}
	if out.blind != "" {
		blind = "a part of it can't be read: " + out.blind
	}
	if why == "" && f.deaf != "" {
		deaf = fmt.Sprintf("%s, so that it is looked through every %v instead", f.deaf, f.k.quick.poor)
	}
	return joined(full, blind, f.known.remark(), deaf)
}

// remark says of the files that could not be read how many there are, and names the
// first of them.
func (s *shelved) remark() string {
	if len(s.unread) == 0 {
		return ""
	}
	first := slices.Min(slices.Collect(maps.Keys(s.unread)))
	named := clip(first) + ": " + s.unread[first]
	if len(s.unread) == 1 {
		return "a file could not be read: " + named
	}
	return fmt.Sprintf("%d files could not be read, such as %s", len(s.unread), named)
}
