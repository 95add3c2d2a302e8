package schedule

// A slab makes values of one kind many at a time. What a large course has
// thousands of lives as long as the parser, and is made in a quarter of the
// time so.
type slab[T any] struct{ free []T }

// take returns a list of one value that is not in use.
func (s *slab[T]) take() []T {
	if len(s.free) == 0 {
		s.free = make([]T, 16)
	}
	one := s.free[:1:1]
	s.free = s.free[1:]
	return one
}

// put returns a list of one value.
func (s *slab[T]) put(x T) []T {
	one := s.take()
	one[0] = x
	return one
}
