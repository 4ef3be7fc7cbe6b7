// Package text takes text apart: into sentences, headings and tokens, each with
// the exact bytes that it covers, and words into the forms that compare.
//
// Start with [Prose] for the sentences of an article, [Tokenize] for the words
// of a sentence, and [Fold] and [Stem] for what makes two spellings one word. It
// covers English, Arabic and Kurdish, and with [Root] and [IsStopIn], which are told
// the language, Turkish, Persian and French; other scripts pass through unharmed.
// It knows nothing of meaning.
package text

// Span is a half-open range of bytes, [Start, End), of some string.
type Span struct{ Start, End int }

// Of returns the part of s that the span covers.
func (p Span) Of(s string) string { return s[p.Start:p.End] }

// Len is the number of bytes covered.
func (p Span) Len() int { return p.End - p.Start }
