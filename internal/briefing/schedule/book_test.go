package schedule

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"newsdesk/internal/record"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"

	"github.com/google/go-cmp/cmp"
)

var _ Shelf = (*record.Record)(nil)

func TestBook(t *testing.T) {
	shelf, _ := librarytest.Open(t)
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	b := NewBook(shelf, func() time.Time { return now })
	r := Request{
		Guild: "g", Channel: "c", By: "u", Days: "every Monday and Thursday", At: "7:30 am", Zone: "baghdad",
		Topics: []string{"oil", " oil ", "", "water  supply"}, Outlets: []string{"Shafaq"}, Length: "short", Role: "r", SkipEmpty: true,
	}
	s := add(t, b, r)
	got, err := b.Get(t.Context(), "g", s.ID)
	if err != nil {
		t.Fatal(err)
	}
	want := Schedule{
		ID: s.ID, Guild: "g", Channel: "c", By: "u", Days: s.Days, At: 450, Zone: "Asia/Baghdad",
		Topics: []string{"oil", "water supply"}, Outlets: []string{"Shafaq"}, Length: "short", Role: "r", SkipEmpty: true,
		Created: now, From: now,
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(Days{})); diff != "" || got.Days.String() != "mon,thu" {
		t.Errorf("days %s (-want +got):\n%s", got.Days, diff)
	}
	times, err := b.Next(t.Context(), "g", s.ID, 3)
	if err != nil || len(times) != 3 || Words(times[1]) != "Thu 26 Nov 2026 07:30 (Asia/Baghdad)" {
		t.Errorf("next are %v, %v", times, err)
	}
	if s, err := b.Pause(t.Context(), "g", s.ID, "u", "Eid"); err != nil || *s.Paused != (Pause{At: now, By: "u", Why: "Eid"}) {
		t.Errorf("paused: %+v, %v", s, err)
	}
	now = now.Add(time.Hour)
	if n, err := b.Disown(t.Context(), "u"); n != 1 || err != nil {
		t.Errorf("disowned %d, %v", n, err)
	}
	if s, err := b.Resume(t.Context(), "g", s.ID); err != nil || s.Paused != nil || s.By != "" || !s.From.Equal(now) {
		t.Errorf("resumed: %+v, %v", s, err)
	}
	checkStrangers(t, b, s.ID)
	if err := b.Remove(t.Context(), "g", s.ID); err != nil {
		t.Error(err)
	}
	if list, err := b.List(t.Context(), "g"); len(list) != 0 || err != nil {
		t.Errorf("left: %v, %v", list, err)
	}
}

// checkStrangers checks that another server can do nothing, nor anyone with an
// ID that is none.
func checkStrangers(t *testing.T, b *Book, id ID) {
	t.Helper()
	for _, c := range []struct {
		guild string
		id    ID
	}{{"other", id}, {"", id}, {"g", "nonesuch"}, {"g", ""}, {"g", "\xff/"}, {"g", ID(strings.Repeat("a", 5000))}} {
		_, err1 := b.Get(t.Context(), c.guild, c.id)
		_, err2 := b.Pause(t.Context(), c.guild, c.id, "", "")
		_, err3 := b.Resume(t.Context(), c.guild, c.id)
		_, err4 := b.Next(t.Context(), c.guild, c.id, 1)
		_, err5 := b.Runs(t.Context(), c.guild, c.id)
		for i, err := range []error{err1, err2, err3, err4, err5, b.Remove(t.Context(), c.guild, c.id)} {
			if !errors.Is(err, rag.ErrNotFound) || len(err.Error()) > 200 {
				t.Errorf("call %d on %.20q by %q: %v, want ErrNotFound", i, c.id, c.guild, err)
			}
		}
	}
}

func TestAddReportsAllThatIsWrong(t *testing.T) {
	b := NewBook(newMemory(), time.Now)
	_, err := b.Add(t.Context(), Request{
		Guild: "g", Days: "31 February", At: "25:61", Zone: "Middle/Earth", Topics: []string{strings.Repeat("x", MaxTopic+1)}, Outlets: make([]string, 3),
	})
	for _, want := range []string{"February", "25:61", "Middle/Earth", "topics", "channel"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not speak of %s", err, want)
		}
	}
	for range MaxSchedules {
		add(t, b, daily())
	}
	var w *Wrong
	if _, err := b.Add(t.Context(), daily()); !errors.As(err, &w) {
		t.Errorf("one more than %d: %v", MaxSchedules, err)
	}
}

func TestWhatIsNewerIsLeftAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		sleepUntil(t, "2026-11-22T12:00:00")
		shelf, w, c := newMemory(), &writer{}, newChat()
		b := NewBook(shelf, time.Now)
		old := add(t, b, daily())
		newer := map[string]string{
			schedulesKept + "\x00newer":                      `{"v":2,"body":{"id":"newer","guild":"g"}}`,
			schedulesKept + "\x00damaged":                    `{"v":1,"body":{"days":"someday"}}`,
			schedulesKept + "\x00nonsense":                   `[]`,
			runsKept + "\x00" + runKey(old.ID, "2026-11-23"): `{"v":2,"body":{}}`,
		}
		for name, body := range newer {
			collection, key, _ := strings.Cut(name, "\x00")
			err := shelf.UpdateDoc(t.Context(), collection, key, func(*Doc) (*Doc, error) {
				return &Doc{Collection: collection, Key: key, Body: json.RawMessage(body)}, nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		p := start(t, shelf, w, c)
		sleepUntil(t, "2026-11-24T12:00:00")
		p.stop()
		checkPosts(t, c, "24T04:30 1.0")
		if list, err := b.List(t.Context(), "g"); len(list) != 1 || !errors.Is(err, ErrNewer) {
			t.Errorf("listed %v, %v", list, err)
		}
		if err := b.Remove(t.Context(), "g", "newer"); !errors.Is(err, ErrNewer) {
			t.Errorf("removed what is newer: %v", err)
		}
		for name, body := range newer {
			if got := string(shelf.docs[name].Body); got != body {
				t.Errorf("%q is now %s", name, got)
			}
		}
	})
}
