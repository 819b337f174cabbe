// Package locale turns messages into text in Vietnamese and English. A message
// is a key with typed arguments until this moment; the texts live in text/, a
// pair of files for each subject.
package locale

import (
	"embed"
	"fmt"
	"html"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/goccy/go-yaml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"

	"tainha/rules"
)

//go:embed text/*.yaml
var texts embed.FS

// Languages are the languages of the bot, the first is the default.
var Languages = []string{"vi", "en"}

// Catalog holds the texts of every language. It is safe for concurrent use.
type Catalog struct {
	localizers map[string]*i18n.Localizer
	keys       map[string][]string        // by language
	known      map[string]bool            // keys of any language
	counted    map[string]map[string]bool // by language: messages that tell one from many
	zone       *time.Location
	rendered   *record // nil but in a test run that counts
}

// embedded reads the embedded texts, once a process.
var embedded = sync.OnceValues(func() (*Catalog, error) { return LoadFrom(texts, nil) })

// Load gives the embedded texts; instants are shown in zone.
func Load(zone *time.Location) (*Catalog, error) {
	all, err := embedded()
	if err != nil {
		return nil, err
	}
	c := *all
	c.zone, c.rendered = zone, newRecord(os.Getenv(recordVariable))
	return &c, nil
}

// LoadFrom reads the texts of another file system, as they stand in text/.
func LoadFrom(texts fs.FS, zone *time.Location) (*Catalog, error) {
	bundle := i18n.NewBundle(language.Vietnamese)
	bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	c := &Catalog{localizers: map[string]*i18n.Localizer{}, keys: map[string][]string{}, known: map[string]bool{}, counted: map[string]map[string]bool{}, zone: zone}
	files, err := fs.Glob(texts, "text/*.yaml")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		data, err := fs.ReadFile(texts, name)
		if err != nil {
			return nil, err
		}
		file, err := bundle.ParseMessageFileBytes(data, name)
		if err != nil {
			return nil, fmt.Errorf("read messages %s: %w", name, err)
		}
		for _, m := range file.Messages {
			lang := file.Tag.String()
			if _, twice := c.counted[lang][m.ID]; twice {
				return nil, fmt.Errorf("read messages %s: %s is defined twice", name, m.ID)
			}
			c.keys[lang] = append(c.keys[lang], m.ID)
			c.known[m.ID] = true
			if c.counted[lang] == nil {
				c.counted[lang] = map[string]bool{}
			}
			c.counted[lang][m.ID] = m.One != ""
		}
	}
	for _, lang := range Languages {
		c.localizers[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return c, nil
}

// Known returns lang when the bot speaks it, else the default language.
func Known(lang string) string {
	if i := strings.IndexByte(lang, '-'); i > 0 {
		lang = lang[:i]
	}
	if slices.Contains(Languages, lang) {
		return lang
	}
	return Languages[0]
}

// Has reports whether there is a message of that key.
func (c *Catalog) Has(key string) bool { return c.known[key] }

// HTML is the message as Telegram's HTML: every argument that came from people
// is escaped, the tags are those of the texts themselves.
func (c *Catalog) HTML(lang string, m rules.Message) (string, error) {
	return c.render(view{c, Known(lang), html.EscapeString}, m)
}

var tag = regexp.MustCompile(`</?[a-z][^>]*>`)

// Plain is the message without tags or escapes: for buttons, pictures, files.
func (c *Catalog) Plain(lang string, m rules.Message) (string, error) {
	s, err := c.HTML(lang, m)
	return html.UnescapeString(tag.ReplaceAllString(s, "")), err
}

// view is how one reader sees values.
type view struct {
	c      *Catalog
	lang   string
	escape func(string) string
}

func (c *Catalog) render(v view, m rules.Message) (string, error) {
	data := make(map[string]any, len(m.Args))
	cfg := &i18n.LocalizeConfig{MessageID: m.Key, TemplateData: data, TemplateParser: parser}
	for name, value := range m.Args {
		shown, err := v.show(value)
		if err != nil {
			return "", fmt.Errorf("message %s, argument %s: %w", m.Key, name, err)
		}
		data[name] = shown
		if n, ok := shown.(int); ok && name == "n" && c.counted[v.lang][m.Key] {
			cfg.PluralCount = n
		}
	}
	s, err := c.localizers[v.lang].Localize(cfg)
	if err != nil {
		return "", fmt.Errorf("message %s in %s: %w", m.Key, v.lang, err)
	}
	c.rendered.add(m.Key)
	return strings.TrimSpace(s), nil
}

func (v view) show(value any) (any, error) {
	switch x := value.(type) {
	case string:
		return v.escape(x), nil
	case int64:
		return int(x), nil
	case int, bool:
		return x, nil
	case rules.Date:
		return Day{Slot: rules.Slot{Date: x}, lang: v.lang}, nil
	case rules.Slot:
		return Day{Slot: x, lang: v.lang}, nil
	case []rules.Slot:
		return Days{x, v.lang}, nil
	case time.Time:
		return Instant{Time: x.In(v.c.zone), lang: v.lang}, nil
	case rules.Message:
		return v.c.render(v, x)
	case []rules.Message:
		lines := make([]string, len(x))
		for i, m := range x {
			s, err := v.c.render(v, m)
			if err != nil {
				return nil, err
			}
			lines[i] = s
		}
		return strings.Join(lines, "\n"), nil
	}
	return nil, fmt.Errorf("a %T can't be shown", value)
}

// cachedParser parses each text once: the functions never change.
type cachedParser struct{ *template.TextParser }

func (cachedParser) Cacheable() bool { return true }

var parser = cachedParser{&template.TextParser{
	Option: "missingkey=error",
	Funcs:  map[string]any{"cap": capital, "dots": dots, "commas": commas},
}}
