package standin

import (
	"bytes"
	"fmt"
	"image"
	"mime"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	_ "image/gif"  // for the size of pictures
	_ "image/jpeg" // for the size of pictures
	_ "image/png"  // for the size of pictures
)

// A File is what a person uploads.
type File struct {
	Name string
	Type string // MIME; empty: by the name, else by the content
	Data []byte
}

// upload is a file of a multipart body, with the number in its field's name.
type upload struct {
	File
	index int
}

// fileStore keeps uploaded files, the newest keepBytes of them.
type fileStore struct {
	files map[string]*storedFile
	order []string
	bytes int
}

type storedFile struct {
	File
	channel string
}

func (s *fileStore) put(id, channel string, f File) {
	if s.files == nil {
		s.files = map[string]*storedFile{}
	}
	s.files[id] = &storedFile{f, channel}
	s.order = append(s.order, id)
	s.bytes += len(f.Data)
	for s.bytes > keepBytes && len(s.order) > 1 {
		s.drop(s.order[0])
	}
}

func (s *fileStore) drop(id string) {
	if f := s.files[id]; f != nil {
		s.bytes -= len(f.Data)
		delete(s.files, id)
		s.order = slices.DeleteFunc(s.order, func(o string) bool { return o == id })
	}
}

func (s *fileStore) dropChannel(channel string) {
	for _, id := range slices.Clone(s.order) {
		if s.files[id].channel == channel {
			s.drop(id)
		}
	}
}

// checkUploads refuses files that are too large.
func checkUploads(files []upload) error {
	for _, f := range files {
		if len(f.Data) > maxFile {
			return errTooLarge
		}
	}
	return nil
}

// attach stores files, named and described by the references with their index,
// and returns the attachments.
func (d *Discord) attach(channelID string, files []upload, refs *[]attachmentRef, ephemeral bool) []Attachment {
	var list []Attachment
	for _, f := range files {
		name, description := f.Name, ""
		if refs != nil {
			for _, ref := range *refs {
				if ref.key() == strconv.Itoa(f.index) {
					name, description = ref.Filename, ref.Description
				}
			}
		}
		if name == "" {
			name = f.Name
		}
		f.Name = safeName(name)
		f.Type = f.mime()
		a := Attachment{ID: d.newID(), Filename: f.Name, Description: description, ContentType: f.Type, Size: len(f.Data), Ephemeral: ephemeral}
		a.URL = fmt.Sprintf("%s/attachments/%s/%s/%s", d.base(), channelID, a.ID, url.PathEscape(a.Filename))
		a.ProxyURL = a.URL
		if c, _, err := image.DecodeConfig(bytes.NewReader(f.Data)); err == nil {
			a.Width, a.Height = c.Width, c.Height
		}
		d.files.put(a.ID, channelID, f.File)
		list = append(list, a)
	}
	return list
}

// base is the address that the attachments' begin with.
func (d *Discord) base() string {
	if d.url == "" {
		return "http://standin.invalid"
	}
	return d.url
}

// safeName is a file's name as Discord keeps it: letters, digits, dot, dash and
// underscore.
func safeName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '-' || r == '_':
			return r
		case unicode.IsSpace(r):
			return '_'
		}
		return -1
	}, filepath.Base(filepath.ToSlash(name)))
	if strings.Trim(name, "._") == "" {
		return "file"
	}
	return name
}

// mime is the file's type.
func (f *File) mime() string {
	if f.Type != "" && f.Type != "application/octet-stream" {
		return f.Type
	}
	if t := mime.TypeByExtension(filepath.Ext(f.Name)); t != "" {
		return t
	}
	return http.DetectContentType(f.Data)
}

// serveAttachment answers with an uploaded file. Nothing that a page of our
// origin could run is served as such.
func (d *Discord) serveAttachment(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	f := d.files.files[r.PathValue("attachment_id")]
	d.mu.Unlock()
	if f == nil || f.channel != r.PathValue("channel_id") || f.Name != r.PathValue("filename") {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", f.Type)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "sandbox; default-src 'none'")
	if !strings.HasPrefix(f.Type, "image/") || strings.HasPrefix(f.Type, "image/svg") {
		h.Set("Content-Disposition", "attachment")
	}
	http.ServeContent(w, r, "", idTime(r.PathValue("attachment_id")), bytes.NewReader(f.Data))
}
