import Commerce
import Console
import Testing

/// What the person at the keyboard may, and that it can change while the console is open.
@Suite struct Roles {
  @Test func `a key that the role refuses is not offered, and says why when it is pressed`() {
    var agent = Stage(role: .agent)
    #expect(!agent.shows("s packaged"))
    agent.press("s")
    #expect(agent.shows("Only ops and admins may set packaged"))
    agent.press("8")
    #expect(!agent.shows("K settle"))
    agent.press("F2", "End")
    #expect(!agent.shows("d discard"))
    var ops = Stage()
    #expect(ops.shows("s packaged"))
    ops.press("8")
    #expect(ops.shows("K settle"))
    ops.press("F2", "End")
    #expect(ops.shows("d discard"))
  }

  @Test func `an open console learns that its person has another role`() {
    var stage = Stage(role: .agent)
    #expect(stage.shows("maya (agent)"))
    stage.shop.me = Staff(id: StaffID("maya"), name: "maya", role: .ops)
    stage.tell(.storeChanged)
    #expect(stage.shows("Your role is ops now; it was agent"))
    #expect(stage.shows("maya (ops)"))
    #expect(stage.shows("s packaged"))
    stage.press("s")
    #expect(stage.effects.contains { if case .perform = $0 { true } else { false } })
  }
}
