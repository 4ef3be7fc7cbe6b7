package show

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"newsdesk/rag"
	"newsdesk/rag/text"
)

// answerOf is an answer whose claims are the sources' own sentences.
func answerOf(all ...rag.Source) rag.Answer {
	a := rag.Answer{Engine: rag.Extractive, Sources: all}
	for i, s := range all {
		a.Claims = append(a.Claims, claimOf(i+1, s))
	}
	return a
}

func typical() rag.Answer {
	a := answerOf(source(visit, "Syria's"), source(undatedOne, "The ferry"), source(visit, "In Baghdad"))
	friday := strings.Index(a.Claims[0].Text, "Friday")
	a.Claims[0].Resolved = []rag.Resolved{{Span: text.Span{Start: friday, End: friday + len("Friday")}, Date: "14 March 2025"}}
	a.Claims[2].Citations = []int{1, 3, 9}
	a.Engine, a.Model, a.Dropped = rag.Model, "m", 2
	return a
}

func TestAnswerTypical(t *testing.T) {
	a := typical()
	golden(t, "answer", messages(t, Answer(&a, false)...))
	a.Claims = a.Claims[:2]
	golden(t, "answer_more", messages(t, Answer(&a, true)...))
	golden(t, "answer_none_yet", messages(t, Answer(&rag.Answer{}, true)...))
	a = answerOf(source(visit, "It is"))
	a.Fallback = "The model took too long"
	golden(t, "answer_fallback", messages(t, Answer(&a, false)...))
}

func arabicAnswer() rag.Answer {
	a := answerOf(source(arabic, "وصل"), source(visit, "In Baghdad"), source(arabic, "والتقى"))
	word := "يوم الجمعة"
	at := strings.Index(a.Claims[0].Text, word)
	a.Claims[0].Resolved = []rag.Resolved{{Span: text.Span{Start: at, End: at + len(word)}, Date: "14 March 2025"}}
	a.Claims[1].Text = "He met Fuad Hussein (فؤاد حسين), his counterpart, called فؤاد"
	a.Claims = append(a.Claims, rag.Claim{
		Text: "He met his counterpart.", Citations: []int{3}, Verdict: rag.Translated, Original: a.Claims[2].Text,
	}, rag.Claim{Text: "That was all.", Citations: []int{2}})
	return a
}

func TestAnswerArabic(t *testing.T) {
	a := arabicAnswer()
	golden(t, "answer_arabic", messages(t, Answer(&a, false)...))
}

func TestAnswerHostile(t *testing.T) {
	a := answerOf(source(trap, "@everyone"), source(trap, "```"))
	a.Claims[1].Original = "> # @here [2]\nhttps://evil.example"
	a.Fallback = "**The model** @everyone"
	golden(t, "answer_hostile", messages(t, Answer(&a, false)...))
}

// manySources is an answer of n sentences, each of an article of its own.
func manySources(n int) rag.Answer {
	var all []rag.Source
	for i := range n {
		article := visit
		article.ID = rag.ArticleID(fmt.Sprint("a", i))
		article.Title = fmt.Sprintf("Report %d on the visit of the Syrian foreign minister", i+1)
		all = append(all, source(article, "It is"))
	}
	return answerOf(all...)
}

func TestAnswerOfFortySources(t *testing.T) {
	a := manySources(40)
	golden(t, "answer_forty", messages(t, Answer(&a, false)...))
	for i, m := range Answer(&a, false) {
		if strings.HasSuffix(m, "**Sources**") || strings.HasPrefix(m, "[") {
			t.Errorf("message %d is torn from what it belongs to: %q", i+1, m)
		}
	}
}

func TestSourcesStayTogether(t *testing.T) {
	a := manySources(12)
	for i := range a.Claims {
		a.Claims[i].Text = strings.Repeat("word ", 20) + "end."
	}
	all := Answer(&a, false)
	if len(all) != 2 || !strings.HasPrefix(all[1], "**Sources**\n-# [1] ") || strings.Count(all[1], "\n") != 12 {
		t.Errorf("the list is not in one message: %q", all)
	}
}

func TestAnswerOfOneVeryLongSentence(t *testing.T) {
	for _, word := range []string{"word ", "- ", "1. ", "كلمة ", "_*", "😀"} {
		a := answerOf(source(visit, "It is"))
		a.Claims[0].Text = "Before. " + strings.Repeat(word, 5000/len(word)) + "end."
		all := Answer(&a, false)
		messages(t, all...)
		joined := invisibles.Replace(strings.Join(all, " "))
		if strings.Count(joined, "[1]") != 2 || !strings.Contains(joined, "end. [1]") {
			t.Errorf("%q: the citation is not at the sentence's end: %q", word, all)
		}
	}
	a := answerOf(source(visit, "It is"))
	a.Claims[0].Text = strings.Repeat("A phrase of it, ", 312) + "and its end."
	a.Claims[0].Original = strings.Repeat("عبارة منه، ", 300) + "ونهايته."
	golden(t, "answer_long", messages(t, Answer(&a, false)...))
}

func TestRefusal(t *testing.T) {
	x := rag.Extent{Articles: 3, Undated: 1, First: rag.Day(2025, time.March, 1), Last: rag.Day(2025, time.March, 14)}
	a := rag.Answer{Refused: true, Refusal: "The coverage does not say. " + x.String(), Extent: x, Closest: []rag.Article{visit, undatedOne, trap}}
	golden(t, "refusal", messages(t, Refusal(&a, "Who did the Syrian foreign minister *meet*?")...))
	a = rag.Answer{Refused: true, Refusal: "The question could not be understood.", Extent: x, Fallback: "The model took too long"}
	golden(t, "refusal_bare", messages(t, Answer(&a, true)...))
	a = rag.Answer{Refused: true, Refusal: "There is no coverage to answer from yet. Store some with: bot ingest PATH..."}
	golden(t, "refusal_empty", messages(t, Refusal(&a, "")...))
	if got := Refusal(&rag.Answer{Refused: true}, ""); len(got) != 1 || got[0] == "" {
		t.Errorf("a refusal without words is %q", got)
	}
}

func FuzzAnswer(f *testing.F) {
	for i, s := range hostile {
		f.Add(s, hostile[(i+1)%len(hostile)], hostile[(i+2)%len(hostile)], "https://a.example/"+s, i%7)
	}
	f.Add(strings.Repeat("كلمة *x* ", 600), "[", "](", "https://a.example/[x](y)", 40)
	f.Add(" ", "0", "", "0", 4)
	f.Add("0\u200b(https://evil.example)", "0", "", "0", 33)
	f.Add("0[1] and more", "0", "", "0", 33)
	f.Add("0(https://evil.example)", "0", "", "0", 33)
	f.Fuzz(func(t *testing.T, said, title, outlet, url string, n int) {
		article := rag.Article{Title: title, Outlet: outlet, URL: url, Body: said, File: outlet, Byline: title, ID: rag.ArticleID(url)}
		whole := rag.Source{Article: article, Span: text.Span{End: len(said)}}
		a := rag.Answer{Sources: []rag.Source{whole, whole}, Fallback: outlet}
		for i := range n & 31 {
			a.Claims = append(a.Claims, rag.Claim{Text: said, Citations: []int{i & 3, 1}, Original: title,
				Resolved: []rag.Resolved{{Span: text.Span{Start: 0, End: n & 15}, Date: "14 March 2025"}}})
		}
		messages(t, Answer(&a, n&32 > 0)...)
		embedded(t, Sources(&a)...)
		a.Refused, a.Refusal, a.Closest = true, said, []rag.Article{article, article}
		messages(t, Refusal(&a, title)...)
		finding := rag.Finding{Verdict: rag.Verdict(outlet), Reason: title, Value: outlet, Supports: a.Sources}
		messages(t, Check(said, []rag.Checked{{Span: whole.Span, Finding: finding}})...)
		embedded(t, []*embed{Article(&article)})
		list, _ := Articles([]rag.Article{article, article}, n)
		messages(t, list, Extent(rag.Extent{Articles: 1, Outlets: []string{outlet, title}}, time.Time{}))
	})
}
