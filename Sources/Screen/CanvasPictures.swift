/// A canvas as text, for tests to compare with pictures of what should be there.
extension Canvas {
  /// One line per row; trailing blanks are kept, a wide cluster stands once.
  package var plainText: String {
    picture { $0.text }
  }

  /// The role of each cell as a letter (see `Role.letter`); cells that show nothing are dots.
  package var roleText: String {
    picture { $0.text == " " ? "." : String($0.role.letter) }
  }

  /// The surface of each cell as a letter (see `Surface.letter`).
  package var surfaceText: String {
    picture { String($0.surface.letter) }
  }

  private func picture(_ letter: (Cell) -> String) -> String {
    (0..<height)
      .map { row in (0..<width).map { letter(self[$0, row]) }.joined() }
      .joined(separator: "\n")
  }
}

extension Role {
  /// The letter that stands for the role in `Canvas.roleText`.
  package var letter: Character {
    switch self {
    case .text: "t"
    case .dim: "d"
    case .bright: "b"
    case .accent: "a"
    case .warning: "w"
    case .danger: "!"
    case .success: "s"
    case .title: "h"
    case .titleFocused: "H"
    case .rule: "r"
    case .ruleFocused: "R"
    case .chatBadge: "C"
    case .standardBadge: "S"
    case .unread: "u"
    case .mark: "m"
    case .match: "M"
    case .customerSpeech: "c"
    case .ourSpeech: "o"
    case .systemLine: "y"
    case .internalNote: "n"
    case .customerNote: "N"
    case .time: "T"
    case .tick: "v"
    case .tickRead: "V"
    case .failed: "x"
    case .key: "k"
    case .keyHelp: "K"
    case .chip: "p"
    case .chipActive: "P"
    case .field: "f"
    case .placeholder: "l"
    case .cursor: "_"
    case .notice: "i"
    case .noticeError: "I"
    case .progressDone: "1"
    case .progressCurrent: "2"
    case .progressExpected: "3"
    }
  }
}

extension Surface {
  /// The letter that stands for the surface in `Canvas.surfaceText`.
  package var letter: Character {
    switch self {
    case .screen: "."
    case .selection: "S"
    case .selectionUnfocused: "s"
    case .header: "h"
    case .footer: "f"
    case .popup: "p"
    case .field: "i"
    case .customerBubble: "c"
    case .ourBubble: "o"
    case .noteBubble: "n"
    case .chip: "k"
    case .chipActive: "K"
    }
  }
}
