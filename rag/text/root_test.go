package text

import (
	"slices"
	"strings"
	"testing"
)

// TestRoot holds words that must share a root, and (after "!") some that must not.
func TestRoot(t *testing.T) {
	for _, c := range []struct{ language, same, other string }{
		{"ckb", "وەزیر وەزیرەکە وەزیرەکان وەزیرێک وەزیری وەزیرەکانی", "وەزارەت"},
		{"ckb", "شار شارەکە شارێک شارەکان شاری", "شەڕ"},
		{"ckb", "کوردستان کوردستانی کوردستاندا", "کورد"},
		{"ckb", "حکومەت حکومەتەکە حکومەتی حکومەتێکی", ""},
		{"ckb", "هه‌ڵبژاردن هەڵبژاردنەکان هەڵبژاردنی هەڵبژاردنەکە", ""},
		{"ckb", "ئێران ئێرانی", "باران"},
		{"kmr", "serok serokê serokekî serokan serokên", "ser"},
		{"kmr", "Iraq Iraqê", "Îran"},
		{"kmr", "hikûmet hikûmeta hikûmetê", ""},
		{"kmr", "Hewlêr Hewlêrê", ""},
		{"kmr", "wezîr wezîrê wezîran wezîrekî", ""},
		{"tr", "bakan bakanı bakanlar bakanların bakanlarla", "bakır"},
		{"tr", "seçim seçimler seçimleri seçimin seçimlerde", "seçmen"},
		{"tr", "başkan başkanı başkanın başkanlar", ""},
		{"tr", "hükümet hükümetin hükümeti hükümete", ""},
		{"tr", "petrol petrolün petrolü", ""},
		{"fr", "arrivé arrivée arrivées arriver", "arrêt"},
		{"fr", "ministre ministres", "ministère"},
		{"fr", "élection élections", "électricité"},
		{"fr", "irakien irakiens irakienne irakiennes", ""},
		{"fa", "گزارش گزارش‌ها گزارش‌های گزارشی", "گذشت"},
		{"fa", "کتاب کتاب‌ها کتاب‌هایش", "مکتب"},
		{"fa", "خانه خانه‌ها خانه‌های", "خان"},
		{"fa", "گوید می‌گوید نمی‌گوید", ""},
		{"fa", "بزرگ بزرگترین بزرگ‌ترین", ""},
	} {
		words := strings.Fields(c.same)
		want := Root(Fold(words[0]), c.language)
		for _, w := range words {
			if got := Root(Fold(w), c.language); got != want {
				t.Errorf("%s: root of %s is %q, of %s %q", c.language, w, got, words[0], want)
			}
		}
		for _, w := range strings.Fields(c.other) {
			if Root(Fold(w), c.language) == want {
				t.Errorf("%s: %s and %s share the root %q", c.language, w, words[0], want)
			}
		}
	}
}

func TestStemArabic(t *testing.T) {
	for _, same := range []string{
		"قال وقال قالت وقالت قالوا", "أضاف وأضاف وأضافت", "جسر جسراً الجسر وجسر بالجسر", "وزير الوزير والوزير للوزير وزيرا",
		"وزارة الوزارة والوزارة بالوزارة للوزارة وبالوزارة", "سوريا سورية السوري السورية", "حكومة الحكومة حكومته حكومتها حكومتهم",
		"قوة قوات القوات والقوات", "عراقي العراقية العراقيين العراقيون", "والد والده", "دولة والدولة الدولة", "مُحَمَّد محمد محمـــد",
		"انتخابات الانتخابات انتخاباتها", "واشنطن", "يوم اليوم واليوم", "رئيس رئيسًا رئيسا الرئيس",
	} {
		words := strings.Fields(same)
		want := Stem(Fold(words[0]))
		for _, w := range words {
			if got := Stem(Fold(w)); got != want {
				t.Errorf("stem of %s is %q, of %s %q", w, got, words[0], want)
			}
		}
	}
	for _, pair := range [][2]string{{"وزير", "زير"}, {"والد", "الد"}, {"كتاب", "كتب"}, {"ولاية", "لاي"}} {
		if Stem(Fold(pair[0])) == Stem(Fold(pair[1])) {
			t.Errorf("%s and %s share a stem", pair[0], pair[1])
		}
	}
}

func FuzzRoot(f *testing.F) {
	f.Add("وەزیرەکان")
	f.Add("bakanlığı")
	f.Add("l'élection")
	f.Fuzz(func(t *testing.T, word string) {
		folded := Fold(word)
		for _, language := range Rooted() {
			root := Root(folded, language)
			if root == "" && folded != "" {
				t.Fatalf("%s: no root of %q", language, folded)
			}
			if again := Root(folded, language); again != root {
				t.Fatalf("%s: roots of %q differ", language, folded)
			}
		}
		if slices.Contains(Rooted(), "en") || Root(folded, "en") != folded {
			t.Fatalf("root of %q in a language without roots", folded)
		}
	})
}
