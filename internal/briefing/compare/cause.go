package compare

import (
	"strings"

	"newsdesk/rag/text"
)

// causes are the words before what a thing is put down to; strong ones say that it
// is the one cause, the others only with words in common around them.
var causes = []struct {
	words  string
	strong bool
}{
	{"traced to", true}, {"blamed on", true}, {"the source there was", true}, {"the source was", true}, {"the cause was", true},
	{"caused by", false}, {"started by", false}, {"sparked by", false}, {"triggered by", false}, {"set off by", false}, {"due to", false},
}

// expected are verbs that 'due to' foretells rather than gives a cause: 'is due to
// begin'. Nouns of the same form, such as 'visit', are missed as causes.
var expected = func() map[string]bool {
	set := map[string]bool{}
	for verb := range strings.FieldsSeq(`be begin start open close end finish expire visit meet arrive leave return come go travel land sail appear attend
		speak address report announce publish release present hear rule decide vote sign launch join hold host take give get make pay receive
		play face run stand become move retire resign resume complete deliver hand discuss debate undergo stop`) {
		set[verb] = true
	}
	return set
}()

const (
	// causeWords is how many words a cause has at most.
	causeWords = 10
	// sharedCause is how much of a line beside its cause must be the same.
	sharedCause = 0.5
)

// cause is what a line puts something down to.
type cause struct {
	*line
	span   text.Span
	words  []text.Token
	rest   []text.Token // the other words of the line
	strong bool
}

// origins finds what two reports put one thing down to, where each names one cause
// and they have no word in common.
func (p pair) origins() []found {
	mine, others := p.a.causes(), p.b.causes()
	if len(mine) != 1 || len(others) != 1 {
		return nil
	}
	f, g := mine[0], others[0]
	if shared(f.words, g.words) > 0 || !(f.strong && g.strong) && shared(f.rest, g.rest) < sharedCause {
		return nil
	}
	return []found{{kind: Speaker, about: "cause", a: f.valueOf(f.span), b: g.valueOf(g.span)}}
}

func (r *report) causes() []cause {
	var all []cause
	for _, l := range r.lines {
		if l.strange() {
			continue
		}
		if c, ok := l.cause(); ok {
			all = append(all, c)
		}
	}
	return all
}

// cause finds the first cause of a line.
func (l *line) cause() (cause, bool) {
	low := strings.ToLower(l.Words)
	for _, c := range causes {
		at := strings.Index(low, c.words+" ")
		if at < 0 || len(low) != len(l.Words) {
			continue
		}
		from, _ := l.tokensOf(text.Span{Start: at + len(c.words) + 1, End: at + len(c.words) + 2})
		if from >= len(l.Tokens) || l.quoted[from] || denied[l.word(from-3)] || denied[l.word(from-4)] {
			return cause{}, false
		}
		if c.words == "due to" && expected[l.word(from)] {
			return cause{}, false
		}
		to := from + 1
		for to < min(len(l.Tokens), from+causeWords) && !l.parted(to) && l.clause[to] == l.clause[from] && l.word(to) != "and" {
			to++
		}
		one := cause{line: l, strong: c.strong, span: text.Span{Start: l.Tokens[from].Start, End: l.Tokens[to-1].End}}
		one.words = content(l.Tokens[from:to])
		one.rest = append(content(l.Tokens[:from]), content(l.Tokens[to:])...)
		return one, len(one.words) > 0
	}
	return cause{}, false
}

// content are the words that are no stop words.
func content(words []text.Token) []text.Token {
	var all []text.Token
	for _, w := range words {
		if !text.IsStop(w.Folded) && !says[w.Folded] {
			all = append(all, w)
		}
	}
	return all
}
