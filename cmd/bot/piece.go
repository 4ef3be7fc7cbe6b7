package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/page"
	"newsdesk/internal/briefing/story"
	"newsdesk/rag"
)

// pieceFlags are those of all pieces that are made of the coverage: what they
// are about, and how they are written.
type pieceFlags struct {
	filterFlags
	outFlags
	Article []string `help:"Only this article, by id or file name; may be repeated." placeholder:"ID" sep:"none"`
	Topic   []string `arg:"" optional:"" help:"What it is about; all coverage where nothing is said."`
}

// outFlags say how a piece is written, and where to.
type outFlags struct {
	JSON bool   `name:"json" help:"Print a JSON object." xor:"form"`
	MD   bool   `name:"markdown" help:"Write Markdown." xor:"form"`
	HTML bool   `name:"html" help:"Write a page of HTML that needs no other file." xor:"form"`
	Out  string `short:"o" help:"Write to this file in place of the terminal." placeholder:"FILE" type:"path"`
}

// scope reads what a piece is about.
func (c *pieceFlags) scope(d *desk) (material.Scope, error) {
	filter, err := c.filter()
	if err != nil {
		return material.Scope{}, err
	}
	s := material.Scope{Topic: strings.Join(strings.Fields(strings.Join(c.Topic, " ")), " "), Filter: filter}
	for _, typed := range c.Article {
		id := d.articleID(typed)
		if !slices.ContainsFunc(d.library.Articles(everything()), func(a rag.Article) bool { return a.ID == id }) {
			return s, fmt.Errorf("no article %q is stored; 'bot articles' lists the ids", clipped(typed))
		}
		s.Only = append(s.Only, id)
	}
	return s, nil
}

// piece is a report and what else there is of it.
type piece struct {
	rag.Report
	form     any // what --json prints
	pictures []page.Picture
}

// run makes a piece and writes it as asked.
func (c *pieceFlags) run(s *session, of func(*desk, material.Scope) (piece, error)) error {
	if _, err := c.filter(); err != nil { // before the desk is opened
		return err
	}
	return withDesk(s, func(d *desk) error {
		scope, err := c.scope(d)
		if err != nil {
			return err
		}
		p, err := of(d, scope)
		if err != nil {
			return err
		}
		return c.write(s, &p)
	})
}

// write writes a piece in the form that was asked for, to where it was asked.
func (c *outFlags) write(s *session, p *piece) error {
	if c.Out == "" {
		return c.print(s, p)
	}
	var b strings.Builder
	to := *s
	to.stdout, to.paint = &b, paint{}
	if err := c.print(&to, p); err != nil {
		return err
	}
	if err := replaceFile(c.Out, b.String()); err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "newsdesk: wrote %s\n", oneLine(c.Out))
	return nil
}

func (c *outFlags) print(s *session, p *piece) error {
	switch {
	case c.JSON:
		return printJSON(s.stdout, p.form)
	case c.MD:
		_, err := fmt.Fprint(s.stdout, page.Markdown(&p.Report))
		return err
	case c.HTML:
		return page.HTML(s.stdout, &p.Report, p.pictures...)
	}
	s.showReport(&p.Report)
	return nil
}

// replaceFile puts a whole file in the place of what was there, or leaves that
// as it was. It follows links, and leaves its rights to a file that was there. What is
// no file, such as a pipe or /dev/null, is written to and stays what it is.
func replaceFile(path, content string) error {
	mode := os.FileMode(0o644)
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	switch was, err := os.Stat(path); {
	case err == nil && was.IsDir():
		return fmt.Errorf("write %s: it is a folder; name a file in it", path)
	case err == nil && !was.Mode().IsRegular():
		return writeInto(path, content)
	case err == nil:
		mode = was.Mode().Perm()
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".newsdesk-*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.WriteString(content)
	err = errors.Join(err, f.Chmod(mode), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, errors.Join(err, os.Remove(f.Name())))
	}
	return nil
}

// writeInto writes to what is there and cannot be replaced.
func writeInto(path, content string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	_, err = f.WriteString(content)
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

// newBriefingDesk makes pieces of the desk's coverage.
func newBriefingDesk(d *desk, now func() time.Time) *briefing.Desk {
	return &briefing.Desk{
		Library: d.library, Writer: d.answerer, Shelf: d.record, Now: now,
		Stories: story.New(story.Config{Coverage: d.record, Shelf: d.record, Now: now, Log: d.log}),
	}
}

// showReport prints a report for people.
func (s *session) showReport(r *rag.Report) {
	p := s.paint
	fmt.Fprintln(s.stdout, p.bold(p.wrap(oneLine(r.Title))))
	if r.Refusal != "" {
		fmt.Fprintln(s.stdout, p.wrap(oneLine(r.Refusal)))
		showClosest(s.stdout, p, &rag.Answer{Closest: r.Closest})
		return
	}
	for _, note := range reportNotes(r) {
		fmt.Fprintln(s.stdout, p.dim(p.wrap(oneLine(note))))
	}
	for i := range r.Sections {
		s.showSection(&r.Sections[i])
	}
	if len(r.Sources) > 0 {
		fmt.Fprintln(s.stdout, "\n"+p.bold("Sources"))
	}
	for i := range r.Sources {
		src := &r.Sources[i]
		fmt.Fprintln(s.stdout, p.wrap(p.mark(fmt.Sprintf("[%d]", i+1))+" "+cited(src)))
		fmt.Fprintf(s.stdout, "    %s\n", p.dim(place(src)))
	}
}

func (s *session) showSection(section *rag.Section) {
	fmt.Fprintln(s.stdout)
	if section.Heading != "" {
		fmt.Fprintln(s.stdout, s.paint.bold(s.paint.wrap(oneLine(section.Heading))))
	}
	if section.Note != "" {
		fmt.Fprintln(s.stdout, s.paint.dim(s.paint.wrap(oneLine(section.Note))))
	}
	for i := range section.Rows {
		row := &section.Rows[i]
		label := ""
		if row.Label != "" {
			label = s.paint.bold(oneLine(row.Label)) + "  "
		}
		fmt.Fprintln(s.stdout, s.paint.wrap("- "+label+oneLine(row.Annotated())+" "+s.paint.mark(rag.Marks(row.Citations))))
		if row.Original != "" {
			fmt.Fprintln(s.stdout, s.paint.dim(s.paint.wrap("  “"+oneLine(row.Original)+"”")))
		}
	}
}

// reportNotes are what a reader must know of a report.
func reportNotes(r *rag.Report) []string {
	notes := slices.Clone(r.Notes)
	if r.Fallback != "" {
		notes = append([]string{"(" + r.Fallback + ": these are the coverage’s own words, verbatim.)"}, notes...)
	}
	if r.Dropped > 0 && r.Engine == rag.Model {
		notes = append(notes, dropped(r.Dropped))
	}
	return notes
}
