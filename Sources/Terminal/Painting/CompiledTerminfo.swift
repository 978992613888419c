/// A compiled terminal description (term(5)) taken apart, so that single capabilities can be changed.
struct CompiledTerminfo {
  private static let magicOfShortNumbers = 0o432
  private static let magicOfLongNumbers = 0o1036

  private var names: [UInt8]
  private var flags: [UInt8]
  private var numbers: [Int32]
  private var offsets: [Int16]
  private var table: [UInt8]
  private var extended: ExtendedCapabilities

  /// Nil when the bytes are no compiled description.
  init?(_ bytes: [UInt8]) {
    var reader = TerminfoReader(bytes)
    guard let magic = reader.short() else { return nil }
    guard magic == Self.magicOfShortNumbers || magic == Self.magicOfLongNumbers else { return nil }
    reader.hasLongNumbers = magic == Self.magicOfLongNumbers
    guard
      let sizes = reader.shorts(5), sizes.allSatisfy({ $0 >= 0 }),
      let names = reader.bytes(sizes[0]), let flags = reader.bytes(sizes[1]), reader.align(),
      let numbers = reader.numbers(sizes[2]), let offsets = reader.shorts(sizes[3]),
      let table = reader.bytes(sizes[4])
    else { return nil }
    self.names = names
    self.flags = flags
    self.numbers = numbers
    self.offsets = offsets.map { Int16(truncatingIfNeeded: $0) }
    self.table = table
    extended = reader.align() ? ExtendedCapabilities(&reader) : ExtendedCapabilities()
  }

  mutating func setNumber(at place: Int, to value: Int32) {
    while numbers.count <= place { numbers.append(-1) }
    numbers[place] = value
  }

  mutating func setString(at place: Int, to value: String) {
    while offsets.count <= place { offsets.append(-1) }
    offsets[place] = Int16(clamping: table.count)
    table += Array(value.utf8) + [0]
  }

  mutating func addFlag(_ name: String) { extended.addFlag(name) }

  /// The description in the format with 32-bit numbers.
  var bytes: [UInt8] {
    var writer = TerminfoWriter()
    writer.shorts([
      Self.magicOfLongNumbers, names.count, flags.count, numbers.count, offsets.count, table.count,
    ])
    writer.bytes += names + flags
    writer.align()
    writer.numbers(numbers)
    writer.shorts(offsets.map(Int.init))
    writer.bytes += table
    writer.align()
    extended.write(to: &writer)
    return writer.bytes
  }
}

/// The capabilities beyond the standard ones, which carry their names with them.
struct ExtendedCapabilities {
  private var flags: [UInt8] = []
  private var numbers: [Int32] = []
  /// Offsets of the string values into `table`.
  private var values: [Int16] = []
  /// Offsets of the names (flags, numbers, strings) behind the last value.
  private var names: [Int16] = []
  private var table: [UInt8] = []

  init() {}

  /// What cannot be read is left out: it is never needed for drawing.
  init(_ reader: inout TerminfoReader) {
    guard
      let sizes = reader.shorts(5), sizes.allSatisfy({ $0 >= 0 }),
      let flags = reader.bytes(sizes[0]), reader.align(),
      let numbers = reader.numbers(sizes[1]), let values = reader.shorts(sizes[2]),
      let names = reader.shorts(sizes[0] + sizes[1] + sizes[2]),
      let table = reader.bytes(sizes[4])
    else { return }
    self.flags = flags
    self.numbers = numbers
    self.values = values.map { Int16(truncatingIfNeeded: $0) }
    self.names = names.map { Int16(truncatingIfNeeded: $0) }
    self.table = table
  }

  mutating func addFlag(_ name: String) {
    let start = startOfNames
    flags.insert(1, at: 0)
    names.insert(Int16(clamping: table.count - start), at: 0)
    table += Array(name.utf8) + [0]
  }

  /// Names begin right behind the last string value.
  private var startOfNames: Int {
    guard let last = values.filter({ $0 >= 0 }).max() else { return 0 }
    guard let end = table[min(Int(last), table.count)...].firstIndex(of: 0) else {
      return table.count
    }
    return end + 1
  }

  func write(to writer: inout TerminfoWriter) {
    writer.shorts([
      flags.count, numbers.count, values.count, values.count + names.count, table.count,
    ])
    writer.bytes += flags
    writer.align()
    writer.numbers(numbers)
    writer.shorts((values + names).map(Int.init))
    writer.bytes += table
  }
}

/// Reads the little-endian fields of a compiled description; nil at the end of the bytes.
struct TerminfoReader {
  private let content: [UInt8]
  private var position = 0
  var hasLongNumbers = false

  init(_ bytes: [UInt8]) { content = bytes }

  mutating func bytes(_ count: Int) -> [UInt8]? {
    guard count >= 0, position + count <= content.count else { return nil }
    defer { position += count }
    return Array(content[position..<(position + count)])
  }

  /// Moves to an even position; false at the end.
  mutating func align() -> Bool {
    position += position % 2
    return position <= content.count
  }

  mutating func short() -> Int? {
    bytes(2).map { Int(Int16(truncatingIfNeeded: Int($0[0]) | Int($0[1]) << 8)) }
  }

  mutating func shorts(_ count: Int) -> [Int]? {
    var values: [Int] = []
    for _ in 0..<count {
      guard let value = short() else { return nil }
      values.append(value)
    }
    return values
  }

  mutating func numbers(_ count: Int) -> [Int32]? {
    guard hasLongNumbers else { return shorts(count)?.map { Int32($0) } }
    var values: [Int32] = []
    for _ in 0..<count {
      guard let four = bytes(4) else { return nil }
      let value = four.reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
      values.append(Int32(bitPattern: value))
    }
    return values
  }
}

/// Writes the little-endian fields of a compiled description.
struct TerminfoWriter {
  var bytes: [UInt8] = []

  mutating func align() {
    if bytes.count % 2 == 1 { bytes.append(0) }
  }

  mutating func shorts(_ values: [Int]) {
    for value in values {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }
  }

  mutating func numbers(_ values: [Int32]) {
    for value in values {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> Int32(shift)))
      }
    }
  }
}
