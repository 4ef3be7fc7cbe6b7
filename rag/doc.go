// Package rag is the domain of Newsdesk: it finds in a newsroom's coverage what
// answers a question, and gives it with citations that were checked.
//
// The tour of the house:
//
//   - An [Article] is one piece of coverage as its source gave it; [Split] cuts
//     it into a [Chunk] or more.
//   - A [Library] is the coverage that can be searched: it is derived from a
//     [Record], follows it, and returns a [Passage] or more for a [Query].
//   - An [Answerer] answers a [Question] from a library. Its [Answer] is a list
//     of [Claim]s, each with the [Source]s that it cites, or a refusal.
//
// The packages below know language and nothing of coverage: text has sentences
// and words, name the spellings of names, fact the numbers, dates and names of a
// sentence, thesaurus the words of like meaning, lexical the index of words.
//
// This package knows no database, no model's API and no chat program. What it
// needs of them stands in ports.go, and others implement it.
package rag
