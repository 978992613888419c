/// Which lines of a page are in view.
struct Scroll: Equatable, Sendable {
  private(set) var top = 0
  private(set) var height = 1
  private(set) var length = 0

  mutating func resize(length: Int, height: Int) {
    self.length = max(0, length)
    self.height = max(1, height)
    top = min(max(0, top), last)
  }

  mutating func move(by lines: Int) { top = min(max(0, top + lines), last) }

  mutating func move(_ motion: Motion) {
    switch motion {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .top: top = 0
    case .bottom: top = last
    case .pageUp: move(by: -max(1, height - 1))
    case .pageDown: move(by: max(1, height - 1))
    case .halfPageUp: move(by: -max(1, height / 2))
    case .halfPageDown: move(by: max(1, height / 2))
    }
  }

  mutating func reset() { top = 0 }

  /// Which lines are in view; empty when all are.
  var words: String {
    length <= height ? "" : "\(top + 1) to \(min(length, top + height)) of \(length)"
  }

  var hasMoreAbove: Bool { top > 0 }
  var hasMoreBelow: Bool { top < last }
  private var last: Int { max(0, length - height) }
}
