// Package playground is a page in the browser on the local Discord of
// [newsdesk/internal/standin]: it looks and works like a channel of Discord, so that
// somebody without an application there can talk to the bot, and it shows beside
// each answer how it came about.
//
// It knows Discord's side alone. The bot joins the stand-in as it joins Discord, and
// what only the bot knows of an answer comes through [Explainer].
//
// The page is of plain modules under web, which is embedded. It loads nothing from
// elsewhere, and talks to the playground over one WebSocket: requests, which have an
// id and get an answer with that id, and events, as the person behind the tab may
// see them. Each tab is a person of its own.
//
// Who is let in: a browser that opened a link of [Playground.Link], each of which
// works once, and nobody who comes by another name of this machine or from another
// page. Start reading at [New]; then gate.go for who gets in, socket.go for the life
// of a tab's connection, request.go and act.go for what it asks, and event.go for
// what it is told.
package playground
