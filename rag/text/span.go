package text

// Span is a half-open range of bytes, [Start, End), of some string.
type Span struct{ Start, End int }

// Of returns the part of s that the span covers.
func (p Span) Of(s string) string { return s[p.Start:p.End] }

// Len is the number of bytes covered.
func (p Span) Len() int { return p.End - p.Start }
