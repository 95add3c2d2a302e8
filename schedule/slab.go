package schedule

// A slab makes values of one kind many at a time. What a large course has
// thousands of lives as long as the parser, and costs less when it is made so.
type slab[T any] struct{ free []T }

// take returns a list of values that are not in use yet.
func (s *slab[T]) take(n int) []T {
	if len(s.free) < n {
		s.free = make([]T, max(n, 16))
	}
	list := s.free[:n:n]
	s.free = s.free[n:]
	return list
}

// one returns a value that is not in use yet.
func (s *slab[T]) one() *T { return &s.take(1)[0] }

// put returns a list of one value.
func (s *slab[T]) put(x T) []T {
	list := s.take(1)
	list[0] = x
	return list
}
