import Console
import ConsoleRuntime
import Testing

/// Counts come behind every change of the shop, and share their connection with the searches.
@Suite struct `Counts of a changing shop` {
  private let counts = CountQueue()

  @Test func `a recount ends the count that runs, but no search`() {
    var ended = 0
    counts.ask(.orders, RequestID(1)) { ended += 1 }
    #expect(ended == 0, "a search may be what runs")
    let answer = counts.run(.orders, RequestID(1)) {
      counts.ask(.orders, RequestID(2)) { ended += 1 }
      return "counted"
    }
    #expect(answer == "counted")
    #expect(ended == 1)
    counts.ask(.orders, RequestID(3)) { ended += 1 }
    #expect(ended == 1, "a search may run again")
  }

  @Test func `asking for a position ends nothing`() {
    var ended = 0
    counts.ask(.orders, RequestID(1)) { ended += 1 }
    counts.run(.orders, RequestID(1)) {
      counts.ask(.position, RequestID(2)) { ended += 1 }
    }
    #expect(ended == 0)
  }

  @Test func `of many positions only the newest is counted`() {
    for number in 1...5 { counts.ask(.position, RequestID(number)) {} }
    counts.ask(.orders, RequestID(6)) {}
    let counted = (1...5).compactMap { number in
      counts.run(.position, RequestID(number)) { number }
    }
    #expect(counted == [5])
    #expect(counts.run(.orders, RequestID(6)) { true } == true)
  }

  @Test func `a count that failed is not held to run on`() {
    struct Failure: Error {}
    var ended = 0
    counts.ask(.orders, RequestID(1)) {}
    #expect(throws: Failure.self) { try counts.run(.orders, RequestID(1)) { throw Failure() } }
    counts.ask(.orders, RequestID(2)) { ended += 1 }
    #expect(ended == 0)
  }
}
