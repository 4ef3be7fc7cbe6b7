package compare

import (
	"strings"

	"newsdesk/rag/text"
)

// deedTable is the deeds that news counts people and things for, with the words
// that tell them. Words of one line count the same; words of two lines never do:
// who was taken to hospital is not all who were hurt.
const deedTable = `
dead: gunned_down shot_dead lost_their_lives kill kills killed killing die dies died dying dead death deaths fatality fatalities slain slay perish perished drowned drown massacre massacred lives bodies corpses coffins toll claimed قتل قتلت قتلوا قتلى مقتل قتيل قتيلا مصرع مصرعهم مصرعه حتفهم حتفه استشهد استشهدوا شهيد شهداء توفي توفوا وفاة بحياة وفيات مات ماتوا
injured: injure injures injured injuring injuries wound wounds wounded wounding hurt أصيب أصيبوا إصابة إصابات جرح جرحى جريح جريحا مصاب مصابا مصابين
hospital: hospital hospitals hospitalised hospitalized hospitalise مستشفى المستشفى
missing: missing unaccounted disappeared vanished مفقود مفقودا مفقودين المفقودين فقدان
arrested: rounded_up picked_up arrest arrests arrested arresting detain detains detained detaining detention detentions custody apprehended اعتقل اعتقلت اعتقال توقيف احتجاز أوقفت
freed: free freed freeing release released releasing releases إطلاق إفراج أفرجت
rescued: rescue rescued rescues rescuing save saved saving survive survived survivor survivors plucked إنقاذ أنقذ أنقذت ناجين
displaced: displace displaced displacing fled flee homeless left_their_homes نزوح نازح نازحين شردت تشريد
evacuated: evacuate evacuated evacuating evacuation evacuations evacuees إجلاء إخلاء أجلت
abducted: abduct abducted abducting abductions kidnap kidnapped kidnapping kidnappings seized seize snatched captives hostages took_away taken_away taken_captive taken_hostage took_hostage خطف اختطف اختطاف رهائن
aboard: board aboard onboard carrying متن
crowd: took_part taking_part turned_out gathered joined crowd crowds march marched marchers marching demonstrators protesters protestors rallied attended attendance متظاهر متظاهرين
infected: case cases infected infections infection ill sick sickened إصابة حالة
jailed: behind_bars sentence sentences sentenced jail jailed jailing imprisoned imprisonment prison السجن سجن سجنا
magnitude: magnitude richter قوته بقوة
depth: depth deep عمق عمقه
destroyed: destroy destroyed destroying destruction demolished razed flattened levelled gutted gone ruined washed_away دمر دمرت تدمير
damaged: damage damaged damaging تضرر تضررت أضرار
jobs: layoffs redundancies redundant cut cuts cutting shed shedding axe axed lose losing lost go eliminate eliminated slash slashed dismissed laid_off
powerless: electricity power dark blackout الكهرباء
deployed: deploy deployed deploying sent أرسلت نشرت
found: found find discovered discover uncovered unearthed unearth uncover discovery عثر اكتشف اكتشاف
charged: charged charge charges indicted indictment
sacked: sacked dismissed expelled
trapped: trapped stranded
vaccinated: vaccinated vaccination vaccinate
deported: deported deport deportation deportations
treated: treated
spilled: spill spilled spilt spilling leak leaked leaking
stolen: steal stole stolen theft robbed looted سرقة سرق
sold: sold sell sale sales bought buy purchase purchased بيع
visited: visitors visited
burned: burn burned burnt scorched charred أحرقت
wind: wind winds gust gusts
rain: rain rainfall
height: tall high height
length: long length
cost: cost costs costing worth priced price valued value
fine: fine fined fines penalty
ransom: ransom
loss: losses
loan: loan loans lend
aid: aid pledged pledge pledges donated donation donations
invest: invest investment invested
deal: deal contract
deficit: deficit shortfall
duration: last lasts lasted lasting took takes
turnout: turnout
inflation: inflation
unemployment: unemployment joblessness
rate: rate rates
votes: vote votes ballots
seats: seats
capacity: capacity licence license licensed room
`

// nounTable is nouns that count the same things in a report, beside what the
// thesaurus knows.
const nounTable = `
person: people person persons individual individuals victim victims soul souls شخص شخصا أشخاص شخصين ضحية ضحايا الناس
pupil: pupil pupils student students schoolchild schoolchildren schoolboys schoolgirls child children kids طالب طالبا طلاب تلميذ تلاميذ
traveller: passenger passengers traveller travellers traveler travelers راكب راكبا ركاب
police: policeman policemen police officer officers شرطة شرطي شرطيا
soldier: soldier soldiers troops servicemen جندي جنديا جنود
home: home homes house houses household households dwelling dwellings منزل منزلا منازل بيت بيوت
job: job jobs post posts position positions redundancies layoffs وظيفة وظائف
worker: worker workers employee employees staff عامل عاملا عمال موظف موظفا موظفين
migrant: migrant migrants refugee refugees asylum مهاجر مهاجرا مهاجرين لاجئ
rebel: militant militants rebel rebels fighter fighters gunman gunmen مسلح مسلحا مسلحين مقاتل
family: family families أسرة أسر عائلة عائلات
survivor: survivor survivors ناجين
coach: coach coaches carriage carriages wagon wagons
marcher: marcher marchers demonstrator demonstrators protester protesters protestors متظاهر متظاهرين
`

// mates are Arabic nouns before that of the group which is counted: 'four of the men
// of the police'.
var mates = setOf("رجال عناصر أفراد ابطال أبطال منتسبي من")

// persons are the groups of nouns of people, each of which is part of 'people'.
var persons = setOf("person pupil traveller police soldier worker migrant rebel survivor marcher")

// nouned are the deeds that mean something only of nouns of one group.
var nouned = map[string]string{"jobs": "job", "powerless": "home"}

// measured are the deeds that a bare value can be of; others need a noun, or people.
var measured = setOf("duration magnitude depth height length wind rain")

// priced and rated are the deeds that are told in money, and in per cent.
var (
	priced = setOf("deficit cost fine ransom loss loan aid invest deal")
	rated  = setOf("turnout inflation unemployment rate")
)

// shares are the deeds of which each party has its own figure.
var shares = setOf("votes seats rate age")

// peopled are the deeds that are counted in people.
var peopled = setOf("dead injured hospital missing arrested freed rescued displaced evacuated abducted aboard crowd infected charged sacked trapped vaccinated deported treated")

// growing are the deeds whose count rises as a report of the next day knows more.
var growing = setOf("dead injured hospital missing arrested rescued displaced evacuated abducted infected destroyed damaged powerless")

var (
	deedOf = grouped(deedTable)
	nounOf = grouped(nounTable)
)

// grouped reads lines 'group: word word' into a map of folded words and stems.
func grouped(table string) map[string]string {
	m := map[string]string{}
	for line := range strings.Lines(table) {
		group, words, _ := strings.Cut(strings.TrimSpace(line), ":")
		for w := range strings.FieldsSeq(words) {
			var key []string
			for t := range text.Tokens(strings.ReplaceAll(w, "_", " ")) {
				key = append(key, t.Folded)
			}
			m[strings.Join(key, " ")] = group
		}
	}
	return m
}

// setOf is the folded words of a list.
func setOf(list string) map[string]bool {
	m := map[string]bool{}
	for t := range text.Tokens(list) {
		m[t.Folded] = true
	}
	return m
}

// groupOf looks a token up as it is written, and in Arabic without particles.
func groupOf(m map[string]string, t text.Token) string {
	if g := m[t.Folded]; g != "" || t.Folded[0] < 0x80 {
		return g
	}
	for _, particle := range []string{"و", "ال", "وال", "ب", "بال", "ل", "لل", "ف"} {
		if bare, ok := strings.CutPrefix(t.Folded, particle); ok && m[bare] != "" {
			return m[bare]
		}
	}
	return ""
}

// longestDeed is how many words a phrase of deedTable has at most.
const longestDeed = 3

// deedHere is the line of deedTable of the word or phrase at a token.
func (l *line) deedHere(i int) string {
	phrase := l.word(i)
	for n := 1; n < longestDeed && i+n < len(l.Tokens); n++ {
		phrase += " " + l.word(i+n)
		if d := deedOf[phrase]; d != "" {
			return d
		}
	}
	return groupOf(deedOf, l.Tokens[i])
}

// Words that say how far a sentence vouches for what it tells.
var (
	mayBe  = setOf("may might could feared fears believed presumed possibly potentially risk likely threatened threaten threatens ربما قد يخشى")
	toCome = setOf("will would shall plans plan planned planning expected expects intends hopes aims due scheduled going سوف")
	asked  = setOf("asked demanded demand demands sought seek seeks wants wanted urged requested appealed propose proposed proposes recommended طالب طلب")
	denied = setOf("not never denied deny denies neither nor لم لن ليس نفى")
	// asides make the figure behind them a part of another.
	asides = setOf("including among incl بينهم بينها منهم منها بينهن")
	// parts behind a figure, or before it, make it a part or an addition.
	parts = setOf("others more another further additional remaining rest آخرون آخرين آخر أخرى إضافية")
	// elsewheres say that the sentence tells another event of the sort.
	elsewheres = setOf("similar previous previously anniversary مماثلة مماثل سابق سابقة الماضي الماضية السابق السابقة")
	// formerly mark a value that the same report knows to be old.
	formerly = setOf("stood initially initial originally previously earlier previous first revised سابقا")
	says     = setOf(`said say says told tell tells announced reported added stated declared according confirmed wrote testified
		قال قالت وقال وقالت أعلن أعلنت وأعلن وأعلنت أعلنه أعلنته أضاف وأضاف وأضافت ذكر وذكر ذكرت وذكرت أكد وأكد أكدت وأكدت بحسب وبحسب أوضح وأوضح أفاد أفادت وأفاد`)
	nobody = setOf("nobody none")
)
