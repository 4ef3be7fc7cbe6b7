package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"time"
	"unicode/utf8"

	"newsdesk/rag"
)

// The forms of --json: one object a line, unknown values null.

type sourceJSON struct {
	N         int     `json:"n"`
	ArticleID string  `json:"article_id"`
	File      *string `json:"file"`
	Title     *string `json:"title"`
	Outlet    *string `json:"outlet"`
	Published *string `json:"published"`
	URL       *string `json:"url"`
	Page      int     `json:"page,omitempty"` // of an article that has pages
	Quote     string  `json:"quote"`
	Start     int     `json:"start"`
	End       int     `json:"end"`
}

type claimJSON struct {
	Text      string         `json:"text"`
	Citations []int          `json:"citations"`
	Verdict   rag.Verdict    `json:"verdict"`
	Resolved  []resolvedJSON `json:"resolved,omitempty"`
	Original  string         `json:"original,omitempty"` // the coverage's words of a translated claim
}

// resolvedJSON is a word such as 'Friday' and the day it stands for.
type resolvedJSON struct {
	Text string `json:"text"`
	Date string `json:"date"`
}

type closestJSON struct {
	ArticleID string  `json:"article_id"`
	Title     *string `json:"title"`
	Outlet    *string `json:"outlet"`
	Published *string `json:"published"`
}

type timingsJSON struct {
	Retrieve float64 `json:"retrieve"`
	Answer   float64 `json:"answer"`
}

type answerJSON struct {
	ID       *string       `json:"id"`
	Question string        `json:"question"`
	Answer   string        `json:"answer"`
	Refused  bool          `json:"refused"`
	Engine   rag.Engine    `json:"engine"`
	Model    *string       `json:"model"`
	Claims   []claimJSON   `json:"claims"`
	Dropped  int           `json:"dropped"`
	Fallback string        `json:"fallback,omitempty"` // why the model's answer is not used
	Usage    *usageJSON    `json:"usage,omitempty"`
	Sources  []sourceJSON  `json:"sources"`
	Closest  []closestJSON `json:"closest"`
	Timings  timingsJSON   `json:"timings_ms"`
	Error    string        `json:"error,omitempty"` // of a batch's line that could not be answered
}

// usageJSON is the tokens of all requests to a model.
type usageJSON struct {
	Prompt     int `json:"prompt_tokens"`
	Completion int `json:"completion_tokens"`
}

type passageJSON struct {
	Rank      int      `json:"rank"`
	ArticleID string   `json:"article_id"`
	File      *string  `json:"file"`
	Title     *string  `json:"title"`
	Outlet    *string  `json:"outlet"`
	Published *string  `json:"published"`
	Score     float64  `json:"score"`
	Start     int      `json:"start"`
	End       int      `json:"end"`
	Page      int      `json:"page,omitempty"` // of an article that has pages
	Text      string   `json:"text"`
	Copies    []string `json:"copies,omitempty"`
}

type passagesJSON struct {
	ID       *string       `json:"id"`
	Query    string        `json:"query"`
	Passages []passageJSON `json:"passages"`
	Error    string        `json:"error,omitempty"`
}

type articleJSON struct {
	ArticleID    string  `json:"article_id"`
	File         *string `json:"file"`
	Title        *string `json:"title"`
	TitleDerived bool    `json:"title_derived,omitempty"`
	Outlet       *string `json:"outlet"`
	Byline       *string `json:"byline"`
	Published    *string `json:"published"`
	URL          *string `json:"url"`
	Language     *string `json:"lang"`
	Audience     *string `json:"audience"` // who alone sees it; null: everybody does
	Imported     string  `json:"imported"`
	Body         string  `json:"body,omitempty"`
}

// known returns nil for what is not known.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func answerForm(id string, a *rag.Answer) answerJSON {
	form := answerJSON{
		ID: known(id), Question: a.Question, Answer: a.Text(), Refused: a.Refused, Engine: a.Engine,
		Model: known(a.Model), Claims: []claimJSON{}, Dropped: a.Dropped, Sources: []sourceJSON{},
		Closest: []closestJSON{}, Fallback: a.Fallback,
		Timings: timingsJSON{milliseconds(a.Timings.Retrieve), milliseconds(a.Timings.Answer)},
	}
	if a.Usage != (rag.Usage{}) {
		form.Usage = &usageJSON{a.Usage.PromptTokens, a.Usage.CompletionTokens}
	}
	for i := range a.Claims {
		form.Claims = append(form.Claims, claimForm(&a.Claims[i]))
	}
	for i := range a.Sources {
		form.Sources = append(form.Sources, sourceForm(i+1, &a.Sources[i]))
	}
	for _, c := range a.Closest {
		form.Closest = append(form.Closest, closestJSON{
			string(c.ID), known(c.Title), known(c.Outlet), known(c.Published.String()),
		})
	}
	return form
}

func claimForm(c *rag.Claim) claimJSON {
	form := claimJSON{Text: c.Text, Citations: append([]int{}, c.Citations...), Verdict: c.Verdict, Original: c.Original}
	for _, r := range c.Resolved {
		form.Resolved = append(form.Resolved, resolvedJSON{r.Of(c.Text), r.Date})
	}
	return form
}

func sourceForm(n int, s *rag.Source) sourceJSON {
	return sourceJSON{
		N: n, ArticleID: string(s.Article.ID), File: known(s.Article.File), Title: known(s.Article.Title),
		Outlet: known(s.Article.Outlet), Published: known(s.Article.Published.String()),
		URL: known(s.Article.URL), Page: s.Page(), Quote: s.Quote(), Start: s.Start, End: s.End,
	}
}

func passagesForm(id, query string, found []rag.Passage) passagesJSON {
	form := passagesJSON{ID: known(id), Query: query, Passages: []passageJSON{}}
	for i := range found {
		p := &found[i]
		j := passageJSON{
			Rank: i + 1, ArticleID: string(p.Article.ID), File: known(p.Article.File),
			Title: known(p.Article.Title), Outlet: known(p.Article.Outlet),
			Published: known(p.Article.Published.String()), Score: p.Score,
			Start: p.Start, End: p.End, Page: p.Page(), Text: p.Text(),
		}
		for _, c := range p.Copies {
			j.Copies = append(j.Copies, string(c))
		}
		form.Passages = append(form.Passages, j)
	}
	return form
}

func articleForm(a *rag.Article) articleJSON {
	return articleJSON{
		ArticleID: string(a.ID), File: known(a.File), Title: known(a.Title), TitleDerived: a.TitleDerived,
		Outlet: known(a.Outlet), Byline: known(a.Byline), Published: known(a.Published.String()),
		URL: known(a.URL), Language: known(a.Language), Audience: known(a.Audience),
		Imported: a.Imported.UTC().Format(time.RFC3339), Body: a.Body,
	}
}

// printJSON writes one object and a line's end.
func printJSON(out io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return err
	}
	_, err := io.WriteString(out, steering.ReplaceAllStringFunc(b.String(), func(s string) string {
		r, _ := utf8.DecodeRuneInString(s)
		return fmt.Sprintf(`\u%04x`, r)
	}))
	return err
}

// steering are the characters that JSON may hold raw and that would steer a
// terminal or turn the direction of text.
var steering = regexp.MustCompile(`[\x{7f}-\x{9f}\x{200e}\x{200f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
