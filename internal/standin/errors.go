package standin

import (
	"fmt"
	"net/http"
	"strings"
)

// apiError is a refusal with Discord's body: a code, a message and, for a bad
// form, errors nested by field.
type apiError struct {
	status  int
	code    int
	message string
	fields  map[string]any
}

func (e *apiError) Error() string { return fmt.Sprintf("%d: %s (%d)", e.status, e.message, e.code) }

// body is the error as Discord writes it.
func (e *apiError) body() map[string]any {
	b := map[string]any{"code": e.code, "message": e.message}
	if len(e.fields) > 0 {
		b["errors"] = e.fields
	}
	if e.status == http.StatusTooManyRequests {
		b["retry_after"], b["global"] = 1.0, false
	}
	return b
}

// Refusals that need no detail. Their codes are in Discord's documentation.
var (
	errNotFound            = &apiError{status: 404, message: "404: Not Found"}
	errMethod              = &apiError{status: 405, message: "405: Method Not Allowed"}
	errUnauthorized        = &apiError{status: 401, message: "401: Unauthorized"}
	errInternal            = &apiError{status: 500, message: "500: Internal Server Error"}
	errUnknownChannel      = &apiError{status: 404, code: 10003, message: "Unknown Channel"}
	errUnknownGuild        = &apiError{status: 404, code: 10004, message: "Unknown Guild"}
	errUnknownMember       = &apiError{status: 404, code: 10007, message: "Unknown Member"}
	errUnknownMessage      = &apiError{status: 404, code: 10008, message: "Unknown Message"}
	errUnknownRole         = &apiError{status: 404, code: 10011, message: "Unknown Role"}
	errUnknownUser         = &apiError{status: 404, code: 10013, message: "Unknown User"}
	errUnknownEmoji        = &apiError{status: 400, code: 10014, message: "Unknown Emoji"}
	errUnknownWebhook      = &apiError{status: 404, code: 10015, message: "Unknown Webhook"}
	errUnknownInteraction  = &apiError{status: 404, code: 10062, message: "Unknown interaction"}
	errUnknownCommand      = &apiError{status: 404, code: 10063, message: "Unknown application command"}
	errTooManyReactions    = &apiError{status: 400, code: 30010, message: "Maximum number of reactions reached (20)"}
	errTooManyCommands     = &apiError{status: 400, code: 30032, message: "Maximum number of application commands reached (100)"}
	errTooManyOldEdits     = &apiError{status: 429, code: 30046, message: "Maximum number of edits to messages older than 1 hour reached. Try again later"}
	errTooLarge            = &apiError{status: 413, code: 40005, message: "Request entity too large"}
	errAcknowledged        = &apiError{status: 400, code: 40060, message: "Interaction has already been acknowledged."}
	errMissingAccess       = &apiError{status: 403, code: 50001, message: "Missing Access"}
	errWrongChannel        = &apiError{status: 400, code: 50024, message: "Cannot execute action on this channel type"}
	errNotAuthor           = &apiError{status: 403, code: 50005, message: "Cannot edit a message authored by another user"}
	errEmptyMessage        = &apiError{status: 400, code: 50006, message: "Cannot send an empty message"}
	errCannotDM            = &apiError{status: 403, code: 50007, message: "Cannot send messages to this user"}
	errMissingPermissions  = &apiError{status: 403, code: 50013, message: "Missing Permissions"}
	errInvalidWebhookToken = &apiError{status: 401, code: 50027, message: "Invalid Webhook Token"}
	errArchived            = &apiError{status: 400, code: 50083, message: "Thread is archived"}
	errInvalidJSON         = &apiError{status: 400, code: 50109, message: "The request body contains invalid JSON."}
	errThreadExists        = &apiError{status: 400, code: 160004, message: "A thread has already been created for this message"}
)

// form gathers what is wrong with a form, field by field.
type form struct{ tree map[string]any }

// bad notes an error of the field at path, whose parts are joined by dots:
// "embeds.0.title".
func (f *form) bad(path, code, message string) {
	if f.tree == nil {
		f.tree = map[string]any{}
	}
	at := f.tree
	for part := range strings.SplitSeq(path, ".") {
		next, ok := at[part].(map[string]any)
		if !ok {
			next = map[string]any{}
			at[part] = next
		}
		at = next
	}
	list, _ := at["_errors"].([]any)
	at["_errors"] = append(list, map[string]any{"code": code, "message": message})
}

// atMost notes a text that is longer than limit.
func (f *form) atMost(path, text string, limit int) {
	if length(text) > limit {
		f.bad(path, "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", limit))
	}
}

// between notes a text that is shorter than least or longer than most.
func (f *form) between(path, text string, least, most int) {
	switch n := length(text); {
	case n == 0 && least > 0:
		f.bad(path, "BASE_TYPE_REQUIRED", "This field is required")
	case n < least || n > most:
		f.bad(path, "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between %d and %d in length.", least, most))
	}
}

// choice notes a number that is none of those allowed.
func (f *form) choice(path string, n int, allowed ...int) {
	for _, a := range allowed {
		if a == n {
			return
		}
	}
	f.bad(path, "BASE_TYPE_CHOICES", "Value must be one of "+strings.ReplaceAll(strings.Trim(fmt.Sprint(allowed), "[]"), " ", ", ")+".")
}

// err is the refusal of the form, or nil where nothing was wrong with it.
func (f *form) err() error {
	if len(f.tree) == 0 {
		return nil
	}
	prune(f.tree)
	return &apiError{status: http.StatusBadRequest, code: 50035, message: "Invalid Form Body", fields: f.tree}
}

// prune drops the errors inside a field that has some of its own: Discord does
// not look into what is wrong as a whole.
func prune(tree map[string]any) {
	_, wrong := tree["_errors"]
	for name, v := range tree {
		if child, ok := v.(map[string]any); ok && !wrong {
			prune(child)
		} else if wrong && name != "_errors" {
			delete(tree, name)
		}
	}
}

// badForm is the refusal of one field.
func badForm(path, code, message string) error {
	var f form
	f.bad(path, code, message)
	return f.err()
}
