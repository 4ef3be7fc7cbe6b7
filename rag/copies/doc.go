// Package copies tells which articles are one report: the same text printed again,
// whole or cut, with another headline, dateline or paragraph, or with a few words
// changed. One with another number or name in it is no copy, for it says another
// thing, nor is what only has a form or its background paragraphs in common.
//
// Start with Same, which compares two texts read by Read, and with Index, which
// finds what is worth comparing among very many articles. Align pairs what two
// sequences have in common, in order; the differences of two versions are made of
// it too. The package knows words and their order, and nothing of who wrote them.
package copies
