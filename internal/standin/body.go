package standin

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

// readBody takes a request's body in: the JSON, and the files of a multipart
// one. It reads no more than Discord would.
func readBody(w http.ResponseWriter, r *http.Request) ([]byte, []upload, error) {
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "multipart/form-data" {
		r.Body = http.MaxBytesReader(w, r.Body, maxUploadBody)
		return readMultipart(multipart.NewReader(r.Body, params["boundary"]))
	}
	b, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxJSONBody))
	if err != nil {
		return nil, nil, readError(err)
	}
	if len(b) > 0 && kind != "application/json" {
		return b, nil, badForm("_", "CONTENT_TYPE_INVALID", `Expected "Content-Type" header to be one of {'application/json'}.`)
	}
	return b, nil, nil
}

func readError(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return errTooLarge
	}
	return errInvalidJSON
}

// fileField matches the name of a field that holds a file.
var fileField = regexp.MustCompile(`^files\[(\d{1,4})\]$|^file(\d{0,4})$`)

// readMultipart reads payload_json and the files.
func readMultipart(parts *multipart.Reader) (payload []byte, files []upload, err error) {
	for {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return payload, files, nil
		}
		if err != nil {
			return payload, nil, readError(err)
		}
		// One byte more tells a file that is too large from one that just fits.
		data, err := io.ReadAll(io.LimitReader(part, maxFile+1))
		if err != nil {
			return payload, nil, readError(err)
		}
		if part.FormName() == "payload_json" {
			payload = data
			continue
		}
		m := fileField.FindStringSubmatch(part.FormName())
		if m == nil {
			continue
		}
		if len(files) == maxFiles {
			return payload, nil, badForm("files", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
		}
		if len(data) > maxFile {
			return payload, nil, errTooLarge
		}
		index, _ := strconv.Atoi(m[1] + m[2])
		files = append(files, upload{File{Name: part.FileName(), Type: part.Header.Get("Content-Type"), Data: data}, index})
	}
}

// emojiOf reads an emoji from a path: "name:id", or Unicode.
func emojiOf(s string) (Emoji, error) {
	if t, err := url.PathUnescape(s); err == nil {
		s = t
	}
	for i := range s {
		if s[i] == ':' {
			id := s[i+1:]
			if !isID(id) {
				return Emoji{}, errUnknownEmoji
			}
			return Emoji{ID: &id, Name: s[:i]}, nil
		}
	}
	// Discord keeps a list; this is a rule of thumb.
	isASCII := !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
	if isASCII || strings.ContainsFunc(s, unicode.IsLetter) || length(s) > 32 {
		return Emoji{}, errUnknownEmoji
	}
	return Emoji{Name: s}, nil
}

// key tells emojis apart.
func (e Emoji) key() string {
	if e.ID != nil {
		return *e.ID
	}
	return e.Name
}
