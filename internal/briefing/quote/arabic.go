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

// stopsArabic reports whether the word at an item ends a subject.
func (r *reader) stopsArabic(l *line, i int) bool {
	return arabicStops[l.word(i)] && !(l.word(i) == text.Fold("على") && strings.HasSuffix(l.items[i].Of(r.body), "ي"))
}

// does reports whether a word is a verb that has an object behind its subject.
func does(w string) bool {
	w = strings.TrimPrefix(w, "و")
	return didHe[w] || didShe[w]
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
		var from, to int
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
