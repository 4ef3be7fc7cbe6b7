package main

import (
	"log/slog"
	"time"

	"newsdesk/internal/fetch"
	"newsdesk/internal/record"
	"newsdesk/rag"
)

// stockroom is where coverage is stored, and how it is got from the web. It holds
// nothing of it in memory, however much is stored.
type stockroom struct {
	record *record.Record
	store  rag.Store
	web    *fetch.Client
	log    *slog.Logger
}

// openStockroom opens the data directory as it is.
func openStockroom(s *session) (*stockroom, error) {
	log := slog.New(slog.NewTextHandler(s.stderr, &slog.HandlerOptions{Level: s.config.LogLevel}))
	rec, err := record.Open(s.ctx, s.config.DataDir, record.Options{Now: time.Now, Log: log})
	if err != nil {
		return nil, err
	}
	return &stockroom{rec, rag.Store{Record: rec}, newWeb(s.config), log}, nil
}

// close closes the record.
func (r *stockroom) close() {
	if err := r.record.Close(); err != nil {
		r.log.Error("cannot close the record", "err", err)
	}
}
