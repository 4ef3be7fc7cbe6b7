package main

import (
	"fmt"
	"time"

	"newsdesk/rag"
)

type versionsCmd struct {
	JSON bool   `name:"json" help:"Print one JSON object a version."`
	ID   string `arg:"" help:"The article's id, as 'bot articles' lists it, or its file's name."`
}

// versionJSON is an earlier text of an article, and how the next one differs.
type versionJSON struct {
	ArticleID string       `json:"article_id"`
	Read      string       `json:"read"`
	Replaced  string       `json:"replaced"`
	Title     *string      `json:"title"`
	Changes   []changeJSON `json:"changes"`
}

// changeJSON is a sentence, heading or title: null is nothing in its place.
type changeJSON struct {
	Part        rag.Part `json:"part"`
	Old         *string  `json:"old"`
	New         *string  `json:"new"`
	Punctuation bool     `json:"punctuation,omitempty"`
}

// Run lists what an article said before, the latest first.
func (c *versionsCmd) Run(s *session) error {
	return withDesk(s, func(d *desk) error {
		now, err := d.library.Article(s.ctx, d.articleID(c.ID))
		if err != nil {
			return unknownArticle(err)
		}
		versions, err := d.record.Versions(s.ctx, now.ID)
		if err != nil {
			return err
		}
		if len(versions) == 0 && !c.JSON {
			fmt.Fprintln(s.stdout, "No earlier versions: it is as it was first read.")
		}
		next := now
		for _, v := range versions {
			if err := c.show(s, v, rag.Differences(v.Article, next)); err != nil {
				return err
			}
			next = v.Article
		}
		return nil
	})
}

func (c *versionsCmd) show(s *session, v rag.Version, changes []rag.Difference) error {
	if c.JSON {
		return printJSON(s.stdout, versionForm(v, changes))
	}
	fmt.Fprintln(s.stdout, s.paint.bold(fmt.Sprintf("Replaced %s, read %s", minute(v.Replaced), minute(v.Article.Imported))))
	marks := 0
	for i := range changes {
		if changes[i].Punctuation {
			marks++
		} else {
			showChange(s, &changes[i])
		}
	}
	switch {
	case marks > 0:
		fmt.Fprintln(s.stdout, s.paint.dim(counted(marks, "sentence")+" changed in punctuation alone"))
	case len(changes) == 0:
		fmt.Fprintln(s.stdout, s.paint.dim("no sentence differs"))
	}
	return nil
}

func showChange(s *session, d *rag.Difference) {
	part := ""
	if d.Part != rag.SentencePart {
		part = string(d.Part) + ": "
	}
	if d.Old != "" {
		fmt.Fprintln(s.stdout, "- "+part+oneLine(d.Old))
	}
	if d.New != "" {
		fmt.Fprintln(s.stdout, "+ "+part+oneLine(d.New))
	}
}

// minute is an instant for people.
func minute(t time.Time) string { return t.UTC().Format("2 January 2006 15:04 UTC") }

func versionForm(v rag.Version, changes []rag.Difference) versionJSON {
	form := versionJSON{
		string(v.Article.ID), v.Article.Imported.UTC().Format(time.RFC3339), v.Replaced.UTC().Format(time.RFC3339),
		known(v.Article.Title), []changeJSON{},
	}
	for _, d := range changes {
		form.Changes = append(form.Changes, changeJSON{d.Part, known(d.Old), known(d.New), d.Punctuation})
	}
	return form
}

// showBesides says how often an article was edited, and where its report is printed
// as well.
func (d *desk) showBesides(s *session, a *rag.Article) error {
	versions, err := d.record.Versions(s.ctx, a.ID)
	if err != nil {
		return err
	}
	canonical, others, err := d.library.Copies(s.ctx, a.ID, everything())
	if err != nil {
		return unknownArticle(err)
	}
	if n := len(versions); n > 0 {
		fmt.Fprintln(s.stdout, s.paint.dim(fmt.Sprintf("%s; 'bot articles versions %s' shows what changed",
			counted(n, "earlier version"), oneLine(string(a.ID)))))
	}
	for i := range others {
		line := "also at: " + printedAt(&others[i])
		if others[i].ID == canonical {
			line += ", the canonical one"
		}
		fmt.Fprintln(s.stdout, s.paint.dim(line)+s.onlyOf(&others[i]))
	}
	return nil
}

// printedAt is where an article is printed: its outlet and address, or what of these
// its source states, and its id.
func printedAt(a *rag.Article) string {
	at := ""
	for _, s := range []string{a.Outlet, a.URL} {
		if s = oneLine(s); s != "" {
			at += s + ", "
		}
	}
	return at + "article " + oneLine(string(a.ID))
}
