import Glibc
import Screen
import Terminal
import Theming

// A console in miniature, for tests of the terminal alone: shows what it was told, obeys a few keys.
switch TerminalGuard.runGuarded() {
case .parent(let status): exit(status)
case .child(let link): exit(Probe.status(link: link))
}
