package show

import (
	"newsdesk/rag"
)

// Report returns the messages that hold a report, in order: its title and notes,
// its sections with their rows, and the list of what they cite. The first message
// can be read by itself. A section's heading stays with its first row. There is
// always at least one message.
func Report(r *rag.Report) []string { return ReportIn(r, MaxContent) }

// ReportIn is Report in messages of at most so many units, where something of
// the caller's is to stand above or below.
func ReportIn(r *rag.Report, most int) []string {
	if r.Refusal != "" {
		return reportRefusal(r, most)
	}
	var all []piece
	if r.Title != "" {
		all = append(all, piece{text: strong(r.Title)})
	}
	all = append(all, remarks(r)...)
	cited := map[int]bool{}
	for i := range r.Sections {
		all = append(all, together(reportSection(&r.Sections[i], len(r.Sources), cited), most)...)
	}
	all = append(all, together(sources(r.Sources, cited), most)...)
	if len(all) == 0 {
		return []string{ellipsis}
	}
	return pack(all, most)
}

// reportRefusal says why there is nothing to report, and what coverage there is.
func reportRefusal(r *rag.Report, most int) []string {
	all := Refusal(&rag.Answer{Refused: true, Refusal: r.Refusal, Closest: r.Closest, Extent: r.Extent}, "")
	return pack([]piece{{text: strong(r.Title) + "\n" + all[0]}}, most)
}

// strong is a heading of ours with text of others in it.
func strong(s string) string { return isolated("**" + clipped(s, titleUnits) + "**") }

// remarks are what a reader must know of a report, in small print.
func remarks(r *rag.Report) []piece {
	var all []piece
	for _, note := range r.Notes {
		all = append(all, piece{"\n", small, isolated(Line(note))})
	}
	return append(all, notes(&rag.Answer{Fallback: r.Fallback, Dropped: r.Dropped})...)
}

// reportSection is a section's heading, note and rows; it adds to cited what
// they cite.
func reportSection(s *rag.Section, sources int, cited map[int]bool) []piece {
	var all []piece
	sep := "\n\n"
	if s.Heading != "" {
		all = append(all, piece{sep: sep, text: strong(s.Heading)})
		sep = "\n"
	}
	if s.Note != "" {
		all = append(all, piece{sep, small, isolated(Line(s.Note))})
		sep = "\n"
	}
	for i := range s.Rows {
		row := reportRow(&s.Rows[i], sources, cited)
		if len(row) == 0 {
			continue
		}
		row[0].sep, sep = sep, "\n"
		all = append(all, row...)
	}
	return all
}

// reportRow is one row: its label and its claim, with the coverage's own words
// below a translated one.
func reportRow(row *rag.Row, sources int, cited map[int]bool) []piece {
	said := claim(&row.Claim, sources)
	if len(said) == 0 {
		return nil
	}
	for _, n := range within(row.Citations, sources) {
		cited[n] = true
	}
	said[0].prefix = item
	if label := clipped(row.Label, titleUnits); label != "" {
		said[0].text = isolated("**"+label+"**") + " · " + said[0].text
	}
	return said
}
