/// From a key to the painted screen, of the built console and of the bare one in turn.
struct KeyFigures {
  private static let pageDown = "\u{1B}[6~"
  private static let escape = "\u{1B}"

  let options: BenchOptions
  let shop: DataSet

  func figures() throws -> [Figure] {
    let pair = try ConsolePair(ConsolePair.Launcher(options: options, shop: shop))
    defer { pair.quit() }
    let rowDown = pair.type(("j", "j"), times: options.repetitions(150, quick: 30))
    var figures = [figure("row down", rowDown, .ratiosAtMost(2))]
    figures += [
      figure(
        "page down",
        pair.type((Self.pageDown, Self.pageDown), times: options.repetitions(40, quick: 10)),
        2
      ),
      figure("end", pair.alternate(("G", "g"), options.repetitions(10, quick: 4)), 2),
    ]
    figures.append(longChat(pair))
    figures.append(statusFilter(pair))
    figures.append(freeText(pair))
    figures.append(composer(pair, against: rowDown.bare))
    figures.append(resize(pair))
    figures.append(try commit(pair))
    return figures
  }

  /// One row up, onto the newest order with its chat of ten thousand messages.
  private func longChat(_ pair: ConsolePair) -> Figure {
    pair.prepare(ours: "g", bare: "g")
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    for _ in 0..<options.repetitions(30, quick: 8) {
      pair.ours.type("j")
      pair.bare.type("j")
      if let span = pair.ours.type("k").nanoseconds { spans.ours.append(span) }
      if let span = pair.bare.type("k").nanoseconds { spans.bare.append(span) }
    }
    return figure(
      "open the chat of \(DataSet.longChat) messages",
      (Samples(spans.ours), Samples(spans.bare)),
      2
    )
  }

  private func statusFilter(_ pair: ConsolePair) -> Figure {
    let times = pair.type(("]", "s"), times: options.repetitions(4, quick: 1) * 8)
    return figure("filter by status", times, 4)
  }

  /// Each letter of words that are found in numbers, names, items and messages.
  private func freeText(_ pair: ConsolePair) -> Figure {
    var spans: [Double] = []
    let number = String(shop.orders / 3)
    for word in ["lamp", "nakamura", number, "order", "kaleidoscope"] {
      pair.ours.type("/")
      for letter in word {
        if let span = pair.ours.type(String(letter)).nanoseconds { spans.append(span) }
        pair.ours.settle(milliseconds: 100)
      }
      pair.ours.type(Self.escape)
      pair.ours.settle()
    }
    return Figure(
      name: "letter of free text in the filter",
      orders: shop.orders,
      unit: .milliseconds,
      ours: Samples(spans).inMilliseconds,
      bare: nil,
      target: .tailAtMost(15)
    )
  }

  private func composer(_ pair: ConsolePair, against rowDown: Samples) -> Figure {
    pair.prepare(ours: "r", bare: "r")
    let text = "Your lamp is on its way"
    var spans: [Double] = []
    for letter in text {
      if let span = pair.ours.type(String(letter)).nanoseconds { spans.append(span) }
    }
    for _ in text { pair.ours.type("\u{7F}") }
    pair.prepare(ours: Self.escape, bare: Self.escape)
    return figure("letter in the composer, bare: row down", (Samples(spans), rowDown), 1.5)
  }

  private func resize(_ pair: ConsolePair) -> Figure {
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    for turn in 0..<options.repetitions(20, quick: 6) {
      let columns = turn.isMultiple(of: 2) ? 160 : MeasuredProgram.columns
      if let span = pair.ours.resize(columns: columns, rows: 40).nanoseconds {
        spans.ours.append(span)
      }
      if let span = pair.bare.resize(columns: columns, rows: 40).nanoseconds {
        spans.bare.append(span)
      }
    }
    return figure("resize", (Samples(spans.ours), Samples(spans.bare)), 2)
  }

  private func commit(_ pair: ConsolePair) throws -> Figure {
    // Apart from each other, or the two would be Alt-g.
    pair.prepare(ours: Self.escape, bare: Self.escape)
    pair.prepare(ours: "g", bare: "g")
    let writer = try Writer(at: shop.path)
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    for turn in 0..<options.repetitions(20, quick: 6) {
      let moment = try writer.commit("Customer \(turn)")
      if let span = pair.bare.paint(after: moment).nanoseconds { spans.bare.append(span) }
      pair.ours.settle(milliseconds: 100)
      let next = try writer.commit("Customer \(turn) again")
      if let span = pair.ours.paint(after: next).nanoseconds { spans.ours.append(span) }
      pair.bare.settle(milliseconds: 100)
    }
    return Figure(
      name: "another process's commit to painted row",
      orders: shop.orders,
      unit: .milliseconds,
      ours: Samples(spans.ours).inMilliseconds,
      bare: Samples(spans.bare).inMilliseconds,
      target: .bothAtMost(median: 10, tail: 50)
    )
  }

  private func figure(
    _ name: String,
    _ times: (ours: Samples, bare: Samples),
    _ limit: Double
  ) -> Figure {
    figure(name, times, .ratioAtMost(limit))
  }

  private func figure(
    _ name: String,
    _ times: (ours: Samples, bare: Samples),
    _ target: Figure.Target
  ) -> Figure {
    Figure(
      name: name,
      orders: shop.orders,
      unit: .milliseconds,
      ours: times.ours.inMilliseconds,
      bare: times.bare.inMilliseconds,
      target: target
    )
  }
}

extension ConsolePair {
  /// Types two keys by turns into both.
  func alternate(_ keys: (String, String), _ turns: Int) -> (ours: Samples, bare: Samples) {
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    for _ in 0..<turns {
      for key in [keys.0, keys.1] {
        if let span = ours.type(key).nanoseconds { spans.ours.append(span) }
        if let span = bare.type(key).nanoseconds { spans.bare.append(span) }
      }
    }
    return (Samples(spans.ours), Samples(spans.bare))
  }
}
