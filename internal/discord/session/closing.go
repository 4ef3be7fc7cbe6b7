package session

import (
	"errors"
	"fmt"
	"time"
)

// FatalError is that the gateway will not have the bot until something is
// mended.
type FatalError struct {
	Code int    // of the gateway's close; 0: it is not about a close
	Mend string // what to mend, in words
}

func (e *FatalError) Error() string {
	if e.Code == 0 {
		return "connect to Discord's gateway: " + e.Mend
	}
	return fmt.Sprintf("connect to Discord's gateway: closed with %d: %s", e.Code, e.Mend)
}

// mends says what to do about the close codes after which Discord says not to
// come back.
var mends = map[int]string{
	4004: "the token is wrong or was reset: copy it anew from the application's Bot page into DISCORD_TOKEN",
	4010: "the shard's number is wrong: this is a fault of the bot's",
	4011: "the bot is in so many servers that it needs more shards: start it again, and it will ask Discord how many",
	4012: "Discord no longer speaks version 9 of its gateway: a newer discordgo is needed",
	4013: "the intents are wrong: this is a fault of the bot's",
	4014: "the bot may not read messages that do not mention it: switch 'Message Content Intent' on in the application's Bot page, or switch answering without a mention off",
}

// fatal is the error of a close code after which Discord says not to come
// back, or nil.
func fatal(code int) error {
	if mend, ok := mends[code]; ok {
		return &FatalError{code, mend}
	}
	return nil
}

// ends reports whether a close code ends the session, so that it cannot be
// resumed: it was not authenticated, had a wrong sequence, or timed out.
func ends(code int) bool { return code == 4003 || code == 4007 || code == 4009 }

// stopped reports whether asking for the gateway again makes no sense.
func stopped(err error) bool {
	var f *FatalError
	return errors.As(err, &f) || errors.Is(err, ErrUnauthorized)
}

// exhausted is the error of a spent budget of identifies.
func exhausted(left, total int, reset time.Duration) error {
	return &FatalError{0, fmt.Sprintf(
		"only %d of the day's %d session starts are left, and after the last one Discord resets the token; more come in %v: find out in the log why the bot starts so often, then start it again",
		left, total, reset.Round(time.Minute))}
}
