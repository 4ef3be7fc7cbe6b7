package discord

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"

	"newsdesk/internal/discord/session"
)

// sheet is the message that an answer fills, or the few that a long one needs.
// It is used by one goroutine at a time.
type sheet struct {
	paper paper
	parts []part
	// files go with the last part, once there are buttons under it or it is
	// shown whole; they are not sent twice.
	files []session.File
}

// part is one message of a sheet, as it was last written.
type part struct {
	id, content    string
	buttons, files bool
}

// showTime and showEach bound one writing of a sheet, waits for rate limits among
// it: a channel takes a message a second, and one may have to be said three times.
const (
	showTime = 30 * time.Second
	showEach = 5 * time.Second // besides, for each message
)

// show makes the sheet hold these messages, the last one with the buttons. It
// writes only what differs. It goes on when ctx ends, for a message whose posting
// is cut short may be there all the same, and nobody would know of it.
func (s *sheet) show(ctx context.Context, contents []string, rows []discordgo.MessageComponent) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), showTime+time.Duration(len(contents))*showEach)
	defer cancel()
	err := s.try(ctx, contents, rows)
	if err == nil {
		return nil
	}
	next := s.paper.instead(ctx, err)
	if next == nil {
		return err
	}
	s.paper, s.parts = next, nil
	return s.try(ctx, contents, rows)
}

func (s *sheet) try(ctx context.Context, contents []string, rows []discordgo.MessageComponent) error {
	for i, content := range contents {
		var under []discordgo.MessageComponent
		var files []session.File
		if i == len(contents)-1 {
			under, files = rows, s.files
		}
		if err := s.put(ctx, i, content, under, files); err != nil {
			return err
		}
	}
	for i := len(s.parts) - 1; i >= len(contents); i-- {
		if err := s.paper.drop(ctx, i, s.parts[i].id); err != nil {
			return err
		}
		s.parts = s.parts[:i]
	}
	return nil
}

// put writes one part.
func (s *sheet) put(ctx context.Context, i int, content string, rows []discordgo.MessageComponent, files []session.File) error {
	now := part{content: content, buttons: len(rows) > 0, files: len(files) > 0}
	if i >= len(s.parts) {
		id, err := s.paper.post(ctx, i, session.Message{Content: content, Components: rows, Files: files})
		if err != nil {
			return err
		}
		now.id = id
		s.parts = append(s.parts, now)
		return nil
	}
	if now.id = s.parts[i].id; now == s.parts[i] {
		return nil
	}
	if s.parts[i].files {
		files = nil
	}
	e := session.Edit{Content: &content, Components: &rows, Files: files, DropFiles: len(files) > 0} // else a repeat would add them again
	if err := s.paper.edit(ctx, i, now.id, e); err != nil {
		return err
	}
	s.parts[i] = now
	return nil
}

// ids are the messages that the sheet is made of.
func (s *sheet) ids() []string {
	all := make([]string, len(s.parts))
	for i, p := range s.parts {
		all[i] = p.id
	}
	return all
}
