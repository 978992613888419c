import Commerce
import Console
import ConsoleRuntime
import Demo
import Desk
import Host
import Terminal

enum DemoCommand {
  static let demo = Command(
    "demo",
    "The console on a made-up shop with live made-up customers",
    options: [
      Option("fresh", "start the made-up shop over"),
      Option("quiet", "no live customers: the shop stands still"),
    ],
    notes: ["It has a store of its own and never touches the real one."],
    without: ["db", "json"]
  ) { invocation, session in
    try session.guarded { link in
      let folder = "\(session.folders.data)/demo"
      let path = DemoShop.storePath(in: folder)
      if !SmallFile.exists(path) { try session.talk("making a made-up shop: \(path)") }
      session.use(
        try DemoShop.prepare(
          at: folder,
          fresh: invocation.has("fresh"),
          now: session.now,
          osUser: session.world.user.name
        )
      )
      let transport = DemoTransport(seed: UInt64(bitPattern: session.now.milliseconds))
      var run = try session.consoleRun(guardLink: link)
      run.isDemo = true
      run.program = ["orderdeck", "--db", path]
      run.shop = Shop(name: DemoShop.name, businessType: DemoShop.businessType)
      run.viewStatePath = "\(session.folders.state)/demo-view.toml"
      run.workplace.transport = transport
      run.workplace.paymentProvider = DemoPaymentProvider()
      if !invocation.has("quiet"), !session.isReadOnly {
        run.company = { post in DemoCompany(storePath: path, transport: transport, post: post) }
      }
      return try run.run()
    }
  }
}

/// The made-up customers beside one console.
private struct DemoCompany: Company {
  private let life: DemoLife?

  /// A shop without customers is still a shop: the reason is said in the status line.
  init(storePath: String, transport: DemoTransport, post: @escaping @Sendable (Message) -> Void) {
    do {
      life = try DemoLife(storePath: storePath, transport: transport, seed: DemoFeed.usualSeed) {
        order,
        presence in
        post(.customerPresence(order, CustomerPresence(presence)))
      }
    } catch {
      life = nil
      post(.notice("the made-up customers stay away: \(error)", isError: true))
    }
  }

  func stop() { life?.stop() }
}

extension CustomerPresence {
  fileprivate init(_ presence: DemoPresence) {
    switch presence {
    case .typing: self = .typing
    case .online: self = .online
    case .away: self = .away
    }
  }
}
