package quote

import (
	"fmt"
	"slices"
	"strings"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
	"newsdesk/rag/text"
)

// ReportOptions says what a report is of.
type ReportOptions struct {
	Who string // whose quotations were asked for, "" for anybody's
}

// Report writes quotations down, under the article that each is from. Every row is
// the passage of a quotation, byte for byte, and cites its sentences; what is said
// in one passage is one row.
func Report(qs []Quotation, o ReportOptions) rag.Report {
	r := rag.Report{Engine: rag.Extractive}
	for from := 0; from < len(qs); {
		to := from
		for to < len(qs) && qs[to].Of() == qs[from].Of() {
			to++
		}
		r.Sections = append(r.Sections, section(&r, qs[from:to]))
		from = to
	}
	r.Notes = o.notes(qs)
	return r
}

// section has the quotations of one article.
func section(r *rag.Report, qs []Quotation) rag.Section {
	a := qs[0].Of()
	s := rag.Section{Heading: a.Name() + ", " + material.Day(a.Published)}
	if a.Outlet != "" && a.Article.Title != "" {
		s.Heading = a.Outlet + ": " + s.Heading
	}
	for from := 0; from < len(qs); {
		passage, to := qs[from].Sentences, from+1
		for to < len(qs) && qs[to].Speaker == qs[from].Speaker && qs[to].Sentences[0].Start <= passage[len(passage)-1].Start {
			passage = joined(passage, qs[to].Sentences)
			to++
		}
		s.Rows = append(s.Rows, rag.Row{Label: label(qs[from:to]), Claim: verbatim(r, passage)})
		from = to
	}
	return s
}

// joined is a passage with the sentences of another that go on with it.
func joined(a, b []*material.Sentence) []*material.Sentence {
	all := slices.Clone(a)
	for _, s := range b {
		if s.Start > all[len(all)-1].Start {
			all = append(all, s)
		}
	}
	return all
}

// label is who says the quotations of a passage, to whom and when.
func label(qs []Quotation) string {
	q := &qs[0]
	if q.Speaker == "" {
		return "a placard or slogan"
	}
	label := q.Speaker
	if q.Role != "" {
		label += " (" + q.Role + ")"
	}
	for i := range qs {
		if qs[i].To != "" {
			label += ", to " + qs[i].To
			break
		}
	}
	for i := range qs {
		if m := qs[i].Moment; m != nil {
			return label + ", " + m.Date()
		}
	}
	return label
}

// verbatim is the claim that is a passage: its sentences as they stand in the
// article, with what stands between them, each cited.
func verbatim(r *rag.Report, passage []*material.Sentence) rag.Claim {
	a := &passage[0].Of.Article
	whole := text.Span{Start: passage[0].Start, End: passage[len(passage)-1].End}
	c := rag.Claim{Text: whole.Of(a.Body), Verdict: rag.Supported}
	for _, s := range passage {
		one := r.Verbatim(a, &s.Statement)
		for _, d := range one.Resolved {
			d.Start, d.End = d.Start+s.Start-whole.Start, d.End+s.Start-whole.Start
			c.Resolved = append(c.Resolved, d)
		}
		c.Citations = append(c.Citations, one.Citations...)
	}
	return c
}

// notes say how many quotations there are, and what they rest on.
func (o *ReportOptions) notes(qs []Quotation) []string {
	of := ""
	if o.Who != "" {
		of = " of " + o.Who
	}
	if len(qs) == 0 {
		return []string{fmt.Sprintf("No quotation%s was found whose speaker can be told with certainty.", of)}
	}
	var outlets []string
	articles := 0
	for i := range qs {
		if i == 0 || qs[i].Of() != qs[i-1].Of() {
			articles++
		}
		if name := qs[i].Of().Outlet; name != "" && !slices.Contains(outlets, name) {
			outlets = append(outlets, name)
		}
	}
	note := material.Count(len(qs), "quotation") + of + " in " + material.Count(articles, "article")
	if len(outlets) > 0 {
		note += " of " + material.List(outlets)
	}
	return []string{strings.TrimSuffix(note, ".") + ". Words whose speaker cannot be told with certainty are left out."}
}
