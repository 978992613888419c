/// SHA-256 (FIPS 180-4), since the toolchain has no cryptography module.
package struct SHA256: Sendable {
  private var state: [UInt32] = [
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a,
    0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19,
  ]
  /// The bytes that are not a whole block yet.
  private var rest: [UInt8] = []
  private var length: UInt64 = 0

  package init() {}

  /// Whole blocks are taken straight from `bytes`, so that a long line costs no copy.
  package mutating func update(_ bytes: Span<UInt8>) {
    length += UInt64(bytes.count)
    var place = 0
    if !rest.isEmpty {
      while place < bytes.count, rest.count < 64 {
        rest.append(bytes[place])
        place += 1
      }
      guard rest.count == 64 else { return }
      let block = rest
      Self.compress(block.span, at: 0, into: &state)
      rest.removeAll()
    }
    while bytes.count - place >= 64 {
      Self.compress(bytes, at: place, into: &state)
      place += 64
    }
    while place < bytes.count {
      rest.append(bytes[place])
      place += 1
    }
  }

  package mutating func update(_ bytes: [UInt8]) { update(bytes.span) }

  package mutating func update(_ bytes: ArraySlice<UInt8>) { update(bytes.span) }

  package mutating func update(_ text: String) { update(text.utf8.span) }

  /// The digest in 64 lower-case hexadecimal digits.
  package consuming func hexDigest() -> String {
    let bits = length &* 8
    var end: [UInt8] = [0x80]
    while (rest.count + end.count) % 64 != 56 { end.append(0) }
    for shift in stride(from: 56, through: 0, by: -8) {
      end.append(UInt8(truncatingIfNeeded: bits >> UInt64(shift)))
    }
    update(end)
    return hexadecimal
  }

  package static func hexDigest(of bytes: some Sequence<UInt8>) -> String {
    hexDigest(of: Array(bytes))
  }

  package static func hexDigest(of bytes: [UInt8]) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hexDigest()
  }

  private var hexadecimal: String {
    var text: [UInt8] = []
    for word in state {
      for shift in stride(from: 28, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt32(shift)) & 15
        text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Takes in the 64 bytes from `start` on.
  private static func compress(
    _ bytes: Span<UInt8>,
    at start: Int,
    into state: inout [UInt32]
  ) {
    var words = Self.words(of: bytes, at: start)
    let constants = Self.constants
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for round in 0..<64 {
      if round >= 16 { Self.spread(&words, round) }
      let high = Self.turned(e, 6) ^ Self.turned(e, 11) ^ Self.turned(e, 25)
      let first = h &+ high &+ ((e & f) ^ (~e & g)) &+ constants[round] &+ words[round & 15]
      let low = Self.turned(a, 2) ^ Self.turned(a, 13) ^ Self.turned(a, 22)
      let second = low &+ ((a & b) ^ (a & c) ^ (b & c))
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    (state[0], state[1]) = (state[0] &+ a, state[1] &+ b)
    (state[2], state[3]) = (state[2] &+ c, state[3] &+ d)
    (state[4], state[5]) = (state[4] &+ e, state[5] &+ f)
    (state[6], state[7]) = (state[6] &+ g, state[7] &+ h)
  }

  /// A block as 16 words.
  private static func words(of bytes: Span<UInt8>, at start: Int) -> InlineArray<16, UInt32> {
    InlineArray { place in
      let byte = start + place * 4
      return UInt32(bytes[byte]) << 24 | UInt32(bytes[byte + 1]) << 16
        | UInt32(bytes[byte + 2]) << 8 | UInt32(bytes[byte + 3])
    }
  }

  /// The word of a round after the 16th, in the place of the oldest, which is no longer needed.
  private static func spread(_ words: inout InlineArray<16, UInt32>, _ round: Int) {
    let (old, new) = (words[(round + 1) & 15], words[(round + 14) & 15])
    let low = turned(old, 7) ^ turned(old, 18) ^ (old >> 3)
    let high = turned(new, 17) ^ turned(new, 19) ^ (new >> 10)
    words[round & 15] = words[round & 15] &+ low &+ words[(round + 9) & 15] &+ high
  }

  private static func turned(_ word: UInt32, _ count: UInt32) -> UInt32 {
    word &>> count | word &<< (32 - count)
  }

  /// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
  private static let constants: [UInt32] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
    0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
    0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
    0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
    0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
    0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
    0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
    0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
    0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
  ]
}
