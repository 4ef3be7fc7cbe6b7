package timeline_test

import (
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/timeline"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
)

// TestDatelines: the day in a dateline is that of writing, and one sentence has one
// row a day.
func TestDatelines(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"dateline":       {`MUSCAT, April 14 (Wire) - Flash floods killed nine people in northern Oman on Sunday after a storm, officials said.`, "13 April 2025"},
		"with a country": {`BASRA, Iraq, April 14 - Floods killed nine people in Oman on Sunday.`, "13 April 2025"},
		"same day":       {`MUSCAT, April 14 (Wire) - Flash floods killed nine people in northern Oman on Monday, officials said on Monday.`, "14 April 2025"},
		"none else":      {`MUSCAT, April 14 (Wire) - Flash floods killed nine people in northern Oman.`, "14 April 2025, published"},
		"no dateline":    {`The floods came on April 13 - and killed nine people in northern Oman.`, "13 April 2025"},
	} {
		t.Run(name, func(t *testing.T) {
			_, l := librarytest.Open(t, rag.Article{ID: "a", Title: "Floods", Outlet: "Wire", Published: rag.Day(2025, time.April, 14), Body: c.body})
			set, err := material.Gather(t.Context(), l, material.Scope{})
			if err != nil {
				t.Fatal(err)
			}
			got := timeline.Make(set, timeline.Options{})
			if len(got.Rows) != 1 || !strings.HasPrefix(c.want, got.Rows[0].Date()) || (got.Rows[0].Certainty == timeline.Published) != strings.HasSuffix(c.want, "published") {
				for i := range got.Rows {
					t.Logf("%s %s", got.Rows[i].Date(), got.Rows[i].Told.Words)
				}
				t.Errorf("there are %d rows, want one of %s", len(got.Rows), c.want)
			}
		})
	}
}
