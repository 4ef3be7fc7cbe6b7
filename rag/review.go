package rag

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"strings"
	"unicode"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// review turns the draft of a model into an answer: each sentence is verified
// against the passages that it cites, given its right citation where another
// one holds it, asked for again once, or dropped.
type review struct {
	author   *Author
	verifier *Verifier
	question string
	found    []Passage
	answer   *Answer
	show     func(Answer) error
	log      *slog.Logger

	repairs  int
	refusals int    // sentences that say that there is no answer
	last     string // the last sentence that was taken, "" where one was dropped since
}

// mostRepairs is how many sentences of an answer are asked for again: each costs
// a request, and a draft with more faults is better replaced than mended.
const mostRepairs = 3

// take reviews one sentence. An error is the model's or that of who is shown the
// answer; a sentence that does not hold is none.
func (r *review) take(ctx context.Context, d drafted) error {
	if excuses(d.Text) {
		r.refusals++
		return nil
	}
	claim, reason, err := r.check(ctx, d)
	if err == nil && reason != "" && r.repairs < mostRepairs {
		claim, reason, err = r.repair(ctx, d, reason)
	}
	switch {
	case err != nil:
		return err
	case reason != "":
		r.log.Debug("dropped a sentence of the model", "reason", reason)
		r.answer.Dropped++
		r.last = ""
		return nil
	case claim == nil:
		return nil // it says again what was said
	}
	return r.accept(claim)
}

// repair asks for a sentence again, and checks what comes.
func (r *review) repair(ctx context.Context, d drafted, reason string) (*verified, string, error) {
	r.repairs++
	again, err := r.author.repair(ctx, r.question, d, reason, r.found)
	if err != nil || again == nil {
		return nil, reason, err
	}
	return r.check(ctx, *again)
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
	if reason := r.unfit(d.Text); reason != "" {
		return nil, reason, nil
	}
	if slices.ContainsFunc(r.answer.Claims, func(c Claim) bool { return strings.EqualFold(c.Text, d.Text) }) {
		return nil, "", nil
	}
	meant := r.meant(d.Text)
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

// unfit is what is wrong with a sentence whatever the passages say: it has a
// link, or is in another language than the question.
func (r *review) unfit(sentence string) string {
	switch {
	case len(sentence) > longestDraft:
		return "is too long for a sentence"
	case fragment(sentence):
		return "is not a whole sentence"
	case !slices.ContainsFunc(r.found, func(p Passage) bool { return !linked(sentence, &p.Article) }):
		return "has a link that is not of an article that is cited"
	case script(sentence) != script(r.question):
		return "is not in the language of the question"
	case r.last == "" && leansBack(sentence):
		return "does not say who or what it speaks of"
	}
	return ""
}

// fragment reports whether a sentence begins in small letters, which is a piece of
// one: names such as al-Shaibani and iPhone have a capital within.
func fragment(sentence string) bool {
	word, _, _ := strings.Cut(sentence, " ")
	for i, r := range word {
		if i == 0 && !unicode.IsLower(r) || unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// leansBack reports whether a sentence opens with a word for somebody who was
// spoken of before.
func leansBack(sentence string) bool {
	for t := range text.Tokens(sentence) {
		return personal[t.Folded]
	}
	return false
}

// personal are the pronouns for one person.
var personal = map[string]bool{"he": true, "she": true, "his": true, "her": true}

// meant is a sentence with the pronoun for a person replaced by who was spoken
// of in the sentence before: that is what a reader takes it to say, and what
// has to hold.
func (r *review) meant(sentence string) string {
	who := firstPerson(r.last)
	if who == "" || firstPerson(sentence) != "" {
		return sentence
	}
	for t := range text.Tokens(sentence) {
		switch t.Folded {
		case "he", "she":
			return sentence[:t.Start] + who + sentence[t.End:]
		case "his":
			return sentence[:t.Start] + who + "’s" + sentence[t.End:]
		}
	}
	return sentence
}

// firstPerson is the first person that a sentence names, or "".
func firstPerson(sentence string) string {
	for _, f := range fact.Find(sentence) {
		if f.Kind == fact.Person {
			return f.Of(sentence)
		}
	}
	return ""
}

// accept puts a sentence into the answer and shows it.
func (r *review) accept(v *verified) error {
	r.last = v.text
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
)

// verdict tells what becomes of the draft when it was read.
func (r *review) verdict() error {
	kept, dropped := len(r.answer.Claims), r.answer.Dropped
	switch {
	case kept == 0 && dropped == 0:
		return errAllRefused
	case kept < dropped:
		return errMostlyUnsupported
	}
	return nil
}
