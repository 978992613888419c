import Foundation

/// How often the tests of reliability try: few times at each commit, many times on request.
///
/// `ORDERDECK_TRIALS=25 swift test …` multiplies every count by 25.
package enum Trials {
  package static let factor: Int = {
    let text = ProcessInfo.processInfo.environment["ORDERDECK_TRIALS"] ?? ""
    return max(1, Int(text) ?? 1)
  }()

  package static func count(_ perCommit: Int) -> Int { perCommit * factor }
}
