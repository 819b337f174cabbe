package sandbox_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"strings"
	"testing"

	"tainha/sandbox"
)

func TestDeepLinks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	if msg, err := p.Start("moi_Ab-9"); err != nil || msg.Text != "/start moi_Ab-9" || show(msg.Entities) != "bot_command 0+6" {
		t.Errorf("got %+v, %v", msg, err)
	}
	if _, err := p.Start(strings.Repeat("a", 64)); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{strings.Repeat("a", 65), "a b", "mời", "a="} {
		if err := p.Invite(sandbox.Invitation{Payload: bad}); !errors.Is(err, sandbox.ErrPayload) {
			t.Error(bad, err)
		}
		if _, err := p.Start(bad); !errors.Is(err, sandbox.ErrPayload) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestAPersonsMessageLooksLikeTelegrams(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{ID: 5_123_456_789, FirstName: "An", LastName: "Nguyễn", Username: "an", LanguageCode: "vi", Phone: "84912345678"})
	if _, err := p.Send("/wfh mai"); err != nil {
		t.Fatal(err)
	}
	want := `"message":{"message_id":1,"from":{"id":5123456789,"is_bot":false,"first_name":"An","last_name":"Nguyễn","username":"an","language_code":"vi"},` +
		`"chat":{"id":5123456789,"type":"private","username":"an","first_name":"An","last_name":"Nguyễn"},"date":1795395600,` +
		`"text":"/wfh mai","entities":[{"type":"bot_command","offset":0,"length":4}]}}]`
	if got := string(b.ok("getUpdates", nil).Result); !strings.HasSuffix(got, want) {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}

func TestContactsEditsAndBlocks(t *testing.T) {
	t.Parallel()
	b := setup(t)
	an := b.started(sandbox.User{FirstName: "An", Phone: "84900000001"})
	binh := b.AddPerson(sandbox.User{FirstName: "Bình", Phone: "84900000002"})
	own, err := an.ShareContact(0)
	if err != nil || own.Contact.UserID != an.ID() || own.Contact.PhoneNumber != "84900000001" {
		t.Errorf("got %+v, %v", own.Contact, err)
	}
	if other, err := an.ShareContact(binh.ID()); err != nil || other.Contact.UserID != binh.ID() || other.From.ID != an.ID() {
		t.Errorf("got %+v, %v", other.Contact, err)
	}
	said, _ := an.Send("mai")
	if err := an.Edit(said.ID, "mốt"); err != nil {
		t.Error(err)
	}
	if err := an.Block(true); err != nil {
		t.Error(err)
	}
	if _, err := an.Send("x"); !errors.Is(err, sandbox.ErrBlocked) {
		t.Error(err)
	}
	if err := an.Block(false); err != nil {
		t.Error(err)
	}
	us := b.updates(nil)
	if n := len(us); n != 6 || us[3].Edited == nil || us[3].Edited.Text != "mốt" || us[4].Member.New.Status != "kicked" || us[5].Member.New.Status != "member" {
		t.Errorf("%d updates: %+v", n, us)
	}
	b.send(an.ID(), "x")
	if an.Unread() != 1 {
		t.Errorf("%d unread", an.Unread())
	}
	if an.Read(); an.Unread() != 0 {
		t.Errorf("%d unread after reading", an.Unread())
	}
}

func TestPrivacyModeHidesTalkInGroups(t *testing.T) {
	t.Parallel()
	for _, all := range []bool{false, true} {
		b := setup(t, func(o *sandbox.Options) { o.ReadAllGroupMessages = all })
		p := b.AddPerson(sandbox.User{})
		group := b.AddGroup(sandbox.Group{Title: "Phòng", Members: []int64{p.ID()}})
		mine := b.send(group, "chào cả phòng")
		for _, text := range []string{"trưa nay ăn gì?", "/wfh", "hỏi @TaiNhaBot nhé"} {
			if _, err := p.SendTo(group, text, 0); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := p.SendTo(group, "vâng", mine); err != nil {
			t.Fatal(err)
		}
		if _, err := b.AddPerson(sandbox.User{}).SendTo(group, "x", 0); !errors.Is(err, sandbox.ErrNoChat) {
			t.Error(err)
		}
		us := b.updates(nil)
		want := 5 // my_chat_member, new_chat_members, the command, the mention, the reply
		if all {
			want = 6
		}
		if len(us) != want || us[0].Member.New.Status != "member" || us[1].Message.NewChatMembers[0].ID != b.Bot().ID || us[want-1].Message.ReplyTo.ID != mine {
			t.Errorf("reads all %v: %d updates, want %d", all, len(us), want)
		}
	}
}

// picture draws a PNG.
func picture(t *testing.T, w, h int) []byte {
	t.Helper()
	var buf bytes.Buffer
	if err := png.Encode(&buf, image.NewRGBA(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// form sends multipart; a value that is []byte becomes a file part.
func (b bench) form(method string, params m) answer {
	b.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for name, v := range params {
		var part io.Writer
		var err error
		var data []byte
		switch v := v.(type) {
		case []byte:
			part, err = w.CreateFormFile(name, "Lịch tháng 11.xlsx")
			data = v
		case string:
			part, err = w.CreateFormField(name)
			data = []byte(v)
		default:
			part, err = w.CreateFormField(name)
			data, _ = json.Marshal(v)
		}
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return b.post(method, w.FormDataContentType(), buf.Bytes())
}

func TestFilesGoUpAndDown(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{}).ID()
	var doc sandbox.Message
	a := b.form("sendDocument", m{"chat_id": id, "document": []byte("nội dung"), "caption": "<b>Bảng</b>", "parse_mode": "HTML"})
	if err := json.Unmarshal(a.Result, &doc); err != nil || doc.Document.FileName != "Lịch tháng 11.xlsx" || doc.Caption != "Bảng" || show(doc.CaptionEntities) != "bold 0+4" {
		t.Fatalf("%+v %v %s", doc.Document, err, a.Description)
	}
	if a := b.form("sendDocument", m{"chat_id": id, "document": "attach://tep", "tep": []byte("x")}); !a.OK {
		t.Error(a.Description)
	}
	b.ok("sendDocument", m{"chat_id": id, "document": doc.Document.FileID})

	var f struct {
		Path string `json:"file_path"`
	}
	if err := json.Unmarshal(b.ok("getFile", m{"file_id": doc.Document.FileID}).Result, &f); err != nil {
		t.Fatal(err)
	}
	res, err := b.client.Get(b.URL() + "/file/bot" + b.Token() + "/" + f.Path)
	if err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(res.Body)
	_ = res.Body.Close()
	if string(got) != "nội dung" {
		t.Errorf("downloaded %q", got)
	}
	if res, err := b.client.Get(b.URL() + "/file/bot1:x/" + f.Path); err != nil || b.read(res).HTTP != 401 {
		t.Error("a wrong token downloads")
	}

	var photo sandbox.Message
	if err := json.Unmarshal(b.form("sendPhoto", m{"chat_id": id, "photo": picture(t, 1000, 500)}).Result, &photo); err != nil {
		t.Fatal(err)
	}
	if n := len(photo.Photo); n != 4 || photo.Photo[0].Width != 90 || photo.Photo[3].Width != 1000 || photo.Photo[3].Height != 500 {
		t.Errorf("sizes %+v", photo.Photo)
	}
	if _, data, ok := b.File(photo.Photo[0].FileID); !ok || len(data) == 0 {
		t.Error("the photo's bytes are gone")
	}
	media := func(kind, file string) m {
		return m{"chat_id": id, "message_id": photo.ID, "media": m{"type": kind, "media": file, "caption": "mới"}}
	}
	b.ok("editMessageMedia", media("document", doc.Document.FileID))
	b.ok("editMessageCaption", m{"chat_id": id, "message_id": photo.ID, "caption": "mới hơn"})
	b.refused("editMessageText", m{"chat_id": id, "message_id": photo.ID, "text": "x"}, 400, "Bad Request: there is no text in the message to edit")
}

func TestFileRefusals(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{}).ID()
	var doc sandbox.Message
	if err := json.Unmarshal(b.form("sendDocument", m{"chat_id": id, "document": []byte("x")}).Result, &doc); err != nil {
		t.Fatal(err)
	}
	b.refused("sendPhoto", m{"chat_id": id, "photo": doc.Document.FileID}, 400, "Bad Request: type of file mismatch")
	b.refused("sendDocument", m{"chat_id": id, "document": "nowhere"}, 400, "Bad Request: wrong file identifier/HTTP URL specified")
	b.refused("sendDocument", m{"chat_id": id}, 400, "Bad Request: there is no document in the request")
	b.refused("sendDocument", m{"chat_id": id, "document": doc.Document.FileID, "caption": strings.Repeat("x", 1025)}, 400, "Bad Request: message caption is too long")
	b.refused("getFile", m{"file_id": "x"}, 400, "Bad Request: invalid file_id")
	for name, params := range map[string]m{
		"file must be non-empty":                           {"chat_id": id, "photo": []byte{}},
		"IMAGE_PROCESS_FAILED":                             {"chat_id": id, "photo": []byte("x")},
		"PHOTO_INVALID_DIMENSIONS":                         {"chat_id": id, "photo": picture(t, 210, 10)},
		`unknown parameter "picture" for method sendPhoto`: {"chat_id": id, "picture": []byte("x")},
		"there is no photo in the request":                 {"chat_id": id, "photo": "attach://missing"},
	} {
		if a := b.form("sendPhoto", params); a.Description != "Bad Request: "+name {
			t.Errorf("got %q, want %q", a.Description, name)
		}
	}
}

func TestAPersonsFileReachesTheBot(t *testing.T) {
	t.Parallel()
	b := setup(t)
	p := b.AddPerson(sandbox.User{})
	if _, err := p.Upload(0, "roster.csv", []byte("a,b"), "đây ạ"); err != nil {
		t.Fatal(err)
	}
	if _, err := p.UploadPhoto(0, "x.png", picture(t, 10, 10), ""); err != nil {
		t.Fatal(err)
	}
	us := b.updates(nil)
	if d := us[0].Message.Document; d.FileName != "roster.csv" || d.FileSize != 3 || !strings.HasPrefix(d.MimeType, "text/csv") || us[0].Message.Caption != "đây ạ" {
		t.Errorf("got %+v", d)
	}
	b.ok("getFile", m{"file_id": us[0].Message.Document.FileID})
	if len(us[1].Message.Photo) == 0 {
		t.Error("no photo")
	}
}

func TestPinningAndChats(t *testing.T) {
	t.Parallel()
	b := setup(t)
	id := b.started(sandbox.User{}).ID()
	msg := b.send(id, "x")
	b.ok("pinChatMessage", m{"chat_id": id, "message_id": msg})
	if got := string(b.ok("getChat", m{"chat_id": id}).Result); !strings.Contains(got, `"pinned_message":{"message_id":`) {
		t.Error(got)
	}
	b.ok("unpinChatMessage", m{"chat_id": id})
	b.refused("unpinChatMessage", m{"chat_id": id}, 400, "Bad Request: message to unpin not found")
	b.refused("sendChatAction", m{"chat_id": id, "action": "sleeping"}, 400, "Bad Request: wrong parameter action in request")
}
