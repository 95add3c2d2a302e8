// Package token keeps who may read the private courses of a server.
//
// A token is a secret of 160 random bits that stands in the path of a feed
// (client rule 31). It is told once, when it is made; what is kept of it is
// its SHA-256, a line for each in the file "tokens" of the state folder:
//
//	name course group expires sha256 created
//
// with "-" where there is no group or no last day, as in
//
//	ann comp6248-2020 - 2020-06-30 9f86d0…0f00a08 2020-04-24T09:30:00Z
//
// Blank lines and lines that begin with # do not count. A line that is not
// understood opens nothing and closes nothing: it is told with its place, and
// the other lines stay in force.
//
// Client rule 29 keeps the address of a feed within 256 characters; client
// rule 31 wants a long random token in the path, which can be revoked, and
// never a name and a password.
package token

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"strings"
	"time"

	"coursecal/schedule"
)

// secretLength is how many characters the 160 bits of a token take in base32.
const secretLength = 32

// none stands in a line where there is no group or no last day.
const none = "-"

// maxName is how long the names of tokens, courses and groups may be.
const maxName = 64

// A Grant lets whoever has a token read a course.
type Grant struct {
	// Name is what the token is called when it is revoked.
	Name string
	// Course is the id of the course that the token opens; Group is the one
	// group of it that it shows, "" for the whole course.
	Course, Group string
	// Expires is the last day, included, on which the token opens anything;
	// zero where it has none.
	Expires schedule.Date
	// Hash is the SHA-256 of the token.
	Hash [sha256.Size]byte
	// Created is when the token was made, in UTC and whole seconds.
	Created time.Time
}

// Expired reports whether the token's last day has ended, which it has when it
// has ended everywhere on Earth (UTC-12): nobody loses an hour of it, wherever
// the course is.
func (g *Grant) Expired(now time.Time) bool {
	const dayAndWest = (24 + 12) * time.Hour
	return g.Expires != 0 && !now.Before(g.Expires.UTC().Add(dayAndWest))
}

// NewSecret returns a new token: 32 of the letters a to z and digits 2 to 7,
// which survive being read out, and stay as they are in a URL.
func NewSecret() string {
	var bits [20]byte
	rand.Read(bits[:]) // never fails
	return strings.ToLower(base32.StdEncoding.EncodeToString(bits[:]))
}

// Hash returns what is kept of a token.
func Hash(secret string) [sha256.Size]byte { return sha256.Sum256([]byte(secret)) }

// GoodName reports whether a token, a course or a group can be called so: by
// letters, digits, - and _, at most 64 and not "-" alone, which stands for
// none.
func GoodName(s string) bool {
	if s == "" || s == none || len(s) > maxName {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	}) < 0
}
