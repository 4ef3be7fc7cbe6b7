package llm

import (
	"net/url"
	"strings"

	openai "github.com/sashabaranov/go-openai"
)

// azureVersion is the version of Azure's API that is asked for where the base
// URL names none with ?api-version=: the stable one that knows
// max_completion_tokens and stream_options.
const azureVersion = "2024-10-21"

// endpoint is what go-openai needs to know of a service. Its HTTP client is set
// for each request.
func (c Config) endpoint() openai.ClientConfig {
	if c.BaseURL == "" {
		return bounded(openai.DefaultConfig(c.Key))
	}
	u, err := url.Parse(c.BaseURL)
	if err != nil || !isAzure(u) {
		cfg := openai.DefaultConfig(c.Key)
		cfg.BaseURL = strings.TrimRight(c.BaseURL, "/")
		return bounded(cfg)
	}
	return bounded(c.azure(u))
}

// emptyLines is how many lines without data go-openai reads over between two
// events: services keep a connection alive with them, and time is what bounds it.
const emptyLines = 1 << 16

func bounded(cfg openai.ClientConfig) openai.ClientConfig {
	cfg.EmptyMessagesLimit = emptyLines
	return cfg
}

// isAzure reports whether a URL is of Azure's own API. Its newer address,
// .../openai/v1, is used as OpenAI's is.
func isAzure(u *url.URL) bool {
	host := u.Hostname()
	azure := strings.HasSuffix(host, ".openai.azure.com") || strings.HasSuffix(host, ".cognitiveservices.azure.com")
	return azure && !strings.Contains(u.Path+"/", "/openai/v1/")
}

// azure reads the address of a resource, with or without the rest of the path
// to a deployment, as people copy it from the portal.
func (c Config) azure(u *url.URL) openai.ClientConfig {
	base := url.URL{Scheme: u.Scheme, Host: u.Host}
	cfg := openai.DefaultAzureConfig(c.Key, base.String())
	cfg.APIVersion = azureVersion
	if v := u.Query().Get("api-version"); v != "" {
		cfg.APIVersion = v
	}
	deployment := c.Model
	if _, rest, ok := strings.Cut(u.Path, "/deployments/"); ok {
		deployment, _, _ = strings.Cut(rest, "/")
	}
	cfg.AzureModelMapperFunc = func(string) string { return deployment }
	return cfg
}
