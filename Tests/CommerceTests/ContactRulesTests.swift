import Commerce
import Testing

@Suite struct ContactRulesTests {
  @Test(arguments: [
    ("ana@example.com", "a…@example.com"), ("@example.com", "…"), ("nothing", "…"),
    ("a@b@c.org", "a…@c.org"),
  ])
  func `an e-mail address keeps its first letter and its domain`(whole: String, cut: String) {
    #expect(ContactRules.masked(email: whole) == cut)
  }

  @Test(arguments: [
    ("+49 151 2345642", "+49 … 42"), ("+1 555 010 9942", "+1 … 42"), ("0151 23456 42", "… 42"),
    ("12345", "…"), ("", "…"),
  ])
  func `a phone number keeps its country and its last two digits`(whole: String, cut: String) {
    #expect(ContactRules.masked(phone: whole) == cut)
  }

  @Test func `of an address city and country are left`() {
    let address = Address(
      street: "Via Roma 12",
      city: "Roma",
      state: "RM",
      postalCode: "00184",
      country: "IT"
    )
    #expect(ContactRules.masked(address: address) == Address(city: "Roma", country: "IT"))
  }

  @Test func `agents see it of orders that they have once they asked, ops and admins always`() {
    let own = StaffID("me")
    for (role, assignee, isRevealed, sees) in [
      (StaffRole.agent, nil, false, false), (.agent, nil, true, false),
      (.agent, own, false, false), (.agent, own, true, true), (.agent, StaffID("x"), true, false),
      (.ops, nil, false, true), (.admin, StaffID("x"), false, true),
    ] as [(StaffRole, StaffID?, Bool, Bool)] {
      let person = Staff(id: own, name: "me", role: role)
      #expect(ContactRules.sees(person, isRevealed: isRevealed, orderOf: assignee) == sees)
    }
  }
}
