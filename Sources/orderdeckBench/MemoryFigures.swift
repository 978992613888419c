/// What a console needs that is used for a while, and what it does when nobody uses it.
struct MemoryFigures {
  private static let pageDown = "\u{1B}[6~"

  let options: BenchOptions
  let shop: DataSet

  func figures() throws -> [Figure] {
    let pair = try ConsolePair(ConsolePair.Launcher(options: options, shop: shop))
    defer { pair.quit() }
    for key in ["j", Self.pageDown, "G", "k", "g"] {
      _ = pair.type((key, key), times: options.repetitions(20, quick: 5))
    }
    for key in ["/", "l", "a", "m", "p", "\u{1B}"] {
      pair.ours.type(key)
      pair.ours.settle()
    }
    let memory = Figure(
      name: "peak memory, all processes",
      orders: shop.orders,
      unit: .mebibytes,
      ours: Samples([pair.ours.peakMemory]),
      bare: Samples([pair.bare.peakMemory]),
      target: .atMost(32)
    )
    return [memory] + idle(pair)
  }

  private func idle(_ pair: ConsolePair) -> [Figure] {
    let seconds = options.repetitions(10, quick: 3)
    // Past the pause after which the view state is written.
    pair.ours.settle(milliseconds: 6_000)
    let ours = pair.ours.idle(seconds: seconds)
    let bare = pair.bare.idle(seconds: seconds)
    return [
      figure("idle, \(seconds) s: wake-ups", .wakeUps, ours.wakeUps, bare.wakeUps),
      figure("idle, \(seconds) s: bytes written", .bytes, ours.bytes, bare.bytes),
    ]
  }

  private func figure(
    _ name: String,
    _ unit: FigureUnit,
    _ ours: Int,
    _ bare: Int
  ) -> Figure {
    Figure(
      name: name,
      orders: shop.orders,
      unit: unit,
      ours: Samples([Double(ours)]),
      bare: Samples([Double(bare)]),
      target: .atMost(0)
    )
  }
}
