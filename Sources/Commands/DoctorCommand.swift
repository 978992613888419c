import Commerce
import Console
import Desk
import Host
import JSON
import SQLiteKit
import Settings
import Store

enum DoctorCommand {
  static let doctor = Command(
    "doctor",
    "Check the store, the configuration and the machine, and print paths and versions"
  ) { _, session in
    let findings = try examine(session)
    for finding in findings {
      if session.isJSON {
        try session.say(
          [
            "what": .string(finding.what), "ok": .bool(finding.isSound),
            "finding": .string(finding.text),
          ]
        )
      } else {
        let mark = finding.isSound ? "ok  " : "LOOK"
        try session.say("\(mark)  \(HelpText.pad(finding.what, 14))\(finding.text)")
      }
    }
    return findings.allSatisfy(\.isSound) ? .done : .refused
  }

  private struct Finding {
    var what: String
    var isSound: Bool
    var text: String

    init(_ what: String, _ text: String, isSound: Bool = true) {
      self.what = what
      self.text = text
      self.isSound = isSound
    }
  }

  private static func examine(_ session: Session) throws -> [Finding] {
    var findings = [Finding("orderdeck", Program.version)] + (try configuration(session))
    let store: Store
    do {
      store = try session.store()
    } catch let error as CommandFailure {
      return findings + [Finding("store", error.sentence, isSound: false)]
    } catch let error as StoreOpenError where !error.isBusy {
      return findings + [Finding("store", error.description, isSound: false)]
    }
    findings.append(Finding("store", store.path))
    if let warning = store.database.fileSystemWarning {
      findings.append(Finding("file system", warning, isSound: false))
    }
    findings.append(sqlite())
    findings.append(Finding("schema", Store.schemaSteps.joined(separator: ", ")))
    findings.append(list("integrity", try store.database.integrityCheck()))
    findings.append(list("foreign keys", try store.database.foreignKeyCheck()))
    findings.append(list("counts", try store.countDifferences()))
    findings.append(try audit(store))
    findings += try waiting(store)
    let staff = try session.staff()
    findings.append(
      Finding(
        "you",
        "\(staff.name), \(staff.role.rawValue) (account \(session.world.user.name)); roles guide and "
          + "record, they are no wall for who may write the file"
      )
    )
    return findings
  }

  private static func configuration(_ session: Session) throws -> [Finding] {
    let check = try ConfigurationCheck(session)
    let path = session.configurationPath
    let found = SmallFile.exists(path) ? "" : " (none yet)"
    let sentences = check.problems.map(\.sentence).joined(separator: "; ")
    let command = check.configuration.transportCommand
    let transport =
      command.isEmpty
      ? "no transport: replies are kept in the outbox" : command.joined(separator: " ")
    return [
      Finding(
        "configuration",
        path + found + (sentences.isEmpty ? "" : ": " + sentences),
        isSound: sentences.isEmpty
      ),
      Finding(
        "transport",
        transport,
        isSound: command.first.flatMap(ProgramFile.fault) == nil
      ),
    ]
  }

  /// An SQLite with the WAL-reset bug is no harm here: our lock keeps writers and checkpoints apart.
  private static func sqlite() -> Finding {
    let remark =
      SQLiteLibrary.mayDamageLogs
      ? "; has the WAL-reset bug (mended in 3.51.3): orderdeck's own lock keeps it away" : ""
    return Finding("SQLite", SQLiteLibrary.version + remark)
  }

  private static func list(_ what: String, _ problems: [String]) -> Finding {
    guard let first = problems.first else { return Finding(what, "whole") }
    let more = problems.count > 1 ? " and \(problems.count - 1) more" : ""
    return Finding(what, first + more, isSound: false)
  }

  private static func audit(_ store: Store) throws -> Finding {
    let verdict = try AuditTrail(store: store).verify()
    return switch verdict {
    case .intact: Finding("audit", verdict.sentence)
    case .broken: Finding("audit", verdict.sentence, isSound: false)
    }
  }

  private static func waiting(_ store: Store) throws -> [Finding] {
    let overview = try store.syncOverview(limit: 1)
    return [
      Finding(
        "outbox",
        "\(overview.outboxWaiting) waiting, \(overview.outboxParked) parked",
        isSound: overview.outboxParked == 0
      ),
      Finding("quarantine", "\(overview.quarantineCount)", isSound: overview.quarantineCount == 0),
      Finding("conflicts", "\(overview.conflictCount)", isSound: overview.conflictCount == 0),
    ]
  }
}
