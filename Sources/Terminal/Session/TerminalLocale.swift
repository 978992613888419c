import CNCurses
import Glibc

/// Makes the C library, and so ncurses, speak the user's character set; nothing else of the locale.
enum TerminalLocale {
  /// True when the characters are UTF-8 now.
  ///
  /// A UTF-8 locale that is named but not installed, as happens over ssh, becomes `C.UTF-8`: the
  /// terminal at the other end speaks UTF-8 whatever this machine has installed.
  static func adopt() -> Bool {
    if setlocale(LC_CTYPE, "") == nil, namesUTF8() { setlocale(LC_CTYPE, "C.UTF-8") }
    guard let charset = nl_langinfo(Int32(CODESET)) else { return false }
    return String(cString: charset) == "UTF-8"
  }

  private static func namesUTF8() -> Bool {
    for variable in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = getenv(variable), value.pointee != 0 else { continue }
      let name = String(cString: value).lowercased()
      return name.contains("utf-8") || name.contains("utf8")
    }
    return false
  }
}
