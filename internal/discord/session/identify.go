package session

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// gate lets shards identify: as many at once as Discord says, each slot once in
// 5 s, and none once the day's budget is nearly spent.
type gate struct {
	rest    *REST
	every   time.Duration
	reserve int

	mu    sync.Mutex
	url   string
	width int
	slots map[int]*slot
}

// slot is where shards of one residue wait for each other.
type slot struct {
	turn chan struct{}
	last time.Time // of the last identify, in real time
}

// ask gets the gateway's address and budget from Discord.
func (g *gate) ask(ctx context.Context) (*discordgo.GatewayBotResponse, error) {
	answer, err := g.rest.GatewayBot(ctx)
	if err != nil {
		return nil, err
	}
	if answer == nil || answer.URL == "" {
		return nil, fmt.Errorf("get the gateway: discord's answer has no address")
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.url, g.width = answer.URL, max(1, answer.SessionStartLimit.MaxConcurrency)
	return answer, nil
}

// address is where the gateway is.
func (g *gate) address() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.url
}

// slot is the one of a shard.
func (g *gate) slot(shard int) *slot {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := shard % g.width
	if g.slots == nil {
		g.slots = map[int]*slot{}
	}
	if g.slots[key] == nil {
		g.slots[key] = &slot{turn: make(chan struct{}, 1)}
	}
	return g.slots[key]
}

// enter waits until a shard may identify. The caller must call leave after, and
// say whether it did.
func (g *gate) enter(ctx context.Context, shard int) (leave func(identified bool), err error) {
	s := g.slot(shard)
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	err = g.allow(ctx, s)
	if err != nil {
		<-s.turn
		return nil, err
	}
	var once sync.Once
	return func(identified bool) {
		once.Do(func() {
			if identified {
				s.last = time.Now()
			}
			<-s.turn
		})
	}, nil
}

// allow checks the budget and waits out the slot's interval.
func (g *gate) allow(ctx context.Context, s *slot) error {
	answer, err := g.ask(ctx)
	if err != nil {
		return err
	}
	if l := answer.SessionStartLimit; l.Remaining <= g.reserve && l.Total > 0 {
		return exhausted(l.Remaining, l.Total, time.Duration(l.ResetAfter)*time.Millisecond)
	}
	if s.last.IsZero() {
		return ctx.Err()
	}
	return sleep(ctx, g.every-time.Since(s.last))
}
