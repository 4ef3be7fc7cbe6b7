package story

import (
	"context"
	"crypto/rand"
	"fmt"
	"sync"

	"newsdesk/rag"
)

// Keeper keeps the stories of the coverage. It is safe for concurrent use, and
// keepers of other processes may stand on the same record.
type Keeper struct {
	Config
	name string // among keepers

	syncing sync.Mutex // one follower at a time; guards what stands before mu
	at      rag.Seq
	seen    rag.Revision                   // the latest revision that came
	ids     map[rag.Revision]rag.ArticleID // of the articles that are there
	known   int64                          // the turn whose documents were read; see head

	mu     sync.RWMutex // guards what follows, which only a follower changes
	corpus *corpus
	state  *state
	views  map[ID]*Story // stories as nobody filtered them
}

// New makes a keeper that knows nothing before its first Sync.
func New(c Config) *Keeper {
	return &Keeper{
		Config: c, name: rand.Text(), known: unread, ids: map[rag.Revision]rag.ArticleID{},
		corpus: newCorpus(), state: newState(), views: map[ID]*Story{},
	}
}

// unread is the known turn of who has to read the documents again.
const unread = -1

// Sync brings the stories up to what the record holds, and stores what changed.
// Articles that went are in no story when it returns. Those that came are in one,
// unless another keeper has the turn to write: then they are after the Sync that
// follows its turn, which is no error. After an error all is as at the last Sync
// or better, and the next one mends it. It wraps rag.ErrNewer where a newer
// version of the bot has written documents: these are left alone.
func (k *Keeper) Sync(ctx context.Context) error {
	k.syncing.Lock()
	defer k.syncing.Unlock()
	if err := k.sync(ctx); err != nil {
		k.known = unread
		return fmt.Errorf("follow the stories: %w", err)
	}
	return nil
}

func (k *Keeper) sync(ctx context.Context) error {
	if err := k.follow(ctx); err != nil {
		return err
	}
	h, err := k.readHead(ctx)
	if err != nil {
		return err
	}
	if h.Done != k.known {
		if err := k.load(ctx, h); err != nil {
			return err
		}
	}
	if !k.behind(h) {
		return nil
	}
	return k.takeTurn(ctx)
}

// behind reports whether there is something to group that nobody has grouped.
func (k *Keeper) behind(h head) bool {
	return h.unfinished() || k.seen > h.Upto || k.state.departed(k.corpus)
}
