package text

import (
	"os"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func parts(s string, spans []Span) []string {
	out := []string{}
	for _, p := range spans {
		out = append(out, p.Of(s))
	}
	return out
}

// In each case the wanted sentences are parted by "|".
func TestSentences(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"space", " \r\n\t\ufeff", ""},
		{"plain", "One came. Two went! Did three? Yes", "One came.|Two went!|Did three?|Yes"},
		{"titles", "Mr. Al-Shatri met Lt. Gen. Mark Milley and Dr. Hussein. They spoke.", "Mr. Al-Shatri met Lt. Gen. Mark Milley and Dr. Hussein.|They spoke."},
		{"initials", "J. K. Rowling and George W. Bush came. A. B. Smith did not.", "J. K. Rowling and George W. Bush came.|A. B. Smith did not."},
		{"acronyms", "The U.S. Navy and U.N. envoys left the U.S. The ministry agreed at 5 p.m. Friday.", "The U.S. Navy and U.N. envoys left the U.S.|The ministry agreed at 5 p.m. Friday."},
		{"latin", "Some groups, e.g. Hamas, i.e. The Movement, said so vs. Israel.", "Some groups, e.g. Hamas, i.e. The Movement, said so vs. Israel."},
		{"numbers", "Oil rose 3.5% to $2.4m. No. 5 is Iraq. No. He said so on Jan. 5. It fell .5 points.", "Oil rose 3.5% to $2.4m.|No. 5 is Iraq.|No.|He said so on Jan. 5.|It fell .5 points."},
		{"firms", "Apple Inc. Chief Tim Cook left Apple Inc. He resigned.", "Apple Inc. Chief Tim Cook left Apple Inc.|He resigned."},
		{"ellipsis", "It was... over. He waited… Then he left. We . . . Iraqis know. So what...", "It was... over.|He waited…|Then he left.|We . . . Iraqis know.|So what..."},
		{"quotes", "“We left,” he said. “We came back.” She agreed. \"Really?\" he asked. (He did.) Then 'no.' Done.", "“We left,” he said.|“We came back.”|She agreed.|\"Really?\" he asked.|(He did.)|Then 'no.'|Done."},
		{"quotation of several", "“It is late. We go home,” he said.", "“It is late.|We go home,” he said."},
		{"bracket abbreviation", "The Oil Co. (Kirkuk Inc.) President spoke. (The U.S.) It did.", "The Oil Co. (Kirkuk Inc.) President spoke.|(The U.S.)|It did."},
		{"small article", "He met Assad. al-Sharaa left. Gen. al-Bayati did not.", "He met Assad.|al-Sharaa left.|Gen. al-Bayati did not."},
		{"names with marks", "Yahoo! announced it. Guardian.co.uk agreed.", "Yahoo! announced it.|Guardian.co.uk agreed."},
		{"address", "See https://example.com/a.html?q=1.2&r=x! Then go.", "See https://example.com/a.html?q=1.2&r=x!|Then go."},
		{"capitals", "BUT EUROPE MADE NO PLAN . LAST WEEK THE U.S . TREASURY, ON DEC . 28, PAID . THE REST FOLLOWED .", "BUT EUROPE MADE NO PLAN .|LAST WEEK THE U.S . TREASURY, ON DEC . 28, PAID .|THE REST FOLLOWED ."},
		{"list", "1. First came Iraq.\n2. Second came Syria.\n• Oil\n- Gas", "1. First came Iraq.|2. Second came Syria.|Oil|Gas"},
		{"rules", "One.\n***\n---\nTwo.", "One.|Two."},
		{"marks alone", "What? ! ? Yes. …", "What?|! ? Yes. …"},
		{"bom and crlf", "\ufeffOne came.\r\n\r\nTwo went.\r\n", "One came.|Two went."},
		{"paragraph a line", "Iraq condemned it\nSyria did not\nIran", "Iraq condemned it|Syria did not|Iran"},
		{"wrapped", "Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad, who was a close ally of the government in\nBaghdad. In Baghdad, Syria's top diplomat Assaad al-Shaibani met his\ncounterpart Fuad Hussein.\nThe agency reported it.",
			"Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad, who was a close ally of the government in\nBaghdad.|In Baghdad, Syria's top diplomat Assaad al-Shaibani met his\ncounterpart Fuad Hussein.|The agency reported it."},
		{"not wrapped", "The minister said the talks in Baghdad had been useful to all of the sides.\nHe left.\nThe delegation met the president of the republic on Friday afternoon.\nIt left too.",
			"The minister said the talks in Baghdad had been useful to all of the sides.|He left.|The delegation met the president of the republic on Friday afternoon.|It left too."},
		{"arabic", "وصل الوزير إلى بغداد، يوم الجمعة. ماذا قال؟ قال: «نحن هنا.» ثم غادر؛ وعاد!", "وصل الوزير إلى بغداد، يوم الجمعة.|ماذا قال؟|قال: «نحن هنا.»|ثم غادر؛ وعاد!"},
		{"arabic abbreviations", "التقى د. أحمد م. علي بنسبة 3.5% يوم ٣.٥ أمس. انتهى", "التقى د. أحمد م. علي بنسبة 3.5% يوم ٣.٥ أمس.|انتهى"},
		{"arabic glued", "وصل الوزير اليوم.وقال إنه بخير", "وصل الوزير اليوم.|وقال إنه بخير"},
		{"arabic direction", "وصل الوزير.\u200f وقال إنه بخير.\u200f", "وصل الوزير.\u200f|وقال إنه بخير.\u200f"},
		{"sorani", "وەزیر گەیشتە هەولێر. ئایا چی گوت؟ د. ئازاد گوتی: «باشە.» پاشان ڕۆیشت.", "وەزیر گەیشتە هەولێر.|ئایا چی گوت؟|د. ئازاد گوتی: «باشە.»|پاشان ڕۆیشت."},
		{"kurmanji", "Wezîr gihîşt Hewlêrê. Çi got? Dr. Azad got: “Baş e.” Êvarê çû.", "Wezîr gihîşt Hewlêrê.|Çi got?|Dr. Azad got: “Baş e.”|Êvarê çû."},
		{"page break", "The committee of inquiry\fsaid so. It left.\fThe end", "The committee of inquiry\fsaid so.|It left.|The end"},
		{"page break beside line ends", "He came.\nThe committee of inquiry\n\n\fsaid so\n\fto the press.\n\fIt left.", "He came.|The committee of inquiry\n\n\fsaid so\n\fto the press.|It left."},
		{"page break in wrapped text", "Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad, who was a close ally of the government in\fBaghdad. In Baghdad, Syria's top diplomat Assaad al-Shaibani met his\n\f\ncounterpart Fuad Hussein.\nThe agency reported it.",
			"Relations between neighbours Syria and Iraq have become more complicated\nsince the fall of Assad, who was a close ally of the government in\fBaghdad.|In Baghdad, Syria's top diplomat Assaad al-Shaibani met his\n\f\ncounterpart Fuad Hussein.|The agency reported it."},
		{"page break in arabic", "وصل الوزير\fإلى بغداد.\n\fثم غادر.", "وصل الوزير\fإلى بغداد.|ثم غادر."},
		{"persian", "وزیر وارد شد. آیا گفت؟ «بله.» سپس رفت؛ و بازگشت۔ پایان", "وزیر وارد شد.|آیا گفت؟|«بله.»|سپس رفت؛ و بازگشت۔|پایان"},
		{"turkish", "Prof. Dr. Ali Yılmaz geldi. Doç. Şahin gitti. İki bakan (Sn. Kaya) sordu: “Neden?” Irak'ta kaldı.", "Prof. Dr. Ali Yılmaz geldi.|Doç. Şahin gitti.|İki bakan (Sn. Kaya) sordu: “Neden?”|Irak'ta kaldı."},
		{"french question", "Vient-il ? Oui ! M. Macron l'a dit. Elle part.", "Vient-il ?|Oui !|M. Macron l'a dit.|Elle part."},
		{"french", "Il dit : « Non. » Elle part.", "Il dit : « Non. »|Elle part."},
	} {
		want := []string{}
		if c.want != "" {
			want = strings.Split(c.want, "|")
		}
		if diff := cmp.Diff(want, parts(c.in, Sentences(c.in))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// readSeed returns an article of the project's seeds.
func readSeed(t testing.TB, name string) string {
	t.Helper()
	data, err := os.ReadFile("../../seeds/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestProse(t *testing.T) {
	s := readSeed(t, "003_c9eef49e8d2f478a.txt")
	from := strings.Index(s, "An official")
	got := Prose(s, from)
	first, last := got[0], got[len(got)-1]
	if first.Start != from || first.Paragraph != 0 || first.Section.Len() != 0 {
		t.Errorf("first sentence: %+v", first)
	}
	if want := "However, both Baghdad and Damascus appear ready to move forward."; last.Of(s) != want {
		t.Errorf("last sentence: %q", last.Of(s))
	}
	if last.Paragraph != 18 || last.Section.Of(s) != "A Region in Flux" {
		t.Errorf("last sentence: paragraph %d of %q", last.Paragraph, last.Section.Of(s))
	}
}

// A first line that is partly skipped still shows the width of wrapped text.
func TestProseFromMiddle(t *testing.T) {
	s := "Shafaq News/ Relations between neighbours Syria and Iraq have become\nmore complicated since the fall of Assad, who was a close ally of the\ngovernment in Baghdad. It said so."
	var got []string
	for _, p := range Prose(s, len("Shafaq News/ ")) {
		got = append(got, p.Of(s))
	}
	want := []string{s[len("Shafaq News/ "):strings.Index(s, " It")], "It said so."}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// checkSentences holds what Sentences promises of any text.
func checkSentences(t *testing.T, s string) {
	t.Helper()
	end, valid := 0, utf8.ValidString(s)
	for _, p := range append(Sentences(s), Span{len(s), len(s)}) {
		if p.Start < end || p.End > len(s) || p.Len() > MaxSentence {
			t.Fatalf("sentence %v after %d of %d", p, end, len(s))
		}
		for i, r := range s[end:p.Start] {
			if unicode.IsLetter(r) || unicode.IsNumber(r) {
				t.Fatalf("%q at %d is in no sentence", r, end+i)
			}
		}
		if body := p.Of(s); body != strings.TrimSpace(body) || body == "" && p.Start < len(s) {
			t.Fatalf("sentence %q is not trimmed", body)
		}
		if valid && !utf8.ValidString(p.Of(s)) {
			t.Fatalf("sentence %v cuts a rune", p)
		}
		end = p.End
	}
}

func FuzzSentences(f *testing.F) {
	for _, s := range []string{
		"Mr. A. said 3.5%. “No.” She (J. K.) left... \r\n\r\n• U.S. The end",
		"\ufeffقال «نعم.» وقال.وذهب؟ د. أحمد", "وەزیر گوتی. «باشە؟» ڕۆیشت", "a\xff\xfe. B", "A Heading\nText of it.",
		"PLAN . LAST U.S . X . . . Y", strings.Repeat("word ", 900), strings.Repeat("x", 5000), "» . » ! (U.S. (",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		checkSentences(t, s)
		for _, p := range Prose(s, len(s)/3) {
			if p.Start < len(s)/3 || p.End > len(s) || p.Len() <= 0 {
				t.Fatalf("sentence %v", p)
			}
		}
		for _, h := range Headings(s) {
			if h.Len() <= 0 || h.End >= len(s) {
				t.Fatalf("heading %v", h)
			}
		}
	})
}

func TestSentencesWithoutStop(t *testing.T) {
	for _, unit := range []string{"word ", "x", "ا", ". ", "!", ". .", "(", "\n", "a\n", "U.S. (", ".)", " ", "“. "} {
		s := strings.Repeat(unit, 1<<20/len(unit))
		checkSentences(t, s+"end")
	}
}

func BenchmarkSentences(b *testing.B) {
	english := readSeed(b, "003_c9eef49e8d2f478a.txt")
	arabic := "وصل وزير الخارجية السوري إلى بغداد، يوم الجمعة، في أول زيارة له. ماذا قال الوزير؟ قال إن العلاقات «جيدة.» "
	for name, s := range map[string]string{
		"english": strings.Repeat(english, 200),
		"arabic":  strings.Repeat(arabic, 5000),
		"no stop": strings.Repeat("word ", 1<<20),
		"lines":   strings.Repeat("a\n", 1<<20),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				Sentences(s)
			}
		})
	}
}
