package sources

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// refuses has a file not be read from now on; nil: it is again.
func (r *reader) refuses(name string, why error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.bad == nil {
		r.bad = map[string]error{}
	}
	r.bad[name] = why
}

// What can't be read is said, and tried again where that may help.
func TestFolderUnread(t *testing.T) {
	const one = "a file could not be read: a.pdf: is damaged"
	a := open(t)
	a.r.refuses("a.pdf", errors.New("is damaged"))
	a.r.refuses("b.pdf", fmt.Errorf("it is not allowed: %w", syscall.EACCES))
	a.write("a.pdf", "a")
	a.write("b.pdf", "b")
	a.write("c.txt", "c")
	a.start()
	a.hear(reading{changed: "c.txt", text: "c"})
	a.until(func(s State) bool {
		return s.Note == "2 files could not be read, such as a.pdf: is damaged" && s.Added == 1 && s.Why == ""
	})
	a.stop()
	a.k = a.keeper() // it is known to the next process
	a.start()
	a.until(func(s State) bool { return strings.HasPrefix(s.Note, "2 files") })
	news := a.poll().News
	a.r.refuses("a.pdf", nil)
	a.r.refuses("b.pdf", nil)
	a.poll(reading{changed: "b.pdf", text: "b"})
	if got := a.poll(); got.Note != one || !got.News.After(news) || a.r.seen("a.pdf") != "" {
		t.Errorf("it stands at %+v", got)
	}
	a.write("a.pdf", "mended")
	a.hear(reading{changed: "a.pdf", text: "mended"})
	a.until(func(s State) bool { return s.Note == "" })
	a.r.refuses("a.pdf", errors.New("is damaged"))
	a.write("a.pdf", "damaged")
	a.until(func(s State) bool { return s.Note == one })
	if err := os.Remove(filepath.Join(a.root, "a.pdf")); err != nil {
		t.Fatal(err)
	}
	a.hear(reading{removed: "a.pdf"})
	a.until(func(s State) bool { return s.Note == "" })
}

// A folder that can't be begun with says why, answers who waits, and is tried again.
func TestFolderUnopened(t *testing.T) {
	a := open(t)
	a.write("one.txt", "one")
	listed := a.shelf.listed(keptFiles)
	a.shelf.damage(keptFiles)
	a.start()
	<-listed // so that a poll finds it followed
	a.until(func(s State) bool {
		return strings.Contains(s.Why, "tried again: ") && strings.Contains(s.Why, "the disk can't be read") && s.Failures > 0 && s.Due.After(s.Asked)
	})
	a.shelf.damage("")
	a.hear(reading{changed: "one.txt", text: "one"})
	a.until(func(s State) bool { return s.Why == "" && s.Failures == 0 })
}

// A process that only asks once does not listen, and says nothing of that.
func TestFolderOnceNotes(t *testing.T) {
	a := open(t)
	if s, err := a.k.Poll(t.Context(), a.id); err != nil || s.State.Note != "" || s.State.Why != "" {
		t.Errorf("it stands at %+v, %v", s.State, err)
	}
}

// A folder that is removed and added is read as a new one, in a line that has not
// looked in between.
func TestFolderAgain(t *testing.T) {
	a := open(t)
	a.write("one.txt", "one")
	a.start()
	a.hear(reading{changed: "one.txt", text: "one"})
	a.until(func(s State) bool { return s.Added == 1 })
	if err := a.k.Remove(t.Context(), a.id); err != nil {
		t.Fatal(err)
	}
	if _, err := a.k.Add(t.Context(), Source{Kind: Files, Address: a.r.root}); err != nil {
		t.Fatal(err)
	}
	a.hear(reading{changed: "one.txt", text: "one"})
	a.until(func(s State) bool { return s.Added == 1 })
}

// A folder that is paused is looked through once for who wishes for it.
func TestFolderPausedPoll(t *testing.T) {
	a := open(t)
	if _, err := a.k.Pause(t.Context(), a.id); err != nil {
		t.Fatal(err)
	}
	listed := a.shelf.listed(keptSources)
	a.start()
	<-listed // so that a poll finds a keeper that leads
	a.write("one.txt", "one")
	if got := a.poll(reading{changed: "one.txt", text: "one"}); got.Added != 1 || got.Why != "" {
		t.Errorf("it stands at %+v", got)
	}
}
