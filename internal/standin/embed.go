package standin

import (
	"fmt"
	"net/url"
	"time"
)

// An Embed is a framed card of a message.
type Embed struct {
	Type        string       `json:"type"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Color       int          `json:"color,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Footer      *EmbedFooter `json:"footer,omitempty"`
	Author      *EmbedAuthor `json:"author,omitempty"`
	Image       *EmbedImage  `json:"image,omitempty"`
	Thumbnail   *EmbedImage  `json:"thumbnail,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
}

// EmbedFooter is an embed's last line.
type EmbedFooter struct {
	Text    string `json:"text"`
	IconURL string `json:"icon_url,omitempty"`
}

// EmbedAuthor is an embed's first line.
type EmbedAuthor struct {
	Name    string `json:"name"`
	URL     string `json:"url,omitempty"`
	IconURL string `json:"icon_url,omitempty"`
}

// EmbedImage is a picture of an embed.
type EmbedImage struct {
	URL string `json:"url"`
}

// EmbedField is a titled paragraph of an embed.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// text is how many characters count towards the sum over all embeds.
func (e *Embed) text() int {
	n := length(e.Title) + length(e.Description)
	for _, f := range e.Fields {
		n += length(f.Name) + length(f.Value)
	}
	if e.Footer != nil {
		n += length(e.Footer.Text)
	}
	if e.Author != nil {
		n += length(e.Author.Name)
	}
	return n
}

// checkEmbeds notes what is wrong with a message's embeds and returns them as
// they will be stored.
func checkEmbeds(f *form, embeds []Embed) []Embed {
	if len(embeds) > maxEmbeds {
		f.bad("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
	}
	sum, stored := 0, make([]Embed, 0, len(embeds))
	for i, e := range embeds {
		e.check(f, fmt.Sprintf("embeds.%d", i))
		e.Type = "rich"
		sum += e.text()
		stored = append(stored, e)
	}
	if sum > maxEmbedText {
		f.bad("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000")
	}
	return stored
}

// check notes what is wrong with one embed.
func (e *Embed) check(f *form, path string) {
	if e.text() == 0 && e.Image == nil && e.Thumbnail == nil {
		f.bad(path+".description", "BASE_TYPE_REQUIRED", "This field is required")
	}
	f.atMost(path+".title", e.Title, maxEmbedTitle)
	f.atMost(path+".description", e.Description, maxEmbedDesc)
	f.link(path+".url", e.URL)
	if e.Color < 0 || e.Color > 0xFFFFFF {
		f.bad(path+".color", "NUMBER_TYPE_MAX", "int value should be less than or equal to 16777215.")
	}
	if _, err := time.Parse(time.RFC3339, e.Timestamp); e.Timestamp != "" && err != nil {
		f.bad(path+".timestamp", "DATE_TIME_TYPE_PARSE", "Could not parse "+e.Timestamp+". Should be ISO8601.")
	}
	if e.Footer != nil {
		f.atMost(path+".footer.text", e.Footer.Text, maxFooter)
		f.link(path+".footer.icon_url", e.Footer.IconURL)
	}
	if e.Author != nil {
		f.between(path+".author.name", e.Author.Name, 1, maxEmbedAuthor)
		f.link(path+".author.url", e.Author.URL)
		f.link(path+".author.icon_url", e.Author.IconURL)
	}
	for name, image := range map[string]*EmbedImage{"image": e.Image, "thumbnail": e.Thumbnail} {
		if image != nil {
			f.link(path+"."+name+".url", image.URL)
		}
	}
	e.checkFields(f, path)
}

// checkFields notes what is wrong with an embed's fields.
func (e *Embed) checkFields(f *form, path string) {
	if len(e.Fields) > maxEmbedFields {
		f.bad(path+".fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
	}
	for i, field := range e.Fields {
		at := fmt.Sprintf("%s.fields.%d", path, i)
		f.between(at+".name", field.Name, 1, maxFieldName)
		f.between(at+".value", field.Value, 1, maxFieldValue)
	}
}

// link notes an address that Discord would not link or show.
func (f *form) link(path, address string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil {
		f.bad(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
		return
	}
	switch u.Scheme {
	case "http", "https", "attachment", "discord":
		if u.Host == "" && u.Opaque == "" {
			f.bad(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
		}
	default:
		f.bad(path, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme))
	}
}
