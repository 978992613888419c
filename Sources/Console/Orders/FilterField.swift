import Commerce
import Screen
import Widgets

/// The filter while it is typed.
struct FilterField: Equatable, Sendable {
  var buffer: EditBuffer
  /// What is wrong with the text; the list then shows what the last readable text found.
  var error: QueryError?
  /// The order that was selected when it was opened: a filter that finds nothing selects none.
  var opener: OrderID?
  /// Ways to go on with the word before the cursor.
  var completions: [Completion] = []

  init(_ text: String) {
    buffer = EditBuffer(text)
    completions = OrderFilter.complete(text, cursor: text.count)
  }

  /// Characters before the cursor, as the query language counts.
  var cursor: Int { buffer.text.bytes(0..<buffer.cursor).count }

  /// Puts the first completion in the place of the word; false when there is none.
  mutating func complete() -> Bool {
    guard let completion = completions.first else { return false }
    let characters = Array(buffer.text)
    let head = String(characters[..<completion.range.lowerBound]) + completion.text
    let tail = String(characters[completion.range.upperBound...])
    buffer.replace(with: head + tail)
    buffer.moveCursor(to: head.utf8.count)
    return true
  }
}
