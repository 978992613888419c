package import Commerce
package import Console
import Synchronization

/// Answers that the next key may ask for, read before it comes.
///
/// An answer is kept with the version that the store had before it was read, and given out only
/// while the store has that version still, so it is what a new read would find. Changes of our own
/// that wait their turn have no version yet; `outdate` tells of them.
package final class ReadAhead: Sendable {
  package enum Question: Equatable, Sendable {
    case order(OrderID)
    /// The chat as it is when it is opened.
    case chat(OrderID, limit: Int)
  }

  package typealias Answer = @Sendable (RequestID) -> Message

  private struct Kept: Sendable {
    var question: Question
    var version: Int
    var answer: Answer
  }

  private struct State {
    /// The newest last.
    var kept: [Kept] = []
    var changes = 0
  }

  /// Three orders with their chats: the one that is shown, the one before it and the next.
  private static let most = 6

  private let version: @Sendable () -> Int?
  private let state = Mutex(State())

  /// `version` differs after every commit, whoever made it; nil when it cannot be known now.
  package init(version: @escaping @Sendable () -> Int?) {
    self.version = version
  }

  /// A change of our own is about to be queued: what is asked for after it must see it.
  package func outdate() {
    state.withLock { state in
      state.changes += 1
      state.kept = []
    }
  }

  /// How many changes of our own come before a question that is asked now.
  package var changes: Int { state.withLock { $0.changes } }

  /// What a read would find now; nil when that is not known without reading.
  package func answer(to question: Question) -> Answer? {
    guard let kept = state.withLock({ $0.kept.first { $0.question == question } }) else {
      return nil
    }
    guard let version = version() else {
      state.withLock { $0.kept = [] }
      return nil
    }
    return kept.version == version ? kept.answer : nil
  }

  /// The answer that is known, else the one that `work` reads, kept for the next time.
  package func read(
    _ question: Question,
    after changes: Int,
    _ work: () throws -> Answer
  ) rethrows -> Answer {
    if let answer = answer(to: question) { return answer }
    let version = version()
    let answer = try work()
    if let version { keep(Kept(question: question, version: version, answer: answer), changes) }
    return answer
  }

  private func keep(_ answer: Kept, _ changes: Int) {
    state.withLock { state in
      guard state.changes == changes else { return }
      state.kept.removeAll { $0.question == answer.question }
      state.kept.append(answer)
      if state.kept.count > Self.most { state.kept.removeFirst() }
    }
  }
}
