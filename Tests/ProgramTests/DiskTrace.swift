import Foundation
import TestSupport

/// strace, where it is installed and may be used.
enum SystemCalls {
  static let canBeTraced: Bool = {
    let outcome = try? ProgramRun.outcome(of: "strace", ["-o", "/dev/null", "true"])
    if outcome?.status == 0 { return true }
    print("strace is missing or may not trace here: the tests that need it are skipped")
    return false
  }()
}

/// What programs did to the files of a store, in order, as strace saw it.
struct DiskTrace {
  enum Step {
    case write(StoreFile, offset: Int, bytes: [UInt8])
    case resize(StoreFile, size: Int)
    /// Everything written to the file before is on the disk for good.
    case sync(StoreFile)
    /// The program said on standard output that it is done.
    case acknowledged(Deed)
  }

  enum Deed {
    case note
    case feed
  }

  /// The files that matter after a power cut; the others are made anew.
  enum StoreFile: String, CaseIterable {
    case database = ".db"
    case log = ".db-wal"

    /// As the end of a path in strace's hexadecimal form.
    fileprivate var pattern: [UInt8] {
      Array((rawValue.utf8.map { "\\x" + String($0, radix: 16) }.joined() + ">").utf8)
    }
  }

  static let options = [
    "-f", "-y", "-xx", "-s", "10000000", "-e",
    "trace=pwrite64,write,fsync,fdatasync,ftruncate",
  ]

  private(set) var steps: [Step] = []
  /// Calls of several threads at once come in two pieces.
  private var deed = Deed.note
  private var unfinished: [Substring: [UInt8]] = [:]

  /// Reads on with the log of one more run.
  mutating func add(_ log: [UInt8], of deed: Deed) {
    self.deed = deed
    for line in log.split(separator: UInt8(ascii: "\n")) { take(Array(line)) }
  }

  private mutating func take(_ line: [UInt8]) {
    let process = Substring(decoding: line.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
    let call = line.drop { $0 != UInt8(ascii: " ") }.drop { $0 == UInt8(ascii: " ") }
    if call.starts(with: "<... ".utf8) {
      let rest = call.drop { $0 != UInt8(ascii: ">") }.dropFirst()
      if let start = unfinished.removeValue(forKey: process) { follow(start + rest) }
    } else if let cut = call.suffix(24).range(of: " <unfinished ...>") {
      unfinished[process] = Array(call[..<cut.lowerBound])
    } else {
      follow(Array(call))
    }
  }

  private mutating func follow(_ call: [UInt8]) {
    guard let open = call.firstIndex(of: UInt8(ascii: "(")), !call.suffix(40).hasFailed else {
      return
    }
    let name = String(decoding: call[..<open], as: UTF8.self)
    if name == "write" {
      if call[(open + 1)...].starts(with: "1<".utf8) { steps.append(.acknowledged(deed)) }
      return
    }
    guard let end = call.firstIndex(of: UInt8(ascii: ">")) else { return }
    let path = call[...end]
    guard
      let file = StoreFile.allCases.first(where: {
        path.suffix($0.pattern.count) == $0.pattern[...]
      })
    else { return }
    let numbers = Self.trailingNumbers(call)
    switch name {
    case "pwrite64":
      guard let offset = numbers.last else { return }
      steps.append(.write(file, offset: offset, bytes: Self.bytes(in: call[end...])))
    case "ftruncate":
      guard let size = numbers.last else { return }
      steps.append(.resize(file, size: size))
    default: steps.append(.sync(file))
    }
  }

  /// `…, 4096, 8232) = 4096` gives 4096 and 8232.
  private static func trailingNumbers(_ call: [UInt8]) -> [Int] {
    guard let close = call.lastIndex(of: UInt8(ascii: ")")) else { return [] }
    let tail = call[..<close].suffix(48).split(separator: UInt8(ascii: ","))
    return tail.compactMap {
      Int(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespaces))
    }
  }

  /// The bytes of `"\x41\x42"`.
  private static func bytes(in call: ArraySlice<UInt8>) -> [UInt8] {
    guard let start = call.firstIndex(of: UInt8(ascii: "\"")),
      let end = call.lastIndex(of: UInt8(ascii: "\""))
    else { return [] }
    let text = call[(start + 1)..<end]
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count / 4)
    var place = text.startIndex
    while place + 3 < text.endIndex {
      bytes.append(digit(text[place + 2]) << 4 | digit(text[place + 3]))
      place += 4
    }
    return bytes
  }

  private static func digit(_ letter: UInt8) -> UInt8 {
    letter < 0x3A ? letter - 0x30 : letter - 0x57
  }
}

extension ArraySlice<UInt8> {
  /// The call returned an error, as `= -1 ENOSPC`.
  fileprivate var hasFailed: Bool { range(of: "= -1 ") != nil }

  fileprivate func range(of text: String) -> Range<Int>? {
    let wanted = Array(text.utf8)
    guard count >= wanted.count else { return nil }
    return (startIndex...(endIndex - wanted.count)).first { self[$0...].starts(with: wanted) }
      .map { $0..<($0 + wanted.count) }
  }
}

/// A disk as a power cut may leave it: what was synced is there, of the rest nobody knows.
struct CutDisk {
  private struct File {
    var durable: [UInt8]
    var pending: [DiskTrace.Step] = []
  }

  private var files: [DiskTrace.StoreFile: File]
  /// What was confirmed before the cut.
  private(set) var notes = 0
  private(set) var hasFeed = false
  /// A disk that only pretends to sync: the harness must find losses on it.
  private let forgetsSyncs: Bool

  init(_ start: [DiskTrace.StoreFile: [UInt8]], forgetsSyncs: Bool = false) {
    files = start.mapValues { File(durable: $0) }
    self.forgetsSyncs = forgetsSyncs
  }

  mutating func follow(_ step: DiskTrace.Step) {
    switch step {
    case .acknowledged(.note): notes += 1
    case .acknowledged(.feed): hasFeed = true
    case .write(let file, _, _), .resize(let file, _):
      files[file, default: File(durable: [])].pending.append(step)
    case .sync(let name):
      guard !forgetsSyncs, var file = files[name] else { return }
      for step in file.pending { Self.apply(step, to: &file.durable) }
      file.pending = []
      files[name] = file
    }
  }

  /// What is found after the cut: of the unsynced writes none, the first few, any, or one torn.
  func image(_ random: inout SeededNumbers) -> [DiskTrace.StoreFile: [UInt8]] {
    files.mapValues { file in
      var bytes = file.durable
      var survivors = file.pending
      switch Int.random(in: 0..<4, using: &random) {
      case 0: survivors = []
      case 1:
        survivors = Array(survivors.prefix(Int.random(in: 0...survivors.count, using: &random)))
      case 2: survivors = survivors.filter { _ in Bool.random(using: &random) }
      default: survivors = Self.torn(survivors, &random)
      }
      for step in survivors { Self.apply(step, to: &bytes) }
      return bytes
    }
  }

  /// The last write that arrived stops at a sector's end.
  private static func torn(
    _ steps: [DiskTrace.Step],
    _ random: inout SeededNumbers
  ) -> [DiskTrace.Step] {
    var steps = Array(steps.prefix(Int.random(in: 0...steps.count, using: &random)))
    guard case .write(let file, let offset, let bytes)? = steps.last else { return steps }
    let sectors = Int.random(in: 0...(bytes.count / 512), using: &random)
    steps[steps.count - 1] = .write(file, offset: offset, bytes: Array(bytes.prefix(sectors * 512)))
    return steps
  }

  private static func apply(_ step: DiskTrace.Step, to bytes: inout [UInt8]) {
    switch step {
    case .write(_, let offset, let written):
      if bytes.count < offset + written.count {
        bytes += [UInt8](repeating: 0, count: offset + written.count - bytes.count)
      }
      bytes.replaceSubrange(offset..<(offset + written.count), with: written)
    case .resize(_, let size):
      if size <= bytes.count {
        bytes.removeLast(bytes.count - size)
      } else {
        bytes += [UInt8](repeating: 0, count: size - bytes.count)
      }
    case .sync, .acknowledged: break
    }
  }
}
