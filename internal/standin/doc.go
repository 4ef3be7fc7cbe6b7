// Package standin is a local Discord: the REST interface under /api/v9 and
// /api/v10, the gateway at /gateway and uploaded files under /attachments, good
// enough that a bot cannot tell. It carries the tests of the bot and the
// playground in the browser.
//
// It has three faces. To a bot it is Discord: it speaks the wire format, keeps
// the limits and the permissions, withholds what the intents do not ask for and
// refuses what Discord refuses with Discord's bodies. To a test or a page it is
// a room full of people: [Discord.Say], [Discord.SlashCommand],
// [Discord.ClickButton] and their kin act as a user, [Discord.Subscribe] and
// [Discord.Messages] tell what that user sees. To a test of endurance it is a
// bad day: [Discord.Inject] spoils REST answers, and [Discord.SetGatewayFaults],
// [Discord.DropGateway], [Discord.CloseGateway] and others spoil the gateway.
//
// It is not a copy of Discord: there is no voice, no forum, no moderation
// beyond deleting, no webhook but those of interactions, and nothing is kept
// beyond the life of the process. Where Discord's behaviour is not written down
// the comments say what was assumed.
//
// Everything is in memory under one mutex. Start reading at [New]; then rest.go
// for how a request is answered, gateway.go and session.go for the gateway, and
// interaction.go for the life of an interaction.
package standin
