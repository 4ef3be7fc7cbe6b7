package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"newsdesk/internal/encoder"
	"newsdesk/internal/record"
	"newsdesk/internal/sources"
	"newsdesk/prompts"
	"newsdesk/rag"
)

// lookConfig reads the configuration; all else rests on it.
func (d *doctor) lookConfig(context.Context) finding {
	var err error
	if d.config, err = readConfig(d.s.environ, dotEnv); err != nil {
		return broken(err.Error(), "Mend that in the environment or in "+dotEnv+". The other checks rest on it and come then.")
	}
	d.hide = hiding(d.config)
	d.s.paint = newPaint(d.s.stdout, d.config)
	d.add("data directory", quickLook, d.lookDataDir)
	d.add("record", quickLook, d.lookRecord)
	d.add("coverage", quickLook, d.lookCoverage)
	d.add("prompts", quickLook, d.lookPrompts)
	d.add("built-in encoder", quickLook, d.lookEncoder)
	d.add("embedding model", modelLook, d.lookEmbedder)
	d.add("chat model", modelLook, d.lookChat)
	d.add("sources", quickLook, d.lookSources)
	d.add("vectors", indexLook, d.lookVectors)
	d.add("briefings", quickLook, d.lookBriefings)
	d.add("Discord token", quickLook, d.lookToken)
	if _, err := os.Stat(dotEnv); err != nil {
		return fine("the environment is readable; there is no file .env here")
	}
	return fine("the environment and the file .env are readable")
}

const otherDir = "Give this user the right to write there, or set DATA_DIR to a directory of its own."

// lookDataDir writes a file into the data directory, or where it would be made.
func (d *doctor) lookDataDir(context.Context) finding {
	dir, err := filepath.Abs(d.config.DataDir)
	if err != nil {
		return broken(err.Error(), otherDir)
	}
	at, missing := dir, false
	info, err := os.Stat(at)
	for errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at {
		at, missing = filepath.Dir(at), true
		info, err = os.Stat(at)
	}
	switch {
	case err != nil:
		return broken(err.Error(), otherDir)
	case !info.IsDir():
		return broken(at+" is a file, and DATA_DIR must be a directory", "Set DATA_DIR to a directory; it is made if it is not there.")
	}
	if err := writable(at); err != nil {
		return broken(dir+" cannot be written: "+err.Error(), otherDir)
	}
	if missing {
		return fine("%s is not there yet and can be made", dir)
	}
	return fine("%s can be written", dir)
}

// writable makes a file in a directory and removes it.
func writable(dir string) error {
	file, err := os.CreateTemp(dir, ".doctor-*")
	if err != nil {
		return err
	}
	_, err = file.WriteString("ok")
	return errors.Join(err, file.Close(), os.Remove(file.Name()))
}

const restore = "Move the record away and import the articles again, or restore a copy."

// lookRecord opens the record, if there is one: a check makes none.
func (d *doctor) lookRecord(ctx context.Context) finding {
	path := filepath.Join(d.config.DataDir, record.FileName)
	if _, err := os.Stat(path); err != nil {
		return fine("there is none yet; the first question or import makes it")
	}
	rec, err := record.Open(ctx, d.config.DataDir, record.Options{Now: time.Now})
	if d.shut = err != nil; late(err) {
		return broken(fmt.Sprintf("%s does not open within %v: another program keeps it locked, or the disk is slow", path, quickLook), "End what uses it, such as a copy or a backup that is being made, and try again.")
	} else if err != nil {
		return broken(err.Error(), restore)
	}
	d.record = rec
	stat, err := rec.Stat(ctx)
	switch {
	case err != nil:
		return broken(err.Error(), restore)
	case rec.ReadOnly():
		return broken("it can be read and not written: questions are answered here, and nothing is kept or answered on Discord", otherDir)
	case stat.Articles == 0:
		return warned("it opens, and has no articles", "Store some: bot ingest PATH..., or set COVERAGE.")
	}
	return fine("it opens, with %s, %d of them dated", counted(stat.Articles, "article"), stat.Dated)
}

// lookCoverage finds what COVERAGE names.
func (d *doctor) lookCoverage(context.Context) finding {
	if len(d.config.Coverage) == 0 {
		return fine("COVERAGE is not set: what was imported, or at first the two articles that ship with the bot")
	}
	from, err := find(d.config.Coverage)
	found := fmt.Sprintf("%s to read in what COVERAGE names", counted(len(from.Sources), "file"))
	if n := len(from.pages); n > 0 {
		found += ", and " + counted(n, "link") + " to follow"
	}
	if err != nil {
		problems := strings.Split(err.Error(), "\n")
		return broken(found+"; not readable: "+few(problems), "Correct the paths in COVERAGE (with commas between), or give this user the right to read them.")
	}
	if from.none() {
		return warned(found, "Put files there that are read (bot ingest --help lists their kinds), or name others.")
	}
	return fine("%s", found)
}

// lookSources tells which of the sources that are followed do not work.
func (d *doctor) lookSources(ctx context.Context) finding {
	if d.record == nil {
		return fine("none is followed yet: bot sources add ADDRESS")
	}
	all, err := sources.New(sources.Config{Shelf: d.record, Leases: d.record}).List(ctx)
	if err != nil {
		return broken(err.Error(), restore)
	}
	var wrong []string
	for i := range all {
		if state := stateOf(&all[i]); state == stateFails || state == stateGone {
			wrong = append(wrong, all[i].Address+": "+all[i].State.Why)
		}
	}
	if len(wrong) > 0 {
		return warned(fmt.Sprintf("%d of %s cannot be read: %s", len(wrong), counted(len(all), "source"), few(wrong)), "See each with bot sources; remove what is no more with bot sources remove ADDRESS.")
	}
	return fine("%s followed", counted(len(all), "source"))
}

// lookPrompts parses the prompts.
func (d *doctor) lookPrompts(context.Context) finding {
	if _, err := prompts.Load(d.config.PromptsDir); err != nil {
		return broken(err.Error(), "Correct the file, or unset PROMPTS_DIR for the prompts that ship with the bot.")
	}
	if d.config.PromptsDir == "" {
		return fine("those that ship with the bot")
	}
	return fine("those in %s parse and name what there is", d.config.PromptsDir)
}

// lookEncoder loads the built-in encoder and has it embed a word.
func (d *doctor) lookEncoder(ctx context.Context) finding {
	e, err := encoder.New()
	if err == nil {
		_, err = e.Embed(ctx, []string{"news"})
	}
	if err != nil {
		return broken(err.Error(), "The binary is damaged: build it again.")
	}
	d.builtIn = e
	return fine("%s loads", e.Name())
}

// lookVectors opens the indexes as the bot does and counts what is not embedded.
func (d *doctor) lookVectors(ctx context.Context) finding {
	first := d.model
	if first == nil {
		first = d.builtIn
	}
	switch {
	case d.shut || first == nil:
		return warned("not looked at: they need the record and an encoder", "Mend those first.")
	case d.record == nil:
		return fine("nothing is there to embed yet")
	}
	encoders, err := withEncoder(nil, first, builtInWeight)
	if err != nil {
		return broken(err.Error(), "The encoder cannot be used: unset EMBEDDING_MODEL, or build the bot again.")
	}
	library, err := rag.OpenLibrary(ctx, rag.LibraryConfig{
		Record: d.record, Encoders: encoders, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	if late(err) {
		return warned("so many articles that they were not all read within "+indexLook.String(), "The bot waits for as long as it takes; keep what it answers from smaller, or give it a faster machine.")
	}
	if err != nil {
		return broken(err.Error(), restore)
	}
	if n := library.Pending(); n > 0 {
		return warned(fmt.Sprintf("%s wait for vectors of %s; until then they are found by words", counted(n, "passage"), first.Name()),
			"They come by themselves while the bot runs on Discord or in a chat, or with bot ingest PATH.")
	}
	return fine("all passages have vectors of %s", first.Name())
}
