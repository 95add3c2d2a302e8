package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// writePair writes a new certificate for loopback and its key.
func writePair(t *testing.T, certFile, keyFile, name string) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	about := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: name},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour),
	}
	cert, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cert}))
	overwrite(t, keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

func overwrite(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A server shows a new certificate without a restart, and the old one while
// the new one is broken.
func TestKeyPair(t *testing.T) {
	dir := t.TempDir()
	cert, key := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	if _, err := loadKeyPair(cert, key); err == nil || !strings.HasSuffix(err.Error(), `cert.pem": no such file or directory`) {
		t.Errorf("error %v", err)
	}
	writePair(t, cert, key, "first")
	pair, err := loadKeyPair(cert, key)
	if err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &http.Server{TLSConfig: pair.config(), Handler: http.NotFoundHandler(), ErrorLog: log.New(io.Discard, "", 0)}
	go server.ServeTLS(l, "", "")
	defer server.Close()

	shows := func(want string) {
		t.Helper()
		conn, err := tls.Dial("tcp", l.Addr().String(), &tls.Config{InsecureSkipVerify: true, NextProtos: []string{"h2"}})
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		state := conn.ConnectionState()
		if got := state.PeerCertificates[0].Subject.CommonName; got != want || state.NegotiatedProtocol != "h2" {
			t.Errorf("the server shows %q and speaks %q, want %q and h2", got, state.NegotiatedProtocol, want)
		}
	}
	refresh := func(changed bool, problem string) {
		t.Helper()
		got, err := pair.refresh()
		if got != changed || (err == nil) != (problem == "") || err != nil && !strings.Contains(err.Error(), problem) {
			t.Errorf("changed %t, error %v, want %t and %q", got, err, changed, problem)
		}
	}
	shows("first")
	refresh(false, "")
	old, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	writePair(t, cert, key, "second")
	fresh, err := os.ReadFile(key)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, key, old) // the certificate has come, its key has not
	refresh(false, "make no pair: tls: private key does not match public key")
	refresh(false, "make no pair")
	shows("first")
	overwrite(t, key, fresh)
	refresh(true, "")
	shows("second")

	second, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	overwrite(t, cert, []byte("-----BEGIN CERTIFICATE-----\n"))
	refresh(false, "failed to find any PEM data in certificate input")
	if err := os.Remove(cert); err != nil {
		t.Fatal(err)
	}
	refresh(false, "cannot read the certificate")
	overwrite(t, cert, second) // back, as it was
	refresh(true, "")
	refresh(false, "")
	shows("second")
	if left := time.Until(pair.expires()); left < 59*time.Minute || left > time.Hour {
		t.Errorf("expires in %s", left)
	}
}
