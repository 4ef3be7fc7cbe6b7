package compare

import (
	"fmt"
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
)

// Report writes a comparison down. Every row is a sentence of the coverage.
func (c *Comparison) Report() rag.Report {
	r := rag.Report{Engine: rag.Extractive}
	r.Notes = c.notes()
	for i := range c.Differences {
		r.Sections = append(r.Sections, c.Differences[i].section(&r))
	}
	r.Sections = append(r.Sections, c.wordings(&r)...)
	for _, s := range []rag.Section{c.agreed(&r), c.alike(&r)} {
		if len(s.Rows) > 0 {
			r.Sections = append(r.Sections, s)
		}
	}
	if s := c.only(&r); len(s.Rows) > 0 {
		r.Sections = append(r.Sections, s)
	}
	return r
}

// label is a value with where it stands: '13 — Herald, 14 March 2025'.
func label(value string, a *material.Article) string {
	where := a.Outlet
	if where == "" {
		where = shortened(a.Name())
	}
	where += ", " + material.Day(a.Published)
	if value == "" {
		return where
	}
	return value + " — " + where
}

// longestName is how many characters of a headline stand in a label: enough to tell
// it by beside a sentence, and a line of a phone.
const longestName = 48

// shortened is a name as a label has it, cut between words.
func shortened(name string) string {
	r := []rune(name)
	if len(r) <= longestName {
		return name
	}
	cut := string(r[:longestName-2])
	if at := strings.LastIndex(cut, " "); at > 0 {
		cut = cut[:at]
	}
	cut = strings.TrimRight(cut, " ,.;:") + "…"
	if strings.HasPrefix(name, "“") {
		cut += "”"
	}
	return cut
}

func (d *Difference) section(r *rag.Report) rag.Section {
	s := rag.Section{Heading: "Different: " + d.About}
	for i := range d.Values {
		v := &d.Values[i]
		s.Rows = append(s.Rows, rag.Row{Label: label(v.Text, v.Sentence.Of), Claim: verbatim(r, v.Sentence)})
	}
	s.Note = d.note()
	return s
}

// note says what may lie behind a difference.
func (d *Difference) note() string {
	switch {
	case d.Compatible:
		return "The reports are of different days: the later figure may be the newer, and both can be true."
	case d.Update:
		return "The reports are of different days: the later one may only be the newer."
	}
	for _, v := range d.Values {
		if !v.Sentence.Of.Published.Known() {
			return "Not every report is dated: one may be newer than the other."
		}
	}
	return ""
}

func verbatim(r *rag.Report, s *material.Sentence) rag.Claim {
	return r.Verbatim(&s.Of.Article, &s.Statement)
}

// wordings gives what each side says of the topic, a section for each thing that
// they seem to be on.
func (c *Comparison) wordings(r *rag.Report) []rag.Section {
	var all []rag.Section
	for _, w := range c.Wordings {
		s := rag.Section{Heading: "In different words", Note: "What each has nearest to the other; whether they mean one thing is for their reader to judge."}
		for _, one := range w.Sentences {
			s.Rows = append(s.Rows, rag.Row{Label: label("", one.Of), Claim: verbatim(r, one)})
		}
		all = append(all, s)
	}
	return all
}

// agreed gives each agreement that was verified as the sentence that all of them
// hold, with the citations of all.
func (c *Comparison) agreed(r *rag.Report) rag.Section {
	s := rag.Section{Heading: "Agreed", Note: "Each line is one report’s own words; the others that it cites were found to hold it."}
	for _, g := range c.Agreed {
		if !g.Verified {
			continue
		}
		row := rag.Row{Claim: verbatim(r, g.Sentences[0])}
		var names []string
		for i, one := range g.Sentences {
			if i > 0 {
				row.Citations = append(row.Citations, r.Cite(one.Source()))
			}
			names = append(names, c.sideName(one.Of))
		}
		row.Label = material.List(names)
		s.Rows = append(s.Rows, row)
	}
	return s
}

// alike gives what is alike and no more, each side in its own words.
func (c *Comparison) alike(r *rag.Report) rag.Section {
	s := rag.Section{Heading: "Much alike", Note: "Worded alike: whether they say the same, or one denies what another says, is for their reader to judge."}
	for _, g := range c.Agreed {
		if g.Verified {
			continue
		}
		for _, one := range g.Sentences {
			s.Rows = append(s.Rows, rag.Row{Label: label("", one.Of), Claim: verbatim(r, one)})
		}
	}
	return s
}

func (c *Comparison) sideName(a *material.Article) string {
	for _, s := range c.Sides {
		for _, own := range s.Articles {
			if own == a {
				return s.Name
			}
		}
	}
	return a.Name()
}

func (c *Comparison) only(r *rag.Report) rag.Section {
	// A report of a large event is compared with the likest others, not with all.
	s := rag.Section{Heading: "Reported by one side only", Note: "None of the reports that each was compared with has it."}
	for _, one := range c.Only {
		s.Rows = append(s.Rows, rag.Row{Label: label("", one.Sentence.Of), Claim: verbatim(r, one.Sentence)})
	}
	return s
}

// notes say what was compared, and why there may be nothing to tell.
func (c *Comparison) notes() []string {
	var all []string
	var names []string
	copies := 0
	for _, s := range c.Sides {
		names = append(names, s.Name)
		copies += len(s.Copies)
	}
	switch {
	case len(c.Sides) == 0:
		return []string{"There is no coverage to compare."}
	case len(c.Sides) == 1:
		return []string{c.single()}
	}
	all = append(all, "Compared: "+material.List(names)+".")
	if copies > 0 {
		all = append(all, copied(copies))
	}
	if c.Passed > 0 {
		all = append(all, "More reports tell the same events than can be compared: the likest were.")
	}
	switch {
	case c.Events == 0:
		all = append(all, "No two of them report the same event, so that no values can be set against each other.")
	case len(c.Differences) == 0:
		all = append(all, "No value was found that differs.")
	}
	if undated := c.undated(); len(undated) > 0 {
		all = append(all, "Undated: "+strings.TrimSuffix(material.List(undated), ".")+".")
	}
	return all
}

// single says why one side is no comparison: nobody else has it, or the others only
// copy.
func (c *Comparison) single() string {
	s := c.Sides[0]
	if len(s.Copies) == 0 {
		return fmt.Sprintf("Only %s reports on it: a comparison needs two.", s.Name)
	}
	return fmt.Sprintf("%s has the one report on it: a comparison needs two. %s", s.Name, copied(len(s.Copies)))
}

func copied(n int) string {
	if n == 1 {
		return "1 article only copies another report and counts with it."
	}
	return fmt.Sprintf("%d articles only copy another report and count with it.", n)
}

func (c *Comparison) undated() []string {
	var names []string
	for _, a := range c.set.Undated() {
		names = append(names, a.Name())
	}
	return names
}
