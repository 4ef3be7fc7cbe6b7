package standin

// The types in this file are Discord's objects, with its field names. A field
// that Discord sends as null is a pointer without omitempty.

// A User is a person, or a bot.
type User struct {
	ID            string  `json:"id"`
	Username      string  `json:"username"`
	Discriminator string  `json:"discriminator"`
	GlobalName    *string `json:"global_name"`
	Avatar        *string `json:"avatar"`
	Bot           bool    `json:"bot,omitempty"`
	PublicFlags   int     `json:"public_flags"`
	Flags         int     `json:"flags"`
	PrimaryGuild  *string `json:"primary_guild"`
}

// A Role is a named set of permissions in a guild.
type Role struct {
	ID           string     `json:"id"`
	Name         string     `json:"name"`
	Permissions  Permission `json:"permissions,string"`
	Position     int        `json:"position"`
	Color        int        `json:"color"`
	Colors       roleColors `json:"colors"`
	Hoist        bool       `json:"hoist"`
	Managed      bool       `json:"managed"`
	Mentionable  bool       `json:"mentionable"`
	Icon         *string    `json:"icon"`
	UnicodeEmoji *string    `json:"unicode_emoji"`
	Flags        int        `json:"flags"`
}

type roleColors struct {
	Primary   int  `json:"primary_color"`
	Secondary *int `json:"secondary_color"`
	Tertiary  *int `json:"tertiary_color"`
}

// A Member is a user in a guild.
type Member struct {
	User        *User      `json:"user,omitempty"`
	Nick        *string    `json:"nick"`
	Avatar      *string    `json:"avatar"`
	Banner      *string    `json:"banner"`
	Roles       []string   `json:"roles"`
	JoinedAt    string     `json:"joined_at"`
	Premium     *string    `json:"premium_since"`
	TimeoutEnds *string    `json:"communication_disabled_until"`
	Deaf        bool       `json:"deaf"`
	Mute        bool       `json:"mute"`
	Pending     bool       `json:"pending"`
	Flags       int        `json:"flags"`
	Permissions Permission `json:"permissions,omitempty,string"`
}

// ChannelKind is a channel's type.
type ChannelKind int

// The kinds of channel that the stand-in has.
const (
	ChannelText          ChannelKind = 0
	ChannelDM            ChannelKind = 1
	ChannelPublicThread  ChannelKind = 11
	ChannelPrivateThread ChannelKind = 12
)

// A Channel is a place for messages: a channel of a guild, a thread or a
// direct message.
type Channel struct {
	ID            string          `json:"id"`
	Type          ChannelKind     `json:"type"`
	GuildID       string          `json:"guild_id,omitempty"`
	Name          string          `json:"name,omitempty"`
	Topic         *string         `json:"topic,omitempty"`
	ParentID      *string         `json:"parent_id,omitempty"`
	Position      *int            `json:"position,omitempty"`
	NSFW          bool            `json:"nsfw,omitempty"`
	Flags         int             `json:"flags"`
	LastMessageID *string         `json:"last_message_id"`
	SlowMode      int             `json:"rate_limit_per_user,omitempty"`
	Overwrites    []Overwrite     `json:"permission_overwrites,omitempty"`
	Recipients    []User          `json:"recipients,omitempty"`
	OwnerID       string          `json:"owner_id,omitempty"`
	Thread        *ThreadMetadata `json:"thread_metadata,omitempty"`
	MessageCount  *int            `json:"message_count,omitempty"`
	MemberCount   *int            `json:"member_count,omitempty"`
	TotalSent     *int            `json:"total_message_sent,omitempty"`
	Member        *ThreadMember   `json:"member,omitempty"`
	NewlyCreated  bool            `json:"newly_created,omitempty"`
	Permissions   Permission      `json:"permissions,omitempty,string"`
}

// ThreadMetadata is what only a thread has.
type ThreadMetadata struct {
	Archived         bool   `json:"archived"`
	ArchiveTimestamp string `json:"archive_timestamp"`
	AutoArchive      int    `json:"auto_archive_duration"`
	Locked           bool   `json:"locked"`
	CreateTimestamp  string `json:"create_timestamp"`
	Invitable        *bool  `json:"invitable,omitempty"`
}

// A ThreadMember is a user who follows a thread.
type ThreadMember struct {
	ID       string `json:"id"`
	UserID   string `json:"user_id"`
	JoinTime string `json:"join_timestamp"`
	Flags    int    `json:"flags"`
}

// Kinds of message.
const (
	MessageDefault       = 0
	MessageThreadCreated = 18
	MessageReply         = 19
	MessageSlashCommand  = 20
	MessageThreadStarter = 21
	MessageMenuCommand   = 23
)

// Flags of a message.
const (
	FlagSuppressEmbeds = 1 << 2
	FlagHasThread      = 1 << 5
	FlagEphemeral      = 1 << 6
	FlagLoading        = 1 << 7
	FlagSilent         = 1 << 12
	FlagComponentsV2   = 1 << 15
)

// A Message is a message as one viewer sees it.
type Message struct {
	ID              string           `json:"id"`
	ChannelID       string           `json:"channel_id"`
	Type            int              `json:"type"`
	Author          User             `json:"author"`
	Content         string           `json:"content"`
	Timestamp       string           `json:"timestamp"`
	EditedTimestamp *string          `json:"edited_timestamp"`
	TTS             bool             `json:"tts"`
	MentionEveryone bool             `json:"mention_everyone"`
	Mentions        []User           `json:"mentions"`
	MentionRoles    []string         `json:"mention_roles"`
	Attachments     []Attachment     `json:"attachments"`
	Embeds          []Embed          `json:"embeds"`
	Components      []Component      `json:"components"`
	Reactions       []Reaction       `json:"reactions,omitempty"`
	Nonce           any              `json:"nonce,omitempty"`
	Pinned          bool             `json:"pinned"`
	Flags           int              `json:"flags"`
	WebhookID       string           `json:"webhook_id,omitempty"`
	ApplicationID   string           `json:"application_id,omitempty"`
	Reference       *Reference       `json:"message_reference,omitempty"`
	Referenced      *Message         `json:"referenced_message,omitempty"`
	Interaction     *InteractionInfo `json:"interaction,omitempty"`
	Metadata        map[string]any   `json:"interaction_metadata,omitempty"`
	Thread          *Channel         `json:"thread,omitempty"`
}

// Ephemeral reports whether only one person sees the message.
func (v Message) Ephemeral() bool { return v.Flags&FlagEphemeral != 0 }

// Loading reports whether the message still says that the bot is thinking.
func (v Message) Loading() bool { return v.Flags&FlagLoading != 0 }

// A Reference is the message that another answers.
type Reference struct {
	Type            int    `json:"type"`
	MessageID       string `json:"message_id,omitempty"`
	ChannelID       string `json:"channel_id,omitempty"`
	GuildID         string `json:"guild_id,omitempty"`
	FailIfNotExists *bool  `json:"fail_if_not_exists,omitempty"`
}

// InteractionInfo is the line above a message that says who used which command.
type InteractionInfo struct {
	ID   string `json:"id"`
	Type int    `json:"type"`
	Name string `json:"name"`
	User User   `json:"user"`
}

// An Attachment is a file of a message.
type Attachment struct {
	ID          string `json:"id"`
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
	ContentType string `json:"content_type,omitempty"`
	Size        int    `json:"size"`
	URL         string `json:"url"`
	ProxyURL    string `json:"proxy_url"`
	Width       int    `json:"width,omitempty"`
	Height      int    `json:"height,omitempty"`
	Ephemeral   bool   `json:"ephemeral,omitempty"`
}

// A Reaction is an emoji below a message.
type Reaction struct {
	Emoji        Emoji         `json:"emoji"`
	Count        int           `json:"count"`
	CountDetails reactionCount `json:"count_details"`
	Me           bool          `json:"me"`
	MeBurst      bool          `json:"me_burst"`
	BurstColors  []string      `json:"burst_colors"`
}

type reactionCount struct {
	Burst  int `json:"burst"`
	Normal int `json:"normal"`
}

// An Emoji is a Unicode emoji by its name, or a guild's own by its ID.
type Emoji struct {
	ID       *string `json:"id"`
	Name     string  `json:"name"`
	Animated bool    `json:"animated,omitempty"`
}
