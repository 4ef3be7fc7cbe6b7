package document

import (
	"bytes"
	"errors"
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"

	"github.com/jhillyerd/enmime/v2"
)

// Bounds of an e-mail. The parser recurses into its parts, and letters that were
// forwarded many times over have some ten of them inside each other.
const (
	maxMail   = 32 << 20 // bytes; most servers take no more
	maxParts  = 500      // parts with parts, wherever they stand
	maxLimits = 5000     // lines that may begin a part: the parser goes through all parts for each
	maxHeads  = 1 << 20  // bytes of headers
)

var (
	errMailLong  = errors.New("is an e-mail of more than 32 MB; save its text alone")
	errMailParts = errors.New("is an e-mail of too many parts or headers")
	errNoMail    = errors.New("is not an e-mail: it does not begin with headers such as From and Subject")
	errOnlyQuote = errors.New("holds nothing but signature and quotations of other e-mails")
	errEncrypted = errors.New("is encrypted; open it with its password or key and save it without")
)

// Mail reads an e-mail as newsletters and agencies send them: the subject is the
// title and the sender's name the byline. The day of sending, in the zone that the
// header states, is when it was published. Text is the part in plain text without
// signature and quotations; HTML is given instead where there is none. Attachments are
// not read, as a warning says.
func Mail(data []byte) (Document, error) {
	var d Document
	switch {
	case len(data) > maxMail:
		return d, errMailLong
	case bytes.Count(bytes.ToLower(data), []byte("multipart")) > maxParts, bytes.Count(data, []byte("\n--")) > maxLimits, headed(data) > maxHeads:
		return d, errMailParts
	}
	parser := enmime.NewParser(enmime.DisableTextConversion(true), enmime.SkipMalformedParts(true),
		enmime.MaxStoredPartErrors(1), enmime.MultipartWOBoundaryAsSinglePart(true))
	var e *enmime.Envelope
	err := guarded(func() (err error) {
		e, err = parser.ReadEnvelope(bytes.NewReader(unmboxed(data)))
		return err
	})
	switch {
	case err != nil:
		return d, fmt.Errorf("%w (%s)", errNoMail, oneLine(err.Error()))
	case e.GetHeader("From") == "" && e.GetHeader("Subject") == "" && e.GetHeader("Date") == "":
		return d, errNoMail
	}
	d.headers(e)
	return d, d.content(e)
}

// headed returns how long the headers are.
func headed(data []byte) int {
	for at := 0; at < len(data); {
		n := bytes.IndexByte(data[at:], '\n')
		if n < 0 {
			break
		}
		if at > 0 && len(bytes.TrimSpace(data[at:at+n])) == 0 {
			return at
		}
		at += n + 1
	}
	return len(data)
}

// unmboxed takes away the line that a mailbox puts before an e-mail.
func unmboxed(data []byte) []byte {
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\ufeff")), "\r\n")
	if bytes.HasPrefix(data, []byte("From ")) {
		_, data, _ = bytes.Cut(data, []byte("\n"))
	}
	return data
}

// again are marks of an answered or forwarded e-mail before its subject.
var again = regexp.MustCompile(`^(?i:(?:re|fw|fwd|aw|wg|tr|رد|إعادة توجيه)\s*:\s*)+`)

// headers states what the headers say. An address names nobody, and a list's
// name is no outlet.
func (d *Document) headers(e *enmime.Envelope) {
	d.Title = again.ReplaceAllString(valid(e.GetHeader("Subject")), "")
	if from, err := e.AddressList("From"); err == nil && len(from) > 0 && !strings.Contains(from[0].Name, "@") {
		d.Byline = valid(from[0].Name)
	}
	d.Date = mailDate(e.GetHeader("Date"))
	if lang, _, _ := strings.Cut(e.GetHeader("Content-Language"), ","); !strings.Contains(lang, " ") {
		d.Language = valid(lang)
	}
	if at := strings.Trim(valid(e.GetHeader("Archived-At")), "<>"); isWeb(at) {
		d.URL = at
	}
}

func valid(s string) string { return oneLine(strings.ToValidUTF8(s, "�")) }

// oldZones are the letters for zones that the standard gives a meaning (RFC 5322,
// 4.3). Others have several.
var oldZones = strings.NewReplacer(" GMT", " +0000", " UTC", " +0000", " UT", " +0000", " EST", " -0500", " EDT", " -0400",
	" CST", " -0600", " CDT", " -0500", " MST", " -0700", " MDT", " -0600", " PST", " -0800", " PDT", " -0700")

var (
	mailComment = regexp.MustCompile(`\([^()]*\)`)
	mailZone    = regexp.MustCompile(`[+-]\d{4}$`)
)

// mailDate returns a Date header as RFC 3339, or its day alone where the zone is
// not known.
func mailDate(header string) string {
	header = oneLine(mailComment.ReplaceAllString(header, ""))
	if header == "" {
		return ""
	}
	if !mailZone.MatchString(header) {
		header = oldZones.Replace(header + " ")
	}
	header = strings.TrimSpace(header)
	zoned := mailZone.MatchString(header)
	t, err := mail.ParseDate(header)
	switch {
	case err != nil:
		return header // to be told that it was not understood
	case !zoned:
		return t.Format(time.DateOnly)
	}
	return t.Format(time.RFC3339)
}

// content finds the text, and says what was not read.
func (d *Document) content(e *enmime.Envelope) error {
	if e.Root.DepthMatchFirst(func(p *enmime.Part) bool { return isSealed(p.ContentType) }) != nil {
		return errEncrypted
	}
	if n := len(e.Attachments); n > 0 {
		d.Warnings = append(d.Warnings, fmt.Errorf("attachments: %d not read; save them as files of their own", n))
	}
	plain := e.Root.DepthMatchFirst(func(p *enmime.Part) bool {
		return p.ContentType == "text/plain" && p.Disposition != "attachment" && len(bytes.TrimSpace(p.Content)) > 0
	})
	written := ""
	if plain != nil {
		written = string(plain.Content)
	} else if e.HTML == "" {
		written = e.Text
	}
	d.Text = unquoted(unixLines(strings.ToValidUTF8(written, "�")))
	switch {
	case d.Text != "":
		return nil
	case strings.TrimSpace(e.HTML) != "":
		d.HTML = strings.ToValidUTF8(e.HTML, "�")
		return nil
	case strings.TrimSpace(written) != "":
		return errOnlyQuote
	}
	return errNoText
}

func isSealed(contentType string) bool {
	return contentType == "multipart/encrypted" || contentType == "application/pkcs7-mime" || contentType == "application/x-pkcs7-mime"
}
