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

// ofLanguage is which language packages each of them, and the domain over
// them, may import: one direction and nothing else of ours.
var ofLanguage = map[string][]string{
	"rag/text":      nil,
	"rag/language":  nil,
	"rag/name":      {"rag/text"},
	"rag/fact":      {"rag/text", "rag/name", "rag/language"},
	"rag/thesaurus": {"rag/text"},
	"rag/lexical":   {"rag/text", "rag/name", "rag/language"},
	"rag/copies":    {"rag/text", "rag/name", "rag/lexical"},
	"rag":           {"rag/text", "rag/name", "rag/fact", "rag/thesaurus", "rag/lexical", "rag/copies", "prompts"},
	// The program that made the thesaurus's table is no part of the bot.
	"rag/thesaurus/internal/wordnet": {"rag/text"},
}

// ofOthers are the modules of others that the domain may use: a stemmer, a detector
// of languages, Unicode's tables, a cache and goroutines that fail together. No database, no chat
// library and no model's client is among them.
var ofOthers = []string{
	"github.com/blevesearch/snowballstem", "github.com/abadojack/whatlanggo", "github.com/hashicorp/golang-lru/v2", "golang.org/x/text", "golang.org/x/sync",
}

// imports calls check for each import of each package.
func imports(t *testing.T, packages map[string][]*ast.File, check func(dir, path string)) {
	t.Helper()
	for dir, files := range packages {
		for _, file := range files {
			for _, spec := range file.Imports {
				path, err := strconv.Unquote(spec.Path.Value)
				if err != nil {
					t.Fatal(err)
				}
				check(dir, path)
			}
		}
	}
}

func TestRoomsImportOnlyWhatTheDesignAllows(t *testing.T) {
	packages := house(t)
	if len(packages) < 10 {
		t.Fatalf("found only %d packages: %v", len(packages), slices.Sorted(maps.Keys(packages)))
	}
	imports(t, packages, func(dir, path string) {
		to, ours := strings.CutPrefix(path, "newsdesk/")
		if ours && !mayImport(room(dir), room(to)) {
			t.Errorf("%s imports %s: a %s must not know a %s", dir, to, room(dir), room(to))
		}
	})
}

func TestDomainImportsOnlyWhatTheDesignAllows(t *testing.T) {
	packages := house(t)
	maps.DeleteFunc(packages, func(dir string, _ []*ast.File) bool { return room(dir) != "rag" })
	for dir := range packages {
		if _, known := ofLanguage[dir]; !known {
			t.Errorf("%s is new: say in ofLanguage what it may import", dir)
		}
	}
	imports(t, packages, func(dir, path string) {
		to, ours := strings.CutPrefix(path, "newsdesk/")
		first, _, _ := strings.Cut(path, "/")
		switch {
		case ours && !slices.Contains(ofLanguage[dir], to):
			t.Errorf("%s imports %s, which ofLanguage does not allow", dir, to)
		case !ours && strings.Contains(first, ".") && !slices.ContainsFunc(ofOthers, func(m string) bool { return path == m || strings.HasPrefix(path, m+"/") }):
			t.Errorf("%s imports %s, which ofOthers does not allow", dir, path)
		}
	})
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

// rootFile is a file at the root of the module.
func rootFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// exists reports whether a path from the root of the module does.
func exists(path string) bool {
	_, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(path)))
	return err == nil
}

// packageName matches the rooms that the drawing names.
var packageName = regexp.MustCompile("`((?:cmd|rag|internal|prompts|seeds)(?:/[a-z]+)*)`")

func TestArchitectureNamesWhatExists(t *testing.T) {
	packages := house(t)
	named := map[string]bool{}
	for _, m := range packageName.FindAllStringSubmatch(rootFile(t, "ARCHITECTURE.md"), -1) {
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

// goFile matches a file of Go that a page names, with its folder or without.
var goFile = regexp.MustCompile(`[\w./-]*\w\.go\b`)

func TestArchitectureNamesFilesThatExist(t *testing.T) {
	for _, name := range goFile.FindAllString(rootFile(t, "ARCHITECTURE.md"), -1) {
		// A bare name is of the domain or of the command.
		if !exists(name) && !exists("rag/"+name) && !exists("cmd/bot/"+name) {
			t.Errorf("ARCHITECTURE.md names %s, which does not exist", name)
		}
	}
}

// link matches the target of a link of Markdown, without the part after #.
var link = regexp.MustCompile(`\]\(([^)#\s]+)[^)]*\)`)

func TestReadmeLinksExist(t *testing.T) {
	for _, m := range link.FindAllStringSubmatch(rootFile(t, "README.md"), -1) {
		if !strings.Contains(m[1], "://") && !strings.HasPrefix(m[1], "mailto:") && !exists(m[1]) {
			t.Errorf("README.md links to %s, which does not exist", m[1])
		}
	}
}

// tourStop matches a name in a doc comment that links to its declaration.
var tourStop = regexp.MustCompile(`\[(\w+)\]`)

func TestTourNamesWhatExists(t *testing.T) {
	declared, tour := map[string]bool{}, ""
	for _, file := range house(t)["rag"] {
		if file.Doc != nil {
			tour = file.Doc.Text()
		}
		for _, d := range file.Decls {
			declare(declared, d)
		}
	}
	stops := tourStop.FindAllStringSubmatch(tour, -1)
	if len(stops) == 0 {
		t.Error("the tour in rag/doc.go names nothing")
	}
	for _, m := range stops {
		if !declared[m[1]] {
			t.Errorf("the tour in rag/doc.go names %s, which does not exist", m[1])
		}
	}
}

// declare notes the names that a declaration at the top of a file declares.
func declare(names map[string]bool, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names[d.Name.Name] = true
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				names[spec.Name.Name] = true
			case *ast.ValueSpec:
				for _, n := range spec.Names {
					names[n.Name] = true
				}
			}
		}
	}
}

// variable matches a line of .env.example that sets a name.
var variable = regexp.MustCompile(`(?m)^([A-Z_]+)=(.*)$`)

func TestEnvExampleIsTheConfiguration(t *testing.T) {
	listed := map[string]string{}
	for _, m := range variable.FindAllStringSubmatch(rootFile(t, ".env.example"), -1) {
		listed[m[1]] = m[2]
	}
	if got, want := listed, configured(); !maps.Equal(got, want) {
		t.Errorf(".env.example lists %v, the configuration has %v", got, want)
	}
}
