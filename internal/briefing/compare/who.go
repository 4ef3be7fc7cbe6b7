package compare

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// roleTable is roles of which an event has one, and things that have a name.
// Ministers, spokesmen and witnesses are many and are not here.
const roleTable = `
pilot: pilot
captain: captain skipper
driver: driver
head: headmaster headmistress headteacher principal
referee: referee
winner: winner
mayor: mayor
governor: governor
coroner: coroner
suspect: suspect gunman attacker
owner: owner
director: director
chairman: chairman chairwoman chair
executive: executive
founder: founder
artist: artist painter sculptor
curator: curator
champion: champion
architect: architect
vessel: ferry ship boat vessel tanker trawler yacht freighter
storm: hurricane typhoon cyclone storm
`

var (
	roleOf = grouped(roleTable)
	// lessening are words before a role that make it another's or one of several.
	lessening = setOf("a an another second co former deputy assistant one two several port train bus")
	prefixes  = setOf("mv ms mt hms ss mr mrs miss dr the")
)

// holder is a name in a role.
type holder struct {
	*line
	role  string
	word  string
	name  string // folded, without prefixes
	where text.Span
}

// names finds the one who holds a role by two names, where neither report knows the
// other's.
func (p pair) names() []found {
	var all []found
	mine, others := p.a.holders(), p.b.holders()
	for role, f := range mine {
		g := others[role]
		if f == nil || g == nil || fact.NameWithin(f.name, g.name) || fact.NameWithin(g.name, f.name) ||
			p.b.hasAnyOf(f.name) || p.a.hasAnyOf(g.name) {
			continue
		}
		all = append(all, found{kind: Name, about: f.word, a: f.valueOf(f.where), b: g.valueOf(g.where)})
	}
	return all
}

// hasAnyOf reports whether a report has some word of a name as a name.
func (r *report) hasAnyOf(name string) bool {
	for w := range strings.FieldsSeq(name) {
		if r.hasName(w) {
			return true
		}
	}
	return false
}

// holders are who holds each role in a report; nil for one that two names hold.
func (r *report) holders() map[string]*holder {
	all := map[string]*holder{}
	for _, l := range r.lines {
		for i, t := range l.Tokens {
			role := roleOf[t.Folded]
			if role == "" || l.quoted[i] || l.strange() || lessening[l.word(i-1)] || i > 0 && lessening[l.word(i-2)] {
				continue
			}
			h := l.holder(i)
			if h == nil {
				h = l.apposed(i)
			}
			if h == nil {
				continue
			}
			role = l.before(i) + role
			h.role, h.word = role, t.Folded
			if old, known := all[role]; known && (old == nil || !fact.NameWithin(h.name, old.name)) {
				h = nil
			} else if known {
				h = old
			}
			all[role] = h
		}
	}
	return all
}

// before is the words that stand before a role and say of what it is: 'club
// president'.
func (l *line) before(i int) string {
	words := ""
	for k := i - 1; k >= 0 && l.over[k] < 0 && !text.IsStop(l.word(k)) && !l.parted(k+1) && !vessels[roleOf[l.word(i)]]; k-- {
		words = l.Tokens[k].Stem + " " + words
	}
	return words
}

// vessels are the things whose name is theirs whatever is said before.
var vessels = setOf("vessel storm pilot")

// holder is who holds the role at a token: the name right behind, a comma and an
// article between allowed.
func (l *line) holder(i int) *holder {
	k := i + 1
	if l.word(k) == "of" {
		k = l.behindComma(k)
	}
	if l.word(k) == "the" {
		k++
	}
	if k >= len(l.Tokens) || l.over[k] < 0 || !l.Tokens[k].Capital {
		return nil
	}
	f := l.Facts[l.over[k]]
	gap := l.Words[l.Tokens[i].End:l.Tokens[k].Start]
	if f.Kind != fact.Person && f.Kind != fact.Name && f.Kind != fact.Organisation || strings.ContainsAny(gap, ".;:()“\"") || f.Start < l.Tokens[i].End {
		return nil
	}
	if strings.Contains(gap, ",") && !strings.HasPrefix(strings.TrimLeft(l.Words[f.End:], " "), ",") && !strings.HasPrefix(strings.TrimLeft(l.Words[f.End:], " "), ".") {
		return nil // 'the pilot, Leeds police say'
	}
	name := bareName(f.Value)
	if name == "" {
		return nil
	}
	return &holder{line: l, name: name, where: f.Span}
}

// apposed is who holds the role by an apposition: 'Mark Ellis, the pilot'.
func (l *line) apposed(i int) *holder {
	if l.word(i-1) != "the" || i < 2 || !l.parted(i-1) || l.over[i-2] < 0 {
		return nil
	}
	f := l.Facts[l.over[i-2]]
	if f.Kind != fact.Person {
		return nil
	}
	return &holder{line: l, name: bareName(f.Value), where: f.Span}
}

// ofWords is how many words of what a role is may stand before the name: 'the owner
// of the old paint warehouse, Karim Jabbar'.
const ofWords = 6

// behindComma is the first token behind the next comma, or i where there is none near.
func (l *line) behindComma(i int) int {
	for k := i; k < min(len(l.Tokens), i+ofWords); k++ {
		if l.parted(k) {
			return k
		}
	}
	return i
}

func bareName(value string) string {
	var own []string
	for w := range strings.FieldsSeq(text.Fold(value)) {
		if !prefixes[w] {
			own = append(own, w)
		}
	}
	return strings.Join(own, " ")
}
