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
    findings += try check("integrity") {
      let advice = ". Restore a backup, or keep the file for repair."
      return [list($0, try store.database.integrityCheck(), then: advice)]
    }
    findings += try check("foreign keys") { [list($0, try store.database.foreignKeyCheck())] }
    findings += try check("counts") { [list($0, try store.countDifferences())] }
    findings += try check("audit") { [try audit($0, store)] }
    findings += try check("outbox, sync") { _ in try waiting(store) }
    return findings + (try check("you") { [try you($0, session)] })
  }

  /// What a damaged file stops half-way is a finding, and no end of the checks that follow.
  private static func check(
    _ what: String,
    _ look: (String) throws -> [Finding]
  ) throws -> [Finding] {
    do {
      return try look(what)
    } catch let error as SQLiteError where error.isCorrupt {
      return [Finding(what, error.userSentence, isSound: false)]
    }
  }

  private static func you(_ what: String, _ session: Session) throws -> Finding {
    let staff = try session.staff()
    return Finding(
      what,
      "\(staff.name), \(staff.role.rawValue) (account \(session.world.user.name)); roles guide and "
        + "record, they are no wall for who may write the file"
    )
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
    let mail = check.configuration.emailCommand
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
      Finding(
        "e-mail",
        mail.isEmpty
          ? "no e-mail program: e-mails are kept in the outbox" : mail.joined(separator: " "),
        isSound: mail.first.flatMap(ProgramFile.fault) == nil
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

  private static func list(
    _ what: String,
    _ problems: [String],
    then advice: String = ""
  ) -> Finding {
    guard let first = problems.first else { return Finding(what, "whole") }
    let more = problems.count > 1 ? " and \(CountText.grouped(problems.count - 1)) more" : ""
    return Finding(what, first + more + advice, isSound: false)
  }

  private static func audit(_ what: String, _ store: Store) throws -> Finding {
    let verdict = try AuditTrail(store: store).verify()
    return switch verdict {
    case .intact: Finding(what, verdict.sentence)
    case .broken: Finding(what, verdict.sentence, isSound: false)
    }
  }

  private static func waiting(_ store: Store) throws -> [Finding] {
    let overview = try store.syncOverview(limit: 1)
    return [
      Finding(
        "outbox",
        SyncForm.outbox(overview),
        isSound: overview.outboxParked == 0
      ),
      count("quarantine", overview.quarantineCount), count("conflicts", overview.conflictCount),
    ]
  }

  private static func count(_ what: String, _ count: Int) -> Finding {
    Finding(what, CountText.grouped(count), isSound: count == 0)
  }
}
