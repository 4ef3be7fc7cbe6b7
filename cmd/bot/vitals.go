package main

import (
	"context"

	"newsdesk/internal/sources"
	"newsdesk/internal/vitals"
	"newsdesk/rag"
)

var _ sources.Observer = watched{}

// watched counts what the keeper of sources does.
type watched struct{ v *vitals.Vitals }

// Asked implements sources.Observer.
func (w watched) Asked(a sources.Asked) { w.v.Asked(string(a.Outcome), a.Conditional, a.Bytes) }

// Took implements sources.Observer.
func (w watched) Took(t sources.Took) { w.v.Changed(t.Added, t.Changed, t.Withdrawn) }

// serveVitals serves health and metrics at an address until ctx ends; "": nowhere.
func (d *desk) serveVitals(ctx context.Context, address string) error {
	if address == "" {
		return nil
	}
	listener, err := vitals.Listen(ctx, address)
	if err != nil {
		return err
	}
	d.log.Info("serving health and metrics", "address", listener.Addr())
	d.serving.Go(func() {
		if err := vitals.Serve(ctx, listener, d.vitals.Handler(nil)); err != nil {
			d.log.Error("health and metrics are served no more", "err", err)
		}
	})
	return nil
}

// coverageNow is how much there is to answer from.
func (d *desk) coverageNow() vitals.Coverage {
	everything := rag.Filter{Audience: rag.AnyAudience}
	x := d.library.Extent(everything)
	c := vitals.Coverage{Articles: x.Articles, Undated: x.Undated, Chunks: d.library.Chunks(), Pending: d.library.Pending()}
	for _, a := range d.library.Articles(everything) {
		if a.Imported.After(c.Last) {
			c.Last = a.Imported
		}
	}
	return c
}

// sourcesNow is how the sources fare.
func (d *desk) sourcesNow(ctx context.Context) ([]vitals.Source, error) {
	all, err := d.keeper.List(ctx)
	if err != nil {
		return nil, err
	}
	shown := make([]vitals.Source, len(all))
	for i := range all {
		s := &all[i]
		shown[i] = vitals.Source{
			ID: string(s.ID), Name: s.Address, Kind: string(s.Kind), State: stateOf(s), Worked: s.State.Worked, Due: s.State.Due, Failures: s.State.Failures,
		}
	}
	return shown, nil
}
