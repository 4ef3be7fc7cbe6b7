// Package schedule says when a channel's briefing is due, by the clock on the
// wall of its zone, and sees to it that each is sent once: through restarts,
// with two processes on one record, and where a send fails or its answer is
// lost. What a briefing says, and how it reaches people, is others' work: see
// [Composer] and [Deliverer] in ports.go.
//
// The tour, in the order of reading:
//
//   - days.go is which days: [Days]; words.go and clock.go read what people
//     write, and refuse the 31st of February with what to write instead.
//   - wall.go turns a day and a time into a moment. A briefing is due at the
//     first moment at which the clock on the wall shows its time or a later
//     one. So what is due in an hour that the clock skips is due right after
//     the gap, and what is due in an hour that comes twice is due the first
//     time. A date that a zone leaves out altogether has no briefing.
//   - schedule.go is a [Schedule] and its document; book.go is the [Book] of
//     them, which the commands use.
//   - run.go is a [Run], the record of one briefing on one day, from due to
//     sent, skipped, missed or failed; claim.go is who may work on it.
//   - runner.go is the [Runner], which wakes when something is due; plan.go
//     finds what that is, and what was missed; work.go takes a run a step
//     further and attempt.go does what can fail.
//
// # Why each is sent once
//
// A run's key is its schedule and its date, so that two processes speak of the
// same run. Only who holds the run's claim works on it; every step is written
// with a compare-and-set that fails where the claim was lost, and a claim runs
// out, so that a crash holds nothing up for long. What was composed is stored
// before its first part is sent, and each part's first try before it is made.
// Whoever takes the run over sends the parts that are missing, the same bytes
// under the same nonce. A chat remembers nonces for a few minutes only; a part
// first tried longer ago is looked for in the channel before it is sent again.
//
// What was due while nobody ran is sent late, and the deliverer is told how
// late, or counts as missed once its window is over ([MaxWindow]). Of several
// that were missed only the latest is sent.
//
// The zones are the time package's; a program that may run where there is no
// zone database imports time/tzdata.
package schedule
