package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"syscall"
	"time"

	"newsdesk/internal/llm"
	"newsdesk/prompts"
	"newsdesk/rag"
)

// service is a model as the configuration names it.
type service struct {
	variable, model string // "OPENAI_MODEL", "gpt-4o-mini"
	host            string
	keyed           bool
}

func (d *doctor) service(variable, model string) service {
	return service{variable, model, hostOf(d.config.OpenAIBaseURL, "api.openai.com"), d.config.OpenAIKey != ""}
}

func (d *doctor) modelConfig(model string) llm.Config {
	return llm.Config{BaseURL: d.config.OpenAIBaseURL, Key: d.config.OpenAIKey, Model: model}
}

// lookEmbedder asks the embedding model for one vector.
func (d *doctor) lookEmbedder(ctx context.Context) finding {
	if d.config.EmbeddingModel == "" {
		return fine("none is set: the built-in encoder embeds")
	}
	s := d.service("EMBEDDING_MODEL", d.config.EmbeddingModel)
	started := time.Now()
	e, err := llm.NewEmbedder(ctx, d.modelConfig(s.model))
	took := time.Since(started)
	if err != nil {
		f := s.trouble(ctx, err)
		f.found += "; the built-in encoder embeds meanwhile"
		return f
	}
	d.model = e
	if took > probeTime {
		return warned(fmt.Sprintf("%s at %s took %v, and at its start the bot waits %v", s.model, s.host, took.Round(time.Second/10), probeTime),
			"Have the service keep the model loaded; else the built-in encoder embeds until the next start.")
	}
	return fine("%s answers at %s, %d numbers a vector", s.model, s.host, e.Dim())
}

// lookChat asks the chat model for a word.
func (d *doctor) lookChat(ctx context.Context) finding {
	if !d.config.hasModel() {
		return fine("none is set: answers are the coverage's own words")
	}
	s := d.service("OPENAI_MODEL", d.config.OpenAIModel)
	c := d.modelConfig(s.model)
	c.Limits.Total = min(d.config.ModelTimeout, modelLook-time.Second) // its own error says more than the check's end
	c.Limits.FirstToken = c.Limits.Total
	started := time.Now()
	_, err := llm.NewChat(c).Generate(ctx, []rag.Message{{Role: prompts.User, Content: "Answer with the one word: ready"}}, func(string) error { return nil })
	if err != nil && !errors.Is(err, llm.ErrCutOff) { // a talkative model has been reached, too
		f := s.trouble(ctx, err)
		f.found += "; answers are the coverage's own words meanwhile"
		return f
	}
	return fine("%s answers at %s, in %v", s.model, s.host, time.Since(started).Round(time.Millisecond))
}

// trouble says in words why a model cannot be used, and what to do.
func (s service) trouble(ctx context.Context, err error) finding {
	var reported *llm.StatusError
	switch {
	case errors.As(err, &reported):
		return s.refusal(reported)
	case errors.Is(err, llm.ErrTimeout), late(err), ctx.Err() != nil:
		return broken(fmt.Sprintf("%s at %s did not answer in time (%v)", s.model, s.host, err),
			"See whether the service is up and has loaded the model; a slow one needs a longer MODEL_TIMEOUT.")
	case errors.Is(err, llm.ErrNotAPI), errors.Is(err, llm.ErrInvalidReply):
		return broken("what answers at "+s.host+" does not speak OpenAI's API: "+err.Error(),
			"Correct OPENAI_BASE_URL: it usually ends in /v1. A page to log in to a network answers so, too.")
	}
	return s.unreached(err)
}

// refusal is for a service that reports an error.
func (s service) refusal(e *llm.StatusError) finding {
	said := fmt.Sprintf("%s answers %d", s.host, e.Status)
	if e.Message != "" {
		said += " (" + e.Message + ")"
	}
	switch {
	case e.Status == http.StatusUnauthorized && !s.keyed:
		return broken(said+": it wants a key", "Set OPENAI_API_KEY to a key of this service.")
	case e.Status == http.StatusUnauthorized:
		return broken(said+": it does not know the key", "Copy the key anew into OPENAI_API_KEY, and see that OPENAI_BASE_URL is the address of the service that gave it.")
	case e.Status == http.StatusForbidden:
		return broken(said+": the key may not use "+s.model, "Allow it in the service's settings, or name another model in "+s.variable+".")
	case e.Status == http.StatusNotFound:
		return broken(fmt.Sprintf("%s: it has no model %s, or the address is wrong", said, s.model),
			"Correct "+s.variable+" (Ollama: 'ollama pull' it first), and OPENAI_BASE_URL, which usually ends in /v1.")
	case strings.Contains(e.Code, "quota"), strings.Contains(e.Code, "billing"), e.Status == http.StatusPaymentRequired:
		return broken(said+": the account's quota is spent", "Raise the quota or pay the bill at the service; waiting does not help.")
	case e.Status == http.StatusTooManyRequests:
		return broken(said+": it is asked too often", "Wait a minute and try again; if it stays so, raise the account's limit of requests.")
	case e.Status >= http.StatusInternalServerError:
		return broken(said+": the fault is the service's", "Look at its log or its status page, and try again later.")
	}
	return broken(said+": it refuses the request", "See what it says; "+s.variable+" may name a model of another kind.")
}

// unreached is for what never answered, or answered nothing of use.
func (s service) unreached(err error) finding {
	var name *net.DNSError
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return broken("nothing listens at "+s.host, "Start the service, or correct the host and port in OPENAI_BASE_URL.")
	case errors.As(err, &name):
		return broken("the name "+s.host+" cannot be resolved", "Correct OPENAI_BASE_URL, or see to the network and its name service.")
	case errors.Is(err, llm.ErrEmptyReply), errors.Is(err, llm.ErrToolCall), errors.Is(err, llm.ErrFiltered), errors.Is(err, llm.ErrTooLong):
		return finding{statusWarning, s.model + " at " + s.host + " was reached and did not say what it should: " + err.Error(),
			"Try again; if it stays so, name another model in " + s.variable + "."}
	}
	return broken(fmt.Sprintf("%s at %s cannot be used: %v", s.model, s.host, err), "See to the network, a proxy or firewall between, and OPENAI_BASE_URL.")
}
