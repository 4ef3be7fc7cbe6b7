package copies

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// The words of made reports. Every report is made of the same few forms of
// sentence, so that two of them have more in common than two of a newsroom have.
var (
	people = strings.Fields("Hadley Marquez Osborne Tannous Velasco Whitcombe Yilmaz Zahawi Abbott Brandt Castellan Dimitrov Eriksen Fontaine Grigorian Hussain Iversen Jankovic Karimi Lindqvist")
	places = strings.Fields("Aldover Brackwater Carrick Dunmere Eastfold Farleigh Glenholm Harrowgate Ilmouth Jarrow Kestrel Langport Merrow Norhaven Ostwick Penrith Quarley Rushden Selby Thornbury")
	groups = strings.Fields("Harbour Rail Forest Water Grain Steel Transit Housing Energy Fisheries Textile Museum")
	things = strings.Fields("bridge harbour school budget railway clinic reservoir market theatre forest road ferry pipeline library stadium factory airport tunnel canal hospital dam museum orchard quarry warehouse refinery greenhouse tower lighthouse archive")
	deeds  = strings.Fields("approved rejected delayed opened closed repaired funded inspected sold rebuilt cancelled expanded surveyed auctioned leased demolished restored questioned defended postponed welcomed criticised audited relocated modernised")
	kinds  = strings.Fields("old narrow costly new damaged northern public disputed crowded remote historic unfinished private flooded popular modest empty vast rural joint coastal temporary seasonal fragile wooden")
	others = strings.Fields("quietly abruptly formally partly wholly again finally openly gradually reluctantly swiftly repeatedly narrowly broadly")
	weeks  = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
)

// forms are sentences with blanks: N a person, P a place, G a group, T a thing, D a
// deed, K a kind, O how, 0 a figure and W a weekday.
var forms = []string{
	"The council of ~P ~D the ~K ~T on ~W after a debate of ~0 hours.",
	"Mayor ~N said the ~T had been ~O ~D because the ~K ~T beside it was in the way.",
	"The ~G Authority put the cost at ~0 crowns and said that ~0 workers would be needed.",
	"“We never asked for a ~K ~T,” said ~N, who runs a shop near the ~T. “It was ~D without us.”",
	"Residents of ~P have waited ~0 years for the ~T, which was ~O ~D in the spring.",
	"An inquiry led by ~N found that the ~K ~T of ~P was ~D for want of money.",
	"In ~P, where the ~T was ~D last year, the number of visitors fell by ~0 percent.",
	"The plan foresees a ~K ~T with room for ~0 people, a ~K ~T and a small ~T.",
	"Critics such as ~N of the ~G Union call the ~T a ~K waste, and want it ~O ~D.",
	"By ~W, ~0 of the ~0 members of the board had ~O ~D the offer.",
	"The ~G Company, which owns the ~K ~T, declined to say whether it would be ~D.",
	"Nobody was hurt, but the ~T and a ~K ~T were ~D, according to ~N.",
	"Work on the ~K ~T begins in ~0 weeks, provided that the ~T is ~D first.",
	"That leaves ~P without a ~T for the ~0th winter, a prospect that ~N called ~K.",
}

// ownForms are of the paragraphs that another paper adds.
var ownForms = []string{
	"For our readers in ~P this matters, since the ~T there is ~K too.",
	"~G shares lost ~0 points when trade opened, a ~K morning for whoever holds them.",
	"Our correspondent met ~N at the gate and saw a ~K crowd of about ~0.",
	"See also our portrait of ~N, once a keeper of the ~T at ~P.",
	"Whether ~P follows is unknown; its ~T stands ~O idle since ~W.",
}

// maker makes reports and what people make of them.
type maker struct{ *rand.Rand }

func (m maker) pick(all []string) string { return all[m.IntN(len(all))] }

func (m maker) fill(form string) string {
	parts := strings.Split(form, "~")
	var b strings.Builder
	b.WriteString(parts[0])
	for _, part := range parts[1:] {
		b.WriteString(m.blank(part[0]) + part[1:])
	}
	return b.String()
}

func (m maker) blank(c byte) string {
	lists := map[byte][]string{'N': people, 'P': places, 'G': groups, 'T': things, 'D': deeds, 'K': kinds, 'O': others, 'W': weeks}
	if c == '0' {
		return fmt.Sprint(3 + m.IntN(9000))
	}
	return m.pick(lists[c])
}

// paragraphs makes n of a report, each of one to three sentences.
func (m maker) paragraphs(n int) []string { return m.of(forms, n) }

// added makes n paragraphs of another paper.
func (m maker) added(n int) []string { return m.of(ownForms, n) }

func (m maker) of(forms []string, n int) []string {
	all := make([]string, n)
	for i := range all {
		sentences := make([]string, 1+m.IntN(3))
		for j := range sentences {
			sentences[j] = m.fill(m.pick(forms))
		}
		all[i] = strings.Join(sentences, " ")
	}
	return all
}

// changeWords puts another word for each tenth, of those that are no name and no
// figure, as an editor does.
func (m maker) changeWords(s string) string {
	words := strings.Split(s, " ")
	for i := 4; i < len(words); i += 10 {
		j := i
		for j+1 < len(words) && (words[j] != strings.ToLower(words[j]) || strings.ContainsAny(words[j], "0123456789“”.,\n")) {
			j++
		}
		if words[j] == strings.ToLower(words[j]) && !strings.ContainsAny(words[j], "0123456789“”.,\n") {
			words[j] = m.pick(kinds)
		}
	}
	return strings.Join(words, " ")
}

// otherFigures puts another number for some numbers of a text: all, or just one.
func (m maker) otherFigures(s string, all bool) string {
	words := strings.Split(s, " ")
	for _, i := range m.Perm(len(words)) {
		var n int
		if _, err := fmt.Sscanf(words[i], "%d", &n); err == nil && fmt.Sprint(n) == words[i] {
			words[i] = fmt.Sprint(n + 1 + m.IntN(40))
			if !all {
				break
			}
		}
	}
	return strings.Join(words, " ")
}

// otherNames puts other names for some of a text: all, or just one.
func (m maker) otherNames(s string, all bool) string {
	used := []string{}
	for _, n := range append(append([]string{}, people...), places...) {
		if strings.Contains(s, " "+n) {
			used = append(used, n)
		}
	}
	m.Shuffle(len(used), func(i, j int) { used[i], used[j] = used[j], used[i] })
	for i, n := range used {
		s = strings.ReplaceAll(s, n, "Mc"+strings.ToLower(used[(i+1)%len(used)]))
		if !all {
			break
		}
	}
	return s
}

// A pair is what a report becomes, or what looks like it.
type pair struct {
	kind string
	make func(m maker, report []string) (a, b string)
}

func joined(p []string) string { return strings.Join(p, "\n\n") }

// copied are what one report becomes in the hands of others.
var copied = []pair{
	{"as it is", func(_ maker, r []string) (string, string) { return joined(r), joined(r) }},
	{"dateline and credits", func(_ maker, r []string) (string, string) {
		return "BRACKWATER, March 3 (Reuters) - " + joined(r) + "\n\nReporting by A. Hand; Editing by B. Eye",
			joined(r) + "\n\nSign up for our newsletter to have the news each morning.\n\nThis article was originally published in the Ledger."
	}},
	{"quotes normalised", func(_ maker, r []string) (string, string) {
		return joined(r), strings.NewReplacer("“", `"`, "”", `"`, " – ", " - ").Replace(joined(r))
	}},
	{"cut at the end", func(m maker, r []string) (string, string) { return joined(r), joined(r[:len(r)*(5+m.IntN(4))/10]) }},
	{"two paragraphs added", func(m maker, r []string) (string, string) {
		at := []int{0, len(r) / 2, len(r)}[m.IntN(3)]
		return joined(r), joined(r[:at]) + "\n\n" + joined(m.added(2)) + "\n\n" + joined(r[at:])
	}},
	{"each tenth word changed", func(m maker, r []string) (string, string) { return joined(r), m.changeWords(joined(r)) }},
	{"cut and a paragraph added", func(m maker, r []string) (string, string) {
		return joined(r), joined(r[:len(r)*7/10]) + "\n\n" + joined(m.added(1))
	}},
	{"cut and each tenth word changed", func(m maker, r []string) (string, string) {
		return joined(r), m.changeWords(joined(r[:len(r)*7/10]))
	}},
}

// lookalikes have much in common and are no copies.
var lookalikes = []pair{
	{"another report", func(m maker, r []string) (string, string) { return joined(r), joined(m.paragraphs(len(r))) }},
	{"daily figures", func(m maker, r []string) (string, string) { return joined(r), m.otherFigures(joined(r), true) }},
	{"one figure corrected", func(m maker, r []string) (string, string) { return joined(r), m.otherFigures(joined(r), false) }},
	{"the same form, other names", func(m maker, r []string) (string, string) { return joined(r), m.otherNames(joined(r), true) }},
	{"one name another", func(m maker, r []string) (string, string) { return joined(r), m.otherNames(joined(r), false) }},
	{"match reports", func(m maker, r []string) (string, string) {
		form := "~P beat ~P ~0-~0 on ~W in front of ~0 people, with ~N scoring late. ~N had put the visitors ahead after ~0 minutes. The ~K crowd cheered as ~N was sent off. ~P are now in place ~0 of the table and play ~P on ~W."
		return m.fill(form), m.fill(form)
	}},
	{"follow-up with the background", func(m maker, r []string) (string, string) {
		return joined(r), joined(m.paragraphs(len(r)/2)) + "\n\n" + joined(r[len(r)/2:])
	}},
	{"live blog, later", func(m maker, r []string) (string, string) {
		opening := "Welcome to our live coverage of the storm. All times are local. Here is what is known so far.\n\n"
		return opening + joined(r), opening + joined(m.paragraphs(len(r))) + "\n\n" + joined(r[:len(r)/3])
	}},
	{"round-up that has it", func(m maker, r []string) (string, string) {
		return joined(r), joined(m.paragraphs(len(r))) + "\n\n" + joined(r) + "\n\n" + joined(m.paragraphs(len(r)))
	}},
}
