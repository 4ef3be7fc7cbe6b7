// Package story groups the coverage into stories as it arrives. A story is what
// several articles tell of: one flood, one trial, one budget on its way through
// parliament. It does not write about stories, and knows nothing of topics.
//
// The tour:
//
//   - Read (features.go) takes from an article what it is compared by: words,
//     names and how they sound, figures; an Arabic article also as what its words
//     mean in English. corpus.go weighs them by how rare they are in the coverage
//     itself, and near.go finds the articles most like one.
//   - lean.go lets an article lean on those most like it: it is compared as if it
//     also said, more quietly, what they say, so that reports with no words in
//     common are one story where a third has some with both.
//   - link.go says how far two groups are one story, and has all thresholds of
//     that: words in common, fewer the longer nobody wrote, and less where each
//     is about a name that the other never says.
//   - cluster.go joins the most alike first, until nothing is alike enough. The
//     link is that of all articles of one group with all of the other, so that no
//     chain of neighbours makes a story. [Group] is all this as a pure function.
//   - What one audience alone sees is grouped after what everybody does, and never
//     changes how that is grouped (audience.go).
//   - [Keeper] follows the record: what came is grouped together with the stories
//     beside it, and all is grouped again when the coverage has grown by a quarter
//     (regroup.go). identity.go lets each story keep its id.
//   - shelf.go has the documents, turn.go how processes take turns at writing.
//
// # Ids
//
// The id of a story is there for good. As articles come and go it stays with the
// group that has most of the articles it had; of two that have as many, with that
// of the article stored first. Where two stories become one, the id that goes is
// an alias of the one that stays. Where a story falls apart, its largest part
// keeps the id and the others get new ones.
//
// A story of one article has an id that is made of the article's. It is not
// stored, and resolves to the story of that article as long as the article is there.
package story
