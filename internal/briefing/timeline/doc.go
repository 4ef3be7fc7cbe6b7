// Package timeline finds the events that a set of articles tells, and when each
// was. The day of an event comes from the text and is apart from the day of
// publication: 'on Wednesday' in an article of 14 March 2025 is 12 March, and in an
// undated article it stays 'on Wednesday', at the end, without a day.
//
// Start with Make, which is four steps:
//
//   - Each sentence is read into the events that it tells (event.go). A time in it
//     is an event's only if it belongs to a deed: dating.go looks at the words
//     around the time ('since 2003', 'the 2019 vote' and 'until May' date nothing)
//     and deed.go at the verbs of its clause (what is, was planned without a day, or
//     might be is no event). day.go finds the day's news of articles that name no day.
//   - Events of one day that say the same are one row (same.go).
//   - The days are weighed (weigh.go): by how many voices come back to a day, how
//     much is published on it, and whether leads and headlines speak of it. A row is
//     told by the sentence most central to what is said of its day (central.go).
//   - As many rows as were asked for are picked (pick.go), in order of time.
//
// Everything is the coverage's own words. The package draws nothing: the picture
// is in timeline/plot.
package timeline
