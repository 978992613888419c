import Glibc

/// The built console and the bare one, each on a terminal of the same size over the same store.
final class ConsolePair {
  /// How both are started.
  struct Launcher {
    let ours: Launch
    let bare: Launch
    private let home: ScratchFolder

    init(options: BenchOptions, shop: DataSet) throws {
      home = try ScratchFolder(named: "home")
      let environment = [
        "TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "TZ": "UTC",
        "HOME": home.path, "XDG_CONFIG_HOME": home.path, "XDG_STATE_HOME": home.path,
        "XDG_DATA_HOME": home.path,
      ]
      let configuration = home.path("bench.toml")
      try Self.write("mark_read = \"manual\"\n", to: configuration)
      ours = Self.launch(
        options.program ?? Launch.sibling("orderdeck"),
        ["--db", shop.path, "--config", configuration],
        environment
      )
      bare = Self.launch(try BareProgram.path(BenchLog()), [shop.path], environment)
    }

    private static func launch(
      _ program: String,
      _ arguments: [String],
      _ environment: [String: String]
    ) -> Launch {
      var launch = Launch(program, arguments)
      launch.environment = environment
      launch.isSessionLeader = true
      return launch
    }

    private static func write(_ text: String, to path: String) throws {
      guard let file = fopen(path, "w") else { throw BareError("cannot write \(path)") }
      fputs(text, file)
      fclose(file)
    }
  }

  let ours: MeasuredProgram
  let bare: MeasuredProgram

  init(_ launcher: Launcher) throws {
    ours = try MeasuredProgram(launcher.ours)
    bare = try MeasuredProgram(launcher.bare)
    ours.settle()
    bare.settle()
  }

  /// Types the same number of keys into both in turn; spans in nanoseconds.
  func type(_ key: (ours: String, bare: String), times: Int) -> (ours: Samples, bare: Samples) {
    var spans: (ours: [Double], bare: [Double]) = ([], [])
    for _ in 0..<times {
      if let span = ours.type(key.ours).nanoseconds { spans.ours.append(span) }
      if let span = bare.type(key.bare).nanoseconds { spans.bare.append(span) }
    }
    return (Samples(spans.ours), Samples(spans.bare))
  }

  /// Types into both without measuring, and waits until all is calm.
  func prepare(ours keys: String, bare bareKeys: String) {
    ours.type(keys)
    bare.type(bareKeys)
    ours.settle()
    bare.settle()
  }

  func quit() {
    ours.quit("q")
    bare.quit("q")
  }
}
