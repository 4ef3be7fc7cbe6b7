package copies

import (
	"strings"
	"testing"
)

const (
	flood = "The river Hamrin broke its banks on Sunday night and flooded 340 houses in the east of Darun, the governor Adil Sabah said on Monday. " +
		"Rescuers took 1,200 people to the school of Qalat, where tents were put up in the yard.\n\n" +
		"“We heard the water before we saw it,” said Rana Yusuf, a teacher, who spent the night on her roof with two neighbours. " +
		"The dam above the town was last repaired 14 years ago, and engineers had asked for a new gate in March."
	arabic = "غمرت مياه نهر حمرين ليل الأحد ٣٤٠ منزلا في شرق مدينة دارون، وقال المحافظ عادل صباح يوم الاثنين إن فرق الإنقاذ نقلت ١٢٠٠ شخص إلى مدرسة قلعة حيث نصبت الخيام في الساحة.\n\n" +
		"وقالت المعلمة رنا يوسف إنها أمضت الليل فوق سطح بيتها مع جيرانها. ورمم السد فوق البلدة آخر مرة قبل ١٤ عاما."
)

// TestSame changes a report in one thing after another.
func TestSame(t *testing.T) {
	replaced := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(flood) }
	for name, c := range map[string]struct {
		a, b string
		want bool
	}{
		"to the letter":             {flood, flood, true},
		"in capitals":               {flood, strings.ToUpper(flood), true},
		"other marks":               {flood, replaced("“", `"`, "”", `"`, ",", "", "1,200", "1200"), true},
		"accents":                   {flood, replaced("Hamrin", "Hamrîn", "Qalat", "Qalât"), true},
		"a dateline":                {"DARUN, March 3 (Reuters) - " + flood, "(AP) — " + flood, true},
		"a dateline of two towns":   {"DARUN/QALAT — " + flood, flood, true},
		"credits":                   {flood + "\n\nReporting by Ann Hand; Editing by Bob Eye", flood + "\n\nAssociated Press writer Cem Ear contributed.", true},
		"an invitation in it":       {flood, strings.Replace(flood, "\n\n", "\n\nSign up for our newsletter, 7 days a week.\n\n", 1), true},
		"figures for words":         {flood, replaced("two neighbours", "2 neighbours"), true},
		"a spelling of a name":      {flood, replaced("Yusuf", "Yousuf"), true},
		"a title more":              {flood, replaced("Adil Sabah", "Mr Adil Sabah"), true},
		"a name left out":           {flood, replaced("governor Adil Sabah", "governor"), true},
		"another figure":            {flood, replaced("340", "410"), false},
		"another word for a figure": {flood, replaced("two neighbours", "three neighbours"), false},
		"another name":              {flood, replaced("Adil Sabah", "Karim Othman"), false},
		"another place":             {flood, replaced("Darun", "Zaweh"), false},
		"another day":               {flood, replaced("on Monday", "on Tuesday"), false},
		"another month at the end":  {flood, replaced("in March", "in April"), false},
		"another name first":        {flood, replaced("The river Hamrin", "The river Khabur"), false},
		"another first word":        {flood, replaced("The river Hamrin broke", "The river Hamrin burst"), true},
		"another report":            {flood, "The council of Darun met on Monday and voted for a bridge over the river Hamrin, which the governor Adil Sabah had asked for.", false},
		"Arabic":                    {arabic, arabic, true},
		"Arabic with other marks":   {arabic, strings.NewReplacer("٣٤٠", "340", "١٢٠٠", "1,200", "أ", "ا", "،", "").Replace(arabic), true},
		"Arabic, a figure":          {arabic, strings.Replace(arabic, "٣٤٠", "٤١٠", 1), false},
		"short, the same":           {"The ferry opened.", "“The ferry” opened", true},
		"short, a word more":        {"The ferry opened.", "The ferry opened late.", false},
		"nothing":                   {"", "", false},
		"only credits":              {"Reporting by Ann Hand", "Reporting by Ann Hand", false},
		"only marks":                {"...", "...", false},
	} {
		a, b := Read(c.a), Read(c.b)
		if got := Same(a, b); got != c.want {
			t.Errorf("%s: %v, want %v; %+v %+v", name, got, c.want, compare(a, b), differencesOf(a, b))
		}
		if Same(a, b) != Same(b, a) {
			t.Errorf("%s: it matters which is first", name)
		}
	}
}

// TestReadIsBounded compares no more of a text than its first words.
func TestReadIsBounded(t *testing.T) {
	long := strings.Repeat("rain fell upon the hills. ", 1<<18)
	if n := Read(long).Words(); n != mostWords {
		t.Errorf("%d words are read, want %d", n, mostWords)
	}
	if !Same(Read(long), Read(long+"The end.")) {
		t.Error("what lies beyond the first words decides")
	}
}

// FuzzSame compares any two texts without harm, whichever is first, and a text of
// some words with itself.
func FuzzSame(f *testing.F) {
	f.Add(flood, strings.Replace(flood, "340", "410", 1))
	f.Add(arabic, flood)
	f.Add("a b a b a b a b a b a b a", "b a b a b a b a b a b a b")
	f.Fuzz(func(t *testing.T, one, other string) {
		a, b := Read(one), Read(other)
		if Same(a, b) != Same(b, a) || Conflict(a, b) != Conflict(b, a) {
			t.Error("it matters which is first")
		}
		if a.Words() > 0 && !Same(a, Read(one)) {
			t.Error("a text is not the same as itself")
		}
		if Conflict(a, a) {
			t.Error("a text conflicts with itself")
		}
	})
}
