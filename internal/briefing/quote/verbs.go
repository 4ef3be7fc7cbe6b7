package quote

import "strings"

// manner is how a verb reports words.
type manner uint8

const (
	says    manner = iota // 'said', with or without 'that'
	tells                 // 'told': whom stands behind it
	calls                 // 'called it': what is called so stands between
	charges               // 'accused them of': only with a thing between
	rejects               // 'dismissed it as': only with 'as'
	shows                 // 'read': of a placard
	chants
	cites // 'quoted a source as saying'
)

// form is how a verb stands there.
type form uint8

const (
	bare     form = iota // 'say'
	present              // 'says'
	past                 // 'said', which may be a participle
	gerund               // 'saying'
	partOnly             // 'written'
)

type verb struct {
	lemma string
	manner
	form
}

// reporting gives for each form of a verb that reports words what it is.
var reporting = func() map[string]verb {
	m := map[string]verb{}
	add := func(how manner, s string) {
		for entry := range strings.FieldsSeq(s) {
			lemma, pastForm, _ := strings.Cut(entry, ":")
			inflect(m, lemma, pastForm, how)
		}
	}
	add(says, `say:said add reply answer ask write:wrote tweet post declare announce state insist warn explain argue note stress testify
		shout cry yell scream whisper joke quip recall remark comment conclude continue admit acknowledge concede claim complain
		urge vow pledge promise predict caution counter retort report repeat boast muse exclaim emphasise emphasize reiterate
		confirm suggest observe agree protest plead demand underline underscore point hint respond believe think:thought fear
		hope allege maintain assert contend affirm reveal recount opine lament mutter murmur growl snap interject advise appeal
		propose sigh laugh begin:began wonder reassure estimate judge rule:ruled find:found quote recommend signal volunteer
		confess remind sum swear:swore reckon speak:spoke remember proclaim pronounce grumble moan groan roar bellow thunder sob
		enthuse scoff sneer reflect clarify elaborate inquire enquire beg implore venture reason guess bark fume rage order`)
	add(tells, `tell:told remind reassure inform assure`)
	add(calls, `call describe label brand dub term characterise characterize portray denounce condemn criticise criticize slam hail
		praise welcome decry deplore deride liken deem consider lambast blast mock`)
	add(charges, `accuse blame charge fault`)
	add(rejects, `reject dismiss refer regard depict paint`)
	add(shows, `read:read`)
	add(chants, `chant`)
	add(cites, `quote cite`)
	for w := range strings.FieldsSeq(`dijo afirmo declaro aseguro senalo explico anadio agrego sostuvo advirtio respondio escribio comento
		insistio declare dit affirme explique ajoute assure indique estime ecrit repondu lance confie raconte`) {
		if _, had := m[w]; !had {
			m[w] = verb{w, says, past}
		}
	}
	m["written"], m["sworn"], m["begun"] = verb{"write", says, partOnly}, verb{"swear", says, partOnly}, verb{"begin", says, partOnly}
	m["spoken"], m["signaled"] = verb{"speak", says, partOnly}, verb{"signal", says, past}
	return m
}()

// inflect adds the forms of a verb.
func inflect(m map[string]verb, lemma, pastForm string, how manner) {
	stem, third := strings.TrimSuffix(lemma, "e"), lemma+"s"
	if strings.HasSuffix(lemma, "y") && !strings.HasSuffix(lemma, "ay") {
		third = lemma[:len(lemma)-1] + "ies"
	}
	if strings.HasSuffix(lemma, "sh") || strings.HasSuffix(lemma, "ss") {
		third = lemma + "es"
	}
	switch {
	case pastForm != "":
	case strings.HasSuffix(third, "ies"):
		pastForm = lemma[:len(lemma)-1] + "ied"
	case doubled[lemma]:
		stem += stem[len(stem)-1:]
		pastForm = stem + "ed"
	default:
		pastForm = stem + "ed"
	}
	if lemma == "agree" {
		stem, pastForm = "agree", "agreed"
	}
	if lemma == "label" {
		m["labeled"], m["labeling"] = verb{lemma, how, past}, verb{lemma, how, gerund}
	}
	m[lemma], m[third], m[stem+"ing"], m[pastForm] = verb{lemma, how, bare}, verb{lemma, how, present}, verb{lemma, how, gerund}, verb{lemma, how, past}
}

var doubled = map[string]bool{"snap": true, "dub": true, "slam": true, "label": true, "begin": true, "sum": true, "admit": true, "quip": true, "refer": true}

// plainly are the verbs that do nothing but report words: what is in marks right
// behind one was said, whatever it looks like.
var plainly = set("say add reply answer ask write tweet post declare shout cry yell scream whisper retort exclaim tell")

// auxiliary verbs, and those of being, which make a participle passive.
var (
	auxiliary = set("has have had will would can could may might must shall should do does did")
	being     = set("is was are were be been being am gets got")
	denying   = set("not never cannot nobody neither nor refused declined denied deny denies refuse refuses declines refusing declining denying without unable nothing none didn't doesn't don't wouldn't won't hasn't haven't hadn't isn't wasn't")
)

// finite are further forms that tell that words are a clause.
var finite = set(`went came took gave made met left began became saw won lost held put set cut hit led rose fell sent spoke stood
	sat ran felt kept paid sold bought brought fought caught taught shook nodded smiled is was are were has have had do does did
	will would can could may might must should arrived knew got grew drew drove broke spent built sought struck threw wore woke
	faces wants seeks plans says believes hopes remains lay sang laughed chose hid rang
	wept swept slept bled blew clung crept dug drank ate fed fled flew forgot forgave froze hung heard knelt rode sank slid spun sprang
	stole stuck swam swung tore understood showed shows gets goes comes takes makes keeps`)

// finiteVerb reports whether a word is the verb of a clause, as far as its form tells.
func (l *line) finiteVerb(i int) bool {
	it := &l.items[i]
	if it.word == "" || it.name || it.capital && i > 0 {
		return false
	}
	if v, ok := reporting[it.word]; ok && (v.form == past || v.form == present) {
		return !l.nounHere(i)
	}
	if finite[it.word] {
		return true
	}
	before := l.word(i - 1)
	return strings.HasSuffix(it.word, "ed") && len(it.word) > 4 && !determiners[before] && !prepositions[before]
}

var (
	determiners  = set("a an the this that these those its his her their our my your no every each some any another two three four five six several many few both")
	prepositions = set("of in at from with for on off into onto between against to by under over about after before during since until through across around near among within without toward towards upon via despite per as like behind beside besides beyond along outside inside following regarding amid than")
	conjunctions = set("and but or nor while whereas although though because when if that which who whom whose where unless whether so yet once until how why what")
	subjects     = set("he she it they we i you")
)

// nounHere reports whether a word that may be a verb is a noun where it stands:
// 'her comments', 'a claim', 'in reports'.
func (l *line) nounHere(i int) bool {
	v := reporting[l.word(i)]
	if v.form == past || v.form == gerund {
		before := l.word(i - 1)
		return before == "the" || before == "a" || before == "so" && l.word(i) == "called" || v.form == gerund && determiners[before]
	}
	before := l.word(i - 1)
	if i > 0 && l.items[i-1].word == "" && l.markAt(i-1) != ',' && l.quoteAt(i-1) == nil {
		return true
	}
	if determiners[before] || prepositions[before] && before != "to" {
		return true
	}
	if v.form == present { // 'calls for', 'reports of' behind an adjective
		return i == 0 || !(l.items[i-1].name || l.items[i-1].word == "" || subjects[before] || before == "who" || l.headed(i-1))
	}
	// A bare form needs a subject in the plural, or 'to', or an auxiliary.
	return !(subjects[before] || auxiliary[before] || before == "to" || before == "who" || strings.HasSuffix(before, "s") && !l.items[i-1].name || before == "people" || strings.HasSuffix(before, "ly"))
}

// headed reports whether a word ends a phrase that a determiner begins, so that a
// verb may follow: 'the ministry calls'.
func (l *line) headed(i int) bool {
	for k := i; k >= 0 && k > i-6 && l.items[k].word != ""; k-- {
		if determiners[l.items[k].word] || k == 0 {
			return true
		}
	}
	return false
}

// verbAt is the verb that reports words at an item.
func (l *line) verbAt(i int) (verb, bool) {
	v, ok := reporting[l.word(i)]
	if !ok || l.items[i].capital && i > 0 && l.quoteAt(i-1) == nil && l.items[i].name || l.nounHere(i) {
		return verb{}, false
	}
	switch v.lemma {
	case "speak":
		return v, l.word(i+1) == "of"
	case "continue", "begin", "find", "rule", "judge", "point", "laugh", "sigh", "hope", "fear", "demand", "volunteer", "charge", "fault", "signal", "sum",
		"reflect", "venture", "reason", "bark", "rage", "thunder", "roar", "elaborate", "clarify", "pronounce", "remember", "recall", "guess", "fume", "order":
		return v, l.reallySays(i, v)
	}
	return v, true
}

// reallySays is for verbs that more often do something else: they must stand at a
// quotation, at a colon, or before 'that' or 'out'.
func (l *line) reallySays(i int, v verb) bool {
	next := l.word(i + 1)
	if v.lemma == "charge" || v.lemma == "fault" {
		return false
	}
	return l.quoteAt(i+1) != nil || l.markAt(i+1) == ':' || next == "that" || next == "out" || l.quoteAt(i-1) != nil || l.markAt(i+1) == '.' && len(l.quotes) > 0 ||
		l.markAt(i+1) == ',' && l.quoteAt(i+2) != nil
}
