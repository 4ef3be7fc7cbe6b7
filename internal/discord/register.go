package discord

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/bwmarrin/discordgo"
)

// register tells Discord of the commands, where they are others than those that
// it was told of last. In development they are one server's, which sees a change
// at once; then there are no global ones, and the other way round, so that no
// command is listed twice.
func (b *Bot) register(ctx context.Context, appID string) error {
	list := definitions()
	data, err := json.Marshal(list)
	if err != nil {
		return fmt.Errorf("write the commands: %w", err)
	}
	sum := sha256.Sum256(data)
	scope := appID + "/" + b.config.Guild
	if err := b.registerIn(ctx, appID, b.config.Guild, scope, hex.EncodeToString(sum[:]), list); err != nil {
		return err
	}
	var others []string
	err = b.shelf.Docs(ctx, commandsKept, appID+"/", func(doc Doc) error {
		if doc.Key != scope {
			others = append(others, doc.Key)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, other := range others {
		_, guild, _ := strings.Cut(other, "/")
		if _, err := b.discord.SetCommands(ctx, appID, guild, nil); err != nil && !gone(err) && !forbidden(err) {
			return err
		}
		if err := b.shelf.Unshelve(ctx, commandsKept, other); err != nil {
			return err
		}
		b.log.Info("commands are no longer registered", "guild", guild)
	}
	return nil
}

// registerIn registers the commands in a scope unless they are there already.
func (b *Bot) registerIn(ctx context.Context, appID, guildID, scope, sum string, list []*discordgo.ApplicationCommand) error {
	var before string
	if _, err := b.read(ctx, commandsKept, scope, &before); err != nil {
		return err
	}
	if before == sum {
		there, err := b.discord.Commands(ctx, appID, guildID)
		if err != nil || len(there) == len(list) { // somebody may have deleted them at Discord
			return err
		}
	}
	if _, err := b.discord.SetCommands(ctx, appID, guildID, list); err != nil {
		if guildID != "" && forbidden(err) {
			return fmt.Errorf("register the commands in server %s, which DISCORD_GUILD names: invite the bot to it, or unset DISCORD_GUILD: %w", guildID, err)
		}
		return err
	}
	b.log.Info("commands are registered", "commands", len(list), "guild", guildID)
	return b.write(ctx, Doc{Collection: commandsKept, Key: scope}, sum)
}
