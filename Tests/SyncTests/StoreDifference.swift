import Testing

/// Expects two stores to hold the same shop; a failure shows the first rows in which they differ.
func expectSame(
  _ left: SyncBench,
  _ right: SyncBench,
  at place: SourceLocation = #_sourceLocation
) throws {
  let (mine, theirs) = (
    try left.dump().split(separator: "\n"), try right.dump().split(separator: "\n")
  )
  for (one, other) in zip(mine, theirs) where one != other {
    #expect(one == other, sourceLocation: place)
    return
  }
  #expect(mine.count == theirs.count, sourceLocation: place)
}
