import Widgets

extension ListState {
  mutating func take(_ motion: Motion) {
    switch motion {
    case .up: move(by: -1)
    case .down: move(by: 1)
    case .top: moveToFirst()
    case .bottom: moveToLast()
    case .pageUp: movePage(down: false)
    case .pageDown: movePage(down: true)
    case .halfPageUp: moveHalfPage(down: false)
    case .halfPageDown: moveHalfPage(down: true)
    }
  }
}
