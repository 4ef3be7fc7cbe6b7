package pdftext

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"io"

	"golang.org/x/image/tiff/lzw"
)

// maxFilters bounds the ways in which a stream is packed one over the other.
const maxFilters = 4

// decode unpacks a stream, at most so many bytes of it, and as far as it can be
// where it is damaged. Pictures are not unpacked.
func (f *file) decode(s *stream, most int) []byte {
	filters, params := f.array(s.dict["Filter"]), f.array(s.dict["DecodeParms"])
	if filters == nil && s.dict["Filter"] != nil {
		filters, params = array{s.dict["Filter"]}, array{s.dict["DecodeParms"]}
	}
	if len(filters) > maxFilters {
		return nil
	}
	data := s.data
	for i, filter := range filters {
		in := unpacker(f.name(filter), data)
		if in == nil {
			return nil
		}
		most = min(most, f.decoded)
		data, _ = io.ReadAll(io.LimitReader(in, int64(most)))
		f.decoded -= len(data)
		if i < len(params) {
			if p := f.dictOf(params[i]); f.number(p["Predictor"]) >= pngPredictor {
				data = unpredict(data, max(1, int(min(f.number(p["Columns"]), 1<<16))))
			}
		}
	}
	return data[:min(len(data), most)]
}

// unpacker returns a reader of what is packed in a way, nil for a way that only
// pictures are packed in.
func unpacker(way name, data []byte) io.Reader {
	switch way {
	case "FlateDecode", "Fl":
		if in, err := zlib.NewReader(bytes.NewReader(data)); err == nil {
			return in
		}
	case "LZWDecode", "LZW":
		return lzw.NewReader(bytes.NewReader(data), lzw.MSB, 8)
	case "ASCII85Decode", "A85":
		data, _, _ = bytes.Cut(bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~")), []byte("~"))
		return ascii85.NewDecoder(bytes.NewReader(data))
	case "ASCIIHexDecode", "AHx":
		l := lexer{data: data}
		return bytes.NewReader([]byte(l.hex()))
	case "Crypt":
		return bytes.NewReader(data) // of a file that is not encrypted: the identity
	}
	return nil
}

// pngPredictor is the first number of the filters that PNG has. They stand in every
// row of their own, and only one byte a column is in use for tables of objects.
const pngPredictor = 10

// unpredict undoes the filters of PNG.
func unpredict(data []byte, columns int) []byte {
	before := make([]byte, columns)
	out := make([]byte, 0, len(data))
	for len(data) > columns {
		kind, row := data[0], data[1:columns+1]
		for i := range row {
			var left, corner byte
			if i > 0 {
				left, corner = row[i-1], before[i-1]
			}
			switch kind {
			case 1:
				row[i] += left
			case 2:
				row[i] += before[i]
			case 3:
				row[i] += byte((int(left) + int(before[i])) / 2)
			case 4:
				row[i] += paeth(left, before[i], corner)
			}
		}
		out = append(out, row...)
		before, data = row, data[columns+1:]
	}
	return out
}

// paeth is the neighbour that is nearest to left + above - corner.
func paeth(left, above, corner byte) byte {
	p := int(left) + int(above) - int(corner)
	l, a, c := p-int(left), p-int(above), p-int(corner)
	l, a, c = max(l, -l), max(a, -a), max(c, -c)
	switch {
	case l <= a && l <= c:
		return left
	case a <= c:
		return above
	}
	return corner
}
