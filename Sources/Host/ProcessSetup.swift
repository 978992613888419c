import CHost
import Glibc

/// What the program sets right before anything else runs.
package enum ProcessSetup {
  /// New files are private, a closed pipe or a file at its limit is an error and not a death, 0, 1,
  /// 2 are open, and all threads share one heap.
  ///
  /// A missing standard stream is filled with `/dev/null`: otherwise the store could become
  /// descriptor 2, and the first message would be written into it.
  package static func begin() {
    host_share_one_heap()
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    for stream in Int32(0)...2 where fcntl(stream, F_GETFD) < 0 {
      // open takes the lowest free number, which is the missing one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
