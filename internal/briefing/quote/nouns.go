package quote

import "strings"

var particles = set("up down off out back away over forward aside together")

// Nouns for what speaks without being somebody.
var (
	placards = set("banner banners placard placards sign signs poster posters slogan slogans graffiti plaque billboard billboards shirt shirts sticker stickers notice sheet sheets cardboard")
	// writings are by somebody who must be told from elsewhere.
	writings   = set("postcard letter note diary email telegram card inscription memo will testament poem")
	statements = set("statement communique communiqué tweet post message")
	vague      = set("one ones others other another some many all both none most few those these this that everyone everybody someone somebody nobody anyone there what it who people")
	inanimate  = set("report study document letter note ruling statement ministry government army military police court company firm agency office party union group bank airport operator commission committee council association club department organisation organization newspaper paper book law treaty indictment complaint petition website article editorial survey poll review memo verdict judgment judgement")
)

// institutions speak with one voice, and are called by their full names once.
var institutions = set("ministry court commission committee agency union council department authority bank party office association federation university hospital police army government parliament board regulator tribunal")

var owners = set("its his her their our my")

// headOf is the noun that a phrase is about: the last before a preposition.
func (l *line) headOf(from, to int) string {
	head := ""
	for i := from; i < to; i++ {
		w := l.word(i)
		if prepositions[w] && head != "" && !determiners[head] {
			break
		}
		if w == "" && head != "" && l.markAt(i) == ',' {
			break
		}
		if w != "" {
			head = w
		}
	}
	if determiners[head] {
		return ""
	}
	return head
}

func pluralHead(head string) bool {
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "ss") && !strings.HasSuffix(head, "us") || head == "people" || head == "police" || head == "men" || head == "women"
}

var adjectives = set("written joint short brief separate new later earlier official public second first final long angry")

// persons are further nouns for people, beside offices and what ends as those do.
var persons = set(`source resident witness guide nurse pilot mayor teen teenager victim survivor student refugee patient tourist neighbour neighbor
	friend cousin parent child owner expert aide critic activist member person man woman boy girl youth soldier guest passenger client
	judge chef monk nun priest thief guard clerk cook heir host spy ally rival captain opponent relative colleague guardian native
	detective historian musician pianist technician physician politician librarian veteran pensioner civilian citizen artist scientist
	parliamentarian mathematician migrant immigrant protestant inhabitant occupant applicant accountant attendant lieutenant sergeant
	agent president resident student correspondent superintendent briton american iraqi syrian german frenchman french`)

// human reports whether a phrase is of a person, by its noun.
func human(l *line, from, to int) bool {
	head := l.headOf(from, to)
	if persons[head] || titleWords[head] || relatedSex[head] != unknown {
		return true
	}
	for i := from; i < to; i++ {
		if l.word(i) == head && l.items[i].role {
			return true
		}
	}
	for _, end := range []string{"er", "or", "ist", "man", "woman", "ian"} {
		if strings.HasSuffix(head, end) && len(head) > len(end)+2 {
			return !inanimate[head]
		}
	}
	return false
}

// collectives are bodies of people that speak with one voice.
var collectives = set(`opposition prosecution defence defense crowd family team side pair couple majority minority embassy school coalition
	alliance movement network kremlin palace administration cabinet jury board panel task inquiry tower choir band squad brigade militia
	front faction delegation mission fund institute academy museum theatre theater church diocese parish city town village state
	district county region country public audience one other another third second first man woman figure voice outlet channel
	broadcaster magazine programme program constitution decree manifesto charter act bill directive convention treaty clause
	section chapter summary analysis audit dossier file filing lawsuit motion resolution declaration protocol accord agreement brochure leaflet
	guide manual textbook dictionary encyclopedia biography obituary inquest coroner editor watchdog charity foundation trust firm brewery factory
	chain start-up startup maker retailer manufacturer supplier insurer utility railway airline carrier regulator ombudsman mosque
	synagogue monastery order league federation club academy half rest`)
