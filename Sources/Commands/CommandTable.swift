/// Every command there is, in the order in which help lists them.
package enum CommandTable {
  package static let all: [Command] =
    [ConsoleCommands.console, DemoCommand.demo]
    + OrderCommands.all + ViewCommands.all + RefundCommands.all + [CustomerCommand.show]
    + ReturnCommands.all
    + ChatCommands.all
    + EmailCommands.all
    + [TrackCommand.track]
    + SyncCommands.all + UndoCommands.all + OutboxCommands.all + StaffCommands.all
    + [ExportTableCommand.export] + AuditCommands.all
    + ThemeCommands.all + ConfigCommands.all
    + [
      KeysCommand.keys, DoctorCommand.doctor, BackupCommand.backup, CompletionCommand.completion,
    ]
}
