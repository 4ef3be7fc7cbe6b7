package fact

import (
	"testing"
	"time"
)

// friday is the day on which the reports of the tests were published.
var friday = time.Date(2025, 3, 14, 9, 30, 0, 0, time.UTC)

const dayFormat = "2006-01-02"

func TestResolve(t *testing.T) {
	for _, c := range []struct{ sentence, from, to string }{ // to is the day after the last
		{"He arrived on Friday.", "2025-03-14", "2025-03-15"},
		{"The ministry slammed it on Wednesday.", "2025-03-12", "2025-03-13"},
		{"It happened on Saturday.", "2025-03-08", "2025-03-09"},
		{"He arrived last Friday.", "2025-03-07", "2025-03-08"},
		{"They will meet on Friday.", "2025-03-21", "2025-03-22"},
		{"They will meet on Sunday.", "2025-03-16", "2025-03-17"},
		{"It came days before the vote on Monday.", "2025-03-17", "2025-03-18"},
		{"He left after the vote on Monday.", "2025-03-10", "2025-03-11"},
		{"They are due to meet on Monday.", "2025-03-17", "2025-03-18"},
		{"He said on Wednesday that they will meet on Sunday.", "2025-03-12", "2025-03-13"},
		{"They meet next Friday.", "2025-03-21", "2025-03-22"},
		{"They meet this Sunday.", "2025-03-16", "2025-03-17"},
		{"Assad was ousted in December.", "2024-12-01", "2025-01-01"},
		{"It began in March.", "2025-03-01", "2025-04-01"},
		{"the upcoming summit in May", "2025-05-01", "2025-06-01"},
		{"It was signed in May.", "2024-05-01", "2024-06-01"},
		{"It will end in January.", "2026-01-01", "2026-02-01"},
		{"It ended last March.", "2024-03-01", "2024-04-01"},
		{"He came on March 3.", "2025-03-03", "2025-03-04"},
		{"He came on December 8.", "2024-12-08", "2024-12-09"},
		{"He will come on 8 April.", "2025-04-08", "2025-04-09"},
		{"on 14 March 2025", "2025-03-14", "2025-03-15"},
		{"in March 2025", "2025-03-01", "2025-04-01"},
		{"built in 1934", "1934-01-01", "1935-01-01"},
		{"in the 1990s", "1990-01-01", "2000-01-01"},
		{"He left yesterday.", "2025-03-13", "2025-03-14"},
		{"He leaves tomorrow.", "2025-03-15", "2025-03-16"},
		{"He left today.", "2025-03-14", "2025-03-15"},
		{"earlier this month", "2025-03-01", "2025-03-15"},
		{"earlier this week", "2025-03-10", "2025-03-15"},
		{"later this month", "2025-03-14", "2025-04-01"},
		{"last week", "2025-03-03", "2025-03-10"},
		{"next week", "2025-03-17", "2025-03-24"},
		{"last month", "2025-02-01", "2025-03-01"},
		{"last year", "2024-01-01", "2025-01-01"},
		{"this year", "2025-01-01", "2026-01-01"},
		{"last quarter", "2024-10-01", "2025-01-01"},
		{"last weekend", "2025-03-08", "2025-03-10"},
		{"in recent days", "2025-03-07", "2025-03-15"},
		{"two days ago", "2025-03-12", "2025-03-13"},
		{"two weeks ago", "2025-02-24", "2025-03-03"},
		{"three months ago", "2024-12-01", "2025-01-01"},
		{"ten years ago", "2015-01-01", "2016-01-01"},
		{"over the past two weeks", "2025-02-28", "2025-03-15"},
		{"in the past 24 hours", "2025-03-13", "2025-03-15"},
		{"The season begins on 6 September.", "2025-09-06", "2025-09-07"},
		{"وسيجتمع الطرفان في 21 أيلول", "2025-09-21", "2025-09-22"},
		{"بدأت الهدنة في السادس من أيلول", "2024-09-06", "2024-09-07"},
		{"في الحادي والعشرين من آذار 2024", "2024-03-21", "2024-03-22"},
		{"ومن المقرر أن تدخل القافلة يوم الثلاثاء", "2025-03-18", "2025-03-19"},
		{"وصل يوم الأربعاء", "2025-03-12", "2025-03-13"},
		{"الأسبوع الماضي", "2025-03-03", "2025-03-10"},
		{"قبل ثلاثة أيام", "2025-03-11", "2025-03-12"},
		{"سيصل يوم الأحد", "2025-03-16", "2025-03-17"},
		{"في كانون الأول", "2024-12-01", "2025-01-01"},
		{"ڕۆژی چوارشەممە", "2025-03-12", "2025-03-13"},
		{"هەفتەی ڕابردوو", "2025-03-03", "2025-03-10"},
	} {
		from, to, ok := Resolve(firstTime(Find(c.sentence)), friday)
		if !ok || from.Format(dayFormat) != c.from || to.Format(dayFormat) != c.to {
			t.Errorf("%q: %s to %s, %v, want %s to %s", c.sentence, from.Format(dayFormat), to.Format(dayFormat), ok, c.from, c.to)
		}
	}
}

// firstTime is the first fact that says when.
func firstTime(facts []Fact) Fact {
	for _, f := range facts {
		if f.Kind.Temporal() {
			return f
		}
	}
	return Fact{}
}

// TestResolveUndated holds what an article without a date leaves open.
func TestResolveUndated(t *testing.T) {
	for sentence, want := range map[string]bool{
		"on Friday": false, "last week": false, "in December": false, "on March 3": false, "14 March 2025": true, "in 1934": true,
	} {
		if _, _, ok := Resolve(Find(sentence)[0], time.Time{}); ok != want {
			t.Errorf("%q resolves: %v, want %v", sentence, ok, want)
		}
	}
}

// TestResolveZone holds days to the zone of the report, and across the change to summer time.
func TestResolveZone(t *testing.T) {
	zone := time.FixedZone("+03", 3*3600)
	from, to, _ := Resolve(Find("yesterday")[0], time.Date(2025, 3, 31, 1, 0, 0, 0, zone))
	if from.Format(time.RFC3339) != "2025-03-30T00:00:00+03:00" || to.Sub(from) != 24*time.Hour {
		t.Errorf("yesterday is %v to %v", from, to)
	}
	if from, _, _ := Resolve(Find("last month")[0], time.Date(2025, 3, 31, 1, 0, 0, 0, zone)); from.Month() != time.February {
		t.Errorf("the month before 31 March is %v", from.Month())
	}
}

// TestForeignMonths reads dates of other languages, and no month in what only looks
// like one.
func TestForeignMonths(t *testing.T) {
	for in, want := range map[string]string{
		"réunis le 14 mars 2025 à Paris":       "2025-03-14",
		"le 1er août 2024, il a signé":         "2024-08-01",
		"14 Mart 2025 tarihinde imzaladı":      "2025-03-14",
		"5 Kasım 2024'te imzaladı":             "2024-11-05",
		"di 14ê Adara 2025an de":               "2025-03-14",
		"در ۱۴ مارس ۲۰۲۵ امضا شد":              "2025-03-14",
		"در ۵ ژانویه ۲۰۲۵ امضا شد":             "2025-01-05",
		"لە 14ی ئازاری 2025 واژۆ کرا":          "2025-03-14",
		"The Mars 2020 rover landed":           "",
		"Ekim and Kasım, two of its reporters": "",
		"They left for Mars in a Mart":         "",
	} {
		got := ""
		for _, f := range Find(in) {
			if f.Kind == Date || f.Kind == Month {
				got = f.Value
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
