package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"strings"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// dotEnv is read beside the environment, which wins over it.
const dotEnv = ".env"

// config is everything that the environment sets. .env.example lists it, and a
// test holds the two equal.
type config struct {
	DataDir        string     `env:"DATA_DIR" envDefault:"data"`
	Coverage       []string   `env:"COVERAGE"`
	OpenAIKey      string     `env:"OPENAI_API_KEY"`
	OpenAIBaseURL  string     `env:"OPENAI_BASE_URL"`
	EmbeddingModel string     `env:"EMBEDDING_MODEL"`
	LogLevel       slog.Level `env:"LOG_LEVEL" envDefault:"WARN"`
	NoColor        string     `env:"NO_COLOR"`
}

// readConfig reads the environment and the file beside it; it reports every
// problem at once and never quotes a value, which may be a secret.
func readConfig(environ []string, file string) (config, error) {
	values, err := godotenv.Read(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return config{}, fmt.Errorf("read %s: not lines of NAME=value; mend or remove it", file)
	}
	if values == nil {
		values = map[string]string{}
	}
	for name, value := range env.ToMap(environ) {
		values[name] = value
	}
	for name, value := range values {
		if strings.TrimSpace(value) == "" {
			delete(values, name) // set to nothing is not set
		}
	}
	var c config
	if err := env.ParseWithOptions(&c, env.Options{Environment: values}); err != nil {
		return config{}, configError(err)
	}
	c.Coverage = trimmed(c.Coverage)
	return c, c.check()
}

// trimmed drops the space around the entries of a list, and empty entries.
func trimmed(list []string) []string {
	var kept []string
	for _, entry := range list {
		if entry = strings.TrimSpace(entry); entry != "" {
			kept = append(kept, entry)
		}
	}
	return kept
}

// configError names the variables that cannot be read, without their values.
func configError(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return errors.New("the environment cannot be read; see .env.example")
	}
	names := map[string]string{"LogLevel": "LOG_LEVEL must be DEBUG, INFO, WARN or ERROR"}
	var problems []string
	for _, e := range all.Errors {
		var parse env.ParseError
		if errors.As(e, &parse) && names[parse.Name] != "" {
			problems = append(problems, names[parse.Name])
			continue
		}
		problems = append(problems, "a variable cannot be read")
	}
	return fmt.Errorf("the environment: %s; see .env.example", strings.Join(problems, "; "))
}

// check holds what one variable asks of another.
func (c config) check() error {
	if c.EmbeddingModel != "" && c.OpenAIKey == "" && c.OpenAIBaseURL == "" {
		return errors.New("EMBEDDING_MODEL is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL: set one, or unset it for the built-in encoder")
	}
	return nil
}
