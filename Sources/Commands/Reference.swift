import Console
import Settings

/// The tables of the README that come from code; a test compares them with the page.
package enum Reference {
  package static func commands(_ table: [Command] = CommandTable.all) -> String {
    rows(
      ["command", "what it does"],
      table.filter { !$0.path.isEmpty }.map { ["`\(HelpText.usage(of: $0))`", $0.summary] }
    )
  }

  package static func keys(_ bindings: KeyReference = KeyReference(choices: [])) -> String {
    rows(
      ["keys", "where", "what", "command"],
      bindings.rows.map { row in
        [
          row.keys.map { "`\($0)`" }.joined(separator: " "), row.places, row.help,
          "`\(row.command)`",
        ]
      }
    )
  }

  package static func roles() -> String {
    rows(["what", "agent", "ops", "admin"], RoleReference.rows)
  }

  package static func settings() -> String {
    rows(
      ["setting", "default", "what it does"],
      ConfigurationTable.settings.map { setting in
        let name = setting.section.isEmpty ? setting.key : "[\(setting.section)] \(setting.key)"
        let values = setting.values.isEmpty ? "" : " (\(setting.values))"
        return ["`\(name)`", "`\(setting.defaultValue)`", setting.help + values]
      }
    )
  }

  private static func rows(_ heads: [String], _ rows: [[String]]) -> String {
    let lines =
      [heads, heads.map { _ in "---" }]
      + rows.map { row in
        row.map {
          $0.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
        }
      }
    return lines.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n") + "\n"
  }
}
