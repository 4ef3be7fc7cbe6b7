package fact

import (
	_ "embed"
	"strings"
	"sync"

	"newsdesk/rag/text"
)

//go:embed data/firstnames.txt
var firstNamesTable string

// The two kinds of given name: plain ones, and those that are English words too.
const (
	plainName    = 1
	doubtfulName = 2
)

// firstNames holds given names, folded.
var firstNames = sync.OnceValue(func() map[string]uint8 {
	m := make(map[string]uint8, 1500)
	for line := range strings.Lines(firstNamesTable) {
		if line[0] == '#' {
			continue
		}
		for _, w := range strings.Fields(line) {
			if bare, ok := strings.CutPrefix(w, "~"); ok {
				m[text.Fold(bare)] = doubtfulName
			} else if w = text.Fold(w); m[w] == 0 {
				m[w] = plainName
			}
		}
	}
	return m
})

// particles stand inside names and may be in lower case.
var particles = set("al el as ash an ad ar az at bin ibn bint ben abu abou umm von van de der den del della di da dos du la le st ul ur ud ter ten")

// articleParticles are the Arabic ones, written with a hyphen or apart; they mark a name of a person or a place.
var articleParticles = set("al el as ash an ad ar az at bin ibn bint abu abou umm")

// saying verbs follow (or precede) a speaker.
var saying = set(`said says say told tells added adds argued argues stated states announced warned warns described
	noted notes explained explains insisted claimed pledged vowed wrote tweeted posted stressed emphasized emphasised
	underlined confirmed denied believes believed thinks urged praised criticized criticised suggested revealed
	acknowledged admitted continued concluded remarked replied responded commented highlighted declared reiterated hinted
	tells asked called recalled observed testified predicted alleged asserted`)

// afterNames are words that follow a name at the start of a sentence and seldom another word there.
var afterNames = union(saying, set(`has have had is was are were will would also reported condemned rejected accused
	announced arrived met visited won lost signed became began plans faces wants seeks launched ordered agreed`))

func union(sets ...map[string]bool) map[string]bool {
	all := make(map[string]bool)
	for _, s := range sets {
		for w := range s {
			all[w] = true
		}
	}
	return all
}

// orgHeads end the names of organisations.
var orgHeads = set(`agency council committee party army force forces command bank university college school news times
	post tribune herald journal gazette daily league union organization organisation service services court parliament
	congress senate assembly front movement brigade brigades battalion group company corp corporation inc ltd llc plc
	authority commission association federation confederation club united fc institute centre center foundation fund
	department office bureau police guard guards airlines airways hospital museum ministry secretariat directorate
	administration network channel tv radio television observatory coalition alliance bloc militia navy intelligence
	society trust syndicate chamber exchange holdings industries motors energy petroleum cabinet tribunal board initiative
	academy consortium partnership capital partners ventures securities investments minerals mining shipping resources technologies pharmaceuticals foods studios caucus division corps regiment squadron faction taskforce embassy consulate`)

// orgFirsts begin the names of organisations that go on with 'of' or 'for'.
var orgFirsts = set(`ministry department bank university council house party organization organisation association union
	institute office court league committee board bureau federation academy college movement front army center centre
	agency directorate commission secretariat fund chamber confederation coalition school national international embassy
	consulate parliament forces brigades society church syndicate company patriotic`)

// orgOpeners are common words that begin the name of an organisation rather than a sentence.
var orgOpeners = union(orgFirsts, orgHeads, set(`national international central supreme royal united federal islamic
	parliamentary human world general state popular democratic people public foreign military border security free social
	peoples workers global atomic nuclear criminal constitutional electoral independent higher high`))

// placeHeads end, and placeFirsts begin, the names of places.
var placeHeads = set(`sea basin river gulf bay mountains mountain province governorate city county island islands strait
	straits valley desert district airport street square border peninsula region lake ocean canal peak hill hills bridge
	highway avenue road port harbour harbor stadium camp prison refinery dam crossing village town neighborhood
	neighbourhood suburb heights coast plain plains forest palace cathedral mosque shrine cemetery field oilfield`)
var placeFirsts = set("mount lake fort cape port camp strait gulf bay sea isle island valley")

// eventHeads end names of events, documents and ideas: proper names, but of nobody and nowhere.
var eventHeads = set(`war wars summit agreement accord accords treaty cup games day act era deal pact conference forum
	festival prize award olympics championship election elections revolution spring plan resolution constitution protocol
	crisis uprising intifada massacre genocide holocaust operation law bill charter declaration initiative convention
	talks dialogue process referendum project programme program report review index strategy week month open telescope rover probe shuttle missile`)

// prefixes are joined to names with a hyphen and are none themselves.
var prefixes = set("anti pro post pre non ex mid neo co semi pan trans inter intra un so self cross all")

// group names religions and their people, which are written with a capital and are neither persons nor places.
var groupNames = set(`islam islamic islamist islamists muslim muslims christian christians christianity jewish jews judaism
	jew sunni sunnis shiite shiites shia shias shi'ite alawite alawites druze yazidi yazidis yezidi ezidi catholic
	catholics protestant orthodox hindu hindus sikh sikhs buddhist buddhists baathist baathists salafi salafist jihadist
	turkmens assyrian assyrians chaldean bedouin kurds arabs republican republicans democrat democrats communist
	marxist nazi nazis zionist zionism hebrew god ramadan eid easter christmas muharram ashura arbaeen hajj newroz
	nowruz western westerners covid`)
