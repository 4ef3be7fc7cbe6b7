package playground

import (
	"embed"
	"net/http"
	"path"
)

//go:embed web
var web embed.FS

// types are the kinds of file that the page has, by how their names end.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".svg":  "image/svg+xml",
}

func (p *Playground) servePage(w http.ResponseWriter, _ *http.Request) { serveFile(w, "index.html") }

func (p *Playground) serveAsset(w http.ResponseWriter, r *http.Request) {
	serveFile(w, r.PathValue("name"))
}

// serveFile answers with a part of the page.
func serveFile(w http.ResponseWriter, name string) {
	kind := types[path.Ext(name)]
	b, err := web.ReadFile("web/" + name)
	if err != nil || kind == "" {
		http.Error(w, "There is no such part of the playground.", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", kind)
	_, _ = w.Write(b)
}
