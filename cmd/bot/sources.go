package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/sources"
)

type sourcesCmd struct {
	List   sourcesListCmd   `cmd:"" default:"withargs" help:"List what is followed, when it last worked and why not since."`
	Add    sourcesAddCmd    `cmd:"" help:"Follow feeds, pages, maps of news sites and folders."`
	Poll   sourcesPollCmd   `cmd:"" help:"Ask for sources now."`
	Pause  sourcesPauseCmd  `cmd:"" help:"Ask for a source no more, until it is resumed."`
	Resume sourcesResumeCmd `cmd:"" help:"Ask for a paused source again, or for one that was gone."`
	Remove sourcesRemoveCmd `cmd:"" help:"Follow a source no longer; its articles stay."`
}

// Help is shown by 'bot sources --help'.
func (sourcesCmd) Help() string {
	return `Examples:
  bot sources
  bot sources add https://news.example/feed.xml /srv/wire
  bot sources poll https://news.example/feed.xml
  bot sources pause 7kq2xn

The bot that serves asks for each source at the pace at which it changes, with
conditional requests, one at a time to a site, as its robots.txt allows, and reads
a folder as soon as a file in it changes. A source is named by its address or by
the beginning of its id. What COVERAGE names is followed, too.`
}

// withKeeper opens the stockroom and does something with its keeper.
func withKeeper(s *session, do func(*stockroom, *sources.Keeper) error) error {
	room, err := openStockroom(s)
	if err != nil {
		return err
	}
	defer room.close()
	return do(room, newKeeper(room, nil, nil))
}

type sourcesListCmd struct {
	JSON bool `name:"json" help:"Print each source as a JSON object a line."`
}

// Run lists the sources.
func (c *sourcesListCmd) Run(s *session) error {
	return withKeeper(s, func(_ *stockroom, k *sources.Keeper) error {
		all, err := k.List(s.ctx)
		if err != nil {
			return err
		}
		if len(all) == 0 && !c.JSON {
			_, err := fmt.Fprintln(s.stdout, "Nothing is followed. Follow a feed with: bot sources add ADDRESS")
			return err
		}
		for _, one := range all {
			if err := s.showSource(one, c.JSON); err != nil {
				return err
			}
		}
		return nil
	})
}

type sourcesAddCmd struct {
	JSON      bool     `name:"json" help:"Print each source as a JSON object a line."`
	Kind      string   `help:"What it is, without asking for it first: feed, page, sitemap or folder." enum:",feed,page,sitemap,folder" default:""`
	Audience  string   `help:"Whose coverage it feeds alone, such as discord:GUILD; without: everybody's." placeholder:"NAME"`
	Addresses []string `arg:"" name:"address" help:"Addresses of the web, and folders."`
}

// Run follows sources, and asks for each once.
func (c *sourcesAddCmd) Run(s *session) error {
	return withKeeper(s, func(r *stockroom, k *sources.Keeper) error {
		failed := 0
		for _, address := range c.Addresses {
			status, err := c.add(s, r, k, address)
			if s.ctx.Err() != nil {
				return s.ctx.Err()
			}
			if err != nil {
				failed++
				fmt.Fprintln(s.stderr, "newsdesk:", oneLine(err.Error()))
				continue
			}
			if err := s.showSource(status, c.JSON); err != nil {
				return err
			}
		}
		if failed > 0 {
			return fmt.Errorf("%d of %d are not followed; each is named above", failed, len(c.Addresses))
		}
		return nil
	})
}

// add follows one source, if it can be read.
func (c *sourcesAddCmd) add(s *session, r *stockroom, k *sources.Keeper, address string) (sources.Status, error) {
	source := sources.Source{Kind: sources.Kind(c.Kind), Address: address, Audience: c.Audience, AddedBy: "terminal"}
	if err := r.located(s.ctx, &source); err != nil {
		return sources.Status{}, err
	}
	added, err := k.Add(s.ctx, source)
	if err != nil {
		return added, err
	}
	if isTerminal(s.stderr) {
		fmt.Fprintln(s.stderr, "newsdesk: reading", oneLine(address))
	}
	return k.Poll(s.ctx, added.ID)
}

// located fills in what a source is, and a folder's whole path.
func (r *stockroom) located(ctx context.Context, s *sources.Source) error {
	if coverage.IsAddress(s.Address) {
		if s.Kind != "" {
			return nil
		}
		var err error
		s.Kind, err = r.kindAt(ctx, s.Address)
		return err
	}
	path, err := filepath.Abs(s.Address)
	if err != nil {
		return fmt.Errorf("add %s: %w", s.Address, err)
	}
	if s.Kind != "" && s.Kind != sources.Files {
		return fmt.Errorf("add %s: it is no address of the web, which a %s has; give one that begins with https://", s.Address, s.Kind)
	}
	if err := r.followable(s.Address, path); err != nil {
		return fmt.Errorf("add %q: %w", s.Address, err)
	}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return fmt.Errorf("add %s: no such folder; give a folder, or an address that begins with https://", s.Address)
	case !info.IsDir():
		return fmt.Errorf("add %s: it is a file, and folders are followed; store it once with: bot ingest %s", s.Address, s.Address)
	}
	s.Kind, s.Address = sources.Files, path
	return nil
}

// followable refuses folders that hold a machine or the bot's own data rather than
// coverage.
func (r *stockroom) followable(given, path string) error {
	within := func(folder, other string) bool {
		rel, err := filepath.Rel(folder, other)
		return err == nil && filepath.IsLocal(rel)
	}
	switch {
	case strings.TrimSpace(given) == "":
		return errors.New("give a folder or an address")
	case filepath.Dir(path) == path, within("/proc", path), within("/sys", path), within("/dev", path):
		return errors.New("it holds a machine, and no coverage; give the folder that articles are put into")
	case within(path, filepath.Dir(r.record.Path())), within(filepath.Dir(r.record.Path()), path):
		return errors.New("the bot keeps its own data there; give the folder that articles are put into")
	}
	return nil
}

// sourceArg names a source.
type sourceArg struct {
	JSON   bool   `name:"json" help:"Print the source as a JSON object."`
	Source string `arg:"" help:"Its address, or the beginning of its id."`
}

// do does something with the source that is named.
func (c *sourceArg) do(s *session, what func(*sources.Keeper, sources.ID) (sources.Status, error)) error {
	return withKeeper(s, func(_ *stockroom, k *sources.Keeper) error {
		one, err := named(s.ctx, k, c.Source)
		if err != nil {
			return err
		}
		status, err := what(k, one.ID)
		if err != nil {
			return err
		}
		return s.showSource(status, c.JSON)
	})
}

// named is the source that a person means.
func named(ctx context.Context, k *sources.Keeper, given string) (sources.Status, error) {
	all, err := k.List(ctx)
	if err != nil {
		return sources.Status{}, err
	}
	given = strings.TrimSpace(given)
	var found []sources.Status
	for _, one := range all {
		if one.Address == sources.Canonical(given) || given != "" && strings.HasPrefix(string(one.ID), given) {
			found = append(found, one)
		}
	}
	if i := slices.IndexFunc(found, func(s sources.Status) bool { return s.Audience == "" }); len(found) > 1 && i >= 0 && found[i].Address == sources.Canonical(given) {
		return found[i], nil // an address means everybody's, and another audience's is named by its id
	}
	switch len(found) {
	case 0:
		return sources.Status{}, usagef("no source %q is followed; list them with: bot sources", clipped(given))
	case 1:
		return found[0], nil
	}
	return sources.Status{}, usagef("%d sources are meant by %q; write more of an id: bot sources lists them", len(found), clipped(given))
}

type sourcesPollCmd struct {
	JSON    bool     `name:"json" help:"Print each source as a JSON object a line."`
	Sources []string `arg:"" optional:"" name:"source" help:"Addresses or beginnings of ids; without: all that are due or fail."`
}

// Run asks for sources now.
func (c *sourcesPollCmd) Run(s *session) error {
	return withKeeper(s, func(_ *stockroom, k *sources.Keeper) error {
		wanted, err := c.wanted(s.ctx, k)
		if err != nil {
			return err
		}
		failed := 0
		for _, one := range wanted {
			status, err := k.Poll(s.ctx, one.ID)
			switch {
			case s.ctx.Err() != nil:
				return s.ctx.Err()
			case errors.Is(err, sources.ErrHeld), err == nil && status.State.Why != "":
				failed++
			case err != nil:
				return err
			}
			if err := s.showSource(status, c.JSON); err != nil {
				return err
			}
		}
		if failed > 0 {
			return fmt.Errorf("%d of %d sources could not be read; each says why", failed, len(wanted))
		}
		return nil
	})
}

func (c *sourcesPollCmd) wanted(ctx context.Context, k *sources.Keeper) ([]sources.Status, error) {
	var wanted []sources.Status
	if len(c.Sources) == 0 {
		all, err := k.List(ctx)
		for _, one := range all {
			if one.Active() && (one.State.Why != "" || !one.State.Due.After(time.Now())) {
				wanted = append(wanted, one)
			}
		}
		return wanted, err
	}
	for _, given := range c.Sources {
		one, err := named(ctx, k, given)
		if err != nil {
			return nil, err
		}
		wanted = append(wanted, one)
	}
	return wanted, nil
}

type sourcesPauseCmd struct{ sourceArg }

// Run pauses a source.
func (c *sourcesPauseCmd) Run(s *session) error {
	return c.do(s, func(k *sources.Keeper, id sources.ID) (sources.Status, error) { return k.Pause(s.ctx, id) })
}

type sourcesResumeCmd struct{ sourceArg }

// Run resumes a source.
func (c *sourcesResumeCmd) Run(s *session) error {
	return c.do(s, func(k *sources.Keeper, id sources.ID) (sources.Status, error) { return k.Resume(s.ctx, id) })
}

type sourcesRemoveCmd struct {
	Audience string `help:"Remove all sources that only this audience has, such as discord:GUILD." placeholder:"NAME"`
	Source   string `arg:"" optional:"" help:"Its address, or the beginning of its id."`
}

// Run follows a source, or all of an audience, no longer.
func (c *sourcesRemoveCmd) Run(s *session) error {
	if (c.Source == "") == (c.Audience == "") {
		return usagef("give a source, or --audience for all that an audience has of its own")
	}
	return withKeeper(s, func(_ *stockroom, k *sources.Keeper) error {
		if c.Audience != "" {
			return c.removeAll(s, k)
		}
		one, err := named(s.ctx, k, c.Source)
		if err != nil {
			return err
		}
		if err := k.Remove(s.ctx, one.ID); err != nil {
			return err
		}
		_, err = fmt.Fprintf(s.stdout, "%s is followed no longer; its articles stay\n", oneLine(one.Address))
		return err
	})
}

// removeAll follows no longer what an audience has of its own.
func (c *sourcesRemoveCmd) removeAll(s *session, k *sources.Keeper) error {
	all, err := k.List(s.ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, one := range all {
		if one.Audience != c.Audience {
			continue
		}
		if err := k.Remove(s.ctx, one.ID); err != nil {
			return err
		}
		n++
	}
	_, err = fmt.Fprintf(s.stdout, "%s followed no longer; their articles stay: see bot articles remove --audience\n", counted(n, "source"))
	return err
}
