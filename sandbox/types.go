package sandbox

import "encoding/json"

// User is a Telegram account: the bot itself, or a person with a phone.
// Phone is the number that a shared contact carries; it is on no wire otherwise.
type User struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
	Phone        string `json:"-"`
}

// Chat is the short form of a chat that messages carry.
type Chat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"` // private, group or supergroup
	Title     string `json:"title,omitempty"`
	Username  string `json:"username,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"` // a supergroup with topics
}

// Entity is a formatted or recognised part of a text. Offset and Length count UTF-16 units.
type Entity struct {
	Type     string `json:"type"`
	Offset   int    `json:"offset"`
	Length   int    `json:"length"`
	URL      string `json:"url,omitempty"`
	User     *User  `json:"user,omitempty"`
	Language string `json:"language,omitempty"`
}

// Button is one inline button as the bot sent it.
type Button struct {
	Text         string          `json:"text"`
	CallbackData string          `json:"callback_data,omitempty"`
	Style        string          `json:"style,omitempty"`    // primary, success or danger
	Disabled     json.RawMessage `json:"disabled,omitempty"` // an empty object: the button only shows its label
	URL          string          `json:"url,omitempty"`
	CopyText     json.RawMessage `json:"copy_text,omitempty"`
	WebApp       json.RawMessage `json:"web_app,omitempty"`
	SwitchInline *string         `json:"switch_inline_query,omitempty"`
	SwitchHere   *string         `json:"switch_inline_query_current_chat,omitempty"`
}

// InlineKeyboard is the reply_markup that stands under a message.
type InlineKeyboard struct {
	Rows [][]Button `json:"inline_keyboard"`
}

// KeyButton is a button of the keyboard that replaces the phone's letters.
type KeyButton struct {
	Text           string `json:"text"`
	RequestContact bool   `json:"request_contact,omitempty"`
}

// PhotoSize is one size of a photo; every size holds the same bytes here.
type PhotoSize struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	FileSize     int    `json:"file_size"`
}

// Document is a file sent as it is.
type Document struct {
	FileName     string `json:"file_name,omitempty"`
	MimeType     string `json:"mime_type,omitempty"`
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	FileSize     int    `json:"file_size"`
}

// Contact is a shared phone number. UserID is 0 when the number has no account.
type Contact struct {
	PhoneNumber string `json:"phone_number"`
	FirstName   string `json:"first_name"`
	LastName    string `json:"last_name,omitempty"`
	UserID      int64  `json:"user_id,omitempty"`
}

// Message is a message as Telegram writes it, with what its phone shows besides
// (the fields without a wire name). A Message handed out never changes: an edit
// makes a new one under the same identifier.
type Message struct {
	ID              int             `json:"message_id"`
	ThreadID        int             `json:"message_thread_id,omitempty"` // the topic of a forum; none in General
	IsTopic         bool            `json:"is_topic_message,omitempty"`
	From            *User           `json:"from,omitempty"`
	SenderChat      *Chat           `json:"sender_chat,omitempty"` // the group, for an anonymous administrator
	ForwardOrigin   *ForwardOrigin  `json:"forward_origin,omitempty"`
	Chat            Chat            `json:"chat"`
	Date            int64           `json:"date"`
	EditDate        int64           `json:"edit_date,omitempty"`
	ReplyTo         *Message        `json:"reply_to_message,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []Entity        `json:"entities,omitempty"`
	Photo           []PhotoSize     `json:"photo,omitempty"`
	Document        *Document       `json:"document,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []Entity        `json:"caption_entities,omitempty"`
	Contact         *Contact        `json:"contact,omitempty"`
	Voice           *Recording      `json:"voice,omitempty"`
	VideoNote       *Recording      `json:"video_note,omitempty"`
	Sticker         *Sticker        `json:"sticker,omitempty"`
	Location        *Location       `json:"location,omitempty"`
	NewChatMembers  []User          `json:"new_chat_members,omitempty"`
	MigrateTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64           `json:"migrate_from_chat_id,omitempty"`
	ReplyMarkup     *InlineKeyboard `json:"reply_markup,omitempty"`
	Protected       bool            `json:"has_protected_content,omitempty"`

	Keyboard        [][]KeyButton `json:"-"` // the reply keyboard that came with it
	KeyboardRemoved bool          `json:"-"`
	ForceReply      bool          `json:"-"`
	Silent          bool          `json:"-"`
	NoPreview       bool          `json:"-"` // links in it are not fetched
	ParseMode       string        `json:"-"`
}

// Recording is a voice message, or a round video.
type Recording struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Duration     int    `json:"duration"`
	Length       int    `json:"length,omitempty"` // of a round video: its width
}

// Sticker is a picture out of a set.
type Sticker struct {
	FileID       string `json:"file_id"`
	FileUniqueID string `json:"file_unique_id"`
	Type         string `json:"type"`
	Width        int    `json:"width"`
	Height       int    `json:"height"`
	Emoji        string `json:"emoji,omitempty"`
}

// Location is a point on the map.
type Location struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// ForwardOrigin is where a forwarded message came from.
type ForwardOrigin struct {
	Type     string `json:"type"` // user, or hidden_user: somebody who hides the account
	Date     int64  `json:"date"`
	User     *User  `json:"sender_user,omitempty"`
	UserName string `json:"sender_user_name,omitempty"`
}

// FromBot says that the bot wrote the message.
func (m Message) FromBot() bool { return m.From != nil && m.From.IsBot && m.SenderChat == nil }

// Content is the text, or the caption of a file.
func (m Message) Content() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

// Labels are the texts of the inline buttons, row by row.
func (m Message) Labels() [][]string {
	if m.ReplyMarkup == nil {
		return nil
	}
	rows := make([][]string, len(m.ReplyMarkup.Rows))
	for i, row := range m.ReplyMarkup.Rows {
		for _, b := range row {
			rows[i] = append(rows[i], b.Text)
		}
	}
	return rows
}

// Button finds the first inline button with that label.
func (m Message) Button(label string) (Button, bool) {
	if m.ReplyMarkup == nil {
		return Button{}, false
	}
	for _, row := range m.ReplyMarkup.Rows {
		for _, b := range row {
			if b.Text == label {
				return b, true
			}
		}
	}
	return Button{}, false
}

// Command is one line of a command menu.
type Command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// Answer is what answerCallbackQuery showed to the person who pressed.
type Answer struct {
	QueryID string
	UserID  int64
	Text    string
	Alert   bool
	URL     string
}
