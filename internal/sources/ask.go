package sources

import (
	"context"
	"crypto/sha256"
	"crypto/tls"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"
)

// maxHops is how many redirects are followed, as many as package fetch allows.
const maxHops = 10

// kind is what sort of trouble there is.
type kind int

const (
	passing  kind = iota // it may be over soon: the network, 5xx, 429
	standing             // somebody must mend it: 401, 403, a certificate
	missing              // 404
	gone                 // 410: it will not be back
	barred               // by robots.txt
	waiting              // the host asked to be left alone; nothing was asked
	endless              // it leads on and on
)

// trouble is why an address was not had. Its text is a line for people.
type trouble struct {
	kind  kind
	say   string
	until time.Time // before which it is not to be asked for; zero: any time
}

func (t *trouble) Error() string { return t.say }

// request is what is sent, at each hop.
type request struct {
	source         ID
	what           What
	etag, modified string
	again          bool
}

// answer is what came in the end.
type answer struct {
	Response
	// moved is where the first hops led that are for good, "" for nowhere.
	moved string
	sum   string // of the body
}

// ask asks for an address as politely as can be. Its error is a *trouble, that of
// ctx, or that of the shelf.
func (k *Keeper) ask(ctx context.Context, address string, r *request) (answer, error) {
	at, err := url.Parse(address)
	if err != nil {
		return answer{}, &trouble{kind: standing, say: "its address can't be understood"}
	}
	ans, err := k.follow(ctx, at, maxHops, func(at *url.URL) (Response, error) {
		rest, err := k.permit(ctx, r.source, at)
		if err != nil {
			return Response{}, err
		}
		return k.send(ctx, at, r, rest)
	})
	if err != nil {
		return ans, err
	}
	now := k.c.Now()
	t := judge(ans.Response, now)
	if t == nil {
		sum := sha256.Sum256(ans.Body)
		ans.sum = hex.EncodeToString(sum[:12])
		return ans, nil
	}
	if last, err := url.Parse(ans.URL); err == nil && ans.Status == http.StatusTooManyRequests && t.until.After(now) {
		if _, err := k.keepHost(ctx, last, func(h *hostDoc) { h.Held = t.until }); err != nil {
			return ans, err
		}
	}
	return ans, t
}

// follow sends a request, and again where the answers lead.
func (k *Keeper) follow(ctx context.Context, at *url.URL, hops int, send func(*url.URL) (Response, error)) (answer, error) {
	moved, forGood := "", true
	for range hops + 1 {
		res, err := send(at)
		if err != nil {
			return answer{}, err
		}
		next, err := leads(res, at)
		if err != nil {
			return answer{}, err
		}
		if next == nil {
			res.URL = at.String()
			return answer{Response: res, moved: moved}, ctx.Err()
		}
		forGood = forGood && (res.Status == http.StatusMovedPermanently || res.Status == http.StatusPermanentRedirect)
		if forGood {
			moved = next.String()
		}
		at = next
	}
	return answer{}, &trouble{kind: endless, say: "it leads on and on; open it in a browser and give the address that it ends at"}
}

// leads returns where a response leads, nil where it is the end.
func leads(res Response, at *url.URL) (*url.URL, error) {
	switch res.Status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	next, err := at.Parse(res.Location)
	if err != nil || res.Location == "" {
		return nil, &trouble{kind: passing, say: "it says that it moved, and not where to"}
	}
	plain, err := webAddress(next.String())
	if err != nil {
		return nil, &trouble{kind: standing, say: "it leads to what can't be asked for: " + err.Error()}
	}
	if next, err = url.Parse(plain); err != nil {
		return nil, &trouble{kind: standing, say: "it leads to what is no address"}
	}
	if at.Scheme == "https" && next.Scheme == "http" {
		return nil, &trouble{kind: standing, say: "it leads from https to http, where anybody on the way can change what it says"}
	}
	return next, nil
}

// send sends one request when its host may be asked.
func (k *Keeper) send(ctx context.Context, at *url.URL, r *request, rest time.Duration) (Response, error) {
	if err := k.hosts.enter(ctx, at.Hostname(), rest); err != nil {
		return Response{}, err
	}
	defer k.hosts.leave(at.Hostname())
	begun := k.c.Now()
	req := Request{URL: at.String(), ETag: r.etag, LastModified: r.modified}
	res, err := k.c.Getter.Get(ctx, req)
	if ctx.Err() != nil {
		return Response{}, ctx.Err()
	}
	if err == nil && res.Status == http.StatusNotModified && !req.conditional() {
		err = errors.New("it says that nothing changed since a version that nobody has; try again later")
	}
	if k.c.Observer != nil {
		k.c.Observer.Asked(Asked{
			Source: r.source, Host: at.Hostname(), What: r.what, Outcome: outcome(res, err), Conditional: req.conditional(),
			Again: r.again, Bytes: max(res.Sent, int64(len(res.Body))), Time: k.c.Now().Sub(begun),
		})
	}
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &cert):
		return Response{}, &trouble{kind: standing, say: clip(err.Error())}
	case err != nil:
		return Response{}, &trouble{kind: passing, say: clip(err.Error())}
	}
	return res, nil
}

func outcome(res Response, err error) Outcome {
	switch {
	case err != nil:
		return Failed
	case res.Status == http.StatusOK:
		return Got
	case res.Status == http.StatusNotModified:
		return Unchanged
	case res.Status >= 300 && res.Status < 400:
		return LedOn
	}
	return Refused
}

// judge says what a status means, nil for one that all is well.
func judge(res Response, now time.Time) *trouble {
	t := &trouble{say: fmt.Sprintf("the site answered %d %s", res.Status, http.StatusText(res.Status))}
	if after := retryAfter(res.RetryAfter, now); after > 0 {
		t.until = now.Add(after)
	}
	switch {
	case res.Status == http.StatusOK || res.Status == http.StatusNotModified:
		return nil
	case res.Status == http.StatusGone:
		t.kind, t.say = gone, t.say+": it is no more"
	case res.Status == http.StatusNotFound:
		t.kind, t.say = missing, t.say+"; check the address"
	case res.Status == http.StatusTooManyRequests:
		t.say += "; it is asked less often"
	case res.Status == http.StatusUnauthorized || res.Status == http.StatusPaymentRequired || res.Status == http.StatusForbidden || res.Status == http.StatusUnavailableForLegalReasons:
		t.kind, t.say = standing, t.say+"; it does not give this to programs"
	case res.Status >= 500 || res.Status == http.StatusRequestTimeout || res.Status == http.StatusTooEarly || res.Status < 400:
		t.say += "; it is tried again later"
	default:
		t.kind = standing
	}
	return t
}
