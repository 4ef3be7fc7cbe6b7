package fact

import "newsdesk/rag/text"

// cueReach is how many words before a date a verb may stand that tells its tense: about a clause.
const cueReach = 14

// futureCues make a following date one to come.
var futureCues = set(`will begins starts opens resumes upcoming next coming shall scheduled due slated forthcoming planned expected plans hopes
	intends won't wont سوف المقبل القادم المقبلة القادمة المقرر مقرر سيعقد ستعقد سيزور ستجري دێت داهاتوو دەبێت`)

// pastCues are the verbs of reporting, after which a date belongs to the saying: 'said on Wednesday it will'.
var pastCues = set(`said told announced reported added stated declared was were had did arrived met condemned
	killed confirmed slammed visited signed launched arrested accused warned agreed began held took went came came قال
	قالت أعلن أعلنت وصل التقى کرد گوت`)

// tense decides on which side of the report the date at words[i] lies: by the word before it ('last', 'next'), else by
// the nearest cue before it in the sentence, else past.
func (f *finder) tense(i int) Tense {
	switch f.prev(i) {
	case "last", "past":
		return LastOne
	case "next", "coming", "upcoming":
		return NextOne
	case "this":
		return InThisOne
	}
	switch f.low(i + 1) {
	case text.Fold("المقبل"), text.Fold("القادم"), text.Fold("المقبلة"), text.Fold("القادمة"), text.Fold("داهاتوو"):
		return NextOne
	case text.Fold("الماضي"), text.Fold("الماضية"), text.Fold("المنصرم"), text.Fold("ڕابردوو"):
		return LastOne
	}
	return f.cued(i)
}

// cued looks back for a verb; a participle after 'will be' or 'to be' is no past.
func (f *finder) cued(i int) Tense {
	for k := i - 1; k >= 0 && k > i-cueReach; k-- {
		w := f.words[k]
		if w.class == mark && (w.low == "." || w.low == ";" || w.low == "!" || w.low == "?") {
			break
		}
		if futureCues[w.low] || (w.low == "set" || w.low == "going" || w.low == "is" || w.low == "are") && k+1 < len(f.words) && f.words[k+1].low == "to" ||
			w.arabic && futureArabic(w.low) {
			return Future
		}
		if (w.low == "before" || w.low == "until") && (units[f.prev(k)] != "" || k == i-1) || w.low == "of" && f.prev(k) == "ahead" {
			return Future // 'days before the vote on Friday'
		}
		if pastCues[w.low] && f.prev(k) != "be" {
			return Past
		}
	}
	return Past
}

// futureArabic reports whether a word has the Arabic future prefix س before a verb of the present, perhaps behind
// an 'and': سيصل، ستبدأ، وسيجتمع.
func futureArabic(low string) bool {
	const joined = 5 // letters from which on the first may be an 'and'
	r := []rune(low)
	if len(r) >= joined && (r[0] == 'و' || r[0] == 'ف') {
		r = r[1:]
	}
	if len(r) < 4 || notFuture[string(r)] {
		return false
	}
	return r[0] == 'س' && (r[1] == 'ي' || r[1] == 'ت') && !notFuture[low]
}

// notFuture are words that only look as if they had the prefix.
var notFuture = set("سياسة سياسي سياسية سيارة سيارات سيادة سيناء سيطر سيطرة السيد سيدة ستين ستون سيدني سيول سياق سيناريو")
