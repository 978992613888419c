/// A place that shows canvases and yields input: the real terminal, or a script in a test.
package protocol Device: ~Copyable {
  /// Columns and rows of the place now.
  var size: (width: Int, height: Int) { get }
  /// Puts the canvas on the glass; `cursor` is where the text cursor stands, nil hides it.
  borrowing func show(_ canvas: Canvas, cursor: (column: Int, row: Int)?)
  /// The next input that is there already; nil when there is none. Never waits.
  borrowing func nextInput() -> Input?
}
