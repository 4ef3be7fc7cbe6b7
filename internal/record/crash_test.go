package record

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/record/recordtest"
	"newsdesk/rag"
)

const (
	crashRounds = 25
	crashIDs    = 120 // few, so that articles are replaced, too
	crashDelay  = 40 * time.Millisecond
	crashDim    = 64
)

// crashArticle is an article whose every part is told by its number and
// version, large enough to need several pages.
func crashArticle(n, version int) rag.Prepared {
	p := recordtest.Prepared(n, version)
	p.Article.Body = strings.Repeat(fmt.Sprintf("%d in version %d. ", n, version), 100+n*10)
	p.Analysis = []byte(strings.Repeat(fmt.Sprint(version), 2000))
	return p
}

// scribble stores, replaces, embeds and removes articles as fast as it can,
// and prints each change once it is acknowledged: "n version", version 0 where
// it was removed. It goes on until it is killed.
func scribble(ctx context.Context, dir string, _ io.Reader, out io.Writer) error {
	r, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	var random *rand.Rand
	for {
		at, err := r.Head(ctx) // rises from batch to batch and from process to process
		if err != nil {
			return err
		}
		if random == nil {
			random = rand.New(rand.NewPCG(uint64(at), 2))
		}
		if err := scribbleOnce(ctx, r, random, int(at)+1, out); err != nil {
			return err
		}
	}
}

func scribbleOnce(ctx context.Context, r *Record, random *rand.Rand, version int, out io.Writer) error {
	var batch []rag.Prepared
	var acks strings.Builder
	for _, n := range random.Perm(crashIDs)[:1+random.IntN(30)] {
		batch = append(batch, crashArticle(n, version))
		fmt.Fprintln(&acks, n, version)
	}
	if _, err := r.Put(ctx, batch); err != nil {
		return err
	}
	if _, err := io.WriteString(out, acks.String()); err != nil {
		return err
	}
	stored, err := r.ByID(ctx, batch[0].Article.ID)
	if err != nil {
		return err
	}
	revision, err := revisionOf(ctx, r, stored.ID)
	if err != nil {
		return err
	}
	vectors := []rag.WindowVector{{Vector: recordtest.Unit(version, crashDim)}, {Chunk: 1, Vector: recordtest.Unit(version+1, crashDim)}}
	if err := r.PutVectors(ctx, []rag.EmbeddedPart{{Encoder: "e", Revision: revision, Vectors: vectors}}); err != nil {
		return err
	}
	if random.IntN(4) > 0 {
		return nil
	}
	if err := r.Remove(ctx, stored.ID); err != nil {
		return err
	}
	n := strings.TrimPrefix(string(stored.ID), "a")
	_, err = fmt.Fprintln(out, n, 0)
	return err
}

func revisionOf(ctx context.Context, r *Record, id rag.ArticleID) (rag.Revision, error) {
	var revision rag.Revision
	err := r.read.QueryRowContext(ctx, `SELECT revision FROM articles WHERE id = ?`, string(id)).Scan(&revision)
	return revision, err
}

// TestKill kills a writer at random moments and looks at what is left.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	random := rand.New(rand.NewPCG(1, 1))
	acked := map[int]int{}
	follower := recordtest.NewIndex("e")
	total := 0
	for round := range crashRounds {
		n := killRound(t, dir, random, acked)
		total += n
		checkAfterKill(t, dir, acked, follower)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	if total == 0 {
		t.Fatal("nothing was ever acknowledged")
	}
	t.Logf("%d acknowledged changes in %d rounds", total, crashRounds)
}

// killRound lets a writer write, kills it and notes what it has acknowledged.
func killRound(t *testing.T, dir string, random *rand.Rand, acked map[int]int) int {
	t.Helper()
	c := start(t, "scribble", dir)
	defer c.in.Close()
	lines := 0
	for c.out.Scan() {
		if lines++; lines == 1 {
			delay := time.Duration(random.Int64N(int64(crashDelay)))
			defer time.AfterFunc(delay, func() { _ = c.Process.Kill() }).Stop()
		}
		number, version, ok := strings.Cut(c.out.Text(), " ")
		n, err := strconv.Atoi(number)
		v, err2 := strconv.Atoi(version)
		if !ok || err != nil || err2 != nil {
			// a line that the kill cut short, or an error of the child's
			if strings.HasPrefix(c.out.Text(), "error") {
				t.Fatal(c.out.Text())
			}
			break
		}
		acked[n] = v
	}
	_ = c.Wait()
	return lines
}

// checkAfterKill opens what a killed writer left. What came after the last
// acknowledgement may be there or not, but is whole if it is.
func checkAfterKill(t *testing.T, dir string, acked map[int]int, follower *recordtest.Index) {
	t.Helper()
	r, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	checkIntegrity(t, r)
	present := recordtest.NewIndex("e")
	for _, x := range []*recordtest.Index{present, follower} {
		if err := x.Follow(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	if diff := follower.Diff(present); diff != "" {
		t.Errorf("a follower (-) has not the present state (+):\n%s", diff)
	}
	checkAcked(t, r, present, acked)
	for _, s := range present.Articles {
		checkWhole(t, r, s)
	}
}

// checkAcked fails where an acknowledged article is not there, or an older
// version of it. One may have been removed without an acknowledgement, when
// that was the last that the writer did.
func checkAcked(t *testing.T, r *Record, present *recordtest.Index, acked map[int]int) {
	t.Helper()
	var last int
	if err := r.read.QueryRowContext(t.Context(), `SELECT kind FROM log ORDER BY seq DESC LIMIT 1`).Scan(&last); err != nil {
		t.Fatal(err)
	}
	for n, version := range acked {
		s, there := present.ByID(rag.ArticleID(fmt.Sprintf("a%d", n)))
		switch {
		case version == 0: // removed; it may have come again
		case !there && last == kindRemoved:
			acked[n], last = 0, 0
		case !there:
			t.Errorf("article %d, acknowledged in version %d, is lost", n, version)
		case versionOf(t, s) < version:
			t.Errorf("article %d is of version %d, acknowledged was %d", n, versionOf(t, s), version)
		}
	}
}

func versionOf(t *testing.T, s rag.Stored) int {
	t.Helper()
	var version, n int
	if _, err := fmt.Sscanf(s.Article.Title, "Title %d of %d", &version, &n); err != nil {
		t.Fatalf("title %q: %v", s.Article.Title, err)
	}
	return version
}

func checkWhole(t *testing.T, r *Record, s rag.Stored) {
	t.Helper()
	var n int
	if _, err := fmt.Sscanf(string(s.Article.ID), "a%d", &n); err != nil {
		t.Fatal(err)
	}
	want := crashArticle(n, versionOf(t, s))
	got, err := r.Article(t.Context(), s.Revision)
	if err != nil || got.Body != want.Article.Body || got.URL != want.Article.URL || string(s.Analysis) != string(want.Analysis) {
		t.Errorf("article %s is not whole: %v", s.Article.ID, err)
	}
}

// checkIntegrity asks SQLite, and then whether the log tells of exactly what
// is there.
func checkIntegrity(t *testing.T, r *Record) {
	t.Helper()
	for query, want := range map[string]string{
		`PRAGMA integrity_check`:                        "ok",
		`SELECT count(*) FROM pragma_foreign_key_check`: "0",
		`SELECT count(*) FROM articles a LEFT JOIN bodies b USING (revision) WHERE b.revision IS NULL`:                            "0",
		`SELECT count(*) FROM bodies b LEFT JOIN articles a USING (revision) WHERE a.revision IS NULL`:                            "0",
		`SELECT count(*) FROM articles WHERE 1 <> (SELECT count(*) FROM log l WHERE l.revision = articles.revision AND kind = 1)`: "0",
		`SELECT count(*) FROM log l LEFT JOIN articles a USING (revision) WHERE kind = 1 AND a.revision IS NULL`:                  "0",
		`SELECT count(*) FROM log l JOIN articles a USING (revision) WHERE kind = 2`:                                              "0",
		`SELECT count(*) FROM log l FULL JOIN vectors v ON v.seq = l.seq AND v.revision = l.revision AND l.kind = 3
			WHERE l.seq IS NULL OR l.kind = 3 AND v.seq IS NULL`: "0",
	} {
		var got string
		if err := r.read.QueryRowContext(t.Context(), query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: %s %v, want %s", query, got, err, want)
		}
	}
}
