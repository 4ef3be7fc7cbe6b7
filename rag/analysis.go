package rag

import (
	"encoding/binary"
	"errors"
	"fmt"

	"newsdesk/rag/lexical"
	"newsdesk/rag/text"
)

// analysisVersion names the form and the rules of an Analysis. Raise it when
// chunking changes; a change of the words' analysis raises lexical.Version.
const analysisVersion = 1

// AnalysisVersion is stored beside each analysis; an older one is made anew
// from the article's text.
const AnalysisVersion = analysisVersion*chunkRules + lexical.Version

// chunkRules is what the number of the rules of chunking is multiplied by, so
// that it shows in an analysis's version beside that of its words.
const chunkRules = 1000

// sameChunks reports whether an analysis of another version has the chunks that
// this one makes.
func sameChunks(version int) bool { return version/chunkRules == analysisVersion }

// analysis is what is derived from an article's text: its chunks and their words.
type analysis struct {
	chunks []Chunk
	words  lexical.Analysis
}

// Prepare derives from an article what the record keeps beside it.
func Prepare(a Article) (Prepared, error) {
	an := analyse(a)
	blob, err := an.marshal()
	if err != nil {
		return Prepared{}, fmt.Errorf("analyse %s: %w", a.ID, err)
	}
	return Prepared{Article: a, Analysis: blob, Version: AnalysisVersion}, nil
}

func analyse(a Article) analysis {
	chunks := Split(a)
	texts := make([]string, len(chunks))
	for i, c := range chunks {
		texts[i] = c.Of(a.Body)
	}
	title := a.Title
	if a.TitleDerived {
		title = "" // its words are the lead's, and count there
	}
	return analysis{chunks, lexical.Analyze(title, texts)}
}

func (an analysis) marshal() ([]byte, error) {
	words, err := an.words.MarshalBinary()
	if err != nil {
		return nil, err
	}
	b := binary.AppendUvarint(nil, uint64(len(an.chunks)))
	at := 0
	for _, c := range an.chunks {
		b = appendSpan(b, c.Span, &at)
		b = binary.AppendUvarint(b, uint64(len(c.Windows)))
		inner := c.Start
		for _, w := range c.Windows {
			b = appendSpan(b, w, &inner)
		}
	}
	return append(b, words...), nil
}

// appendSpan writes a span as its distance from *at and its length, and moves *at to its end.
func appendSpan(b []byte, p text.Span, at *int) []byte {
	b = binary.AppendUvarint(b, uint64(p.Start-*at))
	*at = p.End
	return binary.AppendUvarint(b, uint64(p.Len()))
}

var errAnalysis = errors.New("the stored analysis is damaged")

func unmarshalAnalysis(b []byte) (analysis, error) {
	d := decoder{b: b}
	n := d.count()
	chunks := make([]Chunk, 0, n)
	at := 0
	for range n {
		c := Chunk{Span: d.span(&at)}
		inner := c.Start
		windows := d.count()
		c.Windows = make([]text.Span, 0, windows)
		for range windows {
			c.Windows = append(c.Windows, d.span(&inner))
		}
		chunks = append(chunks, c)
	}
	if d.failed {
		return analysis{}, errAnalysis
	}
	var words lexical.Analysis
	if err := words.UnmarshalBinary(d.b); err != nil {
		return analysis{}, fmt.Errorf("%w: %w", errAnalysis, err)
	}
	return analysis{chunks, words}, nil
}

type decoder struct {
	b      []byte
	failed bool
}

func (d *decoder) uvarint() int {
	v, n := binary.Uvarint(d.b)
	if n <= 0 || v > 1<<40 {
		d.failed, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return int(v)
}

// count reads a number of things that take at least two bytes each.
func (d *decoder) count() int {
	n := d.uvarint()
	if n > len(d.b)/2 {
		d.failed, d.b = true, nil
		return 0
	}
	return n
}

func (d *decoder) span(at *int) text.Span {
	start := *at + d.uvarint()
	end := start + d.uvarint()
	*at = end
	return text.Span{Start: start, End: end}
}
