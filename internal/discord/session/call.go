package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"github.com/bwmarrin/discordgo"
)

// REST is Discord's HTTP interface. Its methods may be called from any
// goroutine. Each returns when its context ends; what else it can return is an
// [Error], for errors.Is and [Code], or a failure to reach Discord.
type REST struct {
	token   string
	client  *http.Client
	log     *slog.Logger
	limits  Limits
	rand    *chance
	limiter *limiter
	pace    *pace
}

// newREST makes the calls' half of a session.
func newREST(c Config, base *url.URL) *REST {
	client := *c.HTTP
	client.Transport = newRebase(base, client.Transport)
	return &REST{
		token: c.Token, client: &client, log: c.Log, limits: c.Limits, rand: &chance{r: c.Rand},
		limiter: newLimiter(time.Now), pace: newPace(time.Now, c.Limits.PerSecond, c.Limits.Refused),
	}
}

// Stats counts what the calls meet.
type Stats struct {
	Buckets int // of rate limits that are remembered now
	// Refusals in the last 10 minutes, of which Discord allows 10,000.
	Unauthorized, Forbidden, Limited int
}

// Stats returns the counts of now.
func (r *REST) Stats() Stats {
	t := r.pace.recent()
	return Stats{r.limiter.count(), t.unauthorized, t.forbidden, t.limited}
}

// access is how a call is let in.
type access int

const (
	asBot         access = iota // with the token, in a bucket, within the limit of all
	asInteraction               // with an interaction's token in the path, in a bucket of its own
	asAnswer                    // the first answer to an interaction: in no bucket, and in haste
)

// call is one call of Discord's, ready to be sent and sent again.
type call struct {
	op     string // for errors: "edit message 1 in channel 2"
	method string
	url    string
	// route names the bucket together with major: the channel, server or
	// interaction's token that Discord counts apart.
	route, major string
	access       access
	body         *payload
	// once is set where a repeat would do it twice: then it is not repeated
	// unless it is known not to have arrived.
	once bool
	// done is what Discord answers to a repeat where the attempt before, whose
	// answer was lost, has done it; nil: nothing in particular.
	done error
	out  any // where the answer goes; nil: it is not read

	id string // of the event that is being handled, for the log; or empty
}

// payload is a body that can be sent more than once.
type payload struct {
	kind string
	data []byte
}

// jsonBody is v as a body.
func jsonBody(v any) (*payload, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write the body: %w", err)
	}
	return &payload{"application/json", data}, nil
}

// errDone is that a repeat found the call done: there is no answer to read.
var errDone = errors.New("done before")

// do makes a call. It returns errDone where the call was done by an attempt
// whose answer was lost.
func (r *REST) do(ctx context.Context, c *call) error {
	c.id = ID(ctx)
	total := r.limits.Call
	if c.access == asAnswer {
		total = r.limits.Answer
	}
	bounded, cancel := context.WithTimeout(ctx, total)
	defer cancel()
	data, err := r.attempts(bounded, c)
	switch {
	case errors.Is(err, errDone):
		return err
	case err != nil && ctx.Err() != nil && !errors.Is(err, ctx.Err()):
		return fmt.Errorf("%s: %w: %w", c.op, ctx.Err(), err)
	case err != nil && bounded.Err() != nil && ctx.Err() == nil:
		return fmt.Errorf("%s: no success within %v: %w", c.op, total, err)
	case err != nil:
		return opError(c.op, err)
	case c.out == nil:
		return nil
	}
	return decode(c.op, data, c.out)
}

// fetch makes a call and returns its answer.
func fetch[T any](ctx context.Context, r *REST, c *call) (T, error) {
	var out, none T
	c.out = &out
	if err := r.do(ctx, c); err != nil {
		return none, err
	}
	return out, nil
}

// opError names the operation, unless the error does.
func opError(op string, err error) error {
	var e *Error
	if errors.As(err, &e) {
		return err
	}
	return fmt.Errorf("%s: %w", op, err)
}

// decode reads an answer, mended as far as discordgo needs it.
func decode(op string, data []byte, out any) error {
	if err := discordgo.Unmarshal(mend(data), out); err != nil {
		return fmt.Errorf("%s: discord's answer does not decode: %w", op, err)
	}
	return nil
}

// maxAnswer bounds what is read of an answer; a page of 100 messages with all
// their embeds is a tenth of it.
const maxAnswer = 32 << 20

// answered is what one request was answered with.
type answered struct {
	status int
	header http.Header
	data   []byte
}

// send makes one request.
func (r *REST) send(ctx context.Context, c *call) (*answered, error) {
	req, err := c.request(ctx)
	if err != nil {
		return nil, err
	}
	req.Header.Set("User-Agent", userAgent)
	if c.access == asBot {
		req.Header.Set("Authorization", "Bot "+r.token)
	}
	res, err := r.client.Do(req)
	if err != nil {
		return nil, scrub(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return nil, fmt.Errorf("read the answer: %w", err)
	}
	return &answered{res.StatusCode, res.Header, data}, nil
}

// userAgent is as Discord wants it: DiscordBot, an address and a version.
const userAgent = "DiscordBot (https://github.com/bwmarrin/discordgo, v" + discordgo.VERSION + ") newsdesk"

// scrub takes the address out of a client's error: it may hold an
// interaction's token.
func scrub(err error) error {
	var e *url.Error
	if errors.As(err, &e) {
		return fmt.Errorf("reach discord: %w", e.Err)
	}
	return err
}

// slowest is how many bytes a second an upload has at least: files get the time
// that they need.
const slowest = 256 << 10

// each is the bound of one request.
func (r *REST) each(c *call) time.Duration {
	switch {
	case c.access == asAnswer:
		return r.limits.AnswerTry
	case c.body != nil:
		return r.limits.Attempt + time.Duration(len(c.body.data)/slowest)*time.Second
	}
	return r.limits.Attempt
}
