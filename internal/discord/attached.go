package discord

import (
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"unicode/utf8"
)

// maxFileName is how much of a file's name is kept, in bytes: file systems take
// 255, and a listing fewer.
const maxFileName = 120

// fileName is the name of an attached file, without folders. A long one loses its
// beginning, for the ending says what it is.
func fileName(name string) string {
	name = path.Base(name)
	if name == "." || name == ".." || name == "/" {
		return "file"
	}
	for len(name) > maxFileName {
		_, size := utf8.DecodeRuneInString(name)
		name = name[size:]
	}
	return name
}

// maxUnpacked is how long a packed file may be when it is unpacked. Text packs to
// a quarter or less, so that the largest file that is fetched has 40 MiB of it;
// what has much more was made to fill the memory.
const maxUnpacked = 100 << 20

// unpacksTooFar reports whether a file is packed and too long when unpacked. It
// keeps nothing of it. What is damaged is for its reader to name.
func unpacksTooFar(file []byte) bool {
	in, err := gzip.NewReader(bytes.NewReader(file))
	if err != nil {
		return false
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(in, maxUnpacked+1))
	return n > maxUnpacked
}
