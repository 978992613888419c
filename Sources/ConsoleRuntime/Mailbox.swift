import Console
import Synchronization
import Terminal

/// Where workers leave messages for the event loop; posting wakes the loop.
final class Mailbox: Sendable {
  private let wake: WakeSignal
  private let pending = Mutex<[Message]>([])

  init(wake: WakeSignal) { self.wake = wake }

  func post(_ message: Message) {
    pending.withLock { $0.append(message) }
    wake.wake()
  }

  func takeAll() -> [Message] {
    pending.withLock { messages in
      defer { messages = [] }
      return messages
    }
  }
}
