/// Why bytes are not JSON, and where.
package struct JSONError: Error, Equatable, Sendable {
  /// The byte that cannot be, counted from 0; the number of bytes when the end came too early.
  package let offset: Int
  package let problem: Problem

  package enum Problem: Equatable, Sendable {
    case unexpectedEnd
    case unexpectedByte
    /// More follows after a whole value.
    case trailingBytes
    case badNumber
    /// A raw byte below 0x20 inside a text.
    case rawControl
    case badEscape
    /// A `\u` escape that is half of a surrogate pair.
    case loneSurrogate
    case invalidUTF8
    case tooDeep(limit: Int)
  }

  package init(offset: Int, problem: Problem) {
    self.offset = offset
    self.problem = problem
  }

  /// One sentence without any of the bytes themselves, which may be hostile or private.
  package var sentence: String {
    "not JSON at byte \(offset + 1): \(problem.phrase)"
  }
}

extension JSONError.Problem {
  package var phrase: String {
    switch self {
    case .unexpectedEnd: "the text ends too early"
    case .unexpectedByte: "this character cannot stand here"
    case .trailingBytes: "something follows after the value"
    case .badNumber: "this number is not written as JSON writes numbers"
    case .rawControl: "a control character inside a text must be escaped"
    case .badEscape: "there is no such escape"
    case .loneSurrogate: "half of a surrogate pair stands alone"
    case .invalidUTF8: "the bytes are not UTF-8"
    case .tooDeep(let limit): "nested deeper than \(limit) levels"
    }
  }
}

extension JSONError: CustomStringConvertible {
  package var description: String { sentence }
}
