package standin

import (
	"time"
	"unicode/utf16"
)

// What Discord allows, from its documentation.
const (
	maxContent         = 2000
	maxEmbeds          = 10
	maxEmbedText       = 6000
	maxEmbedTitle      = 256
	maxEmbedDesc       = 4096
	maxEmbedFields     = 25
	maxFieldName       = 256
	maxFieldValue      = 1024
	maxFooter          = 2048
	maxEmbedAuthor     = 256
	maxFile            = 10 << 20
	maxFiles           = 10
	maxRows            = 5
	maxRowButtons      = 5
	maxLabel           = 80
	maxCustomID        = 100
	maxLink            = 512
	maxSelectOptions   = 25
	maxOptionText      = 100
	maxPlaceholder     = 150
	maxComponents      = 40
	maxComponentText   = 4000
	maxNonce           = 25
	maxModalTitle      = 45
	maxTextLabel       = 45
	maxTextInput       = 4000
	maxChatCommands    = 100
	maxMenuCommands    = 15
	maxCommandOptions  = 25
	maxCommandChoices  = 25
	maxCommandText     = 8000
	maxCommandName     = 32
	maxCommandDesc     = 100
	maxChoiceText      = 100
	maxThreadName      = 100
	maxReactionKinds   = 20
	maxPageOfMessages  = 100
	interactionReply   = 3 * time.Second
	interactionLife    = 15 * time.Minute
	nonceLife          = 5 * time.Minute
	oldMessage         = time.Hour
	maxOldEdits        = 5 // Discord does not say how many; few enough to be met in a test.
	sessionLife        = 3 * time.Minute
	gatewaySends       = 120
	gatewaySendsWithin = time.Minute
)

// What the stand-in allows itself, so that a long run stays in bounds.
const (
	maxJSONBody     = 2 << 20
	maxUploadBody   = maxFiles*maxFile + maxJSONBody
	maxGatewayFrame = 64 << 10 // Discord: 4096 bytes; closes with 4002 beyond.
	maxReplay       = 4096     // frames that a session can replay
	maxQueue        = 1 << 16  // frames or events that wait for a slow reader
	maxLoggedBody   = 64 << 10 // of a body in the log of calls
	keepOfEach      = 10_000   // messages in a channel, interactions, calls in the log
	keepBytes       = 256 << 20
)

// length is a text's length as Discord counts at its strictest: in UTF-16 units.
func length(s string) int {
	n := 0
	for _, r := range s {
		n += max(1, utf16.RuneLen(r))
	}
	return n
}
