package sources

import (
	"context"
	"encoding/json"
	"testing"
	"testing/synctest"
	"time"
)

// scene is a newsroom in a bubble of virtual time.
type scene struct {
	*testing.T
	shelf *memory
	store *library
	web   *web
	start time.Time
}

// play runs a test in a bubble.
func play(t *testing.T, name string, f func(s *scene)) {
	t.Run(name, func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Until(time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)))
			f(&scene{t, newMemory(), newLibrary(), newWeb(t), time.Now()})
		})
	})
}

func (s *scene) config() Config {
	return Config{Shelf: s.shelf, Leases: s.shelf, Getter: s.web, Reader: plain{}, Store: s.store, Rand: func() float64 { return 0.5 }, UserAgent: "Newsdesk/1"}
}

// run runs a keeper until what is returned is called.
func (s *scene) run(k *Keeper) (stop func()) {
	ctx, cancel := context.WithCancel(s.Context())
	ended := make(chan struct{})
	go func() { defer close(ended); k.Run(ctx) }()
	return func() { cancel(); <-ended }
}

func (s *scene) add(k *Keeper, kind Kind, address string) ID {
	s.Helper()
	got, err := k.Add(s.Context(), Source{Kind: kind, Address: address, AddedBy: "u"})
	if err != nil {
		s.Fatal(err)
	}
	return got.ID
}

func (s *scene) get(k *Keeper, id ID) Status {
	s.Helper()
	got, err := k.Get(s.Context(), id)
	if err != nil {
		s.Fatal(err)
	}
	return got
}

func batchOf(h Hints, items ...Item) []byte {
	b, _ := json.Marshal(Batch{Items: items, Hints: h}) // has nothing that can't be written
	return b
}
