package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"tainha/bot/chat"
	"tainha/config"
	"tainha/demo"
	"tainha/sandbox"
)

type demoCmd struct {
	Listen  string `help:"The address of the page; port 0 takes a free one." default:"127.0.0.1:0" placeholder:"ADDRESS"`
	At      string `help:"The time at which the demo begins, as YYYY-MM-DDTHH:MM." placeholder:"TIME"`
	Webhook bool   `help:"Let a bot that speaks to the demo have its updates posted to other machines." name:"any-webhook"`
	Verbose bool   `help:"Show the bot's log."`
}

func (*demoCmd) Help() string {
	return `It starts a Telegram of its own on this machine, with a small agency and the bot, and prints one address.
Open it: a page with phones on which you are the clerk, the head and the coordinator. Nothing leaves this machine.

Example:
  tainha demo

Dùng thử trọn trên máy này: mở địa chỉ được in ra, rồi bấm như trên điện thoại.`
}

func (c *demoCmd) Run(ctx context.Context, p *Process) error {
	d, err := c.start(ctx, p)
	if err != nil {
		return err
	}
	err = d.run(ctx, func() {
		_, _ = fmt.Fprintf(p.Stdout, "Tại Nhà đang chạy thử. Mở địa chỉ này trong trình duyệt (the demo is running, open this address):\n\n  %s\n\nDừng (stop): Ctrl+C\n", d.server.URL())
	})
	if cerr := d.close(); err == nil {
		err = cerr
	}
	return err
}

// stage is the sandbox with the bot wired to it over real HTTP.
type stage struct {
	server  *sandbox.Server
	service *Service
	script  *demo.Script
	config  config.Config
	folder  string // temporary; holds the database
	stop    func() // no longer listens to the clock
}

func (c *demoCmd) start(ctx context.Context, p *Process) (d *stage, err error) {
	d = &stage{stop: func() {}}
	defer func() {
		if err != nil {
			_ = d.close()
		}
	}()
	if d.config, err = p.example(); err != nil {
		return d, err
	}
	if d.folder, err = os.MkdirTemp("", "tainha-demo-"); err != nil {
		return d, fmt.Errorf("make a temporary folder: %w", err)
	}
	clock := sandbox.NewClock()
	begin, err := c.begin(&d.config, clock.Now())
	if err != nil {
		return d, err
	}
	clock.Set(begin)
	d.script = &demo.Script{Calendar: &d.config.Calendar, Machine: p.Now, SelfFrom: d.config.Scoring.Policy.Cycle.SelfFrom}
	page, err := d.script.Page(begin)
	if err != nil {
		return d, err
	}
	d.server = sandbox.New(sandbox.Options{
		Token: sandbox.NewToken(), AnyWebhook: c.Webhook,
		Addr: c.Listen, Clock: clock, Location: d.config.Calendar.Location, Demo: page,
		Bot: sandbox.User{FirstName: "Tại Nhà", Username: "tainha_demo_bot"},
	})
	if err := d.server.Start(); err != nil {
		return d, fmt.Errorf("start the page: %w", err)
	}
	d.config.Telegram.Token, d.config.Telegram.APIURL = config.Secret(d.server.Token()), d.server.URL()
	d.config.Database.Path = filepath.Join(d.folder, "demo.db")
	d.config.Backup.Dir = filepath.Join(d.folder, "backup")
	log := slog.New(slog.DiscardHandler)
	if c.Verbose {
		log = newLogger(p.Stderr, d.config.Log, chat.NewScrubber(d.server.Token(), nil))
	}
	if d.service, err = NewService(ctx, &d.config, clock.Now, log); err != nil {
		return d, err
	}
	d.script.Server, d.script.DB, d.script.Pilot = d.server, d.service.DB, d.service.Pilot
	d.stop = clock.OnMove(func(time.Time) { d.service.Wake() })
	return d, d.script.Furnish(ctx)
}

// run lives until ctx ends; ready is called once everybody has been greeted.
func (d *stage) run(ctx context.Context, ready func()) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	welcomed := make(chan error, 1)
	go func() {
		err := d.script.Welcome(ctx)
		if err == nil {
			ready()
		} else {
			stop()
		}
		welcomed <- err
	}()
	err := d.service.Run(ctx)
	stop()
	if werr := <-welcomed; err == nil && !errors.Is(werr, context.Canceled) {
		err = werr
	}
	return err
}

// begin is the time at which the demo starts: now, when that is in working
// hours of a year that the calendar knows, else 9:00 of the next working day.
func (c *demoCmd) begin(config *config.Config, now time.Time) (time.Time, error) {
	zone := config.Calendar.Location
	if c.At != "" {
		at, err := time.ParseInLocation("2006-01-02T15:04", c.At, zone)
		if err != nil {
			return at, misused(fmt.Errorf("--at %s: write it as 2026-11-23T09:00", c.At))
		}
		return at, nil
	}
	return demo.Begin(&config.Calendar, now.In(zone)), nil
}

func (d *stage) close() error {
	d.stop()
	var err error
	if d.service != nil {
		err = d.service.Close()
	}
	if d.server != nil {
		d.server.Close()
	}
	if d.folder != "" {
		if rerr := os.RemoveAll(d.folder); err == nil && rerr != nil {
			err = fmt.Errorf("remove the demo's folder: %w", rerr)
		}
	}
	return err
}
