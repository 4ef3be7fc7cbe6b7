package quote

import (
	"strings"

	"newsdesk/rag/text"
)

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

// ranks stand before names and behind what an office is of.
var ranks = set("الدكتور الدكتورة العميد الرائد اللواء المهندس المهندسة الشيخ السيد السيدة العقيد المقدم النقيب الفريق الأستاذ القاضي المحامي")

// generals are adjectives of offices behind which stands what the office is of.
var generals = set("العام العامة الأول الأولى الأعلى الرسمي التنفيذي التنفيذية")

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
