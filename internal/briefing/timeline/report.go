package timeline

import (
	"fmt"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
)

// Date writes when a row was: "14 March 2025", "March 2025", "2025", "10 to 16 March
// 2025", or the words that the text has, or "undated".
func (r *Row) Date() string {
	if r.Dated() {
		return rag.Moment{From: r.From, To: r.To}.Date()
	}
	if r.Words != "" {
		return "“" + r.Words + "”"
	}
	return "undated"
}

// mark is what must be known of a row's date beside it.
func (t *Timeline) mark(r *Row) string {
	switch {
	case r.Ahead && r.Dated() && !t.now.IsZero() && !r.To.After(midnight(t.now)):
		return ", announced"
	case r.Ahead:
		return ", ahead"
	case r.Certainty == Published:
		return ", published"
	}
	return ""
}

// Report is the timeline as rows that cite: the dated under no heading, then those
// of which no day can be told. Of an empty timeline it has no sections.
func (t *Timeline) Report() rag.Report {
	r := rag.Report{Engine: rag.Extractive, Notes: t.Notes}
	var dated, undated rag.Section
	undated.Heading = "Without a date"
	for i := range t.Rows {
		row := &t.Rows[i]
		one := rag.Row{Label: row.Date() + t.mark(row), Claim: r.Verbatim(&row.Told.Of.Article, &row.Told.Statement)}
		if row.Dated() {
			dated.Rows = append(dated.Rows, one)
		} else {
			undated.Rows = append(undated.Rows, one)
		}
	}
	for _, s := range []rag.Section{dated, undated} {
		if len(s.Rows) > 0 {
			r.Sections = append(r.Sections, s)
		}
	}
	return r
}

// remarks are what a reader must know of the whole.
func (t *Timeline) remarks(set *material.Set) []string {
	if t.Articles == 0 {
		return nil
	}
	notes := []string{fmt.Sprintf("It is made of %s.", material.Count(t.Articles, "article"))}
	if t.Undated > 0 {
		notes = append(notes, undatedNote(set))
	}
	if n := t.future(set); n != "" {
		notes = append(notes, n)
	}
	if len(t.Rows) == 0 {
		return append(notes, "They tell no event of which it can be said when it was.")
	}
	return append(notes, t.marks()...)
}

// marks explain the marks that are used, and what was left out.
func (t *Timeline) marks() []string {
	var notes []string
	published, ahead := 0, 0
	for i := range t.Rows {
		switch {
		case t.Rows[i].Ahead:
			ahead++
		case t.Rows[i].Certainty == Published:
			published++
		}
	}
	if published > 0 {
		notes = append(notes, "“Published” marks the day of publication of news that names no day itself.")
	}
	if ahead > 0 {
		notes = append(notes, "“Ahead” and “announced” mark what was told before its day; nothing here says that it came about.")
	}
	if t.Left > 0 {
		notes = append(notes, fmt.Sprintf("Left out, as it matters less: %s that the coverage tells.", material.Count(t.Left, "more event")))
	}
	return notes
}

// undatedNote names the articles whose source states no date.
func undatedNote(set *material.Set) string {
	var names []string
	for _, a := range set.Undated() {
		names = append(names, a.Name())
	}
	return "Undated: " + material.List(names) + ". Days that need the date of their article are left as they stand there."
}

// future names the articles that are dated after the reader's day, by whichever clock:
// what came out today where the reader is may be of tomorrow in UTC.
func (t *Timeline) future(set *material.Set) string {
	if t.now.IsZero() {
		return ""
	}
	var names []string
	for _, a := range set.Articles {
		if a.Published.Known() && a.Published.Time.After(t.now) && midnight(a.Published.Time).After(midnight(t.now)) {
			names = append(names, fmt.Sprintf("%s (%s)", a.Name(), material.Day(a.Published)))
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Dated after " + t.now.Format("2 January 2006") + ", which cannot be: " + material.List(names) + "."
}
