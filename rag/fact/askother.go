package fact

import (
	"strings"

	"newsdesk/rag/text"
)

// otherWord is a question word of Arabic or Sorani, as folded words.
type otherWord struct {
	words []string
	want  Want
}

// otherWords by first word, the longest first within it.
var otherWords = otherTable(`
when: متى|في أي يوم|في أي تاريخ|في أي عام|في أي سنة|في أي شهر|منذ متى|کەی|چ کاتێک|لە چ ساڵێک|لە چ ڕۆژێک|چ ساڵێک|چ ڕۆژێک
where: أين|من أين|إلى أين|في أي مكان|لە کوێ|لەکوێ|کوێ|بۆ کوێ|لە چ شوێنێک
how many: كم عدد|كم|ما عدد|ما هو عدد|كم مرة|چەند|ژمارەی چەند
how much: كم تبلغ|كم بلغت|بكم|ما قيمة|ما حجم|چەندە
why: لماذا|لم|ما سبب|ما السبب|ما أسباب|بۆچی|بۆ چی|لەبەر چی
how: كيف|چۆن
which: أي|أية|بأي|لأي|في أي|إلى أي|کام|چ
what: ماذا|ما|ما هي|ما هو|بماذا|چی|چیە|چییە
what said: ماذا قال|ماذا قالت|ماذا صرح|ماذا أعلن|ماذا أعلنت|بماذا صرح|بماذا وصف|كيف وصف|چی گوت|چی وت
who said: من قال|من صرح|من أعلن|من وصف|من الذي قال|کێ گوتی|کێ وتی
who: من|من هو|من هي|من هم|من الذي|من التي|من الذين|کێ|کێیە|کێن
yes or no: هل|ئایا|أليس
`)

func otherTable(table string) map[string][]otherWord {
	byName := make(map[string]Want)
	for w := Unknown; w < wants; w++ {
		byName[w.String()] = w
	}
	m := make(map[string][]otherWord)
	for line := range strings.Lines(table) {
		name, list, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		for words := range splitBars(list) {
			all := m[words[0]]
			at := 0
			for at < len(all) && len(all[at].words) >= len(words) {
				at++
			}
			m[words[0]] = append(all[:at:at], append([]otherWord{{words, byName[name]}}, all[at:]...)...)
		}
	}
	return m
}

// readOther reads the Arabic or Sorani question word at k, also with a particle written together with it ('ومتى').
func (a *asker) readOther(k int) bool {
	for _, o := range otherWords[a.low(k)] {
		if n := a.spells(k, o.words); n > 0 {
			return a.readOtherWord(k, n, o)
		}
	}
	for _, particle := range []string{"و", "ف"} {
		rest, ok := strings.CutPrefix(a.low(k), particle)
		if list := otherWords[rest]; ok && len(list) > 0 && runes(rest) > 2 && len(list[len(list)-1].words) == 1 {
			return a.readOtherWord(k, 1, list[len(list)-1])
		}
	}
	return false
}

// pronounsAfterWho make 'من هو فلان' a definition.
var pronounsAfterWho = set("هو هي هم")

// otherNouns give the kinds of 'which' nouns and of a few that decide the want.
var otherNouns = nouns(map[string][]Kind{
	"دولة بلد بلاد دول وڵات وڵاتێک":                                                {Place, Demonym},
	"مدينة محافظة منطقة عاصمة مكان شار شارێک شوێنێک پارێزگا":                       {Place},
	"وزارة منظمة جماعة حزب شركة وكالة جهة هيئة وەزارەت وەزارەتێک پارت حزبێک لایەن": {Organisation, Name},
	"مسؤول وزير رئيس شخص محلل خبير وەزیر کەس کەسێک بەرپرس":                         {Person, Role},
	"يوم تاريخ شهر عام سنة ساعة ساڵ ساڵێک ڕۆژ ڕۆژێک مانگێک":                        {Date, Weekday, Year, Month, RelativeDay},
})

func (a *asker) readOtherWord(k, n int, o otherWord) bool {
	a.want(o.want, k, k+n)
	next := k + n
	last := o.words[len(o.words)-1]
	switch o.want {
	case Who:
		if pronounsAfterWho[last] || last == text.Fold("کێیە") {
			a.describeOther(k, next, last)
		}
	case HowMany, HowMuch:
		a.focusOther(next)
	case Which, What:
		a.whichOther(next, o.want, last)
	case WhatSaid:
		a.speakerOther(next)
	case WhoSaid:
		a.topic(next)
	}
	return true
}

// describeOther takes the rest of 'من هو …' as the subject, or in Sorani what stands before 'کێیە'. An office asks for
// its holder, a name for a description.
func (a *asker) describeOther(k, next int, last string) {
	if last == text.Fold("کێیە") {
		if k > 0 {
			a.q.Defines, a.q.Subject = true, a.span(0, k)
		}
		return
	}
	for _, f := range a.q.Facts {
		if next < len(a.words) && f.Kind == Role && f.Start == a.words[next].Start && f.End < a.words[max(0, a.lastContent()-1)].End {
			if !a.hasPerson() {
				a.focus(next)
				return
			}
		}
	}
	a.define(next)
}

func (a *asker) hasPerson() bool {
	for _, f := range a.q.Facts {
		if f.Kind == Person {
			return true
		}
	}
	return false
}

// focusOther sets the word after 'كم' as the focus, verbs of counting stepped over.
func (a *asker) focusOther(k int) {
	if w := a.low(k); w == text.Fold("عدد") || w == "بلغ" || w == text.Fold("بلغت") {
		k++
	}
	a.focus(k)
}

// whichOther reads the noun of 'أي دولة' and 'ما عاصمة'; a time makes it When.
func (a *asker) whichOther(k int, want Want, last string) {
	w := withoutArticle(a.low(k))
	kinds := otherNouns[w]
	if want == Which {
		a.focus(k)
	} else if last == text.Fold("هو") || last == text.Fold("هي") {
		a.define(k)
	}
	if kinds == nil {
		return
	}
	a.focus(k)
	a.q.Expect = kinds
	if kinds[0] == Date {
		a.q.Want = When
	}
}

// speakerOther takes the name behind 'ماذا قال' as the speaker, up to 'عن' or 'حول'.
func (a *asker) speakerOther(k int) {
	end := a.lastContent()
	for j := k; j < end; j++ {
		if w := a.low(j); w == "عن" || w == "حول" || w == text.Fold("بشأن") {
			if j > k {
				a.q.Speaker = a.span(k, j)
			}
			a.topic(j + 1)
			return
		}
	}
	if k < end {
		a.q.Speaker = a.span(k, end)
	}
}
