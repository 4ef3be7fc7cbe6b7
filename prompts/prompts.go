// Package prompts holds what a chat model is told: the templates, and the plain
// data that they are rendered from.
//
// A prompt asks; it guarantees nothing. Nobody relies on a model having obeyed
// one: package rag verifies every sentence of a reply. What this package does
// guarantee is the form: passages, questions and earlier turns stand between
// fences that nothing inside them can close or imitate (see [Neutral]).
//
// It calls no model and knows no article. Start with [Load] and [Set.Answer].
package prompts

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed *.tmpl
var embedded embed.FS

// names are the prompts that there are.
var names = []string{"answer", "repair", "standalone", "summary"}

// Message is one message of a chat: who speaks, and what is said.
type Message struct{ Role, Content string }

// Roles of a message.
const (
	System = "system"
	User   = "user"
)

// Set is a parsed set of prompts. It may be used by several goroutines.
type Set struct{ templates map[string]*template.Template }

// Load parses the prompts that ship with the bot; a file of the same name in
// the folder dir replaces one. An empty dir is no folder. Every problem is
// reported, each with its file and line: of parsing, of naming data that is
// not there, and of a file in the folder that is no prompt's.
func Load(dir string) (*Set, error) {
	s := &Set{templates: make(map[string]*template.Template, len(names))}
	problems := []error{strangers(dir)}
	for _, name := range names {
		t, err := parse(dir, name+".tmpl")
		if err == nil {
			s.templates[name] = t
			err = s.try(name)
		}
		problems = append(problems, err)
	}
	if err := errors.Join(problems...); err != nil {
		return nil, fmt.Errorf("load prompts: %w", err)
	}
	return s, nil
}

// strangers reports the templates of a folder that replace nothing: a file
// whose name is misspelt would otherwise be ignored in silence.
func strangers(dir string) error {
	if dir == "" {
		return nil
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name, isTemplate := strings.CutSuffix(e.Name(), ".tmpl")
		if isTemplate && !slices.Contains(names, name) {
			err = errors.Join(err, fmt.Errorf("%s: is none of the prompts %s",
				filepath.Join(dir, e.Name()), strings.Join(names, ", ")))
		}
	}
	return err
}

// parse reads a template from the folder, or else the embedded one. It is named
// after its file, so that errors name it too.
func parse(dir, file string) (*template.Template, error) {
	name := file
	text, err := fs.ReadFile(embedded, file)
	if err != nil {
		return nil, err
	}
	if dir != "" {
		path := filepath.Join(dir, file)
		if own, err := os.ReadFile(path); err == nil {
			name, text = path, own
		} else if !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
	}
	return template.New(name).Parse(string(text))
}

// try renders a prompt from sample data, because a template that names a field
// wrongly parses well.
func (s *Set) try(name string) error {
	_, err := s.render(name, samples[name])
	return err
}

// render makes the messages of a prompt: its parts "system" and "user".
func (s *Set) render(name string, data any) ([]Message, error) {
	var messages []Message
	for _, role := range []string{System, User} {
		var b strings.Builder
		if err := s.templates[name].ExecuteTemplate(&b, role, data); err != nil {
			return nil, err
		}
		messages = append(messages, Message{Role: role, Content: strings.TrimSpace(b.String())})
	}
	return messages, nil
}
