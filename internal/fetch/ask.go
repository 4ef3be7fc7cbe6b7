package fetch

import (
	"context"
	"net/http"
)

// Response is what a server answered to one request, whatever its status.
type Response struct {
	URL    string // that was asked for, without a fragment
	Status int    // of HTTP
	Header http.Header
	Body   []byte // unpacked; nil but for status 200
}

// Ask sends one request and follows no redirect: where a server leads on is in the
// header, for a caller who asks there in turn, by its own manners. The address is
// checked and what comes is bounded as Get does. An *[Error] says why there is no
// answer.
func (c *Client) Ask(ctx context.Context, r Request) (Response, error) {
	ctx, done := context.WithTimeoutCause(ctx, c.config.Limits.Total, errTotal)
	defer done()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	at, err := parse(r.URL)
	if err != nil {
		return Response{}, failed(at, err)
	}
	res, err := c.send(ctx, at, r)
	if err != nil {
		return Response{}, failed(at, err)
	}
	defer res.Body.Close()
	answer := Response{URL: at.String(), Status: res.StatusCode, Header: res.Header}
	if res.StatusCode == http.StatusOK {
		if answer.Body, err = c.body(res, stop); err != nil {
			return Response{}, failed(at, because(ctx, err))
		}
	}
	return answer, nil
}
