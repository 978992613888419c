import Glibc
import Host

private func measure(_ arguments: [String]) throws {
  let options = try BenchOptions(arguments)
  let table = FigureTable(figures: try Bench(options: options).run())
  let text =
    switch options.form {
    case .table: table.text
    case .json: table.json
    case .markdown: table.markdown
    }
  try StandardStreams().write(text + "\n", to: .output)
}

private func complain(_ text: String) { BenchLog().say("orderdeckBench: \(text)") }

private let arguments = Array(CommandLine.arguments.dropFirst())
do {
  if arguments.contains("--help") {
    print(BenchOptions.usage)
  } else if arguments.count == 2, arguments[0] == Writer.word {
    try Writer.serve(arguments[1])
  } else {
    try measure(arguments)
  }
} catch let error as UsageError {
  complain("\(error)\n\(BenchOptions.usage)")
  exit(2)
} catch {
  complain("\(error)")
  exit(1)
}
