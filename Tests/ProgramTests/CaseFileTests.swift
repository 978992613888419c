import Foundation
import TestSupport
import Testing

extension TheProgram {
  @Suite struct `A case file from the console` {
    @Test func `is written where the status line says, with the chat in it`() throws {
      let floor = try ShopFloor.withShop()
      let terminal = try floor.consoleOnNewest()
      try terminal.type("E", until: "Case file of CHT000020")
      try terminal.type(Keystrokes.enter, until: "Written: ")
      let folder = floor.folder.path(".local/share/orderdeck/case-files")
      let names = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(names.count == 1)
      let name = try #require(names.first)
      #expect(name.hasPrefix("case-CHT000020-"))
      let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
      #expect(text.contains("Line 3 about order CHT000020"))
      try terminal.quit()
    }
  }
}
