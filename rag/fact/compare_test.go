package fact

import "testing"

// only finds the one fact of a text that is not a role or a quotation.
func only(t *testing.T, s string) Fact {
	t.Helper()
	for _, f := range Find(s) {
		if f.Kind != Quote && (f.Kind != Role || len(Find(s)) == 1) {
			return f
		}
	}
	t.Fatalf("no fact in %q", s)
	return Fact{}
}

func TestEntails(t *testing.T) {
	for _, c := range []struct {
		evidence, claim string
		want            bool
	}{
		{"13 Syrians", "thirteen Syrians", true},
		{"13 Syrians", "14 Syrians", false},
		{"at least 1,383 civilians", "1,383 civilians", true},
		{"1,383 civilians", "١٬٣٨٣ مدنيا", true},
		{"2.4 million people", "2,400,000 people", true},
		{"two dozen people", "24 people", true},
		{"dozens of people", "24 people", false},
		{"dozens of people", "dozens of people", true},
		{"13 people", "13 per cent", false},
		{"13 per cent", "13%", true},
		{"13-year war", "thirteen years", true},
		{"13-year war", "13 months", false},
		{"4.5 million people", "four and a half million people", true},
		{"six people", "half a dozen people", true},
		{"a 60-second speech", "sixty seconds", true},
		{"100 basis points", "one percentage point", true},
		{"24 months", "two years", true},
		{"a decade", "ten years", true},
		{"26 months", "two years", false},
		{"26 months", "two years and two months", true},
		{"0.2 percent", "a fifth of a percent", true},
		{"€310 million", "310 ملايين يورو", true},
		{"the 29th member", "العضو التاسع والعشرين", true},
		{"the 19th member", "العضو التاسع عشر", true},
		{"ألف ومئتي شخص", "1,200 people", true},
		{"اثنا عشر شخصا", "a dozen people", true},
		{"لمدة أسبوعين", "two weeks", true},
		{"منذ عام 2003", "since 2003", true},
		{"قبل عام", "in 2024", true},
		{"لثلاثة أسابيع", "three weeks", true},
		{"وأصيب ستة", "six", true},
		{"ثلثي السكان", "two thirds of the residents", true},
		{"86 kilograms", "86 كيلوغراما", true},
		{"until Sunday, April 20", "20 April 2025", true},
		{"on December 8", "8 December 2025", false},
		{"40 km", "40,000 metres", true},
		{"20 percent of sales", "a fifth of sales", true},
		{"67 percent of voters", "two-thirds of voters", true},
		{"60 percent of voters", "two-thirds of voters", false},
		{"half of the seats", "50 percent of the seats", true},
		{"two in three members", "two thirds of members", true},
		{"1 in every 78 people", "one in every 78 people", true},
		{"one in five people", "one in six people", false},
		{"the 29th member", "the twenty-ninth member", true},
		{"the 29th member", "the twenty-eighth member", false},
		{"twice", "two times", true},
		{"for the third time", "three times", true},
		{"for the third time", "twice", false},
		{"$2 billion", "2,000 million US dollars", true},
		{"$2 billion", "2 billion euros", false},
		{"500 Iraqi dinars", "500 dinars", true},
		{"500 dinars", "500 Iraqi dinars", false},
		{"the first visit", "his 1st visit", true},
		{"the second visit", "the first visit", false},
		{"on Friday", "14 March 2025", true},
		{"on Friday", "March 2025", true},
		{"on Friday", "in 2025", true},
		{"on Friday", "13 March 2025", false},
		{"on Wednesday", "12 March 2025", true},
		{"on Wednesday", "14 March 2025", false},
		{"due to meet on Friday", "14 March 2025", true},
		{"due to meet on Friday", "21 March 2025", true},
		{"due to meet on Friday", "7 March 2025", false},
		{"14 March 2025", "on Friday", true},
		{"14 March 2025", "on Thursday", false},
		{"14 March 2025", "March 2025", true},
		{"14 March 2025", "March 14", true},
		{"March 2025", "14 March 2025", false},
		{"Friday, March 14", "14 March 2025", true},
		{"14 March 2025", "Thursday, 14 March 2025", false},
		{"in December", "December 2024", true},
		{"in December", "December 2025", false},
		{"earlier this month", "March 2025", true},
		{"earlier this month", "3 March 2025", false},
		{"in 1934", "in 1934", true},
		{"in 1934", "in the 1930s", true},
		{"in 1934", "in 1935", false},
		{"at 3 pm", "at 15:00", true},
		{"at 3 pm", "at 16:00", false},
		{"يوم الجمعة", "14 March 2025", true},
		{"١٤ آذار ٢٠٢٥", "March 14, 2025", true},
		{"the Iraqi delegation", "Iraq", true},
		{"Iraq", "the Iraqi team", true},
		{"الوفد العراقي", "Iraq", true},
		{"عێراق", "Iraq", true},
		{"the Iraqi delegation", "Syria", false},
		{"in Damascus", "in Syria", true},
		{"in Syria", "in Damascus", false},
		{"in Damascus", "in Aleppo", false},
		{"Hamid Al-Shatri", "Al-Shatri", true},
		{"Hamid Al-Shatri", "Hamid al-Shatry", true},
		{"Hamid Al-Shatri", "Ahmed Al-Shatri", false},
		{"Al-Shatri", "Hamid Al-Shatri", false},
		{"Ahmed al-Sharaa", "Ahmad Al-Sharaa", true},
		{"Ahmed al-Sharaa", "Ahmed Al-Sharifi", false},
		{"Fuad Hussein", "Saddam Hussein", false},
		{"the National Intelligence Service", "Intelligence Service", true},
		{"the Arab League", "the League of Arab States", true},
		{"the U.N.", "the United Nations", true},
		{"ISIS", "Islamic State", true},
		{"the Ministry of Interior", "the interior ministry", true},
		{"the Ministry of Interior", "the oil ministry", false},
		{"Hezbollah", "Hamas", false},
	} {
		e, claim := only(t, c.evidence), only(t, c.claim)
		if got := Entails(e, claim, friday); got != c.want {
			t.Errorf("%q carries %q: %v, want %v (%+v, %+v)", c.evidence, c.claim, got, c.want, e, claim)
		}
	}
}

func TestEqualHedge(t *testing.T) {
	a, b := only(t, "at least 1,383 civilians"), only(t, "1,383 civilians")
	if !Equal(a, b) || a.Approx != AtLeast || b.Approx != Exact {
		t.Errorf("%+v and %+v", a, b)
	}
}

func TestRoles(t *testing.T) {
	f := Find("Leading the team was Hamid Al-Shatri, chief of the National Intelligence Service.")
	if f[0].Role != "chief" {
		t.Errorf("role %q", f[0].Role)
	}
	if f = Find("spokesperson Basem Al-Awadi"); f[1].Role != "spokesperson" {
		t.Errorf("role %q", f[1].Role)
	}
	if !Entails(Find("a spokesman")[0], Find("the spokesperson")[0], friday) {
		t.Error("a spokesman is no spokesperson")
	}
}
