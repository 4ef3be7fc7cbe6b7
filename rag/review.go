package rag

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"

	"newsdesk/rag/text"
)

// review turns the draft of a model into an answer: each sentence is verified
// against the passages that it cites, given its right citation where another
// one holds it, asked for again once, or dropped.
type review struct {
	author   *Author
	verifier *Verifier
	question string
	like     string // a text in the language that the draft must have
	found    []Passage
	answer   *Answer
	show     func(Answer) error
	log      *slog.Logger

	// answers tells whether a sentence of the coverage bears on the question.
	answers func(Source) bool

	repairs int
	// answered says that some sentence bears on the question; nothing is shown
	// before.
	answered bool
	last     string // the last sentence that was taken, "" where one was dropped since
}

// mostRepairs is how many sentences of an answer are asked for again: each costs
// a request, and a draft with more faults is better replaced than mended.
const mostRepairs = 3

// take reviews one sentence. An error is the model's or that of who is shown the
// answer; a sentence that does not hold is none.
func (r *review) take(ctx context.Context, d drafted) error {
	if excuses(d) {
		return nil
	}
	claim, reason, err := r.check(ctx, d)
	first := reason
	if err == nil && reason != "" && r.repairs < mostRepairs {
		claim, reason, err = r.repair(ctx, d, reason)
	}
	switch {
	case err != nil:
		return err
	case reason != "":
		r.log.Debug("dropped a sentence of the model", "reason", reason)
		r.answer.Dropped++
		r.answer.Rejected = append(r.answer.Rejected, Rejected{d.Text, first})
		r.last = ""
		return nil
	case claim == nil:
		return nil // it says again what was said
	}
	return r.accept(claim)
}

// repair asks for a sentence again, and checks what comes. A service that fails
// at it is not asked again, and costs the answer this sentence alone.
func (r *review) repair(ctx context.Context, d drafted, reason string) (*verified, string, error) {
	r.repairs++
	again, used, err := r.author.repair(ctx, repairing{r.question, d, reason, r.found})
	r.answer.Usage = r.answer.Usage.plus(used)
	if err != nil && ctx.Err() == nil {
		r.log.Info("cannot ask for a sentence again", "err", err)
		r.repairs = mostRepairs
		return nil, reason, nil
	}
	if err != nil || again == nil || !sameTopic(d.Text, again.Text) {
		return nil, reason, err
	}
	return r.check(ctx, *again)
}

// sharedTopic is the share of its words of meaning that a sentence must have from
// the one in whose place it was asked for: a name and what was done, of six.
const sharedTopic = 0.3

// sameTopic reports whether a sentence speaks of what another does.
func sameTopic(before, after string) bool {
	mine, shared, all := newSentence(before).stems, 0, 0
	for _, t := range text.Tokenize(after) {
		if text.IsStop(t.Folded) {
			continue
		}
		all++
		if mine[t.Stem] {
			shared++
		}
	}
	return float64(shared) >= sharedTopic*float64(all)
}

// verified is a sentence that holds.
type verified struct {
	text string
	Finding
}

// check verifies a sentence against what it cites, and where that does not hold
// it, against the other passages. It returns the sentence or what is wrong with
// it; neither where the answer has it already.
func (r *review) check(ctx context.Context, d drafted) (*verified, string, error) {
	if reason := r.unfit(d); reason != "" {
		return nil, reason, nil
	}
	if slices.ContainsFunc(r.answer.Claims, func(c Claim) bool { return strings.EqualFold(c.Text, d.Text) }) {
		return nil, "", nil
	}
	meant := r.meant(d.Text)
	if meant == "" {
		return nil, unclear, nil
	}
	cited := r.cited(d)
	finding, err := r.verifier.Verify(ctx, meant, cited)
	if err != nil {
		return nil, "", err
	}
	first := finding
	for _, evidence := range r.others(d) {
		if finding.Holds() {
			break
		}
		if finding, err = r.verifier.Verify(ctx, meant, evidence); err != nil {
			return nil, "", err
		}
	}
	if !finding.Holds() || len(finding.Supports) == 0 {
		if len(cited) == 0 && len(d.Cites) > 0 {
			first.Reason = "cites a passage that is not there"
		}
		return nil, first.Reason, nil
	}
	return &verified{d.Text, finding}, "", nil
}

// cited are the passages that a sentence cites and that there are.
func (r *review) cited(d drafted) []Passage {
	var cited []Passage
	for _, n := range d.Cites {
		if n >= 1 && n <= len(r.found) {
			cited = append(cited, r.found[n-1])
		}
	}
	return cited
}

// others are what may hold a sentence besides what it cites: each other passage
// alone, then all together, for a sentence that joins two.
func (r *review) others(d drafted) [][]Passage {
	var all [][]Passage
	for i := range r.found {
		if !slices.Contains(d.Cites, i+1) || len(d.Cites) > 1 {
			all = append(all, r.found[i:i+1])
		}
	}
	return append(all, r.found)
}

// accept puts a sentence into the answer and shows it.
func (r *review) accept(v *verified) error {
	r.last = v.text
	r.answered = r.answered || slices.ContainsFunc(v.Supports, r.answers)
	claim := Claim{Text: v.text, Verdict: v.Verdict, Resolved: resolveIn(v)}
	for _, s := range v.Supports {
		n := r.answer.number(s)
		if !slices.Contains(claim.Citations, n) {
			claim.Citations = append(claim.Citations, n)
		}
		if v.Verdict == Translated {
			claim.Original = strings.TrimSpace(claim.Original + " " + s.Quote())
		}
	}
	r.answer.Claims = append(r.answer.Claims, claim)
	if !r.answered {
		return nil
	}
	return r.show(r.answer.snapshot())
}

// resolveIn finds the days that words of a sentence stand for, where all that
// holds it was published on one day.
func resolveIn(v *verified) []Resolved {
	published := v.Supports[0].Article.Published
	for _, s := range v.Supports {
		if s.Article.Published != published {
			return nil
		}
	}
	return resolveDates(newSentence(v.text), published)
}

// number is the place of a source in the list, to which it is added once.
func (a *Answer) number(s Source) int {
	for i := range a.Sources {
		if a.Sources[i].Article.ID == s.Article.ID && a.Sources[i].Span == s.Span {
			return i + 1
		}
	}
	a.Sources = append(a.Sources, s)
	return len(a.Sources)
}

// snapshot is the answer so far, which later sentences do not change.
func (a *Answer) snapshot() Answer {
	so := *a
	so.Claims, so.Sources = slices.Clip(slices.Clone(a.Claims)), slices.Clip(slices.Clone(a.Sources))
	return so
}

// Errors of a draft that is not used. People are told nothing but their text.
var (
	errMostlyUnsupported = errors.New("most of what the model wrote is not in the coverage")
	errAllRefused        = errors.New("the model finds no answer")
	errBeside            = errors.New("what the model wrote does not answer the question")
)

// verdict tells what becomes of the draft when it was read.
func (r *review) verdict() error {
	kept, dropped := len(r.answer.Claims), r.answer.Dropped
	switch {
	case kept == 0 && dropped == 0:
		return errAllRefused
	case kept < dropped:
		return errMostlyUnsupported
	case !r.answered:
		return errBeside
	}
	return nil
}
