package briefing_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"newsdesk/internal/briefing/material"
	"newsdesk/rag"
)

// mostMixed is the share of differences that may be of two stories: as many as stories
// are grouped wrongly. Without their help it is two in five.
const mostMixed = 0.04

// TestEventsApart: of a newsroom's coverage of many stories no value of one is set
// against that of another.
func TestEventsApart(t *testing.T) {
	for _, path := range []string{"story/testdata/stories_a.jsonl", "story/testdata/stories_b.jsonl", "story/testdata/stories_c.jsonl"} {
		t.Run(path, func(t *testing.T) { eventsApart(t, path) })
	}
}

func eventsApart(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, of := newRoom(t), map[rag.ArticleID]string{}
	var topics []string
	for line := range bytes.Lines(data) {
		var label struct{ ID, Story, Title string }
		if err := json.Unmarshal(line, &label); err != nil {
			t.Fatal(err)
		}
		of[rag.ArticleID(label.ID)] = label.Story
		if len(of)%4 == 0 {
			topics = append(topics, label.Title)
		}
		r.add(articlesOf(t, line)...)
	}
	found, mixed, agreed, wrong := 0, 0, 0, 0
	for _, topic := range append(topics, "", "Basra", "killed", "Iraq", "minister", "earthquake") {
		_, c, err := r.Compare(t.Context(), material.Scope{Topic: topic})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range c.Differences {
			found++
			for _, v := range d.Values[1:] {
				if of[v.Sentence.Of.ID] != of[d.Values[0].Sentence.Of.ID] {
					mixed++
					t.Logf("of %q: %s %q against %q", topic, d.About, v.Sentence.Words, d.Values[0].Sentence.Words)
					break
				}
			}
		}
		for _, g := range c.Agreed {
			if !g.Verified {
				continue
			}
			agreed++
			for _, s := range g.Sentences[1:] {
				if of[s.Of.ID] != of[g.Sentences[0].Of.ID] {
					wrong++
					break
				}
			}
		}
	}
	if float64(mixed) > mostMixed*float64(found) || float64(wrong) > mostMixed*float64(agreed) || found == 0 {
		t.Errorf("%d of %d differences and %d of %d agreements are of two stories", mixed, found, wrong, agreed)
	}
	t.Logf("%d differences, %d of them of two stories; %d agreements, %d of them", found, mixed, agreed, wrong)
}
