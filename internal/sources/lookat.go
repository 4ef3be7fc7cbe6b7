package sources

import (
	"context"
	"errors"
)

// lookAt reads the document of a source or page, and puts it where it belongs in
// the line.
func (l *line) lookAt(ctx context.Context, key jobKey) {
	if key.page != "" {
		l.lookAtPage(ctx, key)
		return
	}
	e, err := l.k.entry(ctx, key.source)
	switch {
	case errors.Is(err, ErrUnknown):
		l.end(key.source)
	case err != nil:
		l.complain(ctx, "source", string(key.source), err)
	default:
		l.place(ctx, e)
	}
}

// lookAtPage does so for a page.
func (l *line) lookAtPage(ctx context.Context, key jobKey) {
	p, ok, err := lookUp[page](ctx, l.k, keptPages, key.page)
	if err != nil {
		l.complain(ctx, "page", key.page, err)
		return
	}
	if !ok || p.Due.IsZero() || !l.active[key.source] {
		l.remove(key)
		return
	}
	l.set(key, p.URL, p.Due)
}

// lookAtAll reads all sources: others may have changed them.
func (l *line) lookAtAll(ctx context.Context) {
	listed := map[ID]bool{}
	var entries []entry
	err := l.k.c.Shelf.Docs(ctx, keptSources, "", func(doc Doc) error {
		listed[ID(doc.Key)] = true
		e, err := decodeEntry(doc)
		if err != nil {
			l.complain(ctx, "source", doc.Key, err)
			return nil
		}
		entries = append(entries, e)
		return nil
	})
	if err != nil {
		l.complain(ctx, "all", "", err)
		return
	}
	for _, e := range entries {
		l.place(ctx, e)
	}
	for id := range l.active {
		if !listed[id] {
			l.end(id)
		}
	}
}

// complain logs once that something can't be read.
func (l *line) complain(ctx context.Context, what, name string, err error) {
	if ctx.Err() == nil && !l.damaged[what+name] {
		l.damaged[what+name] = true
		l.k.c.Log.Error("can't read what is to be asked for, which is left out", "what", what, "name", name, "err", err)
	}
}

// place puts a source where it belongs: in the line, among the folders, or nowhere.
func (l *line) place(ctx context.Context, e entry) {
	id := e.Source.ID
	delete(l.damaged, "source"+string(id))
	switch {
	case !e.status().Active() && !e.wanted():
		l.end(id)
	case e.Source.Kind == Files:
		l.active[id] = true
		l.follow(ctx, e)
	default:
		l.set(jobKey{source: id}, e.status().address(), e.due(l.k.c.Now()))
		if !l.active[id] && e.status().Active() {
			l.active[id] = true
			l.placePages(ctx, id)
		}
	}
}

// placePages puts the pages of a source in the line.
func (l *line) placePages(ctx context.Context, id ID) {
	err := l.k.c.Shelf.Docs(ctx, keptPages, string(id)+"/", func(doc Doc) error {
		p, err := decode[page](doc)
		if err != nil {
			l.complain(ctx, "page", doc.Key, err)
		} else if !p.Due.IsZero() && p.docKey() == doc.Key {
			l.set(jobKey{id, doc.Key}, p.URL, p.Due)
		}
		return nil
	})
	if err != nil {
		l.complain(ctx, "pages of", string(id), err)
		delete(l.active, id) // the next look tries again
	}
}

// end takes a source and its pages out of the line.
func (l *line) end(id ID) {
	l.remove(jobKey{source: id})
	if !l.active[id] {
		return
	}
	delete(l.active, id)
	if at, ok := l.folders[id]; ok {
		at.cancel()
		delete(l.folders, id)
	}
	for key := range l.jobs {
		if key.source == id {
			l.remove(key)
		}
	}
}

// follow has a folder followed, and looked through at once where a person wants
// it.
func (l *line) follow(ctx context.Context, e entry) {
	id := e.Source.ID
	at, ok := l.folders[id]
	if ok && at.life != e.Source.life { // it was removed and added since
		at.cancel()
		ok = false
	}
	if !ok {
		own, cancel := context.WithCancel(ctx)
		at = following{e.Source.life, cancel, make(chan struct{}, 1)}
		l.folders[id] = at
		l.workers.Go(func() { l.k.followFolder(own, e.Source, at.now) })
	}
	if e.wanted() {
		select {
		case at.now <- struct{}{}:
		default:
		}
	}
}
