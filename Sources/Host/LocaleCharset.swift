import Glibc

/// Which bytes the user's locale speaks; decides between line drawing and plain ASCII.
package enum LocaleCharset {
  /// True when the locale of the environment is UTF-8.
  ///
  /// A locale that is named but not installed (common over ssh) counts by its name, since the
  /// terminal at the other end speaks it.
  package static func isUTF8(environment: Environment) -> Bool {
    let name = environment["LC_ALL"] ?? environment["LC_CTYPE"] ?? environment["LANG"] ?? "C"
    if let locale = newlocale(1 << LC_CTYPE, name, nil) {
      defer { freelocale(locale) }
      guard let charset = nl_langinfo_l(Int32(CODESET), locale) else { return false }
      return String(cString: charset) == "UTF-8"
    }
    let lower = name.lowercased()
    return lower.contains("utf-8") || lower.contains("utf8")
  }
}
