import Commerce
import Console
import Dispatch
import SQLiteKit
import Store
import Sync

/// Reading effects.
extension EffectRunner {
  func loadOrders(
    _ listing: OrderListing,
    _ page: PageRequest,
    _ limit: Int,
    _ request: RequestID
  ) {
    answer(request, on: foreground) { [workplace, context] in
      .ordersLoaded(
        request,
        try workplace.store.orders(listing, page: page, limit: limit, in: context)
      )
    }
  }

  func loadCounts(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      let store = workplace.store
      return .countsLoaded(request, try store.statusCounts(), try store.outboxCounts())
    }
  }

  /// A newer count makes an older one worthless: the one that runs is interrupted.
  func countOrders(_ filter: OrderFilter, _ request: RequestID) {
    workplace.store.longReads.interrupt()
    longReads.async { [workplace, context, mailbox] in
      do {
        let count = try workplace.store.orderCount(filter, in: context)
        mailbox.post(.ordersCounted(request, count))
      } catch let error as SQLiteError where error.isInterrupted {
        return
      } catch {
        mailbox.post(.failed(request, FailureText.sentence(for: error)))
      }
    }
  }

  func loadOrder(_ id: OrderID, _ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      .orderLoaded(request, try workplace.store.order(id))
    }
  }

  func loadChat(_ id: OrderID, _ anchor: ChatAnchor, _ limit: Int, _ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      let store = workplace.store
      return .chatLoaded(
        request,
        ChatAnswer(
          conversation: try store.conversation(of: id),
          page: try store.chat(of: id, at: anchor, limit: limit),
          drafts: try store.drafts(of: id, by: workplace.staff.id)
        )
      )
    }
  }

  func searchMessages(
    _ text: String,
    in order: OrderID?,
    _ limit: Int,
    _ request: RequestID
  ) {
    answer(request, on: longReads) { [workplace] in
      .messagesFound(
        request,
        try workplace.store.searchMessages(text, in: order, limit: limit, before: nil)
      )
    }
  }

  func loadSync(_ request: RequestID) {
    answer(request, on: longReads) { [workplace] in
      .syncLoaded(request, try workplace.store.syncOverview(limit: 200))
    }
  }

  func loadSources(_ request: RequestID) {
    answer(request, on: foreground) { [workplace] in
      .sourcesLoaded(request, try workplace.store.syncSources())
    }
  }

  func verifySync(_ request: RequestID) {
    answer(request, on: longReads) { [workplace] in
      .driftLoaded(request, try SyncRunner(store: workplace.store).verify())
    }
  }
}
