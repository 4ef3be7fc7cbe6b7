package lexical

import "testing"

// TestLanguages asks in words other than the article's: another inflection, script
// or language. The article must be found, and before one about something else.
func TestLanguages(t *testing.T) {
	ix := New()
	for i, body := range []string{
		"وەزیرەکانی حکومەتی هەرێمی کوردستان ئەمڕۆ لە هەولێر کۆبوونەوە و باسی مووچەی فەرمانبەرانیان کرد.",
		"Serokê Herêma Kurdistanê li Hewlêrê bi balyozê Fransayê re civiya û wan behsa hilbijartinan kir.",
		"Dışişleri Bakanlığı sözcüsü Bağdat'taki görüşmelerin ardından bakanların Irak'ın kuzeyini ziyaret edeceğini açıkladı.",
		"سخنگوی وزارت خارجه گفت گزارش‌های منتشرشده درباره خانه‌های ویران در کرمانشاه درست نیست.",
		"Les ministres de l'Irak ont signé un accord sur l'eau, et l'opposition a dénoncé des négociations menées sans elle.",
		"وأضاف الناطق باسم الحكومة أن جسراً جديداً سيفتتح ببغداد، وأن أحمد الشطري سيحضر.",
		"The refinery in Basra burned for two days, and Mohammed Shia al-Sudani promised compensation to its workers.",
	} {
		a := Analyze("", []string{body})
		ix.Add(int64(i), &a)
	}
	for _, c := range []struct {
		query string
		want  int64
	}{
		{"وەزیر لە هەولێر", 0}, {"مووچە", 0}, {"فەرمانبەرەکان", 0},
		{"hilbijartin", 1}, {"balyoz", 1}, {"hevdîtina serok bi balyozekî re", 1},
		{"bakan Irak", 2}, {"görüşme", 2}, {"dışişleri bakanlığının sözcüleri", 2}, {"disisleri bakanligi", 2},
		{"گزارش", 3}, {"خانه ویران", 3}, {"گزارشی درباره کرمانشاه", 3},
		{"négociation", 4}, {"Irak ministre accord", 4}, {"d'eau", 4},
		{"الجسر الجديد في بغداد", 5}, {"أضاف الناطق", 5}, {"Al-Shatri", 5}, {"who is Ahmed Shatry?", 5},
		{"السوداني", 6}, {"محمد شياع السوداني", 6}, {"سوودانی", 6}, {"مصفى البصرة", 6},
	} {
		hits := ix.Search(ix.Interpret(c.query), 3, nil)
		if len(hits) == 0 || hits[0].Revision != c.want {
			t.Errorf("%s: %+v, want %d first", c.query, hits, c.want)
		}
	}
}

// TestLanguagesAfterCompaction removes so much that words are numbered anew.
func TestLanguagesAfterCompaction(t *testing.T) {
	ix := New()
	turkish := Analyze("", []string{"Bakanlar seçimlerin ardından Ankara'da bir araya geldi ve bütçeyi görüştü; Şara da geldi."})
	other := Analyze("", []string{"Nothing of it is said in this one."})
	const some = 2 * minCompact
	for i := range int64(some) {
		ix.Add(i, &other)
	}
	ix.Add(some, &turkish)
	for i := range int64(some) {
		ix.Remove(i)
	}
	if ix.epoch == 0 {
		t.Fatal("not compacted")
	}
	for _, query := range []string{"bakanı", "seçim", "Sharaa"} {
		if hits := ix.Search(ix.Interpret(query), 1, nil); len(hits) != 1 {
			t.Errorf("%s: %+v", query, hits)
		}
	}
}
