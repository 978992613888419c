import Glibc

/// Starts a program as leader of a session of its own, no signal blocked or ignored, with no
/// descriptor of the test but those that the actions open.
func spawn(
  _ program: String,
  _ arguments: [String],
  environment: [String: String],
  _ actions: inout posix_spawn_file_actions_t
) throws(PseudoTerminalError) -> pid_t {
  for descriptor: Int32 in 3..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
  var attributes = sessionAttributes()
  defer { posix_spawnattr_destroy(&attributes) }
  let words = ([program] + arguments).map { strdup($0) } + [nil]
  let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
  defer { for text in words + variables { free(text) } }
  var process: pid_t = 0
  let code = posix_spawnp(&process, program, &actions, &attributes, words, variables)
  guard code == 0 else { throw .system("start \(program)", code) }
  return process
}

private func sessionAttributes() -> posix_spawnattr_t {
  var attributes = posix_spawnattr_t()
  posix_spawnattr_init(&attributes)
  var none = sigset_t()
  var all = sigset_t()
  sigemptyset(&none)
  sigfillset(&all)
  posix_spawnattr_setsigmask(&attributes, &none)
  posix_spawnattr_setsigdefault(&attributes, &all)
  // 0x80 is POSIX_SPAWN_SETSID, which glibc shows only with _GNU_SOURCE.
  let flags = Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF) | 0x80
  posix_spawnattr_setflags(&attributes, Int16(flags))
  return attributes
}
