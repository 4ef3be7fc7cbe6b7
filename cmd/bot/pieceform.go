package main

import "newsdesk/rag"

// The forms in which pieces are printed by --json: what they have in common.

type rowJSON struct {
	Label *string `json:"label"`
	claimJSON
}

type sectionJSON struct {
	Heading *string   `json:"heading"`
	Note    *string   `json:"note"`
	Rows    []rowJSON `json:"rows"`
}

type pieceJSON struct {
	Kind     string        `json:"kind"`
	Title    string        `json:"title"`
	Topic    *string       `json:"topic"`
	Refused  bool          `json:"refused"`
	Refusal  *string       `json:"refusal"`
	Engine   rag.Engine    `json:"engine"`
	Model    *string       `json:"model"`
	Dropped  int           `json:"dropped"`
	Fallback string        `json:"fallback,omitempty"`
	Usage    *usageJSON    `json:"usage,omitempty"`
	Notes    []string      `json:"notes"`
	Sections []sectionJSON `json:"sections"`
	Sources  []sourceJSON  `json:"sources"`
	Closest  []closestJSON `json:"closest"`
}

func pieceForm(kind, topic string, r *rag.Report) pieceJSON {
	form := pieceJSON{
		Kind: kind, Title: r.Title, Topic: known(topic), Refused: r.Refusal != "", Refusal: known(r.Refusal),
		Engine: r.Engine, Model: known(r.Model), Dropped: r.Dropped, Fallback: r.Fallback,
		Notes: append([]string{}, r.Notes...), Sections: []sectionJSON{}, Sources: []sourceJSON{}, Closest: []closestJSON{},
	}
	if r.Usage != (rag.Usage{}) {
		form.Usage = &usageJSON{r.Usage.PromptTokens, r.Usage.CompletionTokens}
	}
	for i := range r.Sections {
		s := &r.Sections[i]
		one := sectionJSON{Heading: known(s.Heading), Note: known(s.Note), Rows: []rowJSON{}}
		for j := range s.Rows {
			one.Rows = append(one.Rows, rowJSON{known(s.Rows[j].Label), claimForm(&s.Rows[j].Claim)})
		}
		form.Sections = append(form.Sections, one)
	}
	for i := range r.Sources {
		form.Sources = append(form.Sources, sourceForm(i+1, &r.Sources[i]))
	}
	for _, c := range r.Closest {
		form.Closest = append(form.Closest, closestJSON{string(c.ID), known(c.Title), known(c.Outlet), known(c.Published.String())})
	}
	return form
}
