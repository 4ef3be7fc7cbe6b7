package quote_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/quote"
	"newsdesk/internal/coverage"
	"newsdesk/internal/record/librarytest"
	"newsdesk/rag"
	"newsdesk/rag/text"
	"newsdesk/seeds"
)

// seedSet gathers the coverage that ships with the bot.
func seedSet(t testing.TB, topic string) *material.Set {
	t.Helper()
	listing, err := coverage.FindFS(seeds.FS())
	if err != nil {
		t.Fatal(err)
	}
	var articles []rag.Article
	for a, err := range (coverage.Reader{}).Articles(listing.Sources...) {
		if err != nil {
			t.Fatal(err)
		}
		articles = append(articles, a)
	}
	_, l := librarytest.Open(t, articles...)
	return gather(t, l, material.Scope{Topic: topic})
}

// of reads one article.
func of(t testing.TB, body string) []quote.Quotation {
	t.Helper()
	_, l := librarytest.Open(t, rag.Article{ID: "a", Title: "A report", Outlet: "Herald", Published: rag.Day(2025, 3, 14), Body: body, Imported: time.Now()})
	return quote.Make(gather(t, l, material.Scope{}), quote.Options{Arabic: true})
}

func TestSeeds(t *testing.T) {
	set := seedSet(t, "")
	for who, want := range map[string][]string{
		"Saadon":                      {"The two nations endured", "Syria and Iraq need each other", "This could mark a new era"},
		"Mousawi":                     {"There are strategic ties", "Not everything is revealed publicly. One message"},
		"Saadoun":                     {"The two nations endured", "Syria and Iraq need each other", "This could mark a new era"},
		"Mousavi":                     {"There are strategic ties", "Not everything is revealed publicly. One message"},
		"Al-Mousawy":                  {"There are strategic ties", "Not everything is revealed publicly. One message"},
		"الموسوي":                     {"There are strategic ties", "Not everything is revealed publicly. One message"},
		"Ahmed Al-Sharifi":            {"The two countries form", "This includes a pathway"},
		"Awadi":                       {"highly important,", "Baghdad and Damascus are moving"},
		"Syria's foreign ministry":    {"necessary measures to ensure"},
		"interior ministry officials": {"promoting terrorist groups"},
		"Al-Sharaa":                   nil,
		"Shatri":                      nil,
	} {
		got := quote.Make(set, quote.Options{Who: who})
		if !slices.EqualFunc(got, want, func(q quote.Quotation, begins string) bool { return strings.HasPrefix(q.Words, begins) }) {
			t.Errorf("%s:", who)
			for _, q := range got {
				t.Errorf("  %s: %s", q.Speaker, q.Words)
			}
		}
	}
	if all := quote.Make(set, quote.Options{}); len(all) != 11 {
		t.Errorf("%d quotations in the seeds, want 11", len(all))
	}
	if few := quote.Make(set, quote.Options{Most: 2}); len(few) != 2 {
		t.Errorf("got %d, want at most 2", len(few))
	}
}

// TestTopic holds that a topic takes the quotations whose passage says it.
func TestTopic(t *testing.T) {
	got := quote.Make(seedSet(t, "Arab Summit"), quote.Options{})
	if len(got) != 1 || !strings.HasPrefix(got[0].Words, "Not everything") {
		t.Errorf("got %d quotations: %v", len(got), got)
	}
}

// TestToTheLetter holds that words and rows are the article's own.
func TestToTheLetter(t *testing.T) {
	qs := quote.Make(seedSet(t, ""), quote.Options{})
	for _, q := range qs {
		if q.Words != q.Span.Of(q.Of().Body) || !strings.Contains(q.Passage().Of(q.Of().Body), q.Words) {
			t.Errorf("%q does not stand where it is said to", q.Words)
		}
	}
	r := quote.Report(qs, quote.ReportOptions{Who: "anybody"})
	rows := 0
	for _, s := range r.Sections {
		for _, row := range s.Rows {
			rows++
			body := r.Sources[row.Citations[0]-1].Article.Body
			if !strings.Contains(body, row.Text) || row.Verdict != rag.Supported || row.Label == "" {
				t.Errorf("row %q (%q) is not the article's own", row.Text, row.Label)
			}
			for _, c := range row.Citations {
				if !strings.Contains(row.Text, r.Sources[c-1].Quote()) {
					t.Errorf("row %q cites %q", row.Text, r.Sources[c-1].Quote())
				}
			}
		}
	}
	if rows == 0 || len(r.Notes) != 1 {
		t.Errorf("%d rows, notes %q", rows, r.Notes)
	}
	if empty := quote.Report(nil, quote.ReportOptions{Who: "Nobody"}); len(empty.Sections) != 0 || len(empty.Notes) != 1 {
		t.Errorf("of nothing: %+v", empty)
	}
}

// TestRules has a rule a line: a text, and who says what in it.
func TestRules(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"before, in the middle, after": {`Jan Kok said: "One." "Two," said Eva Lind, "and three." "Four," Per Berg said.`,
			"Jan Kok: One.|Eva Lind: Two,|Eva Lind: and three.|Per Berg: Four,"},
		"going on by an opening mark":        {"Mark Rowe said: “We let them down.\n\n“We will put it right.\n\n“That is all.”", "Mark Rowe: We let them down.|Mark Rowe: We will put it right.|Mark Rowe: That is all."},
		"the single mark and the apostrophe": {"‘The workers’ rights aren’t for sale,’ said Ann Field. ‘Nor are ours.’", "Ann Field: The workers’ rights aren’t for sale,|Ann Field: Nor are ours."},
		"one within another":                 {"“He said ‘no’ twice,” Eva Lind told AFP.", "Eva Lind: He said ‘no’ twice,"},
		"by one about another":               {"Marco Rubio met Tim Kaine. Rubio said Kaine was “playing with fire”.", "Marco Rubio: playing with fire"},
		"reported of another":                {"Liz Park said that Ed Stone had called the plan “a farce”.", "Ed Stone: a farce"},
		"two whom a pronoun may mean":        {"Robin Hale met Sasha Lee on Monday. “I was moved,” he said.", ""},
		"by the sex":                         {"Robert Hale met Susan Lee on Monday. “I was moved,” she said.", "Susan Lee: I was moved,"},
		"not of a pair":                      {"“We are glad,” Robert Hale and Susan Lee said.", ""},
		"names of things":                    {"Eva Lind said the film “Night Train” and Operation “Clear Water” were over. The “green belt” stays.", ""},
		"a denial":                           {"Eva Lind did not say that it was “over and done with”.", ""},
		"who is accused":                     {"Police held men accused of “promoting hatred”, two officials told AFP.", "two officials: promoting hatred"},
		"a spokesman of somebody":            {"A spokesman for President Ilir Hoxha said it was “a mistake”.", "A spokesman for President Ilir Hoxha: a mistake"},
		"an office of two":                   {"Health minister Eva Lind met foreign minister Jan Kok. “It is late,” the minister said.", ""},
		"a ministry and its spokesman":       {"“It must stop,” ministry spokesman Jan Kok said. The ministry called it “a violation”.", "Jan Kok: It must stop,|ministry: a violation"},
		"a married pair":                     {"“Yes,” Mr Lee told Kyodo. Mrs Lee said: “No.”", "Mr Lee: Yes,|Mrs Lee: No."},
		"a placard":                          {"Thousands marched. One banner read “We are not numbers”. Others chanted “Bread and dignity”.", ": We are not numbers|: Bread and dignity"},
		"a question within":                  {"“How long?” asked Ruth Cole. “Who knows?”", "Ruth Cole: How long?|Ruth Cole: Who knows?"},
		"a mark too few":                     {`Jan Kok said: "It is over and went home. "Good," said Eva Lind.`, ""},
		"in another's clause":                {`Eva Lind resigned after Jan Kok called her "a pig". He said that Lind complained about all but "the one thing".`, "Jan Kok: a pig"},
		"by one set apart":                   {`The mother of the dead man, Ines Brandt, spoke. "He forgot nothing," said Brandt's lawyer, Jan Kok.`, "Jan Kok: He forgot nothing,"},
		"one accused by another":             {`Eva Lind, accused by Jan Kok of "lying", left.`, "Jan Kok: lying"},
		"the name of an institution":         {`The health ministry denied it. "We have plenty," the ministry said.`, "health ministry: We have plenty,"},
		"two ministries":                     {`The health ministry denied it. The labour ministry did not. "We have plenty," the ministry said.`, "ministry: We have plenty,"},
		"a court by 'which'":                 {`It was lifted by the supreme court, which said it "cannot stand".`, "supreme court: cannot stand"},
		"the mayor of another town":          {`The mayor of Lund, Eva Lind, came. "We won," the mayor of Malmo said.`, "mayor of Malmo: We won,"},
		"a verb that is left out":            {`Eva Lind called it "theft", Jan Kok "fair".`, "Eva Lind: theft"},
		"a letter read by another":           {`Eva Lind found a note: "I am gone." A postcard came. "I am well," it said.`, ""},
		"one whom he belongs to":             {`"We were awful," said Lang. His captain agreed. "Awful," he said.`, "Lang: We were awful,"},
		"written, as another says":           {`"Burn it," Lind wrote, according to the prosecutor.`, "Lind: Burn it,"},
		"of two in a line":                   {`Asked when Lang would go, Voss said: "Now." He said: "Never."`, "Voss: Now."},
		"sheets held up":                     {`Some held up sheets with the words "Not for sale".`, ": Not for sale"},
		"another begins a line":              {`"I ran," Holm said. Berg was asked the same. "Me too," he said.`, "Holm: I ran,"},
		"talk without names":                 {`"I ran," Holm said. "From whom?" "From him," she said.`, "Holm: I ran,|Holm: From him,"},
		"one and another":                    {`One official said it was "good", another that it was "bad".`, "One official: good"},
		"what somebody is charged with":      {`Holm said he had been charged with "incitement".`, ""},
		"an aide to somebody":                {`Holm aide Clara Voss came. The aide to Berg said it was "late".`, "aide to Berg: late"},
		"a pair with one surname":            {`Peter and Clara Lang run it. "At six," Clara Lang said. Lang said: "At five."`, "Clara Lang: At six,"},
		"Arabic":                             {"وقال محافظ نينوى عبد القادر الدخيل: «سنبدأ غدا». وأضاف: «لن ننتظر».", "عبد القادر الدخيل: سنبدأ غدا|عبد القادر الدخيل: لن ننتظر"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, q := range of(t, c.body) {
				got = append(got, q.Speaker+": "+q.Words)
			}
			if s := strings.Join(got, "|"); s != c.want {
				t.Errorf("got  %s\nwant %s", s, c.want)
			}
		})
	}
}

// TestWhen holds that the day is the one that the words mean where the article is dated.
func TestWhen(t *testing.T) {
	qs := of(t, "“It is late,” Eva Lind told reporters in Lund on Wednesday.")
	if len(qs) != 1 || qs[0].When != "on Wednesday" || qs[0].To != "reporters" || qs[0].Moment == nil || qs[0].Moment.Date() != "12 March 2025" {
		t.Errorf("got %+v", qs)
	}
}

// TestHostile holds that long and odd bodies are read in a time that grows with
// their length.
func TestHostile(t *testing.T) {
	for name, body := range map[string]string{
		"none":       strings.Repeat("Nobody was quoted on Friday. ", 200),
		"unclosed":   strings.Repeat("He said: “So it is. ", 5000),
		"marks":      strings.Repeat("“", 10_000) + strings.Repeat("”", 10_000),
		"straight":   strings.Repeat(`" `, 10_000),
		"single":     strings.Repeat("'a ", 10_000),
		"quotations": strings.Repeat("“Yes,” said Eva Lind. ", 10_000),
		"one line":   strings.Repeat("he said “yes” and ", 20_000),
		"pronouns":   strings.Repeat("He left. “Yes,” he said.\n\n", 5000),
		"long":       strings.Repeat("The minister, Jan Kok, said it was “late”. Nobody else spoke of the thing.\n\n", 5<<20/76),
		"the noun":   strings.Repeat("The health ministry denied it. “Yes,” the ministry said.\n\n", 5000),
		"not text":   strings.Repeat("\xff“\xfe”", 5000),
	} {
		t.Run(name, func(t *testing.T) {
			_, l := librarytest.Open(t, rag.Article{ID: "a", Body: body, Imported: time.Now()})
			set := gather(t, l, material.Scope{})
			for _, a := range set.Articles {
				a.Sentences() // that is package material's
			}
			began := time.Now()
			quote.Make(set, quote.Options{Most: 1 << 20})
			if took := time.Since(began); took > mostTime {
				t.Errorf("took %v", took)
			}
		})
	}
}

// mostTime is far above what the longest body takes (1 s with the race detector on
// two shared cores), and far below what a quadratic reader would.
const mostTime = 20 * time.Second

func FuzzMake(f *testing.F) {
	f.Add("“Yes,” said Eva Lind. “No.”")
	f.Add("Jan Kok said: \"One.\n\n\"Two.\"")
	f.Add("قال سامي ناصر: «نعم»")
	f.Add("‘‘’’“„«»\"'")
	f.Fuzz(func(t *testing.T, body string) {
		a := &material.Article{Article: rag.Article{ID: "a", Body: body}}
		for _, q := range quote.Make(&material.Set{Articles: []*material.Article{a}}, quote.Options{Most: 1 << 20, Arabic: true}) {
			in := text.Span{Start: q.Start, End: q.End}
			if q.Words == "" || q.Words != in.Of(body) || q.Passage().Start > q.Start || q.Passage().End < q.End {
				t.Errorf("%q of %q at %v", q.Words, body, q.Span)
			}
		}
	})
}

func BenchmarkMake(b *testing.B) {
	seed := seedSet(b, "")
	var bodies []rag.Article
	for range 500 {
		for _, a := range seed.Articles {
			bodies = append(bodies, a.Article)
		}
	}
	for b.Loop() {
		set := &material.Set{}
		for _, a := range bodies {
			set.Articles = append(set.Articles, &material.Article{Article: a})
		}
		quote.Make(set, quote.Options{Most: 1 << 20})
	}
}
