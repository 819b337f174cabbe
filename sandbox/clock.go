package sandbox

import (
	"sync"
	"time"
)

// Clock is the time in which the sandbox lives: message dates, the death of
// callbacks, the age of updates and the rates follow it. It either runs with
// the machine at a distance (NewClock), or stands still until moved
// (NewManualClock). Network waits (long polls, slow answers) stay in real time.
// All methods may be called concurrently.
type Clock struct {
	mu        sync.Mutex
	manual    bool
	at        time.Time     // the time, when manual
	offset    time.Duration // the distance from the machine's clock, otherwise
	nextID    int
	listeners map[int]func(time.Time)
}

// NewClock runs with the machine's clock until Set or Advance puts a distance between them.
func NewClock() *Clock { return &Clock{listeners: map[int]func(time.Time){}} }

// NewManualClock stands at the given instant until Set or Advance moves it.
func NewManualClock(at time.Time) *Clock {
	c := NewClock()
	c.manual, c.at = true, at
	return c
}

// Now is the sandbox's time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time {
	if c.manual {
		return c.at
	}
	return time.Now().Add(c.offset)
}

// Offset is the distance from the machine's clock.
func (c *Clock) Offset() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.manual {
		return time.Until(c.at)
	}
	return c.offset
}

// Set moves the clock to an instant, forwards or back, and tells the listeners.
func (c *Clock) Set(to time.Time) {
	c.mu.Lock()
	if c.manual {
		c.at = to
	} else {
		c.offset = time.Until(to)
	}
	c.tell()
}

// Advance moves the clock by d and tells the listeners.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	if c.manual {
		c.at = c.at.Add(d)
	} else {
		c.offset += d
	}
	c.tell()
}

// tell releases the lock, then calls the listeners in the caller's goroutine.
func (c *Clock) tell() {
	now := c.now()
	told := make([]func(time.Time), 0, len(c.listeners))
	for _, f := range c.listeners {
		told = append(told, f)
	}
	c.mu.Unlock()
	for _, f := range told {
		f(now)
	}
}

// OnMove calls f after every Set and Advance, in the mover's goroutine, with the
// new time; the returned function ends it. f must not block.
func (c *Clock) OnMove(f func(time.Time)) (stop func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	id := c.nextID
	c.nextID++
	c.listeners[id] = f
	return func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.listeners, id)
	}
}
