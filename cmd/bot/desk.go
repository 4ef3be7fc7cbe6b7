package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"newsdesk/internal/briefing"
	"newsdesk/internal/encoder"
	"newsdesk/internal/llm"
	"newsdesk/internal/sources"
	"newsdesk/internal/vectors"
	"newsdesk/internal/vitals"
	"newsdesk/prompts"
	"newsdesk/rag"
)

// desk is the joined rooms: the record, the library over it, and who answers.
type desk struct {
	*stockroom
	library  *rag.Library
	answerer *rag.Answerer
	verifier rag.Verifier
	pieces   *briefing.Desk
	vitals   *vitals.Vitals
	keeper   *sources.Keeper // of the sources that are followed
	owner    string

	stop    context.CancelFunc
	serving sync.WaitGroup
}

// openDesk opens the data directory and makes it ready to be asked: the
// configured coverage, or for a record that never held anything the seeds.
func openDesk(s *session) (*desk, error) {
	d, err := openEmptyDesk(s)
	if err != nil {
		return nil, err
	}
	if err := d.stock(s); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// openEmptyDesk opens the data directory as it is.
func openEmptyDesk(s *session) (*desk, error) {
	room, err := openStockroom(s)
	if err != nil {
		return nil, err
	}
	d, err := newDesk(s, room)
	if err != nil {
		return nil, errors.Join(err, room.record.Close())
	}
	return d, nil
}

// newDesk joins the rooms over a stockroom.
func newDesk(s *session, room *stockroom) (*desk, error) {
	encoders, err := newEncoders(s, room.log)
	if err != nil {
		return nil, err
	}
	author, err := newAuthor(s, room.log)
	if err != nil {
		return nil, err
	}
	library, err := rag.OpenLibrary(s.ctx, rag.LibraryConfig{Record: room.record, Encoders: encoders, Log: room.log, Now: time.Now})
	if err != nil {
		return nil, err
	}
	d := &desk{
		stockroom: room, library: library, owner: rand.Text(),
		answerer: &rag.Answerer{Library: library, Now: time.Now, Sentences: encoders[len(encoders)-1].Embedder, Author: author},
	}
	d.pieces = newBriefingDesk(d, time.Now)
	d.vitals = vitals.New(vitals.Readings{Coverage: d.coverageNow, Sources: d.sourcesNow})
	d.keeper = newKeeper(room, library.Sync, watched{d.vitals})
	return d, nil
}

// newAuthor is the chat model that writes the answers, nil where there is none.
// Nothing is sent yet.
func newAuthor(s *session, log *slog.Logger) (*rag.Author, error) {
	set, err := prompts.Load(s.config.PromptsDir) // what is wrong with it is said without a model, too
	if err != nil || !s.config.hasModel() {
		return nil, err
	}
	chat := llm.NewChat(llm.Config{
		BaseURL: s.config.OpenAIBaseURL, Key: s.config.OpenAIKey, Model: s.config.OpenAIModel, Log: log,
		Limits: llm.Limits{Total: s.config.ModelTimeout},
	})
	return &rag.Author{Generator: chat, Prompts: set, Random: rand.Reader, Limit: s.config.ModelTimeout, Log: log}, nil
}

// probeTime bounds how long a command waits at its start for the embedding
// model: one that is loaded answers a word in well under a second, and nobody
// waits longer at every command for a service that is down.
const probeTime = 3 * time.Second

var errProbeTime = fmt.Errorf("no answer within %s", probeTime)

// newEncoders lists the encoders, best first: the configured model, then the
// built-in one. Only the first is filled; of the second, those vectors serve
// that were stored while it was first. Where the model cannot be reached at the
// start, the built-in one is the first, and the only one, until the next start.
func newEncoders(s *session, log *slog.Logger) ([]rag.Encoder, error) {
	builtIn, err := encoder.New()
	if err != nil {
		return nil, fmt.Errorf("load the built-in encoder: %w", err)
	}
	var all []rag.Encoder
	if s.config.EmbeddingModel != "" {
		model, err := reachModel(s, log)
		if err != nil {
			log.Warn("using the built-in encoder", "err", err)
		} else if all, err = withEncoder(all, model, modelWeight); err != nil {
			return nil, err
		}
	}
	return withEncoder(all, builtIn, builtInWeight)
}

func reachModel(s *session, log *slog.Logger) (*llm.Embedder, error) {
	ctx, cancel := context.WithTimeoutCause(s.ctx, probeTime, errProbeTime)
	defer cancel()
	return llm.NewEmbedder(ctx, llm.Config{
		BaseURL: s.config.OpenAIBaseURL, Key: s.config.OpenAIKey, Model: s.config.EmbeddingModel, Log: log,
	})
}

func withEncoder(all []rag.Encoder, e rag.Embedder, weight float64) ([]rag.Encoder, error) {
	index, err := vectors.New(e.Name(), e.Dim())
	if err != nil {
		return nil, err
	}
	return append(all, rag.Encoder{Embedder: e, Index: index, Weight: weight}), nil
}

const (
	// builtInWeight was measured on five news sets (see BENCHMARKS.md); equal
	// weights would make the built-in encoder worse than words alone.
	builtInWeight = 0.2
	// modelWeight is for embedding models, which know far more than the
	// built-in encoder: the middle of the range that 'An Analysis of Fusion
	// Functions for Hybrid Retrieval' (2023) found best for such encoders.
	modelWeight = 0.5
)

// smallBacklog is how many chunks a command embeds before it answers: about a
// tenth of a second. More is left to 'bot ingest' and to processes that serve,
// for the encoder never keeps an answer waiting.
const smallBacklog = 24

// stock stores the coverage that is configured and embeds a small backlog.
func (d *desk) stock(s *session) error {
	if err := errors.Join(d.stockCoverage(s), d.library.Sync(s.ctx)); err != nil {
		return err
	}
	if n := d.library.Pending(); n == 0 || n > smallBacklog || d.record.ReadOnly() {
		return nil
	}
	ctx, cancel := context.WithTimeout(s.ctx, time.Second)
	defer cancel()
	if err := d.library.Fill(ctx, d.owner, nil); err != nil && s.ctx.Err() != nil {
		return err
	} else if err != nil {
		d.log.Info("answering by words until the vectors are there", "err", err)
	}
	return nil
}

// serve keeps the desk current until it is closed: what other processes store
// is seen, sources are followed, vectors are filled, and what has expired is
// deleted; health and metrics are served at an address, "" for none. Coverage is
// what COVERAGE names.
func (d *desk) serve(ctx context.Context, coverage []string, address string) error {
	ctx, d.stop = context.WithCancel(ctx)
	if err := d.serveVitals(ctx, address); err != nil {
		return err
	}
	d.serving.Go(func() { _ = d.library.Watch(ctx) }) // ends only with ctx
	if !d.record.ReadOnly() {
		d.serving.Go(func() { d.keeper.Run(ctx) })
		d.serving.Go(func() { d.followAll(ctx, d.keeper, coverage) })
		d.serving.Go(func() { _ = d.library.KeepFilled(ctx, d.owner) }) // ends only with ctx
		d.serving.Go(func() { d.tidy(ctx) })
	}
	return nil
}

// close ends what serves, waits for it, and closes the record.
func (d *desk) close() {
	if d.stop != nil {
		d.stop()
	}
	d.serving.Wait()
	d.stockroom.close()
}
