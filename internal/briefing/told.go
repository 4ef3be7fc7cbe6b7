package briefing

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"time"

	"newsdesk/internal/briefing/story"
	"newsdesk/rag"
)

// Told is what somebody was told by briefings, as far back as it matters: the sum
// of what each told. The zero Told is of somebody who was told nothing.
type Told struct {
	// At is when the last briefing was composed; zero before the first.
	At time.Time
	// Said are the sentences that were told, the latest last.
	Said []Said
	// Stories are those that were told of.
	Stories map[story.ID]ToldStory

	scopes []scope // what each was of, the latest last
}

// Telling is what one briefing told, as it is kept.
type Telling struct {
	Form int       `json:"form"`
	At   time.Time `json:"at"`
	// Topics and Outlets are what it was of; none: all.
	Topics  []string `json:"topics,omitempty"`
	Outlets []string `json:"outlets,omitempty"`
	// Seen are the articles that came shortly before At: what is stored in that
	// very moment is neither lost nor told twice.
	Seen    []rag.ArticleID        `json:"seen,omitempty"`
	Said    []Said                 `json:"said,omitempty"`
	Stories map[story.ID]ToldStory `json:"stories,omitempty"`
	// Amended are sentences told before, of which this briefing told that they
	// no longer stand.
	Amended []Said `json:"amended,omitempty"`
}

// tellingForm is the form of a Telling; one of a later form is not read.
const tellingForm = 1

// Said is a sentence that was told, with the words as they then stood.
type Said struct {
	Article rag.ArticleID `json:"article"`
	Title   string        `json:"title,omitempty"`
	Quote   string        `json:"quote"`
	Story   story.ID      `json:"story,omitempty"`
	At      time.Time     `json:"at"`
}

// saidKey tells what was said once from what was said again.
type saidKey struct {
	article rag.ArticleID
	quote   string
	at      int64 // a time.Time has its zone too, and one that is read from JSON often another
}

func (s *Said) key() saidKey { return saidKey{s.Article, s.Quote, s.At.UnixNano()} }

// ToldStory is a story that was told of.
type ToldStory struct {
	Title string    `json:"title"`
	At    time.Time `json:"at"` // when something new of it was last told
	// Articles is how many it had then.
	Articles int `json:"articles"`
	// Quiet says that it was told that nothing new comes.
	Quiet bool `json:"quiet,omitempty"`
}

// saidFor is how long a sentence counts as told: a quarter of a year, after which
// a reader has it no more in mind.
const saidFor = 90 * 24 * time.Hour

// Sum is what tellings told together, in whatever order they are. Those of an
// unknown form are left out.
func Sum(tellings ...Telling) Told {
	var t Told
	t.Stories = map[story.ID]ToldStory{}
	slices.SortStableFunc(tellings, func(a, b Telling) int { return a.At.Compare(b.At) })
	amended := map[saidKey]bool{}
	for _, one := range tellings {
		if one.Form != tellingForm {
			continue
		}
		t.At = one.At
		t.Said = append(t.Said, one.Said...)
		maps.Copy(t.Stories, one.Stories)
		t.scopes = append(t.scopes, scope{one.At, one.Topics, one.Outlets, one.Seen})
		for _, s := range one.Amended {
			amended[s.key()] = true
		}
	}
	t.Said = slices.DeleteFunc(t.Said, func(s Said) bool { return amended[s.key()] || t.At.Sub(s.At) > saidFor })
	return t
}

// scope is when a briefing was composed, and of what.
type scope struct {
	at              time.Time
	topics, outlets []string
	seen            []rag.ArticleID
}

// covers reports whether a briefing of the scope told what an order asks for: one of
// the pipeline alone says nothing of what else was new.
func (s *scope) covers(o *Order) bool {
	return among(s.topics, o.Topics) && among(s.outlets, o.Outlets)
}

// among reports whether all that is wanted is among some names, of which none are all.
func among(names, wanted []string) bool {
	if len(names) == 0 {
		return true
	}
	return len(wanted) > 0 && !slices.ContainsFunc(wanted, func(w string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return folded(n) == folded(w) })
	})
}

// before is when the last briefing was composed that told what an order asks for,
// and which of the articles from shortly before were told of; zero: none was.
func (t *Told) before(o *Order) (at time.Time, seen map[rag.ArticleID]bool) {
	seen = map[rag.ArticleID]bool{}
	for _, s := range slices.Backward(t.scopes) {
		if !s.covers(o) {
			continue
		}
		if at.IsZero() {
			at = s.at
		}
		if at.Sub(s.at) > 2*overlap {
			break // what it saw at its end is older than what is looked at
		}
		for _, id := range s.seen {
			seen[id] = true
		}
	}
	return at, seen
}

// toldKept is the collection of what channels were told: a document a briefing,
// by channel and time.
const toldKept = "briefing.told"

// Remember keeps that a channel was told. It may be called again for one briefing.
func (d *Desk) Remember(ctx context.Context, channel string, t Telling) error {
	body, err := json.Marshal(t)
	if err != nil {
		return fmt.Errorf("keep what %s was told: %w", channel, err)
	}
	key := channel + "/" + t.At.UTC().Format(time.RFC3339Nano)
	err = d.Shelf.UpdateDoc(ctx, toldKept, key, func(*Doc) (*Doc, error) {
		return &Doc{Body: body, Expires: t.At.Add(saidFor)}, nil
	})
	if err != nil {
		return fmt.Errorf("keep what %s was told: %w", channel, err)
	}
	return nil
}

// Told is what a channel was told by all its briefings.
func (d *Desk) Told(ctx context.Context, channel string) (Told, error) {
	var all []Telling
	err := d.Shelf.Docs(ctx, toldKept, channel+"/", func(doc Doc) error {
		var t Telling
		if err := json.Unmarshal(doc.Body, &t); err != nil {
			return fmt.Errorf("%s: %w", doc.Key, err)
		}
		all = append(all, t)
		return nil
	})
	if err != nil {
		return Told{}, fmt.Errorf("read what %s was told: %w", channel, err)
	}
	return Sum(all...), nil
}
