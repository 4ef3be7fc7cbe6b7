package discord

import (
	"context"
	"fmt"
)

// forgetsKept is how many people are remembered who had themselves forgotten. It
// matters only while something of theirs is under way.
const forgetsKept = 4096

// forgetCommand answers /forget-me.
func (b *Bot) forgetCommand(ctx context.Context, i *interaction, _ args) error {
	before, _ := b.forgets.Get(i.by.id)
	b.forgets.Add(i.by.id, before+1) // before anything is deleted: see forgetAgain
	n, err := b.shelf.Forget(ctx, owner(i.by.id))
	if err != nil {
		return err
	}
	disowned, err := b.desk.Disown(ctx, i.by.id)
	if err != nil {
		return err
	}
	b.log.Info("a person was forgotten", "id", i.id, "documents", n, "schedules", disowned)
	words := "I kept nothing of you."
	if n > 0 {
		words = fmt.Sprintf("Deleted: all that I kept of you (%d records: questions, answers, feedback). What I posted stays where it is; **Delete** under an answer takes it away.", n)
	}
	if disowned > 0 {
		words += " " + nameless(disowned)
	}
	return b.tell(ctx, i, words)
}

// nameless says that schedules stay, which are a team's.
func nameless(schedules int) string {
	if schedules == 1 {
		return "A schedule of briefings that you made or paused goes on, without your name."
	}
	return fmt.Sprintf("%d schedules of briefings that you made or paused go on, without your name.", schedules)
}

// forgetAgain is called before something is done for a person; what it returns,
// after. Where they had themselves forgotten meanwhile, what was kept since goes
// too: they meant all that they had asked.
func (b *Bot) forgetAgain(ctx context.Context, userID string) func() {
	before, _ := b.forgets.Get(userID)
	return func() {
		if now, _ := b.forgets.Get(userID); now == before {
			return
		}
		late, cancel := afterwards(ctx)
		defer cancel()
		if _, err := b.shelf.Forget(late, owner(userID)); err != nil {
			b.log.Error("cannot forget what was kept meanwhile", "err", err)
		}
	}
}
