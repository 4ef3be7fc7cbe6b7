package rag_test

import (
	"testing"
	"time"

	"newsdesk/rag"
)

// TestSucceeds tells edits of an article from what else may be found in its place.
func TestSucceeds(t *testing.T) {
	old := rag.Article{
		Title: "Bank was robbed in Alba", Outlet: "Alba Post", Published: rag.Day(2026, time.March, 2),
		Body: "Two men robbed the savings bank of Alba on Monday, the police said. They fled on a motorcycle with some 40,000 euros. \"I have never been so afraid,\" the cashier, Mira Olt, told the Alba Post.",
	}
	day := rag.Day(2026, time.March, 3)
	for name, c := range map[string]struct {
		found rag.Article
		want  bool
	}{
		"a sentence more":  {rag.Article{Title: "Two held after bank robbery", Body: old.Body + " Two men were arrested on Tuesday."}, true},
		"rewritten":        {rag.Article{Title: "Arrests in Alba", Outlet: "Alba Post", Published: day, Body: "The police arrested two brothers on Tuesday. A judge is to hear them."}, true},
		"quotation kept":   {rag.Article{Title: "Cashier speaks", Body: "The raid took four minutes. \"I have never been so afraid,\" the cashier, Mira Olt, told the Alba Post. Nobody was hurt in it, and the branch has been open again since noon."}, true},
		"same headline":    {rag.Article{Title: old.Title, Body: "This report is being updated."}, true},
		"consent":          {rag.Article{Title: "Willkommen", Body: "Mit Werbung weiterlesen oder ein Abo abschließen. Wir und unsere Partner verarbeiten Daten."}, false},
		"maintenance":      {rag.Article{Title: "Maintenance", Outlet: "Alba Post", Body: "We are down for maintenance and will be back soon."}, false},
		"for sale":         {rag.Article{Title: "albapost.example", Body: "This domain is for sale. Make an offer today, the price is negotiable."}, false},
		"another's report": {rag.Article{Title: "Ship sinks", Outlet: "Other Post", Published: day, Body: "A ship sank off the coast on Sunday night with grain on board."}, false},
	} {
		if got := rag.Succeeds(&old, &c.found); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
