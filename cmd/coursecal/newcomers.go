package main

import (
	"net"
	"net/http"
	"sync"
)

// newcomers are the connections on which no request has come yet. A server that
// ends would wait five seconds for each, and there are always some on the open
// internet.
type newcomers struct{ conns sync.Map }

// watch is a ConnState of http.Server.
func (n *newcomers) watch(conn net.Conn, state http.ConnState) {
	if state == http.StateNew {
		n.conns.Store(conn, nil)
	} else {
		n.conns.Delete(conn)
	}
}

// close ends them.
func (n *newcomers) close() {
	n.conns.Range(func(conn, _ any) bool {
		conn.(net.Conn).Close()
		return true
	})
}
