package fact

import (
	"strings"

	"newsdesk/rag/text"
)

// roleHeads are the nouns of office and trade. Plain ones count anywhere; 'general' and 'head' only where their
// neighbours say so.
var roleHeads = set(`minister premier president spokesman spokesperson spokeswoman chief commander ambassador director
	chairman chairwoman chairperson chair secretary governor mayor king queen prince princess emir sultan sheikh shah pope
	patriarch ayatollah imam cleric bishop archbishop cardinal rabbi senator congressman congresswoman lawmaker mp judge
	justice prosecutor attorney lawyer sheriff colonel lieutenant captain major sergeant brigadier admiral marshal
	chancellor speaker leader envoy diplomat representative analyst expert academic professor researcher economist
	historian journalist reporter correspondent editor author writer activist coach manager striker goalkeeper midfielder
	defender captain official officer ceo founder negotiator counterpart adviser advisor aide deputy undersecretary
	dictator strongman ruler vice-president foreign-minister cofounder scientist doctor singer actor actress filmmaker
	coordinator rapporteur treasurer member physicist biologist epidemiologist warlord vizier general head executive`)

// titles stand before a name and are nothing else.
var titles = set("mr mrs ms dr prof gen col lt sgt maj capt sen rep gov sir lord lady dame rev hon mullah sayyid hajji")

// roleModifiers stand before a role head and belong to the role.
var roleModifiers = set(`prime foreign defence defense interior finance oil energy justice health education trade economy
	environment transport labour labor culture agriculture planning water electricity home vice deputy chief general
	attorney supreme crown security intelligence spy army military police political government senior top central bank
	secretary press parliament parliamentary opposition party assistant special executive managing national human rights
	state`)

// passing says how long the office lasts; it belongs to the span but not to the value.
var passing = set("interim acting former ex then outgoing incoming transitional caretaker late current new longtime veteran elected")

// role records the office named at words[i], modifiers included: 'interim foreign minister', 'chief'. It returns how
// many words it took.
func (f *finder) role(i int) int {
	k, head := i, -1
	var value []string
	for k < len(f.words) && k < i+maxRole && !f.taken[k] {
		w := f.words[k].low
		if roleHeads[w] {
			head = k
			value = append(value, w)
		} else if roleModifiers[w] {
			value = append(value, w)
		} else if !passing[w] && !(w == "-" && f.hyphen(k) && k > i) {
			break
		}
		k++
	}
	if head < 0 || !f.office(i, head) {
		return 0
	}
	value = value[:len(value)-f.modifiersAfter(head, k)]
	return f.take(i, head+1, Fact{Kind: Role, Value: strings.Join(value, " ")})
}

// maxRole bounds a role: 'former deputy national security adviser' has five words.
const maxRole = 7

// modifiersAfter counts the modifiers between the head and k, which belong to something else.
func (f *finder) modifiersAfter(head, k int) int {
	n := 0
	for j := head + 1; j < k; j++ {
		if roleModifiers[f.words[j].low] {
			n++
		}
	}
	return n
}

// doubtfulHeads are roles only with a modifier, before 'of', before a name, or with a capital.
var doubtfulHeads = set("general head executive chief chair major justice captain member officer speaker marshal king major")

// office rules out 'in general', 'a major step', 'to head', 'chief ally'.
func (f *finder) office(i, head int) bool {
	w := f.words[head].low
	if !doubtfulHeads[w] || head > i {
		return true
	}
	next := f.low(head + 1)
	if next == "of" || next == "'s" && w != "head" {
		return w != "general" && w != "major"
	}
	if head+1 < len(f.words) && f.words[head+1].capital && (f.words[head].capital || w == "chief" || w == "general" || w == "captain") {
		return true
	}
	return w == "chief" && f.words[head].class == letters && i > 0 && (f.words[i-1].class == letters && f.words[i-1].upper || f.prev(i) == "its")
}

// arabicRoles are the offices that stand before a name in Arabic, with their English value.
var arabicRoles = func() map[string]string {
	m := make(map[string]string)
	for row := range rows(`president|الرئيس|رئيس|سەرۆک|رئيس الجمهورية|سەرۆککۆمار
prime minister|رئيس الوزراء|رئيس الحكومة|سەرۆک وەزیران|سەرۆکوەزیران
foreign minister|وزير الخارجية|وزيرة الخارجية|وەزیری دەرەوە
defence minister|وزير الدفاع|وەزیری بەرگری
interior minister|وزير الداخلية|وەزیری ناوخۆ
oil minister|وزير النفط|وەزیری نەوت
finance minister|وزير المالية|وەزیری دارایی
minister|الوزير|وزير|الوزيرة|وزيرة|وەزیر
finance minister|وزيرة المالية
interior minister|وزيرة الداخلية
defence minister|وزيرة الدفاع
health minister|وزير الصحة|وزيرة الصحة
agriculture minister|وزير الزراعة|وزيرة الزراعة
trade minister|وزير التجارة|وزيرة التجارة
energy minister|وزير الطاقة|وزيرة الطاقة
water minister|وزير المياه|وزيرة المياه|وزير الموارد المائية|وزيرة الموارد المائية
economy minister|وزير الاقتصاد|وزيرة الاقتصاد
justice minister|وزير العدل|وزيرة العدل
education minister|وزير التعليم|وزيرة التعليم|وزير التربية|وزيرة التربية
transport minister|وزير النقل|وزيرة النقل
electricity minister|وزير الكهرباء|وزيرة الكهرباء
environment minister|وزير البيئة|وزيرة البيئة
culture minister|وزير الثقافة|وزيرة الثقافة
labour minister|وزير العمل|وزيرة العمل
planning minister|وزير التخطيط|وزيرة التخطيط
spokesperson|المتحدث|المتحدث الرسمي|متحدث|الناطق|الناطق الرسمي|وتەبێژ|وتەبێژی
ambassador|السفير|سفير|باڵیۆز
king|الملك|ملك
crown prince|ولي العهد
emir|أمير|الأمير
speaker|رئيس مجلس النواب|رئيس البرلمان|سەرۆکی پەرلەمان
envoy|المبعوث|مبعوث|المبعوث الأممي
analyst|المحلل السياسي|المحلل|الخبير
commander|قائد|القائد|فەرماندە
chief|رئيس جهاز|مدير|المدير|بەڕێوەبەر
cleric|الشيخ|آية الله|المرجع
mr|السيد|السيدة|الدكتور|بەڕێز`, 2) {
		for _, spelling := range row[1:] {
			if spelling != "" {
				m[strings.Join(folded(spelling), " ")] = row[0]
			}
		}
	}
	return m
}()

// arabicRole records an Arabic or Sorani office at words[i], up to three words of it.
func (f *finder) arabicRole(i int) int {
	key, best, value := "", 0, ""
	for n := 1; n <= 3; n++ {
		w := f.low(i + n - 1)
		if w == "" {
			break
		}
		if n == 1 {
			if _, ok := arabicRoles[w]; !ok && strings.HasPrefix(w, "و") {
				w = strings.TrimPrefix(w, "و")
				if w == text.Fold("زير") {
					w = f.low(i)
				}
			}
			key = w
		} else {
			key += " " + w
		}
		v, ok := arabicRoles[key]
		if !ok { // Sorani links with -ی
			v, ok = arabicRoles[strings.TrimSuffix(key, "ي")]
		}
		if ok {
			best, value = n, v
		}
	}
	if best == 0 {
		return 0
	}
	return f.take(i, i+best, Fact{Kind: Role, Value: value})
}
