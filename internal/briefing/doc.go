// Package briefing makes pieces of the coverage that are longer than an answer:
// summaries, timelines, comparisons, quotations, and a team's briefings with
// what is new since its last one. Each piece is a [rag.Report], every row of which
// is the coverage's own sentence or was verified against what it cites.
//
// The tour of the room; each package does one thing and is read by itself:
//
//   - material gathers the articles of a scope and reads them into statements.
//   - voice tells which articles are copies of one report, and so one voice.
//   - story groups articles into stories that stay the same as more come.
//   - summary picks, or has a model write, what is central.
//   - timeline finds events and their dates; its picture is in timeline/plot.
//   - compare finds the same fact with different values, what one outlet alone
//     reports and what all agree on.
//   - quote finds who said what, to the letter.
//   - page writes a report as text, Markdown, HTML and JSON.
//   - schedule says when a briefing is due, by the clock on the wall of its zone,
//     and sees to it that each is sent once.
//
// This package joins them: [Desk] takes requests and returns reports, and
// composes the briefing of a channel from what that channel was told before. It
// knows neither Discord nor SQLite: ports.go has what it asks of others.
package briefing
