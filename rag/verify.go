package rag

import (
	"context"
	"strings"
	"sync"

	lru "github.com/hashicorp/golang-lru/v2"

	"newsdesk/rag/text"
)

// Verifier decides, by rules and without a model, whether passages support a
// sentence. The zero Verifier is ready to use, by several goroutines at once.
//
// A claim is cut into clauses, each of which leans on the one sentence of the
// evidence that carries most of it (align). A clause is supported if none of
// these rules finds fault with it:
//
//   - Quotations stand in a passage to the letter, quotes and dashes folded,
//     and are given to whom the passage gives them (verify_quote.go).
//   - Numbers, amounts, dates and names are in the sentence, or follow from it by
//     fact.Entails, or by what the article says of whom its pronouns and nouns
//     mean; 'at least 13' does not carry '13'. A title beside a name is one that
//     the article gives the same name (verify_facts.go).
//   - Who does each deed and to whom, when and how many, has the same place at
//     that deed in the sentence, whatever the voice and from whichever side the
//     verb tells it (verify_grammar.go reads the places, verify_roles.go and
//     verify_bonds.go compare them). A verb that the sentence lacks is one of
//     like meaning, or stands between the same parties (verify_verbs.go).
//   - No negation (verify_deny.go), doubt, aim, plan or 'some' is lost, no 'all' or cause won, no
//     comparison or order turned round (verify_force.go, verify_scope.go,
//     verify_done.go, verify_degree.go, verify_order.go).
//   - A comparison that the claim draws is that of the figures or dates that the
//     sentence gives for its sides (verify_compare.go). What the sentence pairs is
//     not paired otherwise: names and what goes with them, numbers and what they
//     count, times and their figures, deeds and their objects (verify_pairs.go,
//     verify_gapping.go, verify_slot.go).
//   - Where the claim is nearly a copy of a sentence, nothing is wrong with where
//     they differ (verify_copy.go, verify_copyforce.go).
//   - The remaining words have something like them in the sentence, all but a
//     few, and no phrase is there without any (verify_words.go).
//
// Quotations that stand to the letter are taken out before the rest is judged
// (verify_sealed.go); another sentence that says the clause more fully, with
// another fact, contradicts it (verify_rival.go). A claim in another script than
// the evidence goes its own way (verify_script.go, verify_foreign.go).
//
// It does not know the world: what the passages do not say is not supported,
// however true.
type Verifier struct {
	once   sync.Once
	scenes *lru.Cache[sceneKey, *scene]
}

type sceneKey struct {
	id       ArticleID
	revision Revision
}

// cachedScenes is how many articles are kept read: those of some answers, at
// about 200 KB each.
const cachedScenes = 64

// Finding is what became of one claim.
type Finding struct {
	Verdict Verdict
	// Reason says in a few words what is wrong, "" for a supported claim.
	Reason string
	// Supports are the sentences that the claim leans on, also where it is
	// contradicted: then they hold the coverage's own value.
	Supports []Source
	// Value is what the coverage has in place of a contradicted value, or "".
	Value string
}

// Holds reports whether the claim may be posted.
func (f *Finding) Holds() bool { return f.Verdict == Supported || f.Verdict == Translated }

// Verify checks a sentence against the passages that it cites. No passages
// make it Uncited; a claim without words is Unsupported.
func (v *Verifier) Verify(ctx context.Context, claim string, evidence []Passage) (Finding, error) {
	if err := ctx.Err(); err != nil {
		return Finding{}, err
	}
	if len(evidence) == 0 {
		return Finding{Verdict: Uncited, Reason: "cites nothing"}, nil
	}
	f, err := v.verifyOne(ctx, claim, evidence)
	if err == nil && !f.Holds() && len(claim) <= longestDraft {
		if sides, hold := v.halves(ctx, claim, evidence); hold {
			return sides, nil
		}
	}
	return f, err
}

// verifyOne is Verify for one statement.
func (v *Verifier) verifyOne(ctx context.Context, claim string, evidence []Passage) (Finding, error) {
	if err := ctx.Err(); err != nil {
		return Finding{}, err
	}
	lines := v.lines(evidence)
	c := readClaim(claim)
	if len(c.marks) == 0 || len(lines) == 0 {
		return Finding{Verdict: Unsupported, Reason: "says nothing that could be checked"}, nil
	}
	if l := verbatimIn(lines, claim); l != nil {
		return Finding{Verdict: Supported, Supports: []Source{l.source()}}, nil
	}
	if len(c.tokens) > longestClaim {
		return Finding{Verdict: Unsupported, Reason: "is too long to be checked: say it in shorter sentences"}, nil
	}
	if c.foreignTo(lines) {
		return c.acrossScripts(lines), nil
	}
	c = c.seal(lines)
	c.align(lines)
	return c.judge(lines), nil
}

// longestClaim is how many words a claim may have. The longest sentence of the
// seeds has 58; what is longer without an end is a list or an attack, and takes
// time by the square.
const longestClaim = 90

// lines are the sentences of the evidence, with what their articles say around them.
func (v *Verifier) lines(evidence []Passage) []*line {
	v.once.Do(func() { v.scenes, _ = lru.New[sceneKey, *scene](cachedScenes) }) // fails only for a size below one
	var all []*line
	for i := range evidence {
		s := v.scene(&evidence[i])
		for _, l := range s.lines {
			if overlaps(l.Span, evidence[i].Span) && !contains(all, l) {
				all = append(all, l)
			}
		}
	}
	return all
}

func contains(all []*line, l *line) bool {
	for _, one := range all {
		if one == l {
			return true
		}
	}
	return false
}

func (v *Verifier) scene(p *Passage) *scene {
	key := sceneKey{p.Article.ID, p.Chunk.Revision}
	if s, ok := v.scenes.Get(key); ok && s.article.Body == p.Article.Body {
		return s
	}
	article := p.Article
	s := newScene(&article)
	v.scenes.Add(key, s)
	return s
}

// fault is one rule that a claim breaks.
type fault struct {
	verdict Verdict // Contradicted or Unsupported
	reason  string
	value   string // the coverage's own
}

// judge applies the rules to the aligned claim and sums them up: a claim of
// which some clause holds and another does not is Partly supported, unless the
// coverage says otherwise.
func (c *reclaim) judge(lines []*line) Finding {
	faults := append(c.quoteFaults(lines), c.copyFaults()...)
	faults = append(faults, c.joinFaults()...)
	failed := map[int]bool{}
	for k := range c.clauses {
		own := append(c.clauseFaults(k), c.rivalFaults(&c.clauses[k], lines)...)
		failed[k] = len(own) > 0
		faults = append(faults, own...)
	}
	f := Finding{Verdict: Supported, Supports: c.supports()}
	if len(faults) == 0 {
		return f
	}
	worst := faults[0]
	for _, one := range faults {
		if one.verdict == Contradicted {
			worst = one
			break
		}
	}
	f.Verdict, f.Reason, f.Value = worst.verdict, worst.reason, worst.value
	for k := range c.clauses {
		if f.Verdict == Unsupported && !failed[k] && len(c.clauses) > 1 && c.clauses[k].weight > 1 {
			f.Verdict = Partly
		}
	}
	return f
}

func (c *reclaim) clauseFaults(k int) []fault {
	cl := &c.clauses[k]
	if cl.line == nil {
		return []fault{{Unsupported, "nothing in the coverage speaks of it", ""}}
	}
	var faults []fault
	for _, rule := range []func(*clause) []fault{
		c.factFaults, c.ageFaults, c.besideNameFaults, c.titleFaults, c.asideFaults, c.subjectFaults, c.speakerFaults, c.tenseFaults, c.partFaults, c.degreeFaults, c.figureFaults, c.sequenceFaults, c.holderFaults, c.timeFaults, c.eventFaults, c.creditFaults, c.sayerFaults, c.addedFaults, c.prepositionFaults, c.adriftFaults, c.bondFaults, c.crossedFaults, c.gappedFaults, c.strandedFaults, c.someOfFaults, c.reversedFaults, c.formerFaults, c.countedFaults, c.datedFaults, c.roleFaults, c.intentFaults, c.lessenedFaults, c.relationFaults,
		c.negationFaults, c.modalityFaults, c.scopeFaults, c.causeFaults, c.orderFaults, c.wordFaults,
	} {
		faults = append(faults, rule(cl)...)
	}
	return faults
}

// source is the sentence as a citation has it.
func (l *line) source() Source {
	return Source{Article: *l.scene.article, Span: text.Span{Start: l.Start, End: l.End}}
}

// verbatimIn finds the sentence that a claim repeats to the letter, but for what
// typesetters change and the mark that ends it.
func verbatimIn(lines []*line, claim string) *line {
	whole := strings.TrimRight(letters(claim), " .")
	for _, l := range lines {
		if strings.TrimRight(letters(l.words), " .") == whole {
			return l
		}
	}
	return nil
}

// supports are the sentences that the clauses lean on, each once.
func (c *reclaim) supports() []Source {
	var all []Source
	seen := map[*line]bool{}
	for _, cl := range c.clauses {
		if cl.line == nil || seen[cl.line] {
			continue
		}
		seen[cl.line] = true
		all = append(all, cl.line.source())
	}
	return all
}

// quoted makes a short quotation of words for a reason.
func quoted(s string) string { return "“" + strings.TrimSpace(s) + "”" }
