// Package quote finds who said what, to the letter: the words between the marks,
// who is said to have said them, in what office, to whom and when.
//
// The tour:
//
//   - Make reads each article of a set by its paragraphs, because a sentence
//     splitter may cut a quotation in two (quote.go, read.go).
//   - marks.go finds what stands between marks: curly, straight, single, angled,
//     within one another, and going on in the next paragraph.
//   - lines.go cuts what stands around the quotations into sentences of words.
//   - attribute.go finds for a quotation the verb that reports it: before it
//     (reporter.go), behind a colon without a verb (colon.go), or behind it
//     (trailing.go). verbs.go has the verbs.
//   - subject.go finds who does a verb, lead.go whom a line is about, behind.go who
//     is named behind, and phrase.go tells whom those words name (nouns.go, fuller.go).
//   - people.go knows the people of an article by all their names (mentions.go), and
//     offices.go and late.go by what they are; pronoun.go tells whom 'she' means.
//   - arabic.go does all this for Arabic.
//   - merely.go tells the names of films and ships, and words held at a distance,
//     from quotations. told.go finds to whom and when.
//   - Report writes the passages down (report.go).
//
// Words given to somebody who did not say them are the worst that can happen
// here, so each rule that is in doubt gives up: a quotation whose speaker cannot
// be told is left out. Only what is read off a placard or chanted has no speaker.
//
// Words in marks within what somebody reports are that person's: where officials
// told a reporter of people accused of "promoting terrorist groups", the officials
// are named, because it is they whose words the reporter has; who accused is not
// said. It is rules alone, with no knowledge of the world; it does not find what
// is said without marks. The rules are for English; those for Arabic are fewer, and not
// proved, so that Options must ask for it. Of other languages only who is named right
// beside a verb of saying is told.
package quote
