import Store
import Testing

@Suite struct SHA256Tests {
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func `the vectors of NIST hold`(text: String, digest: String) {
    #expect(SHA256.hexDigest(of: text.utf8) == digest)
  }

  @Test func `a million letters hold, in pieces of any size`() {
    var hash = SHA256()
    var left = 1_000_000
    var size = 1
    while left > 0 {
      let count = min(size, left)
      hash.update([UInt8](repeating: UInt8(ascii: "a"), count: count))
      left -= count
      size = size * 3 % 4099
    }
    #expect(
      hash.hexDigest() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"
    )
  }

  /// The hash over the hexadecimal digests of the first 100, 200 … 1,000 random texts, as Python's
  /// hashlib gives them for the same generator.
  private static let checkpoints = [
    "2a43b7457c0d2852704fc30323ad60acc742c1c6b2ada32c96333e487068041a",
    "f7a5d864e3568cfebb5103f1703280e2f4aef5e182a050f6c0c9cc0aea3c55f1",
    "e7660839a7e7ae0390b8f7e72eb773e04446f85d0ba81f02cd6106c2437b3341",
    "3b9030c47fed2f6fd4fb26911cf07910fa80ee3fd4315fbbaa4ab27f8d13a2a5",
    "fdeb23f9e20bac062a4e31534076cee79e1c39c1b16c1186fde2090a0567abe1",
    "5e38143d1b40a1bbd182f114c3609201c4a3da1b454d012aaad70f1b4ff8efea",
    "84fc99532ec989400fa72798f36a5dea97555b41bf37fa814b53440ad88aba47",
    "0ed6c0ff000a4d05fdfe48ce54e82a736023754daca2f34e3763c2793fb4a0bc",
    "0cc8fc52af1dda2f00014a1b020a50c591d534d9ecd58cc3caea951124801f4d",
    "2faa39532105d9b2c6cfe8c538215a3b7780dddaef96aa5a9f474f46eb9fcdfe",
  ]

  @Test func `1,000 random texts hash as hashlib hashes them`() {
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state
    }
    var digests: [UInt8] = []
    for number in 1...1000 {
      let count = Int(next() % 400)
      let bytes = (0..<count).map { _ in UInt8(truncatingIfNeeded: next() >> 24) }
      digests += Array(SHA256.hexDigest(of: bytes).utf8)
      guard number.isMultiple(of: 100) else { continue }
      #expect(SHA256.hexDigest(of: digests) == Self.checkpoints[number / 100 - 1])
    }
  }
}
