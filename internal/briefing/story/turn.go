package story

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"newsdesk/rag"
)

const (
	headKey = "turn"
	// turnTime is how long a keeper that is heard no more keeps the others from
	// writing: longer than grouping 10,000 articles takes.
	turnTime = time.Minute
	// renewEvery is after how many documents a writer says that it is there: a few
	// seconds on a slow disk.
	renewEvery = 200
)

// head is the document by which keepers take turns. What is written carries the
// number of its turn, and an earlier turn never writes over a later one.
type head struct {
	Version int          `json:"v"`
	Turn    int64        `json:"turn"` // the last that began
	Done    int64        `json:"done"` // the last that came to its end
	Upto    rag.Revision `json:"upto"` // all articles up to it are grouped
	Holder  string       `json:"holder,omitempty"`
	Until   time.Time    `json:"until,omitzero"`
}

// unfinished reports whether somebody writes, or broke off.
func (h *head) unfinished() bool { return h.Turn != h.Done }

func (k *Keeper) readHead(ctx context.Context) (head, error) {
	d, err := k.Shelf.Doc(ctx, collection, headKey)
	if errors.Is(err, rag.ErrNotFound) {
		return head{}, nil
	}
	if err != nil {
		return head{}, err
	}
	return parseHead(&d)
}

func parseHead(d *Doc) (head, error) {
	var h head
	if d == nil {
		return h, nil
	}
	if err := json.Unmarshal(d.Body, &h); err != nil {
		return h, fmt.Errorf("read document %s of %s: %w", headKey, collection, err)
	}
	if h.Version > version {
		return h, fmt.Errorf("document %s of %s has version %d: %w", headKey, collection, h.Version, rag.ErrNewer)
	}
	return h, nil
}

// changeHead replaces the head by what change makes of it.
func (k *Keeper) changeHead(ctx context.Context, change func(h *head) error) error {
	return k.Shelf.UpdateDoc(ctx, collection, headKey, func(old *Doc) (*Doc, error) {
		h, err := parseHead(old)
		if err != nil {
			return nil, err
		}
		if err := change(&h); err != nil {
			return nil, err
		}
		h.Version = version
		body, err := json.Marshal(h)
		return &Doc{Body: body}, err
	})
}

// errBusy says that another keeper has the turn.
var errBusy = errors.New("another process groups the stories")

// takeTurn groups and writes, if nobody else does.
func (k *Keeper) takeTurn(ctx context.Context) error {
	var was, mine head
	err := k.changeHead(ctx, func(h *head) error {
		if h.Holder != "" && h.Holder != k.name && h.Until.After(k.Now()) {
			return errBusy
		}
		was = *h
		h.Turn, h.Holder, h.Until = h.Turn+1, k.name, k.Now().Add(turnTime)
		mine = *h
		return nil
	})
	if errors.Is(err, errBusy) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("take the turn: %w", err)
	}
	if err := k.useTurn(ctx, was, mine); err != nil {
		k.giveUp(ctx, mine)
		return err
	}
	return nil
}

// useTurn does what a turn is for. What others wrote is read first, and the
// record after it: an article in a document that the record lacks is gone then.
func (k *Keeper) useTurn(ctx context.Context, was, mine head) error {
	if was.Done != k.known || was.unfinished() {
		if err := k.load(ctx, was); err != nil {
			return err
		}
	}
	if err := k.follow(ctx); err != nil {
		return err
	}
	changes := k.regroup(was.Upto)
	if err := k.write(ctx, changes, mine); err != nil {
		return err
	}
	if err := k.end(ctx, mine); err != nil {
		return err
	}
	k.publish(changes)
	k.known = mine.Turn
	return nil
}

// publish makes the changes seen.
func (k *Keeper) publish(changes []change) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, c := range changes { // first who goes, so that nobody who came is dropped
		if len(c.articles) == 0 {
			k.state.apply(c)
		}
	}
	for _, c := range changes {
		if len(c.articles) > 0 {
			k.state.apply(c)
		}
	}
	for _, c := range changes {
		delete(k.views, c.id)
		k.state.stored[c.id] = k.state.stored[c.id] && c.into != "" || !c.bodiless() && len(c.articles) > 0
	}
}

// renew says that the writer is there.
func (k *Keeper) renew(ctx context.Context, mine head) error {
	return k.changeHead(ctx, func(h *head) error {
		if h.Turn != mine.Turn {
			return errOvertaken
		}
		h.Until = k.Now().Add(turnTime)
		return nil
	})
}

// end gives the turn back with all done.
func (k *Keeper) end(ctx context.Context, mine head) error {
	err := k.changeHead(ctx, func(h *head) error {
		if h.Turn != mine.Turn {
			return errOvertaken
		}
		*h = head{Turn: mine.Turn, Done: mine.Turn, Upto: max(h.Upto, k.seen)}
		return nil
	})
	if err != nil {
		return fmt.Errorf("end the turn: %w", err)
	}
	return nil
}

// giveUp gives the turn back undone, so that nobody waits for it. Where it fails
// the turn ends by the clock.
func (k *Keeper) giveUp(ctx context.Context, mine head) {
	err := k.changeHead(context.WithoutCancel(ctx), func(h *head) error {
		if h.Turn == mine.Turn {
			h.Holder, h.Until = "", time.Time{}
		}
		return nil
	})
	if err != nil {
		k.Log.Warn("the turn at the stories could not be given back", "err", err)
	}
}
