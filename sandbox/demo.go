package sandbox

import "time"

// Text is a text of the page in its two languages.
type Text struct {
	VI string `json:"vi"`
	EN string `json:"en"`
}

// Demo is what the page shows besides the chats.
type Demo struct {
	Title  Text
	Phones []PhoneInfo // added as people by New; without any the page shows all people
	Guide  []Step
	// Presets are the buttons of the clock. It is called under the server's lock: it
	// must be quick and must not call the server.
	Presets func(now time.Time) []Preset
	// Strip are the counters of what happens behind. It is called without a lock, once
	// a second and soon after calls of the bot (at most five times a second), while a page is open.
	Strip func() []StripRow
}

// PhoneInfo introduces a person of the demo.
type PhoneInfo struct {
	User  User
	Title Text // the role on the job
	Unit  Text
	Note  Text // one line on who this is
}

// Invitation is what a person got outside Telegram, in a text message say: a deep
// link that opens the bot. The page shows it on top of the person's chat.
type Invitation struct {
	Head    Text // what it is; empty: a text message
	Text    Text
	Button  Text
	Payload string // t.me/BOT?start=payload
}

// Step is one step of the guided first minute: words, a press, a file, or a move of the clock.
type Step struct {
	Phone int64 // on which it happens; of a move of the clock, where to look then
	Title Text
	Text  Text
	Try   Text        // what to type, or which button to press, of a message or an invitation
	Press bool        // Try is (a part of) a button's label
	File  *Attachment // to be sent
	Clock time.Time   // to which the clock is moved; a clock that is past it stays
}

// Attachment is a file that a step of the guide sends.
type Attachment struct {
	Name string `json:"name"`
	Data []byte `json:"data"`
}

// Preset is a button that sets the clock.
type Preset struct {
	ID    string
	Label Text
	To    time.Time
}

// StripRow is a counter of the strip.
type StripRow struct {
	Label Text   `json:"label"`
	Value string `json:"value"`
}
