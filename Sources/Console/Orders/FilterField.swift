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
  /// What is asked for ends in a word that may be a field's name: only the rows tell.
  var isTrying = false
  /// That word, where no order has it: the list shows what the words before it find.
  var leftOut: String?

  init(_ text: String) {
    buffer = EditBuffer(text)
    completions = OrderFilter.complete(text, cursor: text.count)
  }

  /// Characters before the cursor, as the query language counts.
  var cursor: Int { buffer.text.bytes(0..<buffer.cursor).count }

  /// The last word, where it may be the beginning of a field's name and the cursor is behind it.
  var beginningOfName: String? {
    guard cursor == buffer.text.count, let last = buffer.text.split(separator: " ").last,
      buffer.text.hasSuffix(last)
    else { return nil }
    let word = String(last.drop { $0 == "-" || $0 == "!" })
    return QueryField.mayBegin(with: word) ? word : nil
  }

  /// What stands before the last word.
  var textBeforeLastWord: String {
    let text = buffer.text
    return text.lastIndex(where: \.isWhitespace).map { String(text[..<$0]) } ?? ""
  }

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
