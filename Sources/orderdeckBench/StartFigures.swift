/// From the start of the program to its first complete screen.
struct StartFigures {
  let options: BenchOptions
  let shop: DataSet

  func figures() throws -> [Figure] {
    let launcher = try ConsolePair.Launcher(options: options, shop: shop)
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    // The first start of each reads the programs from the disk and is not counted.
    for turn in 0...options.repetitions(15, quick: 4) {
      let ours = try MeasuredProgram(launcher.ours)
      if turn > 0 { spans.ours.append(ours.startUp) }
      ours.settle()
      ours.quit("q")
      let bare = try MeasuredProgram(launcher.bare)
      if turn > 0 { spans.bare.append(bare.startUp) }
      bare.quit("q")
    }
    return [
      Figure(
        name: "start-up to the first screen",
        orders: shop.orders,
        unit: .milliseconds,
        ours: Samples(spans.ours).inMilliseconds,
        bare: Samples(spans.bare).inMilliseconds,
        target: .ratioAtMost(4)
      )
    ]
  }
}
