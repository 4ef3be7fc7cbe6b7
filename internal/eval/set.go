package eval

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// Document is an article of a set.
type Document struct {
	ID     string `json:"_id"`
	Title  string `json:"title"`
	Text   string `json:"text"`
	URL    string `json:"url"`
	Date   string `json:"date"`
	Source string `json:"source"`
}

// Question is a question of a set and the documents that answer it.
type Question struct {
	ID       string          `json:"_id"`
	Text     string          `json:"text"`
	Relevant map[string]bool `json:"-"`
}

// Set is documents and questions about them.
type Set struct {
	Name      string
	Documents []Document
	Questions []Question
}

// LoadSet reads a folder in the form of BEIR: corpus.jsonl or corpus.jsonl.gz,
// queries.jsonl, and qrels*.tsv with query id, document id and a number that
// is above zero where the document answers the query. Questions that no
// document answers are left out.
func LoadSet(dir string) (Set, error) {
	set := Set{Name: filepath.Base(dir)}
	var err error
	if set.Documents, err = readLines[Document](CorpusFile(dir)); err != nil {
		return Set{}, fmt.Errorf("load set %s: %w", set.Name, err)
	}
	questions, err := readLines[Question](filepath.Join(dir, "queries.jsonl"))
	if err != nil {
		return Set{}, fmt.Errorf("load set %s: %w", set.Name, err)
	}
	judged, err := readJudgements(dir)
	if err != nil {
		return Set{}, fmt.Errorf("load set %s: %w", set.Name, err)
	}
	for _, q := range questions {
		if q.Relevant = judged[q.ID]; len(q.Relevant) > 0 {
			set.Questions = append(set.Questions, q)
		}
	}
	return set, nil
}

// CorpusFile is the path of a set's documents: corpus.jsonl, or where that is
// not, corpus.jsonl.gz.
func CorpusFile(dir string) string {
	plain := filepath.Join(dir, "corpus.jsonl")
	if _, err := os.Stat(plain); errors.Is(err, os.ErrNotExist) {
		return plain + ".gz"
	}
	return plain
}

// readLines reads a file of one JSON object a line.
func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var r io.Reader = bufio.NewReader(f)
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(r); err != nil {
			return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
		}
	}
	var all []T
	for d := json.NewDecoder(r); ; {
		var one T
		if err := d.Decode(&one); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("read %s, item %d: %w", filepath.Base(path), len(all)+1, err)
		}
		all = append(all, one)
	}
}

// readJudgements reads all qrels files of a folder.
func readJudgements(dir string) (map[string]map[string]bool, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "qrels*.tsv"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, errors.New("no qrels*.tsv")
	}
	judged := make(map[string]map[string]bool)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(string(data)) {
			judge(judged, strings.Split(strings.TrimSpace(line), "\t"))
		}
	}
	return judged, nil
}

// judge notes one line of judgements; a header is none.
func judge(judged map[string]map[string]bool, fields []string) {
	if len(fields) < 3 || fields[2] == "0" || fields[0] == "query-id" {
		return
	}
	if judged[fields[0]] == nil {
		judged[fields[0]] = make(map[string]bool)
	}
	judged[fields[0]][fields[1]] = true
}

// LoadSQuAD reads a file in the form of SQuAD: each paragraph is a document, and
// answers the questions that were asked about it.
func LoadSQuAD(path string) (Set, error) {
	set := Set{Name: strings.TrimSuffix(filepath.Base(path), ".json")}
	data, err := os.ReadFile(path)
	if err != nil {
		return Set{}, fmt.Errorf("load set %s: %w", set.Name, err)
	}
	var file struct {
		Data []struct {
			Paragraphs []struct {
				Context string
				QAs     []struct{ ID, Question string }
			}
		}
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return Set{}, fmt.Errorf("load set %s: %w", set.Name, err)
	}
	for _, article := range file.Data {
		for _, p := range article.Paragraphs {
			id := fmt.Sprint("p", len(set.Documents))
			set.Documents = append(set.Documents, Document{ID: id, Text: p.Context})
			for _, qa := range p.QAs {
				set.Questions = append(set.Questions, Question{qa.ID, qa.Question, map[string]bool{id: true}})
			}
		}
	}
	return set, nil
}
