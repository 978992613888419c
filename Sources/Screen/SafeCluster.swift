/// One drawable piece of a text: a base that a terminal draws in one or two columns, with its marks.
package struct SafeCluster: Equatable, Sendable {
  /// One base and at most four combining marks; never a control, never empty.
  package internal(set) var content: CellText
  /// Columns it takes: 1 or 2.
  package var width: Int
  /// Where it comes from: bytes of UTF-8 before it in the raw text.
  ///
  /// The sign that stands for what was left out of a cluster has the same start as the cluster.
  package var start: Int
  /// True for the sign that stands for a line end in a single line.
  package var isLineBreak: Bool

  package init(text: String, width: Int, start: Int, isLineBreak: Bool = false) {
    self.init(CellText(text), width: width, start: start, isLineBreak: isLineBreak)
  }

  init(_ content: CellText, width: Int, start: Int, isLineBreak: Bool = false) {
    self.content = content
    self.width = width
    self.start = start
    self.isLineBreak = isLineBreak
  }

  package var text: String { content.string }

  var isSpace: Bool { content.letter == 0x20 }
}
