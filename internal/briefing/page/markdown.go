package page

import (
	"fmt"
	"regexp"
	"strings"

	"newsdesk/rag"
)

// Markdown writes a report in CommonMark.
func Markdown(r *rag.Report) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n", escaped(r.Title))
	if r.Refusal != "" {
		fmt.Fprintf(&b, "\n%s\n", escaped(r.Refusal))
		closest(&b, r.Closest)
		return b.String()
	}
	for _, n := range notes(r) {
		fmt.Fprintf(&b, "\n*%s*\n", escaped(n))
	}
	for i := range r.Sections {
		section(&b, &r.Sections[i])
	}
	if len(r.Sources) > 0 {
		b.WriteString("\n## Sources\n\n")
	}
	for i := range r.Sources {
		s := &r.Sources[i]
		fmt.Fprintf(&b, "%d. %s — %s  \n   “%s”\n", i+1, linked(&s.Article), escaped(cited(s)), escaped(s.Quote()))
	}
	return b.String()
}

func section(b *strings.Builder, s *rag.Section) {
	if s.Heading != "" {
		fmt.Fprintf(b, "\n## %s\n", escaped(s.Heading))
	}
	if s.Note != "" {
		fmt.Fprintf(b, "\n*%s*\n", escaped(s.Note))
	}
	if len(s.Rows) > 0 {
		b.WriteByte('\n')
	}
	for i := range s.Rows {
		row := &s.Rows[i]
		b.WriteString("- ")
		if row.Label != "" {
			fmt.Fprintf(b, "**%s:** ", escaped(row.Label))
		}
		fmt.Fprintf(b, "%s %s\n", escaped(row.Annotated()), escaped(rag.Marks(row.Citations)))
		if row.Original != "" {
			fmt.Fprintf(b, "  (“%s”)\n", escaped(row.Original))
		}
	}
}

func closest(b *strings.Builder, all []rag.Article) {
	if len(all) > 0 {
		b.WriteString("\nThe closest coverage:\n\n")
	}
	for i := range all {
		fmt.Fprintf(b, "- %s — %s\n", linked(&all[i]), escaped(about(&all[i])))
	}
}

// linked is an article's title, as a link where it has an address.
func linked(a *rag.Article) string {
	to := link(a)
	if to == "" {
		return escaped(title(a))
	}
	return fmt.Sprintf("[%s](<%s>)", escaped(title(a)), strings.NewReplacer("<", "%3C", ">", "%3E", `\`, "%5C", " ", "%20").Replace(to))
}

// special are the signs by which Markdown, and HTML within it, would read more in
// a text than its words; leading those that do at the beginning of a line.
var (
	special = regexp.MustCompile("[\\\\`*_\\[\\]<>|~&]")
	leading = regexp.MustCompile(`^(?:[#+=-]|\d+[.)])`)
	scheme  = regexp.MustCompile(`(?i)\b(https?|ftp|mailto|www)([:.])`)
)

// escaped is a text in one line in which Markdown reads nothing but words.
func escaped(s string) string {
	s = special.ReplaceAllString(Line(s), `\$0`)
	s = leading.ReplaceAllStringFunc(s, func(m string) string { return m[:len(m)-1] + `\` + m[len(m)-1:] })
	return scheme.ReplaceAllString(s, `$1\$2`) // no address becomes a link by itself
}
