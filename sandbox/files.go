package sandbox

import (
	"bytes"
	"fmt"
	"image"
	_ "image/gif"  // photos may be GIF, JPEG or PNG
	_ "image/jpeg" // see image/gif
	_ "image/png"  // see image/gif
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// file is something uploaded, by the bot or by a person.
type file struct {
	id, unique    string
	name, mime    string
	folder        string // photos or documents
	data          []byte
	width, height int
}

// keepFile stores an upload under a new file_id.
func (s *Server) keepFile(folder string, u upload) *file {
	s.fileSeq++
	f := &file{name: path.Base(strings.ReplaceAll(u.name, `\`, "/")), mime: u.mime, folder: folder, data: u.data}
	prefix := "BQACAgUAAxkBAAIB"
	if folder == "photos" {
		prefix = "AgACAgUAAxkBAAIB"
	}
	f.id = fmt.Sprintf("%s%08dsandboxfile", prefix, s.fileSeq)
	f.unique = fmt.Sprintf("AgAD%08d", s.fileSeq)
	if f.mime == "" || f.mime == "application/octet-stream" {
		f.mime = mime.TypeByExtension(path.Ext(f.name))
	}
	if f.mime == "" {
		f.mime = http.DetectContentType(f.data)
	}
	s.files[f.id] = f
	return f
}

// path is where getFile says the bytes are.
func (f *file) path() string {
	ext := path.Ext(f.name)
	if f.folder == "photos" {
		ext = ".jpg"
	}
	return f.folder + "/file_" + strings.TrimLeft(strings.TrimPrefix(f.unique, "AgAD"), "0") + ext
}

// pick finds what a file parameter means: the upload of that name, attach://name, or a file_id.
func (s *Server) pick(q *query, part, value, kind, folder string) (*file, *apiError) {
	if name, is := strings.CutPrefix(value, "attach://"); is {
		part, value = name, ""
	}
	switch u, uploaded := q.files[part]; {
	case value != "":
		f := s.files[value]
		if f == nil {
			return nil, badRequest("wrong file identifier/HTTP URL specified")
		}
		if f.folder != folder {
			return nil, badRequest("type of file mismatch")
		}
		return f, nil
	case !uploaded:
		return nil, badRequest("there is no %s in the request", kind)
	case len(u.data) == 0:
		return nil, badRequest("file must be non-empty")
	case len(u.data) > maxUpload || folder == "photos" && len(u.data) > maxPhoto:
		return nil, badRequest("file is too big")
	case folder == "photos":
		return s.keepPhoto(u)
	default:
		return s.keepFile(folder, u), nil
	}
}

func (s *Server) keepPhoto(u upload) (*file, *apiError) {
	c, _, err := image.DecodeConfig(bytes.NewReader(u.data))
	switch {
	case err != nil:
		return nil, badRequest("IMAGE_PROCESS_FAILED")
	case c.Width+c.Height > 10_000 || c.Width > 20*c.Height || c.Height > 20*c.Width:
		return nil, badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	u.mime = http.DetectContentType(u.data)
	f := s.keepFile("photos", u)
	f.width, f.height = c.Width, c.Height
	return f, nil
}

func (s *Server) photoFrom(q *query, part, value string) ([]PhotoSize, *apiError) {
	f, err := s.pick(q, part, value, "photo", "photos")
	if err != nil {
		return nil, err
	}
	return f.sizes(), nil
}

// sizes are the photo's widths as Telegram makes them, smallest first, the original (at most 1280) last.
func (f *file) sizes() []PhotoSize {
	var out []PhotoSize
	longest := max(f.width, f.height)
	for _, side := range []int{90, 320, 800, 1280} {
		if side = min(side, longest); len(out) > 0 && side <= max(out[len(out)-1].Width, out[len(out)-1].Height) {
			break
		}
		out = append(out, PhotoSize{FileID: f.id, FileUniqueID: f.unique, FileSize: len(f.data),
			Width: max(1, f.width*side/longest), Height: max(1, f.height*side/longest)})
	}
	return out
}

func (s *Server) documentFrom(q *query, part, value string) (*Document, *apiError) {
	f, err := s.pick(q, part, value, "document", "documents")
	if err != nil {
		return nil, err
	}
	return f.document(), nil
}

func (f *file) document() *Document {
	return &Document{FileName: f.name, MimeType: f.mime, FileID: f.id, FileUniqueID: f.unique, FileSize: len(f.data)}
}

func (s *Server) getFile(q *query) (any, *apiError) {
	f := s.files[q.str("file_id")]
	switch {
	case q.str("file_id") == "":
		return nil, badRequest("file_id not specified")
	case f == nil:
		return nil, badRequest("invalid file_id")
	case len(f.data) > maxDownload:
		return nil, badRequest("file is too big")
	}
	return map[string]any{"file_id": f.id, "file_unique_id": f.unique, "file_size": len(f.data), "file_path": f.path()}, nil
}

// serveDownload serves /file/bot<token>/<file_path>.
func (s *Server) serveDownload(w http.ResponseWriter, r *http.Request, rest string) {
	token, name, _ := strings.Cut(rest, "/")
	if !s.tokenIs(token) {
		writeAnswer(w, nil, unauthorized())
		return
	}
	s.mu.Lock()
	var found *file
	for _, f := range s.files {
		if f.path() == name {
			found = f
			break
		}
	}
	s.mu.Unlock()
	if found == nil {
		writeAnswer(w, nil, notFound())
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(found.data))
}

// File gives the bytes of a document or photo, for tests.
func (s *Server) File(fileID string) (name string, data []byte, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f := s.files[fileID]
	if f == nil {
		return "", nil, false
	}
	return f.name, f.data, true
}
