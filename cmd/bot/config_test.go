package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// configured lists the variables of the configuration with their defaults.
func configured() map[string]string {
	all := map[string]string{}
	for field := range reflect.TypeFor[config]().Fields() {
		all[field.Tag.Get("env")] = field.Tag.Get("envDefault")
	}
	return all
}

func TestReadConfig(t *testing.T) {
	dotEnvFile := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(dotEnvFile, []byte("DATA_DIR=from-file\nLOG_LEVEL=INFO\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name    string
		environ []string
		file    string
		dir     string
		problem string
	}{
		{name: "defaults", dir: "data"},
		{name: "environment", environ: []string{"DATA_DIR=d"}, dir: "d"},
		{name: "file", file: dotEnvFile, dir: "from-file"},
		{name: "environment wins", environ: []string{"DATA_DIR=d"}, file: dotEnvFile, dir: "d"},
		{name: "empty is unset", environ: []string{"DATA_DIR="}, dir: "data"},
		{name: "bad level", environ: []string{"LOG_LEVEL=loud"}, problem: "LOG_LEVEL must be"},
		{name: "bad server", environ: []string{"DISCORD_GUILD=newsroom"}, problem: "DISCORD_GUILD must be"},
		{name: "bad retention", environ: []string{"QUESTIONS_KEPT=30 days"}, problem: "QUESTIONS_KEPT must be"},
		{name: "no retention", environ: []string{"QUESTIONS_KEPT=0s"}, problem: "QUESTIONS_KEPT must be"},
		{name: "networks", environ: []string{"FETCH_ALLOW= 10.1.2.0/24, ::1 ,"}, dir: "data"},
		{name: "bad network", environ: []string{"FETCH_ALLOW=intranet"}, problem: "FETCH_ALLOW must be"},
		{name: "model without service", environ: []string{"EMBEDDING_MODEL=m"}, problem: "OPENAI_BASE_URL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readConfig(c.environ, c.file)
			switch {
			case c.problem != "" && (err == nil || !strings.Contains(err.Error(), c.problem)):
				t.Fatalf("error %v, want one with %q", err, c.problem)
			case c.problem == "" && err != nil:
				t.Fatal(err)
			case c.problem == "" && got.DataDir != c.dir:
				t.Errorf("DATA_DIR is %q, want %q", got.DataDir, c.dir)
			}
		})
	}
}

func TestCoverageIsAList(t *testing.T) {
	for value, want := range map[string][]string{
		"a, b/c.txt": {"a", "b/c.txt"}, " my files ,, b ": {"my files", "b"}, " , ": nil, "": nil,
	} {
		got, err := readConfig([]string{"COVERAGE=" + value}, "")
		if err != nil || !slices.Equal(got.Coverage, want) {
			t.Errorf("COVERAGE=%q: %q, %v, want %q", value, got.Coverage, err, want)
		}
	}
}

func TestConfigErrorsHoldNoSecret(t *testing.T) {
	const secret = "sk-a-secret"
	_, err := readConfig([]string{"OPENAI_API_KEY=" + secret, "LOG_LEVEL=" + secret}, "")
	if err == nil || strings.Contains(err.Error(), secret) {
		t.Errorf("error %v, want one that does not quote the value", err)
	}
}
