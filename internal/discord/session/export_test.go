package session

import "time"

// SetWireClock gives the limits another clock. It is for before the first call.
func (r *REST) SetWireClock(now func() time.Time) { r.limiter.now, r.pace.now = now, now }
