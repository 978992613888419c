import Commerce
import Console
import TestSupport
import Testing

/// The case file by keys; what stands in it is shown by the tests of its command.
@Suite struct WritingCaseFiles {
  private func written(_ stage: Stage) -> [CaseFileAudience] {
    stage.effects.compactMap {
      if case .writeCaseFile(let id, let audience, _, _) = $0, id == stage.shop.orders[0].id {
        audience
      } else {
        nil
      }
    }
  }

  @Test func `E asks whom it is for, and Enter writes it`() {
    var stage = Stage()
    stage.press("E")
    #expect(stage.shows("Case file of CHT001234"))
    #expect(stage.shows("nothing internal"))
    stage.press("Enter")
    #expect(written(stage) == [.staff])
    stage.press("E", "j", "Enter")
    #expect(written(stage) == [.staff, .customer])
  }

  @Test func `it is of the selected order, whatever is marked`() {
    var stage = Stage()
    stage.press("j", "Space", "g", "E", "Enter")
    #expect(written(stage) == [.staff])
  }

  @Test func `Esc writes nothing`() {
    var stage = Stage()
    stage.press("E", "Esc")
    #expect(written(stage).isEmpty)
  }
}
