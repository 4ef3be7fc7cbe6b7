package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/caarlos0/env/v11"
	"github.com/joho/godotenv"
)

// dotEnv is read beside the environment, which wins over it.
const dotEnv = ".env"

// config is everything that the environment sets. .env.example lists it, and a
// test holds the two equal.
type config struct {
	DataDir        string        `env:"DATA_DIR" envDefault:"data"`
	Coverage       []string      `env:"COVERAGE"`
	FetchAllow     networks      `env:"FETCH_ALLOW"`
	OpenAIKey      string        `env:"OPENAI_API_KEY"`
	OpenAIBaseURL  string        `env:"OPENAI_BASE_URL"`
	OpenAIModel    string        `env:"OPENAI_MODEL" envDefault:"gpt-4o-mini"`
	ModelTimeout   time.Duration `env:"MODEL_TIMEOUT" envDefault:"60s"`
	PromptsDir     string        `env:"PROMPTS_DIR"`
	EmbeddingModel string        `env:"EMBEDDING_MODEL"`
	DiscordToken   string        `env:"DISCORD_TOKEN"`
	DiscordAPIURL  string        `env:"DISCORD_API_URL"`
	DiscordGuild   string        `env:"DISCORD_GUILD"`
	DiscordHome    []string      `env:"DISCORD_HOME"`
	QuestionsKept  time.Duration `env:"QUESTIONS_KEPT" envDefault:"720h"`
	HTTPAddr       string        `env:"HTTP_ADDR"`
	LogLevel       slog.Level    `env:"LOG_LEVEL" envDefault:"WARN"`
	NoColor        string        `env:"NO_COLOR"`
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
	for _, v := range []*string{&c.OpenAIKey, &c.OpenAIBaseURL, &c.OpenAIModel, &c.EmbeddingModel, &c.PromptsDir} {
		*v = strings.TrimSpace(*v)
	}
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

// networks are such as 10.1.2.0/24; one address alone is one, too.
type networks []netip.Prefix

// UnmarshalText reads networks with commas between.
func (n *networks) UnmarshalText(text []byte) error {
	for _, s := range trimmed(strings.Split(string(text), ",")) {
		network, err := netip.ParsePrefix(s)
		if ip, alone := netip.ParseAddr(s); alone == nil {
			network, err = ip.Prefix(ip.BitLen())
		}
		if err != nil {
			return err
		}
		*n = append(*n, network.Masked())
	}
	return nil
}

// configError names the variables that cannot be read, without their values.
func configError(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return errors.New("the environment cannot be read; see .env.example")
	}
	names := map[string]string{
		"LogLevel":      "LOG_LEVEL must be DEBUG, INFO, WARN or ERROR",
		"ModelTimeout":  "MODEL_TIMEOUT must be a time such as 60s or 2m",
		"FetchAllow":    "FETCH_ALLOW must be networks such as 10.1.2.0/24, with commas between",
		"QuestionsKept": "QUESTIONS_KEPT must be a time such as 720h, which is 30 days",
	}
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

// noModel is the OPENAI_MODEL with which no chat model is used, though there is
// a service for embeddings.
const noModel = "none"

// hasModel reports whether a chat model writes the answers.
func (c config) hasModel() bool {
	return !strings.EqualFold(c.OpenAIModel, noModel) && (c.OpenAIKey != "" || c.OpenAIBaseURL != "")
}

// check holds what one variable asks of another, and bounds.
func (c config) check() error {
	if u, err := url.Parse(c.OpenAIBaseURL); c.OpenAIBaseURL != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "") {
		return errors.New("OPENAI_BASE_URL must begin with http:// or https:// and name a host, such as http://localhost:11434/v1; see .env.example")
	}
	if c.ModelTimeout <= 0 {
		return errors.New("MODEL_TIMEOUT must be more than nothing, such as 60s; see .env.example")
	}
	if c.QuestionsKept <= 0 {
		return errors.New("QUESTIONS_KEPT must be more than nothing, such as 720h; see .env.example")
	}
	if strings.Trim(c.DiscordGuild, "0123456789") != "" {
		return errors.New("DISCORD_GUILD must be a server's id, a number; see .env.example")
	}
	for _, id := range c.DiscordHome {
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return errors.New("DISCORD_HOME must be servers' ids, numbers with commas between; see .env.example")
		}
	}
	if c.EmbeddingModel != "" && c.OpenAIKey == "" && c.OpenAIBaseURL == "" {
		return errors.New("EMBEDDING_MODEL is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL: set one, or unset it for the built-in encoder")
	}
	return nil
}
