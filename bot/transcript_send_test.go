package bot_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"slices"
	"strings"

	"tainha/sandbox"
)

// sendThing sends what holds no words of its own; those behind its name stand below it.
func sendThing(phone *sandbox.Phone, what string) (err error) {
	kind, words, _ := strings.Cut(what, " ")
	switch kind {
	case "voice", "video":
		_, err = phone.SendVoice(7, kind == "video")
	case "sticker":
		_, err = phone.SendSticker("👍")
	case "location":
		_, err = phone.SendLocation(10.7769, 106.7009)
	case "photo":
		_, err = phone.UploadPhoto(0, "a.png", picture(), words)
	case "roster":
		texts := strings.Split(words, " | ")
		changed, err := changedRoster(texts[1:])
		if err != nil {
			return err
		}
		_, err = phone.Upload(0, texts[0], changed, "")
		return err
	case "table":
		name, rows, _ := strings.Cut(words, " | ")
		_, err = phone.Upload(0, name, []byte(strings.ReplaceAll(rows, " ⏎ ", "\n")), "")
		return err
	case "big":
		_, err = phone.Upload(0, "ban-ve.pdf", make([]byte, 30<<20), words)
	case "file":
		_, err = phone.Upload(0, "don-xin-nghi.docx", []byte("PK"), words)
	default:
		return fmt.Errorf("nobody sends %q", kind)
	}
	return err
}

// forward passes on what somebody wrote, whose account may be hidden: "«Tên» TEXT".
func forward(phone *sandbox.Phone, what string) error {
	if name, text, hidden := strings.Cut(strings.TrimPrefix(what, "«"), "» "); hidden {
		_, err := phone.Forward(text, 0, name)
		return err
	}
	author, text, _ := strings.Cut(what, " ")
	_, err := phone.Forward(text, folk[author].chat, author)
	return err
}

// replyTo answers the newest message of the bot that holds some words: "WORDS | TEXT".
func replyTo(phone *sandbox.Phone, what string, bots bool) error {
	words, text, _ := strings.Cut(what, " | ")
	for _, m := range slices.Backward(phone.Messages()) {
		if m.FromBot() == bots && strings.Contains(m.Content(), words) {
			_, err := phone.SendTo(0, text, m.ID)
			return err
		}
	}
	return fmt.Errorf("no message holds %q", words)
}

// picture is a small one.
func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))) // a buffer takes everything
	return b.Bytes()
}

// attachTo sends a photo or file as an answer to the newest message that holds some words.
func attachTo(phone *sandbox.Phone, what string) error {
	words, rest, _ := strings.Cut(what, " | ")
	kind, caption, _ := strings.Cut(rest, " ")
	for _, m := range slices.Backward(phone.Messages()) {
		if !m.FromBot() || !strings.Contains(m.Content(), words) {
			continue
		}
		name, data := "to-trinh.docx", []byte("PK")
		switch kind {
		case "photo":
			name, data = "a.png", picture()
		case "big":
			name, data = "ban-ve.pdf", make([]byte, 30<<20)
		}
		_, err := phone.UploadTo(m.ID, name, data, caption, kind == "photo")
		return err
	}
	return fmt.Errorf("no message holds %q", words)
}
