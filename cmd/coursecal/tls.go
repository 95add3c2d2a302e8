package main

import (
	"bytes"
	"crypto/tls"
	"fmt"
	"os"
	"slices"
	"sync/atomic"
	"time"
)

// A keyPair is the certificate that the server shows, with its key. It
// follows the two files, so that a renewed certificate needs no restart.
type keyPair struct {
	certFile, keyFile string
	current           atomic.Pointer[tls.Certificate]
	// seen is what the files held when they were read last, broken what was
	// wrong with it.
	seen   []byte
	broken error
}

// loadKeyPair reads the two PEM files for the first time.
func loadKeyPair(certFile, keyFile string) (*keyPair, error) {
	k := &keyPair{certFile: certFile, keyFile: keyFile}
	if _, err := k.refresh(); err != nil {
		return nil, usage("both are PEM files, and the certificate's file has the chain below it", "%s", err)
	}
	return k, nil
}

// refresh reads the files again and reports whether they hold a new pair.
// While they hold a broken one, or half of it has not come yet, there is an
// error, and the old pair stays.
func (k *keyPair) refresh() (changed bool, err error) {
	cert, err := os.ReadFile(k.certFile)
	if err != nil {
		return false, fmt.Errorf("cannot read the certificate %q: %s", k.certFile, brief(err))
	}
	key, err := os.ReadFile(k.keyFile)
	if err != nil {
		return false, fmt.Errorf("cannot read the key %q: %s", k.keyFile, brief(err))
	}
	both := slices.Concat(cert, []byte{0}, key)
	if bytes.Equal(both, k.seen) {
		return false, k.broken
	}
	k.seen, k.broken = both, nil
	pair, err := tls.X509KeyPair(cert, key)
	if err != nil {
		k.broken = fmt.Errorf("the certificate %q and the key %q make no pair: %s", k.certFile, k.keyFile, err)
		return false, k.broken
	}
	k.current.Store(&pair)
	return true, nil
}

// expires returns the end of the certificate's validity.
func (k *keyPair) expires() time.Time { return k.current.Load().Leaf.NotAfter }

// config returns what a server needs to show the pair that is in force.
func (k *keyPair) config() *tls.Config {
	return &tls.Config{
		GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) { return k.current.Load(), nil },
		// The server serves HTTP/2 only where this says so.
		NextProtos: []string{"h2", "http/1.1"},
	}
}
