// Package seeds holds the coverage that ships with the bot: two articles that
// are read where no other coverage is configured. It parses nothing.
package seeds

import (
	"embed"
	"io/fs"
)

//go:embed *.txt
var files embed.FS

// FS returns the articles as text files, as internal/coverage reads them.
func FS() fs.FS { return files }
