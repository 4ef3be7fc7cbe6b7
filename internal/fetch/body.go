package fetch

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// body reads a response to its end within the limits, and unpacks it. Stop ends
// the request where nothing comes for too long.
func (c *Client) body(res *http.Response, stop context.CancelCauseFunc) ([]byte, error) {
	limits := c.config.Limits
	if res.ContentLength > limits.Body {
		return nil, tooLarge(limits.Body)
	}
	alarm := time.AfterFunc(limits.Idle, func() { stop(errIdle) })
	defer alarm.Stop()
	var in io.Reader = &bounded{in: &awake{res.Body, alarm, limits.Idle}, left: limits.Body, most: limits.Body}
	switch encoding := strings.ToLower(strings.TrimSpace(res.Header.Get("Content-Encoding"))); encoding {
	case "", "identity":
	case "gzip", "x-gzip":
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return nil, packed(err)
		}
		in = &bounded{in: unpacked, left: limits.Body, most: limits.Body}
	default:
		return nil, fmt.Errorf("it is packed as %q, which was not asked for", clip(encoding))
	}
	body, err := io.ReadAll(in)
	return body, packed(err)
}

// packed says in words that packed data is damaged.
func packed(err error) error {
	if errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) {
		return fmt.Errorf("what came is damaged: %w", err)
	}
	return err
}

// awake is a reader that puts an alarm off each time that something comes.
type awake struct {
	in    io.Reader
	alarm *time.Timer
	by    time.Duration
}

func (a *awake) Read(p []byte) (int, error) {
	n, err := a.in.Read(p)
	if n > 0 {
		a.alarm.Reset(a.by)
	}
	return n, err
}

// bounded is a reader that fails where there is more than it may read.
type bounded struct {
	in         io.Reader
	left, most int64 // bytes
}

func (b *bounded) Read(p []byte) (int, error) {
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.in.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, tooLarge(b.most)
	}
	return n, err
}

func tooLarge(most int64) error {
	if most < 1<<20 {
		return fmt.Errorf("%w of %d bytes", errTooLarge, most)
	}
	return fmt.Errorf("%w of %d MB", errTooLarge, most>>20)
}
