package timeline

import (
	"strings"

	"newsdesk/rag/fact"
	"newsdesk/rag/text"
)

// irregular are past forms and participles that do not end in -ed.
var irregular = set(`said told met went came took taken began begun held gave given found left made got kept led won lost fought fled
	hit struck shot sent sold paid rose risen sank sunk broke broken brought built bought caught chose chosen cut dealt drew drawn drove driven flew
	forbade froze grew hung heard hid hurt laid lay lent let lit overthrew overthrown put quit rang ran sat saw seen set shook shut
	spoke spoken spent split spread stood stole stolen swore sworn swept taught tore torn threw thrown upheld withdrew withdrawn wrote written
	became beat bore shed slid rode retook undertook undertaken fell fallen gone done shown sung swung sought drank burst dug fed reset cast bid bled
	born slain slew spun strode strove knelt leapt wept wound felled overran overcame overtook arose awoke withheld rebuilt resold undid undone`)

// stative are past forms that tell how things were, not what happened.
var stative = set(`was were is are be been being am has have had having remained seemed appeared believed thought wanted needed hoped feared knew known
	belonged consisted contained included lived owned served worked studied meant existed depended loved liked considered concerned supported
	used called named aged based located situated married estimated expected planned scheduled supposed intended likely regarded seen`)

var auxiliary = set(`was were is are been being has have had did does do be`)

// future are the words by which a clause tells what is to come; open those by which it
// tells what only may be.
var (
	future   = set(`will shall wont won't ll upcoming forthcoming scheduled due slated planned plans expected`)
	open     = set(`would could might may should can must if unless whether perhaps possibly`)
	negating = set(`not never no nobody none neither nor without cannot cant didnt hasnt havent wasnt werent isnt arent dont doesnt wont refused`)
	// starting are verbs of the present that announce what has a day: 'begins on Monday'.
	starting = set(`begins starts opens closes ends expires meets visits travels arrives returns resumes`)
)

// happening are nouns that name an event by themselves: 'the fall of Saddam
// Hussein in 2003'.
var happening = set(`fall invasion attack attacks bombing bombings coup war death visit summit meeting election elections vote referendum arrest signing
	killing killings massacre earthquake quake collapse talks crash explosion blast fire flood floods storm hurricane protest protests strike strikes raid raids raiding
	assassination murder shooting shootings launch opening closure ceasefire truce agreement deal resignation appointment inauguration revolution uprising
	revolt ouster overthrow toppling ousting defeat victory capture liberation withdrawal offensive operation clash clashes ambush kidnapping abduction
	trial verdict ruling conviction execution hearing conference match game final race tournament concert festival ceremony funeral wedding
	disaster accident spill outbreak eruption landslide tsunami wildfire blackout merger takeover sale purchase acquisition landing siege battle
	independence annexation partition exodus march rally demonstration riot riots session debate announcement decision statement release arrival departure
	evacuation rescue evacuation drone missile shelling airstrike airstrikes incident derailment sinking hijacking robbery theft leak breach
	walkout lockdown crackdown purge`)

// past reports whether the token at i has the form of a verb in the past, and
// does not only describe the noun behind it: 'armed groups'.
func (l *line) past(i int) bool {
	w := l.word(i)
	if w == "" || l.Tokens[i].Capital && i > 0 || l.named(i) {
		return false
	}
	if irregular[w] {
		return !l.determined(i)
	}
	return len(w) > 3 && strings.HasSuffix(w, "ed") && !notPast[w] && !(l.determined(i) && l.describes(i))
}

var notPast = set("need feed speed seed breed indeed weed exceed proceed succeed bleed greed creed reed hundred sacred naked wicked wretched bed red shed unprecedented so-called alleged armed")

// determined reports whether what stands before a token opens a noun: 'the newly
// formed'.
func (l *line) determined(i int) bool {
	j := i - 1
	if strings.HasSuffix(l.word(j), "ly") {
		j--
	}
	if j < 0 {
		return false
	}
	g := l.gap(j + 1)
	return determiners[l.word(j)] || leaning[l.word(j)] || strings.HasPrefix(g, "'s") || strings.HasPrefix(g, "’s")
}

// describes reports whether a noun may follow right behind a token.
func (l *line) describes(i int) bool {
	w := l.word(i + 1)
	return w != "" && strings.TrimSpace(l.gap(i+1)) == "" && !text.IsStop(w)
}

var determiners = set(`the a an this that these those his her its their our my your some any no each every many several few all both other`)

// leaning are prepositions.
var leaning = set(`of in at from with for on into onto between against by under over about during through across around near among via per as than like`)

// named reports whether a token is in a name, a figure or a time.
func (l *line) named(i int) bool {
	n := l.factAt[i]
	return n >= 0 && (l.Facts[n].Kind.Proper() && l.Facts[n].Kind != fact.Demonym || l.Facts[n].Kind.Temporal())
}

// force is what the verbs of a clause say of its deed.
type force struct {
	done   bool // something happened
	ahead  bool // something will
	state  bool // something is so
	maybe  bool // it is open whether
	denied bool // it did not
	noun   bool // no verb, but a noun that names an event
	verb   int  // the token of the deed, or -1
}

// any reports whether a clause has a verb or names an event.
func (f force) any() bool { return f.done || f.ahead || f.state || f.noun }

// event reports whether a clause tells an event.
func (f force) event() bool {
	return (f.done || f.ahead || f.noun) && !f.denied && !(f.maybe && !f.done)
}

// reads what the verbs of a clause say. near is a token of the clause: the deed
// is the verb before it and nearest to it.
func (l *line) force(c clause, near int) force {
	f := force{verb: -1}
	for i := c.from; i < c.to; i++ {
		w := l.word(i)
		switch {
		case l.inFact(i):
		case open[w] && !(w == "may" && l.Tokens[i].Capital):
			f.maybe = true
		case negating[w]:
			f.denied = f.denied || i < near
		case future[w], w == "to" && l.toCome(i):
			f.ahead = true
			f.deed(i+1, near)
		case starting[w] && !l.Tokens[i].Capital && l.begins(i):
			f.ahead = true
			f.deed(i, near)
		case auxiliary[w] && i+1 < near && near <= i+4 && l.timeAt(i+1): // 'the inspection was on Friday'
			f.done, f.ahead = f.done || w == "was" || w == "were", f.ahead || w == "is" || w == "are"
			f.deed(i, near)
		case w == "there" && (l.word(i+1) == "was" || l.word(i+1) == "were"):
			f.done = true
			f.deed(i, near)
		case l.past(i) && stative[w], auxiliary[w]:
			f.state = true
		case l.past(i), l.doing(i):
			f.done = true
			f.deed(i, near)
		case happening[w] && !f.done:
			f.noun = true
			f.deed(i, near)
		}
	}
	return f
}

// deed notes the verb of a clause: the last before a token, or the first behind.
func (f *force) deed(i, near int) {
	if f.verb < 0 || i < near {
		f.verb = i
	}
}

// begins reports whether the verb at a token has its time close behind: 'begins on
// 6 September'.
func (l *line) begins(i int) bool {
	for j := i + 1; j <= i+3 && j < len(l.Tokens); j++ {
		if l.timeAt(j) {
			return true
		}
	}
	return false
}

// inFact reports whether a token is in a time or a figure.
func (l *line) inFact(i int) bool {
	n := l.factAt[i]
	return n >= 0 && (l.Facts[n].Kind.Temporal() || l.Facts[n].Kind.Proper() && l.Facts[n].Kind != fact.Demonym)
}

// toCome reports whether 'to' at a token makes an infinitive of what is to come:
// 'is to meet', 'set to begin', 'due to open'.
func (l *line) toCome(i int) bool {
	switch l.word(i - 1) {
	case "is", "are", "set", "due", "scheduled", "expected", "going", "plans", "planned":
		return true
	}
	return false
}

// doing reports whether a token is an -ing form that acts on something: 'killing
// 13 people', 'ousting Assad'.
func (l *line) doing(i int) bool {
	w := l.word(i)
	if len(w) < 6 || !strings.HasSuffix(w, "ing") || happening[w] || l.determined(i) && !leaning[l.word(i-1)] || i+1 >= len(l.Tokens) {
		return false
	}
	next := l.word(i + 1)
	return determiners[next] || l.factAt[i+1] >= 0 || strings.TrimSpace(l.gap(i)) == "," && !text.IsStop(next)
}
