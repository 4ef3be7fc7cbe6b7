package pdftext

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// The library ledongthuc/pdf knows the encodings of fonts and the four thousand
// names of letters, and is asked for these. Files themselves it must not read: its
// tables may name themselves as the place of an object, whereupon it recurses until
// the process dies, which nothing can catch; sizes in the file are
// allocated as they are claimed; tables that lead in circles it follows
// for ever; and it reads no forms within pages and no widths of fonts with
// more than 256 letters, without which words cannot be told apart. It therefore
// sees only the small files that are written here.

// encodings returns what the 256 codes mean in each of some encodings, given as they
// stand in a file: "/WinAnsiEncoding", "<</Differences [1 /alef]>>". The empty one is
// that of the file's properties.
func encodings(given []string) ([][256]string, error) {
	var fonts strings.Builder
	for i, encoding := range given {
		if encoding != "" {
			encoding = "/Encoding " + encoding
		}
		fmt.Fprintf(&fonts, "/F%d <</Type /Font %s>>\n", i, encoding)
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	root := b.Len()
	fmt.Fprintf(&b, "1 0 obj\n<</Type /Catalog /Resources <</Font <<%s>> >> >>\nendobj\n", fonts.String())
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 2\n0000000000 65535 f \n%010d 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", root, xref)
	r, err := pdf.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		return nil, fmt.Errorf("read encodings: %w", err)
	}
	var all [256]byte
	for i := range all {
		all[i] = byte(i)
	}
	page := pdf.Page{V: r.Trailer().Key("Root")}
	tables := make([][256]string, len(given))
	for i := range given {
		font := page.Font("F" + strconv.Itoa(i))
		for code, r := range []rune(font.Encoder().Decode(string(all[:]))) {
			tables[i][code&0xff] = string(r)
		}
	}
	return tables, nil
}

// letters knows what letters are called, and the encodings that have names.
type letters struct {
	windows, mac, standard, properties [256]string

	named map[name]string
}

// ofStandard is where the standard's own encoding differs from that of properties
// in what running text has.
var ofStandard = map[int]string{
	0x27: "’", 0x60: "‘", 0xaa: "“", 0xba: "”", 0xb1: "–", 0xd0: "—", 0xae: "fi", 0xaf: "fl", 0xb7: "•", 0xa4: "⁄", 0xa0: " ",
	0xac: "‹", 0xad: "›", 0xb9: "„", 0xb8: "‚", 0xbc: "…", 0xb2: "†", 0xb3: "‡", 0xa9: "'", 0xf5: "ı", 0xe1: "Æ", 0xf1: "æ", 0xfb: "ß",
}

func newLetters() (*letters, error) {
	tables, err := encodings([]string{"/WinAnsiEncoding", "/MacRomanEncoding", ""})
	if err != nil {
		return nil, err
	}
	l := &letters{tables[0], tables[1], tables[2], tables[2], map[name]string{}}
	for code, s := range ofStandard {
		l.standard[code] = s
	}
	return l, nil
}

// slots is how many names are asked for in one encoding: codes that mean no
// letter, so that an answer is told from the code itself, which stands for no
// answer.
const slots = 31

var (
	plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]{0,30}$`)
	uniName   = regexp.MustCompile(`^(?:uni([0-9A-F]{4,24})|u([0-9A-F]{4,6}))$`)
)

// learn finds out what some names mean. Names that mean nothing, such as "g12", are
// kept as "".
func (l *letters) learn(names []name) error {
	var asked []name
	for _, n := range names {
		bare, _, _ := strings.Cut(string(n), ".") // alef.fina is an alef
		if _, known := l.named[n]; known {
			continue
		}
		l.named[n] = ""
		if m := uniName.FindStringSubmatch(bare); m != nil {
			l.named[n] = uniLetters(m[1], m[2])
		} else if plainName.MatchString(bare) {
			asked = append(asked, n)
		}
	}
	var given []string
	for i := 0; i < len(asked); i += slots {
		list := "<</Differences [1"
		for _, n := range asked[i:min(len(asked), i+slots)] {
			bare, _, _ := strings.Cut(string(n), ".")
			list += " /" + bare
		}
		given = append(given, list+"]>>")
	}
	if len(given) == 0 {
		return nil
	}
	tables, err := encodings(given)
	for i, n := range asked {
		if err == nil && tables[i/slots][1+i%slots] != string(rune(1+i%slots)) {
			l.named[n] = tables[i/slots][1+i%slots]
		}
	}
	return err
}

// uniLetters reads a name that gives the numbers of its letters.
func uniLetters(fours, one string) string {
	if one != "" {
		n, _ := strconv.ParseUint(one, 16, 32) // are digits
		return string(rune(n))
	}
	var b strings.Builder
	for ; len(fours) >= 4; fours = fours[4:] {
		n, _ := strconv.ParseUint(fours[:4], 16, 32)
		b.WriteRune(rune(n))
	}
	return b.String()
}

// property reads a text of the file's properties.
func (l *letters) property(s string) string {
	if rest, ok := strings.CutPrefix(s, "\xfe\xff"); ok {
		return fromUTF16(rest)
	}
	if rest, ok := strings.CutPrefix(s, "\xef\xbb\xbf"); ok {
		return strings.ToValidUTF8(rest, unreadable)
	}
	var b strings.Builder
	for i := range len(s) {
		b.WriteString(l.properties[s[i]])
	}
	return b.String()
}
