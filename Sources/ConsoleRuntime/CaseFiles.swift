import Commerce
import Console
import Host
import Reports
import Store

/// Case files from the console.
extension EffectRunner {
  func writeCaseFile(
    _ id: OrderID,
    _ audience: CaseFileAudience,
    _ amounts: MoneyStyle,
    _ request: RequestID
  ) {
    answer(request, on: foreground) { [workplace, zone, shown] in
      guard let found = try workplace.store.orderWithChat(id, for: shown.reader(of: id, workplace))
      else {
        return .notice("This order is not there any more.", isError: true)
      }
      let file = CaseFile(
        found.order,
        messages: found.messages,
        for: audience,
        writtenAt: workplace.now(),
        zone: zone,
        amounts: amounts
      )
      let folder = workplace.caseFileFolder
      try Folders.make(folder)
      let path = "\(folder)/\(file.fileName(ending: "md"))"
      try SmallFile.write(Array(file.markdown.utf8), to: path)
      return .notice("Written: \(shortened(path))", isError: false)
    }
  }

  /// With `~` for the home folder, as shells write it.
  private func shortened(_ path: String) -> String {
    guard let home = workplace.environment["HOME"], path.hasPrefix("\(home)/") else { return path }
    return "~\(path.dropFirst(home.count))"
  }
}
