package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"

	"newsdesk/internal/briefing/schedule"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
)

// briefingPart is one message of a briefing, as it is stored until it was sent.
type briefingPart struct {
	Content string         `json:"content"`
	Files   []briefingFile `json:"files,omitempty"`
	// These are in the last part alone: what its channel was told then, what that
	// cites, both packed, and what it is called.
	Telling  []byte `json:"telling,omitempty"`
	Passages []byte `json:"passages,omitempty"`
	Title    string `json:"title,omitempty"`
}

// briefingFile is a file that goes with a message; its data are packed, for a page
// of HTML is five times as long as what it says.
type briefingFile struct {
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	ContentType string `json:"type"`
	Data        []byte `json:"data"`
}

// partsOf are the parts of a briefing. Files for which the record has no room are
// left out, the last ones first.
func partsOf(made *discord.Brief) ([][]byte, error) {
	last, err := lastPart(made)
	if err != nil {
		return nil, err
	}
	files, err := packedFiles(made.Files)
	if err != nil {
		return nil, err
	}
	contents := discord.BriefingContents(made)
	for {
		parts, size, err := encoded(contents, files, last)
		if err != nil || size <= schedule.MaxComposed || len(files) == 0 {
			return parts, err
		}
		files = files[:len(files)-1]
	}
}

// lastPart is what the last part has besides its content and files.
func lastPart(made *discord.Brief) (*briefingPart, error) {
	telling, err := packed(made.Telling)
	if err != nil {
		return nil, err
	}
	cited, err := json.Marshal(discord.KeptPassages(made.Sources))
	if err != nil {
		return nil, fmt.Errorf("write what a briefing cites: %w", err)
	}
	passages, err := packed(cited)
	return &briefingPart{Telling: telling, Passages: passages, Title: made.Title}, err
}

func packedFiles(files []discordsession.File) ([]briefingFile, error) {
	var all []briefingFile
	for _, f := range files {
		data, err := packed(f.Data)
		if err != nil {
			return nil, err
		}
		all = append(all, briefingFile{f.Name, f.Description, f.ContentType, data})
	}
	return all, nil
}

// encoded are the parts as they are stored, and how long they are in all.
func encoded(contents []string, files []briefingFile, last *briefingPart) (parts [][]byte, size int, err error) {
	for i, content := range contents {
		p := briefingPart{Content: content}
		if i == len(contents)-1 {
			p = *last
			p.Content, p.Files = content, files
		}
		part, err := json.Marshal(p)
		if err != nil {
			return nil, 0, fmt.Errorf("write a part of a briefing: %w", err)
		}
		parts, size = append(parts, part), size+len(part)
	}
	return parts, size, nil
}

func packed(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack a part of a briefing: %w", err)
	}
	return b.Bytes(), nil
}

// unpacked is what was packed; nothing of nothing. It was packed here, so that it
// has no more than was composed.
func unpacked(data []byte) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil
	}
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("unpack a part of a briefing: %w", err)
	}
	all, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("unpack a part of a briefing: %w", err)
	}
	return all, nil
}
