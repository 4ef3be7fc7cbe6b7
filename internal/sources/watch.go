package sources

import (
	"errors"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// watcher hears of changes in folders. *fsnotify.Watcher is one, as heard wraps it.
type watcher interface {
	// Add hears of what changes in a folder, but not in those below it. It may
	// be added again.
	Add(path string) error
	// Remove hears no more of a folder, and WatchList is all that are heard of.
	Remove(path string) error
	WatchList() []string
	Events() <-chan fsnotify.Event
	Errors() <-chan error
	Close() error
}

// heard is the watcher of this system.
type heard struct{ *fsnotify.Watcher }

func (h heard) Events() <-chan fsnotify.Event { return h.Watcher.Events }
func (h heard) Errors() <-chan error          { return h.Watcher.Errors }

func newWatcher() (watcher, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	return heard{w}, nil
}

// exhausted reports whether the system has no more watches to give.
func exhausted(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE)
}

// quickness is how soon a change in a folder is looked at.
type quickness struct {
	quiet  time.Duration // no other change came for
	most   time.Duration // or the first one came before
	rescan time.Duration // between looks through the whole folder
	poor   time.Duration // the same where changes are not heard of
}

// patient is the quickness of a running bot. Programs write a file in steps that
// take less than half a second, and a long copy is read every five seconds of it.
// The whole is looked through now and then, for a network's folders tell nothing,
// and each minute where that is the only way: a minute late is soon enough, and
// 100,000 files cost a second.
func patient() quickness {
	return quickness{quiet: 500 * time.Millisecond, most: 5 * time.Second, rescan: 10 * time.Minute, poor: time.Minute}
}
