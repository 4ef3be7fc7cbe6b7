package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
)

// shard keeps one session of the gateway alive, link after link, for one
// session of discordgo's.
type shard struct {
	s     *Session
	gate  *gate
	id    int
	log   *slog.Logger
	relay *relay
	ds    *discordgo.Session

	// These belong to the goroutine of run.
	identify  json.RawMessage // discordgo's
	sessionID string          // empty: there is none to resume
	resumeURL string
	heard     time.Time // when the gateway last said something; zero: never

	// Of the session, read by the heartbeats too.
	mu   sync.Mutex
	seq  sequence
	seen Shard
}

func newShard(s *Session, g *gate, id, count int) *shard {
	sh := &shard{s: s, gate: g, id: id, log: s.log.With("shard", id), relay: newRelay(), seen: Shard{ID: id}}
	sh.ds = newDiscordgo(&s.config, sh.relay, id, count)
	sh.ds.AddHandler(func(_ *discordgo.Session, e *discordgo.Event) { s.dispatch.takeIn(id, e.Type, e.Struct, channelOf(e)) })
	return sh
}

// state is a copy of how the shard is.
func (sh *shard) state() Shard {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	return sh.seen
}

// run opens discordgo's session on the relay and keeps the link until ctx ends,
// which is no error, or until it must not come back.
func (sh *shard) run(ctx context.Context) error {
	opened := make(chan error, 1)
	go func() { opened <- sh.ds.Open() }()
	var err error
	select {
	case sh.identify = <-sh.relay.identify:
		err = sh.keep(ctx)
	case err = <-opened:
		return fmt.Errorf("open discordgo's session: %w", err)
	}
	if !sh.relay.fed {
		sh.relay.hangUp() // Open still waits for READY
	}
	if open := <-opened; open == nil {
		_ = sh.ds.Close() // which takes it a second
	}
	sh.relay.hangUp()
	<-sh.relay.over
	return err
}

// keep makes link after link.
func (sh *shard) keep(ctx context.Context) error {
	l := sh.s.config.Limits
	unresumed := 0 // links in a row
	for failures := 0; !over(ctx); {
		end := sh.connect(ctx, failures)
		if over(ctx) {
			return nil
		}
		if end.fatal != nil {
			return end.fatal
		}
		if unresumed++; end.ready {
			unresumed = 0
		}
		if end.fresh || unresumed >= maxResumes {
			sh.forget()
		}
		if failures++; end.ready && end.lasted >= 5*l.Reconnect {
			failures = 0
		}
		// The first return is quick; it is for the later ones to be patient.
		wait := sh.s.rand.between(0, l.Reconnect/4)
		if failures > 1 {
			wait = sh.s.rand.backoff(failures-2, l.Reconnect, l.ReconnectMax)
		}
		wait = max(wait, end.wait)
		sh.log.Info("gateway link ended", "err", end.err, "code", end.code, "resume", sh.sessionID != "", "wait", wait)
		_ = sleep(ctx, wait)
	}
	return nil
}

// maxResumes is after how many links in a row without RESUMED the session is
// given up.
const maxResumes = 5

// forget gives the session up.
func (sh *shard) forget() { sh.sessionID, sh.resumeURL = "", "" }

// connect makes one link and follows it to its end.
func (sh *shard) connect(ctx context.Context, failures int) *ending {
	leave := func(bool) {}
	if sh.sessionID == "" {
		var err error
		if leave, err = sh.gate.enter(ctx, sh.id); err != nil {
			end := &ending{err: err}
			if stopped(err) {
				end.fatal = err
			}
			return end
		}
		defer func() { leave(false) }()
	}
	address := sh.gate.address()
	if sh.sessionID != "" && sh.resumeURL != "" && failures < 2 {
		address = sh.resumeURL
	}
	ws, err := sh.dial(ctx, address)
	if err != nil {
		return &ending{err: fmt.Errorf("dial the gateway: %w", err)}
	}
	k := &link{sh: sh, ws: ws, log: sh.log, identified: leave}
	end := k.follow(ctx)
	sh.mu.Lock()
	sh.seen.Connected = false
	if sh.seen.LastEnding = ""; end.err != nil {
		sh.seen.LastEnding = end.err.Error()
	}
	sh.mu.Unlock()
	if end.fatal = fatal(end.code); end.fatal == nil && errors.Is(end.err, errRelay) {
		end.fatal = end.err
	}
	end.fresh = end.fresh || ends(end.code)
	return end
}

// begin notes a new session's READY. What happened since the one before ended
// will not be told: that is a gap.
func (sh *shard) begin(data json.RawMessage) {
	if sh.heard.IsZero() {
		sh.heard = sh.s.config.Now()
	} else {
		sh.s.dispatch.take(sh.id, "GAP", &Gap{Since: sh.heard})
	}
	var r struct {
		SessionID string `json:"session_id"`
		ResumeURL string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(data, &r); err != nil {
		sh.log.Error("READY does not decode", "err", err)
	}
	sh.sessionID, sh.resumeURL = r.SessionID, r.ResumeURL
}

// connected notes READY or RESUMED.
func (sh *shard) connected(resumed bool) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.seen.Connected, sh.seen.Since = true, sh.s.config.Now()
	if resumed {
		sh.seen.Resumes++
	} else {
		sh.seen.Identifies++
	}
	sh.log.Info("gateway link is up", "resumed", resumed)
}

// latency notes how long a heartbeat took.
func (sh *shard) latency(d time.Duration) {
	sh.mu.Lock()
	defer sh.mu.Unlock()
	sh.seen.Latency = d
}
