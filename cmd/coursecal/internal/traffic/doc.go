// Package traffic looks at the requests of a server without changing them: a
// line of the log for each, and counters for the administrator's metrics.
//
// Neither tells who asks: the log has no addresses. Neither holds a token:
// what stands in a path where a token would is masked, and so is what looks
// like one in a request that was refused, as when somebody has mistyped the
// path. Control characters, and all that is not plain text, are spelt out.
package traffic
