package cli

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"tainha/bot"
	"tainha/bot/chat"
	"tainha/config"
	"tainha/jobs"
	"tainha/locale"
	"tainha/pilot"
	"tainha/rules/evaluation"
	"tainha/store"
)

// pollTimeout is how long one poll may wait at Telegram for updates.
const pollTimeout = 50 * time.Second

// Service is the bot with everything wired to it.
type Service struct {
	DB    *store.DB
	Pilot *pilot.Pilot
	Jobs  *jobs.Engine
	Bot   *chat.Bot

	config *config.Config
	now    Clock
	log    *slog.Logger
}

// NewPilot is the use cases under a configuration.
func NewPilot(config *config.Config) *pilot.Pilot {
	return &pilot.Pilot{
		Calendar:   &config.Calendar,
		Policies:   &config.Policy,
		Consent:    notice(config.Texts.DataNotice),
		Commitment: notice(config.Texts.Commitment),
		Authority:  config.Authority,
		Powers:     config.Powers,
		Requests:   config.Requests,
		Sheet:      config.Sheet,
		Tasks:      config.Tasks,
		Scoring:    config.Scoring,
		Data:       config.Data,
	}
}

func notice(a config.Agreement) pilot.Notice {
	return pilot.Notice{Version: a.Version, Text: map[string]string{"vi": a.Vietnamese, "en": a.English}}
}

// NewService opens the database and wires the bot. The caller closes it.
func NewService(ctx context.Context, config *config.Config, now Clock, log *slog.Logger) (*Service, error) {
	catalog, err := locale.Load(config.Calendar.Location)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, config.Database.Path, store.Options{Log: log, Ledger: store.LedgerIn(config.Backup.Dir)})
	if err != nil {
		return nil, err
	}
	if err := checkCriteria(ctx, db, config); err != nil {
		return nil, closeWith(db, err)
	}
	s := &Service{DB: db, Pilot: NewPilot(config), config: config, now: now, log: log}
	s.Jobs, err = jobs.New(jobs.Deps{DB: db, Pilot: s.Pilot, Now: now, Log: log},
		jobs.All(jobs.Backup{Dir: config.Backup.Dir, Keep: config.Backup.Keep}), config.Jobs)
	if err != nil {
		return nil, closeWith(db, misconfigured(fmt.Errorf("plan the jobs: %w", err)))
	}
	token := string(config.Telegram.Token)
	s.Bot, err = bot.New(chat.Deps{
		DB: db, Pilot: s.Pilot, Jobs: s.Jobs, Catalog: catalog, Now: now, Log: log,
		Token: token, APIURL: config.Telegram.APIURL,
		Client: chat.NewHTTPClient(token, config.Telegram.Proxy, pollTimeout),
		Scrub:  chat.NewScrubber(token, config.Telegram.Proxy),
		Poll:   pollTimeout,
		Quiet:  chat.Quiet{From: config.Telegram.Quiet.From, To: config.Telegram.Quiet.To},
		Rate: chat.Rate{
			PerSecond: config.Telegram.Rate.PerSecond, PerChat: config.Telegram.Rate.PerChat,
			Burst: config.Telegram.Rate.Burst, Broadcast: config.Telegram.Rate.PerSecond * broadcastShare, Steps: betweenSteps,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("wire the bot: %w", closeWith(db, err))
	}
	return s, nil
}

// checkCriteria refuses a start with criteria that were changed after people were judged by them.
func checkCriteria(ctx context.Context, db *store.DB, config *config.Config) error {
	var used []evaluation.Used
	err := db.Read(ctx, func(tx *store.Tx) (err error) {
		used, err = tx.CriteriaUsed()
		return err
	})
	if err != nil {
		return err
	}
	if err := config.CheckCriteria(used); err != nil {
		return misconfigured(err)
	}
	return nil
}

// broadcastShare is what broadcasts may use of the overall rate: the rest stays
// for answers.
const broadcastShare = 0.8

// betweenSteps is between two edits that tell how far something is: few enough for Telegram, whose limit in a chat is one a second.
const betweenSteps = 4 * time.Second

func closeWith(db *store.DB, err error) error {
	if cerr := db.Close(); cerr != nil {
		return fmt.Errorf("%w (and %w)", err, cerr)
	}
	return err
}

// Run answers and lets the jobs work until ctx ends, then finishes what is
// under way. A bot that can't begin ends the jobs too: nothing lives on that
// hears nobody.
func (s *Service) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var clockwork sync.WaitGroup
	clockwork.Go(func() { s.Jobs.Run(ctx) })
	clockwork.Go(func() { s.takeOver(ctx) })
	err := s.Bot.Run(ctx)
	stop()
	clockwork.Wait()
	return err
}

// Wake makes the bot and its jobs live in a time that was moved.
func (s *Service) Wake() {
	s.Jobs.Wake()
	s.Bot.Wake()
}

// Close closes the database.
func (s *Service) Close() error { return s.DB.Close() }
