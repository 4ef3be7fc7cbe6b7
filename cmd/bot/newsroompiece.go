package main

import (
	"bytes"
	"context"
	"fmt"

	"newsdesk/internal/briefing"
	"newsdesk/internal/briefing/material"
	"newsdesk/internal/briefing/page"
	"newsdesk/internal/briefing/summary"
	"newsdesk/internal/discord"
	discordsession "newsdesk/internal/discord/session"
)

// Piece makes a report of the coverage.
func (n *newsroom) Piece(ctx context.Context, p discord.Piece) (discord.Made, error) {
	scope := material.Scope{Topic: p.Topic, Filter: p.Filter}
	desk := n.desk.pieces
	var made discord.Made
	var err error
	switch p.Kind {
	case discord.Summary:
		made.Report, err = desk.Summary(ctx, scope, summary.Size(p.Size))
	case discord.Timeline:
		err = n.timeline(ctx, desk, scope, &made)
	case discord.Comparison:
		made.Report, _, err = desk.Compare(ctx, scope)
	case discord.Quotations:
		made.Report, _, err = desk.Quotes(ctx, scope)
	default:
		err = fmt.Errorf("make a piece: there is no %q", p.Kind)
	}
	if err != nil {
		return made, err
	}
	made.Page, err = pageFile(p.Kind, &made)
	return made, err
}

// timeline makes a timeline with its picture.
func (n *newsroom) timeline(ctx context.Context, desk *briefing.Desk, scope material.Scope, made *discord.Made) error {
	r, t, err := desk.Timeline(ctx, scope, 0)
	made.Report = r
	if err != nil || len(t.Rows) == 0 {
		return err
	}
	picture, err := drawn(&r, &t)
	made.Files = []discordsession.File{{Name: "timeline.png", Description: picture.Alt, ContentType: "image/png", Data: picture.PNG}}
	return err
}

// pageFile is a report as a page of HTML.
func pageFile(kind string, made *discord.Made) (discordsession.File, error) {
	var b bytes.Buffer
	var pictures []page.Picture
	for _, f := range made.Files {
		if f.ContentType == "image/png" {
			pictures = append(pictures, page.Picture{PNG: f.Data, Alt: f.Description})
		}
	}
	err := page.HTML(&b, &made.Report, pictures...)
	return discordsession.File{Name: kind + ".html", Description: made.Title, ContentType: "text/html", Data: b.Bytes()}, err
}
