package text

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestTokenize(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Al-Shatri met al-Sharaa", "Al/al Shatri/shatri met/met al/al Sharaa/sharaa"},
		{"post-2003 Kirkuk-Haditha", "post/post 2003/2003 Kirkuk/kirkuk Haditha/haditha"},
		{"1,383 or 1383", "1,383/1383 or/or 1383/1383"},
		{"1,383,000.50 and 1,2,3", "1,383,000.50/1383000.50 and/and 1/1 2/2 3/3"},
		{"12.05.2024 3.5. 10:30", "12/12 05/05 2024/2024 3.5/3.5 10/10 30/30"},
		{"13-year 13th $1.5bn", "13/13 year/year 13th/13th 1.5bn/1.5bn"},
		{"Iraq's Iraq’s PM", "Iraq/iraq Iraq/iraq PM/pm"},
		{"don't Ba'ath Qur’an 'quoted'", "don't/dont Ba'ath/baath Qur’an/quran quoted/quoted"},
		{"The U.S. and U.S.-backed p.m. X. Y.", "The/the U.S/us and/and U.S/us backed/backed p.m/pm X/x Y/y"},
		{"Erdoğan, Şırnak Müller Ḥusayn ʿAlī", "Erdoğan/erdogan Şırnak/sirnak Müller/muller Ḥusayn/husayn ʿAlī/ali"},
		{"مُحَمَّدٌ الـــعراق أحمد إيران آثار", "مُحَمَّدٌ/محمد الـــعراق/العراق أحمد/احمد إيران/ايران آثار/اثار"},
		{"ئێران ئەمریکا هه‌ولێر کوردستان", "ئێران/ايران ئەمریکا/امريكا هه‌ولێر/هەولير کوردستان/كوردستان"},
		{"١٬٣٨٣ و ۳٫۵", "١٬٣٨٣/1383 و/و ۳٫۵/3.5"},
		{"东京 2020", "东/东 京/京 2020/2020"},
		{"l'Irak L’État d'abord qu'il aujourd'hui M'Hamed N'Djamena I'd", "l/l Irak/irak L/l État/etat d/d abord/abord qu/qu il/il aujourd'hui/aujourdhui M'Hamed/mhamed N'Djamena/ndjamena I'd/id"},
		{"Irak'ın Ankara’da Bağdat'a Sana'a Shar'a Hawai'i Sa'da İSTANBUL Ilgaz", "Irak/irak Ankara/ankara Bağdat/bagdat Sana'a/sanaa Shar'a/shara Hawai'i/hawaii Sa'da/sada İSTANBUL/istanbul Ilgaz/ilgaz"},
		{"خانه‌ها خانهٔ کتاب‌های له‌", "خانه‌ها/خانهها خانهٔ/خانه کتاب‌های/كتابهاي له‌/له"},
		{"", ""},
		{"— … \xff\xfe", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, tok := range Tokenize(tt.in) {
			got = append(got, tok.Of(tt.in)+"/"+tok.Folded)
		}
		if diff := cmp.Diff(strings.Fields(tt.want), strings.Fields(strings.Join(got, " "))); diff != "" {
			t.Errorf("Tokenize(%q) (-want +got):\n%s", tt.in, diff)
		}
	}
}

func TestTokenFacts(t *testing.T) {
	in := "Elections 1,383 العراقية ھەڵبژاردن"
	want := []Token{
		{Span{0, 9}, "elections", "elect", true, Word},
		{Span{10, 15}, "1383", "1383", false, Number},
		{Span{16, 32}, "العراقيه", "عراق", false, Word},
		{Span{33, 51}, "هەلبژاردن", "هەلبژاردن", false, Word},
	}
	for range 2 { // from an empty cache and from a warm one
		if diff := cmp.Diff(want, Tokenize(in)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestIsStop(t *testing.T) {
	for _, w := range []string{"the", "who", "what", "ماذا", "علي", "من", "چی", "لە"} {
		if !IsStop(Fold(w)) {
			t.Errorf("IsStop(%q) = false", w)
		}
	}
	for _, w := range []string{"us", "may", "iraq", "العراق", "بغداد"} {
		if IsStop(Fold(w)) {
			t.Errorf("IsStop(%q) = true", w)
		}
	}
}

func TestIsStopIn(t *testing.T) {
	for language, words := range map[string]string{"tr": "ve için mı the", "fr": "dans qui", "kmr": "û ji kî", "fa": "در که چرا", "ar": "من"} {
		for _, w := range strings.Fields(words) {
			if !IsStopIn(Fold(w), language) {
				t.Errorf("IsStopIn(%q, %s) = false", w, language)
			}
		}
	}
	if IsStopIn("son", "en") || !IsStopIn("son", "fr") || IsStopIn("bagdat", "tr") {
		t.Error("a word counts as one of another language")
	}
}

func FuzzTokenize(f *testing.F) {
	for _, s := range []string{"Al-Shatri's 1,383 U.S.", "مُحَمَّد ١٬٣٨٣", "\xff'\u200c", "ئ", "1.2.3,456"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, tok := range Tokenize(s) {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("span %v after %d of %q", tok.Span, last, s)
			}
			last = tok.End
			if tok.Folded == "" || tok.Stem == "" {
				t.Fatalf("empty form of %q", tok.Of(s))
			}
			if utf8.ValidString(s) && !utf8.ValidString(tok.Stem) {
				t.Fatalf("stem %q is not UTF-8", tok.Stem)
			}
		}
	})
}

func BenchmarkTokens(b *testing.B) {
	s := strings.Repeat("Iraq's prime minister said on Monday that 1,383 voters in post-2003 Baghdad had met Al-Shatri. ", 50)
	n := len(Tokenize(s))
	counts := make(map[string]int)
	for b.Loop() {
		for t := range Tokens(s) {
			counts[t.Stem]++
		}
	}
	b.ReportMetric(float64(n*b.N)/b.Elapsed().Seconds()/1e6, "Mwords/s")
}
