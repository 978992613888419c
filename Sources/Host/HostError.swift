import Glibc

/// What the machine refused, with the place; the sentence is made here and nowhere else.
package struct HostError: Error, Equatable, Sendable, CustomStringConvertible {
  package enum Problem: Equatable, Sendable {
    /// A system call failed with this `errno`.
    case system(Int32)
    case isSymbolicLink
    case notARegularFile
    case tooLarge(limit: Int)
    case noHomeFolder
    case notAbsolute
    case ownedBySomebodyElse
  }

  /// What was tried, as a verb: "read", "write", "start".
  package var action: String
  /// A path or a program's name.
  package var place: String
  package var problem: Problem

  package init(action: String, place: String, problem: Problem) {
    self.action = action
    self.place = place
    self.problem = problem
  }

  /// The error of the system call that has just failed; to be made before any other call.
  static func last(_ action: String, _ place: String) -> HostError {
    HostError(
      action: action,
      place: place,
      problem: errno == ELOOP ? .isSymbolicLink : .system(errno)
    )
  }

  package var description: String { "cannot \(action) \(place): \(reason)" }

  private var reason: String {
    switch problem {
    case .system(let code): Self.sentence(for: code)
    case .isSymbolicLink: "it is a symbolic link, which is refused for safety; use the real file"
    case .notARegularFile: "it is not a regular file"
    case .tooLarge(let limit): "it is larger than \(limit) bytes"
    case .noHomeFolder: "the home folder is not known; set HOME or the XDG variables"
    case .notAbsolute: "the path must begin with /"
    case .ownedBySomebodyElse: "it belongs to another user"
    }
  }

  private static func sentence(for code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    // The XSI form fills the buffer; a failure leaves it empty and the number still says enough.
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "system error \(code)" }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
