package import Screen

/// A short word of fixed width, so that a column of badges is straight.
package struct Badge: Equatable, Sendable {
  package var text: String
  package var role: Role
  package var width: Int

  package init(_ text: String, role: Role, width: Int) {
    self.text = text
    self.role = role
    self.width = width
  }

  package func paint(at place: Place, on canvas: inout Canvas) {
    canvas.write(text, at: place, role: role, width: width)
  }
}
