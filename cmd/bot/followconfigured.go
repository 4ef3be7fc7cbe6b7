package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"newsdesk/internal/coverage"
	"newsdesk/internal/fetch"
	"newsdesk/internal/sources"
)

// byCoverage is who adds the sources that COVERAGE names.
const byCoverage = "COVERAGE"

// errPatience is the end of the time for what is not read yet.
var errPatience = errors.New("there was no time for it at the start; the bot that serves reads it, or: bot sources poll")

// followConfigured follows the addresses of COVERAGE, and reads those that were
// never read. One that cannot be read is named, and does not keep who asks from an
// answer out of the rest.
func (r *stockroom) followConfigured(s *session, addresses []string) error {
	if len(addresses) == 0 {
		return nil
	}
	ctx, done := context.WithTimeoutCause(s.ctx, stockPatience, errPatience)
	defer done()
	k := newKeeper(r, nil, nil)
	known, err := k.List(s.ctx)
	if err != nil {
		return err
	}
	for _, address := range addresses {
		why := r.followFirst(ctx, k, known, address)
		if s.ctx.Err() != nil {
			return s.ctx.Err()
		}
		if why != nil {
			fmt.Fprintln(s.stderr, "newsdesk: warning:", oneLine(hushed(why, address)))
		}
	}
	return nil
}

// followFirst follows an address and reads it, unless that was done before. The
// error says why there is nothing of it.
func (r *stockroom) followFirst(ctx context.Context, k *sources.Keeper, known []sources.Status, address string) error {
	i := slices.IndexFunc(known, func(s sources.Status) bool {
		return s.Audience == "" && s.Address == sources.Canonical(address)
	})
	if i >= 0 && (!known[i].State.Worked.IsZero() || known[i].State.Why != "" || !known[i].Active()) {
		return troubleOf(&known[i])
	}
	source := sources.Source{Address: address, AddedBy: byCoverage}
	if err := r.placed(ctx, &source); err != nil {
		return outOfTime(ctx, address, err)
	}
	added, err := k.Add(ctx, source)
	if err != nil && !errors.Is(err, sources.ErrKnown) {
		return outOfTime(ctx, address, err)
	}
	status, err := k.Poll(ctx, added.ID)
	if err != nil {
		return outOfTime(ctx, address, err)
	}
	return troubleOf(&status)
}

// placed finds out what is at an address, as located does. One that cannot be got now
// is followed all the same, as a feed, which most are: the keeper asks again, and
// says why it does not work.
func (r *stockroom) placed(ctx context.Context, s *sources.Source) error {
	err := r.located(ctx, s)
	if failed, ok := errors.AsType[*fetch.Error](err); ok && ctx.Err() == nil && !errors.Is(failed, fetch.ErrAddress) {
		s.Kind = sources.Feed
		return nil
	}
	return err
}

// troubleOf is why a source does not work, nil where it does or waits its turn.
func troubleOf(s *sources.Status) error {
	if s.State.Why == "" || !s.Active() {
		return nil
	}
	return fmt.Errorf("follow %s: %s", s.Address, s.State.Why)
}

// hushed is an error's words without the query of an address, in which a key may be.
func hushed(err error, address string) string {
	return strings.ReplaceAll(err.Error(), address, withoutSecrets(address))
}

// outOfTime says that the time was over, where that is why something failed.
func outOfTime(ctx context.Context, address string, err error) error {
	if cause := context.Cause(ctx); errors.Is(cause, errPatience) {
		return fmt.Errorf("follow %s: %w", address, cause)
	}
	return err
}

// followAgain is how long the bot that serves waits until it looks again for an
// address of COVERAGE at which nothing could be read.
const followAgain = 10 * time.Minute

// followAll has a keeper follow all that COVERAGE names, its folders too, and no
// longer what it named before. It goes on until all are followed or ctx ends.
func (r *stockroom) followAll(ctx context.Context, k *sources.Keeper, coverage []string) {
	r.unfollow(ctx, k, coverage)
	for left := coverage; len(left) > 0 && ctx.Err() == nil; {
		left = slices.DeleteFunc(slices.Clone(left), func(entry string) bool {
			err := r.followOne(ctx, k, entry)
			if err != nil && ctx.Err() == nil {
				r.log.Warn("an entry of COVERAGE is not followed; it is looked for again", "in", followAgain, "err", hushed(err, entry))
			}
			return err == nil
		})
		if len(left) > 0 {
			wait(ctx, followAgain)
		}
	}
}

// followOne follows an entry of COVERAGE, unless it is a file, which is read at each
// start.
func (r *stockroom) followOne(ctx context.Context, k *sources.Keeper, entry string) error {
	if !coverage.IsAddress(entry) {
		if !isFolder(entry) {
			return nil
		}
	} else if s, err := named(ctx, k, entry); err == nil && s.Audience == "" {
		return nil
	}
	source := sources.Source{Address: entry, AddedBy: byCoverage}
	err := r.placed(ctx, &source)
	if err == nil {
		_, err = k.Add(ctx, source)
	}
	if errors.Is(err, sources.ErrKnown) {
		return nil
	}
	return err
}

// isFolder reports whether there is a folder at a path.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// unfollow removes the sources that COVERAGE named once and does no more.
func (r *stockroom) unfollow(ctx context.Context, k *sources.Keeper, coverage []string) {
	all, err := k.List(ctx)
	if err != nil && ctx.Err() == nil {
		r.log.Error("cannot list the sources", "err", err)
	}
	for _, s := range all {
		named := slices.ContainsFunc(coverage, func(entry string) bool {
			return s.Address == sources.Canonical(entry)
		})
		if s.AddedBy != byCoverage || named {
			continue
		}
		if err := k.Remove(ctx, s.ID); err != nil && ctx.Err() == nil {
			r.log.Error("cannot unfollow what COVERAGE names no more", "source", s.ID, "err", err)
		}
	}
}

// wait waits for a time or the end of a context.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
