// Package fact finds the hard facts in a sentence of news: numbers, percentages, amounts, dates, weekdays, people,
// places, organisations, demonyms, roles and quotations, each with the bytes that it covers and a value that can be
// compared. It also reads questions: what kind of fact a question wants, and about what.
//
// Everything is rules and word lists: no model, no network, the same answer every time. English is covered in full,
// Arabic in its numbers, dates, countries, demonyms and questions, Sorani Kurdish where we were sure of the words.
// Any input is safe, and the work is linear in its length: Find costs some tens of microseconds a sentence.
//
// Start with [Find] for the facts of a sentence, [Ask] for a question, [Entails] for "does this evidence carry that
// claim", and [Resolve] for "which day was Friday".
//
// What it does not do: read more than one sentence at a time (so "he" stays "he"), link names to a knowledge base, or
// decide that two names are one person beyond the written rules of [Entails].
package fact
