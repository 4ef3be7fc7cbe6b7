// Package discord is the bot on Discord: people mention it, follow up, run a
// command or a message's menu, and get an answer whose every sentence opens its
// passage.
//
// It knows how to talk and not how to answer. What it asks of a newsroom is
// [Desk], what it keeps stands on a [Shelf] (ports.go); both are given to [New].
// Discord itself is the package session below it, and what a message looks like
// is the package show.
//
// The tour:
//
//   - [Bot.Run] (bot.go) connects, registers the commands (register.go) and
//     hands each event to message.go or interact.go. commands.go lists the
//     commands, and there is a file for each that does something: askcommand.go,
//     checkcommand.go, piececommand.go, briefingcommand.go, coverage.go,
//     settingscommand.go, help.go, forget.go.
//   - A question, however it came, becomes an asking (ask.go): it passes the
//     gate (gate.go: who may ask, limit.go: how often), gets its history
//     (history.go) and is answered onto a sheet.
//   - A sheet (sheet.go) is the one message, or the few, that fill while the
//     answer comes. It is written to a channel or to an interaction (paper.go),
//     paced by draft.go.
//   - The answer is kept (kept.go) for as long as people may press the buttons
//     under it (buttons.go), give feedback (feedback.go) or ask on.
//   - What comes by itself, a scheduled briefing, is composed and timed by others,
//     who run beside the bot; delivery.go posts it, and finds it again.
//   - After a gap in what Discord told, catchup.go looks for questions that were
//     missed.
//   - What goes wrong is turned into words by trouble.go, and only there.
//
// Nothing is posted that did not pass show, nobody is pinged (session sees to
// that) but the role that a scheduled briefing was given, and bots are not answered.
package discord
