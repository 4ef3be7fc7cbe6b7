// Package sources keeps a newsroom's coverage current: it holds the feeds,
// pages, sitemaps and folders that are followed, decides when each is asked for
// again, and asks politely. What a feed says, how a page is got and where
// articles are kept is others' work: see ports.go.
//
// The tour, in the order of reading:
//
//   - source.go is a [Source], what was asked to be followed, and its [State],
//     what came of it; kept.go is how both are documents on a shelf. A damaged
//     document is said in the log and stops no other source.
//   - ports.go is what a [Keeper] calls: [Getter], [Reader], [Store], [Folder].
//   - book.go adds, removes, pauses and lists; poll.go asks for one at once.
//   - keeper.go is the [Keeper] and its Run. Only who holds the lease asks, so
//     that two processes on one record never ask twice. line.go is the line in
//     which all that is due waits, a queue for each host.
//   - gate.go sees to it that a host has one request under way and a rest after
//     it; robots.go that it is asked only for what its robots.txt lets be asked
//     for; ask.go sends a request and follows where it leads.
//   - visit.go reads a source and state.go says what an answer means for it: when
//     it is asked next, and why it does not work. note.go is what else there is to
//     say of it. pace.go learns its pace.
//   - items.go takes in what a source lists; page.go is the pages that it lists
//     and what an answer means for one; pages.go asks for them again, and
//     former.go knows what becomes of the articles that a page had before.
//   - folder.go follows a folder, watch.go hears of changes in it, files.go
//     knows which files were there, and foldernote.go says how it went.
//
// # Why nothing is lost or doubled
//
// A visit stores articles first, then the pages that are to be asked for, then
// which items were seen, and last, in the source's document, the validators that
// make the next request conditional. Each step can be repeated without effect:
// articles are stored under their id, pages under their address. So who dies in
// between leaves work that is done again at the next visit, and never work that
// is believed done.
//
// What is kept of a source names the life in which it was written, which ends when
// the source is removed: a visit that is under way then, or a removal that is cut
// short, leaves nothing that a source added at the same address would believe.
//
// # Why so few requests cost anything
//
// Validators (ETag, Last-Modified) of sources, pages and robots.txt are kept on
// the shelf and survive a restart: only what was never had is asked for without
// a condition, and what gives no validators. BenchmarkDay has the figures.
package sources
