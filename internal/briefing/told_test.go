package briefing

import (
	"testing"
	"time"

	"newsdesk/rag"
)

// TestToldOfWhatWasAsked: what was told of one topic, or of one outlet, says nothing
// of what else was new.
func TestToldOfWhatWasAsked(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 3, 2, hour, 0, 0, 0, time.UTC) }
	one := func(hour int, topics, outlets []string, seen ...rag.ArticleID) Telling {
		return Telling{Form: tellingForm, At: at(hour), Topics: topics, Outlets: outlets, Seen: seen}
	}
	told := Sum(
		one(9, []string{"the  Pipeline", "dams"}, nil, "c"), one(7, nil, nil, "a"), one(8, nil, []string{"INA"}, "b"),
	)
	for name, c := range map[string]struct {
		Order

		last int
		seen rag.ArticleID
	}{
		"all":                   {Order{}, 7, "a"},
		"a topic that was told": {Order{Topics: []string{"the pipeline"}}, 9, "c"},
		"another topic":         {Order{Topics: []string{"the pipeline", "choirs"}}, 7, "a"},
		"an outlet":             {Order{Filter: rag.Filter{Outlets: []string{"ina"}}}, 8, "b"},
		"two outlets":           {Order{Filter: rag.Filter{Outlets: []string{"INA", "Rudaw"}}}, 7, "a"},
	} {
		last, seen := told.before(&c.Order)
		if !last.Equal(at(c.last)) || len(seen) != 1 || !seen[c.seen] {
			t.Errorf("%s was last told at %v with %v", name, last, seen)
		}
	}
	told = Sum(one(9, []string{"dams"}, nil))
	if last, _ := told.before(&Order{}); !last.IsZero() {
		t.Errorf("of all it was last told at %v", last)
	}
}

// TestTwiceWithinMinutes: what the first of two told of is not new to a third.
func TestTwiceWithinMinutes(t *testing.T) {
	start := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	told := Sum(
		Telling{Form: tellingForm, At: start, Seen: []rag.ArticleID{"a"}},
		Telling{Form: tellingForm, At: start.Add(5 * time.Minute), Seen: []rag.ArticleID{"b"}},
		Telling{Form: tellingForm, At: start.Add(-time.Hour), Seen: []rag.ArticleID{"old"}},
	)
	if _, seen := told.before(&Order{}); !seen["a"] || !seen["b"] || seen["old"] {
		t.Errorf("seen are %v", seen)
	}
}
