package quote

import (
	"strings"

	"newsdesk/rag/text"
)

// The verbs of Arabic that report words, with whose they are: of a man or a thing
// like one, and of a woman or a thing like one.
var (
	saidHe = set(`اعترف أقر تساءل روى يروي صرخ همس يتذكر أبلغ أخبر تحدث يوضح يشرح شرح عقب اعتبر قال أكد أضاف أوضح صرح كتب أعلن ذكر أشار تابع علق رد حذر رأى يقول أجاب سأل غرد أفاد شدد لفت واصل ختم استطرد بين نوه يؤكد يضيف يكتب
		قائلا مضيفا مؤكدا موضحا مشيرا`)
	saidShe = set(`اعترفت أقرت تساءلت روت تروي صرخت همست تتذكر أبلغت أخبرت تحدثت توضح تشرح شرحت اعتبرت قالت أكدت أضافت أوضحت صرحت كتبت أعلنت ذكرت أشارت تابعت علقت ردت حذرت رأت تقول أجابت سألت غردت أفادت شددت لفتت واصلت ختمت بينت تؤكد تضيف تكتب
		قائلة مضيفة مؤكدة موضحة مشيرة`)
	calledHe  = set("وصف يصف نعت")
	calledShe = set("وصفت تصف نعتت")
	// participles have their subject before them.
	participles = set("قائلا مضيفا مؤكدا موضحا مشيرا قائلة مضيفة مؤكدة موضحة مشيرة")
	thatWords   = set("إن أن إنه أنه إنها أنها بأن بأنه بأنها بأنهم إنهم أنهم إنني أنني")
	arabicStops = set("قائلا قائلة مضيفا مؤكدا موضحا مشيرا مضيفة مؤكدة موضحة مشيرة بفتح بضرورة بسبب في خلال إن أن إنه أنه إنها أنها بأن بأنه بأنها عبر على من مع بعد قبل عقب عن حول إلى يوم أمس اليوم مساء صباح بينما إنهم أنهم أثناء لدى ردا تعليقا ما")
	// hearers are whom one speaks to, with the preposition in front.
	hearers = set("لوكالة لصحيفة لقناة لموقع لإذاعة لراديو لتلفزيون لمحطة لمراسل لمجلة لرويترز لفرانس لشبكة لأنصاره لأعضاء لنواب")
	offices = set("باسم رئيس وزير وزيرة مدير مديرة نائب نائبة قائد مصدر مصادر وزارة متحدث متحدثة ناشط ناشطة عضو أمين محافظ سفير قناة وكالة صحيفة حركة حزب منظمة شرطة جيش بيان تقرير محام طبيب طبيبة معلمة معلم شاهد عيان شهود سكان أحد إحدى مسؤول مسؤولة مسؤولون مسؤولان ضابط جندي مواطن مواطنة رجل امرأة شاب شابة طفل عامل موظف طالب طالبة سائق تاجر بائع مزارع صياد حارس سيدة باحث باحثة خبير خبيرة محلل دبلوماسي جار جارة والد والدة ابن زوجة زوج شقيق شقيقة أهالي ناجون ناج محتجون متظاهرون صحفي كاتب شاعر فنان لاعب مدرب بعض هيئة لجنة مجلس نقابة جمعية مؤسسة شركة بلدية مديرية مكتب محكمة حكومة دولة إدارة جماعة كتلة تحالف قوات")
)

// arabicVerb is a verb of Arabic at an item: whether it calls something so, and
// whose sex it shows; ok is false for other words.
func (l *line) arabicVerb(i int) (called bool, is sex, ok bool) {
	w := l.word(i)
	for _, w := range []string{w, strings.TrimPrefix(w, "و"), strings.TrimPrefix(w, "ف")} {
		switch {
		case saidHe[w]:
			return false, male, true
		case saidShe[w]:
			return false, female, true
		case calledHe[w]:
			return true, male, true
		case calledShe[w]:
			return true, female, true
		}
	}
	return false, unknown, false
}

// placardsArabic are what slogans stand on, and how they are called out.
var placardsArabic = set("لافتة لافتات يافطة يافطات هتف هتفوا هتفت رددوا مرددين هاتفين")

// attributeArabic finds who says a quotation of an Arabic line: the verb stands
// before its subject.
func (r *reader) attributeArabic(q *quoted) {
	l := q.line
	for i := range q.at {
		if w := strings.TrimPrefix(l.word(i), "و"); placardsArabic[w] || placardsArabic[l.word(i)] {
			q.by, q.verb, q.from = voice{placard: true}, i, l
			return
		}
	}
	if r.relayedArabic(q) {
		return
	}
	for i := q.at - 1; i >= 0; i-- {
		called, is, ok := l.arabicVerb(i)
		if !ok {
			continue
		}
		if r.servesArabic(l, i, q, called) {
			r.sayArabic(q, i, is)
		}
		return
	}
	if !r.opensLine(q) {
		return
	}
	for i := q.at + 1; i < len(l.items) && i < q.at+5; i++ {
		if called, is, ok := l.arabicVerb(i); ok && !called {
			r.sayArabic(q, i, is)
			return
		}
	}
}

// servesArabic reports whether the verb at an item reports a quotation: a colon
// introduces it, or 'that'.
func (r *reader) servesArabic(l *line, v int, q *quoted, called bool) bool {
	if w := l.word(v - 1); w == "لم" || w == "لا" || w == "ما" {
		return false
	}
	if l.markAt(q.at-1) == ':' {
		return true
	}
	last := l.word(q.at - 1)
	if last == "ل" || titledArabic[last] || hearers[last] {
		return false
	}
	if called {
		return strings.HasPrefix(last, "ب")
	}
	for i := v + 1; i < q.at; i++ {
		if thatWords[l.word(i)] {
			return !offices[last] && !hearers[last] && !titledArabic[last]
		}
	}
	return v == q.at-1
}

var titledArabic = set("فيلمه روايته روايتها كتابه كتابها ديوان ديوانه أغنية مسرحية لوحة جريدة صحيفة مجلة وكالة قناة موقع إذاعة جائزة مبادرة مشروع كتيبة لواء فرقة مقهى مطعم فندق سوق شارع حي منظمة جمعية مؤسسة شركة حزب تيار ائتلاف عاصفة إعصار الفيلم الكتاب الرواية المسلسل البرنامج العملية السفينة المنصة صحيفته الصحيفة المجلة القناة الوكالة عبارة كلمة مصطلح لقب باسم مؤتمر معرض مهرجان سلسلة تطبيق ناقلة باخرة قارب فيلم كتاب رواية مسلسل برنامج عملية سفينة منصة مجموعة جماعة تنظيم مهرجان عنوان بعنوان المسماة المسمى شعار كلمة حملة")

func (r *reader) sayArabic(q *quoted, v int, is sex) {
	l := q.line
	if participles[strings.TrimPrefix(l.word(v), "و")] {
		for i := v - 1; i >= 0; i-- {
			if _, was, ok := l.arabicVerb(i); ok && was == is {
				q.by = r.arabicSubject(l, i, is)
				break
			}
		}
	} else {
		q.by = r.arabicSubject(l, v, is)
	}
	if q.by.known() {
		q.verb, q.from = v, l
	}
}

// arabicSubject is who stands behind the verb at an item; where nobody does, who
// spoke last.
func (r *reader) arabicSubject(l *line, v int, is sex) voice {
	from := v + 1
	for answered[l.word(from)] {
		from++
	}
	to := from
	for to < len(l.items) && l.items[to].word != "" && !r.stopsArabic(l, to) && !(to > from && r.hearsAt(l, to) || hearers[l.word(to)]) {
		to++
	}
	if from == to && r.hearsAt(l, from) && r.subjectBehind(l, from) {
		return voice{}
	}
	if from == to {
		if at := l.topicArabic(v); at >= 0 {
			return r.arabicVoice(l, at, v, is)
		}
		for i := v - 1; i >= 0; i-- {
			if was := did(l.word(i)); was != unknown {
				if was != is {
					return voice{}
				}
				return r.arabicSubject(l, i, is)
			}
		}
		if !l.opensArabic(v) {
			return voice{}
		}
		return r.lastArabic(l, is)
	}
	return r.arabicVoice(l, from, to, is)
}

// subjectBehind reports whether the subject may stand behind to whom it is said:
// more words follow than name that one.
func (r *reader) subjectBehind(l *line, from int) bool {
	to := from
	for to < len(l.items) && l.items[to].word != "" && !r.stopsArabic(l, to) {
		to++
	}
	return to-from > 2 || l.quoteAt(to) != nil && l.word(to+1) != ""
}

// arabicVoice is whom the words [from, to) behind the verb before them name.
func (r *reader) arabicVoice(l *line, from, to int, is sex) voice {
	v := from - 1
	at := r.arabicName(l, from, to)
	called, _, _ := l.arabicVerb(v)
	if called && r.arabicAfter(l, to) || does(l.word(v)) && article(l.word(to-1)) {
		if at, to = r.arabicKnown(l, from, to, called); at < 0 {
			return voice{}
		}
	}
	if at < 0 {
		return r.arabicUnnamed(l, from, to, is)
	}
	full := l.of(r.body, at, to)
	p := r.arabicPerson(full)
	if p == nil {
		return voice{}
	}
	p.sex = is
	office := l.of(r.body, from, at)
	if o, ok := newOffice(office); ok {
		p.add(o)
	}
	return voice{who: p, sex: is, office: office}
}

// didHe and didShe are further verbs whose subject goes on to speak.
var (
	didHe  = set("طالب دعا رفض انتقد اتهم رحب أعرب ندد أدان شكر زار التقى نفى دافع وعد تعهد هاجم حث")
	didShe = set("طالبت دعت رفضت انتقدت اتهمت رحبت أعربت نددت أدانت شكرت زارت التقت نفت دافعت وعدت تعهدت هاجمت حثت")
)

// did is whose sex a verb with its subject behind it shows.
func did(w string) sex {
	for _, w := range []string{w, strings.TrimPrefix(w, "و"), strings.TrimPrefix(w, "ف")} {
		switch {
		case didHe[w], saidHe[w] && !participles[w], calledHe[w]:
			return male
		case didShe[w], saidShe[w] && !participles[w], calledShe[w]:
			return female
		}
	}
	return unknown
}

// namesInL are given names that begin like the preposition 'to'.
var namesInL = set("لمى لينا ليلى لطيف لؤي لبنى لمياء ليث لقمان لارا لوسي لويس لجين لميس لطيفة لوران لوك لي ليو لندا ليندا")

// hears reports whether a word is 'to' and somebody.
func hears(w string) bool {
	return w == "ل" || hearers[w] || strings.HasPrefix(w, "ل") && !namesInL[w] && len(w) > len("ل")+4
}

// stopsArabic reports whether the word at an item ends a subject.
func (r *reader) stopsArabic(l *line, i int) bool {
	return arabicStops[l.word(i)] && !(l.word(i) == text.Fold("على") && strings.HasSuffix(l.items[i].Of(r.body), "ي"))
}

// arabicAfter reports whether what is called so may stand right behind the subject
// that ends at an item, so that it cannot be told where the name ends.
func (r *reader) arabicAfter(l *line, to int) bool { return l.word(to) != text.Fold("ما") }

// arabicKnown is the name among words that is known to be a person's and stands
// right behind an office or the verb. Of a verb that calls something so, the thing
// must follow: a name that ends the words has taken it in.
func (r *reader) arabicKnown(l *line, from, to int, called bool) (int, int) {
	for i := to - 1; i >= from; i-- {
		m := l.items[i].person
		if m == nil || m.from < from || m.to > to {
			continue
		}
		end := m.to
		if called && end == to {
			end--
		}
		if !called && end == to && end-m.from > 2 {
			return -1, to
		}
		if end-m.from < 2 || m.from > from && !article(l.word(m.from-1)) {
			return -1, to
		}
		return m.from, end
	}
	return -1, to
}

// answered are the pronouns behind a verb for whom it is said to.
var answered = set("عليه عليها عليهم له لها لهم عليهما")

// does reports whether a word is a verb that has an object behind its subject.
func does(w string) bool {
	w = strings.TrimPrefix(w, "و")
	return didHe[w] || didShe[w]
}

// ranks stand before names and behind what an office is of.
var ranks = set("الدكتور الدكتورة العميد الرائد اللواء المهندس المهندسة الشيخ السيد السيدة العقيد المقدم النقيب الفريق الأستاذ القاضي المحامي")

// generals are adjectives of offices behind which stands what the office is of.
var generals = set("العام العامة الأول الأولى الأعلى الرسمي التنفيذي التنفيذية")

// hearsAt reports whether the word at an item says to whom: 'to' and somebody, and
// no rank with a name behind it.
func (r *reader) hearsAt(l *line, i int) bool {
	if !hears(l.word(i)) || generals[l.word(i-1)] && !hearers[l.word(i)] {
		return false
	}
	for k := i + 1; k < len(l.items) && l.word(k) != "" && !arabicStops[l.word(k)]; k++ {
		if ranks[l.word(k)] {
			return false
		}
	}
	return true
}

// topicArabic is where who is spoken of begins where that stands before the verb
// at an item: 'as for X, he said'.
func (l *line) topicArabic(v int) int {
	if l.word(0) == text.Fold("أما") && strings.HasPrefix(l.word(v), "ف") && v > 1 {
		return 1
	}
	return -1
}

// opensArabic reports whether nothing but the scene stands before a verb.
func (l *line) opensArabic(v int) bool {
	return v == 0 || v <= 4 && l.markAt(v-1) == ','
}

// relayedArabic finds who is quoted by somebody: 'X reported of Y his saying', and
// 'according to Y'.
func (r *reader) relayedArabic(q *quoted) bool {
	l := q.line
	for i := 0; i < q.at; i++ {
		w := strings.TrimPrefix(l.word(i), "و")
		from, to := -1, -1
		switch {
		case (w == "نقلت" || w == "نقل") && l.has("عن", i, q.at):
			for from = i; l.word(from) != "عن"; from++ {
			}
			from++
			for to = from; to < q.at && l.word(to) != "" && !sayings[l.word(to)]; to++ {
			}
			if to == q.at || !sayings[l.word(to)] {
				return true
			}
		case w == "بحسب" || w == "حسب" || w == "وفق":
			from = i + 1
			for to = from; to < q.at && l.word(to) != ""; to++ {
			}
			if to == q.at {
				return true
			}
		default:
			continue
		}
		q.by = r.arabicVoice(l, from, to, unknown)
		if q.by.who == nil && to-from <= mostPhrase {
			q.by = voice{words: l.of(r.body, from, to)}
		}
		q.verb, q.from = i, l
		return true
	}
	return false
}

var sayings = set("قوله قولها قولهم قولهما قولهن")

// arabicName is where the name begins in the words [from, to): behind the last word
// of an office, which has the article; -1 where there is no name.
func (r *reader) arabicName(l *line, from, to int) int {
	for i := max(from+1, to-mostArabicName); i < to; i++ {
		before, w := l.word(i-1), l.word(i)
		if !article(before) || article(w) || offices[w] || holders[w] || l.word(i-2) == "عبد" || hears(w) || strings.HasPrefix(w, "لل") {
			continue
		}
		if to-i == 1 && r.knownArabic(w) == nil {
			continue
		}
		return i
	}
	if at := r.arabicTail(l, from, to); at >= 0 {
		return at
	}
	if l.items[from].person != nil || to-from == 1 && r.knownArabic(l.of(r.body, from, to)) != nil {
		return from
	}
	return -1
}

// holders are offices of one person that stand before a name.
var holders = set("رئيس رئيسة وزير وزيرة مدير مديرة نائب نائبة قائد محافظ عضو سفير سفيرة متحدث متحدثة ناشط ناشطة طبيب طبيبة نقيب أمين عمدة مختار مستشار مستشارة مبعوث مبعوثة")

// arabicTail is where the name begins in words without an article to end an office:
// all of them, or the last two behind an office of one person.
func (r *reader) arabicTail(l *line, from, to int) int {
	n := to - from
	for i := from; i < to; i++ {
		if offices[l.word(i)] && i > from {
			return -1
		}
	}
	switch {
	case holders[l.word(from)] && n >= 4:
		if l.word(to-3) == "عبد" || l.word(to-2) == "بن" || l.word(to-2) == "عبد" {
			return to - 3
		}
		return to - 2
	case n >= 2 && n <= 3 && !offices[l.word(from)] && !article(l.word(from)) && !owned(l.word(from)):
		return from
	}
	return -1
}

// owned reports whether a word ends in a pronoun of an owner: 'her husband'.
func owned(w string) bool {
	return strings.HasSuffix(w, "ها") || strings.HasSuffix(w, "ه") && len(w) > 6 || strings.HasSuffix(w, "هم")
}

// mostArabicName is how many words a name in Arabic has at most.
const mostArabicName = 4

func article(w string) bool { return strings.HasPrefix(w, "ال") && len(w) > len("ال")+2 }

// arabicPerson is the person of a name, who may be new; nil where two share it.
func (r *reader) arabicPerson(full string) *person {
	if p := r.knownArabic(full); p != nil {
		return p
	}
	if words(full) < 2 {
		return nil
	}
	p := &person{name: full}
	r.people.arabic = append(r.people.arabic, p)
	return p
}

func (r *reader) knownArabic(full string) *person {
	var found *person
	asked := text.Fold(full)
	for _, p := range r.people.arabic[max(0, len(r.people.arabic)-mostAlike):] {
		name := text.Fold(p.name)
		if name == asked || strings.HasSuffix(name, " "+asked) {
			if found != nil {
				return nil
			}
			found = p
		}
	}
	return found
}

// arabicUnnamed is the voice of words without a name: 'the ministry', 'a source'.
func (r *reader) arabicUnnamed(l *line, from, to int, is sex) voice {
	words := l.of(r.body, from, to)
	var found *person
	if to-from == 1 && article(l.word(from)) {
		for _, p := range r.people.arabic {
			for _, o := range p.offices {
				if o.all[l.word(from)] || o.all[strings.TrimPrefix(l.word(from), "ال")] {
					if found != nil && found != p {
						return voice{}
					}
					found = p
				}
			}
		}
	}
	if found != nil {
		return voice{who: found, sex: is}
	}
	if to-from > mostPhrase || to-from <= 2 && l.word(to) == "في" && !offices[l.word(from)] && !occasions[l.word(to+1)] {
		return voice{} // 'the expert in … so-and-so'
	}
	if w := l.word(to); to-from == 1 && (w == "في" || w == "من") && article(l.word(to+1)) {
		words = l.of(r.body, from, to+2) // 'مصدر في الوزارة'
	}
	return voice{words: words, sex: is}
}

// occasions are nouns for where something is said.
var occasions = set("مؤتمر بيان تصريح تصريحات حديث كلمة مقابلة خطاب تغريدة منشور رسالة اتصال لقاء ختام اجتماع جلسة حوار مقطع")

// lastArabic is who spoke last before a line, in its paragraph or the one before.
func (r *reader) lastArabic(l *line, is sex) voice {
	for i := r.indexOf(l) - 1; i >= 0 && r.lines[i].paragraph >= l.paragraph-1; i-- {
		o := r.lines[i]
		for k := len(o.quotes) - 1; k >= 0; k-- {
			if by := o.quotes[k].by; by.known() {
				if by.sex == is {
					return by
				}
				return voice{}
			}
		}
		for k := range o.items {
			if _, was, ok := o.arabicVerb(k); ok && o.markAt(k+1) == 0 && o.quoteAt(k+1) == nil {
				if was != is {
					return voice{}
				}
				return r.arabicSubject(o, k, was)
			}
		}
	}
	return voice{}
}

// toWhomArabic is the word with 'to' in front behind the subject, and what it is of.
func (r *reader) toWhomArabic(q *quoted) string {
	l := q.from
	for i := q.verb + 1; i < len(l.items) && l.items[i].word != ""; i++ {
		if !r.hearsAt(l, i) {
			continue
		}
		if q := l.quoteAt(i + 1); q != nil && l.word(i) == "ل" {
			return q.inner.Of(r.body)
		}
		end := i + 1
		for end < len(l.items) && l.items[end].word != "" && !arabicStops[l.word(end)] {
			end++
		}
		if end < len(l.items) && l.items[end].quote != nil && l.items[end].quote != q {
			end++
		}
		words := l.of(r.body, i, end)
		if rest, ok := strings.CutPrefix(words, "لل"); ok {
			return "ال" + rest
		}
		return strings.TrimPrefix(words, "ل")
	}
	return ""
}
