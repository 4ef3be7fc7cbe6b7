// Package show turns what the domain gives into what Discord shows: an answer,
// a refusal, the passages behind an answer, a checked text and the coverage, as
// message contents and embeds within Discord's limits. Its functions are pure:
// no network, no session, no clock.
//
// Start with [Answer]. Every word that is not our own passes through [Harmless]
// or [Line] (harmless.go): what an article, a model or a person wrote is shown as
// it stands and does nothing. [Split] (split.go) keeps within a limit, and pack
// (pack.go) joins what was rendered into as few messages as hold it.
//
// It does not send: whoever does sets AllowedMentions to none, for a mention
// that is not drawn may still ring.
package show

// What Discord lets a message have, in UTF-16 units.
const (
	MaxContent     = 2000 // of a message
	MaxTitle       = 256  // of an embed
	MaxDescription = 4096 // of an embed
	MaxEmbeds      = 10   // of a message
	MaxEmbedSum    = 6000 // over all embeds of a message
)

// How much of what has no bound of its own is shown, in UTF-16 units before
// it is escaped. A list of ten articles then fits a message.
const (
	titleUnits  = 150
	outletUnits = 60
)

const ellipsis = "…"
