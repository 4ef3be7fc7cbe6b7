package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// house is the source of the module: for each package's folder, its files.
func house(t *testing.T) map[string][]*ast.File {
	t.Helper()
	root := filepath.Join("..", "..")
	packages := map[string][]*ast.File{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bin" || d.Name() == "data") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		packages[filepath.ToSlash(dir)] = append(packages[filepath.ToSlash(dir)], file)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

// room is the part of a package's path that the rules speak of: "rag",
// "internal/record", "cmd/bot".
func room(dir string) string {
	parts := strings.SplitN(dir, "/", 3)
	if parts[0] == "internal" || parts[0] == "cmd" {
		return strings.Join(parts[:min(2, len(parts))], "/")
	}
	return parts[0]
}

// mayImport is the drawing of ARCHITECTURE.md: besides itself, what a room knows.
func mayImport(from, to string) bool {
	switch {
	case from == to || from == "cmd/bot":
		return true
	case from == "rag":
		return to == "prompts"
	case strings.HasPrefix(from, "internal/"):
		return to == "rag" || to == "prompts"
	}
	return false
}

func TestRoomsImportOnlyWhatTheDesignAllows(t *testing.T) {
	packages := house(t)
	if len(packages) < 10 {
		t.Fatalf("found only %d packages: %v", len(packages), slices.Sorted(maps.Keys(packages)))
	}
	for dir, files := range packages {
		for _, file := range files {
			for _, spec := range file.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				to, ours := strings.CutPrefix(path, "newsdesk/")
				if ours && !mayImport(room(dir), room(to)) {
					t.Errorf("%s imports %s: a %s must not know a %s", dir, to, room(dir), room(to))
				}
			}
		}
	}
}

func TestEveryPackageHasOneComment(t *testing.T) {
	for dir, files := range house(t) {
		comments := 0
		for _, file := range files {
			if file.Doc != nil {
				comments++
			}
		}
		if comments != 1 {
			t.Errorf("%s has %d package comments, want 1", dir, comments)
		}
	}
}

// packageName matches the rooms that the drawing names.
var packageName = regexp.MustCompile("`((?:cmd|rag|internal|prompts|seeds)(?:/[a-z]+)*)`")

func TestArchitectureNamesWhatExists(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "ARCHITECTURE.md"))
	if err != nil {
		t.Fatal(err)
	}
	packages := house(t)
	named := map[string]bool{}
	for _, m := range packageName.FindAllStringSubmatch(string(text), -1) {
		named[m[1]] = true
		if packages[m[1]] == nil && m[1] != "internal" && m[1] != "cmd" {
			t.Errorf("ARCHITECTURE.md names %s, which does not exist", m[1])
		}
	}
	for dir := range packages {
		if r := room(dir); !named[r] {
			t.Errorf("ARCHITECTURE.md does not name %s", r)
		}
	}
}

// variable matches a line of .env.example that sets a name.
var variable = regexp.MustCompile(`(?m)^([A-Z_]+)=(.*)$`)

func TestEnvExampleIsTheConfiguration(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", ".env.example"))
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(string(text), -1) {
		listed[m[1]] = m[2]
	}
	if got, want := listed, configured(); !maps.Equal(got, want) {
		t.Errorf(".env.example lists %v, the configuration has %v", got, want)
	}
}
