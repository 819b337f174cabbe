package sandbox

import (
	"net/url"
	"strings"
	"time"
)

// These are the forms in which the page sees things; see README.md.

type pageUser struct {
	ID        int64  `json:"id"`
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name,omitempty"`
	Username  string `json:"username,omitempty"`
	Language  string `json:"language_code"`
	Phone     string `json:"phone,omitempty"`
}

type pagePhone struct {
	User  pageUser `json:"user"`
	Title Text     `json:"title"`
	Unit  Text     `json:"unit"`
	Note  *Text    `json:"note,omitempty"`

	Invitation *pageInvitation `json:"invitation,omitempty"`
}

type pageInvitation struct {
	Head    Text   `json:"head,omitzero"`
	Text    Text   `json:"text"`
	Button  Text   `json:"button"`
	Payload string `json:"payload"`
}

type pageButton struct {
	Text           string `json:"text"`
	URL            string `json:"url,omitempty"`
	Callback       bool   `json:"callback"`
	Style          string `json:"style,omitempty"`
	Disabled       bool   `json:"disabled,omitempty"`
	RequestContact bool   `json:"request_contact,omitempty"`
}

type pageFile struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Mime   string `json:"mime"`
	Size   int    `json:"size"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
	Photo  bool   `json:"photo"`
}

type pageMessage struct {
	ChatID          int64          `json:"chat_id"`
	ID              int            `json:"message_id"`
	From            string         `json:"from"` // bot or user
	UserID          int64          `json:"user_id,omitempty"`
	Date            int64          `json:"date"`
	Edited          int64          `json:"edited,omitempty"`
	ReplyTo         int            `json:"reply_to,omitempty"`
	Text            string         `json:"text,omitempty"`
	Caption         string         `json:"caption,omitempty"`
	Entities        []Entity       `json:"entities,omitempty"`
	Buttons         [][]pageButton `json:"buttons,omitempty"`
	Keyboard        [][]pageButton `json:"keyboard,omitempty"`
	KeyboardRemoved bool           `json:"keyboard_removed,omitempty"`
	File            *pageFile      `json:"file,omitempty"`
	Contact         *pageContact   `json:"contact,omitempty"`
	Silent          bool           `json:"silent,omitempty"`
	Protected       bool           `json:"protected,omitempty"`
	Topic           string         `json:"topic,omitempty"`     // the thread's title, in a forum
	Forwarded       string         `json:"forwarded,omitempty"` // who wrote what was passed on
}

type pageContact struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

type pageChat struct {
	ID       int64         `json:"id"`
	Type     string        `json:"type"`
	Title    string        `json:"title,omitempty"`
	Members  []int64       `json:"members,omitempty"`
	Messages []pageMessage `json:"messages"`
	Unread   int           `json:"unread"`
	Commands []Command     `json:"commands"`
	Blocked  bool          `json:"blocked"`
	Pinned   int           `json:"pinned,omitempty"`
}

type pagePreset struct {
	ID    string `json:"id"`
	Label Text   `json:"label"`
	To    string `json:"to"`
}

type pageClockView struct {
	Now      string       `json:"now"`
	OffsetMS int64        `json:"offset_ms"`
	Presets  []pagePreset `json:"presets"`
}

type pageStep struct {
	Phone int64       `json:"phone"`
	Title Text        `json:"title"`
	Text  Text        `json:"text"`
	Try   *Text       `json:"try,omitempty"`
	Press bool        `json:"press,omitempty"`
	File  *Attachment `json:"file,omitempty"`
	Clock string      `json:"clock,omitempty"`
}

type pageCallView struct {
	Method string  `json:"method"`
	Status int     `json:"status"`
	MS     float64 `json:"ms"`
	At     string  `json:"at"`
	ChatID int64   `json:"chat_id,omitempty"`
	Brief  string  `json:"brief"`
	Fault  string  `json:"fault,omitempty"`
}

type pageFault struct {
	Method     string    `json:"method"`
	Kind       FaultKind `json:"kind"`
	RetryAfter int       `json:"retry_after,omitempty"`
	MS         int64     `json:"ms,omitempty"`
	Times      int       `json:"times"`
}

func (s *Server) pageMessage(m *Message) pageMessage {
	p := pageMessage{ChatID: m.Chat.ID, ID: m.ID, From: "user", Date: m.Date, Edited: m.EditDate, Text: m.Text, Caption: m.Caption,
		Entities: m.Entities, KeyboardRemoved: m.KeyboardRemoved, Silent: m.Silent, Protected: m.Protected}
	if r := s.rooms[m.Chat.ID]; r != nil && r.IsForum {
		t, _ := r.topic(max(m.ThreadID, general))
		p.Topic = t.Title
	}
	if o := m.ForwardOrigin; o != nil {
		p.Forwarded = o.UserName
		if o.User != nil {
			p.Forwarded = strings.TrimSpace(o.User.FirstName + " " + o.User.LastName)
		}
	}
	if m.FromBot() {
		p.From = "bot"
	} else if m.From != nil {
		p.UserID = m.From.ID
	}
	if m.ReplyTo != nil {
		p.ReplyTo = m.ReplyTo.ID
	}
	if m.Text == "" {
		p.Entities = m.CaptionEntities
	}
	if m.ReplyMarkup != nil {
		for _, row := range m.ReplyMarkup.Rows {
			var out []pageButton
			for _, b := range row {
				out = append(out, pageButton{Text: b.Text, URL: s.pageURL(b.URL), Callback: b.CallbackData != "", Style: b.Style, Disabled: b.Disabled != nil})
			}
			p.Buttons = append(p.Buttons, out)
		}
	}
	for _, row := range m.Keyboard {
		var out []pageButton
		for _, b := range row {
			out = append(out, pageButton{Text: b.Text, RequestContact: b.RequestContact})
		}
		p.Keyboard = append(p.Keyboard, out)
	}
	if c := m.Contact; c != nil {
		name := c.FirstName
		if c.LastName != "" {
			name += " " + c.LastName
		}
		p.Contact = &pageContact{name, c.PhoneNumber}
	}
	p.File = s.pageFile(m)
	return p
}

// pageURL lets through what a page may safely open.
func (s *Server) pageURL(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "tg" {
		return ""
	}
	return link
}

func (s *Server) pageFile(m *Message) *pageFile {
	switch {
	case m.Document != nil:
		d := m.Document
		return &pageFile{ID: d.FileID, Name: d.FileName, Mime: d.MimeType, Size: d.FileSize}
	case len(m.Photo) > 0:
		largest := m.Photo[len(m.Photo)-1]
		p := &pageFile{ID: largest.FileID, Size: largest.FileSize, Width: largest.Width, Height: largest.Height, Photo: true}
		if f := s.files[largest.FileID]; f != nil {
			p.Name, p.Mime = f.name, f.mime
		}
		return p
	}
	return nil
}

func (s *Server) pageChat(r *room, reader *person) pageChat {
	c := pageChat{ID: r.ID, Type: r.Type, Title: r.Title, Unread: r.unread, Commands: s.menuFor(reader, r), Pinned: r.pinned, Messages: []pageMessage{}}
	if r.owner != nil {
		c.Blocked = r.owner.blocked
	}
	for _, id := range s.order {
		if r.members[id] {
			c.Members = append(c.Members, id)
		}
	}
	for _, id := range r.order[max(0, len(r.order)-shownMessages):] {
		if m := r.messages[id]; m != nil {
			c.Messages = append(c.Messages, s.pageMessage(m))
		}
	}
	return c
}

func (s *Server) pageStep(g Step) pageStep {
	step := pageStep{Phone: g.Phone, Title: g.Title, Text: g.Text, Try: optional(g.Try), Press: g.Press, File: g.File}
	if !g.Clock.IsZero() {
		step.Clock = g.Clock.In(s.location).Format(time.RFC3339)
	}
	return step
}

func (s *Server) pageClock() pageClockView {
	now := s.clock.Now()
	c := pageClockView{Now: now.In(s.location).Format(time.RFC3339), OffsetMS: s.clock.Offset().Milliseconds(), Presets: []pagePreset{}}
	for _, p := range s.presets(now) {
		c.Presets = append(c.Presets, pagePreset{p.ID, p.Label, p.To.In(s.location).Format(time.RFC3339)})
	}
	return c
}

func (s *Server) presets(now time.Time) []Preset {
	if s.demo.Presets != nil {
		return s.demo.Presets(now.In(s.location))
	}
	return []Preset{
		{"real", Text{"Giờ thật", "Real time"}, time.Now()},
		{"+1h", Text{"+1 giờ", "+1 h"}, now.Add(time.Hour)},
		{"+1d", Text{"+1 ngày", "+1 day"}, now.AddDate(0, 0, 1)},
	}
}

func pageCall(c Call, zone *time.Location) pageCallView {
	return pageCallView{Method: c.Method, Status: c.Status, MS: float64(c.Took.Microseconds()) / 1000, At: c.At.In(zone).Format(time.RFC3339),
		ChatID: c.ChatID, Brief: c.brief(), Fault: c.Fault}
}

func pageFaults(faults []Fault) []pageFault {
	out := []pageFault{}
	for _, f := range faults {
		out = append(out, pageFault{f.Method, f.Kind, f.RetryAfter, f.Delay.Milliseconds(), f.Times})
	}
	return out
}

// shown are the people whose phones the page has: those of the demo, else everybody up to a limit.
func (s *Server) shown() []int64 {
	if len(s.demo.Phones) == 0 {
		return s.order[:min(len(s.order), shownPeople)]
	}
	ids := make([]int64, len(s.demo.Phones))
	for i, p := range s.demo.Phones {
		ids[i] = p.User.ID
	}
	return ids
}
