// Package session is the bot's connection to Discord, over
// github.com/bwmarrin/discordgo and made dependable. It knows nothing of
// newsrooms: it calls Discord's HTTP interface, keeps a gateway session alive
// and hands events to one handler.
//
// [New] makes a [Session]. Its calls ([REST.Send], [REST.Reply], [REST.Guilds]
// and so on) work at once; [Session.Run] connects to the gateway and returns
// when its context ends or when going on makes no sense.
//
// # HTTP
//
// The calls use discordgo's types and endpoints but not its requests. Those
// wait on a limit without looking at the context, keep one bucket for ever for
// each address, repeat a post after a 502 although it may post twice, hide the
// headers of a 429 and cannot send a nonce; RequestWithBucketID mends none of
// that. So each call here is a request (call.go) that goes through one limiter
// (limiter.go, pace.go) and one loop of attempts (attempt.go). What holds for
// all of them:
//
//   - the context ends a call wherever it is, and each call has a bound of its own;
//   - nobody is pinged: the body of a message is made in body.go, which is the
//     only place that writes allowed_mentions, and it allows none but one role
//     that a message names for it;
//   - a message is created with a nonce that is enforced, so that a repeat
//     after a time-out or a 5xx posts nothing twice. Follow-ups have no nonce at
//     Discord: they are not repeated once Discord may have taken them, and the
//     error is then [ErrUncertain];
//   - a 429 is waited for, of whatever kind, unless the wait would outlast the
//     call; a global one stops everyone.
//
// # Gateway
//
// discordgo's session does the decoding and owns the events; it never meets the
// network. Its dialer gives it a connection to a relay inside the process
// (relay.go), which greets it, acknowledges its heartbeats, and passes on what a
// link to the real gateway (link.go) hears. The link beats, resumes, identifies
// and closes as Discord documents, and shard.go decides what follows an ending.
// So nothing that discordgo does wrong can be reached: it sees neither op 7 nor
// op 9, neither a close code nor a silence, is opened once and closed once, and
// a component that it cannot decode is mended before (mend.go).
//
// # Events
//
// Events of one channel (or guild) are handled in the order in which they came;
// see [Handler]. Interactions answer to a clock of 3 s and wait for nobody. What
// Discord tells twice is handled once. What it never told, because a session
// could not be resumed, is a [Gap], and [Session.CatchUp] asks for it.
package session
