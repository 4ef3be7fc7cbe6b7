package feed

import (
	"regexp"
	"strings"

	"newsdesk/internal/coverage"
)

// Bounds, in words, of what is taken for a whole article. What is wrongly taken
// for a beginning costs a look at the page; what is wrongly taken for the whole
// hides the rest of it for good.
const (
	wholeWords = 60  // a lead has 30 to 50
	alikeWords = 150 // where the summary says the same, of which one is often cut
)

// partEnds are how a text ends that goes on elsewhere, in the languages of the
// coverage.
var partEnds = regexp.MustCompile(`(?i)(?:…|\.\.\.|\[(?:…|\.\.\.)\]|\b(?:read|see) (?:on|full|more(?: (?:at|on|about|here|in)\b.{0,100})?|the (?:full|rest|whole).{0,120})|` +
	`\bcontinue reading\b.{0,200}|\bkeep reading|\bfull (?:story|article)|\bmore at .{0,60}|` +
	`\blire (?:la suite|plus).{0,120}|\bweiterlesen|\bleer más|devamı(?:nı oku)?.{0,20}|zêdetir.{0,20}|` +
	`(?:اقرأ المزيد|للمزيد|المزيد|تابع القراءة|أكمل القراءة).{0,60}|زیاتر.{0,30}|ادام[هۀ].{0,30})[\s»›>→\]).]*$`)

// closings are lines that the programs of sites put after an article.
var closings = regexp.MustCompile(`(?i)(?:the post .{1,400} (?:appeared first|first appeared) on .{1,200}|.{1,300} yazısı ilk önce .{1,200}|ظهرت المقالة .{1,400}|نوشته .{1,300} اولین بار .{1,200}|l[’'e]\s?article .{1,300} est apparu en premier sur .{1,200})$`)

// payWords are what a text says that is not for all.
var payWords = regexp.MustCompile(`(?i)subscri(?:be|bers?)[ -](?:only|to (?:continue|read|unlock))|to continue reading|already a subscriber|unlock this (?:article|story)|للمشتركين فقط|لمتابعة القراءة`)

// tailBytes is how much of a text's end is looked at.
const tailBytes = 1500

// whole reports whether a content is the whole article beyond doubt: of some
// length, with an end, and more than its summary.
func whole(content, summary string) bool {
	text := coverage.PlainText(content)
	words := len(strings.Fields(text))
	if words < wholeWords {
		return false
	}
	tail := strings.ToValidUTF8(text[max(0, len(text)-tailBytes):], "")
	if loc := closings.FindStringIndex(tail); loc != nil {
		tail = strings.TrimSpace(tail[:loc[0]])
	}
	if partEnds.MatchString(tail) || payWords.MatchString(tail) {
		return false
	}
	return words >= alikeWords || len(text) > len(summary)+len(summary)/2
}
